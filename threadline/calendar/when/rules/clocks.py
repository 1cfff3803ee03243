"""Clock times, from digits and words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.digits import four_digits

_EARLIEST_MARKED = 9
_EARLIEST_LETTER = 7
_EARLIEST_YEAR = 1800

CLOCKS = Level("clocks")


@CLOCKS.rule("hour:hour minute:late_minute meridiem:meridiem")
def _spoken_minutes(b: Bindings) -> Clock | None:
    if b["hour"] > 12 or not 10 <= b["minute"] <= 59:
        return None
    return Clock(b["hour"], b["minute"], half=b["meridiem"])


@CLOCKS.rule("hour:hour comma? dot? meridiem:meridiem")
def _hour_meridiem(b: Bindings) -> Clock | None:
    return Clock(b["hour"], half=b["meridiem"]) if 1 <= b["hour"] <= 12 else None


@CLOCKS.rule("clock:clock dash? meridiem:meridiem", "clock:hhmm meridiem:meridiem")
def _clock_meridiem(b: Bindings) -> Clock:
    clock: Clock = b["clock"]
    if clock.hour > 12 or clock.hour == 0:
        return replace(clock, exact=True)
    return replace(clock, half=b["meridiem"], exact=False)


@CLOCKS.rule("time:dotted meridiem:meridiem")
def _dotted_meridiem(b: Bindings) -> Clock | None:
    (hour, minute), _ = b["time"]
    return Clock(hour, minute, half=b["meridiem"]) if 1 <= hour <= 12 and minute <= 59 else None


@CLOCKS.rule("time:decimal meridiem:meridiem")
def _comma_meridiem(b: Bindings) -> Clock | None:
    """ "5,15 pm"."""
    hour, minute = divmod(round(b["time"] * 100), 100)
    return Clock(hour, minute, half=b["meridiem"]) if 1 <= hour <= 12 and 10 <= minute <= 59 else None


@CLOCKS.rule("time:big meridiem:meridiem", "time:year4 meridiem:meridiem")
def _run_together(b: Bindings) -> Clock | None:
    hour, minute = divmod(int(b["time"]), 100)
    return Clock(hour, minute, half=b["meridiem"]) if 1 <= hour <= 12 and minute <= 59 else None


@CLOCKS.rule("(half_past|half past) base:clock_base oclock?")
def _half_past(b: Bindings) -> Clock | None:
    return _moved(b["base"], 30)


@CLOCKS.rule("quarter_past base:clock_base oclock?")
def _quarter_past(b: Bindings) -> Clock | None:
    return _moved(b["base"], 15)


@CLOCKS.rule("quarter_to base:clock_base oclock?")
def _quarter_to(b: Bindings) -> Clock | None:
    return _moved(b["base"], -15)


@CLOCKS.rule("minute:minute unit? past base:clock_base oclock?", "minute:minute unit after base:clock_base oclock?")
def _past(b: Bindings) -> Clock | None:
    return _moved(b["base"], b["minute"])


@CLOCKS.rule("minute:minute unit to base:clock_base oclock?", "minute:minute unit until base:clock_base oclock?")
def _to(b: Bindings) -> Clock | None:
    return _moved(b["base"], -b["minute"])


@CLOCKS.rule("minute:n24 to base:clock", "minute:n31 to base:clock")
def _late_to(b: Bindings) -> Clock | None:
    """ "20 to five pm": nobody meets from eight in the evening until five."""
    base: Clock = b["base"]
    return _moved(base, -b["minute"]) if base.half == "pm" and b["minute"] in (20, 25) else None


_SPOKEN_BEFORE = frozenset({5, 10, 20, 25})


@CLOCKS.rule(
    "<at minute:spoken_minute to base:spoken_hour !any_unit",
    "^ minute:spoken_minute to base:spoken_hour >on",
    "^ minute:spoken_minute to base:spoken_hour >weekday",
    "^ minute:spoken_minute to base:spoken_hour >date",
)
def _spoken_to(b: Bindings) -> Clock | None:
    """ "Five to nine on Friday" is before nine; behind "from" it is a range."""
    return _moved(b["base"], -b["minute"]) if b["minute"] in _SPOKEN_BEFORE else None


def _moved(base: int | Clock, minutes: int) -> Clock | None:
    """The full hour `base` moved by less than an hour; None when `base` is no full hour."""
    clock = base if isinstance(base, Clock) else Clock(base, exact=base > 12)
    if clock.minute or clock.hour > 24 or not -60 < minutes < 60:
        return None
    if minutes >= 0:
        return replace(clock, minute=minutes)
    total = (clock.minutes + minutes) % (24 * 60)
    if clock.ambiguous:
        return Clock((clock.hour - 1) or 12, 60 + minutes)
    return Clock(total // 60, total % 60, exact=True, zone=clock.zone)


@CLOCKS.rule("<at hour:n24 unit:unit !minute", "hour:n24 unit:unit minute:late_minute !unit")
def _hour_unit(b: Bindings) -> Clock | None:
    """In "at 15h" and "17h30" the unit marks a clock."""
    unit = b["unit"]
    late = b.has("minute")
    if late and b.nodes[-1].start - b.nodes[0].end != 1:
        return None
    if unit.grain is not Grain.HOUR or unit.plural or (late and b["hour"] < _EARLIEST_MARKED):
        return None
    return Clock(b["hour"], b.get("minute") or 0, exact=True)


@CLOCKS.rule("<leads_letter hour:n24 unit:unit !minute !unit !later !ago !before")
def _day_and_letter(b: Bindings) -> Clock | None:
    """ "Friday 19h": behind a day the letter marks a clock; "Friday 3h" may last as long."""
    unit = b["unit"]
    if unit.grain is not Grain.HOUR or unit.plural or b.nodes[0].end != b.nodes[1].start:
        return None
    return Clock(b["hour"], exact=True) if b["hour"] >= _EARLIEST_MARKED else None


@CLOCKS.rule(
    "<leads_hour hour:n24 unit:unit minute:n24 !unit",
    "~for hour:n24 unit:unit minute:n24 !unit",
    "clock:clock unit:unit",
)
def _hour_letter(b: Bindings) -> Clock | None:
    """ "15h00", "8h15": the letter stands for the colon; "17:00h" has both. "1h15" alone is a length."""
    unit, nodes = b["unit"], b.nodes
    if unit.grain is not Grain.HOUR or unit.plural or any(a.end != z.start for a, z in pairwise(nodes)):
        return None
    if b.has("clock"):
        clock: Clock = replace(b["clock"], exact=True)
        return clock
    written = nodes[2].end - nodes[2].start == 2
    surely = b["hour"] >= _EARLIEST_LETTER or b["minute"] == 0 or b.nodes[0].start == 0
    return Clock(b["hour"], b["minute"], exact=True) if written and surely else None


@CLOCKS.rule("<at hour:hour minute:minute unit:unit")
def _hour_minutes(b: Bindings) -> Clock | None:
    return Clock(b["hour"], b["minute"]) if b["unit"].grain is Grain.MINUTE and b["hour"] <= 24 else None


@CLOCKS.rule("hour:hour oclock", "hour:hour dash? ish !any_unit")
def _oclock(b: Bindings) -> Clock | None:
    return Clock(b["hour"], exact=b["hour"] > 12 or b["hour"] == 0)


@CLOCKS.rule("clock:clock oclock", "clock:clock dash? ish")
def _clock_word(b: Bindings) -> Clock:
    clock: Clock = b["clock"]
    return clock


@CLOCKS.rule("hour:hour? noon:noon")
def _noon(b: Bindings) -> Clock | None:
    noon: Clock = b["noon"]
    return noon


@CLOCKS.rule("(from|between) first:year4 (range_word|and) last:year4", "first:year4 dash last:year4")
def _military_range(b: Bindings) -> ClockRange | None:
    """ "From 1500 until 1630": nobody speaks of such years."""
    if max(b["first"], b["last"]) >= _EARLIEST_YEAR:
        return None
    first, last = four_digits(b["first"]), four_digits(b["last"])
    return ClockRange(first, last) if first and last else None
