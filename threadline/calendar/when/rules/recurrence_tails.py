"""What is hung on a recurrence: clocks, beginnings, ends, counts, exceptions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.amounts import Amount, Run, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import NthUnit
from threadline.calendar.when.meaning.periods import UnitPeriod, Weekend
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.recurrence import WEEKEND, Recurrence
from threadline.calendar.when.model import Grain

_SEPARATOR = "(comma|and|slash|or)"
TAILS = Level("recurrence tails")


@TAILS.rule(
    "head:recurrence comma? (at|from|between|for)? time:clock",
    "head:recurrence comma? at? time:clock_range",
    "at? time:clock comma? on? head:recurrence",
    "time:clock_range comma? on? head:recurrence",
    "head:recurrence (in|at)? the? time:any_part",
    "head:recurrence comma? at? time:moment",
    "head:recurrence comma? time:day_range",
)
def _at_time(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    time = b["time"]
    if isinstance(time, At) and time.day is None:
        time = _timed_in_part(time)
    if not isinstance(time, Clock | ClockRange | PartOfDay) or isinstance(recurrence.clock, Clock | ClockRange):
        return None
    if isinstance(time, Clock) and isinstance(recurrence.clock, PartOfDay):
        time = _timed_in_part(At(None, time, recurrence.clock))
    return replace(recurrence, clock=time)


def _timed_in_part(at: At) -> Clock | ClockRange | PartOfDay:
    if isinstance(at.time, Clock) and at.part is not None and at.time.ambiguous:
        return replace(at.time, half="am" if at.part.name == "morning" else "pm")
    return at.time


@TAILS.rule("every date:date", "every date:date at time:clock")
def _every_date(b: Bindings) -> Recurrence | None:
    fields = b["date"]
    if not isinstance(fields, Fields) or fields.month is None or fields.day is None:
        return None
    return Recurrence(Grain.YEAR, months=(fields.month,), monthdays=(fields.day,), clock=b.get("time"))


@TAILS.rule("head:recurrence for? amount:amount", "amount:amount (on|at)? head:recurrence")
def _for_amount(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    amount: Amount = b["amount"]
    if not amount.grain.coarse:
        return replace(recurrence, length=amount) if isinstance(recurrence.clock, Clock) else None
    return replace(recurrence, lasts=amount) if b.every("for") else None


@TAILS.rule("head:recurrence for? the? run:range", "head:recurrence for? the? period:period")
def _for_run(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    run = b.get("run") or b.get("period")
    if isinstance(run, Run) and run.sign > 0:
        return replace(recurrence, lasts=run.amount)
    if isinstance(run, UnitPeriod) and run.steps == 1:
        if b.every("for"):
            return replace(recurrence, lasts=Amount(((1, Unit(run.grain)),)))
        return replace(recurrence, start=run, until=NthUnit(-1, Grain.DAY, run))
    if isinstance(run, UnitPeriod) and run.steps == 0:
        return replace(recurrence, until=NthUnit(-1, Grain.DAY, run))
    return None


@TAILS.rule("head:recurrence (for|up_to)* count:whole times", "head:recurrence twice")
def _count(b: Bindings) -> Recurrence:
    recurrence: Recurrence = b["head"]
    return replace(recurrence, count=b.get("count") or 2)


@TAILS.rule(
    "head:recurrence comma? (from|starting|between) (in|on)? the? start:limit (until|to|and|dash) the? end:limit",
    "head:recurrence comma? (starting|from|begin|after|since) (in|on)? the? start:limit",
    "(starting|from|begin) (in|on)? the? start:limit comma? on? head:recurrence",
    "head:recurrence comma? (until|to) the? end:limit",
    "(from|starting) the? start:limit (until|to) the? end:limit comma? head:recurrence",
)
def _bounded(b: Bindings) -> Recurrence:
    recurrence: Recurrence = b["head"]
    start, end = b.get("start"), b.get("end")
    return replace(recurrence, start=start or recurrence.start, until=end or recurrence.until)


@TAILS.rule(
    f"head:recurrence comma? except (for|on|in)* the? limit ({_SEPARATOR}+ (for|on|in)* the? limit)*",
    "head:recurrence comma? except (for|on|in)* weekend",
    "head:recurrence comma? except (for|on|in)* exclude:recurrence",
)
def _except(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    if b.has("exclude") or b.every("weekend"):
        dropped = b["exclude"].weekdays if b.has("exclude") else WEEKEND
        if recurrence.every is not Grain.DAY or recurrence.interval != 1 or not dropped:
            return None
        kept = tuple((0, day) for day in range(7) if (0, day) not in dropped)
        return replace(recurrence, every=Grain.WEEK, weekdays=kept)
    return _without(recurrence, [value for value in b.every("limit") if not isinstance(value, Weekend)])


def _without(recurrence: Recurrence, values: list[Any]) -> Recurrence:
    """Drop whole weekdays from the rule ("except Friday"); other days become single exceptions."""
    clock = next((value.time for value in values if _weekday_of(value) is not None and isinstance(value, At)), None)
    dropped = {_weekday_of(value) for value in values} - {None}
    weekdays = recurrence.weekdays or tuple((0, day) for day in range(7) if recurrence.every is Grain.DAY)
    kept = tuple(pair for pair in weekdays if pair[1] not in dropped)
    if dropped and kept and kept != weekdays and recurrence.interval == 1:
        recurrence = replace(recurrence, every=Grain.WEEK, weekdays=kept, clock=recurrence.clock or clock)
        values = [value for value in values if _weekday_of(value) is None]
    return replace(recurrence, except_on=tuple(values))


def _weekday_of(value: object) -> int | None:
    """The weekday when the value is one, with or without a clock."""
    day = value.day if isinstance(value, At) else value
    plain = isinstance(day, Fields) and day == Fields(weekday=day.weekday)
    return day.weekday if plain and isinstance(day, Fields) else None
