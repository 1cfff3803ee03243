"""What is hung on a recurrence: clocks, beginnings, ends, counts, exceptions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level
from threadline.calendar.when.meaning.amounts import Amount, Run, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.exceptions import WEEKENDS, without
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.series import in_period
from threadline.calendar.when.model import Grain
from threadline.calendar.when.series.bounds import day_and_clock

_SEPARATOR = "(comma|and|slash|or)"
TAILS = Level("recurrence tails")
_LIMITS = CATEGORIES.chars("limit")
_DAY_NUMBERS = CATEGORIES.chars("daynum") + CATEGORIES.chars("ordinal")


@TAILS.rule(
    "head:recurrence comma? (at|from|between|for)? time:clock",
    "head:recurrence comma? at? time:clock_range",
    "at? time:clock comma? on? head:recurrence",
    "time:clock_range comma? on? head:recurrence",
    "time:moment comma? on? head:recurrence",
    "time:day_range comma? on? head:recurrence",
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


@TAILS.rule("head:recurrence comma? again:recurrence")
def _each_of_the_days(b: Bindings) -> Recurrence | None:
    """ "7-9 December, 9:00-17:00 each day"."""
    head, again = b["head"], b["again"]
    return head if head.within is not None and again == Recurrence(Grain.DAY) else None


def _timed_in_part(at: At) -> Clock | ClockRange | PartOfDay:
    if isinstance(at.time, Clock) and at.part is not None and at.time.ambiguous:
        return _halved(at.time, at.part)
    if isinstance(at.time, ClockRange) and at.part is not None:
        return replace(at.time, start=_halved(at.time.start, at.part), end=_halved(at.time.end, at.part))
    return at.time


def _halved(clock: Clock, part: PartOfDay) -> Clock:
    return replace(clock, half="am" if part.name == "morning" else "pm") if clock.ambiguous else clock


@TAILS.rule("every date:date", "every date:date at time:clock")
def _every_date(b: Bindings) -> Recurrence | None:
    fields = b["date"]
    if not isinstance(fields, Fields) or fields.month is None or fields.day is None:
        return None
    return Recurrence(Grain.YEAR, months=(fields.month,), monthdays=(fields.day,), clock=b.get("time"))


@TAILS.rule("head:recurrence comma? for? (up_to)? amount:amount", "amount:amount (on|at|comma)? head:recurrence")
def _for_amount(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    amount: Amount = b["amount"]
    if not amount.grain.coarse:
        timed = isinstance(recurrence.clock, Clock | PartOfDay)
        return replace(recurrence, length=amount) if timed and recurrence.length is None else None
    return replace(recurrence, runs=amount) if b.every("for") else None


@TAILS.rule("head:recurrence for the? run:range", "head:recurrence for the? period:period")
def _for_run(b: Bindings) -> Recurrence | None:
    """In "for the next six weeks" the weeks are counted from now."""
    recurrence: Recurrence = b["head"]
    run = b.get("run") or b.get("period")
    if isinstance(run, Run) and run.sign > 0:
        return replace(recurrence, lasts=run.amount)
    if isinstance(run, UnitPeriod) and run.steps == 1:
        return replace(recurrence, lasts=Amount(((1, Unit(run.grain)),)))
    return in_period(recurrence, run)


@TAILS.rule(
    "head:recurrence comma? (in|of|within)? the? period:period (comma period)* comma? and the? period",
    "head:recurrence comma? (in|of|within)? the? period:period and the? period (at|from)? time:clock_or_range",
)
def _within_months(b: Bindings) -> Recurrence | None:
    """ "Every Thursday in October and November": months in a row bound the rule together."""
    months = b.every("period")
    plain = all(isinstance(month, Fields) and month == Fields(month=month.month) for month in months)
    if not plain or any(second.month != first.month % 12 + 1 for first, second in pairwise(months)):
        return None
    head: Recurrence = b["head"]
    if head.start is not None or head.until is not None:
        return None
    return replace(head, start=months[0], until=months[-1], through=True, clock=head.clock or b.get("time"))


@TAILS.rule(
    "head:recurrence comma? (in|of|within)? the? period:period",
    "head:recurrence comma? (in|of|within)? the? period:range",
)
def _within(b: Bindings) -> Recurrence | None:
    return in_period(b["head"], b["period"])


@TAILS.rule("head:recurrence comma? days:recurrence")
def _each_of_days(b: Bindings) -> Recurrence | None:
    """ "Every morning from 15 to 19 March, 9 to 10am": the days and their hour bound the rule before them."""
    head, days = b["head"], b["days"]
    if days.within is None or days.every is not Grain.DAY or head.within is not None:
        return None
    if isinstance(head.clock, Clock | ClockRange):
        return None
    return in_period(replace(head, clock=days.clock), days.within)


@TAILS.rule(
    "head:recurrence comma? (for|up_to)* count:whole times",
    "head:recurrence comma? (for|up_to)* count:whole once",
    "head:recurrence comma? (for|up_to)* count:so_often",
    "count:whole times comma head:recurrence",
    "count:so_often comma? head:recurrence",
    "head:recurrence twice",
)
def _count(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    count = b.get("count") or 2
    return (
        replace(recurrence, count=count) if recurrence.count is None and not (b.every("once") and count < 2) else None
    )


@TAILS.rule(
    "head:recurrence comma? (from|starting|between) (in|on)? the? start:limit (until|to|and|dash) the? end:limit",
    "head:recurrence comma? (starting|from|begin|after|since) (in|on)? the? start:limit",
    "(starting|from|begin) (in|on)? the? start:limit comma? on? head:recurrence",
    "head:recurrence comma? until_word:until the? end:limit",
    "head:recurrence comma? to the? end:limit",
    "(from|starting) the? start:limit (until|to) the? end:limit comma? head:recurrence",
)
def _bounded(b: Bindings) -> Recurrence | None:
    recurrence: Recurrence = b["head"]
    if (b.has("end") and recurrence.until is not None) or (b.has("start") and recurrence.start is not None):
        return None
    start, clock = day_and_clock(b.get("start"))
    end, last_clock = day_and_clock(b.get("end"))
    if isinstance(start, Between):
        return _from_to(recurrence, start) if end is None else None
    if isinstance(start, Clock | ClockRange | PartOfDay) or isinstance(end, Clock | ClockRange | PartOfDay):
        return None
    months = _is_month(start) and _is_month(end) and not b.every("until")
    through = months or "through" in b.every("until")
    return replace(
        recurrence,
        start=start or recurrence.start,
        until=end or recurrence.until,
        through=recurrence.through or through,
        clock=recurrence.clock or clock or last_clock,
    )


def _from_to(recurrence: Recurrence, days: Between) -> Recurrence | None:
    """ "From Dec 7 through Dec 11, 8am to noon, daily": the hours are those of each day."""
    (first, begin), (last, end) = day_and_clock(days.first), day_and_clock(days.last)
    clock = ClockRange(begin, end) if isinstance(begin, Clock) and isinstance(end, Clock) else begin or end
    if recurrence.clock is not None and clock is not None:
        return None
    return replace(recurrence, start=first, until=last, through=True, clock=recurrence.clock or clock)


def _is_month(value: Any) -> bool:
    """ "From March to May" has the whole of May; "until May" ends as it begins."""
    return isinstance(value, Fields) and value.month is not None and value.category == "period"


@TAILS.rule("(in|within)? period:period comma? on? head:recurrence")
def _period_ahead(b: Bindings) -> Recurrence | None:
    head: Recurrence = b["head"]
    named = head.plain and head.adjective and head.clock is None
    return None if named else in_period(head, b["period"])


@TAILS.rule("head:recurrence comma? except (for|on|in|from)* the? first:date range_word the? last:date")
def _except_range(b: Bindings) -> Recurrence | None:
    return without(b["head"], [Between(b["first"], b["last"])])


@TAILS.rule(
    f"head:recurrence comma? except (for|on|in)* the? limit ({_SEPARATOR}+ (for|on|in)* the? (limit|daynum|ordinal))*",
    "head:recurrence comma? except (for|on|in)* weekend",
    "head:recurrence comma? except (for|on|in)* exclude:recurrence",
)
def _except(b: Bindings) -> Recurrence | None:
    excluded = [WEEKENDS] if b.every("weekend") else [b["exclude"]] if b.has("exclude") else _listed(b)
    return without(b["head"], excluded)


def _listed(b: Bindings) -> list[Any]:
    """The days of a list: in "December 24 and 31" the last is one of December too."""
    days: list[Any] = []
    for node in b.nodes[1:]:
        if node.char in _LIMITS:
            days.append(node.value)
        elif node.char in _DAY_NUMBERS and days and isinstance(days[-1], Fields) and days[-1].day is not None:
            days.append(replace(days[-1], day=node.value, weekday=None))
    return days
