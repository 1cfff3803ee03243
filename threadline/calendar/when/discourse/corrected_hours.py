"""A number that takes the place of an hour is an hour as well: "lunch on Friday at 12. No wait, 1"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.discourse.roles import behind_correction
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.rules.digits import bare_clock

_NUMBER = regex.compile(
    r"(?P<hour>\d{1,2})(?P<minute>[:.h]?[0-5]\d)?(?=\s*(?:[.,;!?)\n]|$|(?:instead|please|pls|then|is|works|would|bitte|uhr|"
    r"svp|por favor|per favore|uur)\b))",
    re.IGNORECASE,
)
_NOON, _LATEST = 12, 23


def with_corrected_hours(found: list[Found], text: str) -> list[Found]:
    """The finds with the numbers that stand behind a clock and the words that take it back."""
    hours = list(_hours(found, text))
    return sorted((*found, *hours), key=lambda item: item.start) if hours else found


def _hours(found: list[Found], text: str) -> Iterator[Found]:
    for item in found:
        clock = _clock_of(item)
        position = behind_correction(text, item.end) if clock is not None else None
        match = _NUMBER.match(text, position) if position is not None else None
        if clock is None or match is None or not 1 <= int(match["hour"]) <= _LATEST:
            continue
        if any(other.start < match.end() and match.start() < other.end for other in found):
            continue
        hour = bare_clock(int(match["hour"]), int((match["minute"] or "0")[-2:]))
        half = clock.half if hour.ambiguous and hour.hour != _NOON and clock.hour != _NOON else None
        yield Found(replace(hour, half=half), (match.span(),))


def _clock_of(item: Found) -> Clock | None:
    """The hour of a find, or the one a range begins with."""
    time = item.value.time if isinstance(item.value, At) else item.value
    time = time.start if isinstance(time, ClockRange) else time
    return time if isinstance(time, Clock) else None
