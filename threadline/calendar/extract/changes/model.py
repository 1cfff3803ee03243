"""What words want done to an event that there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from threadline.calendar.extract.model import Evidence


class Scope(StrEnum):
    """Of an event that repeats: one occurrence, or all of them."""

    ONE = "one"
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
    transparent: bool | None = None
    link: bool | None = None
    amount: Evidence | None = None

    @property
    def anything(self) -> bool:
        """Whether it says anything at all."""
        return self != Tail()


@dataclass(frozen=True, slots=True)
class WantedChange:
    """What is wanted of which event.

    `about` are the words that name the event, empty where they only point to the one at hand ("it") or to none.
    `command`: a verb says that something is to be changed; without one the words are a change only where there is an
    event that they can be about. `names` of a cancellation may be people who are to be left out instead.
    """

    cancel: bool = False
    command: bool = True
    about: Evidence | None = None
    tails: tuple[Tail, ...] = field(default=())
    add: tuple[Evidence, ...] = ()
    remove: tuple[Evidence, ...] = ()
    title: Evidence | None = None
    until: Evidence | None = None
    scope: Scope | None = None
    language: str = "en"
