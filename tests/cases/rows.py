"""The rows of the case files, as types: a row that is not well formed does not load."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal["event", "events", "question", "search", "lookup", "change", "nothing"]


class Row(BaseModel):
    """What every row has: a text somebody wrote."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = ""
    text: str
    note: str = ""

    @property
    def group(self) -> str:
        """Under what it is counted; empty where a file is about one thing."""
        return ""


class WantedEvent(BaseModel):
    """An event as a case wants it: only what is named is compared.

    `start` and `end` are instants, or dates where `all_day`; `minutes` a length; `rrule_until` the last possible day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: str | None = None
    end: str | None = None
    on: date | None = None
    all_day: bool | None = None
    minutes: int | None = None
    rrule: dict[str, str] | None = None
    rrule_until: date | None = None
    occurrences: int | None = None
    excluded: tuple[date, ...] = ()
    title: tuple[str, ...] = ()
    title_not: tuple[str, ...] = ()
    location: tuple[str, ...] = ()
    attendees: tuple[str, ...] | None = None


class Expectation(WantedEvent):
    """What must come of a text."""

    outcome: Outcome
    warning: bool | None = None
    alternatives: tuple[datetime, ...] = ()
    events: tuple[WantedEvent, ...] = ()


class AnyOf(BaseModel):
    """Several things that may come of a text; one of them has to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    any: tuple[Expectation, ...]


class ReadingRow(Row):
    """`reading.jsonl`: `said_at` and `zone` are the writer's; `event_wanted` where an event was asked for."""

    said_at: datetime
    zone: str
    event_wanted: bool = False
    expect: Expectation | AnyOf
    kind: str

    @property
    def group(self) -> str:
        return self.kind

    @property
    def options(self) -> tuple[Expectation, ...]:
        return self.expect.any if isinstance(self.expect, AnyOf) else (self.expect,)


class TextRow(Row):
    """`no_meeting.jsonl` and `should_propose.jsonl`: what must come of it is what the file is about."""

    reference: datetime
    expect: str = ""
    kind: str = ""

    @property
    def group(self) -> str:
        return self.kind


class StartRow(Row):
    """`which_time.jsonl` and `day_and_clock_apart.jsonl`: the one start the event is to have."""

    reference: datetime
    start: datetime
    construction: str = Field(default="", alias="construct")

    @property
    def group(self) -> str:
        return self.construction


class Span(BaseModel):
    """One acceptable start with its acceptable ends."""

    start: datetime | None = None
    end: tuple[datetime, ...] = ()


class TimeRow(Row):
    """`everyday_en.jsonl` and `languages.jsonl`: the time a text names, to the grain that was said."""

    reference: datetime
    kind: str
    start: datetime | None = None
    end: datetime | None = None
    accept: tuple[Span, ...]
    grain: str
    all_day: bool = False
    construction: str = Field(default="", alias="construct")
    also: tuple[object, ...] = ()
    never: tuple[object, ...] = ()
    duration_min: int | None = None
    recurring: bool = False
    source: str = ""
    slot: str = ""
    language: str = ""

    @property
    def group(self) -> str:
        return self.construction or self.language


ROWS: dict[str, type[Row]] = {
    "reading": ReadingRow,
    "everyday_en": TimeRow,
    "languages": TimeRow,
    "which_time": StartRow,
    "day_and_clock_apart": StartRow,
    "no_meeting": TextRow,
    "should_propose": TextRow,
}
"""The files that are judged, by name, with the form of their rows."""


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a file, each with an id. Raises pydantic's ValidationError for one that is not well formed."""
    form = ROWS[path.stem]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = form.model_validate_json(line)
        yield row if row.id else row.model_copy(update={"id": f"{path.stem}-{number}"})
