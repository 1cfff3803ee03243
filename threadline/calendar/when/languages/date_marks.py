"""Abbreviations and marks of dates: "Mo,", "3. Dez.", "2026 года", "3-го", and words that two meanings share."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level, Recast
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

CATEGORIES.alias("begins_number", "n24", "n31", "clock", "dotted", "slashed", "date", "ordinal", "at")
CATEGORIES.alias("leads_short_month", "n24", "n31", "s12", "s24", "s31", "ordinal", "ordinal_spoken", "dot", "of")

_NOON = 12
MARKS = Level("abbreviations and marks of dates")


@MARKS.rule(
    "at_or_starting >weekday",
    "at_or_starting >date",
    "at_or_starting >month",
    "at_or_starting >the",
    "at_or_starting >step",
)
def _starting(b: Bindings) -> Recast:
    """ "Ab Montag" is from Monday on, "ab 8 Uhr" at eight or later."""
    return Recast("starting")


@MARKS.rule("at_or_starting")
def _at(b: Bindings) -> Recast:
    return Recast("at")


@MARKS.rule("<weekday from_or_of >month", "<unit from_or_of >month", "<unit from_or_of >unit", "<unit from_or_of >the")
def _of(b: Bindings) -> Recast:
    """ "De laatste dag van oktober", where "van maandag tot vrijdag" is a range."""
    return Recast("of")


@MARKS.rule("from_or_of")
def _from(b: Bindings) -> Recast:
    return Recast("from")


@MARKS.rule(
    "<unit after_or_later !weekday !the !month !noon !daynum !clock !date",
    "<hour_word after_or_later !weekday !the !month !noon !daynum !clock !date",
)
def _later(b: Bindings) -> Recast:
    """ "Deux heures après" looks on from there, "après 14 heures" is a limit."""
    return Recast("later")


@MARKS.rule("after_or_later")
def _after(b: Bindings) -> Recast:
    return Recast("after")


@MARKS.rule("weekday:weekday comma? the? day:daynum (dot|comma)? >at")
def _weekday_and_day(b: Bindings) -> Fields | None:
    """ "Mardi 24 à 17h45": a number between a weekday and an hour that is no morning's is that of the day."""
    return Fields(weekday=b["weekday"], day=b["day"]) if _NOON < b["day"] <= 31 else None


@MARKS.rule("day_word the? day:daynum (dot|comma)? >at")
def _day_before_hour(b: Bindings) -> Fields | None:
    """ "Dia 10 às 14h30": the word says that the number is that of the day."""
    return Fields(day=b["day"]) if 1 <= b["day"] <= 31 else None


@MARKS.rule("year:year4 year_word")
def _year(b: Bindings) -> Recast:
    return Recast("year4", b["year"])


@MARKS.rule("day:daynum dash? ordinal_suffix")
def _ordinal(b: Bindings) -> Recast | None:
    return Recast("ordinal", b["day"]) if 1 <= b["day"] <= 31 else None


@MARKS.rule("at hour:hour part:day_or_part")
def _hour_by_day(b: Bindings) -> At | None:
    """ "В 3 дня" is in the afternoon, "3 дня" are three days."""
    return At(None, Clock(b["hour"], bare=True), b["part"]) if 1 <= b["hour"] <= 12 else None


@MARKS.rule("<hour_end part:day_or_part", "<clock part:day_or_part")
def _part(b: Bindings) -> Recast:
    return Recast("part", b["part"])


@MARKS.rule("day_or_part")
def _days(b: Bindings) -> Recast:
    return Recast("unit", Unit(Grain.DAY))


@MARKS.rule(
    "day:weekday_short comma? >begins_number",
    "day:weekday_short >range_word",
    "<range_word day:weekday_short",
    "<every day:weekday_short",
    "day:weekday_short >plus",
    "<plus day:weekday_short",
    "day:weekday_short >slash",
    "<slash day:weekday_short",
)
def _weekday_short(b: Bindings) -> Recast:
    return Recast("weekday", b["day"])


@MARKS.rule("<n24 name:number_or_month !any_unit", "<n31 name:number_or_month !any_unit", "<dot name:number_or_month")
def _month_name(b: Bindings) -> Recast:
    """ "3 dez" is in December, "às dez" at ten."""
    return Recast("month", b["name"][1])


@MARKS.rule("name:number_or_month")
def _number_name(b: Bindings) -> Recast:
    return Recast("s12", b["name"][0])


@MARKS.rule("<leads_short_month month:month_short")
def _month_short(b: Bindings) -> Recast:
    return Recast("month", b["month"])
