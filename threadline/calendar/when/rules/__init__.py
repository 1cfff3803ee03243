"""The common grammar: levels of rules, in the order they are applied."""

from __future__ import annotations

from threadline.calendar.when.grammar import Level
from threadline.calendar.when.rules.amounts import AMOUNTS
from threadline.calendar.when.rules.bare_clocks import BARE_CLOCKS
from threadline.calendar.when.rules.clock_ranges import CLOCK_RANGES
from threadline.calendar.when.rules.clocks import CLOCKS
from threadline.calendar.when.rules.dates import DATES
from threadline.calendar.when.rules.meetings import DAY_PARTS, MEETINGS, WEEKDAYS
from threadline.calendar.when.rules.open_ends import OPEN_ENDS
from threadline.calendar.when.rules.periods import PERIODS
from threadline.calendar.when.rules.ranges import DAY_RANGES, RANGES
from threadline.calendar.when.rules.recurrence import HEADS
from threadline.calendar.when.rules.recurrence_days import HANGERS, IN_PERIODS
from threadline.calendar.when.rules.recurrence_tails import TAILS
from threadline.calendar.when.rules.relative import RELATIVE
from threadline.calendar.when.rules.steps import STEPS
from threadline.calendar.when.rules.zones import ZONES

LEVELS: list[Level] = [
    CLOCKS,
    ZONES,
    HEADS,
    HANGERS,
    AMOUNTS,
    DATES,
    CLOCK_RANGES,
    DAY_RANGES,
    STEPS,
    IN_PERIODS,
    PERIODS,
    WEEKDAYS,
    RELATIVE,
    DAY_PARTS,
    BARE_CLOCKS,
    MEETINGS,
    TAILS,
    TAILS,
    RANGES,
    OPEN_ENDS,
]
