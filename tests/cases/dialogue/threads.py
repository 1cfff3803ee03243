"""The rows of `dialogue.jsonl`, as types: short threads, what stands before them, and what each turn must do."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tests.cases.rows import WantedEvent


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Stretch(_Part):
    """A stretch of time."""

    start: datetime
    end: datetime


class Human(_Part):
    """Somebody whose calendar is known: `works` are their hours ("09:00-17:00"), `busy` when they have something."""

    name: str = ""
    zone: str | None = None
    works: str | None = None
    busy: tuple[Stretch, ...] = ()


class Standing(_Part):
    """An event that stands in the writer's calendar before anything is said."""

    title: str
    start: datetime
    end: datetime
    all_day: bool = False
    location: str | None = None
    description: str | None = None
    attendees: tuple[str, ...] = ()
    organizer: str | None = None
    rrule: dict[str, str] | None = None
    rrule_until: date | None = None
    occurrences: int | None = None


class WantedCard(WantedEvent):
    """Properties of a card; only what is named is compared. `before` and `after` are hours of the writer's day."""

    action: Literal["book", "change", "cancel", "decline", "accept", "tentative", "counter"] | None = None
    scope: Literal["occurrence", "following", "series"] | None = None
    attendees_add: tuple[str, ...] = ()
    description: str | None = None
    reminders: tuple[int, ...] | None = None
    show_as: Literal["busy", "free", "tentative"] | None = None
    before: str | None = None
    after: str | None = None


class WantedCalendar(_Part):
    """The starts of the events of a title that stand in the calendar afterwards."""

    title: str
    starts: tuple[datetime, ...]


class Effect(_Part):
    """What must hold after a turn; the README of the cases says what each means."""

    any: tuple["Effect", ...] = ()
    card: WantedCard | None = None
    cards: int | None = None
    booked: bool | None = None
    dismissed: bool | None = None
    card_unchanged: bool = False
    open_card_unchanged: bool = False
    no_new_proposal: bool = False
    asks: bool | None = None
    searched: bool = False
    minutes: int | None = None
    mentions: tuple[str | tuple[str, ...], ...] = ()
    not_mentions: tuple[str, ...] = ()
    not_begins: tuple[str, ...] = ()
    begins_with_doubt: bool = False
    language: str | None = None
    differs_from_last: bool = False
    offers_on: tuple[date, ...] = ()
    offers_none_on: tuple[date, ...] = ()
    offers_within: tuple[date, date] | None = None
    offers_after: str | None = None
    offers_before: str | None = None
    offers_until: str | None = None
    offers_some: bool = False
    calendar_then: WantedCalendar | None = None


class Step(_Part):
    """Something said (`by` whom, and whether `to_the_assistant`, in a group) or done, and what must hold after it.

    `restart`: the process ends and begins again.
    """

    say: str = ""
    by: str = "Ana"
    to_the_assistant: bool = True
    do: Literal["", "confirm", "dismiss", "undo", "restart"] = ""
    expect: Effect = Effect()


class Thread(_Part):
    """A row: where and when it takes place, what stands before it, and its turns."""

    id: str
    kind: str
    zone: str
    said_at: datetime
    channel: Literal["chat", "email", "group"] = "chat"
    setup: str = ""
    people: dict[str, Human] = {}
    calendar: tuple[Standing, ...] = ()
    turns: tuple[Step, ...]
    note: str = ""


def threads_of(path: Path) -> Iterator[Thread]:
    """The rows of a file. Raises pydantic's ValidationError for one that is not well formed."""
    yield from (Thread.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
