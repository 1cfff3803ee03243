"""Days meet clocks and parts of the day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Categorised, Level
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import Within
from threadline.calendar.when.meaning.periods import RelativeDay, SameTime
from threadline.calendar.when.meaning.ranges import At, Between, EndOfDay
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.digits import bare_clock
from threadline.calendar.when.rules.ranges import between, each_day
from threadline.calendar.when.rules.recurrence import days_between

WEEKDAYS = Level("weekdays")
DAY_PARTS = Level("parts of the day")
MEETINGS = Level("days meet clocks")
_LAST_HOUR = 24


@WEEKDAYS.rule(
    "the? weekday:weekday", "<on weekday:weekday_weak", "<on weekday:weekdays", "weekday:weekday_weak >timely"
)
def _weekday(b: Bindings) -> Fields:
    return Fields(weekday=b["weekday"])


def _part(b: Bindings) -> PartOfDay:
    part: PartOfDay = (b.every("any_part") or b.every("meal"))[0]
    edge = (
        "early" if b.every("early") or b.every("earlier") else "late" if b.every("late") or b.every("later") else None
    )
    edge = "mid" if b.every("mid") else edge
    return PartOfDay(part.name, edge) if edge else part


_EDGE = "(early|late|later|earlier)"


@DAY_PARTS.rule(
    "(in|at)? the? mid dash? part (of|on)? the? date:date",
    "date:date comma? (in|at)? the? mid dash? part",
)
def _mid_part_of(b: Bindings) -> At:
    return At(b["date"], _part(b))


@DAY_PARTS.rule("(in|at)? the? mid dash? part")
def _mid_part(b: Bindings) -> PartOfDay:
    return _part(b)


@DAY_PARTS.rule(f"date:date any_part {_EDGE} !in !at !clock !hour")
def _date_part_early(b: Bindings) -> At:
    """ "Monday morning early"."""
    return At(b["date"], _part(b))


@DAY_PARTS.rule(
    f"{_EDGE} date:date any_part",
    f"date:date comma? (in|at)? {_EDGE}? in? the? any_part",
    f"{_EDGE}? in? the? any_part (of|on)? the? date:date",
    f"date:date {_EDGE} in the part",
    "the night before the? date:date",
    "date:date (at|around|for) meal",
    "at meal (on|of)? date:date",
)
def _date_part(b: Bindings) -> At:
    day = Away(Amount(((1, Unit(Grain.DAY)),)), -1, b["date"]) if b.every("before") else b["date"]
    return At(day, _part(b))


@DAY_PARTS.rule(f"{_EDGE}? step:step {_EDGE}? part", f"{_EDGE}? step:step night")
def _step_part(b: Bindings) -> At | None:
    days = {Step.LAST: -1, Step.PAST: -1, Step.THIS: 0}.get(b["step"], 1)
    return At(RelativeDay(days), _part(b))


@DAY_PARTS.rule(
    "from? first:hour range_word last:hour (in|at) the? any_part",
    "between first:hour and last:hour (in|at) the? any_part",
)
def _hours_in_part(b: Bindings) -> At | None:
    if not (1 <= b["first"] <= 12 and 1 <= b["last"] <= 12):
        return None
    return At(None, ClockRange(Clock(b["first"], bare=True), Clock(b["last"], bare=True)), _part(b))


@DAY_PARTS.rule("edge:part day:daypart", "edge:part (on|in)? the? day:any_part !date")
def _first_thing(b: Bindings) -> Categorised | None:
    """ "First thing Monday morning": the early part of a part of the day."""
    edge, day = b["edge"], b["day"]
    if edge.edge is None:
        return None
    if isinstance(day, At):
        return At(day.day, edge) if isinstance(day.time, PartOfDay) and day.time.name == edge.name else None
    return edge if day.name == edge.name else None


@DAY_PARTS.rule("hour:hour (in|at) the? any_part", "time:big in the? any_part")
def _hour_in_part(b: Bindings) -> At | None:
    hour, minute = divmod(b["time"], 100) if b.has("time") else (b["hour"], 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return At(None, Clock(hour, minute, bare=True), _part(b))


@DAY_PARTS.rule("part:daypart comma? (the|on)* day:date")
def _part_of_date(b: Bindings) -> At | None:
    """ "Saturday night 5th December": a weekday and its date are one day."""
    at, day = b["part"], b["day"]
    if not isinstance(at, At) or not _plain_weekday(at.day) or not isinstance(day, Fields) or day.day is None:
        return None
    return At(replace(day, weekday=day.weekday or at.day.weekday), at.time)  # type: ignore[union-attr]


@DAY_PARTS.rule("date:date eve:eve", "step:step eve:eve")
def _eve(b: Bindings) -> At:
    day = b["date"] if b.has("date") else RelativeDay(0)
    return At(day, b["eve"])


@DAY_PARTS.rule("day:date half:meridiem")
def _half_day(b: Bindings) -> At:
    return At(b["day"], PartOfDay("morning" if b["half"] == "am" else "afternoon"))


@DAY_PARTS.rule(
    f"(in|at|by)? the? {_EDGE} in? the? any_part",
    "(in|at|within|around|before|after) the? part",
    "in the parts",
    "(in|at|within|around|before|after) the? meal",
    "at night",
    "in the? night",
    "^ night",
    "<around meal",
)
def _some_part(b: Bindings) -> PartOfDay | None:
    return None if b.every("before") or b.every("after") else _part(b)


@DAY_PARTS.rule("<before meal", "<after meal")
def _meal(b: Bindings) -> PartOfDay:
    return _part(b)


def timed(day: object, clock: object) -> Categorised | None:
    """A day (or a part of one) with a clock or a range of clocks, or None when they do not go together."""
    if isinstance(day, At):
        if not isinstance(day.time, PartOfDay):
            return None
        return At(day.day, clock, day.time)  # type: ignore[arg-type]
    if isinstance(day, PartOfDay):
        return At(None, clock, day)  # type: ignore[arg-type]
    return At(day, clock)  # type: ignore[arg-type]


@MEETINGS.rule(
    "head:recurrence comma? (at|from)? time:clock_or_range (comma|from)* first:date range_word last:date",
    "time:clock_or_range comma? from? first:date range_word last:date !clock !clock_range !at",
)
def _hours_from_day_to_day(b: Bindings) -> Categorised | None:
    """ "Sundays 6-8pm, Nov 22 thru Dec 20", "9-5, Dec 7 to Dec 9": the hours are those of each day."""
    if not b.has("head"):
        days = between(b["first"], b["last"])
        dated = days is not None and all(isinstance(day, Fields) and day.day for day in (days.first, days.last))
        return Recurrence(Grain.DAY, clock=b["time"], within=days) if dated else None
    head: Recurrence = b["head"]
    if head.clock is not None or head.start is not None or head.until is not None:
        return None
    return replace(head, clock=b["time"], start=b["first"], until=b["last"], through=True)


@MEETINGS.rule("first:date range_word last:date comma? (from|at)? time:clock_or_range")
def _weekdays_from_to(b: Bindings) -> Categorised | None:
    """In "Mon-Fri 9 to 5" the hours are those of each day."""
    first, last = b["first"], b["last"]
    if not (_plain_weekday(first) and _plain_weekday(last)):
        return _days_and_hours(first, last, b["time"])
    return Recurrence(Grain.WEEK, weekdays=days_between(first.weekday, last.weekday), clock=b["time"])


def _plain_weekday(day: object) -> bool:
    return isinstance(day, Fields) and day.weekday is not None and day == Fields(weekday=day.weekday)


def _days_and_hours(first: Any, last: Any, time: Clock | ClockRange) -> Categorised | None:
    """From the first hour of the first day to the last hour of the last."""
    if not isinstance(time, ClockRange):
        return None
    if daily := each_day(first, At(last, time)):
        return daily
    span = between(first, last)
    return Between(At(span.first, time.start), At(span.last, time.end)) if span else None


_JOIN = "(comma|dash)? (at|for|from|on)? around? about?"


@MEETINGS.rule(
    f"day:daypart {_JOIN} time:clock_or_range",
    "time:clock_or_range comma? (in|at|on|of)? the? day:daypart",
)
def _daypart_clock(b: Bindings) -> Categorised | None:
    return timed(b["day"], b["time"])


@MEETINGS.rule("time:clock_or_range comma? (in|at)? day:part", f"day:part {_JOIN} time:clock_or_range")
def _part_clock(b: Bindings) -> Categorised | None:
    return timed(b["day"], b["time"])


@MEETINGS.rule(
    f"day:date {_JOIN} time:clock_or_range",
    "time:clock_or_range comma? (on|of|at)? the? day:date",
)
def _date_clock(b: Bindings) -> Categorised | None:
    return timed(b["day"], b["time"])


@MEETINGS.rule(
    "day:date comma? (from|starting) (at|the)* time:clock !range_word !and",
    "day:date comma? (from|starting) (at|the)* hour:hour !any_unit !any_month !range_word !and !dot !slash !of",
    "day:daypart comma? (from|starting) (at|the)* time:clock !range_word !and",
    "day:daypart comma? (from|starting) (at|the)* hour:hour !any_unit !any_month !range_word !and !dot !slash !of",
)
def _from_hour(b: Bindings) -> Categorised | None:
    """ "Tomorrow from 10": the day has its beginning, and the end may stand elsewhere."""
    day = b["day"]
    if b.has("hour") and not 1 <= b["hour"] <= _LAST_HOUR:
        return None
    if isinstance(day, At) and not isinstance(day.time, PartOfDay):
        return None
    return timed(day, b["time"] if b.has("time") else bare_clock(b["hour"]))


@MEETINGS.rule(
    "moment:moment day:date",
    "moment:moment comma? (on|in) day:date",
    "day:date comma? moment:moment",
    "moment:day_range (on|in|comma)? day:date",
    "moment:daypart on? day:date",
)
def _timeless_moment(b: Bindings) -> Categorised | None:
    moment = b["moment"]
    if isinstance(moment, At) and moment.day is None:
        return At(b["day"], moment.time, moment.part)
    return None


@MEETINGS.rule(
    "day:date (comma|dash)? at? same_time",
    "at? same_time comma? on? day:date",
    "at? this_time comma? on? day:date",
    "day:date at this_time",
)
def _same_time(b: Bindings) -> SameTime | None:
    return SameTime(b["day"]) if not isinstance(b["day"], At) else None


@MEETINGS.rule("same:moment (comma|dash|at)* time:clock_or_range")
def _hour_of_same_time(b: Bindings) -> At | None:
    """ "Friday at the same time, 2pm": the hour is said behind it."""
    return At(b["same"].day, b["time"]) if isinstance(b["same"], SameTime) else None


@MEETINGS.rule("days:range comma? (at|from)? time:clock_or_range")
def _days_at(b: Bindings) -> Categorised | None:
    """ "From 15 to 19 March at 9am": the hour is that of each day."""
    days = b["days"]
    if not isinstance(days, Between) or days.first.category != "date" or days.last.category != "date":
        return None
    by_clock = isinstance(b["time"], Clock)
    if by_clock and (_one_night(days) or b["time"].second is not None):
        return Between(At(days.first, b["time"]), At(days.last, b["time"]))
    return Recurrence(Grain.DAY, clock=b["time"], within=days)


def _one_night(days: Between) -> bool:
    """ "22-23 Feb at 7pm" may last from evening to evening."""
    first, last = days.first, days.last
    if not isinstance(first, Fields) or not isinstance(last, Fields) or first.month != last.month:
        return False
    return first.day is not None and last.day == first.day + 1


@MEETINGS.rule("moment:moment comma? year:year4", "moment:day_range comma? year:year4")
def _moment_year(b: Bindings) -> At | None:
    moment = b["moment"]
    if isinstance(moment, At) and isinstance(moment.day, Fields) and moment.day.month and moment.day.year is None:
        return replace(moment, day=replace(moment.day, year=b["year"]))
    return None


@MEETINGS.rule("days:range comma? year:year4")
def _range_year(b: Bindings) -> Between | None:
    """ "Oct 26 - 28, 11:00:09 2023"."""
    days = b["days"]
    if not isinstance(days, Between) or not isinstance(days.first, At) or not isinstance(days.last, At):
        return None
    first, last = days.first.day, days.last.day
    if not isinstance(first, Fields) or not isinstance(last, Fields) or first.year or last.year or not first.month:
        return None
    year = b["year"]
    return Between(replace(days.first, day=replace(first, year=year)), replace(days.last, day=replace(last, year=year)))


@MEETINGS.rule("part:daypart (of|in)? period:period", "period:period on? part:daypart")
def _daypart_period(b: Bindings) -> Categorised | None:
    part, period = b["part"], b["period"]
    if not isinstance(part, At) or not isinstance(part.day, Fields) or part.day.step is not None:
        return None
    return At(Within(part.day, period), part.time, part.part)


@MEETINGS.rule("day:date comma? (by|at)? eod", "eod (on|of)? day:date", "eod")
def _end_of_day(b: Bindings) -> EndOfDay:
    return EndOfDay(b.get("day"))
