"""The zones that an iCalendar file defines itself (VTIMEZONE, RFC 5545, section 3.6.5).

Events keep IANA zones, so a definition is first looked for among those: one that tells the same clock around now, the
reader's own before others. Where none does, the definition itself is the clock (`DefinedZone`).

Not `icalendar.Timezone.to_tz`: it follows a definition's rules to the year 9999, and a file may hold any rule.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from threadline.calendar.port import CalendarRejected
from threadline.calendar.rrule_text import parse_rule

_FIRST_YEAR, _LAST_YEAR = 1990, 2049
_MOST_OBSERVANCES = 200
_YEARS_BACK, _YEARS_AHEAD = 1, 3
_SAMPLE = timedelta(days=7)
_NEAR = timedelta(minutes=30)
_LATEST = datetime(_LAST_YEAR, 12, 31, tzinfo=UTC)

Onset = tuple[datetime, timedelta, timedelta]
"""A change of the clock: when (UTC, without a zone), and the offsets before and after it."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a VTIMEZONE says: the changes of its clock, in order, at least one."""

    onsets: tuple[Onset, ...]

    @classmethod
    def of(cls, component: Component) -> "Definition":
        """Read it. Raises `ValueError` or `CalendarRejected` for one that makes no sense."""
        observances = [each for each in component.subcomponents if each.name in ("STANDARD", "DAYLIGHT")]
        if not 0 < len(observances) <= _MOST_OBSERVANCES:
            raise ValueError("a VTIMEZONE has between one and some observances")
        onsets = sorted({onset for each in observances for onset in _onsets(each)})
        if not onsets:
            raise ValueError("a VTIMEZONE has a beginning")
        return cls(tuple(onsets))

    def offset_at(self, instant: datetime) -> timedelta:
        """The offset from UTC at an instant, given in UTC without a zone."""
        place = bisect_right(self.onsets, instant, key=lambda onset: onset[0])
        return self.onsets[place - 1][2] if place else self.onsets[0][1]

    def offset_on(self, local: datetime) -> timedelta:
        """The offset that a wall-clock time has: in a gap that from before it, of two the first (section 3.3.5)."""
        place = bisect_right(self.onsets, local, key=lambda onset: onset[0] + max(onset[1], onset[2]))
        return self.onsets[place - 1][2] if place else self.onsets[0][1]

    def place(self, *preferred: str) -> str | None:
        """The IANA zone that tells the same clock around now; the first of the `preferred` that does."""
        year = datetime.now(UTC).year
        known = dict.fromkeys((*preferred, *sorted(set(WINDOWS_TO_OLSON.values()))))
        return next((name for name in known if self._agrees(name, year)), None)

    def _agrees(self, name: str, year: int) -> bool:
        low, high = datetime(year - _YEARS_BACK, 1, 1), datetime(year + _YEARS_AHEAD, 1, 1)  # noqa: DTZ001 - in UTC
        if any(self.offset_at(moment) != offset for moment, offset in _samples(name, low, high)):
            return False
        near = (moment + side for moment, *_ in self.onsets if low <= moment < high for side in (-_NEAR, _NEAR))
        return all(_offset(name, moment) == self.offset_at(moment) for moment in near)


class DefinedZone(tzinfo):
    """A definition as the zone of a datetime."""

    def __init__(self, name: str, definition: Definition) -> None:
        self._name = name
        self._definition = definition

    def utcoffset(self, moment: datetime | None, /) -> timedelta:
        """The offset at a wall-clock time."""
        return self._definition.offset_on((moment or _LATEST).replace(tzinfo=None))

    def dst(self, moment: datetime | None, /) -> timedelta | None:
        """Not told: a definition's daylight time need not be one."""
        return None

    def tzname(self, moment: datetime | None, /) -> str:
        """The name that the file gives it."""
        return self._name

    def fromutc(self, moment: datetime) -> datetime:
        """The wall-clock time of an instant."""
        return moment + self._definition.offset_at(moment.replace(tzinfo=None))


@lru_cache(maxsize=256)
def defined_zone(text: str, home: str) -> str | DefinedZone | None:
    """What a VTIMEZONE, given as its lines, defines: the IANA zone that it is, or one of its own; None for nonsense.

    `home` is the reader's own zone (IANA).
    """
    try:
        component = Component.from_ical(text)
        definition = Definition.of(component)
        return definition.place(home) or DefinedZone(str(component.get("TZID", "")), definition)
    except (ValueError, OverflowError, AttributeError, TypeError, KeyError, CalendarRejected):
        return None  # a file may hold anything under these names


def _onsets(observance: Any) -> Iterator[Onset]:
    start = observance["DTSTART"].dt
    before, after = observance["TZOFFSETFROM"].td, observance["TZOFFSETTO"].td
    first = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
    for moment in (first, *_repeated(observance, first), *_listed(observance)):
        if _FIRST_YEAR - 1 <= moment.year <= _LAST_YEAR or moment == first:
            yield max(moment, datetime(2, 1, 1)) - before, before, after  # noqa: DTZ001 - in UTC


def _repeated(observance: Any, first: datetime) -> Iterator[datetime]:
    if "RRULE" not in observance:
        return
    rule = parse_rule(observance["RRULE"].to_ical().decode())
    # Such rules often start in 1601: their pattern is followed from where it matters.
    begin = first.date() if first.year >= _FIRST_YEAR else first.date().replace(year=_FIRST_YEAR - 1, day=1)
    low, high = max(begin, first.date()), datetime(_LAST_YEAR, 12, 31).date()  # noqa: DTZ001 - a date
    until = rule.last_date(first.time(), ZoneInfo("UTC"))
    for day in rule.dates(begin, low, high if until is None else min(high, until)):
        if day != begin or begin == first.date():
            yield datetime.combine(day, first.time())


def _listed(observance: Any) -> Iterator[datetime]:
    listed = observance.get("RDATE", [])
    for dates in listed if isinstance(listed, list) else [listed]:
        for each in dates.dts:
            yield each.dt.replace(tzinfo=None) if isinstance(each.dt, datetime) else datetime.combine(each.dt, time())


@lru_cache(maxsize=1024)
def _samples(name: str, low: datetime, high: datetime) -> Sequence[tuple[datetime, timedelta]]:
    moments = (low + number * _SAMPLE for number in range((high - low) // _SAMPLE))
    return [(moment, _offset(name, moment)) for moment in moments]


def _offset(name: str, moment: datetime) -> timedelta:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(name)).utcoffset() or timedelta()
