"""Time zones by the names that calendar programs write: IANA's, Windows', shortened, numbered, or made for people.

Outlook writes the name that it shows ("(UTC-08:00) Pacific Time (US & Canada)"), Notes a part of Windows' ("India"),
Exchange sometimes a number behind it, and some programs a prefix before it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from threadline.zones import known_zones

_OFFSET = re.compile(r"(?:UTC|GMT)([+-])(\d{1,2})(?::?00)?")
_SHOWN = re.compile(r"\((?:UTC|GMT)(?:([+-]\d\d)[:.]?(\d\d))?\)\s*(.+)")
_PEOPLES_TIME = re.compile(r"(.+?) Time\b")
_UTC = {"z", "tzone://microsoft/utc", "coordinated universal time", "greenwich mean time"}
_SEASONS = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))


def named_zone(name: str) -> str | None:
    """The IANA zone that a name stands for beyond doubt; None where it may be the writer's own."""
    known = known_zones()
    name = name.strip().strip('"')
    parts = name.split("/")
    windows = WINDOWS_TO_OLSON.get(name) or WINDOWS_TO_OLSON.get(f"{name} Standard Time")
    offset = _OFFSET.fullmatch(name)
    # The signs of these zones are those of POSIX: west of Greenwich is plus.
    fixed = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}" if offset else None
    # Some programs put a prefix before the name: /example.org/20260101/Europe/Vienna
    guesses = (name, fixed, windows, "/".join(parts[-3:]), "/".join(parts[-2:]))
    return next((guess for guess in guesses if guess in known), None)


def guessed_zone(name: str) -> str | None:
    """The IANA zone that a name is most likely meant for, where no definition says better; None for no idea."""
    name = name.strip().strip('"')
    if name.lower() in _UTC:
        return "UTC"
    numbered = re.sub(r" \d+$", "", name.replace("Daylight Time", "Standard Time"))
    if zone := named_zone(numbered) or _by_small_letters().get(name.lower().replace(" ", "_")):
        return zone
    shown = _SHOWN.fullmatch(name)
    return None if shown is None else _of_places(shown)


def _of_places(shown: re.Match[str]) -> str | None:
    """The zone of a name for people: that of the first of its places whose clock it tells."""
    hours, minutes, places = shown.groups()
    if places.lower() in _UTC:
        return "UTC"
    of_people = _PEOPLES_TIME.match(places)
    windows = named_zone(f"{of_people[1]} Standard Time") if of_people else None
    told = timedelta(hours=int(hours or 0), minutes=int(f"{(hours or '+')[0]}{minutes or 0}"))
    candidates = [windows] if windows else [zone for place in places.split(",") for zone in _at(place)]
    return next((zone for zone in candidates if told == _standard(zone)), None)


def _at(place: str) -> Iterator[str]:
    wanted = place.strip().lower().replace(" ", "_")
    return (zone for zone in sorted(known_zones()) if zone.rpartition("/")[2].lower() == wanted)


def _standard(zone: str) -> timedelta:
    """The offset outside summer time."""
    return min(moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for moment in _SEASONS)


@cache
def _by_small_letters() -> dict[str, str]:
    return {zone.lower(): zone for zone in known_zones()}
