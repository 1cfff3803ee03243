"""From one clock to another, with the zone that was said."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import Bindings, Level
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.rules.digits import bare_clock, four_digits, run_clock, written_clock

CLOCK_RANGES = Level("clock ranges")


@CLOCK_RANGES.rule("<at hour:hour >until")
def _hour_before_limit(b: Bindings) -> Clock | None:
    """In "at 10 until January 20" the number is an hour, no day of January."""
    return bare_clock(b["hour"]) if 1 <= b["hour"] <= 24 else None


@CLOCK_RANGES.rule("from first:hour range_word last:hour >until", "<date first:hour (dash|to) last:hour >until")
def _hours_before_limit(b: Bindings) -> ClockRange | None:
    """In "from 3 to 4 until December 17" both numbers are hours."""
    fits = 1 <= b["first"] <= 24 and 1 <= b["last"] <= 24 and b["first"] != b["last"]
    return ClockRange(bare_clock(b["first"]), bare_clock(b["last"])) if fits else None


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
    return ClockRange(bare_clock(b["first"], b.get("minute") or 0), b["last"]) if b["first"] <= 24 else None


@CLOCK_RANGES.rule("from? first:big range_word last:clock", "between first:big (and|range_word) last:clock")
def _run_together_to_clock(b: Bindings) -> ClockRange | None:
    """ "230-4pm"."""
    first = run_clock(b["first"])
    return ClockRange(first, b["last"]) if first else None


@CLOCK_RANGES.rule("from? first:hour range_word last:hour zone:zone")
def _hours_in_zone(b: Bindings) -> ClockRange | None:
    if b["first"] > 24 or b["last"] > 24:
        return None
    return ClockRange(replace(bare_clock(b["first"]), zone=b["zone"]), replace(bare_clock(b["last"]), zone=b["zone"]))


@CLOCK_RANGES.rule(
    "from? first:clock range_word last:hour !any_unit !any_month",
    "between first:clock and last:hour !any_unit !any_month",
    "between first:clock range_word last:hour !any_unit !any_month",
)
def _clock_to_hour(b: Bindings) -> ClockRange:
    return ClockRange(b["first"], bare_clock(b["last"]))


@CLOCK_RANGES.rule(
    "times:dotted range_word last:clock", "<date comma? times:dotted range_word last:hour !any_unit !any_month !of"
)
def _dotted_to_clock(b: Bindings) -> ClockRange | None:
    (hour, minute), _ = b["times"]
    last = b["last"] if isinstance(b["last"], Clock) else bare_clock(b["last"])
    return ClockRange(Clock(hour, minute), last) if hour <= 24 and minute <= 59 and last.hour <= 24 else None


@CLOCK_RANGES.rule(
    "<led comma? times:dotted range_word last:dotted !unit",
    "times:dotted range_word last:dotted >date",
    "times:dotted range_word last:dotted comma >date",
)
def _dotted_range(b: Bindings) -> ClockRange | None:
    first, last = written_clock(b["times"]), written_clock(b["last"])
    return ClockRange(first, last) if first and last else None


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
    last = b["last"] if isinstance(b["last"], Clock) else four_digits(b["last"])
    first = four_digits(b["first_year"]) if b.has("first_year") else b["first"]
    if first and last and last.minutes <= first.minutes and last.hour <= 12:
        last = replace(last, exact=False)
    return ClockRange(first, last) if first and last else None


@CLOCK_RANGES.rule("range:clock_range zone:zone")
def _range_zone(b: Bindings) -> ClockRange:
    found: ClockRange = b["range"]
    return ClockRange(replace(found.start, zone=b["zone"]), replace(found.end, zone=b["zone"]))
