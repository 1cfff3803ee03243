"""Clock times, from digits and words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

_EARLIEST_MARKED = 9
_EARLIEST_LETTER = 7
_EARLIEST_YEAR = 1800
_LONGEST_UNLED = 6

CLOCKS = Level("clocks")
CLOCK_RANGES = Level("clock ranges")
BARE_CLOCKS = Level("bare clocks")


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


_SPOKEN_BEFORE = frozenset({5, 10, 20, 25})


@CLOCKS.rule(
    "<at minute:spoken_minute to base:spoken_hour !any_unit",
    "^ minute:spoken_minute to base:spoken_hour >on",
    "^ minute:spoken_minute to base:spoken_hour >weekday",
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


@CLOCKS.rule("hour:hour oclock", "hour:hour ish !any_unit")
def _oclock(b: Bindings) -> Clock | None:
    return Clock(b["hour"], exact=b["hour"] > 12 or b["hour"] == 0)


@CLOCKS.rule("clock:clock oclock", "clock:clock ish")
def _clock_word(b: Bindings) -> Clock:
    clock: Clock = b["clock"]
    return clock


@CLOCKS.rule("hour:hour? noon:noon")
def _noon(b: Bindings) -> Clock | None:
    noon: Clock = b["noon"]
    return noon


@CLOCK_RANGES.rule("<at hour:hour >until")
def _hour_before_limit(b: Bindings) -> Clock | None:
    """In "at 10 until January 20" the number is an hour, no day of January."""
    return _bare(b["hour"]) if 1 <= b["hour"] <= 24 else None


@CLOCK_RANGES.rule("clock:clock zone:zone")
def _clock_zone(b: Bindings) -> Clock:
    clock: Clock = replace(b["clock"], zone=b["zone"])
    return clock


@CLOCK_RANGES.rule(
    "from? first:clock range_word last:clock",
    "between first:clock and last:clock",
    "between first:clock range_word last:clock",
)
def _clocks(b: Bindings) -> ClockRange:
    return ClockRange(b["first"], b["last"])


@CLOCK_RANGES.rule(
    "from? first:hour range_word last:clock",
    "between first:hour and last:clock",
    "between first:hour range_word last:clock",
    "from? first:spoken_hour minute:spoken_minute range_word last:clock",
)
def _hour_to_clock(b: Bindings) -> ClockRange | None:
    return ClockRange(_bare(b["first"], b.get("minute") or 0), b["last"]) if b["first"] <= 24 else None


@CLOCK_RANGES.rule("from? first:hour range_word last:hour zone:zone")
def _hours_in_zone(b: Bindings) -> ClockRange | None:
    if b["first"] > 24 or b["last"] > 24:
        return None
    return ClockRange(replace(_bare(b["first"]), zone=b["zone"]), replace(_bare(b["last"]), zone=b["zone"]))


@CLOCK_RANGES.rule(
    "from? first:clock range_word last:hour !any_unit !any_month",
    "between first:clock and last:hour !any_unit !any_month",
    "between first:clock range_word last:hour !any_unit !any_month",
)
def _clock_to_hour(b: Bindings) -> ClockRange:
    return ClockRange(b["first"], _bare(b["last"]))


@CLOCK_RANGES.rule("times:dotted range_word last:clock")
def _dotted_to_clock(b: Bindings) -> ClockRange | None:
    (hour, minute), _ = b["times"]
    return ClockRange(Clock(hour, minute), b["last"]) if hour <= 24 and minute <= 59 else None


@CLOCK_RANGES.rule(
    "<led comma? times:dotted range_word last:dotted !unit",
    "times:dotted range_word last:dotted >date",
    "times:dotted range_word last:dotted comma >date",
)
def _dotted_range(b: Bindings) -> ClockRange | None:
    first, last = written_clock(b["times"]), written_clock(b["last"])
    return ClockRange(first, last) if first and last else None


def written_clock(dotted: tuple[tuple[int, int], float]) -> Clock | None:
    """The clock of "8.30", which has two digits behind the point; "8.5" has none."""
    (hour, minute), number = dotted
    written = f"{number:.2f}".split(".")[1]
    if hour > 24 or minute > 59 or int(written) != minute:
        return None
    return Clock(hour, minute, exact=hour > 12 or hour == 0)


@CLOCK_RANGES.rule(
    "first:hhmm range_word last:hhmm",
    "first:hhmm range_word last:clock",
    "first:clock range_word last:hhmm",
    "first:hhmm range_word last:year4",
    "(from|between) first_year:year4 (range_word|and) last:year4 (on|comma)? >any_day",
    "<date (from|between|comma|at)* first_year:year4 (range_word|and) last:year4",
    "between first:hhmm and last:hhmm",
    "between first:hhmm and last:year4",
)
def _hhmm(b: Bindings) -> ClockRange | None:
    last = b["last"] if isinstance(b["last"], Clock) else _four_digits(b["last"])
    first = _four_digits(b["first_year"]) if b.has("first_year") else b["first"]
    if first and last and last.minutes <= first.minutes and last.hour <= 12:
        last = replace(last, exact=False)
    return ClockRange(first, last) if first and last else None


@CLOCK_RANGES.rule("(from|between) first:year4 (range_word|and) last:year4", "first:year4 dash last:year4")
def _military_range(b: Bindings) -> ClockRange | None:
    """ "From 1500 until 1630": nobody speaks of such years."""
    if max(b["first"], b["last"]) >= _EARLIEST_YEAR:
        return None
    first, last = _four_digits(b["first"]), _four_digits(b["last"])
    return ClockRange(first, last) if first and last else None


@CLOCK_RANGES.rule("range:clock_range zone:zone")
def _range_zone(b: Bindings) -> ClockRange:
    found: ClockRange = b["range"]
    return ClockRange(replace(found.start, zone=b["zone"]), replace(found.end, zone=b["zone"]))


@BARE_CLOCKS.rule(
    "from first:hour range_word last:hour !any_unit !any_month !of",
    "between first:hour and last:hour !any_unit !any_month !of",
    "between first:hour range_word last:hour !any_unit !any_month !of",
    "<date comma? at? first:hour range_word last:hour !any_unit !of",
    "<daypart comma? at? first:hour range_word last:hour !any_unit !of",
    "at first:hour range_word last:hour !any_unit !of",
    "first:hour range_word last:hour on? >day_ahead",
)
def _bare_range(b: Bindings) -> ClockRange | None:
    if b["first"] > 24 or b["last"] > 24 or b["first"] == b["last"]:
        return None
    long = (b["last"] - b["first"]) % 12 > _LONGEST_UNLED
    if long and b.every("on") and b.nodes[0].char in CATEGORIES.chars("hour"):  # "3-1 on Sunday" is a result
        return None
    return ClockRange(_bare(b["first"]), _bare(b["last"]))


@BARE_CLOCKS.rule(
    "from first_hour:spoken_hour first_minute:spoken_minute range_word hour:spoken_hour minute:spoken_minute",
    "between first_hour:spoken_hour first_minute:spoken_minute and hour:spoken_hour minute:spoken_minute",
)
def _spoken_range(b: Bindings) -> ClockRange:
    return ClockRange(_bare(b["first_hour"], b["first_minute"]), _bare(b["hour"], b["minute"]))


@BARE_CLOCKS.rule("hour:spoken_hour dash? minute:spoken_minute !any_unit")
def _spoken_pair(b: Bindings) -> Clock | None:
    lowest = 15 if b.every("dash") else 10
    return Clock(b["hour"], b["minute"]) if b["minute"] >= lowest else None


@BARE_CLOCKS.rule("hour:hour comma >daypart", "~any_month hour:hour >daypart")
def _hour_of_part(b: Bindings) -> Clock | None:
    """ "9 tomorrow morning", where what stands before may still make another number of it."""
    return replace(_bare(b["hour"]), lone=not b.every("comma")) if 1 <= b["hour"] <= 12 else None


@BARE_CLOCKS.rule(
    "at time:dotted !any_unit",
    "<date comma? time:dotted !any_unit !slash !dash",
    "<daypart comma? time:dotted !any_unit !slash !dash",
    "^ time:dotted comma? >date",
)
def _dotted_clock(b: Bindings) -> Clock | None:
    clock = written_clock(b["time"])
    return replace(clock, bare=True) if clock else None


@BARE_CLOCKS.rule("^ time:dotted (on|comma)? >day_ahead")
def _dotted_before_day(b: Bindings) -> Clock | None:
    """ "Concert 20.15 on Friday"; what stands before may still make a version of it."""
    clock = written_clock(b["time"])
    return replace(clock, bare=True, lone=True) if clock and clock.hour >= _EARLIEST_LETTER else None


@BARE_CLOCKS.rule(
    "at around? about? hour:hour !any_unit !any_month !dash !slash",
    "at around? about? hour:hour dash $",
    "<date around hour:hour !any_unit !any_month !dash !slash",
    "<daypart around hour:hour !any_unit !any_month !dash !slash",
    "<leads_open around? hour:hour !any_unit !any_month !dash !slash",
    "target (around|at)* hour:hour !any_unit !any_month !dash !slash",
    "source hour:hour !any_unit !any_month !dash !slash",
    "from hour:hour comma? on? >day_ahead",
)
def _bare_hour(b: Bindings) -> Clock | None:
    return _bare(b["hour"]) if 1 <= b["hour"] <= 24 else None


@BARE_CLOCKS.rule("hour:hour on >day_ahead")
def _hour_on_day(b: Bindings) -> Clock | None:
    """ "Would 11 on Friday suit you?": what stands around it has to ask for an hour."""
    return replace(_bare(b["hour"]), lone=True) if 1 <= b["hour"] <= 24 else None


@BARE_CLOCKS.rule("<date comma? hour:n24 $", "<daypart comma? hour:n24 $", "<date comma? hour:n24 comma")
def _hour_behind_day(b: Bindings) -> Clock | None:
    """ "Friday 10": a number right behind a day, with nothing behind it that it could count."""
    return replace(_bare(b["hour"]), lone=True) if 1 <= b["hour"] <= 23 else None


@BARE_CLOCKS.rule(
    "(at|around|by) clock:hhmm",
    "at time:year4",
    "<date comma? clock:hhmm",
    "<daypart comma? clock:hhmm",
    "clock:hhmm comma? (on|of)? >day_ahead",
)
def _at_hhmm(b: Bindings) -> Clock | None:
    if b.has("clock"):
        clock: Clock = b["clock"]
        return clock
    return _four_digits(b["time"])


@BARE_CLOCKS.rule("day:date comma? time:year4 !any_unit")
def _digits_behind_day(b: Bindings) -> At | None:
    """ "Tomorrow 1215": behind a day that can have no year of its own, four digits are an hour."""
    day, time = b["day"], b["time"]
    yearless = isinstance(day, RelativeDay) or (isinstance(day, Fields) and day == Fields(weekday=day.weekday))
    clock = _four_digits(time)
    return At(day, replace(clock, lone=True)) if yearless and clock and time % 5 == 0 else None


def _four_digits(number: int) -> Clock | None:
    hour, minute = divmod(number, 100)
    return Clock(hour, minute, exact=True) if hour < 24 and minute <= 59 else None


def _bare(hour: int, minute: int = 0) -> Clock:
    return Clock(hour, minute, exact=hour > 12 or hour == 0, bare=True)
