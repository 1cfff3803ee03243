"""What stands apart meets: a clock takes its day, a start its end and its length from the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.counted_back import counted_back
from threadline.calendar.when.discourse.found import Found, begins_on_day, day_of, dayless, is_day, meet, on_day
from threadline.calendar.when.discourse.later import with_later
from threadline.calendar.when.discourse.roles import is_corrected, with_roles
from threadline.calendar.when.discourse.sequences import (
    in_order,
    with_counted_series,
    with_daily_hours,
    with_early_starts,
    with_hours_of_series,
    with_weekdays_of_stretch,
)
from threadline.calendar.when.discourse.weeks import with_weeks
from threadline.calendar.when.discourse.windows import with_windows
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import SameWeek, Within
from threadline.calendar.when.meaning.periods import SameTime
from threadline.calendar.when.meaning.ranges import At, Between, Deadline
from threadline.calendar.when.model import Role
from threadline.calendar.when.series.bounds import bounded

_FARTHEST_PIECE = 120
_MOST_PIECES = 8
_SENTENCE_END = regex.compile(r"[.!?]\s|\n\s*\n")
_END_LABEL = regex.compile(
    r"(?:^|[\n\r,{*>;])[\s\"'*_>-]*(?:end|ends|ending|finish(?:es)?|to|till|until|ende|bis|fin|fine|fim|einde|slut)"
    r"(?:[\s_-]?(?:time|date|at|zeit|datum))?[\"'*_]*\s*[:=]\s*[\"'*_]*$",
    re.IGNORECASE,
)
_END_SAID = regex.compile(
    r"(?:,|\s|^)\s*(?:and |und |et |y |e |en )?(?:ending|ends?|finishing|finishes|landing|lands|"
    r"arrives?|arriving|arrival|ende|endet|schluss|ankunft|an|fin|arrivée|arrive|termina|llega|llegada|finisce|arrivo|"
    r"arriva|fine|fim|chega|chegada|einde|aankomst|koniec|przyjazd|slutar|slutter|ankomst)"
    r"(?: (?:at|on|around|about|gegen|um|ca|vers|hacia|a las|sobre las|alle|verso|rond|om|kl|vid))?"
    r"\.?\s+$",
    re.IGNORECASE,
)
"""What says within a sentence that a clock is the end: "from 2pm, ending around 5pm"."""
_BACK_SAID = regex.compile(
    r"(?:^|[\s,])(?:returning|returns?|back(?: (?:in|at) (?:the )?(?:office|work|my desk))?|zurück|de retour|"
    r"di ritorno|de regreso|de vuelta|terug|tillbaka|tilbage|tilbake|wracam)"
    r"(?: (?:on|am|le|el|il|op|på))?\s+$",
    re.IGNORECASE,
)
"""Behind it stands the first day after an absence: "on leave from Monday, returning Thursday"."""
_LABEL_WIDTH = 30
_LIST = regex.compile(
    r"\s*(?:[,、]|/|&|\+|,?\s*(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|albo|i|eller|och|og|veya|ve|или|и|або|чи|та|أو|या))\s*"
    r"(?:(?:on|am|le|el|il|op|w|we|på|в|у)\s+)?",
    re.IGNORECASE,
)
_BLANK = regex.compile(r"\s+")
_HOUR_FIRST = regex.compile(r"(?:at |from |between )?(?:\d|noon)", re.IGNORECASE)
_CHOICE = regex.compile(
    r"\s*(?:/|&|(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|i|eller|och|og|или|и)\s)\s*(?:(?:on|am|le|el|il|op|w|på|в)\s+)?",
    re.IGNORECASE,
)
_DAYS_BETWEEN = regex.compile(r"\s*(?P<comma>,)?\s*(?:(?:&|/|\+|and)\s*)?")
_LISTED_ON = regex.compile(r"\s*(?:$|[.!?;)\n]|(?:,\s*)?(?:and|&)\s|,)")
_BOTH = regex.compile(
    r"\s*(?:&|\+|,?\s*(?:and|und|et|y|e|en|i|og|och|ve|и|та|و))\s*(?:(?:on|am|le|el|il|op|w|we|på|в|у)\s+)?",
    re.IGNORECASE,
)
_LENT = {Role.WANTED, Role.TARGET, Role.SOURCE}


def composed(found: list[Found], text: str, accented: str) -> list[Found]:
    """The finds of a text, in order, where what belongs together is one; `accented` is the text with its accents."""
    found = with_later(list(_closed(found, text)), text)
    found = with_weekdays_of_stretch(_corrected_days(with_roles(found, accented), accented), text)
    found = list(_neighbours(_same_times(with_windows(with_weeks(found, text), text)), text))
    found = with_daily_hours(list(counted_back(found, text)), accented)
    found = with_hours_of_series(with_counted_series(found, text), text)
    found = list(_days_in_a_row(_shared_clocks(found, text), text))
    return _moved(_dated(in_order(with_early_starts(found, text), accented)))


def _corrected_days(found: list[Found], text: str) -> list[Found]:
    """ "Monday at 10, sorry, Tuesday": the day that takes the place of another takes its hour too."""
    given = list(found)
    for index, (first, second) in enumerate(pairwise(found)):
        timed = isinstance(first.value, At) and first.value.day is not None
        if timed and is_day(second.value) and is_corrected(found, index, text):
            following = found[index + 2].value if index + 2 < len(found) else None
            if not dayless(following):
                given[index + 1] = replace(second, value=replace(first.value, day=second.value))
    return given


def _closed(found: list[Found], text: str) -> Iterator[Found]:
    """An `End:` line closes the time that began before it."""
    last: Found | None = None
    for item in found:
        before = text[max(0, item.start - _LABEL_WIDTH) : item.start]
        timed = isinstance(item.value, At) and isinstance(item.value.time, Clock)
        said = (timed or isinstance(item.value, Clock)) and _END_SAID.search(before)
        if last is not None and _BACK_SAID.search(before) and (away := _away(last.value, item.value)):
            last = replace(last, value=away, pieces=last.pieces + item.pieces)
            continue
        if last is not None and (said or _END_LABEL.search(before)):
            value = _until(last.value, item.value)
            if value is not None:
                last = replace(last, value=value, pieces=last.pieces + item.pieces, also=last.also + item.also)
                continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _away(first: Any, back: Any) -> Between | None:
    """The days from the first of an absence to the one before the day of the return."""
    day = first.limit if begins_on_day(first) else first
    return Between(day, back, beyond=(False, True)) if is_day(day) and is_day(back) else None


def _until(start: Any, end: Any) -> Any:
    if isinstance(start, Clock) and isinstance(end, Clock):
        return ClockRange(start, end)
    if isinstance(start, At) and isinstance(start.time, Clock) and isinstance(end, Clock):
        return At(start.day, ClockRange(start.time, end), start.part)
    pointed = {"moment", "date"}
    if getattr(start, "category", "") in pointed and getattr(end, "category", "") == start.category:
        return Between(start, end)
    return None


def _neighbours(found: list[Found], text: str) -> Iterator[Found]:
    """Let a day meet a clock, and a start a length, that stand apart in one sentence."""
    last: Found | None = None
    for item in found:
        if last is not None and (met := _met(last, item, text)) is not None:
            last = met
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _met(first: Found, second: Found, text: str) -> Found | None:
    gap = second.start - first.end
    if gap > _FARTHEST_PIECE or len(first.pieces) > _MOST_PIECES or _SENTENCE_END.search(text, first.end, second.start):
        return None
    if Role.REFUSED in {first.role, second.role} and first.role is not second.role:
        return None
    value = bounded(first, second, text) or meet(first.value, second.value) or meet(second.value, first.value)
    if is_day(second.value) and day_of(first.value) == second.value:
        value = first.value
    if value is None:
        return None
    role = second.role if first.role is Role.WANTED else first.role
    doubts = first.doubts + second.doubts
    return Found(value, first.pieces + second.pieces, role, first.also + second.also, doubts)


def _same_times(found: list[Found]) -> list[Found]:
    """ "Tuesday 4pm is out, Thursday same time?": the hour is that of the time before it, if there is one."""
    given: list[Found] = []
    clock: Clock | ClockRange | None = None
    for item in found:
        value = item.value
        if isinstance(value, SameTime) and clock is not None:
            item = replace(item, value=At(value.day, clock))
        elif isinstance(value, SameTime) and any(is_day(each.value) for each in given[-_MOST_PIECES:]):
            item = replace(item, value=value.day)  # "Tuesday is bad, Wednesday same time?": nobody said which
        at = value.time if isinstance(value, At) else value
        clock = at if isinstance(at, Clock | ClockRange) else clock
        given.append(item)
    return given


def _shared_clocks(found: list[Found], text: str) -> list[Found]:
    """ "Tue or Thu at 3": the clock behind the last day counts for those before it."""
    given = list(found)
    for index in range(len(given) - 2, -1, -1):
        item, following = given[index], given[index + 1]
        if not is_day(item.value) or item.role is not following.role:
            continue
        named = _weekday_alone(item.value) and _BLANK.fullmatch(text, item.end, following.start)  # "mon wed fri 6am"
        if not (named or _LIST.fullmatch(text, item.end, following.start)):
            continue
        shared = following.value
        day = _in_same_week(item.value, day_of(shared))
        timed = isinstance(shared, At) and shared.day is not None
        given[index] = replace(item, value=replace(shared, day=day) if timed else day)
    lent = -1
    for index in range(1, len(given)):
        item, before = given[index], given[index - 1]
        timed = isinstance(before.value, At) and before.value.day is not None and before.role is item.role
        if not timed or not is_day(item.value) or not (lent == index - 1 or _HOUR_FIRST.match(text, before.start)):
            continue
        if _CHOICE.fullmatch(text, before.end, item.start) or _is_listed(given, index, text):
            given[index] = replace(item, value=replace(before.value, day=item.value))  # "8-10 tomorrow and Friday"
            lent = index
    return given


def _is_listed(found: list[Found], index: int, text: str) -> bool:
    """Whether a weekday goes on with a list of them: "5pm mon, wed and fri", not "5pm Monday, Friday is too late"."""
    before, item = found[index - 1], found[index]
    if not (_weekday_alone(item.value) and _weekday_alone(day_of(before.value))):
        return False
    gap = _DAYS_BETWEEN.fullmatch(text, before.end, item.start)
    return gap is not None and (gap["comma"] is None or _LISTED_ON.match(text, item.end) is not None)


def _days_in_a_row(found: list[Found], text: str) -> Iterator[Found]:
    """ "Off Thursday and Friday": whole days that follow each other are one stretch."""
    last: Found | None = None
    for item in found:
        if last is not None and (row := _row(last, item, text)) is not None:
            last = replace(last, value=row, pieces=last.pieces + item.pieces)
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _row(first: Found, second: Found, text: str) -> Between | None:
    begin, end = (first.value.first, first.value.last) if isinstance(first.value, Between) else (first.value,) * 2
    if not (_weekday_alone(begin) and _weekday_alone(end) and _weekday_alone(second.value)):
        return None
    last: Any = end
    follows = (last.weekday + 1) % 7 == second.value.weekday and first.role is second.role
    return Between(begin, second.value) if follows and _BOTH.fullmatch(text, first.end, second.start) else None


def _in_same_week(day: Any, other: Any) -> Any:
    """ "Thursday or Friday next week": both lie in it."""
    within = isinstance(other, Within) and _weekday_alone(other.inner) and _weekday_alone(day)
    return replace(other, inner=day) if within else day


def _dated(found: list[Found]) -> list[Found]:
    """Give each clock without a day the nearest day of the text, the ones before it first; a day alone is used up."""
    given = list(found)
    used: set[int] = set()
    latest: int | None = None
    ahead = _lenders_ahead(found)
    for index, item in enumerate(found):
        if not (dayless(item.value) or isinstance(item.value, PartOfDay)):
            if _lends(item):
                latest = index
            continue
        donor = latest if latest is not None else ahead[index]
        if donor is None:
            continue
        lender = given[donor] if donor in used else found[donor]
        value = on_day(item.value, day_of(lender.value))
        if value is None:
            continue
        pieces = item.pieces
        if is_day(found[donor].value) or begins_on_day(found[donor].value):
            pieces = tuple(sorted((*found[donor].pieces, *item.pieces)))
            used.add(donor)
        given[index] = replace(item, value=value, pieces=pieces)
    return [item for index, item in enumerate(given) if index not in used]


def _moved(found: list[Found]) -> list[Found]:
    """A weekday something is moved to lies in the week of the weekday it is moved from."""
    given = list(found)
    for index, item in enumerate(found[1:], start=1):
        source, day = day_of(found[index - 1].value), day_of(item.value)
        if item.role is Role.TARGET and _weekday_alone(day) and _weekday_alone(source):
            week = SameWeek(day, source)
            value = (
                replace(item.value, day=week) if isinstance(item.value, At) else week if is_day(item.value) else None
            )
            given[index] = replace(item, value=value or item.value)
    return given


def _weekday_alone(day: Any) -> bool:
    return isinstance(day, Fields) and day.weekday is not None and day == Fields(weekday=day.weekday)


def _lends(item: Found) -> bool:
    """Whether a clock may take its day from here: not from a day refused, from a limit, or from a story."""
    day = day_of(item.value)
    if day is None or isinstance(item.value, Deadline):
        return False
    return item.role in _LENT or (item.role is Role.REFUSED and not is_day(item.value))


def _lenders_ahead(found: list[Found]) -> list[int | None]:
    """For each find the next one that lends a day."""
    ahead: list[int | None] = []
    nearest: int | None = None
    for index in range(len(found) - 1, -1, -1):
        ahead.append(nearest)
        if _lends(found[index]):
            nearest = index
    return ahead[::-1]
