"""The OpenAPI 3.1 document, made from the declarations that also validate."""

from collections.abc import Iterable, Mapping
from typing import Any

from openapi_pydantic import (
    Components,
    Info,
    License,
    MediaType,
    OpenAPI,
    Operation,
    Parameter,
    PathItem,
    Reference,
    RequestBody,
    Response,
    Schema,
    SecurityScheme,
    Server,
    Tag,
)
from openapi_pydantic import Header as ResponseHeader
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from threadline import __version__
from threadline.bots.webhook.http.authentication import COOKIE
from threadline.bots.webhook.http.endpoint import JSON, Content, Endpoint
from threadline.bots.webhook.http.multipart import FORM
from threadline.bots.webhook.http.sse import EVENT_STREAM
from threadline.bots.webhook.schema.base import Body
from threadline.bots.webhook.schema.errors import ErrorBody
from threadline.bots.webhook.schema.messages import StreamEvent

REFERENCE = "#/components/schemas/"

_DESCRIPTION = """\
One assistant for Slack, Microsoft Teams, e-mail and HTTP: it answers in threads, streaming, and turns what people say
into calendar events that they confirm with one click.

Send a token in the header `X-API-Token` (or `Authorization: Bearer`); `threadline token create` makes one. Errors have
one shape, `{"error", "details", "code"}`, and every answer carries an `X-Request-Id` under which the log tells of it.
Requests with an `Idempotency-Key` can be repeated: nothing happens twice.
"""
_TAGS = {
    "Prompts": "One prompt, one answer: what scripts and flows call.",
    "Conversations": "Threads that go on, with their history.",
    "Tasks": "Long work: how far it is, following it, cancelling it.",
    "Workflows": "Work in several steps, some of them a person's: begun, followed, corrected, cancelled, resumed.",
    "Proposals": "Events that wait for a decision, and the decisions.",
    "Booking links": "Links by which people without an account choose one of your free times.",
    "Polls": "Times that a group is asked about in a thread, and who can come when.",
    "Notices": "What you are told unasked: reminders, the day's agenda, guests' answers.",
    "Calendar": "Calendars, events, free time, and events read out of text.",
    "Files": "Files as text, and answers about them.",
    "Templates": "How a kind of message is put to the model.",
    "Settings": "What a person prefers.",
    "Usage": "What answers took and cost, the limits that apply, and what a person did.",
    "Access": "Who is signed in, and how people sign in.",
    "Health": "How the service does.",
    "Documentation": "About this API.",
}
_ANSWERS = {
    200: "Done",
    201: "Created",
    202: "Accepted: it goes on",
    204: "Done; there is nothing to say",
    304: "Not modified",
    409: "Not booked at once: it waits for a decision",
    503: "Not in a state to serve requests",
}
ERRORS = {
    400: "The request is not valid; `details` say which fields",
    401: "The token is missing, unknown, expired or revoked",
    403: "The token may not do that",
    404: "There is no such thing, or it is another person's",
    408: "The body did not come in time",
    409: "Something changed in the meantime, or is there already; `details` may hold how it stands now",
    413: "The body is larger than the service takes",
    415: "The body is not of the media type that is described here",
    417: "Something else is expected than `100-continue`",
    422: "Well-formed, but it cannot be done as asked",
    429: "Asked too often, or a limit in requests or money is reached; `Retry-After` says how many seconds to wait",
    500: "Something went wrong in the service; the log has it under the request's id",
    502: "The language model could not answer",
    503: "The database or a calendar cannot be used right now; try again",
    504: "The answer takes longer than was waited for; it goes on, `Location` says where it will be",
}
"""What each error status means."""


def document(endpoints: Iterable[Endpoint], *, server: str = "/") -> OpenAPI:
    """The document of these endpoints."""
    endpoints = list(endpoints)
    names, definitions = _schemas(endpoints)
    paths: dict[str, PathItem] = {}
    for endpoint in endpoints:
        item = paths.setdefault(endpoint.path, PathItem())
        setattr(item, endpoint.method.lower(), _operation(endpoint, names, definitions))
    return OpenAPI(
        openapi="3.1.1",
        info=Info(
            title="Threadline",
            version=__version__,
            description=_DESCRIPTION,
            license=License(name="Apache-2.0", identifier="Apache-2.0"),
        ),
        servers=[Server(url=server)],
        tags=[Tag(name=name, description=text) for name, text in _TAGS.items()],
        paths=paths,
        components=Components(
            schemas={name: Schema.model_validate(schema) for name, schema in definitions.items()},
            securitySchemes={
                "token": SecurityScheme(type="apiKey", name="X-API-Token", security_scheme_in="header"),
                "bearer": SecurityScheme(type="http", scheme="bearer"),
                "session": SecurityScheme(type="apiKey", name=COOKIE, security_scheme_in="cookie"),
            },
        ),
    )


def errors_of(endpoint: Endpoint) -> list[int]:
    """The error statuses an endpoint may answer with."""
    found = {400, 500, 503, *endpoint.errors}  # 400: every endpoint refuses parameters it does not know
    if endpoint.scope is not None:
        found |= {401, 403, 429}
    if endpoint.body is not None or endpoint.form is not None:
        found |= {408, 413, 415}
    if endpoint.ids:
        found.add(404)
    return sorted(found - set(endpoint.answers))


Names = Mapping[tuple[type[Any], JsonSchemaMode], str]
"""The reference of each model, as it is sent and as it is answered."""


