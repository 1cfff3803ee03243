"""Bounds of a series that stand apart from it: "every Tuesday at 10 with Bo until January 20"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from threadline import regex
from threadline.calendar.when.meaning.amounts import Amount
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import NumberedWeek, Quarter, Season, UnitPeriod
from threadline.calendar.when.meaning.ranges import At, Between, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.series import in_period

if TYPE_CHECKING:
    from threadline.calendar.when.discourse.found import Found

_FARTHEST_AHEAD = 40
_JOINT = regex.compile(r"[\s,;:–—-]*(?:in|im|en|em|nel|of|during|for|dans|i|w|in the)?\s*", re.IGNORECASE)
_FOR = regex.compile(r"\b(?:for|für|pendant|durante|per|por|voor|przez|i|в течение)\s*$", re.IGNORECASE)
_FROM = regex.compile(
    r"\s(?:from|as of|starting|beginning|ab|ab dem|à partir (?:du|de)|desde(?: el)?|dal|a partir d[eo]l?|vanaf|od|från|"
    r"fra|с|з|(?:the )?first (?:one|session|class|lesson|meeting|time|occurrence)(?: is| will be)?(?: on)?:?)\s*$",
    re.IGNORECASE,
)
_UNTIL = regex.compile(
    r"(?:^|[\s,])(?:until|till?|through|up to|bis|jusqu['’](?:à|au)|hasta|fino|até|tot|do|до|till och med|indtil)\s+"
    r"[^.!?;\d]{2,40}?\s(?:on|at|am|le|el|il|em|op|den|dnia)?\s*$",
    re.IGNORECASE,
)
"""What a series lasts until may have a name before its day: "until the concert on December 18"."""
_DUE = regex.compile(r"(?:by|before|no later|not later|due|bis spätestens|avant|antes|entro)\b", re.IGNORECASE)
_PERIODS = (UnitPeriod, Quarter, Season, NumberedWeek)


def bounded(first: Found, second: Found, text: str) -> Recurrence | None:
    """The series of one with the bound that the other is; None when they are no such pair."""
    if isinstance(first.value, Recurrence):
        return _behind(first.value, second, text[first.end : second.start], text)
    if isinstance(second.value, Recurrence) and second.start - first.end <= _FARTHEST_AHEAD:
        recurrence: Recurrence = second.value
        ahead = isinstance(first.value, _PERIODS) and getattr(first.value, "steps", 0) >= 0
        return in_period(recurrence, first.value) if ahead and _unbounded(recurrence) else None
    return None


def _unbounded(recurrence: Recurrence) -> bool:
    bounds = (
        recurrence.start,
        recurrence.until,
        recurrence.within,
        recurrence.lasts,
        recurrence.runs,
        recurrence.count,
    )
    return not any(bound is not None for bound in bounds)


def _behind(recurrence: Recurrence, item: Found, gap: str, text: str) -> Recurrence | None:
    value = item.value
    if isinstance(value, Deadline) and recurrence.until is None and not _DUE.match(text, item.start):
        end, clock = day_and_clock(value.limit)
        return None if _clock_alone(end) else replace(recurrence, until=end, clock=recurrence.clock or clock)
    if isinstance(value, Since) and recurrence.start is None and not value.behind:
        start, clock = day_and_clock(value.limit)
        return None if _clock_alone(start) else replace(recurrence, start=start, clock=recurrence.clock or clock)
    if isinstance(value, Between) and isinstance(value.first, Clock) and recurrence.clock is None:
        until = value.last if getattr(value.last, "category", "") in {"date", "period", "range"} else None
        return replace(recurrence, clock=value.first, until=until) if until and _unbounded(recurrence) else None
    if isinstance(value, Amount) and value.grain.coarse and _unbounded(recurrence) and _FOR.search(gap):
        return replace(recurrence, runs=value)
    if getattr(value, "category", "") == "date" and recurrence.start is None and _FROM.search(gap):
        start, clock = day_and_clock(value)
        return replace(recurrence, start=start, clock=recurrence.clock or clock)
    if getattr(value, "category", "") == "date" and recurrence.until is None and _UNTIL.search(gap):
        end, _clock = day_and_clock(value)
        return replace(recurrence, until=end)
    if is_period(value) and _JOINT.fullmatch(gap) and _unbounded(recurrence):
        return in_period(recurrence, value)
    return None


def is_period(value: Any) -> bool:
    """True for a stretch of days that a series can last."""
    month = isinstance(value, Fields) and value.month is not None and value.day is None and value.weekday is None
    days = isinstance(value, Between) and isinstance(value.first, Fields) and value.first.day is not None
    return month or days or isinstance(value, _PERIODS)


def day_and_clock(limit: Any) -> tuple[Any, Clock | ClockRange | None]:
    """A bound apart from the clock that was said with it: in "until Christmas at 5pm" the hour is that of each day."""
    if isinstance(limit, At) and limit.day is not None and isinstance(limit.time, Clock | ClockRange):
        return limit.day, limit.time
    return limit, None


def _clock_alone(limit: Any) -> bool:
    return isinstance(limit, Clock | ClockRange | PartOfDay) or (isinstance(limit, At) and limit.day is None)
