"""What Google's discovery document says of requests: the fake takes no parameter and no property that is not in it.

The document comes with google-api-python-client; without that package nothing is checked.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from threadline.simulator.google.refusals import Refusal

Json = dict[str, Any]

_NUMBERS: dict[str, tuple[type, ...]] = {"integer": (int,), "number": (int, float), "boolean": (bool,)}


def check_request(operation: str, query: Mapping[str, str], body: Json | None, *, api: str = "calendar.v3") -> None:
    """Raise `Refusal` (400) for what the document of `api` does not have. `operation` is as `events.list`."""
    document = _document(api)
    method = _method(document, operation)
    if method is None:
        return
    known = document["parameters"] | method.get("parameters", {})
    for name, value in query.items():
        if name not in known or known[name].get("location") == "path":
            raise Refusal(400, "invalidParameter", f"Unknown parameter: {name}")
        _check_parameter(name, value, known[name])
    for name, said in method.get("parameters", {}).items():
        if said.get("required") and said["location"] == "query" and name not in query:
            raise Refusal(400, "required", f"Required parameter: {name}")
    if body is not None and "request" in method:
        for fault in _faults(document, {"$ref": method["request"]["$ref"]}, body, "body"):
            raise Refusal(400, "badRequest", fault)


@cache
def _document(api: str) -> Json:
    try:
        found = files("googleapiclient").joinpath(f"discovery_cache/documents/{api}.json")
        document: Json = json.loads(found.read_text(encoding="utf-8"))
    except (ModuleNotFoundError, FileNotFoundError):
        return {"resources": {}, "schemas": {}, "parameters": {}}
    return document


def _method(document: Json, operation: str) -> Json | None:
    resource, _, name = operation.partition(".")
    found: Json | None = document["resources"].get(resource, {}).get("methods", {}).get(name)
    return found


def _check_parameter(name: str, value: str, said: Json) -> None:
    kind = said.get("type")
    right = {
        "boolean": value in ("true", "false"),
        "integer": value.removeprefix("-").isdecimal(),
    }.get(str(kind), True)
    if not right or ("enum" in said and value not in said["enum"]) or not _is_formatted(value, said.get("format")):
        raise Refusal(400, "invalidParameter", f"Invalid value for: {name}")
    if kind == "integer" and not int(said.get("minimum", value)) <= int(value) <= int(said.get("maximum", value)):
        raise Refusal(400, "invalidParameter", f"Out of range: {name}")


def _is_formatted(value: str, form: str | None, *, zoned: bool = True) -> bool:
    """Whether a text has its form; in a body a time needs no offset where its zone stands beside it."""
    try:
        if form == "date-time":
            return datetime.fromisoformat(value).tzinfo is not None or not zoned
        if form == "date":
            date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _faults(document: Json, schema: Json, value: Any, at: str) -> Iterator[str]:
    """What is wrong with a value; null takes a property away and is never wrong."""
    if value is None:
        return
    if "$ref" in schema:
        schema = document["schemas"][schema["$ref"]]
    match schema.get("type"):
        case "object":
            yield from _object_faults(document, schema, value, at)
        case "array":
            if not isinstance(value, list):
                yield f"{at} is no list"
                return
            for number, each in enumerate(value):
                yield from _faults(document, schema["items"], each, f"{at}[{number}]")
        case "string":
            if not isinstance(value, str) or not _is_formatted(value, schema.get("format"), zoned=False):
                yield f"{at} is no text of its kind"
        case kind:
            right = _NUMBERS.get(str(kind))
            if right is not None and (not isinstance(value, right) or (bool not in right and isinstance(value, bool))):
                yield f"{at} is no {kind}"


def _object_faults(document: Json, schema: Json, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at} is no object"
        return
    properties, rest = schema.get("properties", {}), schema.get("additionalProperties")
    for name, each in value.items():
        if name in properties:
            yield from _faults(document, properties[name], each, f"{at}.{name}")
        elif rest is not None:
            yield from _faults(document, rest, each, f"{at}.{name}")
        else:
            yield f"Unknown name: {at}.{name}"
