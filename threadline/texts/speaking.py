"""In which language texts are made right now: said once at the edge, held wherever that leads, tasks included."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from threadline.texts.languages import ENGLISH, chosen

_LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(*tags: str | None) -> Iterator[str]:
    """Make texts in the first of the languages that is spoken here (else English); hands on which one that is."""
    token = _LANGUAGE.set(chosen(*tags))
    try:
        yield _LANGUAGE.get()
    finally:
        _LANGUAGE.reset(token)


def language() -> str:
    """The language of texts here and now."""
    return _LANGUAGE.get()
