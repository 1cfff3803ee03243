"""How long an event is, whether its time is but where to look for one, and the hour of a meal that nobody gave."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from threadline import regex
from threadline.calendar.when import Caution, Grain, Kind, Policy, Role, WarningCode, When
from threadline.texts import formats
from threadline.texts.messages import NP_, _

_DAY = timedelta(days=1)
_PERIODS = frozenset({Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.DECADE, Grain.CENTURY})
_SOMETIME = regex.compile(
    r"\b(?:some ?time|any ?time|at some point|whenever|irgendwann|un moment|algún momento|qualche momento)\b",
    re.IGNORECASE,
)
_BETWEEN = regex.compile(r"(?:between|betw|zwischen|entre|tra|fra|tussen)\b", re.IGNORECASE)
_BLOCKS = regex.compile(
    r"\b(?:block(?: (?:off|out))?|hold|bloque[rz]?|bloquea|bloqueia|blocca|blokkeer|zablokuj|blockera?|bloker|blokker|"
    r"blockiere?|blocke)(?: [^\W\d_]+){0,2}\s*$",
    re.IGNORECASE,
)
"""Whoever blocks an afternoon wants all of it, no time within it."""
_BLOCKED = 40
_LEAD = 14
# Beside an hour these say where somebody is that day, not how long the event is.
_WHOLE_DAY = regex.compile(r"(?:all|the whole|whole|the entire|entire)[ -]day(?: long)?|den ganzen tag", re.IGNORECASE)
_MEALS = regex.compile(r"\b(?:(breakfast)|(brunch)|(lunch)|(dinner|supper))\b", re.IGNORECASE)
_MEAL_NAMES = ("breakfast", "brunch", "lunch", "dinner")
_MEALS_SAID = {
    "breakfast": NP_("meal", "breakfast"),
    "brunch": NP_("meal", "brunch"),
    "lunch": NP_("meal", "lunch"),
    "dinner": NP_("meal", "dinner"),
}


def said_length(whens: tuple[When, ...], best: When | None) -> timedelta | None:
    """The length that was said besides the time, if there is one: the first of hours and minutes, else the first."""
    timed = best is not None and not best.all_day
    lengths = [
        when
        for when in whens
        if when.kind is Kind.DURATION
        and when.duration
        and when.role is Role.WANTED
        and not (timed and _WHOLE_DAY.fullmatch(when.text))
    ]
    short = [when.duration for when in lengths if when.duration and when.duration < _DAY]
    if short or best is None or best.rrule is None:
        return next(iter(short), lengths[0].duration if lengths else None)
    return None


def minutes(best: When | None, whens: tuple[When, ...]) -> int | None:
    """The length in minutes: what was said beside a range goes before the range."""
    length = said_length(whens, best)
    own = best.duration if best is not None and best.grain in {Grain.MINUTE, Grain.SECOND} else None
    if own is not None and (length is None or length >= own):
        length = own
    return round(length.total_seconds() / 60) if length else None


def uses_length(best: When | None, whens: tuple[When, ...]) -> bool:
    """Whether the length that was said besides the time is the event's."""
    length, used = said_length(whens, best), minutes(best, whens)
    return length is not None and used is not None and round(length.total_seconds() / 60) == used


def is_window(text: str, best: When | None, whens: tuple[When, ...]) -> bool:
    """True where the time is a stretch to look in: a week, "between 9 and 12", a morning, "any time on Friday"."""
    if best is None or best.rrule or best.start is None:
        return False
    if best.grain in _PERIODS:
        return True
    said = text[max(0, best.span[0] - _LEAD) : best.span[1]]
    length = said_length(whens, best)
    if length is None and _BLOCKS.search(text[: best.span[0]][-_BLOCKED:]):
        return False
    if best.end is not None and length is not None and length < best.end - best.start:
        return not best.all_day or length < _DAY
    if best.all_day:
        return _SOMETIME.search(said) is not None
    timed = best.end is not None and best.end - best.start > timedelta(minutes=30)
    return timed and (
        best.grain is Grain.HOUR or _SOMETIME.search(said) is not None or _BETWEEN.search(best.text) is not None
    )


def with_meal_hour(text: str, best: When | None, whens: tuple[When, ...], policy: Policy) -> When | None:
    """A meal on a day, of which no hour was said, at the hour the person has it; what was assumed is told."""
    if best is None or not best.all_day or best.grain is not Grain.DAY or best.rrule:
        return best
    if best.start is None or best.end is None or best.end - best.start > timedelta(hours=26):
        return best
    match = _MEALS.search(text)
    if match is None:
        return best
    name = next(each for each, group in zip(_MEAL_NAMES, match.groups(), strict=True) if group)
    meal = policy.meals.named(name)
    start = datetime.combine(best.start.date(), meal.begins, best.start.tzinfo)
    try:
        end = start + (said_length(whens, best) or meal.lasts)
    except OverflowError:  # on the last day of the calendar
        return best
    told = Caution(
        WarningCode.NO_HOUR,
        _("No hour was said: {time} is usual for {meal}.", time=formats.clock(start), meal=_(_MEALS_SAID[name])),
    )
    return replace(
        best,
        kind=Kind.INTERVAL,
        start=start,
        end=end,
        all_day=False,
        grain=Grain.MINUTE,
        duration=end - start,
        confidence=min(best.confidence, _ASSUMED),
        warnings=(told, *best.warnings),
        alternatives=(),
    )


_FROM_DAY = regex.compile(
    r"(?:from|starting|beginning|as of|ab|vom|à partir (?:de|du)|dès|du|desde|a partir d[eo]l?|da|dal|vanaf|van|"
    r"från|fra|od|с|з)\s+(?:(?:the|le|la|el|il|den|dem|de|on)\s+)?$",
    re.IGNORECASE,
)
_MOST_DAYS = timedelta(days=62)


def with_days(text: str, best: When | None, whens: tuple[When, ...]) -> When | None:
    """A day from which several are said elsewhere in the sentence: "three days in Prague from Friday"."""
    if best is None or not best.all_day or best.grain is not Grain.DAY or best.rrule or best.start is None:
        return best
    length = said_length(whens, best)
    if length is None or not _DAY < length <= _MOST_DAYS or length % _DAY:
        return best
    if _FROM_DAY.search(text[max(0, best.span[0] - 2 * _LEAD) : best.span[0]]) is None:
        return best
    return replace(best, kind=Kind.INTERVAL, end=best.start + length, duration=length)


_ASSUMED = 0.6
