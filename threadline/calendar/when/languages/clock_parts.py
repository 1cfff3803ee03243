"""What the rules about clocks in words share: sets of categories, and the clocks that numbers make."""

from __future__ import annotations

from typing import Any

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level, Recast
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.model import Grain

CATEGORIES.alias("past_word", "past", "past_in", "past_after")
CATEGORIES.alias("to_word", "before", "ago_before", "to_in", "to_on", "to_for")
CATEGORIES.alias("ago_lead", "ago_before", "ago_only")
CATEGORIES.alias("full_hour", "n24", "s12", "s24", "a")
CATEGORIES.alias("hour_end", "hour_mark", "hour_word")
CATEGORIES.alias("said_hour", "s12", "s24", "ordinal_spoken")
CATEGORIES.alias("any_hour", "n24", "s12", "s24", "ordinal_spoken")
CATEGORIES.alias("clocklike", "n24", "s12", "s24", "dotted", "clock", "hhmm")
CATEGORIES.alias("dayish", "date", "weekday", "year4", "month", "comma", "daypart")
CATEGORIES.alias(
    "clock_lead",
    "at",
    "until",
    "from",
    "between",
    "to",
    "dash",
    "date",
    "weekday",
    "daypart",
    "part",
    "month",
    "year4",
    "noon",
    "before",
    "after",
    "by",
    "for",
    "starting",
)
CATEGORIES.alias("range_lead", "from", "of")
CATEGORIES.alias("range_step", "at", "to", "until", "dash", "to_until", "to_for")

HOUR = Unit(Grain.HOUR)


def hours(count: float) -> Amount:
    """An amount of hours."""
    return Amount(((count, HOUR),))


def clock_at(hour: int, minutes: int = 0) -> Clock | None:
    """The full hour moved by less than an hour; None when it is no hour."""
    if not 0 <= hour <= 24 or not -60 < minutes < 60:
        return None
    if minutes >= 0:
        return Clock(hour, minutes, exact=hour > 12 or hour == 0)
    before = hour - 1 if hour > 12 else (hour - 1) or 12
    return Clock(before % 24, 60 + minutes, exact=hour > 12 or hour == 0)


def clock_of(value: Any, *, marked: bool = False) -> Clock | None:
    """The clock of a number, of "9.30" or of a clock; None for what is none. A number is bare unless it is `marked`."""
    if isinstance(value, Clock):
        return value
    hour, minute = value[0] if isinstance(value, tuple) else (int(value), 0)
    bare = not marked and not isinstance(value, tuple)
    return Clock(hour, minute, exact=hour > 12 or hour == 0, bare=bare) if hour <= 24 and minute <= 59 else None


def recast(level: Level, table: dict[str, str]) -> None:
    """Let words that were no part of a clock be what they else are."""
    for category, usual in table.items():

        def action(b: Bindings, usual: str = usual) -> Recast:
            return Recast(usual, b.nodes[0].value)

        level.rule(category)(action)
