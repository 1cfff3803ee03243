"""How one person means ambiguous words; every choice has a default that suits office work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum


class NextWeekday(StrEnum):
    """What "next Friday" is, said on a Wednesday."""

    NEXT_WEEK = "next_week"
    NEAREST = "nearest"


class Preference(StrEnum):
    """Where a date without a year, or an hour without a day, is looked for."""

    FUTURE = "future"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class DayParts:
    """The hours a part of the day spans, as (first hour, last hour); 24 is the midnight that ends the day."""

    morning: tuple[int, int] = (8, 12)
    afternoon: tuple[int, int] = (12, 17)
    evening: tuple[int, int] = (17, 21)
    night: tuple[int, int] = (20, 24)
    lunch: tuple[int, int] = (12, 14)
    dinner: tuple[int, int] = (18, 21)
    breakfast: tuple[int, int] = (7, 9)
    midday: tuple[int, int] = (11, 13)
    daytime: tuple[int, int] = (8, 18)
    nighttime: tuple[int, int] = (0, 8)

    def hours(self, name: str) -> tuple[int, int]:
        """The hours of the part called `name`; raises AttributeError for a name that is no field."""
        hours: tuple[int, int] = getattr(self, name)
        return hours


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something usually begins, and how long it lasts."""

    begins: time
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Meals:
    """When this person has their meals, where only the meal and its day are said."""

    breakfast: Occasion = Occasion(time(8), timedelta(hours=1))
    brunch: Occasion = Occasion(time(11), timedelta(minutes=90))
    lunch: Occasion = Occasion(time(12), timedelta(hours=1))
    dinner: Occasion = Occasion(time(18), timedelta(hours=2))

    def named(self, name: str) -> Occasion:
        """The meal called `name`; raises AttributeError for a name that is no field."""
        occasion: Occasion = getattr(self, name)
        return occasion


@dataclass(frozen=True, slots=True)
class Policy:
    """One person's conventions.

    `week_start` counts from Monday = 0. `day_first` (3/4 is the third of April) and `clock24` (the hours are counted to
    24, so that 10:00 is in the morning) are None where language and country are to decide. `working_hours` decides bare
    hours ("at 3"): the half of the day that falls inside them wins. `end_of_day` is the clock time of "EOD" and "COB".
    `country` is the ISO code whose public holidays count for "business days" (None: weekends only). `doubts_order`: the
    order of day and month was guessed. `doubts_half`: that the hours are counted to 24 was guessed, so that a bare
    "at 7" may be in the evening. `languages` are those that this person and the thread write in, the likeliest first:
    they help where a text does not tell its own. `usual_length` is that of a meeting of which nobody says it.
    """

    next_weekday: NextWeekday = NextWeekday.NEXT_WEEK
    week_start: int = 0
    day_first: bool | None = None
    clock24: bool | None = None
    working_hours: tuple[int, int] = (8, 18)
    end_of_day: time = time(17, 0)
    prefer: Preference = Preference.FUTURE
    parts: DayParts = field(default_factory=DayParts)
    meals: Meals = field(default_factory=Meals)
    country: str | None = None
    languages: tuple[str, ...] = ()
    doubts_order: bool = False
    doubts_half: bool = False
    usual_length: timedelta = timedelta(minutes=30)
