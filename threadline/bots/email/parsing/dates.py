"""Dates as mail programs print them above a forwarded mail, in every language of `languages`, in one pass.

`Wed, Nov 18, 2026 at 3:04 PM`, `Mi., 18. Nov. 2026 um 15:04 Uhr`, `18 novembre 2026 à 15:04:12 UTC+1`,
`2026年11月18日(水) 15:04`, `18.11.2026 15.04`, and RFC 5322.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from threadline.bots.email.parsing.languages import fold
from threadline.bots.email.parsing.vocabulary import months

LONGEST = 160
_AM_PM_HOURS, _CENTURY = 12, 2000
_LATEST_OFFSET = 14
_MONTHS = 12
_SHORTEST_PREFIX = 3

_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NUMERIC = re.compile(
    r"(?<![\d:])(?:(\d{4})([./-])\s?(\d{1,2})\2\s?(\d{1,2})|(\d{1,2})([./-])\s?(\d{1,2})\6\s?(\d{4}))(?!\d)"
)
_SHORT = re.compile(r"(?<![\d:])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d.])([012]?\d)(?:[:.]|\s?[時시点點]\s?|\s?[hu]\s?)([0-5]\d)(?:\s?[:.分분]\s?([0-5]\d))?(?![\d.]\d)"
)
_HALF = re.compile(
    r"(?<![^\W_])([ap])\.?\s?m(?![^\W\d_])|(上午|午前|오전|π\.?μ|de\.|dop\.)|(下午|午後|오후|中午|晚上|μ\.?μ|du\.|odp\.)"
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s?([+\-\u2212])(\d{1,2}):?(\d{2})?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_LETTER_ZONES = {
    "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "hnec": 60, "seč": 60,
    "cest": 120, "mesz": 120, "selč": 120, "haec": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "sast": 120, "hkt": 480, "sgt": 480, "brt": -180,
    "art": -180, "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
"""Minutes east of Greenwich. Abbreviations with several meanings (IST) are left out; CST is the American one."""


def read_header_date(value: str) -> datetime | None:
    """The moment of a Date field (RFC 5322), aware; `-0000` and a missing offset count as UTC. None if unreadable."""
    try:
        moment = parsedate_to_datetime(value[:LONGEST])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # at the edge of the calendar it has none
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    offset = moment.utcoffset() or timedelta(0)
    return moment.replace(tzinfo=timezone(timedelta(minutes=offset // timedelta(minutes=1))))


def read_shown_date(
    value: str, *, language: str | None, otherwise: tzinfo, before: datetime | None = None
) -> tuple[datetime, bool] | None:
    """The moment of a printed date, and whether it names its offset; `otherwise` is the zone of one that does not.

    `before` is the date of the mail around it, which is later: of two readings of `5/6/2026` the one before it counts.
    None for a text without a whole date.
    """
    text = fold(value[:LONGEST])
    day = _day(text, language, before)
    if day is None:
        return None
    (year, month, number), rest = day
    hour, minute, second, rest = _clock(rest)
    offset = _offset(rest)
    zone = otherwise if offset is None else timezone(timedelta(minutes=offset))
    try:
        moment = datetime(year, month, number, hour, minute, second, tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment, offset is not None


_Day = tuple[int, int, int]


def _day(text: str, language: str | None, before: datetime | None) -> tuple[_Day, str] | None:
    """Year, month and day, and the text without them."""
    if match := _CJK.search(text):
        year, month, day = map(int, match.groups())
        return (year, month, day), _without(text, match.span())
    if match := _NUMERIC.search(text):
        rest = _without(text, match.span())
        if match[1]:
            return (int(match[1]), int(match[3]), int(match[4])), rest
        return _in_order(int(match[5]), int(match[7]), int(match[8]), match[6], text, before), rest
    named = _named_day(text, language)
    if named is None and (match := _SHORT.search(text)):
        shown = _in_order(int(match[1]), int(match[3]), _CENTURY + int(match[4]), match[2], text, before)
        return shown, _without(text, match.span())
    return named


def _in_order(first: int, second: int, year: int, mark: str, text: str, before: datetime | None) -> _Day:
    """The day of two numbers and a year: Americans put the month first, with slashes and with AM and PM."""
    month_first, day_first = (year, first, second), (year, second, first)
    if second > _MONTHS:
        return month_first
    if first > _MONTHS or mark != "/":
        return day_first
    likelier, other = (month_first, day_first) if _HALF.search(text) else (day_first, month_first)
    latest = (before.year, before.month, before.day) if before is not None else likelier
    return other if likelier > latest >= other else likelier


def _named_day(text: str, language: str | None) -> tuple[_Day, str] | None:
    for match in _WORD.finditer(text):
        month = _month(match.group(), language)
        if month is None:
            continue
        numbers = [found for found in _NUMBER.finditer(_CLOCK.sub(_blank, text)) if len(found.group()) in (1, 2, 4)]
        year = next((found for found in numbers if len(found.group()) == 4), None)
        day = _nearest([found for found in numbers if len(found.group()) <= 2], match)
        if year is not None and day is not None:
            rest = text
            for found in (match, year, day):
                rest = _without(rest, found.span())
            return (int(year.group()), month, int(day.group())), rest
    return None


def _nearest(numbers: list[re.Match[str]], month: re.Match[str]) -> re.Match[str] | None:
    def distance(number: re.Match[str]) -> int:
        return min(abs(number.end() - month.start()), abs(number.start() - month.end()))

    return min(numbers, key=distance, default=None)


def _month(word: str, language: str | None) -> int | None:
    """The month that a word names in the language of the mail, in English, or in any other."""
    known = months()
    for code in (language or "en", "en", *(() if len(word) < _SHORTEST_PREFIX else known)):
        names = known.get(code, {})
        if word in names:
            return names[word]
    if len(word) >= _SHORTEST_PREFIX:
        for code in (language or "en", "en"):
            found = {number for form, number in known.get(code, {}).items() if form.startswith(word)}
            if len(found) == 1:
                return found.pop()
    return None


def _clock(text: str) -> tuple[int, int, int, str]:
    """Hour, minute and second, and the text without them; midnight where none is given."""
    match = _CLOCK.search(text)
    if match is None:
        return 0, 0, 0, ""
    hour, half = int(match[1]), _HALF.search(text)
    if half and hour <= _AM_PM_HOURS:
        afternoon = half[1] == "p" or bool(half[3])
        hour = hour % _AM_PM_HOURS + (_AM_PM_HOURS if afternoon else 0)
    return hour, int(match[2]), int(match[3] or 0), text[match.end() :]


def _offset(text: str) -> int | None:
    """Minutes east of Greenwich that the text after the time of day names, or None."""
    if match := _OFFSET.search(text):
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours <= _LATEST_OFFSET and minutes < 60:
            total = hours * 60 + minutes
            return total if match[1] == "+" else -total
    for match in _WORD.finditer(text):
        if match.group() in _LETTER_ZONES:
            return _LETTER_ZONES[match.group()]
    return 0 if text.strip(" ()") == "z" else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
