"""Clocks as they are said in many languages: "halb drei", "las tres y cuarto", "без четверти три", "kvart i tre"."""

from __future__ import annotations

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Categorised, Level, Recast
from threadline.calendar.when.languages.clock_parts import HOUR, clock_at, clock_of, hours, recast
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import Near
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

# "Para 15 horas" is a clock, "por 3 horas" a length.
_LONGEST_FOR = 8
_LEAST_MINUTES = 5
_LONGEST_RANGE = 5
_MOST_WEEKDAYS = 53
CLOCK_WORDS = Level("clocks in words")


@CLOCK_WORDS.rule(
    "(from|between|from_or_of|of) first:hour (hour_word|hour_mark)? last:noon",
    "(from|between|from_or_of|of) first:clock last:noon",
)
def _until_noon(b: Bindings) -> ClockRange | None:
    """ "Das 10 ao meio-dia", where the word for noon holds the one that leads to it."""
    first = b["first"] if isinstance(b["first"], Clock) else clock_of(b["first"])
    return ClockRange(first, b["last"]) if first is not None and first.minutes < b["last"].minutes else None


@CLOCK_WORDS.rule(
    "(ahead|for|ago_lead) count:count hour_word (and_half|half_more)",
    "(ahead|for|ago_lead) a? hour_word and_half",
    "(ahead|for|ago_lead) a? count:count? hour_word and_quarter",
    "(ahead|for|ago_lead) a? hour_word and? minutes:minute unit:unit",
    "(ahead|for|ago_lead) count:n24 hour_mark minutes:minute !hour_end",
    "(ahead|for|ago_lead) count:count hour_word (and? minutes:minute)? unit:unit",
    "(ahead|for|ago_lead) count:count hour_word minutes:minute !hour_end",
    "(ahead|for|ago_lead|for_on) a? count:count? hour_word",
    "of count:count hour_word !range_step !less",
)
def _led_hours(b: Bindings) -> Categorised | None:
    if b.has("unit") and b["unit"].grain is not Grain.MINUTE:
        return None
    count = b.get("count")
    if (b.every("for") or b.every("for_on")) and isinstance(count, int) and count > _LONGEST_FOR:
        return None
    number = 1 if count is None else count[1] if isinstance(count, tuple) else count
    amount = hours(number + (0.5 if b.every("and_half") or b.every("half_more") else 0))
    if b.every("and_quarter"):
        amount = amount.plus(hours(0.25))
    if b.has("minutes"):
        amount = amount.plus(Amount(((b["minutes"], Unit(Grain.MINUTE)),)))
    if b.every("ahead"):
        return Away(amount, 1)
    return Away(amount, -1) if b.every("ago_lead") else amount


@CLOCK_WORDS.rule(
    "count:count hour_word >later", "count:count hour_word >ago", "a hour_word >later", "a hour_word >ago"
)
def _hours_away(b: Bindings) -> Amount:
    count = b.get("count") or 1
    return hours(count[1] if isinstance(count, tuple) else count)


@CLOCK_WORDS.rule("(the|from|of) weekday:weekday day:n24 at >clocklike")
def _dated_weekday(b: Bindings) -> Fields | None:
    """ "Le mardi 9 à 10h", "le concert du mardi 9 à 10h": behind the article the number is the day."""
    return Fields(weekday=b["weekday"], day=b["day"]) if 1 <= b["day"] <= 31 else None


@CLOCK_WORDS.rule("half_to of? hour:any_hour hour_end?", "half_to one:a")
def _half_to(b: Bindings) -> Clock | None:
    return clock_at(b["hour"] if b.has("hour") else 1, -30)


@CLOCK_WORDS.rule("minute:minute unit? past_word half:clock !any_unit")
def _past_half(b: Bindings) -> Clock | None:
    half: Clock = b["half"]
    return Clock(half.hour, 30 + b["minute"]) if half.minute == 30 and b["minute"] < 30 else None


@CLOCK_WORDS.rule("minute:minute unit? to_word half:clock !any_unit")
def _to_half(b: Bindings) -> Clock | None:
    half: Clock = b["half"]
    return Clock(half.hour, 30 - b["minute"]) if half.minute == 30 and b["minute"] < 30 else None


