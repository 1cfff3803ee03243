"""What words want done to an event that there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from threadline.calendar.extract.model import Evidence

Showing = Literal["busy", "tentative", "free"]
Answer = Literal["accepted", "tentative", "declined"]


class Scope(StrEnum):
    """Of an event that repeats: one occurrence, one and all after it, or all of them."""

    ONE = "occurrence"
    FOLLOWING = "following"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind the verb: a new time, place, length or rule. Offsets count in the whole text.

    `when` are the words of a time that the grammar reads, `hour` those of a bare hour ("to 4"); `shift` moves by so
    much, `stretch` makes longer or shorter by so much.
    """

    when: Evidence | None = None
    hour: Evidence | None = None
    shift: timedelta | None = None
    length: timedelta | None = None
    stretch: timedelta | None = None
    place: Evidence | None = None
    rule: Evidence | None = None
    all_day: bool = False
    once: bool = False
    private: bool | None = None
    link: bool | None = None
    show_as: Showing | None = None
    reminders: tuple[int, ...] | None = None
    amount: Evidence | None = None

    @property
    def anything(self) -> bool:
        """Whether it says anything at all."""
        return self != Tail()


@dataclass(frozen=True, slots=True)
class WantedChange:
    """What is wanted of which event.

    `about` are the words that name the event, empty where they only point to the one at hand ("it") or to none;
    `on` is on which day of a series, `further_on` on which others. `command`: a verb says that something is to be
    changed; without one the words are a change only where there is an event that they can be about. `counter`:
    another time is offered for the one at hand. `unsure`: the words may name an event that is not there yet.
    `copy`: a second event is wanted. `since`: only what starts then and later. `ends`: when a series is to end
    (`ends_before`: the day is none of it any more). `every`: all events that fit are meant. `note` is added to the
    description (`note_adds`) or takes its place.
    """

    cancel: bool = False
    command: bool = True
    about: Evidence | None = None
    on: Evidence | None = None
    further_on: tuple[Evidence, ...] = ()
    tails: tuple[Tail, ...] = field(default=())
    add: tuple[Evidence, ...] = ()
    remove: tuple[Evidence, ...] = ()
    title: Evidence | None = None
    until: Evidence | None = None
    counter: bool = False
    unsure: bool = False
    copy: bool = False
    since: Evidence | None = None
    ends: Evidence | None = None
    ends_before: bool = False
    every: bool = False
    note: Evidence | None = None
    note_adds: bool = False
    answer: Answer | None = None
    scope: Scope | None = None
    language: str = "en"

    @property
    def excepts(self) -> bool:
        """Whether it only leaves out dates of the series at hand: "except the 18th"."""
        return self.cancel and not self.command and self.about is None and self.on is not None


def evidence_of(text: str, words: str, offset: int) -> Evidence:
    """Where words stand in `text`, which begins at `offset` of the whole."""
    first = text.index(words)
    return Evidence(words, (offset + first, offset + first + len(words)))
