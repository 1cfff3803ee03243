"""Where something is on a platform, in the form in which the engine keeps it for the channel."""

from functools import cache
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter


class ThreadRef:
    """A place as a frozen dataclass of a channel: stored as JSON, without what is as it is by default."""

    __slots__ = ()

    def to_json(self) -> str:
        """The stored form."""
        return _adapter(type(self)).dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The place that `to_json` stored. Raises `ValueError`."""
        return _adapter(cls).validate_json(text)


_RefT = TypeVar("_RefT")


@cache
def _adapter(kind: type[_RefT]) -> "TypeAdapter[_RefT]":
    return TypeAdapter[Any](kind)