@CLOCK_WORDS.rule(
    "quarter_word past_word hour:full_hour hour_end?",
    "hour:hour hour_end? and_quarter",
    "hour:hour quarter_word past_behind",
    "plus_quarter hour:hour",
)
def _quarter_past(b: Bindings) -> Clock | None:
    return clock_at(1 if b["hour"] is None else b["hour"], 15)


@CLOCK_WORDS.rule(
    "quarter_word to_word at? hour:full_hour hour_end?",
    "hour:hour hour_end? less_quarter",
    "hour:hour quarter_word to_behind",
    "minus_quarter hour:hour",
    "lacking quarter_word hour:hour hour_end?",
    "ahead quarter_word hour:said_hour",
    "three_quarters hour:hour",
    "hour:hour lacking quarter_word",
)
def _quarter_to(b: Bindings) -> Clock | None:
    return clock_at(1 if b["hour"] is None else b["hour"], -15)


@CLOCK_WORDS.rule("quarter_word for_on hour:said_hour", "quarter_word hour:said_hour")
def _quarter_of(b: Bindings) -> Clock | None:
    return clock_at(b["hour"], -45)


@CLOCK_WORDS.rule("hour:hour hour_end? (and_half|half_more)", "plus_half hour:hour", "hour:hour and_third")
def _and_half(b: Bindings) -> Clock | None:
    return clock_at(b["hour"], 20 if b.every("and_third") else 30)


@CLOCK_WORDS.rule(
    "minute:minute unit? to_word at? hour:hour hour_end? !any_unit !month !hour_word !of !dot",
    "lacking minute:minute unit? hour:hour hour_end?",
    "ahead minute:minute unit? hour:said_hour !any_unit !month",
    "at? hour:hour hour_end? less minute:minute unit?",
    "hour:hour minute:minute unit? to_behind",
    "hour:hour to_mark minute:minute unit?",
)
def _to(b: Bindings) -> Clock | None:
    minutes_only = all(unit.grain is Grain.MINUTE for unit in b.every("unit"))
    return clock_at(b["hour"], -b["minute"]) if minutes_only and b["minute"] else None


@CLOCK_WORDS.rule(
    "minute:minute unit? past_word hour:hour hour_end? !any_unit !month !hour_word",
    "hour:hour minute:minute unit? past_behind",
    "hour:hour past_mark minute:minute unit?",
    "hour:hour and minute:minute unit:unit",
)
def _past(b: Bindings) -> Clock | None:
    minutes_only = all(unit.grain is Grain.MINUTE for unit in b.every("unit"))
    return clock_at(b["hour"], b["minute"]) if minutes_only else None


@CLOCK_WORDS.rule("minute:minute unit:unit hour:ordinal_spoken !month")
def _of_the_hour(b: Bindings) -> Clock | None:
    """In "десять минут четвёртого" the fourth hour is running."""
    return clock_at(b["hour"], b["minute"] - 60) if b["unit"].grain is Grain.MINUTE and b["hour"] <= 12 else None


@CLOCK_WORDS.rule("hour:hour hour_mark minute:minute !any_unit !hour_end !any_month !dot !of")
def _marked_minutes(b: Bindings) -> Clock | None:
    return clock_at(b["hour"], b["minute"])


@CLOCK_WORDS.rule("weekday:weekday day:n24 at time:clock !range_step")
def _dated_weekday_at(b: Bindings) -> At | None:
    """ "Vendredi 11 à 20h45": what would last so long is no range of hours."""
    day, clock = b["day"], b["time"]
    fits = isinstance(clock, Clock) and day >= 1 and not 0 < clock.hour - day <= _LONGEST_RANGE
    return At(Fields(weekday=b["weekday"], day=day), clock) if fits else None


@CLOCK_WORDS.rule("between at? first:clocklike hour_end? and at? last:clocklike hour_end?")
def _between(b: Bindings) -> ClockRange | None:
    return _ranged(b)


def _ranged(b: Bindings) -> ClockRange | None:
    marked = bool(b.every("hour_end") or b.every("at"))
    first, last = (clock_of(b[name], marked=marked) for name in ("first", "last"))
    return ClockRange(first, last) if first and last and first != last else None


@CLOCK_WORDS.rule("<at hour:hour and minute:spoken_minute !any_unit !hour_end !any_month")
def _spoken(b: Bindings) -> Clock | None:
    return clock_at(b["hour"], b["minute"]) if b["minute"] >= _LEAST_MINUTES else None


