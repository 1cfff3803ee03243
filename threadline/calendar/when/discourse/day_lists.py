"""Days that share a month: "December 3, 4 and 10", "am 3. und 4. Dezember"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ranges import At, Between

_AND = r"and|und|et|y|e|en|i|og|och|и|та|ve|&|or|oder|ou|o|of|lub|eller|или|veya"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|re|º|ª|°|\.)?"
_JOINT = rf"(?:\s*,\s*(?:(?:{_AND})\s+)?|\s*[&/]\s*|\s+(?:{_AND})\s+)(?:the\s+|den\s+|le\s+|el\s+|il\s+)?"
# Behind a list of days comes no unit, no month and no clock.
_BEHIND = regex.compile(
    rf"(?:{_JOINT}{_DAY}(?![\w:%/-]|[.,]\d))+(?=\s*(?:$|[.!?;,)\n]|(?:at|from|in|with|for|is|are|was|will|we|i|on|the|"
    r"if|both|please|um|von|ab|à|de|a|alle|om|kl|sind|sont|son|sono|são|zijn|är|er)\b))",
    re.IGNORECASE,
)
_AHEAD = regex.compile(rf"(?<![\w.,:/-])(?:{_DAY}{_JOINT})+$", re.IGNORECASE)
_OR = regex.compile(r"\b(?:or|oder|ou|o|of|lub|eller|или|veya)\b", re.IGNORECASE)
_NUMBER = regex.compile(r"\d{1,2}")
_BOUND = regex.compile(
    r"\b(?:from|between|vom|von|zwischen|du|entre|del|dal|tra|fra|van|tussen|od|między|с|между)\s*$", re.I
)
_ENDS_WITH_DAY = regex.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?$")
_BEGINS_WITH_DAY = regex.compile(r"(?:the |den |am |le |el |il )?(\d{1,2})(?!\d|:)", re.IGNORECASE)
_FARTHEST_AHEAD = 30
_LAST_OF_MONTH = 31


def with_listed(found: list[Found], text: str) -> list[Found]:
    """The finds, where a date that closes or opens a list of days stands for each of them."""
    given: list[Found] = []
    for item in found:
        listed = list(_listed(item, text)) if _is_date(_day(item.value)) else [item]
        while len(listed) > 1 and given and given[-1].end > listed[0].start:  # "am 3." of "am 3. und 10. Dezember"
            given.pop()
        given.extend(listed)
    return given


def _day(value: Any) -> Any:
    return value.day if isinstance(value, At) else value


def _is_date(value: object) -> bool:
    return isinstance(value, Fields) and value.month is not None and value.day is not None and value.weekday is None


def _listed(item: Found, text: str) -> Iterator[Found]:
    said = text[item.start : item.end]
    days: list[tuple[int, tuple[int, int]]] = []
    date = _day(item.value)
    if date is item.value and _ENDS_WITH_DAY.search(said) and (more := _BEHIND.match(text, item.end)):
        days = [(date.day, (item.start, item.end)), *_days(text, more.start(), more.end())]
    elif _BEGINS_WITH_DAY.match(said):
        first = max(0, item.start - _FARTHEST_AHEAD)
        if (more := _AHEAD.search(text[first : item.start])) and not _BOUND.search(text[: first + more.start()][-12:]):
            days = [*_days(text, first + more.start(), item.start), (date.day, (item.start, item.end))]
    if not days or any(second <= one for (one, _), (second, _) in pairwise(days)) or days[-1][0] > _LAST_OF_MONTH:
        yield item
        return
    yield from _spread(item, days, apart=_OR.search(text, days[0][1][0], days[-1][1][1]) is not None)


def _days(text: str, first: int, last: int) -> list[tuple[int, tuple[int, int]]]:
    return [(int(match.group()), match.span()) for match in _NUMBER.finditer(text, first, last)]


def _spread(item: Found, days: list[tuple[int, tuple[int, int]]], *, apart: bool) -> Iterator[Found]:
    """One find a day; days in a row are one stretch, unless only one of them is meant or an hour stands behind."""
    value = item.value
    fields, timed = _day(value), isinstance(value, At)
    if not apart and not timed and all(second == one + 1 for (one, _), (second, _) in pairwise(days)):
        first, last = (replace(fields, day=day, rival=None) for day in (days[0][0], days[-1][0]))
        yield replace(item, value=Between(first, last), pieces=((days[0][1][0], days[-1][1][1]),))
        return
    for day, span in days:
        each = replace(fields, day=day, rival=None)
        yield replace(item, value=replace(value, day=each) if timed else each, pieces=(span,))
