"""JSON Schemas that all providers take for the arguments of a tool: closed objects that require every property.

What is optional is `anyOf` with null. Limits stay out: not every provider takes them, so the arguments' own type checks
them when the call comes.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

_KEPT = frozenset({"type", "description", "enum", "const", "items", "anyOf", "properties", "format"})
_FORMATS = frozenset({"date", "date-time", "time"})


def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model's fields. Raises `ValueError` for types that no provider would take."""
    schema = model.model_json_schema()
    return _strict(schema, schema.get("$defs", {}))


def _strict(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        target = definitions[str(schema["$ref"]).rpartition("/")[2]]
        return _strict({**target, **{key: value for key, value in schema.items() if key != "$ref"}}, definitions)
    strict = {key: value for key, value in schema.items() if key in _KEPT}
    if strict.get("format") not in _FORMATS:
        strict.pop("format", None)
    if isinstance(strict.get("type"), list):
        raise ValueError("a type is one type, or anyOf")
    if "anyOf" in strict:
        strict["anyOf"] = [_strict(part, definitions) for part in strict["anyOf"]]
    if strict.get("type") == "array":
        strict["items"] = _strict(schema["items"], definitions)
    if strict.get("type") == "object":
        properties = schema.get("properties", {})
        strict["properties"] = {name: _strict(part, definitions) for name, part in properties.items()}
        strict["required"] = list(properties)
        strict["additionalProperties"] = False
    return strict
