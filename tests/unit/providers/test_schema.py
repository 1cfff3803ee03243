"""Which schemas a server can hold strictly."""

import pytest

from threadline.providers.schema import is_strict


@pytest.mark.parametrize(
    ("schema", "strict"),
    [
        ({"type": "object", "properties": {"a": {}}, "required": ["a"], "additionalProperties": False}, True),
        ({"type": "object", "properties": {"a": {}}, "additionalProperties": False}, False),
        ({"anyOf": [{"type": "object"}, {"type": "string"}]}, False),
        ({"type": "array", "items": {"type": "string"}}, True),
    ],
)
def test_strict_mode(schema: dict[str, object], strict: bool) -> None:
    assert is_strict(schema) is strict
