"""JSON by a schema: reading a model's answer as JSON, and whether a schema fits the strict mode of OpenAI's APIs."""

import json
import re
from collections.abc import Mapping
from typing import Any

_FENCE = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


class NotTheSchema(ValueError):
    """The answer is no JSON, or not of the schema that was asked for."""


def conforming(text: str, schema: Mapping[str, Any]) -> str:
    """The JSON in an answer, free of the code fence some servers put around it.

    Raises `NotTheSchema`, whose message names the place and the rule but quotes nothing of the answer.
    """
    import jsonschema_rs

    fenced = _FENCE.match(text)
    bare = fenced.group(1) if fenced else text.strip()
    try:
        value = json.loads(bare)
    except (ValueError, RecursionError) as error:
        raise NotTheSchema("the answer is not JSON") from error
    try:
        validator = jsonschema_rs.validator_for(dict(schema))
    except ValueError as error:
        raise NotTheSchema("the schema itself is not valid") from error
    for broken in validator.iter_errors(value):
        place = "/".join(str(step) for step in broken.instance_path) or "its root"
        raise NotTheSchema(f"the JSON breaks the schema at {place}")
    return bare


def is_strict(schema: object) -> bool:
    """Whether every object in a schema closes its properties and requires them all, as strict mode demands."""
    if isinstance(schema, list):
        return all(is_strict(part) for part in schema)
    if not isinstance(schema, Mapping):
        return True
    properties = schema.get("properties")
    if schema.get("type") == "object" or isinstance(properties, Mapping):
        closed = schema.get("additionalProperties") is False
        if not closed or set(schema.get("required", ())) != set(properties or ()):
            return False
    return all(is_strict(part) for part in schema.values())