@CLOCK_WORDS.rule("<dayish hour_word hour:hour !any_unit !hour_end", "^ hour_word hour:hour !any_unit !hour_end")
def _word_before(b: Bindings) -> Clock | None:
    return clock_of(b["hour"], marked=True)


@CLOCK_WORDS.rule(
    "range_lead the? at? first:clock range_step at? last:clocklike hour_end?",
    "range_lead the? at? first:clocklike hour_end? range_step at? last:clock hour_end?",
    "range_lead at? first:clocklike hour_end range_step at? last:clocklike hour_end?",
    "range_lead at first:clocklike range_step at? last:clocklike hour_end? !any_unit !any_month !of !dot",
    "from at? first:clocklike range_step at? last:clocklike hour_end? !any_unit !any_month !of !dot !month_short",
    "<dayish of first:clocklike range_step at? last:clocklike hour_end? !any_unit !any_month !of !dot !month_short",
    "at first:clocklike (until|dash|to|to_until) at? last:clocklike hour_end? !any_unit !any_month !of !dot",
    "<dayish first:dotted dash last:dotted hour_end? !dot !month",
    "first:clocklike hour_end? (dash|until|to|to_until) last:clocklike hour_mark",
    "<dayish first:clocklike hour_end? at last:clocklike hour_end",
    "<dayish first:clock at last:clock",
    "~the first:hour at last:clock",
    "<weekday first:dotted (dash|until|to|to_until) last:hour !dot !any_month !of !month_short !any_unit",
)
def _range(b: Bindings) -> ClockRange | None:
    return _ranged(b)


@CLOCK_WORDS.rule("first:clock hour_end? (at|to|until|dash|to_until) at? last:clock", "first:clock and at last:clock")
def _clocks(b: Bindings) -> ClockRange | None:
    return ClockRange(b["first"], b["last"]) if not b.every("and") else None


@CLOCK_WORDS.rule(
    "at hour:hour and minute:minute !any_unit !hour_end !any_month",
    "at hour:said_hour minute:spoken_minute !any_unit !hour_end !any_month",
    "hour:hour hour_end and? minute:minute !any_unit !hour_end !any_month !step",
    "hour:hour hour_mark minute:minute unit:unit",
    "<clock_lead hour:hour hour_word minute:minute unit:unit",
)
def _hour_and_minutes(b: Bindings) -> Clock | None:
    if b.has("unit") and b["unit"].grain is not Grain.MINUTE:
        return None
    least = 5 if b.every("and") or not b.every("hour_end") else 0
    return clock_at(b["hour"], b["minute"]) if b["minute"] >= least else None


@CLOCK_WORDS.rule("time:dotted hour_end", "at time:dotted !dot", "<dayish time:dotted >part")
def _dotted(b: Bindings) -> Clock | None:
    return clock_of(b["time"])


@CLOCK_WORDS.rule("~count hour_word time:dotted")
def _dotted_behind_word(b: Bindings) -> Clock | None:
    """ "Lunedì 14 dicembre ore 8.50"."""
    return clock_of(b["time"])


@CLOCK_WORDS.rule(
    "hour:hour hour_mark",
    "<clock_lead hour:hour hour_word !and_half",
    "hour:hour hour_word >part",
    "at one:a hour_end",
)
def _full_hour(b: Bindings) -> Clock | None:
    return Clock(1) if b.has("one") else clock_of(b["hour"], marked=True)


@CLOCK_WORDS.rule("at hour:hour >until", "at hour:hour >to_until", "at hour:hour >to")
def _hour_before_limit(b: Bindings) -> Clock | None:
    return Clock(b["hour"], exact=b["hour"] > 12, bare=True) if b["hour"] <= 24 else None


@CLOCK_WORDS.rule("hour:hour hour_word")
def _late_hour(b: Bindings) -> Clock | None:
    """Fifteen hours without a word before or behind them are a clock, three are a length."""
    return clock_of(b["hour"], marked=True) if 12 < b["hour"] <= 24 else None


@CLOCK_WORDS.rule("<weekday first:n24 at last:clock")
def _hours_behind_weekday(b: Bindings) -> ClockRange | None:
    """ "Lundi 9 à 10h"."""
    first, last = clock_of(b["first"]), b["last"]
    return ClockRange(first, last) if first and first.minutes < last.minutes else None


