"""Periods counted from now, and named ones: next week, Q3, the nineties, Christmas."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Categorised, Level
from threadline.calendar.when.meaning.amounts import Amount, Away, Run, Unit
from threadline.calendar.when.meaning.clock import Clock, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.holidays import Holiday
from threadline.calendar.when.meaning.ordinals import NthUnit, NthWeekday, WeekOf, Within
from threadline.calendar.when.meaning.periods import (
    Now,
    NumberedWeek,
    Quarter,
    RelativeDay,
    Season,
    UnitPeriod,
    Weekend,
)
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

STEPS = Level("steps")
_STEPS = {Step.LAST: -1, Step.PAST: -1, Step.THIS: 0, Step.COMING: 1, Step.NEXT: 1}
_SOME = 3
"""How many "the coming weeks" are."""
_FINE = {Grain.SECOND, Grain.MINUTE, Grain.HOUR}


@STEPS.rule("the? weekday:one_weekday after step:step !any_unit !weekend !amount")
def _weekday_after_next(b: Bindings) -> Within | None:
    return Within(Fields(weekday=b["weekday"]), UnitPeriod(Grain.WEEK, 2)) if b["step"] is Step.NEXT else None


@STEPS.rule("the? weekend after step:step !any_unit !amount")
def _weekend_after_next(b: Bindings) -> Weekend | None:
    return Weekend(2) if b["step"] is Step.NEXT else None


@STEPS.rule("now:now")
def _now(b: Bindings) -> Now:
    return Now()


@STEPS.rule("hour:hour comma? tonight:tonight")
def _hour_tonight(b: Bindings) -> At | None:
    return At(RelativeDay(0), Clock(b["hour"], bare=True), PartOfDay("night")) if 1 <= b["hour"] <= 12 else None


@STEPS.rule("late tonight:tonight", "tonight:tonight late")
def _late_tonight(b: Bindings) -> At:
    return At(RelativeDay(0), PartOfDay("night", "late"))


@STEPS.rule("tonight:tonight")
def _tonight(b: Bindings) -> At:
    return At(RelativeDay(0), PartOfDay("night"))


@STEPS.rule("year:n24 quarter_mark number:n24", "year:n31 quarter_mark number:n24")
def _short_quarter(b: Bindings) -> Quarter | None:
    """ "18q4", written together."""
    together = all(first.end == second.start for first, second in pairwise(b.nodes))
    return Quarter(b["number"], Fields(2000 + b["year"])) if together and 1 <= b["number"] <= 4 else None


@STEPS.rule("q:quarter_mark number:n24", "number:nth unit:unit")
def _quarter(b: Bindings) -> Quarter | None:
    if b.has("unit") and b["unit"].grain is not Grain.QUARTER:
        return None
    return Quarter(b["number"]) if 1 <= b["number"] <= 4 else None


@STEPS.rule("half_mark number:n24")
def _half_year(b: Bindings) -> Quarter | None:
    return Quarter(b["number"], months=6) if 1 <= b["number"] <= 2 else None


@STEPS.rule(
    "quarter:period dash? of? year:year4",
    "quarter:range dash? of? year:year4",
    "year:year4 dash? quarter:period",
    "year:year4 dash? quarter:range",
)
def _quarter_of(b: Bindings) -> Quarter | None:
    quarter = b["quarter"]
    return replace(quarter, year=Fields(b["year"])) if isinstance(quarter, Quarter) else None


@STEPS.rule(
    "unit:unit year:year4", "year_mark year:year4", "year_mark year:n24", "year_mark year:n31", "year_mark year:n59"
)
def _named_year(b: Bindings) -> Fields | None:
    if b.has("unit") and b["unit"].grain is not Grain.YEAR:
        return None
    year = b["year"]
    return Fields(year if year > 99 else 2000 + year)


@STEPS.rule("step:step year_mark")
def _step_year(b: Bindings) -> UnitPeriod:
    return UnitPeriod(Grain.YEAR, _STEPS[b["step"]])


@STEPS.rule("the? year:year4 decade_mark", "the year:n59 decade_mark", "the? year:big decade_mark")
def _decade(b: Bindings) -> NthUnit | None:
    year = b["year"] if b["year"] > 99 else 1900 + b["year"]
    return NthUnit(1, Grain.DECADE, Fields(year)) if year % 10 == 0 and year <= 2999 else None


@STEPS.rule("number:nth unit:unit")
def _century(b: Bindings) -> NthUnit | None:
    if b["unit"].grain is not Grain.CENTURY or not 2 <= b["number"] <= 28:
        return None
    return NthUnit(1, Grain.CENTURY, Fields((b["number"] - 1) * 100))


@STEPS.rule("~step unit:unit week:whole")
def _week_number(b: Bindings) -> NumberedWeek | None:
    grain_is_week = b["unit"].grain is Grain.WEEK and b["unit"].times == 1
    return NumberedWeek(b["week"]) if grain_is_week and 1 <= b["week"] <= 53 else None


@STEPS.rule("the? step:step holiday:holiday", "holiday:holiday")
def _holiday(b: Bindings) -> Holiday:
    step = b.get("step")
    return Holiday(b["holiday"], step=None if step is Step.THIS else step)


@STEPS.rule("the? step:step amount:amount !of")
def _run(b: Bindings) -> Run | None:
    return _run_of(b["step"], b["amount"])


@STEPS.rule("past amount:amount")
def _past_run(b: Bindings) -> Run:
    return Run(b["amount"], -1)


def _run_of(step: Step, amount: Amount) -> Run | None:
    sign = _STEPS[step]
    return Run(amount, sign) if sign else None


@STEPS.rule("count:whole step:step unit:any_unit", "count:whole past unit:any_unit")
def _counted_run(b: Bindings) -> Run | None:
    step = b.get("step") or Step.PAST
    unit = b["unit"] if isinstance(b["unit"], Unit) else Unit(Grain.SECOND)
    if not unit.plural:
        return None
    return _run_of(step, Amount(((b["count"], unit),)))


@STEPS.rule(
    "edge:later in? the? step:step? unit:unit",
    "edge:earlier in? the? step:step? unit:unit",
    "edge:rest of the? step:step? unit:unit",
)
def _edge_of_unit(b: Bindings) -> Categorised | None:
    unit: Unit = b["unit"]
    if unit.grain in _FINE:
        return None
    edge = "rest" if b.every("rest") else "earlier" if b.every("earlier") else "later"
    if unit.grain is Grain.DAY and edge == "rest":
        return Between(Now(), PartOf("end", RelativeDay(0))) if b.get("step") in (None, Step.THIS) else None
    if unit.grain is Grain.DAY:
        return PartOf("late" if edge != "earlier" else "early", RelativeDay(0))
    steps = _STEPS[b.get("step") or Step.THIS]
    period = UnitPeriod(unit.grain, steps, None if steps else edge)
    if steps:
        return PartOf("early" if edge == "earlier" else "late", period)
    return period


@STEPS.rule("edge:later in? the? date:date", "edge:earlier in? the? date:date")
def _later_in_day(b: Bindings) -> PartOf:
    return PartOf("late" if b.every("later") else "early", b["date"])


@STEPS.rule("the? step:step unit:unit in month:any_month year:year4?")
def _last_in_month(b: Bindings) -> NthUnit | None:
    """ "The last week in October" is that of the month, not the week before now."""
    unit: Unit = b["unit"]
    fits = b["step"] is Step.LAST and unit.grain in {Grain.DAY, Grain.WEEK} and unit.times == 1 and not unit.plural
    return NthUnit(-1, unit.grain, Fields(b.get("year"), b["month"])) if fits and not unit.business else None


@STEPS.rule("the? step:step weekend in month:any_month year:year4?")
def _last_weekend_in_month(b: Bindings) -> WeekOf | None:
    month = Fields(b.get("year"), b["month"])
    return WeekOf(NthWeekday(-1, 5, month), weekend=True) if b["step"] is Step.LAST else None


@STEPS.rule(
    "the? step:step unit:unit !of",
    "same unit:unit",
    "past unit:unit !of",
)
def _step_unit(b: Bindings) -> Categorised | None:
    unit: Unit = b["unit"]
    if b.has("step") and unit.plural and unit.grain.coarse and not unit.business and unit.times == 1:
        return _run_of(b["step"], Amount(((_SOME, unit),)))
    step = b.get("step") or (Step.THIS if b.every("same") else Step.PAST)
    return step_of_unit(step, unit)


def step_of_unit(step: Step, unit: Unit) -> Categorised | None:
    """This, next or last unit: a period, a day, or for hours a stretch from now."""
    steps = _STEPS[step]
    if unit.business:
        return Away(Amount(((1, unit),)), steps) if steps else None
    if unit.grain in _FINE or unit.times > 1:
        return Run(Amount(((1, unit),)), steps) if steps else None
    if unit.grain is Grain.DAY:
        return RelativeDay(steps)
    return UnitPeriod(unit.grain, steps)


@STEPS.rule("<in the unit:unit !of !one_weekday", "<of the unit:unit !of", "<within the unit:unit !of")
def _the_unit(b: Bindings) -> Categorised | None:
    unit: Unit = b["unit"]
    if not unit.grain.coarse or unit.business:
        return None
    period = step_of_unit(Step.THIS, unit)
    return replace(period, bare=True) if isinstance(period, UnitPeriod) else period


@STEPS.rule("<for the unit:unit !of !after !before")
def _for_the_unit(b: Bindings) -> Categorised | None:
    return step_of_unit(Step.THIS, b["unit"]) if b["unit"].grain in {Grain.DAY, Grain.WEEK, Grain.MONTH} else None


@STEPS.rule("the? step:step? weekend !of", "step? past weekend !of")
def _weekend(b: Bindings) -> Weekend | None:
    if b.every("past"):
        return Weekend(-1)
    step = b.get("step")
    if step is None and not b.every("the"):
        return None
    return Weekend({Step.LAST: -1, Step.PAST: -1, Step.NEXT: 1}.get(step or Step.THIS, 0))


@STEPS.rule("<leads_month month:month_weak", "month:month")
def _bare_month(b: Bindings) -> Fields:
    return Fields(month=b["month"])


@STEPS.rule(
    "from year:year4 range_word last:year4",
    "between year:year4 (and|range_word) last:year4",
    "^ in? year:year4 range_word last:year4",
)
def _years(b: Bindings) -> Categorised | None:
    return Between(Fields(b["year"]), Fields(b["last"])) if b["year"] < b["last"] else None


@STEPS.rule(
    "<in year:year4 !any_unit",
    "<since year:year4",
    "<of year:year4",
    "<within year:year4",
    "<until year:year4",
    "<before year:year4",
    "<after year:year4",
)
def _bare_year(b: Bindings) -> Fields:
    return Fields(b["year"])


@STEPS.rule("<from year:year4 $")
def _from_year(b: Bindings) -> Fields | None:
    """ "From 2014", where the number is a year of our time and no amount."""
    return Fields(b["year"]) if 1900 <= b["year"] < 2100 else None


@STEPS.rule("step:step weekday_word")
def _next_business_day(b: Bindings) -> Away | None:
    steps = _STEPS[b["step"]]
    return Away(Amount(((1, Unit(Grain.DAY, business=True)),)), steps) if steps else None


@STEPS.rule("the? step past season:season")
def _past_season(b: Bindings) -> Season:
    """ "This past summer"."""
    return Season(b["season"], None, -1)


@STEPS.rule("the? step:step season:season", "season:season (of|comma)? year:year4", "<in the? season:season")
def _season(b: Bindings) -> Season:
    return Season(b["season"], b.get("year"), _STEPS[b["step"]] if b.has("step") else 0)


@STEPS.rule("year:year4 dash weekly_mark week:whole dash day:n24", "year:year4 dash? weekly_mark week:whole")
def _iso_week(b: Bindings) -> NumberedWeek | Within | None:
    """ "2027-W03", and "2027-W03-2" for its Tuesday."""
    week = NumberedWeek(b["week"], Fields(b["year"])) if 1 <= b["week"] <= 53 else None
    if week is None or not b.has("day"):
        return week
    return Within(Fields(weekday=b["day"] - 1), week) if 1 <= b["day"] <= 7 else None


@STEPS.rule("month:any_month after step:step !any_unit")
def _month_after_next(b: Bindings) -> Within | None:
    """ "March after next" is that of the year after the coming one."""
    return Within(Fields(month=b["month"]), UnitPeriod(Grain.YEAR, 2)) if b["step"] is Step.NEXT else None


@STEPS.rule("the? step:step season_word", "the? past season_word")
def _this_season(b: Bindings) -> Season:
    return Season(0, None, _STEPS[b.get("step") or Step.PAST])


@STEPS.rule("begin_of:begin_of")
def _begin_of(b: Bindings) -> PartOf:
    return PartOf("begin", UnitPeriod(b["begin_of"]))


@STEPS.rule("end_of:end_of")
def _end_of(b: Bindings) -> PartOf:
    return PartOf("end", UnitPeriod(b["end_of"]))
