"""A day with its hours below or behind it: "Tuesday: 9 yoga, 13 lunch", "Friday:" and lines like "9 - standup".

A number that opens an entry of such a list is an hour, though no word says so: the day stands ahead, there are several
entries, and the hours go up. Things that are counted ("Saturday: 2 eggs, 3 tomatoes") do none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found, day_of, is_day
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.digits import bare_clock

_AT = r"at|um|ab|à|a las|alle|às|om|o|kl\.?|klockan|klokken|klokka|в|о|об|у|saat"
_HEAD = regex.compile(r"[^\S\n]*(?:[:,–—-]|\([^)\n]{1,20}\):?)?\s*", re.IGNORECASE)
_BULLET = regex.compile(r"(?:[-*•–]|\(?\d{1,2}\))?\s*")
_SEPARATOR = regex.compile(
    rf"\s*\n(?!\s*\n)\s*|[,;]?\s+(?=\(?\d{{1,2}}\)\s)|\s*[;,]\s+|\s/\s+|\s+(?:and|und|et|y|e|en|och|og|i|и|та|ve)\s+(?=(?:(?:{_AT})\s+)?\d)",
    re.IGNORECASE,
)
_ENTRY = regex.compile(
    rf"(?P<lead>(?:{_AT})\s+)?(?P<hours>(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>[0-5]\d)|h)?"
    r"(?:\s?(?:[-–]|to|bis|à|a|till)\s?(?P<last>\d{1,2})(?:[:.h](?P<late>[0-5]\d)|h)?)?)"
    r"(?P<dash>\s?[-–—:]\s|\s+)(?=[^\W\d_]|1[:-]1\b)",
    re.IGNORECASE,
)
_OPENING = regex.compile(rf"{_HEAD.pattern}{_BULLET.pattern}(?:(?:{_AT})\s+)?\d", re.IGNORECASE)
_END = regex.compile(r"\n\s*\n|[.!?](?:\s|$)")
_LONGEST, _LONGEST_ENTRY, _MOST_NEAR = 600, 120, 40
_EARLIEST, _LATEST, _HALF_DAY, _SMALL = 6, 23, 12, 7


def with_schedules(found: list[Found], text: str) -> list[Found]:
    """The finds, where the hours that open the entries below a day are clocks on it."""
    changed: dict[int, Found | None] = {}
    new: list[Found] = []
    for index, head in enumerate(found):
        day = head.value if is_day(head.value) else day_of(head.value)
        if day is None or not (isinstance(head.value, At) or is_day(head.value)):
            continue
        if not _may_open(head, text):
            continue
        near = _near(found, index)
        following = next((each for each in near if day_of(each.value) is not None), None)
        end = min(len(text), head.end + _LONGEST, following.start if following else len(text))
        if entries := _entries(head, near, text, end):
            _put(changed, new, head, day, near, entries)
    if not new:
        return found
    kept = [changed.get(id(each), each) for each in found]
    return sorted((*(each for each in kept if each is not None), *new), key=lambda item: item.pieces[-1])


def _may_open(head: Found, text: str) -> bool:
    """A quick look whether a number stands where the first (or next) entry would begin."""
    begin = head.end
    if not is_day(head.value):
        parted = _SEPARATOR.search(text, begin, begin + _LONGEST_ENTRY)
        if parted is None:
            return False
        begin = parted.end()
    return _OPENING.match(text, begin) is not None


def _near(found: list[Found], index: int) -> list[Found]:
    """The next finds, not too far away."""
    limit = found[index].end + _LONGEST
    return [each for each in found[index + 1 : index + 1 + _MOST_NEAR] if each.start < limit]


def _put(
    changed: dict[int, Found | None],
    new: list[Found],
    head: Found,
    day: Any,
    near: Sequence[Found],
    entries: list[tuple[int, int, Clock | ClockRange]],
) -> None:
    """Put the entries in the place of what was read from their numbers; the day is no event of its own."""
    spans = [(first, last) for first, last, _ in entries]
    clocks = [Found(At(day, clock), ((first, last),), head.role) for first, last, clock in entries]
    for each in near:
        if any(each.start < last and first < each.end for first, last in spans):
            changed[id(each)] = None
    if is_day(head.value):
        changed[id(head)] = None
        marked = [each for each in near if id(each) not in changed and isinstance(each.value, Clock | ClockRange)]
        marked = [each for each in marked if each.start < spans[-1][1]]
        opening = min((*marked, *clocks), key=lambda each: each.start)
        for each in marked:  # a clock that was marked as one, on the day of the others: "8:30 call / 13 sync"
            placed = replace(each, value=At(day, each.value))
            changed[id(each)] = _opened(placed, head) if each is opening else placed
        clocks = [_opened(each, head) if each is opening else each for each in clocks]
    new.extend(clocks)


def _opened(item: Found, head: Found) -> Found:
    return replace(item, pieces=(*head.pieces, *item.pieces))


def _entries(head: Found, found: Sequence[Found], text: str, end: int) -> list[tuple[int, int, Clock | ClockRange]]:
    """The numbers that are hours, with their places; none where it is no list of hours."""
    marked = {each.start: each for each in found}
    new: list[tuple[int, int, Clock | ClockRange]] = []
    words: list[str] = []
    hours: list[float] = [] if is_day(head.value) else [_hour_of(head.value.time)]
    for first, last in _segments(head, text, end):
        entry = _ENTRY.match(text, first, last)
        clock = next((marked[at] for at in range(first, min(first + 8, last)) if at in marked), None)
        if entry is None or (clock is not None and not _is_misread(clock, entry.end("hours"))):
            if clock is None or not isinstance(clock.value, Clock | ClockRange):
                break
            hours.append(_hour_of(clock.value))
            continue
        value = _clock(entry)
        if value is None or (not hours and not entry["lead"] and int(entry["hour"]) < _EARLIEST):
            return []
        hours.append(_hour_of(value))
        new.append((*entry.span("hours"), value))
        words += [] if entry["lead"] or entry["dash"].strip() else text[first:last].lower().split()[-1:]
    counted = words and sum(word.endswith("s") for word in words) * 2 > len(words)
    return new if len(hours) > 1 and not counted and _go_up(hours) else []


def _segments(head: Found, text: str, end: int) -> Iterator[tuple[int, int]]:
    """The entries behind the day, or behind the day with the first hour."""
    begin = head.end
    if is_day(head.value):
        opened = _HEAD.match(text, begin, end)
        begin = opened.end() if opened else begin
    else:
        parted = _SEPARATOR.search(text, begin, end)
        if parted is None or _END.search(text, begin, parted.start()):
            return
        begin = parted.end()
    stop = _END.search(text, begin, end)
    end = stop.start() if stop else end
    while begin < end:
        opened = _BULLET.match(text, begin, end)
        begin = opened.end() if opened else begin
        parted = _SEPARATOR.search(text, begin, end)
        yield begin, parted.start() if parted else end
        if parted is None:
            return
        begin = parted.end()


def _clock(entry: re.Match[str]) -> Clock | ClockRange | None:
    hour, minute = int(entry["hour"]), int(entry["minute"] or 0)
    if not 1 <= hour <= _LATEST:
        return None
    first = bare_clock(hour, minute)
    if entry["last"] is None:
        return first
    last = int(entry["last"])
    return ClockRange(first, bare_clock(last, int(entry["late"] or 0))) if 1 <= last <= _LATEST else None


def _hour_of(time: Any) -> float:
    clock = time.start if isinstance(time, ClockRange) else time
    if not isinstance(clock, Clock):
        return -1
    later = _HALF_DAY if clock.half == "pm" and clock.hour < _HALF_DAY else 0
    return clock.hour + later + clock.minute / 60


def _go_up(hours: Sequence[float]) -> bool:
    """Whether each is later than the one before; once the clock may pass noon: 9, 11, 2."""
    passed = 0
    for before, after in pairwise(hours):
        if after <= before:
            passed += 1
            if after >= _SMALL:
                return False
    return passed <= 1


def _is_misread(item: Found, end: int) -> bool:
    """Whether it is "14h" read as fourteen hours, or "13 Mittag" as noon."""
    value = item.value
    if isinstance(value, At):
        return value.day is None and value.part is None and getattr(value.time, "name", "") in {"lunch", "midday"}
    glued = isinstance(value, Amount) and item.end <= end
    return glued and len(value.parts) == 1 and value.parts[0][1] == Unit(Grain.HOUR)
