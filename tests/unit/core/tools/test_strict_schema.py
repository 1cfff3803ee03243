"""Schemas that every provider takes, of the arguments of every tool that is shipped."""

from importlib.metadata import entry_points
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from threadline.core.tools.strict_schema import strict_schema
from threadline.providers.schema import is_strict


class Inner(BaseModel):
    day: int = Field(ge=1, le=31)


class Outer(BaseModel):
    name: str | None = None
    inner: list[Inner] = Field(max_length=3)
    kind: Literal["a", "b"] = "a"


def test_everything_is_required_closed_and_without_limits() -> None:
    assert strict_schema(Outer) == {
        "type": "object",
        "properties": {
            "name": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "inner": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"day": {"type": "integer"}},
                    "required": ["day"],
                    "additionalProperties": False,
                },
            },
            "kind": {"type": "string", "enum": ["a", "b"]},
        },
        "required": ["name", "inner", "kind"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize("point", entry_points(group="threadline.tools"), ids=lambda point: point.name)
def test_every_tool_has_such_a_schema_and_tells_of_each_argument(point: Any) -> None:
    tool = point.load()(None)
    schema = strict_schema(tool.arguments)
    assert is_strict(schema)
    assert all(each.get("description") for each in schema["properties"].values())
    assert tool.description.endswith(".")
    assert tool.step.endswith("…")
