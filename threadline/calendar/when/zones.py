"""Time zones as people say them: abbreviations, regions, cities, offsets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import ClassVar
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SaidZone:
    """A zone that was said: the region it belongs to and, for "PST" or "CEST", the fixed hours it stands for."""

    region: str
    hours: float | None = None
    category: ClassVar[str] = "zone"

    def at(self, wall: datetime) -> ZoneInfo:
        """The IANA zone for a wall-clock time: the region, unless the abbreviation names its other half of the year."""
        zone = ZoneInfo(self.region)
        if self.hours is None or wall.replace(tzinfo=zone).utcoffset() == timedelta(hours=self.hours):
            return zone
        return ZoneInfo(f"Etc/GMT{-int(self.hours):+d}") if self.hours == int(self.hours) else zone


_LOS_ANGELES, _DENVER, _CHICAGO, _NEW_YORK = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
)

# Written in capitals only: in small letters they are words of some language.
CAPITAL_ABBREVIATIONS: dict[str, SaidZone] = {
    "PT": SaidZone(_LOS_ANGELES),
    "MT": SaidZone(_DENVER),
    "CT": SaidZone(_CHICAGO),
    "ET": SaidZone(_NEW_YORK),
    "IST": SaidZone("Asia/Kolkata"),
    "EST": SaidZone(_NEW_YORK, -5),
    "MST": SaidZone(_DENVER, -7),
    "HST": SaidZone("Pacific/Honolulu"),
    "WET": SaidZone("Europe/Lisbon"),
    "SGT": SaidZone("Asia/Singapore"),
    "HKT": SaidZone("Asia/Hong_Kong"),
    "MSK": SaidZone("Europe/Moscow"),
    "SAST": SaidZone("Africa/Johannesburg"),
    "BRT": SaidZone("America/Sao_Paulo"),
    "NZST": SaidZone("Pacific/Auckland", 12),
    "NZDT": SaidZone("Pacific/Auckland", 13),
    "ACST": SaidZone("Australia/Adelaide"),
    "AWST": SaidZone("Australia/Perth"),
    "Z": SaidZone("Etc/UTC"),
}

ABBREVIATIONS: dict[str, SaidZone] = {
    "pst": SaidZone(_LOS_ANGELES, -8),
    "pdt": SaidZone(_LOS_ANGELES, -7),
    "mdt": SaidZone(_DENVER, -6),
    "cst": SaidZone(_CHICAGO, -6),
    "cdt": SaidZone(_CHICAGO, -5),
    "est": SaidZone(_NEW_YORK, -5),
    "edt": SaidZone(_NEW_YORK, -4),
    "gmt": SaidZone("Etc/GMT"),
    "utc": SaidZone("Etc/UTC"),
    "bst": SaidZone("Europe/London", 1),
    "cet": SaidZone("Europe/Berlin", 1),
    "cest": SaidZone("Europe/Berlin", 2),
    "eet": SaidZone("Europe/Helsinki", 2),
    "eest": SaidZone("Europe/Helsinki", 3),
    "jst": SaidZone("Asia/Tokyo"),
    "kst": SaidZone("Asia/Seoul"),
    "aest": SaidZone("Australia/Sydney", 10),
    "aedt": SaidZone("Australia/Sydney", 11),
}

_REGIONS = {
    "pacific": SaidZone(_LOS_ANGELES),
    "mountain": SaidZone(_DENVER),
    "central": SaidZone(_CHICAGO),
    "eastern": SaidZone(_NEW_YORK),
    "san francisco": SaidZone(_LOS_ANGELES),
    "california": SaidZone(_LOS_ANGELES),
    "seattle": SaidZone(_LOS_ANGELES),
    "boston": SaidZone(_NEW_YORK),
    "washington": SaidZone(_NEW_YORK),
    "india": SaidZone("Asia/Kolkata"),
    "mumbai": SaidZone("Asia/Kolkata"),
    "beijing": SaidZone("Asia/Shanghai"),
    "china": SaidZone("Asia/Shanghai"),
    "japan": SaidZone("Asia/Tokyo"),
    "germany": SaidZone("Europe/Berlin"),
    "france": SaidZone("Europe/Paris"),
    "uk": SaidZone("Europe/London"),
    "geneva": SaidZone("Europe/Zurich"),
    "munich": SaidZone("Europe/Berlin"),
    "barcelona": SaidZone("Europe/Madrid"),
    "milan": SaidZone("Europe/Rome"),
}
_NOT_PLACES = {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico", "posix", "right"}


@lru_cache(maxsize=1)
def places() -> dict[tuple[str, ...], SaidZone]:
    """Cities and regions, as tuples of small-letter words, with their zones."""
    found: dict[tuple[str, ...], SaidZone] = {}
    for name in files("tzdata").joinpath("zones").read_text().split():
        area, _, city = name.rpartition("/")
        if area and area.split("/")[0] not in _NOT_PLACES:
            found[tuple(city.lower().split("_"))] = SaidZone(name)
    for words, zone in _REGIONS.items():
        found[tuple(words.split())] = zone
    return found


def offset_zone(base: SaidZone, hours: int) -> SaidZone | None:
    """The zone of "UTC+2": None when the base is no UTC or the hours are no zone's."""
    if base.region not in {"Etc/UTC", "Etc/GMT"} or not -12 <= hours <= 14:
        return None
    return SaidZone(f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC")
