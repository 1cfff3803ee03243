"""Languages whose small words stand behind: "saat 14'ten 16'ya kadar", "2 बजे से 4 बजे तक", "月曜日から金曜日まで"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Categorised, Level, Recast
from threadline.calendar.when.languages.clock_parts import clock_of
from threadline.calendar.when.meaning.amounts import Amount, Away, Lasting, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import NthUnit, NthWeekday
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.meaning.ranges import At, Between, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.dates import dated
from threadline.calendar.when.rules.steps import step_of_unit

CATEGORIES.alias("bounded", "range", "date", "moment", "clock", "period", "daypart", "part")

TURKISH_HOURS = Level("hours in Turkish")
HINDI_HOURS = Level("hours in Hindi")
POSTPOSITIONS = Level("ranges with words behind")
POST_TAILS = Level("limits with words behind")


@TURKISH_HOURS.rule("count:whole unit:unit loc one:s12")
def _once_in(b: Bindings) -> Recurrence | None:
    """In "iki haftada bir" the last word says once."""
    unit: Unit = b["unit"]
    return Recurrence(unit.grain, b["count"] * unit.times) if b["one"] == 1 and unit.grain.coarse else None


@TURKISH_HOURS.rule("every of_month day:daynum loc_date")
def _monthly(b: Bindings) -> Recurrence | None:
    return Recurrence(Grain.MONTH, monthdays=(b["day"],)) if 1 <= b["day"] <= 31 else None


@TURKISH_HOURS.rule("of_month? day:daynum loc_date", "of_month day:daynum loc?")
def _day_of_month(b: Bindings) -> Fields | None:
    """ "Ayın 15'inde" is a day, "15'te" an hour."""
    return Fields(day=b["day"]) if 1 <= b["day"] <= 31 else None


@TURKISH_HOURS.rule("hour:hour half_more loc?")
def _half(b: Bindings) -> Clock | None:
    return Clock(b["hour"], 30, exact=b["hour"] > 12) if b["hour"] < 24 else None


@TURKISH_HOURS.rule(
    "saat clock:clock loc?", "saat clock:dotted loc?", "saat hour:hour loc", "hour:hour loc", "clock:dotted loc"
)
def _at_hour(b: Bindings) -> Clock | None:
    return clock_of(b["hour"] if b.has("hour") else b["clock"])


def _without_ending(category: str) -> None:
    @TURKISH_HOURS.rule(f"word:{category} loc")
    def absorbed(b: Bindings) -> Recast:
        return Recast(category, b["word"])


for _category in (
    "month",
    "weekday",
    "date",
    "year4",
    "part",
    "daypart",
    "clock",
    "noon",
    "unit",
    "weekdays",
    "period",
):
    _without_ending(_category)


@TURKISH_HOURS.rule("<whole saat", "<every saat")
def _hour_unit(b: Bindings) -> Recast:
    return Recast("unit", Unit(Grain.HOUR))


@TURKISH_HOURS.rule("saat >hour", "saat >part")
def _saat(b: Bindings) -> Recast:
    return Recast("at")


@HINDI_HOURS.rule("clock:clock_word hour_mark?")
def _clock_word(b: Bindings) -> Clock:
    clock: Clock = b["clock"]
    return clock


@HINDI_HOURS.rule("count:count unit:unit in_behind", "amount:amount in_behind")
def _within(b: Bindings) -> Away:
    return Away(b.get("amount") or Amount(((_number(b["count"]), b["unit"]),)), 1)


@HINDI_HOURS.rule("count:count unit:unit for_behind", "amount:amount for_behind")
def _lasting(b: Bindings) -> Amount:
    amount: Amount | None = b.get("amount")
    return amount or Amount(((_number(b["count"]), b["unit"]),))


def _number(value: Any) -> float:
    return float(value[1]) if isinstance(value, tuple) else float(value)


@POSTPOSITIONS.rule("base:date from count:count unit:unit later", "base:date from amount:amount later")
def _later(b: Bindings) -> Away:
    return Away(b.get("amount") or Amount(((_number(b["count"]), b["unit"]),)), 1, b["base"])


@POSTPOSITIONS.rule("at? limit:clocklike from onwards_behind")
def _from_hour(b: Bindings) -> Clock | None:
    """ "Saat 10'dan itibaren" is a beginning: what stands behind it is no end."""
    return clock_of(b["limit"])


@POSTPOSITIONS.rule("month:month of_month? nth:any_nth weekday:weekday", "month:month edge:edge_word")
def _in_month(b: Bindings) -> NthWeekday | PartOf | None:
    """ "Ekim ayının ilk salısı", "ocak ortası"."""
    month = Fields(month=b["month"])
    if not b.has("nth"):
        return PartOf(next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name)), month)
    place = -1 if b["nth"] is Step.LAST else b["nth"]
    return NthWeekday(place, b["weekday"], month) if isinstance(place, int) and place else None


@POSTPOSITIONS.rule(
    "month:month of_month? last_day",
    "step:step? of_month last_day",
    "month:month of_month? nth:nth_word day:unit",
    "period:period nth:nth_word day:unit",
    "step:step? unit:unit nth:nth_word day:unit",
)
def _last_day(b: Bindings) -> NthUnit | None:
    """ "Ekimin son günü", "महीने के आखिरी दिन"."""
    unit = b.get("unit") or Unit(Grain.MONTH)
    if (b.has("day") and (b["day"] != Unit(Grain.DAY) or b["nth"] != -1)) or unit.grain is not Grain.MONTH:
        return None
    if b.has("month"):
        return NthUnit(-1, Grain.DAY, Fields(month=b["month"]))
    outer = b.get("period") or (step_of_unit(b["step"], unit) if b.has("step") else UnitPeriod(Grain.MONTH))
    if not isinstance(outer, UnitPeriod) or outer.grain is not Grain.MONTH:
        return None
    return NthUnit(-1, Grain.DAY, outer)


@POSTPOSITIONS.rule("step:step unit:unit edge:edge_word", "period:period edge:edge_word")
def _edge(b: Bindings) -> PartOf | None:
    edge = next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name))
    period = b.get("period") or step_of_unit(b["step"], b["unit"])
    return PartOf(edge, period) if isinstance(period, UnitPeriod) else None


@POSTPOSITIONS.rule("first:daynum month:month year:year4? from last:daynum !month !unit !clock end_sign")
def _days_behind_month(b: Bindings) -> Between | None:
    """ "15 Ocak'tan 20'ye kadar" ends on a day: it began with one."""
    first, last = (dated(b.get("year"), b["month"], b[name]) for name in ("first", "last"))
    return Between(first, last) if first and last and b["first"] < b["last"] else None


@POSTPOSITIONS.rule("first:daynum from last:daynum month:month year:year4? end_sign?")
def _days_of_month(b: Bindings) -> Between | None:
    first, last = (dated(b.get("year"), b["month"], b[name]) for name in ("first", "last"))
    return Between(first, last) if first and last and b["first"] < b["last"] else None


@POSTPOSITIONS.rule(
    "first:clocklike from at? last:clocklike !unit end_sign?",
    "first:clocklike and at? last:clocklike between_behind",
    "first:clocklike to at? last:clocklike between_behind",
)
def _clock_range(b: Bindings) -> ClockRange | None:
    first, last = clock_of(b["first"]), clock_of(b["last"])
    return ClockRange(first, last) if first and last else None


@POSTPOSITIONS.rule("first:weekday from last:weekday end_sign?", "first:weekday and last:weekday between_behind")
def _weekdays(b: Bindings) -> Between:
    return Between(Fields(weekday=b["first"]), Fields(weekday=b["last"]))


@POSTPOSITIONS.rule("at? limit:hour from ago", "limit:clock from ago")
def _before_hour(b: Bindings) -> Deadline | None:
    clock = clock_of(b["limit"])
    return Deadline(clock, inclusive=False) if clock else None


@POSTPOSITIONS.rule("at? limit:hour from later", "limit:clock from later")
def _after_hour(b: Bindings) -> Since | None:
    """ "14'ten sonra": with a limit from above it makes a window."""
    clock = clock_of(b["limit"])
    return Since(clock, past_it=True) if clock else None


@POST_TAILS.rule("start:bounded from amount:amount for_behind?", "start:bounded amount:amount for_behind")
def _starting(b: Bindings) -> Lasting | None:
    start = b["start"]
    return Lasting(start, b["amount"]) if start.category in {"moment", "clock", "date"} else None


@POST_TAILS.rule(
    "first:date from last:date end_sign?",
    "first:moment from last:bounded end_sign?",
    "first:date from last:moment end_sign?",
    "first:date and last:date between_behind",
)
def _between(b: Bindings) -> Between:
    first, last = b["first"], b["last"]
    if isinstance(first, Fields) and isinstance(last, Fields) and first.month and last.month is None and last.day:
        last = Fields(first.year, first.month, last.day)
    if isinstance(first, Fields) and isinstance(last, Fields) and first.month is None and first.day and last.month:
        first = Fields(last.year, last.month, first.day)
    return Between(first, last)


@POST_TAILS.rule(
    "end:date end_sign comma? head:recurrence",
    "end:period end_sign comma? head:recurrence",
    "end:range end_sign comma? head:recurrence",
    "head:recurrence comma? end:date end_sign",
    "head:recurrence comma? end:period end_sign",
    "start:date from comma? head:recurrence",
)
def _bounded(b: Bindings) -> Recurrence:
    head: Recurrence = b["head"]
    return replace(head, until=b.get("end") or head.until, start=b.get("start") or head.start)


@POST_TAILS.rule("limit:bounded from? ago")
def _before(b: Bindings) -> Deadline | None:
    limit = b["limit"]
    return Deadline(limit, inclusive=False) if limit.category != "part" else None


@POST_TAILS.rule("limit:bounded from? later")
def _after(b: Bindings) -> Since | None:
    limit = b["limit"]
    return Since(limit, past_it=True) if limit.category != "part" else None


@POST_TAILS.rule("by_sign? day:date time:clock end_sign")
def _day_by_clock(b: Bindings) -> Deadline:
    return Deadline(At(b["day"], b["time"]))


@POST_TAILS.rule("by_sign? limit:bounded end_sign", "by_sign limit:bounded")
def _until(b: Bindings) -> Deadline | None:
    limit = b["limit"]
    return Deadline(limit) if limit.category != "part" else None


@POST_TAILS.rule("limit:bounded from onwards_behind?")
def _since(b: Bindings) -> Categorised | None:
    limit = b["limit"]
    return Since(limit) if limit.category != "part" else None
