"""Amounts before or after what has a time of its own: "an hour before the 3pm call tomorrow"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from threadline import regex
from threadline.calendar.when.discourse.found import Found, is_day
from threadline.calendar.when.meaning.amounts import Away
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Role

_BESIDE = regex.compile(r"\b(?:before|after)$", re.IGNORECASE)
_NAMED_GAP = regex.compile(
    r"\s+(?:(?:the|my|our|his|her|their|your|we|i|they|that|this)\s+)?(?:[^\W\d_][\w'’-]*\s+){0,4}", re.IGNORECASE
)


def counted_back(found: list[Found], text: str) -> Iterator[Found]:
    """ "An hour before the 3pm call tomorrow": an amount before or after something that has a time."""
    last: Found | None = None
    for item in found:
        if last is not None and (met := _counted_from(last, item, text)) is not None:
            last = met
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _counted_from(amount: Found, item: Found, text: str) -> Found | None:
    away = amount.value
    if not isinstance(away, Away) or not _NAMED_GAP.fullmatch(text, amount.end, item.start):
        return None
    if amount.role is not Role.WANTED or item.role not in {Role.WANTED, Role.ASIDE}:
        return None
    pieces = (*amount.pieces, *item.pieces)
    if isinstance(away.base, Clock) and is_day(item.value):  # "an hour before 3pm tomorrow"
        return Found(replace(away, base=At(item.value, away.base)), pieces, amount.role)
    said = _BESIDE.search(text[amount.start : amount.end])
    if away.base is not None or said is None or not _pointed(item):
        return None
    return Found(Away(away.amount, -1 if said[0].lower() == "before" else 1, item.value), pieces, amount.role)


def _pointed(item: Found) -> bool:
    """Whether it is a day, or an hour of one."""
    return is_day(item.value) or (isinstance(item.value, At) and item.value.day is not None)