@CLOCK_WORDS.rule("clock:clock hour_end")
def _marked(b: Bindings) -> Clock:
    clock: Clock = b["clock"]
    return clock


@CLOCK_WORDS.rule("noon:noon (and_half|half_more)", "noon:noon at? hour:hour !any_unit", "clock:clock noon:noon")
def _noon(b: Bindings) -> Clock | None:
    noon: Clock = b["noon"]
    if b.has("hour") or b.has("clock"):
        hour = b["hour"] if b.has("hour") else b["clock"].hour
        if hour == 1 and noon.hour:  # lunch at one: "Mittag um eins"
            return Clock(13, exact=True)
        return noon if hour in {12, noon.hour} else None
    return Clock(noon.hour, 30, exact=True)


@CLOCK_WORDS.rule(
    "(from|of|between)? at? first:hour hour_mark? (in|on|at|ahead|of|the)* early:part "
    "(to|until|and|dash|to_until) at? last:hour hour_mark? (in|on|at|ahead|of|the)* late:part"
)
def _parted_range(b: Bindings) -> ClockRange | None:
    """ "Fra 10 om morgenen til 1 om eftermiddagen", "من 10 صباحا إلى 1 ظهرا"."""
    first, last = _in_part(b["first"], b["early"]), _in_part(b["last"], b["late"])
    return ClockRange(first, last) if first and last else None


def _in_part(hour: int, part: PartOfDay) -> Clock | None:
    half = "am" if part.name in {"morning", "nighttime"} else "pm"
    return Clock(hour, half=half) if 1 <= hour <= 12 else Clock(hour, exact=True) if hour < 24 else None


@CLOCK_WORDS.rule("at hour:hour the? part:part", "<dayish hour:hour part:part !hour_mark")
def _hour_part(b: Bindings) -> At | None:
    return At(None, Clock(b["hour"], bare=True), b["part"]) if 1 <= b["hour"] <= 12 else None


@CLOCK_WORDS.rule(
    "count:count hour_word (and_half|half_more)",
    "a? hour_word and_half",
    "count:count half_more hour_word",
    "a half_more hour_word",
)
def _hours_and_half(b: Bindings) -> Amount:
    return hours((b.get("count") or 1) + 0.5)


@CLOCK_WORDS.rule("hour_word")
def _unit(b: Bindings) -> Recast:
    return Recast("unit", HOUR)


@CLOCK_WORDS.rule("amount:amount and_quarter", "amount:amount and_half")
def _more(b: Bindings) -> Amount:
    amount: Amount = b["amount"]
    return amount.plus(hours(0.5 if b.every("and_half") else 0.25))


@CLOCK_WORDS.rule("ahead unit:unit and? minutes:minute small:unit")
def _ahead_unit_and_minutes(b: Bindings) -> Away:
    return Away(Amount(((1, b["unit"]), (b["minutes"], b["small"]))), 1)


@CLOCK_WORDS.rule("ahead count:whole? unit:unit (at|on|the)+ weekday:weekday")
def _weekday_ahead(b: Bindings) -> Near:
    return Near(b["weekday"], Away(Amount(((b.get("count") or 1, b["unit"]),)), 1))


@CLOCK_WORDS.rule("ahead count:whole weekday:any_weekday !whole")
def _weekdays_ahead(b: Bindings) -> Away | None:
    """ "Dentro de dos viernes", "fra due martedì"."""
    if not 2 <= b["count"] <= _MOST_WEEKDAYS:
        return None
    return Away(Amount(((b["count"] - 1, Unit(Grain.WEEK)),)), 1, Fields(weekday=b["weekday"], step=Step.COMING))


@CLOCK_WORDS.rule("ahead unit:unit !whole", "ahead_or_after unit:unit !weekday")
def _ahead_unit(b: Bindings) -> Away:
    return Away(Amount(((1, b["unit"]),)), 1)


recast(
    CLOCK_WORDS,
    {
        "past_in": "in",
        "past_after": "after",
        "to_in": "for_in",
        "to_on": "on",
        "to_for": "at",
        "to_until": "until",
        "ahead": "in",
        "ahead_or_after": "after",
    },
)
