"""Weekdays that lie in a week said before them: "next week, say Wednesday at 3", "w/c 7 December, probably Tuesday"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import WeekOf, Within
from threadline.calendar.when.meaning.periods import NumberedWeek, UnitPeriod
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.model import Grain, Role

_FARTHEST = 60
_PARAGRAPH = regex.compile(r"\n\s*\n|;")
# What is excepted, refused or only bounds the week is no choice within it.
_OTHERWISE = regex.compile(
    r"\b(?:except\w*|excluding|apart|other|but|not|without|before|after|by|until|till|from|bar|save|never|no|unless|"
    r"can['’]?t|cannot|won['’]?t|au(?:ß|ss)er|nicht|kein\w*|sauf|pas|excepto|salvo|no|tranne|eccetto|non|exceto|não|"
    r"behalve|niet|oprócz|nie|utom|inte|undtagen|unntatt|ikke|кроме|не|крім)(?!\w)",
    re.IGNORECASE,
)


def with_weeks(found: list[Found], text: str) -> list[Found]:
    """The finds, where each weekday not far behind a week is the one of that week, which is used up by it."""
    kept: list[Found] = []
    week: Found | None = None
    used = False
    for item in found:
        if _is_week(item):
            kept.append(item)
            week, used = item, False
            continue
        placed = _placed(item, week.value) if week is not None and _near(kept[-1], item, text) else None
        if week is None or placed is None:
            week = week if week is not None and used and item.role is not Role.WANTED else None
            kept.append(item)
            continue
        if not used:
            kept.remove(week)
        pieces = item.pieces if used else (*week.pieces, *item.pieces)
        kept.append(replace(item, value=placed, pieces=pieces))
        used = True
    return kept


def _is_week(item: Found) -> bool:
    value = item.value
    if item.role is not Role.WANTED:
        return False
    if isinstance(value, UnitPeriod):
        return value.grain is Grain.WEEK and value.steps > 0
    return isinstance(value, NumberedWeek) or (isinstance(value, WeekOf) and not value.weekend)


def _near(last: Found, item: Found, text: str) -> bool:
    gap = text[last.end : item.start]
    return len(gap) <= _FARTHEST and not _PARAGRAPH.search(gap) and not _OTHERWISE.search(gap)


def _placed(item: Found, week: Any) -> Any:
    """The weekday (with its hour) or the weekdays in the week; None where it is another time."""
    if isinstance(item.value, Between):
        return _days_in(item.value, week)
    day: Any = item.value.day if isinstance(item.value, At) else item.value
    if not _is_weekday(day):
        return None
    inner = Within(day, week)
    return replace(item.value, day=inner) if isinstance(item.value, At) else inner


def _days_in(days: Between, week: Any) -> Between | None:
    """ "KW 46, von Dienstag bis Donnerstag": both ends lie in it."""
    first: Any = days.first
    last: Any = days.last
    if not (_is_weekday(first) and _is_weekday(last)) or first.weekday > last.weekday:
        return None
    return replace(days, first=Within(first, week), last=Within(last, week))


def _is_weekday(day: Any) -> bool:
    return isinstance(day, Fields) and day.weekday is not None and day == Fields(weekday=day.weekday)
