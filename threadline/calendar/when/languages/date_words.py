"""Dates as they are said in many languages: "3 декабря 2026 года", "den 3.", "mardi prochain", "il y a 2 semaines"."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Categorised, Level, Recast
from threadline.calendar.when.languages.clock_parts import recast
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.fields import Fields, Step
from threadline.calendar.when.meaning.ordinals import Within
from threadline.calendar.when.meaning.periods import NumberedWeek, RelativeDay, UnitPeriod, Weekend
from threadline.calendar.when.meaning.ranges import At, Between, Deadline
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.model import Grain
from threadline.calendar.when.numerals import pair_fields
from threadline.calendar.when.rules.dates import dated
from threadline.calendar.when.rules.steps import step_of_unit

CATEGORIES.alias("begins_number", "n24", "n31", "clock", "dotted", "slashed", "date", "ordinal", "at")
CATEGORIES.alias("leads_short_month", "n24", "n31", "s12", "s24", "s31", "ordinal", "ordinal_spoken", "dot", "of")
CATEGORIES.alias("day_end", "until", "to", "dash", "to_until")

MARKS = Level("abbreviations and marks of dates")
DATE_WORDS = Level("dates in words")
_EDGED = frozenset([Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR])


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


@MARKS.rule("day:weekday_short comma? >begins_number", "day:weekday_short >range_word", "<range_word day:weekday_short")
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


@DATE_WORDS.rule(
    "date:dotted dot",
    "date:dotted >at",
    "on the? date:dotted !hour_end",
    "weekday comma? the? date:dotted !hour_end",
)
def _short_date(b: Bindings) -> Fields | None:
    fields = pair_fields(b["date"][0], day_first=True)
    weekdays = b.every("weekday")
    if fields and weekdays:
        return Fields(month=fields.month, day=fields.day, weekday=weekdays[0])
    return fields


@DATE_WORDS.rule(
    "(from|of) the? first:daynum dot? (at|to|until|dash|to_until) the? last:daynum dot? of? the? month:month "
    "(of? year:year4)?",
    "the? first:daynum dot? (dash|until|to) the? last:daynum dot? of? month:month (of? year:year4)?",
    "between the? first:daynum dot? and the? last:daynum dot? of? month:month (of? year:year4)?",
)
def _days_of_month(b: Bindings) -> Between | None:
    first = dated(b.get("year"), b["month"], b["first"])
    last = dated(b.get("year"), b["month"], b["last"])
    return Between(first, last) if first and last and b["first"] < b["last"] else None


@DATE_WORDS.rule("weekday:weekday comma? the? day:daynum dot? of? month:month (of? year:year4)?")
def _weekday_date(b: Bindings) -> Fields | None:
    fields = dated(b.get("year"), b["month"], b["day"])
    return Fields(fields.year, fields.month, fields.day, b["weekday"]) if fields else None


@DATE_WORDS.rule(
    "(on|the) the? day:daynum dot !month !any_unit",
    "the day:daynum >at",
    "day:daynum date_word",
    "day_word day:daynum !month !of !any_unit !month_short !dash !slash",
    "on the day:ordinal_spoken !month !weekday !unit",
)
def _day_of_month(b: Bindings) -> Fields | None:
    return Fields(day=b["day"]) if 1 <= b["day"] <= 31 else None


@DATE_WORDS.rule("day_word >weekday", "day_word >day", "day_word >daynum", "day_word >month", "<weekday day_word")
def _day_word(b: Bindings) -> Recast:
    return Recast("the")


@DATE_WORDS.rule("day_word")
def _day_unit(b: Bindings) -> Recast:
    return Recast("unit", Unit(Grain.DAY))


@DATE_WORDS.rule("the? unit:unit step:step")
def _unit_step(b: Bindings) -> Categorised | None:
    return step_of_unit(b["step"], b["unit"])


@DATE_WORDS.rule("(from|of) the? first:weekday (at|to|until|to_until) (the|at)? last:weekday")
def _weekdays(b: Bindings) -> Between:
    return Between(Fields(weekday=b["first"]), Fields(weekday=b["last"]))


@DATE_WORDS.rule(
    "weekday:weekday comma? (in|of|the)* week:unit number:whole", "week:unit number:whole comma? on? weekday:weekday"
)
def _weekday_of_numbered_week(b: Bindings) -> Within | None:
    if b["week"].grain is not Grain.WEEK or not 1 <= b["number"] <= 53:
        return None
    return Within(Fields(weekday=b["weekday"]), NumberedWeek(b["number"], ahead=True))


@DATE_WORDS.rule("(in|the)* week:unit number:whole !year4 !any_unit")
def _numbered_week(b: Bindings) -> NumberedWeek | None:
    fits = b["week"] == Unit(Grain.WEEK) and 1 <= b["number"] <= 53
    return NumberedWeek(b["number"], ahead=True) if fits else None


@DATE_WORDS.rule(
    "the? edge:edge_word (of|in|the|at|on|for_in|from)* unit:unit !step !whole",
    "edge:edge_word year_word",
    "(of|in|the)* unit:unit edge:end",
    "edge:edge_word (of|in|the|at|on|for_in|from)* period:period",
)
def _edge(b: Bindings) -> PartOf | None:
    edge = next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name))
    if b.has("period"):
        return PartOf(edge, b["period"])
    if b.every("year_word"):
        return PartOf(edge, UnitPeriod(Grain.YEAR))
    return PartOf(edge, UnitPeriod(b["unit"].grain)) if b["unit"].grain in _EDGED else None


@DATE_WORDS.rule(
    "day:date (at|in|on|for_in)? midnight:noon",
    "day:daypart (at|in|on|for_in)? midnight:noon",
    "midnight:noon (of|on)? day:date",
)
def _midnight(b: Bindings) -> At | None:
    """Today's midnight is the one that ends the day."""
    day = b["day"].day if isinstance(b["day"], At) else b["day"]
    return At(RelativeDay(1), b["midnight"]) if day == RelativeDay(0) and b["midnight"].hour == 0 else None


