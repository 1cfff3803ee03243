"""What is read from a message: the intent and the slots of an event, each with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from threadline.calendar.acts import Judgement
from threadline.calendar.when import When


class Intent(StrEnum):
    """What the writer wants with the calendar."""

    CREATE = "create"
    FIND_TIME = "find_time"
    UPDATE = "update"
    CANCEL = "cancel"
    QUERY = "query"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value with the stretch of the text it was read from (offsets, end exclusive)."""

    value: str
    span: tuple[int, int]


class LeftoverKind(StrEnum):
    """What sort of word nothing was made of."""

    TIME = "time"
    ZONE = "zone"
    LENGTH = "length"
    RECURRENCE = "recurrence"
    EXCEPTION = "exception"
    COUNT = "count"
    NEGATION = "negation"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words beside an event that look as if they said something about it and that no slot used.

    `moves`: what they say could move the start, the end, the recurrence or the people, so that it is a doubt.
    """

    kind: LeftoverKind
    value: str
    span: tuple[int, int]
    moves: bool


@dataclass(frozen=True, slots=True)
class Extraction:
    """An event as a message speaks of it; slots that were not said are None or empty.

    `people`, `title_evidence`, `place_evidence` and `intent_evidence` carry the spans; `whens` holds every time in the
    text, the wanted one first, and `when` the one that the event most likely has. `leftovers` are words of the clauses
    that the event was read from which no slot used. `window`: the time is a stretch in which one is to be found, not
    the event itself. `kind_evidence` says of an event without a title what sort it is
    and with whom, in the writer's words: "Termin mit Jonas". `acts` is what each sentence does.
    """

    intent: Intent
    title: str | None
    attendees: tuple[str, ...]
    location: str | None
    when: When | None
    whens: tuple[When, ...]
    when_spans: tuple[str, ...]
    duration_minutes: int | None
    people: tuple[Evidence, ...] = ()
    title_evidence: Evidence | None = None
    place_evidence: Evidence | None = None
    intent_evidence: Evidence | None = None
    confidence: float = 0.0
    leftovers: tuple[Leftover, ...] = ()
    window: bool = False
    kind_evidence: Evidence | None = None
    acts: tuple[Judgement, ...] = ()

    @property
    def start(self) -> datetime | None:
        """The start of the best time."""
        return self.when.start if self.when else None

    @property
    def end(self) -> datetime | None:
        """The end of the best time (exclusive)."""
        return self.when.end if self.when else None

    @property
    def all_day(self) -> bool:
        """True when the best time is a date."""
        return self.when.all_day if self.when else False

    @property
    def rrule(self) -> str | None:
        """The RFC 5545 rule of the best time, if it recurs."""
        return self.when.rrule if self.when else None
