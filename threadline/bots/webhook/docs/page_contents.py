"""What the documentation's page shows of the OpenAPI document: endpoints and schemas in words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from threadline.bots.webhook.docs.openapi import REFERENCE
from threadline.bots.webhook.http.endpoint import JSON
from threadline.bots.webhook.schema.base import STORABLE_PATTERN

_BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "maxItems": "at most {}",
    "pattern": "matches {}",
}
_EMPTY: tuple[dict[str, Any], ...] = ({"const": ""}, {"type": "null"})
"""What fields may be sent for nothing with."""

_UNSAID = (1, STORABLE_PATTERN)
"""Bounds that go without saying: something rather than nothing, and no NUL characters."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a schema, or a parameter, in words."""

    name: str
    kind: Markup
    required: bool
    about: Markup


@dataclass(frozen=True, slots=True)
class Result:
    """An answer in words."""

    status: str
    phrase: str
    about: Markup
    kind: Markup
    is_error: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint, as the page shows it."""

    id: str
    method: str
    path: str
    summary: Markup
    about: Markup
    parameters: list[Field]
    tried: list[tuple[str, str]]
    body: Markup | None
    fields: list[Field]
    sample: str
    media: str
    results: list[Result]


def contents(spec: Mapping[str, Any]) -> dict[str, Any]:
    """What the page shows of a document: introduction, endpoints by tag, schemas."""
    groups = [(tag["name"], tag.get("description", ""), list(_operations(spec, tag["name"]))) for tag in spec["tags"]]
    schemas = [
        (name, _markdown(schema.get("description", "")), _fields(schema), _kind(schema))
        for name, schema in sorted(spec["components"]["schemas"].items())
    ]
    info = spec["info"]
    return {
        "version": info["version"],
        "introduction": _markdown(info["description"]),
        "groups": [group for group in groups if group[2]],
        "schemas": schemas,
    }


def _operations(spec: Mapping[str, Any], tag: str) -> Iterable[Operation]:
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if tag in operation["tags"]:
                yield _operation(method.upper(), path, operation, spec["components"]["schemas"])


def _operation(method: str, path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Operation:
    body = operation.get("requestBody", {}).get("content", {}).get(JSON)
    return Operation(
        id=operation["operationId"],
        method=method,
        path=path,
        summary=_line(operation["summary"]),
        about=_markdown(operation.get("description", "")),
        parameters=[
            Field(each["name"], _kind(each["schema"]), each.get("required", False), _about(each, each["schema"]))
            for each in operation.get("parameters", ())
            if each["in"] != "path"
        ],
        tried=[(each["name"], each["in"]) for each in operation.get("parameters", ())],
        body=_kind(body["schema"]) if body else None,
        fields=_fields(schemas[body["schema"]["$ref"].removeprefix(REFERENCE)]) if body else [],
        sample=json.dumps(sample(body["schema"], schemas), indent=2, ensure_ascii=False) if body else "",
        media=next(iter(operation.get("requestBody", {}).get("content", {})), ""),
        results=[_result(status, each) for status, each in operation["responses"].items()],
    )


def sample(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """A value to begin with: what is required, or at least the first field."""
    if "$ref" in schema:
        return sample(schemas[schema["$ref"].removeprefix(REFERENCE)], schemas)
    if schema.get("examples"):
        return schema["examples"][0]
    for name in ("default", "const"):
        if schema.get(name) is not None:
            return schema[name]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return sample(next(each for each in schema["anyOf"] if each not in _EMPTY), schemas)
    if schema.get("properties"):
        fields = schema["properties"]
        wanted = schema.get("required") or [next(iter(fields))]
        return {name: sample(fields[name], schemas) for name in wanted}
    if schema.get("type") == "array":
        return [sample(schema["items"], schemas)] if schema.get("minItems") else []
    plain = {"integer": 1, "number": 1, "boolean": False, "object": {}}
    return plain.get(schema.get("type", ""), "2026-12-24" if schema.get("format") == "date" else "text")


def _result(status: str, response: Mapping[str, Any]) -> Result:
    kinds = [_media(name, media["schema"]) for name, media in response.get("content", {}).items()]
    phrase = HTTPStatus(int(status)).phrase
    return Result(
        status, phrase, _markdown(response["description"]), Markup(" or ").join(kinds), is_error=int(status) >= 400
    )


def _media(name: str, schema: Mapping[str, Any]) -> Markup:
    if name == JSON:
        return _kind(schema)
    kind = Markup("<code>{}</code>").format(name)
    return kind + Markup(" of ") + _kind(schema) if "$ref" in schema else kind


def _fields(schema: Mapping[str, Any]) -> list[Field]:
    required = schema.get("required", ())
    return [
        Field(name, _kind(each), name in required, _about(each, each))
        for name, each in schema.get("properties", {}).items()
    ]


def _kind(schema: Mapping[str, Any]) -> Markup:
    """A type in words, with links to the schemas it is made of."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        return Markup('<a href="#schema-{0}">{0}</a>').format(name)
    if "anyOf" in schema:
        kinds = [each for each in schema["anyOf"] if each not in _EMPTY] or schema["anyOf"]
        return Markup(" or ").join(_kind(each) for each in kinds)
    if "enum" in schema:
        return Markup(" · ").join(Markup("<code>{}</code>").format(value) for value in schema["enum"])
    if "const" in schema:
        return Markup("<code>{}</code>").format(schema["const"])
    if schema.get("type") == "array":
        return Markup("list of ") + _kind(schema.get("items", {}))
    kind = str(schema.get("format") or schema.get("type") or "anything")
    return Markup("{}").format(kind)


def _about(described: Mapping[str, Any], schema: Mapping[str, Any]) -> Markup:
    parts = [described.get("description", ""), _bounds(schema)]
    if examples := schema.get("examples"):
        parts.append("For example `" + "`, `".join(str(each) for each in examples) + "`.")
    if schema.get("default") not in (None, "", [], {}):
        parts.append(f"`{json.dumps(schema['default'])}` if absent.")
    return _markdown(" ".join(f"{part.rstrip('.')}." for part in parts if part))


def _bounds(schema: Mapping[str, Any]) -> str:
    kinds = [schema, *schema.get("anyOf", ())]
    found = [(text, kind[name]) for kind in kinds for name, text in _BOUNDS.items() if name in kind]
    said = ", ".join(text.format(_plain(value)) for text, value in found if value not in _UNSAID)
    return said[:1].upper() + said[1:]


def _plain(value: str | float) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return f"`{int(value) if whole else value}`"


_PARSER = MarkdownIt("js-default", {"html": False})


def _markdown(text: str) -> Markup:
    return Markup(_PARSER.render(text))  # noqa: S704 - our own texts, and raw HTML is off


def _line(text: str) -> Markup:
    return Markup(_PARSER.renderInline(text))  # noqa: S704 - as above
