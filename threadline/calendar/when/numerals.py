"""What runs of digits are: dates, clocks, numbers, or nothing that a time is made of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from threadline import regex
from threadline.calendar.when.grammar import CATEGORIES
from threadline.calendar.when.meaning.clock import Clock
from threadline.calendar.when.meaning.fields import Fields, make_date
from threadline.calendar.when.meaning.periods import Stamp
from threadline.calendar.when.model import Grain

Raw = tuple[int, int, str, Any]
"""Start and end within the piece, category character ("" breaks the cluster), value."""

DASHES = "-–—~"
_FULL_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_DATE = regex.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_TWO_DATES = regex.compile(rf"({_FULL_DATE})[-–—~]({_FULL_DATE})")
_DATE_CLOCK = regex.compile(rf"({_FULL_DATE})[.:\-](\d{{1,2}}:\d\d(?::\d\d)?)")
_CLOCK = regex.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?")
_PAIR = regex.compile(r"(\d{1,4})([/.-])(\d{1,4})")
_COMPACT = regex.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_GROUPED = regex.compile(r"\d{1,3}(?:,\d{3})+")
_DECIMAL = regex.compile(r"\d{1,6}[.,]\d{1,4}")
_STAMP = regex.compile(r"(\d{4})-?(\d\d)-?(\d\d)[Tt](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?")
_CENTURY_PIVOT = 50
_LAST_HOUR = 12


def _char(name: str) -> str:
    return CATEGORIES.char(name)


_DASH = _char("dash")
_SEPARATORS = {",": _char("comma"), "/": _char("slash"), **dict.fromkeys(DASHES, _DASH)}


def number_raw(text: str, start: int) -> Raw:
    """The raw node of a plain whole number: which category depends on what it could count."""
    value = int(text) if len(text) < 10 else 10**9
    end = start + len(text)
    if len(text) == 4 and (1000 <= value <= 2999):
        return start, end, _char("year4"), value
    if len(text) == 4 and value < 2400 and value % 100 < 60:
        return start, end, _char("hhmm"), Clock(value // 100, value % 100, exact=True)
    if len(text) > 2:
        return start, end, _char("big"), value
    for name, limit in (("n24", 24), ("n31", 31), ("n59", 59)):
        if value <= limit:
            return start, end, _char(name), value
    return start, end, _char("big"), value


def digit_raws(run: str, start: int, *, day_first: bool) -> list[Raw]:
    """The raw nodes of one run of digits and separators; a single hole when it is an identifier of some kind."""
    if run.isdigit() and len(run) != 8:
        return [number_raw(run, start)]
    whole = _whole(run, day_first=day_first)
    if whole is not None:
        return (
            [(start, start + len(run), _char(whole[0]), whole[1])]
            if whole[0]
            else [(start, start + len(run), "", None)]
        )
    for pattern in (_TWO_DATES, _DATE_CLOCK):
        if match := pattern.fullmatch(run):
            return _two(match, start, day_first=day_first)
    return _dashed(run, start, day_first=day_first)


def _two(match: re.Match[str], start: int, *, day_first: bool) -> list[Raw]:
    raws: list[Raw] = []
    for group in (1, 2):
        found = _whole(match.group(group), day_first=day_first)
        if found is None or not found[0]:
            return [(start, start + match.end(), "", None)]
        first = start + match.start(group)
        if raws and found[0] != "clock":
            raws.append((first - 1, first, _DASH, None))
        raws.append((first, start + match.end(group), _char(found[0]), found[1]))
    return raws


def _whole(run: str, *, day_first: bool) -> tuple[str, Any] | None:
    """(category, value) of a run that is one thing; category "" for a known impostor; None when it is not one thing."""
    if match := _CLOCK.fullmatch(run):
        return _clock(match)
    if match := _DATE.fullmatch(run):
        return _date(match, day_first=day_first)
    if (match := _PAIR.fullmatch(run)) and (pair := _pair(match, day_first=day_first)) is not None:
        return pair
    if _COMPACT.fullmatch(run):
        return "date", Fields(int(run[:4]), int(run[4:6]), int(run[6:]))
    if _GROUPED.fullmatch(run):
        return "big", int(run.replace(",", ""))
    if _DECIMAL.fullmatch(run):
        return "decimal", float(run.replace(",", "."))
    return ("", None) if run.isdigit() else None


def _clock(match: re.Match[str]) -> tuple[str, Any]:
    hour, minute, second = (int(group) if group else None for group in match.groups())
    assert hour is not None  # noqa: S101 - the pattern demands it; tells the type checker
    assert minute is not None  # noqa: S101
    if hour > 24 or minute > 59 or (second or 0) > 59:
        return "", None
    exact = hour > 12 or hour == 0 or match.group(1).startswith("0")
    return "clock", Clock(hour, minute, second, exact=exact)


def full_year(text: str) -> int:
    """The year that two to four digits stand for."""
    value = int(text)
    if len(text) > 2:
        return value
    return value + (2000 if value < _CENTURY_PIVOT else 1900)


def _date(match: re.Match[str], *, day_first: bool) -> tuple[str, Any]:
    first, separator, second, third = match.groups()
    if len(first) == 4 and len(third) <= 2:
        return (
            _fields(int(first), int(second), int(third)) or _fields(int(first), int(third), int(second)) or ("", None)
        )
    short = len(third) == 2 and separator == "/"
    padded = len(third) == 2 and separator == "." and day_first and len(second) == 2
    if len(first) > 2 or not (len(third) == 4 or short or padded):
        return "", None
    year = full_year(third)
    day, month = (int(first), int(second)) if day_first or separator == "." else (int(second), int(first))
    found = _fields(year, month, day)
    if found and month != day and make_date(year, day, month):
        return found[0], replace(found[1], rival=(day, month))
    return found or _fields(year, day, month) or ("", None)


def _fields(year: int, month: int, day: int) -> tuple[str, Any] | None:
    return ("date", Fields(year, month, day)) if make_date(year, month, day) else None


def _pair(match: re.Match[str], *, day_first: bool) -> tuple[str, Any] | None:
    first, separator, second = match.groups()
    if len(first) == 4 and len(second) <= 2 and separator != "." and not _is_hour(first):
        return ("period", Fields(int(first), int(second))) if 1 <= int(second) <= 12 and len(second) == 2 else None
    if len(second) == 4 and len(first) <= 2 and separator != ".":
        return ("period", Fields(int(second), int(first))) if 1 <= int(first) <= 12 else None
    if separator == "-" or len(first) > 2 or len(second) > 2:
        return None
    pair = (int(first), int(second))
    if separator == ".":
        return "dotted", (pair, float(match.group()))
    if pair == (24, 7):
        return "", None
    fields = pair_fields(pair, day_first=day_first)
    return ("slashed", fields) if fields else ("", None)


def pair_fields(pair: tuple[int, int], *, day_first: bool) -> Fields | None:
    """Month and day of "5/12", in the order of the policy unless only the other is a date."""
    orders = [order for order in ((pair[::-1], pair) if day_first else (pair, pair[::-1])) if make_date(2024, *order)]
    if not orders:
        return None
    (month, day), *others = orders
    return Fields(month=month, day=day, rival=others[0] if others and others[0] != (month, day) else None)


def are_run_together(first: str, last: str) -> bool:
    """Whether two numbers may be hours of which one is written without its colon: "330-4", "2-230"."""
    return any(len(piece) == 3 for piece in (first, last)) and all(map(_is_hour, (first, last)))


def _is_hour(digits: str) -> bool:
    if not digits.isdigit() or len(digits) > 4:
        return False
    hour, minute = divmod(int(digits), 100) if len(digits) > 2 else (int(digits), 0)
    return 1 <= hour <= _LAST_HOUR and minute < 60 and minute % 5 == 0


def _dashed(run: str, start: int, *, day_first: bool) -> list[Raw]:
    hole: list[Raw] = [(start, start + len(run), "", None)]
    pieces = re.split(r"([-–—~,])" if "/" not in run or "-" in run else r"(/)", run)
    if len(pieces) != 3:
        return hole
    raws: list[Raw] = []
    position = start
    together = pieces[1] in DASHES and are_run_together(pieces[0], pieces[2])
    for piece in pieces:
        if piece in _SEPARATORS:
            raws.append((position, position + 1, _SEPARATORS[piece], None))
        elif piece.isdigit() and len(piece) != 8:
            if len(piece) in {3, 5, 6, 7} and not together:
                return hole
            raws.append(number_raw(piece, position))
        else:
            found = _whole(piece, day_first=day_first)
            if found is None or not found[0]:
                return hole
            raws.append((position, position + len(piece), _char(found[0]), found[1]))
        position += len(piece)
    return raws


def stamp(text: str) -> Stamp | None:
    """The moment of an ISO 8601 text, or None when its fields are no time."""
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    *fields, offset = match.groups()
    try:
        moment = datetime(*(int(field or 0) for field in fields), tzinfo=_offset(offset))  # type: ignore[misc, arg-type]
    except ValueError:
        return None
    return Stamp(moment, Grain.SECOND if fields[5] else Grain.MINUTE)


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
