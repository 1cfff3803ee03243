"""What the page of a booking link shows: days with times to choose, on the clock of whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from threadline.core.appointments.booking_link import Terms
from threadline.texts import formats
from threadline.texts.messages import ngettext
from threadline.zones import known_zones

_MOST_DAYS = 10
_AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@dataclass(frozen=True, slots=True)
class Day:
    """A day and its times: each as the form sends it, and as people read it."""

    label: str
    count: str
    times: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in."""

    name: str
    label: str
    value: str
    problem: str = ""
    required: bool = True
    kind: str = "text"
    complete: str = "off"
    longest: int = 0


def days_of(starts: Sequence[datetime], zone: str) -> tuple[tuple[Day, ...], datetime | None]:
    """The first days on which there are times, and where the next ones begin, if there are more."""
    clock = ZoneInfo(zone)
    found: dict[str, list[datetime]] = {}
    for start in starts:
        local = start.astimezone(clock)
        label = formats.plain_day(local, weekday=True)
        if label not in found and len(found) == _MOST_DAYS:
            return _shown(found), start
        found.setdefault(label, []).append(local)
    return _shown(found), None


def when(start: datetime, length: timedelta, zone: str) -> str:
    """A time in words."""
    clock = ZoneInfo(zone)
    first, last = start.astimezone(clock), (start + length).astimezone(clock)
    if first.date() != last.date():
        return formats.span(first, last)
    return formats.joined(formats.long_day(first), formats.clocks(first, last))


def length_words(terms: Terms) -> str:
    """How long it takes."""
    minutes = int(terms.length.total_seconds() // 60)
    if minutes % 60:
        return ngettext("{count} minute", "{count} minutes", minutes)
    return ngettext("{count} hour", "{count} hours", minutes // 60)


def zone_words(zone: str, at: datetime) -> str:
    """A zone with how far it is from UTC at a time: "Vienna (UTC+01:00)"."""
    offset = at.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"{city_of(zone)} (UTC{offset[:3]}:{offset[3:5]})" if zone != "UTC" else zone


def city_of(zone: str) -> str:
    """What people call a zone: its town."""
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def zone_choices() -> tuple[tuple[str, str], ...]:
    """The zones to choose from, by the name of their town."""
    towns = [zone for zone in known_zones() if zone.partition("/")[0] in _AREAS]
    return (("UTC", "UTC"), *sorted(((zone, city_of(zone)) for zone in towns), key=lambda each: each[1]))


def _shown(found: dict[str, list[datetime]]) -> tuple[Day, ...]:
    return tuple(
        Day(
            label,
            ngettext("{count} time", "{count} times", len(times)),
            tuple((each.astimezone(UTC).isoformat(), formats.clock(each)) for each in times),
        )
        for label, times in found.items()
    )