@DATE_WORDS.rule("the? weekend step:step")
def _weekend_step(b: Bindings) -> Weekend:
    return Weekend({Step.LAST: -1, Step.PAST: -1, Step.NEXT: 1}.get(b["step"], 0))


@DATE_WORDS.rule("(on|in|at|for_in) the? weekend !of")
def _weekend(b: Bindings) -> Weekend:
    return Weekend()


@DATE_WORDS.rule(
    "weekday:weekday comma? (the|of)* step:step week:unit", "step:step week:unit comma? on? weekday:weekday"
)
def _weekday_of_week(b: Bindings) -> Within | None:
    period = step_of_unit(b["step"], b["week"]) if b["week"].grain is Grain.WEEK else None
    return Within(Fields(weekday=b["weekday"]), period) if isinstance(period, UnitPeriod) else None


@DATE_WORDS.rule(
    "weekday:weekday comma? (on|in|the|of)* week:period",
    "week:period (comma|on|in|the)* weekday:weekday",
)
def _weekday_of_period(b: Bindings) -> Within:
    return Within(Fields(weekday=b["weekday"]), b["week"])


@DATE_WORDS.rule("weekday:weekday comma? the? step:step !unit !hour_word")
def _weekday_step(b: Bindings) -> Fields:
    return Fields(weekday=b["weekday"], step=b["step"])


@DATE_WORDS.rule(
    "ago_lead count:whole unit:unit",
    "ago_lead a unit:unit",
    "ago_lead amount:amount",
    "for_ago a? amount:amount ago",
)
def _ago(b: Bindings) -> Away:
    amount = b.get("amount") or Amount(((b.get("count") or 1, b["unit"]),))
    return Away(amount, -1)


@DATE_WORDS.rule(
    "for_on count:count unit:unit",
    "for_in a? amount:amount",
    "for_on amount:amount",
    "for_on a unit:unit",
    "for_in count:count unit:unit",
)
def _for_amount(b: Bindings) -> Amount:
    """In "на два часа" behind a clock the word tells how long."""
    if b.has("amount"):
        amount: Amount = b["amount"]
        return amount
    count = b.get("count") or 1
    return Amount(((count[1] if isinstance(count, tuple) else count, b["unit"]),))


@DATE_WORDS.rule("(until|by|before) the? day:weekday comma? (until|at|on)? time:clock")
def _weekday_by_clock(b: Bindings) -> Deadline:
    return Deadline(At(Fields(weekday=b["day"]), b["time"]))


@DATE_WORDS.rule(
    "(on|for_on) the? day:weekday for_on time:clock", "(on|for_on) the? day:weekday for_on hour:hour !any_unit !month"
)
def _day_on_clock(b: Bindings) -> At | None:
    """In "na piątek na 16" both words lead to where something is moved."""
    clock = b.get("time") or (Clock(b["hour"], exact=b["hour"] > 12) if b["hour"] <= 24 else None)
    return At(Fields(weekday=b["day"]), clock) if clock else None


recast(DATE_WORDS, {"ago_before": "before", "for_on": "on", "for_in": "in"})
