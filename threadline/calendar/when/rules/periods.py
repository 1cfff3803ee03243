"""What lies in a period: the last week of July, the beginning of March, Tuesday of next week."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Categorised, Level
from threadline.calendar.when.meaning.amounts import Amount, Away, Run, Unit
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.holidays import Holiday
from threadline.calendar.when.meaning.ordinals import NthBusinessDay, NthUnit, NthWeekday, WeekOf, Within
from threadline.calendar.when.meaning.periods import NumberedWeek, Quarter, RelativeDay, UnitPeriod
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.scene import Predicate
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.steps import _run_of, step_of_unit

PERIODS = Level("periods")


@PERIODS.rule("month:period of? the? year:period")
def _month_of_period(b: Bindings) -> Categorised | None:
    month, year = b["month"], b["year"]
    if isinstance(month, Fields) and isinstance(year, Fields):
        return month.merged(year)
    if isinstance(month, Quarter) and month.year is None:
        return replace(month, year=year)
    if isinstance(month, NumberedWeek) and month.year is None:
        return replace(month, year=year)
    if isinstance(month, Fields) and month.month is not None and isinstance(year, UnitPeriod):
        return Within(month, year) if year.grain is Grain.YEAR else None
    return None


@PERIODS.rule(
    "holiday:date of? comma? year:year4", "holiday:date (of|in)? the? year:period", "year:year4 holiday:date !year4"
)
def _holiday_year(b: Bindings) -> Holiday | None:
    holiday = b["holiday"]
    if not isinstance(holiday, Holiday) or holiday.year is not None:
        return None
    year: Predicate = Fields(b["year"]) if isinstance(b["year"], int) else b["year"]
    return replace(holiday, year=year)


@PERIODS.rule("the? holiday:date week:unit !of")
def _holiday_week(b: Bindings) -> WeekOf | None:
    unit: Unit = b["week"]
    week = unit.grain is Grain.WEEK and unit.times == 1 and not unit.plural
    return WeekOf(b["holiday"]) if week and isinstance(b["holiday"], Holiday) else None


@PERIODS.rule("the? nth:nth unit_day:unit of the? feast:date", "the? nth:nth night of the? feast:date")
def _day_of_feast(b: Bindings) -> Categorised | None:
    """The first day of Ramadan; the first night of Hanukkah is the evening before its first day."""
    feast = b["feast"]
    if not isinstance(feast, Holiday) or not 1 <= b["nth"] <= feast.rule.length:
        return None
    day = NthUnit(b["nth"], Grain.DAY, feast)
    if b.has("unit_day"):
        return day if b["unit_day"] == Unit(Grain.DAY) else None
    return At(Away(Amount(((1, Unit(Grain.DAY)),)), -1, day), PartOfDay("night"))


def _is_month(period: object) -> bool:
    return isinstance(period, Fields) and period.month is not None and period.category == "period"


@PERIODS.rule("the? (step|nth) weekend of the? outer:period")
def _nth_weekend(b: Bindings) -> WeekOf | None:
    ordinals = b.every("nth")
    if not ordinals and b.every("step")[0] is not Step.LAST:
        return None
    return WeekOf(NthWeekday(ordinals[0] if ordinals else -1, 5, b["outer"]), weekend=True)


@PERIODS.rule("the? number:nth half of the? year:period")
def _half_year(b: Bindings) -> Quarter | PartOf | None:
    year = b["year"]
    if getattr(year, "grain", None) in {Grain.WEEK, Grain.MONTH} or _is_month(year):
        return PartOf("early" if b["number"] == 1 else "late", year) if b["number"] <= 2 else None
    whole = year == Fields(getattr(year, "year", None)) or getattr(year, "grain", None) is Grain.YEAR
    return Quarter(b["number"], year=year, months=6) if whole and b["number"] <= 2 else None


@PERIODS.rule(
    "number:nth weekday:one_weekday (of|in) the? outer:period",
    "number:nth weekday:one_weekday time:any_part (of|in) the? outer:period",
    "number:nth weekday:one_weekday (at|from)? time:clock_or_range (of|in) the? outer:period",
)
def _nth_weekday(b: Bindings) -> Categorised | None:
    day = NthWeekday(b["number"], b["weekday"], b["outer"]) if b["number"] <= 53 else None
    return At(day, b["time"]) if day and b.has("time") else day


@PERIODS.rule(
    "weekday_date:date (of|in) the? outer:period",
    "weekday_date:date comma? outer:period",
    "outer:period comma? dash? on? the? weekday_date:date",
)
def _date_in_period(b: Bindings) -> Categorised | None:
    date, outer = b["weekday_date"], b["outer"]
    if not isinstance(date, Fields) or date.year is not None:
        return None
    if date.step is Step.LAST and date.weekday is not None:
        return NthWeekday(-1, date.weekday, outer) if b.every("in_of") else None
    if isinstance(outer, Fields):
        return None if date.step else date.merged(outer)
    if date.month is None or getattr(outer, "grain", None) is Grain.YEAR:
        return Within(replace(date, step=None), outer)
    return None


@PERIODS.rule(
    "weekday:one_weekday (of|in|from)? the? outer:period", "outer:period dash? comma? on? weekday:one_weekday"
)
def _weekday_in_period(b: Bindings) -> Categorised | None:
    outer = b["outer"]
    if isinstance(outer, Fields):
        return Fields(weekday=b["weekday"]).merged(outer) if b.every("in_of") and outer.month else None
    if isinstance(outer, NumberedWeek | NthUnit) or getattr(outer, "grain", None) in {Grain.WEEK, Grain.MONTH}:
        return Within(Fields(weekday=b["weekday"]), outer)
    return None


@PERIODS.rule("(from|between)? the? first:daynum (and|range_word) the? last:daynum (in|of) outer:period")
def _days_in_period(b: Bindings) -> Between | None:
    if getattr(b["outer"], "grain", None) is not Grain.MONTH or not 1 <= b["first"] < b["last"] <= 31:
        return None
    first, last = (Within(Fields(day=b[name]), b["outer"]) for name in ("first", "last"))
    return Between(first, last)


@PERIODS.rule("the? day:monthday unit_day:unit? (of|in) the? outer:period")
def _day_of_period(b: Bindings) -> Categorised | None:
    outer = b["outer"]
    if b.has("unit_day"):
        unit: Unit = b["unit_day"]
        if unit.business:
            return NthBusinessDay(b["day"], outer) if 1 <= b["day"] <= 366 else None
        if unit.grain.coarse and b["day"] <= 366:
            return NthUnit(b["day"], unit.grain, outer)
        return None
    if getattr(outer, "grain", None) is Grain.MONTH and 1 <= b["day"] <= 31:
        return Within(Fields(day=b["day"]), outer)
    if getattr(outer, "grain", None) is Grain.YEAR and b["day"] == 1:  # "the first of the year"
        first = Fields(month=1, day=1)
        return first if getattr(outer, "bare", False) else Within(first, outer)
    return None


@PERIODS.rule(
    "the? step:step unit:unit (of|in) the? outer:period", "the? step:step amount:amount (of|in) the? outer:period"
)
def _last_of_period(b: Bindings) -> Categorised | None:
    if b["step"] is not Step.LAST:
        return None
    return _edge_units(b, -1)


@PERIODS.rule("the? nth:nth amount:amount (of|in) the? outer:period")
def _first_of_period(b: Bindings) -> Categorised | None:
    return _edge_units(b, 1) if b["nth"] == 1 else None


def _edge_units(b: Bindings, nth: int) -> Categorised | None:
    if b.has("unit") and b["unit"].business:
        return NthBusinessDay(nth, b["outer"])
    if b.has("unit"):
        return NthUnit(nth, b["unit"].grain, b["outer"])
    (count, unit), *more = b["amount"].parts
    return None if more or not unit.grain.coarse else NthUnit(nth, unit.grain, b["outer"], int(count))


@PERIODS.rule("the? step:step unit:unit")
def _step_unit_again(b: Bindings) -> Categorised | None:
    return step_of_unit(b["step"], b["unit"])


@PERIODS.rule("the? step:step amount:amount")
def _run_again(b: Bindings) -> Run | None:
    return _run_of(b["step"], b["amount"])


@PERIODS.rule(
    "the? edge:edge_word of the? step:step? weekday:one_weekday", "edge:early in the? unit weekday:one_weekday"
)
def _part_of_weekday(b: Bindings) -> PartOf | None:
    edge = next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name))
    return PartOf(edge, Fields(weekday=b["weekday"], step=b.get("step")))


@PERIODS.rule(
    "the? edge:edge_word dash? of? the? outer:period",
    "the? edge:edge_word of the? outer:date",
    "edge:mid dash? outer:date",
    "(early|late) in the? outer:period",
    "outer:period edge:end",
    "the? edge:edge_word dash? year:year4",
    "the? (mid|early|late) dash? month:month_weak",
)
def _part_of(b: Bindings) -> PartOf | None:
    edge = next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name))
    outer = Fields(b["year"]) if b.has("year") else b.get("outer") or Fields(month=b["month"])
    if edge in {"early", "late"} and outer.category == "date":
        return None
    return PartOf(edge, outer)


@PERIODS.rule(
    "the? edge:edge_word of the? unit:unit", "edge:early in the? unit:unit outer:date", "edge:end of unit:unit"
)
def _part_of_unit(b: Bindings) -> PartOf | None:
    edge = next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name))
    grain = b["unit"].grain
    if grain is Grain.DAY:
        return PartOf(edge, b.get("outer") or RelativeDay(0))
    return PartOf(edge, UnitPeriod(grain)) if grain.coarse else None


@PERIODS.rule(
    "week_of the? base:date",
    "the? weekend of the? base:date",
    "base:date weekend year:year4?",
    "the? step:step? unit:unit of the? base:date",
)
def _week_of(b: Bindings) -> WeekOf | None:
    if b.has("unit") and b["unit"].grain is not Grain.WEEK:
        return None
    base = b["base"]
    if b.has("year"):
        if not isinstance(base, Holiday):
            return None
        base = replace(base, year=Fields(b["year"]))
    weekend = bool(b.every("weekend"))
    return None if isinstance(base, RelativeDay) and weekend else WeekOf(base, weekend=weekend)
