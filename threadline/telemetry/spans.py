"""Spans: what a turn, a request or a call was made of and how long each part took. Nothing unless somebody records.

Names and attributes are those of OpenTelemetry's conventions, for models those for generative AI (`gen_ai.*`); ours
begin with `threadline.`. What people and models say is recorded only where the recorder is told to (`content`).
This module imports nothing of OpenTelemetry: without a recorder a span costs next to nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Literal, Protocol

Value = str | int | float | bool | tuple[str, ...] | None
Attributes = Mapping[str, Value]
Kind = Literal["internal", "client", "server"]


class Span(Protocol):
    """Something under way."""

    def note(self, attributes: Attributes) -> None:
        """Say more of it; what is None is left out."""
        ...

    def failed(self, kind: str) -> None:
        """It came to nothing: `kind` is a code or the name of an error, never what it said."""
        ...

    def end(self) -> None:
        """It is over."""
        ...


class Recorder(Protocol):
    """Who keeps spans. `content`: also what was said."""

    content: bool

    def span(self, name: str, kind: Kind, attributes: Attributes) -> AbstractContextManager[Span]:
        """As `span` below."""
        ...

    def begin(self, name: str, kind: Kind, attributes: Attributes) -> Span:
        """As `begin` below."""
        ...

    def here(self) -> Span:
        """As `here` below."""
        ...

    def ids(self) -> Mapping[str, str]:
        """As `ids` below."""
        ...


class _Nothing:
    def note(self, attributes: Attributes) -> None:
        pass

    def failed(self, kind: str) -> None:
        pass

    def end(self) -> None:
        pass


_NOTHING = _Nothing()
_recorder: Recorder | None = None


def record_with(recorder: Recorder | None) -> None:
    """Keep the spans of this process from now on; None keeps none."""
    global _recorder
    _recorder = recorder


@contextmanager
def span(name: str, attributes: Attributes, *, kind: Kind = "internal") -> Iterator[Span]:
    """Record what happens inside, to which spans begun inside belong; an exception makes it failed."""
    if _recorder is None:
        yield _NOTHING
        return
    with _recorder.span(name, kind, attributes) as begun:
        yield begun


def begin(name: str, attributes: Attributes, *, kind: Kind = "internal") -> Span:
    """A span that whoever began it ends, for what is spread over a generator: that must be around nothing of others."""
    return _recorder.begin(name, kind, attributes) if _recorder is not None else _NOTHING


def here() -> Span:
    """The span around the code that asks."""
    return _recorder.here() if _recorder is not None else _NOTHING


def ids() -> Mapping[str, str]:
    """`trace_id` and `span_id` of the span around the code that asks, for its lines in the log; empty without one."""
    return _recorder.ids() if _recorder is not None else {}


def content() -> bool:
    """Whether what was said is recorded as well."""
    return _recorder is not None and _recorder.content
