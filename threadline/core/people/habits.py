"""Habits that preferences hold: time to focus, and days away. How they are written.

| preference | value | what it is |
|---|---|---|
| `focus_time` | `120 morning`, `90 afternoon`, `60 09:00-11:00` | minutes kept on each working day, and when |
| `out_of_office` | `2027-08-03/2027-08-07`, several by commas | days away, the last one included |
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import Busy
from threadline.calendar.focus_time import SHORTEST, FocusTime

PARTS = {"morning": (time(8), time(12)), "afternoon": (time(12), time(18)), "day": (time(8), time(18))}
MOST_ABSENCES = 20
_LONGEST_FOCUS = timedelta(hours=8)
_FOCUS = regex.compile(r"^(\d{2,3})\s+(?:([a-z]+)|(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2}))$")
_LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away, `last` included."""

    first: date
    last: date

    def during(self, zone: str) -> Busy:
        """From when to when that is on the clock of `zone`."""
        clock = ZoneInfo(zone)
        following = self.last + timedelta(days=1)
        return Busy(datetime.combine(self.first, time(), clock), datetime.combine(following, time(), clock))


def read_focus(text: str) -> FocusTime | None:
    """A focus time as `120 morning`; None for what is none."""
    match = _FOCUS.match(text.strip().lower())
    if match is None:
        return None
    hours = PARTS.get(match[2]) if match[2] else _hours(int(match[3]), int(match[4]), int(match[5]), int(match[6]))
    length = timedelta(minutes=int(match[1]))
    if hours is None or not SHORTEST <= length <= _LONGEST_FOCUS:
        return None
    window = timedelta(hours=hours[1].hour - hours[0].hour, minutes=hours[1].minute - hours[0].minute)
    return FocusTime(*hours, length) if length <= window else None


def read_absences(text: str) -> tuple[Absence, ...]:
    """The days away that a preference lists, in order; empty where one of them is none."""
    found = []
    for part in re.split(r"\s*,\s*", text.strip()):
        first, _slash, last = part.partition("/")
        try:
            absence = Absence(date.fromisoformat(first), date.fromisoformat(last or first))
        except ValueError:
            return ()
        if not timedelta() <= absence.last - absence.first <= _LONGEST_ABSENCE:
            return ()
        found.append(absence)
    return tuple(sorted(found, key=lambda each: each.first)) if len(found) <= MOST_ABSENCES else ()


def written(absences: Sequence[Absence]) -> str:
    """How days away are kept."""
    return ",".join(f"{each.first.isoformat()}/{each.last.isoformat()}" for each in absences)


def _hours(hour: int, minute: int, until: int, to: int) -> tuple[time, time] | None:
    try:
        found = time(hour, minute), time(until, to)
    except ValueError:
        return None
    return found if found[0] < found[1] else None
