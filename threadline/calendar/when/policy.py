"""How one person means ambiguous words; every choice has a default that suits office work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
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
class Policy:
    """One person's conventions.

    `week_start` counts from Monday = 0. `working_hours` decides bare hours ("at 3"): the half of the day that falls
    inside them wins. `end_of_day` is the clock time of "EOD" and "COB". `country` is the ISO code whose public
    holidays count for "business days" (None: weekends only).
    """

    next_weekday: NextWeekday = NextWeekday.NEXT_WEEK
    week_start: int = 0
    day_first: bool = False
    working_hours: tuple[int, int] = (8, 18)
    end_of_day: time = time(17, 0)
    prefer: Preference = Preference.FUTURE
    parts: DayParts = field(default_factory=DayParts)
    country: str | None = None
