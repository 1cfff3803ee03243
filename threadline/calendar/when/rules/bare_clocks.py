"""Numbers that only their place makes hours: "at 10", "Friday 10", "between 2 and 4"."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Bindings, Level
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.rules.digits import bare_clock, four_digits, run_clock, written_clock

_EARLIEST_LETTER = 7
_LONGEST_UNLED = 6
_FOUR_DIGITS = 1000
_HALF_DAY, _LONGEST_RUN = 12 * 60, 6 * 60
BARE_CLOCKS = Level("bare clocks")


@BARE_CLOCKS.rule(
    "<led (from|at)* first_hour:spoken_hour first_minute:late_minute? range_word hour:spoken_hour minute:late_minute "
    "!any_unit !any_month",
    "<led (from|at)* first_hour:spoken_hour first_minute:late_minute range_word hour:spoken_hour !any_unit !any_month",
)
def _spoken_range_behind_day(b: Bindings) -> ClockRange | None:
    """ "Thursday nine to ten thirty"."""
    minutes = (b.get("first_minute") or 0, b.get("minute") or 0)
    if max(b["first_hour"], b["hour"]) > 12 or max(minutes) > 59:
        return None
    return ClockRange(bare_clock(b["first_hour"], minutes[0]), bare_clock(b["hour"], minutes[1]))


@BARE_CLOCKS.rule(
    "<recurrence comma? first:hour range_word last:hour !any_unit !any_month !of",
    "from first:hour range_word last:hour !any_unit !any_month !of",
    "between first:hour and last:hour !any_unit !any_month !of",
    "between first:hour range_word last:hour !any_unit !any_month !of",
    "<date comma? at? first:hour range_word last:hour !any_unit !of",
    "<daypart comma? at? first:hour range_word last:hour !any_unit !of",
    "at first:hour range_word last:hour !any_unit !of",
    "first:hour range_word last:hour on? >day_ahead",
    "first:hour range_word last:hour (from|starting) >day_ahead",
    "first:hour range_word last:hour comma? >recurrence",
)
def _bare_range(b: Bindings) -> ClockRange | None:
    if b["first"] > 24 or b["last"] > 24 or b["first"] == b["last"]:
        return None
    long = (b["last"] - b["first"]) % 12 > _LONGEST_UNLED
    if long and b.every("on") and b.nodes[0].char in CATEGORIES.chars("hour"):  # "3-1 on Sunday" is a result
        return None
    return ClockRange(bare_clock(b["first"]), bare_clock(b["last"]))


@BARE_CLOCKS.rule(
    "<recurrence comma? (from|at)* first:run_hour range_word last:run_hour !any_unit !any_month !of !meridiem",
    "<date comma? (from|at)* first:run_hour range_word last:run_hour !any_unit !any_month !of !meridiem",
    "<daypart comma? (from|at)* first:run_hour range_word last:run_hour !any_unit !any_month !of !meridiem",
    "(from|at) first:run_hour range_word last:run_hour !any_unit !any_month !of !meridiem",
    "first:run_hour range_word last:run_hour (on|comma)? >day_ahead",
)
def _run_together_range(b: Bindings) -> ClockRange | None:
    """ "Thursday 330-4", "2 to 230 on Friday"."""
    first, last = (run_clock(b[name]) for name in ("first", "last"))
    if first is None or last is None or not (first.minute or last.minute):
        return None
    return ClockRange(first, last) if 0 < (last.minutes - first.minutes) % _HALF_DAY <= _LONGEST_RUN else None


@BARE_CLOCKS.rule("<date at time:big !any_unit", "<daypart at time:big !any_unit", "at time:big (on|comma)? >day_ahead")
def _run_together_hour(b: Bindings) -> Clock | None:
    """ "Gym at 730 tomorrow"."""
    clock = run_clock(b["time"])
    return replace(clock, lone=True) if clock else None


@BARE_CLOCKS.rule(
    "from first_hour:spoken_hour first_minute:spoken_minute range_word hour:spoken_hour minute:spoken_minute",
    "between first_hour:spoken_hour first_minute:spoken_minute and hour:spoken_hour minute:spoken_minute",
)
def _spoken_range(b: Bindings) -> ClockRange:
    return ClockRange(bare_clock(b["first_hour"], b["first_minute"]), bare_clock(b["hour"], b["minute"]))


@BARE_CLOCKS.rule(
    "<led (from|at)* first:hour range_word times:dotted !unit",
    "<led (from|at)* times:dotted range_word first:hour !any_unit !any_month !of",
    "times:dotted range_word first:hour (on|comma)? >day_ahead",
)
def _hour_and_dotted(b: Bindings) -> ClockRange | None:
    """ "Tomorrow 9-10.30"."""
    dotted, hour = written_clock(b["times"]), b["first"]
    if dotted is None or not 1 <= hour <= 24:
        return None
    dotted = replace(dotted, bare=True)
    first_last = (dotted, bare_clock(hour)) if b.nodes[-1].value == hour else (bare_clock(hour), dotted)
    return ClockRange(*first_last)


@BARE_CLOCKS.rule("hour:spoken_hour dash? minute:spoken_minute !any_unit")
def _spoken_pair(b: Bindings) -> Clock | None:
    lowest = 15 if b.every("dash") else 10
    return Clock(b["hour"], b["minute"]) if b["minute"] >= lowest else None


@BARE_CLOCKS.rule("hour:hour comma >daypart", "~any_month hour:hour >daypart")
def _hour_of_part(b: Bindings) -> Clock | None:
    """ "9 tomorrow morning", where what stands before may still make another number of it."""
    return replace(bare_clock(b["hour"]), lone=not b.every("comma")) if 1 <= b["hour"] <= 12 else None


@BARE_CLOCKS.rule(
    "at time:dotted !any_unit",
    "<date from time:dotted !any_unit !range_word",
    "<date comma? time:dotted !any_unit !slash !dash",
    "<daypart comma? time:dotted !any_unit !slash !dash",
    "^ time:dotted comma? >date",
)
def _dotted_clock(b: Bindings) -> Clock | None:
    clock = written_clock(b["time"])
    return replace(clock, bare=True) if clock else None


@BARE_CLOCKS.rule("^ time:dotted >daypart")
def _dotted_before_part(b: Bindings) -> Clock | None:
    """ "School pickup 3.10 this arvo"."""
    clock = written_clock(b["time"])
    return replace(clock, bare=True, lone=True) if clock and 1 <= clock.hour <= 12 else None


@BARE_CLOCKS.rule("^ meal? time:dotted (on|comma)? >day_ahead")
def _dotted_before_day(b: Bindings) -> Clock | None:
    """ "Concert 20.15 on Friday"; what stands before may still make a version of it."""
    clock = written_clock(b["time"])
    surely = clock is not None and (clock.hour >= _EARLIEST_LETTER or b.every("meal"))
    return replace(clock, bare=True, lone=True) if clock and surely else None


@BARE_CLOCKS.rule(
    "at around? about? hour:hour !any_unit !any_month !dash !slash !times",
    "at around? about? hour:hour dash $",
    "around hour:hour !any_unit !any_month (on|comma)? >day_ahead",
    "<date around hour:hour !any_unit !any_month !dash !slash",
    "<daypart around hour:hour !any_unit !any_month !dash !slash",
    "<leads_open around? hour:hour !any_unit !any_month !dash !slash",
    "target (around|at)* hour:hour !any_unit !any_month !dash !slash",
    "source hour:hour !any_unit !any_month !dash !slash",
    "from hour:hour comma? on? >day_ahead",
)
def _bare_hour(b: Bindings) -> Clock | None:
    return bare_clock(b["hour"]) if 1 <= b["hour"] <= 24 else None


@BARE_CLOCKS.rule("<date comma? hour:n24 zone:zone")
def _hour_in_zone(b: Bindings) -> Clock | None:
    """ "Tuesday 9 PT"."""
    return replace(bare_clock(b["hour"]), zone=b["zone"], lone=True) if 1 <= b["hour"] <= 23 else None


@BARE_CLOCKS.rule("hour:hour on >day_ahead")
def _hour_on_day(b: Bindings) -> Clock | None:
    """ "Would 11 on Friday suit you?": what stands around it has to ask for an hour."""
    return replace(bare_clock(b["hour"]), lone=True) if 1 <= b["hour"] <= 24 else None


@BARE_CLOCKS.rule("<or hour:hour !any_unit !any_month !of >day_ahead")
def _other_hour(b: Bindings) -> Clock | None:
    """ "At 9 or 10 tomorrow": the second choice is an hour as well."""
    return replace(bare_clock(b["hour"]), lone=True) if 1 <= b["hour"] <= 24 else None


@BARE_CLOCKS.rule("hour:hour or >clock")
def _first_hour(b: Bindings) -> Clock | None:
    """ "10 or 11 on Monday": the first choice is an hour where the second is one."""
    return replace(bare_clock(b["hour"]), lone=True) if 1 <= b["hour"] <= 24 else None


@BARE_CLOCKS.rule(
    "<recurrence comma? hour:n24 $",
    "<date comma? hour:n24 $",
    "<daypart comma? hour:n24 $",
    "<date comma? hour:n24 comma",
    "<date comma? hour:n24 dash $",
)
def _hour_behind_day(b: Bindings) -> Clock | None:
    """ "Friday 10": a number right behind a day, with nothing behind it that it could count."""
    return replace(bare_clock(b["hour"]), lone=True) if 1 <= b["hour"] <= 23 else None


@BARE_CLOCKS.rule(
    "(at|around|by) clock:hhmm",
    "at time:year4",
    "<date comma? clock:hhmm",
    "<daypart comma? clock:hhmm",
    "clock:hhmm comma? (on|of)? >day_ahead",
    "^ time:year4 >date",
)
def _at_hhmm(b: Bindings) -> Clock | None:
    if b.has("clock"):
        clock: Clock = b["clock"]
        return clock
    return four_digits(b["time"])


@BARE_CLOCKS.rule("day:date comma? time:year4 !any_unit", "day:date comma? time:big !any_unit")
def _digits_behind_day(b: Bindings) -> At | None:
    """ "Tomorrow 1215": behind a day that can have no year of its own, four digits are an hour."""
    day, time = b["day"], b["time"]
    yearless = isinstance(day, RelativeDay) or (
        isinstance(day, Fields) and day == Fields(weekday=day.weekday, step=day.step)
    )
    clock = four_digits(time)
    if clock and time < _FOUR_DIGITS:  # "Friday 930"
        clock = replace(clock, exact=False) if clock.hour else None
    return At(day, replace(clock, lone=True)) if yearless and clock and time % 5 == 0 else None
