"""Dates as they are said in many languages: "3 декабря 2026 года", "den 3.", "mardi prochain", "il y a 2 semaines"."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Categorised, Level, Recast
from threadline.calendar.when.languages.clock_parts import recast
from threadline.calendar.when.meaning.amounts import Amount, Away, Run, Unit
from threadline.calendar.when.meaning.clock import Clock, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import NthBusinessDay, NthUnit, NthWeekday, WeekOf, Within
from threadline.calendar.when.meaning.periods import NumberedWeek, Quarter, RelativeDay, UnitPeriod, Weekend
from threadline.calendar.when.meaning.ranges import At, Between, Deadline
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain
from threadline.calendar.when.numerals import pair_fields
from threadline.calendar.when.rules.dates import dated
from threadline.calendar.when.rules.ranges import between
from threadline.calendar.when.rules.steps import step_of_unit

CATEGORIES.alias("any_nth", "nth_word", "ordinal", "ordinal_spoken", "step")
CATEGORIES.alias("day_end", "until", "to", "dash", "to_until")

DATE_WORDS = Level("dates in words")
_OF = "(of|in|for_in|to_in|the|on|at|from)*"
_EDGED = frozenset([Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR])


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
    "(from|of|the)* weekday comma? the? first:daynum dot? comma? (at|to|until|dash|to_until) the? weekday comma? the? "
    "last:daynum dot? of? month:month (of? year:year4)?",
    "the? first:daynum dot? (dash|until|to) the? last:daynum dot? of? month:month (of? year:year4)?",
    "between the? first:daynum dot? and the? last:daynum dot? of? month:month (of? year:year4)?",
)
def _days_of_month(b: Bindings) -> Between | None:
    first = dated(b.get("year"), b["month"], b["first"])
    last = dated(b.get("year"), b["month"], b["last"])
    return Between(first, last) if first and last and b["first"] < b["last"] else None


@DATE_WORDS.rule("the? first:daynum dot? (and|slash) the? last:daynum dot? of? month:month (of? year:year4)?")
def _two_days(b: Bindings) -> Between | None:
    """The third and fourth of December are two days in a row; other pairs are left to their own."""
    first, last = (dated(b.get("year"), b["month"], b[name]) for name in ("first", "last"))
    return Between(first, last) if first and last and b["first"] + 1 == b["last"] else None


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


@DATE_WORDS.rule(
    "the? first:daynum dot? of? month:month (dash|until|to|to_until) the? last:daynum dot? of? last_month:month "
    "(of? year:year4)?"
)
def _dates(b: Bindings) -> Between | None:
    """ "8. August - 12. August"."""
    first, last = dated(b.get("year"), b["month"], b["first"]), dated(b.get("year"), b["last_month"], b["last"])
    return Between(first, last) if first and last else None


@DATE_WORDS.rule("(by|within) a? amount:amount", "(by|within) count:whole unit:unit")
def _within(b: Bindings) -> Run:
    """ "D'ici deux semaines", "innerhalb von zwei Wochen"."""
    return Run(b.get("amount") or Amount(((b["count"], b["unit"]),)), 1, from_now=True)


@DATE_WORDS.rule("the? count:whole step:step unit:unit", "the? step:step count:whole unit:unit")
def _counted_run(b: Bindings) -> Run | None:
    """ "Les 3 prochains jours"."""
    steps = {Step.LAST: -1, Step.PAST: -1, Step.NEXT: 1, Step.COMING: 1}.get(b["step"])
    return Run(Amount(((b["count"], b["unit"]),)), steps) if steps and b["count"] > 1 else None


@DATE_WORDS.rule("the? part:part step:step !weekday !unit", "the? step:step part:part")
def _part_step(b: Bindings) -> At | None:
    """ "La nuit dernière", "letzte Nacht"."""
    days = {Step.LAST: -1, Step.PAST: -1, Step.THIS: 0}.get(b["step"])
    part = PartOfDay("night") if b["part"].name == "nighttime" and days == -1 else b["part"]
    return At(RelativeDay(days), part) if days is not None else None


@DATE_WORDS.rule("the? nth:any_nth quarter:unit (of|in|the)* year:year4?")
def _quarter(b: Bindings) -> Quarter | None:
    fits = b["quarter"].grain is Grain.QUARTER and isinstance(b["nth"], int) and 1 <= b["nth"] <= 4
    return Quarter(b["nth"], Fields(b["year"]) if b.has("year") else None) if fits else None


@DATE_WORDS.rule("(in|on|at|the|for_in|to_in)* edge:edge_word (of|the|on)* part:part")
def _edge_of_part(b: Bindings) -> PartOfDay | None:
    """ "En fin d'après-midi", "am frühen Abend"."""
    name = next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name))
    return PartOfDay(b["part"].name, {"begin": "early", "end": "late"}.get(name, name))


@DATE_WORDS.rule(
    "the? week:unit (of|from|at|in|the|on|to_on)+ day:date",
    "the? week:unit (of|from|on|the)* day:daynum dot? of? month:month",
)
def _week_of(b: Bindings) -> WeekOf | None:
    """ "Die Woche vom 7. Dezember"."""
    day = dated(None, b["month"], b["day"]) if b.has("month") else b["day"]
    if b["week"].grain is not Grain.WEEK or b["week"].times != 1 or not isinstance(day, Fields):
        return None
    return WeekOf(day) if day.day is not None else None


@DATE_WORDS.rule("edge:edge_word dash month:month")
def _edge_of_month(b: Bindings) -> PartOf:
    """ "Mi-janvier"."""
    edge = next(name for name in ("begin", "mid", "end", "early", "late") if b.every(name))
    return PartOf(edge, Fields(month=b["month"]))


@DATE_WORDS.rule(
    f"every? the? nth:any_nth day:unit {_OF} month:month (of? year:year4)?",
    f"every? the? nth:any_nth day:unit {_OF} step:step outer:unit",
    f"every? the? nth:any_nth day:unit {_OF} outer:unit step:step",
    f"every? the? nth:any_nth day:unit {_OF} outer:unit !unit",
    f"every outer:unit {_OF} nth:any_nth day:unit",
)
def _nth_day_of_period(b: Bindings) -> Categorised | None:
    """ "Последний день октября", "le dernier jour ouvré du mois prochain"."""
    nth = -1 if b["nth"] is Step.LAST else b["nth"]
    if not isinstance(nth, int) or not nth or b["day"].grain is not Grain.DAY or b["day"].times != 1:
        return None
    outer = _outer_period(b)
    if outer is None:
        return None
    if b.every("every"):
        plain = b.has("outer") and not b.has("step") and b["outer"].grain is Grain.MONTH and not b["day"].business
        return Recurrence(Grain.MONTH, monthdays=(nth,)) if plain else None
    return NthBusinessDay(nth, outer) if b["day"].business else NthUnit(nth, Grain.DAY, outer)


def _outer_period(b: Bindings) -> Fields | UnitPeriod | None:
    """The month that is named, or the month or year of now or one step away."""
    if b.has("month"):
        return Fields(b.get("year"), b["month"])
    if b["outer"].grain not in {Grain.MONTH, Grain.YEAR}:
        return None
    period = step_of_unit(b["step"], b["outer"]) if b.has("step") else UnitPeriod(b["outer"].grain)
    return period if isinstance(period, UnitPeriod) else None


@DATE_WORDS.rule("~every the? unit:unit step:step !unit !weekday !month")
def _unit_step(b: Bindings) -> Categorised | None:
    if not b["unit"].grain.coarse:  # "30 Minuten nächste Woche", "1 Stunde nächsten Freitag": the length stands alone
        return None
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


@DATE_WORDS.rule("(in|the)* week:unit number:whole !year4 !any_unit !month !dot")
def _numbered_week(b: Bindings) -> NumberedWeek | None:
    fits = b["week"] == Unit(Grain.WEEK) and 1 <= b["number"] <= 53
    return NumberedWeek(b["number"], ahead=True) if fits else None


@DATE_WORDS.rule(
    "the? edge:edge_word (of|in|the|at|on|for_in|from)* unit:unit !step !whole",
    "edge:edge_word year_word",
    "~step (of|in|the)* unit:unit edge:end",
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


@DATE_WORDS.rule("~every the? nth:any_nth weekday:weekday month:month (of? year:year4)?")
def _nth_of_named_month(b: Bindings) -> NthWeekday | None:
    """ "Первый вторник октября"."""
    place = -1 if b["nth"] is Step.LAST else b["nth"]
    month = Fields(b.get("year"), b["month"])
    return NthWeekday(place, b["weekday"], month) if isinstance(place, int) and -1 <= place <= 5 and place else None


@DATE_WORDS.rule("every? nth:any_nth weekday:weekday (of|in|the|from|for_in)* month:unit !step")
def _nth_of_month(b: Bindings) -> Categorised | None:
    place = -1 if b["nth"] is Step.LAST else b["nth"]
    if b["month"] != Unit(Grain.MONTH) or not isinstance(place, int) or not -1 <= place <= 5:
        return None
    if b.every("every"):
        return Recurrence(Grain.MONTH, weekdays=((place, b["weekday"]),))
    return NthWeekday(place, b["weekday"], UnitPeriod(Grain.MONTH, bare=True))


@DATE_WORDS.rule("weekday:weekday week_on", "of_month edge:end")
def _week_on(b: Bindings) -> Categorised:
    if b.has("edge"):
        return PartOf("end", UnitPeriod(Grain.MONTH))
    weeks = b.every("week_on")[0] or 1
    return Away(Amount(((weeks, Unit(Grain.WEEK)),)), 1, Fields(weekday=b["weekday"]))


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
    "for_on a? unit:unit",
    "for_in a unit:unit",
    "to_in a unit:unit",
    "for_in count:count unit:unit",
)
def _for_amount(b: Bindings) -> Amount | None:
    """In "на два часа" behind a clock the word tells how long; "na tydzień 5–9 stycznia" names a week."""
    if len(b.nodes) == 2 and b.has("unit") and b["unit"].grain.coarse and not b.every("a"):
        return None
    if b.has("amount"):
        amount: Amount = b["amount"]
        return amount
    count = b.get("count") or 1
    return Amount(((count[1] if isinstance(count, tuple) else count, b["unit"]),))


@DATE_WORDS.rule(
    "(from|of)? the? first:weekday comma? at? start:clock (until|to|at) the? last:weekday comma? (until|at|on)? "
    "end:clock"
)
def _moments(b: Bindings) -> Between | None:
    first, last = At(Fields(weekday=b["first"]), b["start"]), At(Fields(weekday=b["last"]), b["end"])
    return between(first, last)


@DATE_WORDS.rule("(until|by|before) the? day:weekday comma? (until|at|on)? time:clock")
def _weekday_by_clock(b: Bindings) -> Deadline | None:
    if "meant_for" in b.every("before") and b.every("at"):
        return None  # Dutch "voor donderdag om 8 uur" is when it is to be
    return Deadline(At(Fields(weekday=b["day"]), b["time"]))


@DATE_WORDS.rule(
    "(on|for_on) the? day:weekday for_on time:clock", "(on|for_on) the? day:weekday for_on hour:hour !any_unit !month"
)
def _day_on_clock(b: Bindings) -> At | None:
    """In "na piątek na 16" both words lead to where something is moved."""
    clock = b.get("time") or (Clock(b["hour"], exact=b["hour"] > 12) if b["hour"] <= 24 else None)
    return At(Fields(weekday=b["day"]), clock) if clock else None


recast(DATE_WORDS, {"ago_before": "before", "for_on": "on", "for_in": "in"})
