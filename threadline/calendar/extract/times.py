"""Which of the times in a message is the event's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from threadline import regex
from threadline.calendar.extract.vocabulary import words_in
from threadline.calendar.when import Grain, Kind, Role, WarningCode, When, resolve

_TARGET = regex.compile(r"\b(?:to|for|until|on|auf|à|a|al|naar)\s*(?:the\s+)?$", re.IGNORECASE)
_SAID_RANGE = regex.compile(r"\bfrom\b.*\bto\b", re.IGNORECASE | re.DOTALL)
_LEAD = 12
_DAY = timedelta(days=1)
_ROLES = {Role.TARGET: 0, Role.WANTED: 1, Role.SOURCE: 2, Role.ASIDE: 2, Role.REFUSED: 3, Role.PAST: 3, Role.USUAL: 3}


def in_order(whens: tuple[When, ...]) -> tuple[When, ...]:
    """The times with the wanted one first: by its part in the talk, then by how much of a time it says.

    A recurrence goes before a clock on a day, this before a part of a day, this before a clock without a day, this
    before a date, this before a limit; among equals the first. Lengths are no times and come last.
    """
    return tuple(sorted(map(_to_the_minute, whens), key=_rank))


def _to_the_minute(when: When) -> When:
    """The time without the seconds of now, which "in 20 minutes" does not say."""
    if when.grain is not Grain.MINUTE or (when.start is None and when.end is None):
        return when
    if not any(moment and (moment.second or moment.microsecond) for moment in (when.start, when.end)):
        return when
    start, end = (moment and moment.replace(second=0, microsecond=0) for moment in (when.start, when.end))
    return replace(when, start=start, end=end)


def _rank(when: When) -> tuple[int, int, int, int]:
    if when.kind is Kind.DURATION:
        return 9, 0, 0, 0
    over = any(caution.code is WarningCode.PAST for caution in when.warnings)
    return _ROLES[when.role], int(over), _fullness(when), int(when.confidence < 0.45)


def _fullness(when: When) -> int:
    if when.rrule:
        return 0
    if when.start is None:
        return 5
    if when.all_day:
        return 4
    if not when.dated:
        return 3
    if when.kind is Kind.SINCE:
        return 2
    return 2 if when.grain is Grain.HOUR and when.end is not None else 1


def is_unread(when: When) -> bool:
    """Whether a time was read in a language that nobody here reads: its day may have been said all the same."""
    return any(each.code is WarningCode.UNKNOWN_LANGUAGE for each in when.warnings)


def best_time(whens: tuple[When, ...]) -> When | None:
    """The first of the times in order, or None where there are but lengths."""
    return next((when for when in in_order(whens) if when.kind is not Kind.DURATION), None)


def moved_to(text: str, whens: tuple[When, ...], reference: datetime) -> When | None:
    """Where an event is moved: the time behind "to"; a clock alone keeps the day it is moved from."""
    placed = [when for when in sorted(whens, key=lambda when: when.span) if when.kind is not Kind.DURATION]
    if target := next((when for when in placed if when.role is Role.TARGET), None):
        return target
    for when in placed:
        if when.start is not None and when.end is not None and _SAID_RANGE.search(when.text) and _on_two_days(when):
            return _last_end(when)
    targets = [when for when in placed if _TARGET.search(text[max(0, when.span[0] - _LEAD) : when.span[0]])]
    if not targets:
        return None
    target = targets[-1]
    source = placed[0]
    if target is source or source.start is None or target.start is None or target.all_day:
        return target
    return _on_day_of(source.start, target) if _names_no_day(target, reference) else target


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


_COMPOUND = regex.compile(r"(?:night|evening|morning|afternoon)\b\s*(?:(?:on|,|for|at)\s+)?", re.IGNORECASE)
_BEFORE_COMPOUND = regex.compile(r"(?:^|\s)([^\W\d_][\w'’-]*)\s$")
NO_COMPOUND = words_in(
    "a an the this that these last next every each all late early mid at in on by of to from for until till before "
    "after around one per tomorrow today yesterday friday saturday sunday monday tuesday wednesday thursday and or "
    "good same some any most which what other is was be it me us you up out off there here free busy either first "
    "saturday's friday's"
)
"""Before "night" and the like: words that make no compound with it."""


_TURKISH_MEAL = regex.compile(r"(?:öğle|akşam|sabah|gece)n?\Z", re.IGNORECASE)
_MEAL_BEHIND = regex.compile(r" (?:yeme|kahvaltı|çay|kahve|koşu|ara|mola|toplantı|ders|namaz)\w*", re.IGNORECASE)


def without_compound(piece: tuple[int, int], text: str) -> tuple[int, int]:
    """The stretch of a time, or an empty one, without the "night" of "game night on Friday", which is of its name."""
    first, last = piece
    if _TURKISH_MEAL.match(text[first:last]) and _MEAL_BEHIND.match(text, last):  # "öğle yemeği" is a lunch
        return last, last
    match = _COMPOUND.match(text, first, last)
    before = _BEFORE_COMPOUND.search(text[max(0, first - 24) : first])
    if match is None or before is None or before[1].lower() in NO_COMPOUND:
        return piece
    return match.end(), last
