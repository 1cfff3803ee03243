"""Time zones as they were said: a region, a fixed offset, one of several, or somebody's clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import ClassVar
from zoneinfo import ZoneInfo

from threadline.zones import known_zones

# Offsets of half and quarter hours, and the zones that have them at some time of the year.
_BROKEN_HOURS = {
    -9.5: ("Pacific/Marquesas",),
    -3.5: ("America/St_Johns",),
    -2.5: ("America/St_Johns",),
    3.5: ("Asia/Tehran",),
    4.5: ("Asia/Kabul",),
    5.5: ("Asia/Kolkata",),
    5.75: ("Asia/Kathmandu",),
    6.5: ("Asia/Yangon",),
    8.75: ("Australia/Eucla",),
    9.5: ("Australia/Darwin",),
    10.5: ("Australia/Adelaide", "Australia/Lord_Howe"),
    12.75: ("Pacific/Chatham",),
    13.75: ("Pacific/Chatham",),
}


@dataclass(frozen=True, slots=True)
class SaidZone:
    """A zone that was said.

    `region` is its IANA name; "" is the speaker's own clock, for a zone that nobody here knows. `hours` are the fixed
    hours that "PST" or "CEST" stand for. `name` is how it was said, `place` what to call the region in a sentence.
    `rivals` are the other zones of that name, `countries` (ISO codes) where people mean this one by it; `sure` that
    elsewhere they mean it too. `owner` is whose clock it is ("Bo" of "Bo's time").
    """

    region: str = ""
    hours: float | None = None
    name: str = ""
    rivals: tuple[SaidZone, ...] = ()
    countries: tuple[str, ...] = ()
    place: str = ""
    owner: str | None = None
    sure: bool = False
    category: ClassVar[str] = "zone"

    def at(self, wall: datetime) -> ZoneInfo:
        """The IANA zone for a wall-clock time: the region, unless the abbreviation names its other half of the year."""
        zone = ZoneInfo(self.region or "UTC")
        if self.hours is None or offset_hours(zone, wall) == self.hours:
            return zone
        return with_offset(self.hours, wall) or zone

    def meant(self, country: str | None, clocks: Mapping[str, ZoneInfo]) -> SaidZone:
        """The zone as somebody in `country` means it, who knows whose clock is in which zone."""
        if self.owner is not None:
            known = [zone for name, zone in clocks.items() if _same_name(name, self.owner)]
            return replace(self, region=known[0].key, owner=None) if known else self
        for each in (self, *self.rivals):
            if country in each.countries:
                return replace(each, name=self.name, rivals=())
        return replace(self, rivals=()) if self.sure else self


def _same_name(known: str, said: str) -> bool:
    """True for the whole name, its parts and the name in an address."""
    known, said = known.casefold(), said.casefold()
    return known == said or said in known.replace("@", " ").replace(".", " ").split()


def offset_hours(zone: ZoneInfo, wall: datetime) -> float:
    """How many hours a zone is ahead of UTC at a wall-clock time."""
    return (wall.replace(tzinfo=zone).utcoffset() or timedelta()) / timedelta(hours=1)


def with_offset(hours: float, wall: datetime) -> ZoneInfo | None:
    """A zone that is so many hours ahead of UTC at that time, or None when there is none."""
    if hours == int(hours):
        return ZoneInfo(f"Etc/GMT{-int(hours):+d}" if hours else "Etc/UTC") if -12 <= hours <= 14 else None
    zones = (ZoneInfo(name) for name in _BROKEN_HOURS.get(hours, ()))
    return next((zone for zone in zones if offset_hours(zone, wall) == hours), None)


def offset_zone(hours: float) -> SaidZone | None:
    """The zone of "UTC+2" and "+05:30"; None when no clock on earth is so many hours ahead."""
    sign = "+" if hours >= 0 else "−"
    whole, minutes = divmod(round(abs(hours) * 60), 60)
    name = f"UTC{sign}{whole}:{minutes:02d}"
    if hours in _BROKEN_HOURS:
        return SaidZone(_BROKEN_HOURS[hours][0], hours, name)
    if hours != int(hours) or not -12 <= hours <= 14:
        return None
    return SaidZone(f"Etc/GMT{-int(hours):+d}" if hours else "Etc/UTC", name=name)


def is_utc(zone: SaidZone) -> bool:
    """True for UTC and GMT, to which an offset can be added."""
    return zone.region in {"Etc/UTC", "Etc/GMT"}


def iana(name: str) -> SaidZone | None:
    """The zone with that IANA name, or None."""
    return SaidZone(name, name=name) if name in known_zones() else None


def called(region: str) -> str:
    """What to call a region in a sentence: its city."""
    return region.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=256)
def country_of(region: str) -> str | None:
    """The ISO code of the country that a zone belongs to; None for offsets and for names nobody has a country for."""
    return _countries().get(region)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    folder = files("tzdata").joinpath("zoneinfo")
    rows = [line.split("\t") for line in folder.joinpath("zone.tab").read_text().splitlines() if line[:1] != "#"]
    found = {row[2].strip(): row[0] for row in rows if len(row) > 2}
    links = [line.split() for line in folder.joinpath("tzdata.zi").read_text().splitlines() if line.startswith("L ")]
    for _, target, name, *_ in links:
        if target in found:
            found.setdefault(name, found[target])
    return found
