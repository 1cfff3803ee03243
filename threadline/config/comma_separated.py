"""Settings that are lists: in the environment they are words between commas, not JSON."""

from typing import Annotated, TypeVar

from pydantic import BeforeValidator
from pydantic_settings import NoDecode


def split_at_commas(value: object) -> object:
    """The parts of a text, blank ones left out; anything else is returned as it is."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Part = TypeVar("Part")
CommaSeparated = Annotated[tuple[Part, ...], NoDecode, BeforeValidator(split_at_commas)]
"""A tuple that may be given as text, its parts separated by commas."""
