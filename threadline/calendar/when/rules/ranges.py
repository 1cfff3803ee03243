"""From one time to another, and times that last."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Categorised, Level
from threadline.calendar.when.meaning.amounts import Lasting
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import Within
from threadline.calendar.when.meaning.periods import Now, RelativeDay
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Grain
from threadline.calendar.when.numerals import pair_fields

_LAST_DAY = 31
DAY_RANGES = Level("day ranges")
RANGES = Level("ranges")


@DAY_RANGES.rule(
    "date:dotted at? >clock_or_range",
    "date:dotted dot (at|comma)* >clock_or_range",
    "weekday:one_weekday comma? date:dotted dot? (at|comma)* >clock_or_range",
    "date:dotted dot >dotted",
)
def _points_before_clock(b: Bindings) -> Fields | None:
    """ "Dentist 18.6. 14:30": with points the day stands first; a clock behind it makes it no number."""
    day, month = b["date"][0]
    fields = pair_fields((day, month), day_first=True) if month <= 12 else None
    if fields is None or fields.day != day:
        return None
    return replace(fields, rival=None, weekday=b.get("weekday")) if b.has("weekday") or b.every("dot") else fields


@DAY_RANGES.rule("the day:daynum >clock_or_range")
def _the_day(b: Bindings) -> Fields | None:
    return Fields(day=b["day"]) if 1 <= b["day"] <= 31 else None


@DAY_RANGES.rule(
    "from? first:one_weekday the? day:monthday range_word last_weekday:one_weekday the? last_day:monthday "
    "!any_unit !any_month",
    "from? first:one_weekday the? day:monthday range_word the? last:date",
)
def _numbered_weekdays(b: Bindings) -> Between | None:
    """ "Mon 23 - Wed 25": days that have their weekday and their number."""
    last = b["last"] if b.has("last") else Fields(weekday=b["last_weekday"], day=b["last_day"])
    if not isinstance(last, Fields) or last != Fields(weekday=last.weekday, day=last.day):
        return None
    if last.weekday is None or last.day is None or not 1 <= b["day"] < last.day <= _LAST_DAY:
        return None
    if (last.day - b["day"]) % 7 != (last.weekday - b["first"]) % 7:  # "Mon 9 - Fri 5" has hours
        return None
    return Between(Fields(weekday=b["first"], day=b["day"]), last)


@DAY_RANGES.rule(
    "from? one_weekday comma? the? day:monthday range_word the? last:date !clock",
    "from? the? day:monthday range_word the? last:date !clock",
    "the? day:monthday dash the? last:date >clock",
    "between the? day:monthday (and|range_word) the? last:date",
)
def _days_to_date(b: Bindings) -> Between | None:
    last = b["last"]
    if not isinstance(last, Fields):
        return None
    if last == Fields(day=last.day) and last.day is not None and b["day"] < last.day:
        return Between(Fields(day=b["day"]), last)
    if last.month is None or last.day is None or b["day"] == last.day or not 1 <= b["day"] <= 31:
        return None
    month, year = last.month, last.year
    if b["day"] > last.day:
        month, year = month - 1 or 12, year - 1 if year and month == 1 else year
    return Between(Fields(year, month, b["day"]), last)


@DAY_RANGES.rule(
    "from? first:date range_word the? day:monthday (comma|of|in)* year:year4?",
    "between first:date and the? day:monthday comma? year:year4?",
)
def _date_to_day(b: Bindings) -> Between | None:
    first = b["first"]
    if not isinstance(first, Fields) or first.month is None or first.day is None or not 1 <= b["day"] <= 31:
        return None
    year = first.year or b.get("year")
    if first.day < b["day"]:
        begin = replace(first, year=year)
        return Between(begin, replace(begin, day=b["day"], weekday=None))
    return Between(first, Fields(day=b["day"])) if first.year is None and not b.has("year") else None


@DAY_RANGES.rule(
    "between the? first:ordinal and the? last:ordinal",
    "from the? first:ordinal range_word the? last:ordinal",
    "the? first:ordinal range_word the? last:ordinal",
)
def _ordinal_days(b: Bindings) -> Between | None:
    if not 1 <= b["first"] < b["last"] <= 31:
        return None
    return Between(Fields(day=b["first"]), Fields(day=b["last"]))


@RANGES.rule(
    "from? the? first:endpoint comma? range_word the? last:endpoint",
    "between the? first:endpoint (and|range_word) the? last:endpoint",
    "from the? first:since_time range_word the? last:endpoint",
)
def _between(b: Bindings) -> Categorised | None:
    first, last = b["first"], b["last"]
    if not (b.every("from") or b.every("between") or b.every("until")) and (daily := each_day(first, last)):
        return daily
    return between(first, last)


def each_day(first: object, last: object) -> Recurrence | None:
    """In "Mon-Wed next week at 9" the hour is that of each day."""
    if not isinstance(last, At) or not isinstance(last.day, Within) or not isinstance(last.time, Clock | ClockRange):
        return None
    if not isinstance(first, Fields) or first.weekday is None or first != Fields(weekday=first.weekday):
        return None
    return Recurrence(Grain.DAY, clock=last.time, within=Between(Within(first, last.day.outer), last.day))


def between(first: object, last: object) -> Between | None:
    """A range whose ends lend each other the year and the day they lack."""
    if isinstance(first, Fields) and isinstance(last, Fields):
        first, last = _shared_fields(first, last)
    if isinstance(first, Clock) and isinstance(last, At) and last.day is not None:
        first = At(None, first)
    if isinstance(last, Within) and _weekday_before(first, last.inner):  # "Wed-Fri next week"
        first = Within(first, last.outer)  # type: ignore[arg-type]
    if isinstance(first, At) and isinstance(last, At):  # "Tuesday morning to Wednesday evening next week"
        first = _in_its_week(first, last.day)
    if isinstance(first, Between) or isinstance(last, Between):
        return None
    return Between(first, counted_alike(first, last))  # type: ignore[arg-type]


def _in_its_week(first: At, last: object) -> At:
    if isinstance(last, Within) and _weekday_before(first.day, last.inner):
        return replace(first, day=Within(first.day, last.outer))  # type: ignore[arg-type]
    return first


def counted_alike(first: object, last: object) -> object:
    """The end of "Sonntag 22 Uhr bis Montag 2 Uhr", which is at night: the hours are counted to 24."""
    clocks = [each.time for each in (first, last) if isinstance(each, At) and isinstance(each.time, Clock)]
    if len(clocks) < 2 or clocks[0].hour <= 12 or clocks[0].half or not clocks[1].ambiguous or clocks[1].bare:
        return last
    return replace(last, time=replace(clocks[1], exact=True))  # type: ignore[type-var]


def _weekday_before(first: object, last: object) -> bool:
    """Whether both are plain weekdays, the first of them the earlier one of a week."""
    if not isinstance(first, Fields) or not isinstance(last, Fields) or first.weekday is None or last.weekday is None:
        return False
    plain = first == Fields(weekday=first.weekday) and last == Fields(weekday=last.weekday)
    return plain and first.weekday < last.weekday


def _shared_fields(first: Fields, last: Fields) -> tuple[Fields, Fields]:
    if first.month is None and first.day is not None and last.month is not None:
        first = replace(first, month=last.month)
    if first.year is None and last.year is not None and first.month is not None and first.step is None:
        behind = last.month is not None and (first.month, first.day or 1) > (last.month, last.day or 31)
        first = replace(first, year=last.year - behind)
    elif last.year is None and first.year is not None and last.month is not None:
        wraps = first.month is not None and (last.month, last.day or 31) < (first.month, first.day or 1)
        last = replace(last, year=first.year + wraps)
    return first, last


@RANGES.rule("from year:year4 range_word the? last:endpoint", "between year:year4 and the? last:endpoint")
def _from_year(b: Bindings) -> Between | None:
    return between(Fields(b["year"]), b["last"])


@RANGES.rule("at this_time")
def _at_this_time(b: Bindings) -> Now:
    return Now()


@RANGES.rule("from_now range_word last:endpoint")
def _from_now(b: Bindings) -> Between:
    return Between(Now(), b["last"])


@RANGES.rule("from? first:endpoint to_date")
def _until_now(b: Bindings) -> Between:
    return Between(b["first"], RelativeDay(0))


@RANGES.rule("day:date for amount:amount from start:clock")
def _day_lasting(b: Bindings) -> Lasting:
    return Lasting(At(b["day"], b["start"]), b["amount"])


@RANGES.rule(
    "from? start:begun for amount:amount",
    "for amount:amount (comma|on|at)* start:begun",
    "for? amount:amount comma? (from|starting) (on|from|at)? the? start:begun",
    "start:begun comma? amount:amount",
    "amount:amount (comma|on|at)* start:moment",
)
def _lasting(b: Bindings) -> Lasting | None:
    start = b["start"]
    fine = not b["amount"].grain.coarse
    return None if fine and start.category == "date" else Lasting(start, b["amount"])


@RANGES.rule(
    "from start:hour for amount:amount",
    "for amount:amount from start:hour",
    "amount:amount (from|starting) at? start:hour !any_unit !any_month !range_word",
)
def _lasting_from_hour(b: Bindings) -> Lasting | None:
    hour = b["start"]
    if b["amount"].grain.coarse:
        return None
    return Lasting(Clock(hour, exact=hour > 12, bare=True), b["amount"]) if 1 <= hour <= 24 else None
