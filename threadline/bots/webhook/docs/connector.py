"""The custom connector for Power Automate, Power Apps and Copilot Studio: Swagger 2.0 of some of the endpoints, made
from the declarations that also validate.

What a connector takes is less than OpenAPI 3.1 says: no `anyOf`, no null as a type, no `const`. So of several kinds the
first counts, and what may be null is told by `x-nullable`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from threadline import __version__
from threadline.bots.webhook.docs.openapi import document
from threadline.bots.webhook.http.endpoint import JSON, Endpoint

Json = dict[str, Any]

TOKEN_HEADER = "X-API-Token"  # noqa: S105 - the header's name
_DEFINITIONS, _SCHEMAS = "#/definitions/", "#/components/schemas/"
_FORMATS = frozenset({"date-time", "date", "byte", "binary", "int32", "int64", "float", "double", "email", "uri"})
_KEPT = (
    "type",
    "description",
    "enum",
    "default",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "maxItems",
    "required",
)
_DESCRIPTION = (
    "Summarise, translate and explain texts, read events out of mails and notes, find free time, and book events that "
    "people confirm."
)
_BRAND = "#2f6f5e"


@dataclass(frozen=True, slots=True)
class Action:
    """An endpoint as flows see it. `hidden` serves lists of values alone; `trigger` is how a flow begins by it."""

    operation: str
    id: str
    summary: str
    hidden: bool = False
    trigger: str = ""


_TEMPLATES = {
    "operationId": "ListTemplates",
    "value-collection": "templates",
    "value-path": "id",
    "value-title": "name",
}
_CALENDARS = {
    "operationId": "ListCalendars",
    "value-collection": "calendars",
    "value-path": "id",
    "value-title": "name",
}
_CHOICES: Mapping[str, Json] = {"template_id": _TEMPLATES, "calendar_id": _CALENDARS}

ACTIONS = (
    Action("prompts_webhook", "Ask", "Ask about a text"),
    Action("templates_process", "AskByTemplate", "Ask by a template"),
    Action("process_text_process_text", "ReadEvent", "Read an event out of a text"),
    Action("triggers_proposals", "WhenEventProposed", "When an event is proposed", trigger="batch"),
    Action("proposals_list_all", "ListProposals", "List proposed events"),
    Action("proposals_get", "GetProposal", "Get a proposed event"),
    Action("proposals_confirm", "ConfirmProposal", "Book a proposed event"),
    Action("proposals_dismiss", "DismissProposal", "Dismiss a proposed event"),
    Action("find_time_find_time", "FindTime", "Find a time for a meeting"),
    Action("calendars_list_events", "ListEvents", "List events"),
    Action("calendars_create_event", "CreateEvent", "Create an event"),
    Action("tasks_result", "GetResult", "Get the answer of a task"),
    Action("templates_list_all", "ListTemplates", "List templates", hidden=True),
    Action("calendars_list_calendars", "ListCalendars", "List calendars", hidden=True),
)


def definition(endpoints: Iterable[Endpoint], url: str) -> Json:
    """The connector's `apiDefinition.swagger.json` for a service at a public https address."""
    spec = document(list(endpoints)).model_dump(mode="json", by_alias=True, exclude_none=True)
    known = {action.operation: action for action in ACTIONS}
    paths: Json = {}
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if action := known.get(operation["operationId"]):
                paths.setdefault(path, {})[method] = _operation(action, operation, spec["components"]["schemas"])
    address = urlsplit(url)
    made: Json = {
        "swagger": "2.0",
        "info": {"title": "Threadline", "description": _DESCRIPTION, "version": __version__},
        "host": address.netloc,
        "basePath": address.path.rstrip("/") or "/",
        "schemes": ["https"],
        "consumes": [JSON],
        "produces": [JSON],
        "paths": paths,
        "definitions": {},
        "securityDefinitions": {"token": {"type": "apiKey", "in": "header", "name": TOKEN_HEADER}},
        "security": [{"token": []}],
        "tags": [],
    }
    for name in _reached(paths, spec["components"]["schemas"]):
        made["definitions"][name] = _schema(spec["components"]["schemas"][name])
    return made


