"""What is read once and asked for often: within a turn, many ask for the same few rows.

Within `reading_once` an answer is kept under its key until the block ends, or until whoever changes it says so
(`forget`). Outside of one everything is read anew.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

T = TypeVar("T")

Key = tuple[str, str]
"""What it is, and whose."""

Beside = tuple[Key, Callable[[Connection], object]]
"""What may be read in the transaction of something else, and under which key it is kept then."""

_KEPT: ContextVar[dict[Key, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Keep what is read until the end of the block, in the tasks that are begun in it as well."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


async def once(key: Key, read: Callable[[], Awaitable[T]]) -> T:
    """What is kept under a key, read if it is not."""
    kept = _KEPT.get()
    if kept is None:
        return await read()
    if key not in kept:
        kept[key] = await read()
    return cast("T", kept[key])


def keep(key: Key, value: object) -> None:
    """Keep what was read together with something else."""
    kept = _KEPT.get()
    if kept is not None:
        kept[key] = value


def kept(key: Key) -> Any:
    """What is kept under a key, or None."""
    return (_KEPT.get() or {}).get(key)


def forget(kind: str) -> None:
    """Something of this kind has changed: it is read anew."""
    kept = _KEPT.get()
    for key in [key for key in kept or () if key[0] == kind]:
        (kept or {}).pop(key)
