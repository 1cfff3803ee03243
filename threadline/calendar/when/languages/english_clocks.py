"""Clocks as only English says them: half nine, quarter of four, ten to six, 1500 hrs, how about 4."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.amounts import number_of
from threadline.calendar.when.rules.digits import written_clock

ENGLISH_CLOCKS = Level("English clocks")
_ROUND_MINUTES = {10, 20, 25}
_NOON, _DAY = 12, 24
_LEAST_MINUTES = 10


@ENGLISH_CLOCKS.rule(
    "half base:spoken_hour !any_unit !and !dash !slash",
    "<leads_hour half base:n24 !any_unit !dash !slash",
    "half base:n24 >meridiem",
)
def _half(b: Bindings) -> Clock | None:
    """In British English "half nine" is half past."""
    return Clock(b["base"], 30) if 1 <= b["base"] <= _NOON else None


@ENGLISH_CLOCKS.rule("unit:unit of base:clock_base !any_unit !month !month_weak")
def _quarter_of(b: Bindings) -> Clock | None:
    base = b["base"]
    hour = base.hour if isinstance(base, Clock) else base
    if b["unit"].grain is not Grain.QUARTER or b["unit"].plural or not 1 <= hour <= _NOON:
        return None
    return Clock(hour - 1 or _NOON, 45)


@ENGLISH_CLOCKS.rule(
    "~from minute:spoken_minute to base:spoken_hour !any_unit !minute",
    "~from minute:spoken_minute to base:noon",
)
def _to(b: Bindings) -> Clock | None:
    """ "Ten to six" is a clock; "from ten to six" are two."""
    base = b["base"]
    minute = b["minute"]
    if minute not in _ROUND_MINUTES:  # "five to seven" is as often a range
        return None
    if isinstance(base, Clock):
        return Clock((base.hour - 1) % 24, 60 - minute, exact=True)
    return Clock(base - 1 or _NOON, 60 - minute) if 1 <= base <= _NOON else None


@ENGLISH_CLOCKS.rule(
    "<at minute:digit_minute to base:n24 !any_unit !minute !meridiem !oclock",
    "<leads_open minute:digit_minute to base:n24 !any_unit !minute !meridiem !oclock",
)
def _digits_to(b: Bindings) -> Clock | None:
    """ "By 10 to 9"; what could be two hours in a row is a range: "at 10 to 11"."""
    minute, base = b["minute"], b["base"]
    fits = minute in _ROUND_MINUTES and minute > base and 1 <= base <= _NOON
    return Clock(base - 1 or _NOON, 60 - minute) if fits else None


@ENGLISH_CLOCKS.rule(
    "<any_day minute:digit_minute to base:n24 !any_unit !minute !meridiem !oclock",
    "<comma minute:digit_minute to base:n24 !any_unit !minute !meridiem !oclock",
    "^ minute:digit_minute to base:n24 >on",
    "^ minute:digit_minute to base:n24 >date",
    "^ minute:digit_minute to base:n24 >weekday",
)
def _digits_to_behind_day(b: Bindings) -> Clock | None:
    """ "Thursday 20 to 9"; "Thursday 10 to 3" is a range."""
    minute, base = b["minute"], b["base"]
    fits = minute in _ROUND_MINUTES and minute > _NOON and 1 <= base <= _NOON
    return Clock(base - 1 or _NOON, 60 - minute) if fits else None


@ENGLISH_CLOCKS.rule("hour:hour oclock? in the? meridiem:meridiem", "hour:hour oclock meridiem:meridiem")
def _hour_in_half(b: Bindings) -> Clock | None:
    """ "3 in the AM", "3 o'clock am"."""
    return Clock(b["hour"], half=b["meridiem"]) if 1 <= b["hour"] <= _NOON else None


@ENGLISH_CLOCKS.rule("minute:minute (to|until) base:noon")
def _to_noon(b: Bindings) -> Clock | None:
    """ "Fifteen to noon" is no range: nobody speaks of minutes past five that way."""
    minute, noon = b["minute"], b["base"]
    if minute % 5 or not 15 <= minute <= 25:
        return None
    return Clock((noon.hour - 1) % 24, 60 - minute, exact=True)


@ENGLISH_CLOCKS.rule("hour:spoken_hour zero:spoken_hour minute:spoken_hour !any_unit")
def _spoken_zero(b: Bindings) -> Clock | None:
    """ "Twelve oh three"."""
    fits = b["zero"] == 0 and 1 <= b["hour"] <= _NOON and 1 <= b["minute"] <= 9
    return Clock(b["hour"], b["minute"]) if fits else None


@ENGLISH_CLOCKS.rule(
    "zero:spoken_hour hour:spoken_hour minute:spoken_minute unit:unit",
    "zero:spoken_hour hour:spoken_hour minute:spoken_minute !any_unit !spoken_minute",
    "hour:s24 minute:spoken_minute unit:unit",
    "<at hour:s24 minute:spoken_minute !any_unit",
)
def _spoken_military(b: Bindings) -> Clock | None:
    """ "Zero six thirty hours", "fifteen thirty hours", "at fourteen twenty"."""
    if (b.has("zero") and b["zero"] != 0) or (b.has("unit") and not _is_hours(b["unit"])):
        return None
    fits = b["hour"] < _DAY and (b["minute"] >= _LEAST_MINUTES or b["minute"] == 0)
    return Clock(b["hour"], b["minute"], exact=True) if fits else None


def _is_hours(unit: Unit) -> bool:
    return unit.grain is Grain.HOUR and unit.plural


@ENGLISH_CLOCKS.rule(
    "zero:spoken_hour time:big unit:unit", "time:big unit:unit >date", "<date comma? time:big unit:unit"
)
def _hundred_hours(b: Bindings) -> Clock | None:
    """ "Zero six hundred hours", "nine hundred hours tomorrow"; without a zero or a day they may be a length."""
    hour, minute = divmod(int(b["time"]), 100)
    spoken = not b.has("zero") or b["zero"] == 0
    if not spoken or b["unit"].grain is not Grain.HOUR or hour >= 24 or minute > 59:
        return None
    return Clock(hour, minute, exact=True)


@ENGLISH_CLOCKS.rule("count:count unit:any_unit and quarter_to", "a unit:any_unit and quarter_to")
def _and_a_quarter(b: Bindings) -> Amount | None:
    """ "In an hour and a quarter to leave": behind a length the quarter is one of its own."""
    unit = Unit(Grain.SECOND) if isinstance(b["unit"], int) else b["unit"]
    return Amount(((number_of(b.get("count") or 1) + 0.25, unit),))


@ENGLISH_CLOCKS.rule("time:year4 unit:unit", "time:hhmm unit:unit", "time:year4 >zone", "time:hhmm >zone")
def _military(b: Bindings) -> Clock | None:
    """ "1500 hrs", "0730 GMT"."""
    if b.has("unit") and (b["unit"].grain is not Grain.HOUR or b["unit"].times != 1):
        return None
    time = b["time"]
    if isinstance(time, Clock):
        return time
    hour, minute = divmod(time, 100)
    return Clock(hour, minute, exact=True) if hour < 24 and minute <= 59 else None


@ENGLISH_CLOCKS.rule("proposing around? time:dotted !any_unit !meridiem !dash !range_word !dot")
def _proposed_with_point(b: Bindings) -> Clock | None:
    """ "Make it 3.30"."""
    clock = written_clock(b["time"])
    return replace(clock, bare=True, lone=True) if clock and clock.hour else None


@ENGLISH_CLOCKS.rule(
    "proposing around? hour:hour !any_unit !any_month !dash !slash !meridiem !minute !range_word !of !and !ordinal_mark"
)
def _proposed(b: Bindings) -> Clock | None:
    """ "How about 4?": only the words before it make an hour of the number."""
    hour = b["hour"]
    return Clock(hour, exact=hour > _NOON, bare=True, lone=True) if 1 <= hour <= 24 else None
