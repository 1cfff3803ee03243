"""A zone as the VTIMEZONE that an ICS file carries (RFC 5545, section 3.6.5).

Written here because icalendar 7.3 generates observances that start an hour late in spring: DTSTART must be the
wall-clock time before the change. Changes that follow one yearly pattern up to the last year become an RRULE and hold
for ever; all others are listed one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from threadline.calendar.rrule import WEEKDAYS

_SCAN = timedelta(days=7)
_FEWEST = 8
"""How many years make a pattern: fewer would not tell the fourth Sunday of a month from the last."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a change leads to: the offsets before and after it, the name of the time, and if it is daylight time."""

    before: timedelta
    after: timedelta
    name: str
    daylight: bool


def vtimezone(zone: str, first_year: int, last_year: int) -> Timezone:
    """The zone's clock from the beginning of `first_year` to the end of `last_year`."""
    component = Timezone()
    component.add("tzid", zone)
    kinds: dict[_Kind, list[datetime]] = {}
    for kind, onset in _onsets(zone, first_year, last_year):
        kinds.setdefault(kind, []).append(onset)
    for kind, onsets in kinds.items():
        regular = _regular_from(onsets, last_year)
        if onsets[:regular]:
            _add(component, kind, onsets[:regular])
        if onsets[regular:]:
            _add(component, kind, onsets[regular:][:1], _pattern(onsets[regular:]))
    return component


def _add(component: Timezone, kind: _Kind, onsets: Sequence[datetime], rule: str | None = None) -> None:
    observance = TimezoneDaylight() if kind.daylight else TimezoneStandard()
    observance.add("dtstart", onsets[0])
    observance.add("tzoffsetfrom", kind.before)
    observance.add("tzoffsetto", kind.after)
    observance.add("tzname", kind.name)
    if rule:
        observance.add("rrule", vRecur.from_ical(rule))
    for onset in onsets[1:]:
        observance.add("rdate", onset)
    component.add_component(observance)


@lru_cache(maxsize=128)
def _onsets(zone: str, first_year: int, last_year: int) -> tuple[tuple[_Kind, datetime], ...]:
    """Each change of the clock, with the wall-clock time before it, after the state of things at the very beginning."""
    tz = ZoneInfo(zone)
    begin = datetime(first_year, 1, 1, tzinfo=tz)
    found = [(_kind(begin, begin), begin.replace(tzinfo=None))]
    for before, after in _changes(begin, datetime(last_year + 1, 1, 1, tzinfo=tz)):
        kind = _kind(before, after)
        found.append((kind, after.astimezone(UTC).replace(tzinfo=None) + kind.before))
    return tuple(found)


def _changes(begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The last second before each change, and the first one after it."""
    low, zone = begin.astimezone(UTC), begin.tzinfo
    while low < end:
        high = low + _SCAN
        if _differ(low.astimezone(zone), high.astimezone(zone)):
            change = _bisected(low, high, begin)
            yield (change - timedelta(seconds=1)).astimezone(zone), change.astimezone(zone)
        low = high


def _bisected(low: datetime, high: datetime, like: datetime) -> datetime:
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _differ(low.astimezone(like.tzinfo), middle.astimezone(like.tzinfo)):
            high = middle
        else:
            low = middle
    return high


def _differ(one: datetime, other: datetime) -> bool:
    return (one.utcoffset(), one.tzname()) != (other.utcoffset(), other.tzname())


def _kind(before: datetime, after: datetime) -> _Kind:
    return _Kind(
        before.utcoffset() or timedelta(),
        after.utcoffset() or timedelta(),
        after.tzname() or str(after.tzinfo),
        bool(after.dst()),
    )


def _regular_from(onsets: Sequence[datetime], last_year: int) -> int:
    """Where the yearly pattern begins that lasts to the end; past the end if there is none."""
    start = len(onsets)
    if onsets[-1].year == last_year:
        while start and _pattern(onsets[start - 1 :]):
            start -= 1
    return start if len(onsets) - start >= _FEWEST else len(onsets)


def _pattern(onsets: Sequence[datetime]) -> str | None:
    """The yearly rule that gives these onsets, if one does."""
    first = onsets[0]
    if any(onset.year != first.year + years for years, onset in enumerate(onsets)):
        return None
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) > 1:
        return None
    ordinals = {(onset.day - 1) // 7 + 1 for onset in onsets}
    last = all((onset + timedelta(days=7)).month != onset.month for onset in onsets)
    if len(ordinals) > 1 and not last:
        return None
    ordinal = -1 if last else ordinals.pop()
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={ordinal}{WEEKDAYS[first.weekday()]}"
