"""What a conversation task with tools is: what is in the calendar, what is said, what an ideal model does, what comes.

Days count from the day of the message, times are on the person's clock. The tasks themselves stand in `kinds`, each in
two languages at least.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Call = tuple[str, Mapping[str, Any]]
DAY_FIELDS = ("first_day", "last_day")


@dataclass(frozen=True, slots=True)
class Booked:
    """An event that is there: `day` from today, `hour` and `minutes`; `rrule` for a series.

    With `organizer` it is an invitation of theirs, which the person has not answered; `note` is its description.
    `by_mail`: a channel takes answers to them.
    """

    title: str
    day: int
    hour: int
    minutes: int = 60
    people: tuple[str, ...] = ()
    rrule: str | None = None
    organizer: str | None = None
    by_mail: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card that is to come. `hour` None: at any time; `people` are those it may name, by name or address.

    `reminders` are minutes before it, where they count.
    """

    action: str
    day: int | None = None
    hour: float | None = None
    people: frozenset[str] = frozenset()
    reminders: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One conversation and its end. `calls` are rounds of the ideal model; days in them are numbers from today.

    `lazily` is what code alone may make of it besides: where only a model sees that an event there is gets meant.
    `asked` is the preference that the answer asks about.
    """

    id: str
    kind: str
    text: str
    calls: tuple[tuple[Call, ...], ...] = ()
    cards: tuple[Card, ...] = ()
    booked: tuple[Booked, ...] = ()
    thread: tuple[tuple[str, str], ...] = ()
    material: str | None = None
    shared: bool = False
    lazily: tuple[Card, ...] = ()
    asked: tuple[str, str] | None = None
    files: tuple[str, ...] = ()


def proposing(when: Sequence[str], **more: Any) -> Call:
    """A call of `propose_event`."""
    nothing: dict[str, Any] = {
        "title": None,
        "slot": None,
        "people": [],
        "place": None,
        "note": None,
        "starts_at": None,
    }
    return "propose_event", {**nothing, "when": list(when), **more}


def looking(first: int, last: int, title: str | None = None) -> Call:
    """A call of `look_up_events`."""
    return "look_up_events", {"first_day": first, "last_day": last, "title": title, "person": None}


def changing(event: str, words: Sequence[str], **more: Any) -> Call:
    """A call of `propose_change`."""
    nothing: dict[str, Any] = {
        "whole_series": None,
        "title": None,
        "place": None,
        "add_people": [],
        "remove_people": [],
    }
    return "propose_change", {**nothing, "starts_at": None, "event": event, "words": list(words), **more}


def cancelling(event: str, words: Sequence[str], *, whole_series: bool | None = None) -> Call:
    """A call of `propose_cancellation`."""
    return "propose_cancellation", {"event": event, "words": list(words), "whole_series": whole_series}


def finding(people: Sequence[str], when: Sequence[str], minutes: int = 30, **more: Any) -> Call:
    """A call of `find_time`."""
    nothing = {"earliest": None, "latest": None}
    return "find_time", {**nothing, "people": list(people), "when": list(when), "minutes": minutes, **more}


def free(first: int, last: int) -> Call:
    """A call of `free_time`."""
    return "free_time", {"first_day": first, "last_day": last, "earliest": None, "latest": None}


def answering(event: str, answer: str, words: Sequence[str], *, whole_series: bool | None = None) -> Call:
    """A call of `propose_answer`."""
    return "propose_answer", {"event": event, "answer": answer, "words": list(words), "whole_series": whole_series}


def countering(event: str, words: Sequence[str], *, whole_series: bool | None = None) -> Call:
    """A call of `propose_other_time`."""
    nothing = {"starts_at": None}
    return "propose_other_time", {**nothing, "event": event, "words": list(words), "whole_series": whole_series}


def reminding(words: Sequence[str], *, event: str | None = None, about: str | None = None) -> Call:
    """A call of `propose_reminder`."""
    nothing = {"whole_series": None, "starts_at": None}
    return "propose_reminder", {**nothing, "words": list(words), "event": event, "about": about}


def preferring(key: str, value: str, words: Sequence[str]) -> Call:
    """A call of `propose_preference`."""
    return "propose_preference", {"key": key, "value": value, "words": list(words)}


PIXELS = Booked("Pixel review", 1, 15, people=("Bo",))
"""The event that most tasks are about."""