def properties() -> Json:
    """The connector's `apiProperties.json`: whoever uses it gives a token of their own, which is kept as a secret."""
    label = {"displayName": "Token", "description": "`threadline token create` makes one", "tooltip": "Your API token"}
    shown = {**label, "constraints": {"required": "true", "clearText": False}}
    return {
        "properties": {
            "connectionParameters": {
                "token": {
                    "type": "securestring",
                    "uiDefinition": shown,
                }
            },
            "iconBrandColor": _BRAND,
            "capabilities": [],
            "policyTemplateInstances": [],
        }
    }


def _operation(action: Action, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Json:
    made: Json = {
        "operationId": action.id,
        "summary": action.summary,
        "description": _plain(operation.get("description") or operation["summary"]),
        "parameters": [*_parameters(operation)],
        "responses": {status: _response(status, each) for status, each in operation["responses"].items()},
    }
    body = operation.get("requestBody", {}).get("content", {}).get(JSON)
    if body:
        schema = _schema(body["schema"])
        made["parameters"].append({"name": "body", "in": "body", "required": True, "schema": schema})
    if action.hidden:
        made["x-ms-visibility"] = "internal"
    if action.trigger:
        made |= {"x-ms-trigger": action.trigger, "x-ms-trigger-hint": "Propose an event to yourself to see it work."}
    return made


def _parameters(operation: Mapping[str, Any]) -> Iterator[Json]:
    for each in operation.get("parameters", ()):
        if each["in"] == "header":
            continue
        name = each["name"]
        made = {"name": name, "in": each["in"], "required": each["required"], **_schema(each["schema"])}
        made |= {"x-ms-summary": _title(name), "description": _plain(each.get("description", "")) or _title(name)}
        if made.get("type") == "array":
            made["collectionFormat"] = "multi"
        if each["in"] == "path":
            made["x-ms-url-encoding"] = "single"
        if name in _CHOICES:
            made["x-ms-dynamic-values"] = _CHOICES[name]
        if name == "since":
            made["x-ms-visibility"] = "internal"
        yield made


def _response(status: str, response: Mapping[str, Any]) -> Json:
    made: Json = {"description": response["description"]}
    media = response.get("content", {}).get(JSON)
    return {**made, "schema": _schema(media["schema"])} if media and int(status) < 300 else made


def _schema(schema: Mapping[str, Any]) -> Json:
    """A schema of OpenAPI 3.1 in the words of Swagger 2.0."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"].replace(_SCHEMAS, _DEFINITIONS)}
    several = schema.get("anyOf") or schema.get("oneOf")
    if several and "properties" not in schema:
        kinds = [each for each in several if each.get("type") != "null" and "const" not in each]
        first = _schema(kinds[0]) if kinds else {"type": "string"}
        about = (
            {"description": _plain(schema["description"])} if "description" in schema and "$ref" not in first else {}
        )
        return {**first, **about}
    made = {key: schema[key] for key in _KEPT if key in schema and schema[key] is not None}
    if isinstance(made.get("type"), list):
        made["type"] = next(kind for kind in made["type"] if kind != "null")
    if "description" in made:
        made["description"] = _plain(made["description"])
    if "const" in schema:
        made |= {"type": "string", "enum": [schema["const"]]}
    if schema.get("format") in _FORMATS:
        made["format"] = schema["format"]
    if schema.get("type") == "array":
        made["items"] = _schema(schema.get("items", {"type": "string"})) or {"type": "string"}
    if "properties" in schema:
        made["properties"] = {name: _property(name, each) for name, each in schema["properties"].items()}
    if not made:
        return {"type": "object"}
    return made


def _property(name: str, schema: Mapping[str, Any]) -> Json:
    made = _schema(schema)
    if "$ref" in made:
        return made
    made["x-ms-summary"] = _title(name)
    if name in _CHOICES:
        made["x-ms-dynamic-values"] = _CHOICES[name]
    return made


def _reached(part: Any, schemas: Mapping[str, Any]) -> Sequence[str]:
    """The names of all definitions that a part leads to, in the order in which they are met."""
    found: dict[str, None] = {}
    waiting = [*_references(part)]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting.extend(_references(_schema(schemas[name])))
    return list(found)


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].removeprefix(_DEFINITIONS)
        for each in part.values():
            yield from _references(each)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)


def _title(name: str) -> str:
    return " ".join(word if word.isupper() else word.capitalize() for word in name.replace("_", " ").split())


def _plain(text: str) -> str:
    """CommonMark as the plain text that the designer shows."""
    return " ".join(text.replace("`", "").split())
