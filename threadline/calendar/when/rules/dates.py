"""Dates of the calendar: months with days and years, weekdays with dates."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.numerals import full_year, pair_fields

DATES = Level("dates")
_MONTHS = 12


def _date(b: Bindings) -> Fields | None:
    if b.has("unit_day") and b["unit_day"] != Unit(Grain.DAY):
        return None
    year = b.get("year")
    if b.has("short"):
        if not 10 <= b["short"] <= 99:
            return None
        year = full_year(f"{b['short']:02d}")
    return dated(year, b["month"], b.get("day"))


def dated(year: int | None, month: int, day: int | None) -> Fields | None:
    """The fields when they can be a date of some year, else None."""
    if day is not None and not 1 <= day <= 31:
        return None
    return Fields(year, month, day)


@DATES.rule("year:whole era:era")
def _era(b: Bindings) -> Fields | None:
    year = b["year"] - b["era"]
    return Fields(year) if 1 <= year <= 2999 else None


@DATES.rule(
    "month:any_month comma? the? day:monthday comma? era_year:period",
    "day:monthday of? month:any_month comma? era_year:period",
)
def _date_in_era(b: Bindings) -> Fields | None:
    year = b["era_year"]
    if not isinstance(year, Fields) or year.month is not None:
        return None
    return dated(year.year, b["month"], b["day"])


@DATES.rule(
    "month:any_month (dash|slash|comma)? the? day:monthday (dash|slash|comma)? in_of? year:year4",
    "the? day:monthday (dash|slash|comma|dot)? of? month:any_month (dash|slash|comma)? in_of? year:year4",
    "the? day:monthday unit_day:unit of month:any_month comma? in_of? year:year4",
    "year:year4 (dash|slash|comma)? month:any_month (dash|slash|comma)? day:monthday",
    "day:daynum dash year:year4 dash month:any_month",
    "month:any_month dash year:year4 dash day:daynum",
    "year:year4 slash day:daynum slash month:any_month",
    "month:any_month the? day:monthday (comma|of)? short:short_year !any_unit !range_word",
    "the? day:monthday of? month:any_month of short:short_year",
    "the? day:nth of? month:any_month comma short:n31 !any_unit !dash !meridiem !clock",
    "the? day:nth of month:any_month comma short:n24 !any_unit !dash !to !meridiem !clock !hour !oclock",
    "the? day:monthday (dash|slash)? of? month:any_month (dash|slash)? short:short_year !any_unit",
    "day:n24 (dash|slash) month:any_month (dash|slash) short:minute",
    "day:n31 (dash|slash) month:any_month (dash|slash) short:minute",
)
def _full(b: Bindings) -> Fields | None:
    return _date(b)


@DATES.rule(
    "weekday:one_weekday comma? the? day:daynum dot? of? month:any_month !year4 !short_year",
    "day:daynum dot? month:any_month >hours_ahead",
    "the? day:nth of? month:any_month >hours_ahead",
)
def _day_before_month(b: Bindings) -> Fields | None:
    """ "Thursday 17 December 10-11": the number before the month is the day, what follows are hours."""
    fields = _date(b)
    return replace(fields, weekday=b["weekday"]) if fields and b.has("weekday") else fields


@DATES.rule(
    "month:any_month slash? the? day:monthday !any_unit !oclock",
    "~daynum month:any_month comma the? day:monthday !any_unit !oclock",
    "month:any_month dash day:n24 !clock !dash !any_month",
    "the? day:monthday dot? of? the? month:month",
    "the? day:nth of? the? month:month_weak",
    "day:n24 of? month:month_weak",
    "day:n31 of? month:month_weak",
    "day:s24 of? month:month_weak",
    "day:s31 of? month:month_weak",
    "day:n24 (dash|slash) month:month",
    "day:n31 (dash|slash) month:month",
    "the? day:nth unit_day:unit of month:any_month",
)
def _month_day(b: Bindings) -> Fields | None:
    return _date(b)


@DATES.rule(
    "month:any_month (dash|slash|comma)? in_of? the? year:year4",
    "month:any_month of short:short_year",
    "year:year4 (dash|slash|comma)? month:any_month",
)
def _month_year(b: Bindings) -> Fields | None:
    return _date(b)


@DATES.rule("weekday:one_weekday slash_date:slashed", "weekday:one_weekday comma? dots:dotted")
def _weekday_pair(b: Bindings) -> Fields | None:
    if b.has("slash_date"):
        fields: Fields = b["slash_date"]
        return replace(fields, weekday=b["weekday"])
    first, second = b["dots"][0]
    if second > _MONTHS and second % 5 == 0:  # "Friday 10.15" is a clock: with points nobody puts the month first
        return None
    pair = pair_fields((first, second), day_first=False)
    return replace(pair, weekday=b["weekday"]) if pair else None


@DATES.rule(
    "first:n24 dash last:n24 at >clock", "first:n24 dash last:n31 at >clock", "first:n31 dash last:n24 at >clock"
)
def _dashed_pair(b: Bindings) -> Fields | None:
    """ "11-24 at 8:40", where only one of the numbers can be a month."""
    if b.nodes[0].end != b.nodes[1].start or b.nodes[1].end != b.nodes[2].start:
        return None
    low, high = sorted((b["first"], b["last"]))
    return Fields(month=low, day=high) if 1 <= low <= _MONTHS < high <= 31 else None


@DATES.rule("date:slashed comma? year:year4")
def _slashed_year(b: Bindings) -> Fields:
    fields: Fields = replace(b["date"], year=b["year"])
    return fields


@DATES.rule("date:slashed !unit")
def _slashed(b: Bindings) -> Fields:
    fields: Fields = b["date"]
    return fields


@DATES.rule("year:year4 month_number:n24 day:daynum !any_unit !clock")
def _spaced(b: Bindings) -> Fields | None:
    return dated(b["year"], b["month_number"], b["day"]) if 1 <= b["month_number"] <= 12 else None


@DATES.rule("relative:date comma date:date")
def _said_twice(b: Bindings) -> Fields | None:
    date = b["date"]
    if isinstance(date, Fields) and date.month is not None and isinstance(b["relative"], RelativeDay):
        return date
    return None


@DATES.rule("weekday:one_weekday comma? (the|on|dash)* date:date", "date:date comma? weekday:one_weekday")
def _weekday_date(b: Bindings) -> Fields | None:
    if not isinstance(b["date"], Fields) or b["date"].day is None:
        return None
    return Fields(weekday=b["weekday"]).merged(b["date"])


@DATES.rule(
    "weekday:one_weekday comma? the day:nth !any_unit !weekday !of",
    "weekday:one_weekday comma? day:ordinal !any_unit !weekday !of",
    "weekday:one_weekday day:n31 !any_unit !dash !to",
)
def _weekday_nth(b: Bindings) -> Fields | None:
    return Fields(weekday=b["weekday"], day=b["day"]) if 1 <= b["day"] <= 31 else None


@DATES.rule("weekday:one_weekday day:n24 at >hours_ahead", "weekday:one_weekday day:n24 >clock")
def _weekday_number_and_hour(b: Bindings) -> Fields | None:
    """ "Tuesday 9 at 10", "el martes 9 a las 10": the number before an hour is the day."""
    return Fields(weekday=b["weekday"], day=b["day"]) if 1 <= b["day"] <= 31 else None


@DATES.rule("weekday:one_weekday day:n24 !any_unit !dash !to !until !oclock")
def _weekday_number(b: Bindings) -> Fields | None:
    return Fields(weekday=b["weekday"], day=b["day"]) if b["day"] >= 13 else None


@DATES.rule(
    "the day:ordinal !any_unit !any_weekday !of !and !weekend !range_word",
    "^ day:ordinal unit_day:unit? !any_unit !any_weekday !of !and !half",
)
def _the_nth(b: Bindings) -> Fields | None:
    if b.has("unit_day") and b["unit_day"] != Unit(Grain.DAY):
        return None
    return Fields(day=b["day"]) if 1 <= b["day"] <= 31 else None


@DATES.rule("for the day:nth !any_unit !any_weekday !of !and")
def _for_the_nth(b: Bindings) -> Fields | None:
    return Fields(day=b["day"]) if 4 <= b["day"] <= 31 else None


@DATES.rule(
    "on the? day:nth !any_unit !any_weekday !of !and !any_part", "on the day:n31 !any_unit", "on the day:n24 !any_unit"
)
def _on_the_nth(b: Bindings) -> Fields | None:
    return Fields(day=b["day"]) if 1 <= b["day"] <= 31 else None


@DATES.rule(
    "first:step step:step weekday:one_weekday",
    "step:step past weekday:one_weekday",
    "step:step weekday:one_weekday",
    "past weekday:one_weekday",
)
def _step_weekday(b: Bindings) -> Fields | None:
    step = b.get("step") or Step.PAST
    if b.every("past"):
        step = Step.PAST
    return Fields(weekday=b["weekday"], step=step)


@DATES.rule("step:step date:date")
def _step_date(b: Bindings) -> Fields | None:
    fields = b["date"]
    if not isinstance(fields, Fields) or fields.year is not None or fields.step is not None:
        return None
    if fields.day is None or b["step"] is Step.COMING:
        return None
    return replace(fields, step=b["step"] if b["step"] in {Step.LAST, Step.THIS} else None)


@DATES.rule("the? step:step month:month !any_unit", "step:step month:month_weak")
def _step_month(b: Bindings) -> Fields | None:
    if b.every("month_weak") and b["step"] is Step.THIS:
        return None
    step = Step.NEXT if b["step"] is Step.COMING else b["step"]
    return Fields(month=b["month"], step=step)
