"""Which of the times in a message is the event's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from threadline.calendar.when import Kind, When, resolve

_TARGET = re.compile(r"\b(?:to|for|until|on|auf|à|a|al|naar)\s*(?:the\s+)?$", re.IGNORECASE)
_SAID_RANGE = re.compile(r"\bfrom\b.*\bto\b", re.IGNORECASE | re.DOTALL)
_TO_HOUR = re.compile(r"\bto (\d{1,2})(?=[\s.!?,]*(?:$|\n|please|instead|so|because))", re.IGNORECASE)
_LEAD = 12
_DAY = timedelta(days=1)


def best_time(whens: tuple[When, ...]) -> When | None:
    """A recurrence, else the first that has a clock, else the first that is a date; lengths are no times."""
    placed = [when for when in whens if when.kind is not Kind.DURATION]
    for wanted in (
        [when for when in placed if when.rrule],
        [when for when in placed if when.start and not when.all_day],
        placed,
    ):
        if wanted:
            return wanted[0]
    return None


def moved_to(text: str, whens: tuple[When, ...], reference: datetime) -> When | None:
    """Where an event is moved: the time behind "to"; a clock alone keeps the day it is moved from."""
    placed = [when for when in sorted(whens, key=lambda when: when.span) if when.kind is not Kind.DURATION]
    for when in placed:
        if when.start is not None and when.end is not None and _SAID_RANGE.search(when.text) and _on_two_days(when):
            return _last_end(when)
    if (hour := _hour_alone(text, placed, reference)) is not None:
        return hour
    targets = [when for when in placed if _TARGET.search(text[max(0, when.span[0] - _LEAD) : when.span[0]])]
    if not targets:
        return None
    target = targets[-1]
    source = placed[0]
    if target is source or source.start is None or target.start is None or target.all_day:
        return target
    return _on_day_of(source.start, target) if _names_no_day(target, reference) else target


def _hour_alone(text: str, placed: list[When], reference: datetime) -> When | None:
    """The hour of "push it to 4", which alone would be no time; it keeps the day of the time before it."""
    match = _TO_HOUR.search(text)
    if match is None or any(
        first < match.end() and match.start(1) < last for when in placed for first, last in when.pieces
    ):
        return None
    found = resolve(f"at {match.group(1)}", reference)
    if not found:
        return None
    hour = replace(found[0], text=match.group(1), span=match.span(1), pieces=(match.span(1),))
    return _on_day_of(placed[0].start, hour) if placed and placed[0].start else hour


def _on_two_days(when: When) -> bool:
    return when.start is not None and when.end is not None and when.end - when.start > _DAY


def _last_end(when: When) -> When:
    """The last end of "from Tuesday 3pm to Wednesday 4pm" as a time of its own."""
    if when.end is None or when.all_day:
        return replace(when, start=when.end and when.end - _DAY)
    return replace(when, kind=Kind.INSTANT, start=when.end, end=None, duration=None)


def _names_no_day(when: When, reference: datetime) -> bool:
    """True when the words give the same clock whatever the day they are said on."""
    later = resolve(when.text, reference + _DAY)
    return bool(later) and later[0].start is not None and when.start is not None and later[0].start - when.start == _DAY


def _on_day_of(day: datetime, target: When) -> When:
    assert target.start is not None  # noqa: S101 - the caller checked; tells the type checker
    start = target.start.replace(year=day.year, month=day.month, day=day.day)
    end = start + (target.end - target.start) if target.end else None
    return replace(target, start=start, end=end)
