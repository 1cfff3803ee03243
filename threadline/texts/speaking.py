"""In which language texts are made right now, and to how many its clock counts: said once at the edge, held wherever
that leads, tasks included.

A tag may carry the clock as BCP 47 does: "de-u-hc-h12" is German whose hours are counted to 12.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from threadline.texts.languages import ENGLISH, chosen

_LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)
_HOURS: ContextVar[int | None] = ContextVar("hours", default=None)
_CYCLE = re.compile(r"-u-hc-h(12|23)$")
_CYCLES = {12: "h12", 24: "h23"}


@contextmanager
def speaking(*tags: str | None) -> Iterator[str]:
    """Make texts in the first of the languages that is spoken here (else English); hands on which one that is.

    The clock is that of the first tag that says one; where none does, it is as the language has it.
    """
    cycles = (found for tag in tags if tag and (found := _CYCLE.search(tag)))
    said = next(cycles, None)
    token = _LANGUAGE.set(chosen(*tags))
    counted = _HOURS.set({"12": 12, "23": 24}[said[1]] if said else None)
    try:
        yield _LANGUAGE.get()
    finally:
        _HOURS.reset(counted)
        _LANGUAGE.reset(token)


def language() -> str:
    """The language of texts here and now."""
    return _LANGUAGE.get()


def hours() -> int | None:
    """To how many the hours are counted here and now, 12 or 24; None as the language does."""
    return _HOURS.get()


def speech() -> str:
    """The language and the clock of here and now as one tag, to go on with later."""
    return tagged(language(), hours())


def tagged(tag: str | None, counted: int | None) -> str:
    """A language's tag with the clock: "en-u-hc-h12"; "und" stands for a language that nobody said."""
    return f"{tag or 'und'}-u-hc-{_CYCLES[counted]}" if counted in _CYCLES else tag or ""