def _schemas(endpoints: Iterable[Endpoint]) -> tuple[Names, dict[str, Any]]:
    """The references of all models that are sent and answered, and the definitions they lead to."""
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(ErrorBody, "serialization"): None}
    wanted[StreamEvent, "serialization"] = None
    for endpoint in endpoints:
        for sent in (endpoint.body, endpoint.form):
            if sent is not None:
                wanted[sent, "validation"] = None
        if endpoint.query is not None:
            wanted[endpoint.query, "validation"] = None
        for content in (content for contents in endpoint.answers.values() for content in contents):
            if isinstance(content, type):
                wanted[content, "serialization"] = None
    references, schema = models_json_schema(list(wanted), ref_template=REFERENCE + "{model}")
    names: Names = {key: str(reference["$ref"]) for key, reference in references.items()}
    definitions = dict(schema["$defs"])
    for form in (endpoint.form for endpoint in endpoints if endpoint.form is not None):
        name = names[form, "validation"].removeprefix(REFERENCE)
        fields = {field: _without_null(kind) for field, kind in definitions[name]["properties"].items()}
        definitions[name] = {**definitions[name], "properties": fields}
    return names, definitions


def _operation(endpoint: Endpoint, names: Names, definitions: Mapping[str, Any]) -> Operation:
    answers = {str(status): _answer(status, contents, names) for status, contents in endpoint.answers.items()}
    errors = {str(status): _error(status, names) for status in errors_of(endpoint)}
    body, sent = None, endpoint.body or endpoint.form
    if sent is not None:
        content = {FORM if endpoint.form else JSON: MediaType(media_type_schema=_reference(names[sent, "validation"]))}
        one_of = issubclass(sent, Body) and bool(sent.one_of)
        required = one_of or any(field.is_required() for field in sent.model_fields.values())
        body = RequestBody(content=content, required=required)
    return Operation(
        operationId=endpoint.name,
        tags=[endpoint.tag],
        summary=endpoint.summary,
        description=_described(endpoint),
        parameters=[*_path_parameters(endpoint), *_query_parameters(endpoint, names, definitions), *_headers(endpoint)]
        or None,
        requestBody=body,
        responses={**answers, **errors},
        security=[{"token": []}, {"bearer": []}, {"session": []}] if endpoint.scope is not None else [],
    )


def _described(endpoint: Endpoint) -> str | None:
    scope = f"Needs the scope `{endpoint.scope}`." if endpoint.scope else ""
    return "\n\n".join(part for part in (endpoint.description, scope) if part) or None


def _answer(status: int, contents: Iterable[Content], names: Names) -> Response:
    media: dict[str, MediaType] = {}
    models: list[Reference] = []
    for content in contents:
        if content == EVENT_STREAM:
            # 3.1 has no word for the items of a stream: the schema is that of each of them.
            media[EVENT_STREAM] = MediaType(media_type_schema=_reference(names[StreamEvent, "serialization"]))
        elif isinstance(content, str):
            media[content] = MediaType(media_type_schema=Schema(type="string"))
        elif content is not None:
            models.append(_reference(names[content, "serialization"]))
    if models:
        schema = Schema(anyOf=[*models]) if len(models) > 1 else models[0]
        media[JSON] = MediaType(media_type_schema=schema)
    return Response(description=_ANSWERS[status], content=media or None)


def _error(status: int, names: Names) -> Response:
    content = {JSON: MediaType(media_type_schema=_reference(names[ErrorBody, "serialization"]))}
    headers: dict[str, ResponseHeader | Reference] = {}
    if status == 429:
        headers["Retry-After"] = ResponseHeader(description="Seconds", param_schema=Schema(type="integer"))
    return Response(description=ERRORS[status], content=content, headers=headers or None)


def _path_parameters(endpoint: Endpoint) -> list[Parameter]:
    return [_parameter("path", name, Schema(type="string", minLength=1), required=True) for name in endpoint.ids]


def _query_parameters(endpoint: Endpoint, names: Names, definitions: Mapping[str, Any]) -> list[Parameter]:
    if endpoint.query is None:
        return []
    schema = definitions[names[endpoint.query, "validation"].removeprefix(REFERENCE)]
    return [
        _parameter(
            "query",
            name,
            Schema.model_validate(_without_null(field)),
            required=name in schema.get("required", ()),
            description=field.get("description"),
        )
        for name, field in schema["properties"].items()
    ]


def _without_null(field: Mapping[str, Any]) -> dict[str, Any]:
    """What a query or a form can say: there, a value that is absent is left out, never null."""
    kinds = [kind for kind in field.get("anyOf", ()) if kind.get("type") != "null" and kind != {"const": ""}]
    if len(kinds) != 1:
        return dict(field)
    return {**kinds[0], **{key: value for key, value in field.items() if key not in ("anyOf", "default")}}


def _headers(endpoint: Endpoint) -> list[Parameter]:
    return [
        _parameter(
            "header",
            header.name,
            Schema(type="string", pattern=header.pattern, examples=[header.example]),
            description=header.description,
        )
        for header in endpoint.headers
    ]


def _parameter(
    where: str, name: str, schema: Schema, *, required: bool = False, description: str | None = None
) -> Parameter:
    values = {"in": where, "name": name, "required": required, "description": description, "schema": schema}
    made = Parameter.model_validate(values)
    # Only a query may be empty or hold reserved characters; the library's defaults say so of every parameter.
    return made.model_copy(update={"allowEmptyValue": None, "allowReserved": None})


def _reference(name: str) -> Reference:
    return Reference.model_validate({"$ref": name})
