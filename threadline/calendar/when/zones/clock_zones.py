"""Clocks take the zones that stand behind them in the text, and two clocks of one moment become one time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from threadline import regex
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.zones.words import place_behind, zone_before, zone_behind
from threadline.calendar.when.zones.zone import SaidZone, called

if TYPE_CHECKING:
    from threadline.calendar.when.discourse.found import Found

_ENDS_IN_CLOCK = regex.compile(
    r"(?:\d|[ap]\.?\s?m\.?|\d[ap]|noon|midnight|o['’]?clock|(?:uhr|\dh|uur|hrs?)|時|点|點|分|半|시|분)[)\]]?$", re.I
)
_SAME_MOMENT = regex.compile(
    r"[\s)\]]*(?:/|\||=|\(|\[|,|;|or|and|aka|i\.e\.,?|that is,?|that's|which is|bzw\.?|oder|resp\.?|–|—)[\s(\[]*$"
)
# "15h heure de Paris": the word for hour was read with the clock, but belongs to the zone.
_TIME_WORD = regex.compile(r"\s(?:heure|hora|ora|horas|hours)$", re.IGNORECASE)
_SURE = frozenset("/|=([")
_ZONED_GAP = 4


def clocks_in_zones(found: list[Found], text: str) -> list[Found]:
    """What was found, with its zones: said behind the clock, before it, or by a city in which it is."""
    return _one_moment([_in_said_zone(item, text) for item in found], text)


def in_zone(value: Any, zone: SaidZone) -> Any:
    """The value with its clock in a zone, unless one was said already."""
    if isinstance(value, At) and not isinstance(value.time, PartOfDay):
        return replace(value, time=in_zone(value.time, zone))
    if isinstance(value, ClockRange) and value.zone is None:
        return ClockRange(in_zone(value.start, zone), in_zone(value.end, zone))
    if isinstance(value, Recurrence) and isinstance(value.clock, Clock | ClockRange):
        return replace(value, clock=in_zone(value.clock, zone))
    if isinstance(value, Between) and _clock_of(value.first) is not None:
        return replace(value, first=in_zone(value.first, zone), last=in_zone(value.last, zone))
    return replace(value, zone=zone) if isinstance(value, Clock) and value.zone is None else value


def _clock_of(value: Any) -> Clock | ClockRange | None:
    """The clock of a value that has one."""
    if isinstance(value, At | Recurrence):
        return _clock_of(value.time if isinstance(value, At) else value.clock)
    if isinstance(value, Between):
        return _clock_of(value.first)
    return value if isinstance(value, Clock | ClockRange) else None


def _in_said_zone(item: Found, text: str) -> Found:
    clock = _clock_of(item.value)
    if clock is None or clock.zone is not None:
        return item
    end = item.end
    if word := _TIME_WORD.search(text, max(item.pieces[-1][0], end - 8), end):
        end = word.start()
    if not _ENDS_IN_CLOCK.search(text, max(0, end - 8), end):
        return item
    if (behind := zone_behind(text, end)) is not None:
        zone, end = behind
        value = in_zone(item.value, zone) if zone else item.value
        return replace(item, value=value, pieces=(*item.pieces[:-1], (item.pieces[-1][0], end)))
    if (before := zone_before(text, item.start)) is not None:
        return replace(
            item, value=in_zone(item.value, before[0]), pieces=((before[1], item.pieces[0][1]), *item.pieces[1:])
        )
    if (place := place_behind(text, item.end)) is not None:
        name = place.name or called(place.region)
        here = SaidZone(place="your own clock", name="your own clock")
        return replace(item, value=in_zone(item.value, replace(place, name=f"in {name}", place=name, rivals=(here,))))
    return item


def _one_moment(found: list[Found], text: str) -> list[Found]:
    kept: list[Found] = []
    for item in found:
        if kept and (met := _merged(kept[-1], item, text)) is not None:
            kept[-1] = met
        else:
            kept.append(item)
    return kept


def _merged(first: Found, second: Found, text: str) -> Found | None:
    """Both as one time where they are one moment on two clocks; the day may stand with either."""
    one, other = _clock_of(first.value), _clock_of(second.value)
    if one is None or other is None or isinstance(second.value, Recurrence | Between) or one.zone == other.zone:
        return None
    match = _SAME_MOMENT.fullmatch(text, first.end, second.start)
    if match is None or second.start - first.end > _ZONED_GAP + 8:
        return None
    sure = any(char in _SURE for char in match.group())
    if not (one.zone and other.zone) and not (sure and (other.zone or one.zone)):
        return None
    value = first.value
    if isinstance(second.value, At) and second.value.day is not None:
        if isinstance(value, At) and value.day is not None:
            return None
        value = replace(second.value, time=one)
    shown = replace(other.start, zone=other.zone) if isinstance(other, ClockRange) else other
    return replace(first, value=value, pieces=(*first.pieces, *second.pieces), also=(*first.also, shown))
