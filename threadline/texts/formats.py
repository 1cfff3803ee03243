"""Days, times, spans and lists as the reader's language writes them: by CLDR, in English as the product always has.

Times are those of the clock that an instant carries: whoever shows them brings them into the reader's zone before.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from threadline.texts.languages import ENGLISH
from threadline.texts.speaking import hours, language

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_TWELVE, _ALL = 12, 24
_BETWEEN = {"ja": " ", "zh": " ", "ko": " ", "ar": "، "}
"""What stands between a day and a time, where it is no comma."""


def day(moment: date) -> str:
    """A date with its weekday: "Thu 26 Nov 2026"."""
    code = language()
    if code == ENGLISH:
        return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return format_skeleton("yMMMEd", _midnight(moment), locale=code)


def long_day(moment: date) -> str:
    """A date in full: "Sunday 29 November 2026"."""
    code = language()
    if code == ENGLISH:
        return f"{_LONG_DAYS[moment.weekday()]} {moment.day} {_LONG_MONTHS[moment.month - 1]} {moment.year}"
    return format_date(_midnight(moment), "full", locale=code)


def short_day(moment: date) -> str:
    """The same without the year: "Thu 26 Nov"."""
    code = language()
    if code == ENGLISH:
        return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]}"
    return format_skeleton("MMMEd", _midnight(moment), locale=code)


def plain_day(moment: date, *, weekday: bool = False, year: bool = False) -> str:
    """A date in full words: "26 November", "Thursday 26 November", "26 November 2026"."""
    code = language()
    if code != ENGLISH:
        skeleton = f"{'y' if year else ''}MMMM{'EEEE' if weekday else ''}d"
        return format_skeleton(skeleton, _midnight(moment), locale=code)
    said = [_LONG_DAYS[moment.weekday()]] if weekday else []
    return " ".join([*said, f"{moment:%-d %B}", *([str(moment.year)] if year else [])])


def month(moment: date) -> str:
    """A month with its year: "November 2026"."""
    return format_skeleton("yMMMM", _midnight(moment), locale=language())


def weekday(number: int, *, long: bool = False) -> str:
    """The name of a day of the week, 0 for Monday: "Thu" or "Thursday"."""
    if language() == ENGLISH:
        return (_LONG_DAYS if long else _DAYS)[number]
    return str(Locale.parse(language()).days["format"]["wide" if long else "abbreviated"][number])


def clock(moment: datetime) -> str:
    """A time of day: "15:00", or "3:00 pm" for whoever counts to twelve."""
    code, counted = language(), hours()
    if code == ENGLISH:
        return f"{moment:%-I:%M} {_half(moment)}" if counted == _TWELVE else f"{moment:%H:%M}"
    bare = moment.replace(tzinfo=None)
    if counted is not None:
        return format_skeleton("hm" if counted == _TWELVE else "Hm", bare, locale=code)
    return format_time(bare, "short", locale=code)


def clocks(start: datetime, end: datetime) -> str:
    """A stretch of one day: "15:00–16:30", or "3:00–4:30 pm"."""
    code, counted = language(), hours()
    if counted == _TWELVE and (code == ENGLISH or not _halves(code)):
        # The intervals of CLDR leave out the minutes of whoever counts to twelve where the language does not.
        same = code == ENGLISH and _half(start) == _half(end)
        return f"{start:%-I:%M}–{clock(end)}" if same else f"{clock(start)} – {clock(end)}"
    if code == ENGLISH:
        return f"{start:%H:%M}–{end:%H:%M}"
    if code == "ja":  # the interval of CLDR counts hours and minutes there, as a length does
        return f"{clock(start)}～{clock(end)}"
    first, last = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return format_interval(first, last, "hm" if (counted or _usual(code)) == _TWELVE else "Hm", locale=code)


def moment(instant: datetime) -> str:
    """A day and a time: "Thu 26 Nov 2026, 15:00"."""
    return joined(day(instant), clock(instant))


def span(start: datetime, end: datetime) -> str:
    """A stretch of time: "Thu 26 Nov 2026, 15:00–16:30", or with both dates if it ends on another day."""
    if start.date() == end.date():
        return joined(day(start), clocks(start, end))
    return f"{moment(start)} – {moment(end)}"


def joined(first: str, second: str) -> str:
    """A day and what is said of it: with a comma, or as the language does it."""
    return f"{first}{_BETWEEN.get(language(), ', ')}{second}"


def number(value: int) -> str:
    """A whole number with its thousands apart: "120,000"."""
    return f"{value:,}" if language() == ENGLISH else format_decimal(value, locale=language())


def and_list(words: Sequence[str]) -> str:
    """Words as people list them: "Ana", "Ana and Bo", "Ana, Bo and Cy"; "" for none."""
    return _list(words, "and", "standard")


def or_list(words: Sequence[str]) -> str:
    """Words to choose from: "Ana", "Ana or Bo", "Ana, Bo or Cy"; "" for none."""
    return _list(words, "or", "or")


def language_name(code: str) -> str:
    """What a language (ISO 639-1) is called: "German"; its code where that is not known."""
    return str(Locale.parse(language()).languages.get(code, code))


def _list(words: Sequence[str], conjunction: str, style: str) -> str:
    if language() != ENGLISH:
        return format_list(list(words), style=style, locale=language())  # type: ignore[arg-type]  # one of its styles
    *others, last = words or ("",)
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _midnight(moment: date) -> datetime:
    return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - a date in words


def _half(moment: datetime) -> str:
    return "am" if moment.hour < _TWELVE else "pm"


def _usual(code: str) -> int:
    return _TWELVE if _halves(code) else _ALL


@cache
def _halves(code: str) -> bool:
    """Whether the clock of a language counts to twelve."""
    return "h" in Locale.parse(code).time_formats["short"].pattern
