"""Where something is on a platform, in the form in which the engine keeps it for the channel."""

from typing import Any, Self

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
        place: Self = _adapter(cls).validate_json(text)
        return place


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
