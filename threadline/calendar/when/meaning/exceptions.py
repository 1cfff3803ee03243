"""What is left out of a recurrence: whole weekdays, single days, periods."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import Weekend
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.recurrence import WEEKEND, Recurrence
from threadline.calendar.when.model import Grain

WEEKENDS = Recurrence(Grain.WEEK, weekdays=WEEKEND)


def without(recurrence: Recurrence, values: list[Any]) -> Recurrence | None:
    """The recurrence without what was excepted: weekdays leave the rule, other days become single exceptions.

    A clock said with an exception ("except December 25 at 3pm") is that of the recurrence where it has none. None when
    nothing would be left, or when an exception cannot be kept.
    """
    clock = next((value.time for value in values if isinstance(value, At) and value.day is not None), None)
    dropped: set[int] = set()
    single: list[Any] = []
    for value in values:
        weekdays = _weekdays_of(value)
        if weekdays is None:
            return None
        dropped |= weekdays
        if not weekdays:
            single.append(value.day if isinstance(value, At) and value.day is not None else value)
    if dropped:
        thinned = _without_weekdays(recurrence, dropped)
        if thinned is None:
            return None
        recurrence = thinned
    said = clock if isinstance(clock, Clock | ClockRange) and recurrence.every.coarse else None
    return replace(recurrence, except_on=(*recurrence.except_on, *single), clock=recurrence.clock or said)


def _without_weekdays(recurrence: Recurrence, dropped: set[int]) -> Recurrence | None:
    daily = recurrence.every is Grain.DAY and not recurrence.weekdays
    weekdays = recurrence.weekdays or (tuple((0, day) for day in range(7)) if daily else ())
    kept = tuple(pair for pair in weekdays if pair[1] not in dropped)
    if not kept or recurrence.positions:
        return None
    if daily and recurrence.interval == 1:
        return replace(recurrence, every=Grain.WEEK, weekdays=kept)
    return replace(recurrence, weekdays=kept)


def _weekdays_of(value: Any) -> set[int] | None:
    """The weekdays when the value is nothing but weekdays, none for other days, None for what no rule can leave out."""
    if isinstance(value, Recurrence):
        plain = replace(value, clock=None) == Recurrence(Grain.WEEK, weekdays=value.weekdays)
        whole = plain and all(nth == 0 for nth, _ in value.weekdays)
        return {weekday for _, weekday in value.weekdays} if whole and value.weekdays else None
    if isinstance(value, Weekend):
        return None
    day = value.day if isinstance(value, At) and value.day is not None else value
    if isinstance(day, Fields) and day.weekday is not None and day == Fields(weekday=day.weekday):
        return {day.weekday}
    return set()
