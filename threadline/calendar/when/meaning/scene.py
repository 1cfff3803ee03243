"""Where and when something was said, and the spans that predicates come to in that scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from threadline.calendar.when.meaning.arithmetic import midnight
from threadline.calendar.when.model import Caution, Grain
from threadline.calendar.when.policy import Policy
from threadline.calendar.when.zones.zone import SaidZone, country_of


@dataclass(frozen=True, slots=True)
class Scene:
    """The wall-clock time of the speaker (naive), their zone and conventions, and in which zones others are."""

    now: datetime
    zone: ZoneInfo
    policy: Policy
    clocks: Mapping[str, ZoneInfo] = field(default_factory=dict)

    @property
    def today(self) -> datetime:
        """Midnight at the beginning of the speaker's day."""
        return midnight(self.now)

    @property
    def country(self) -> str | None:
        """The ISO code of the speaker's country: as their conventions say, else as their zone does."""
        return self.policy.country or country_of(self.zone.key)

    def meant(self, said: SaidZone) -> SaidZone:
        """The zone that the speaker means by the words."""
        return said.meant(self.country, self.clocks)

    def zone_at(self, said: SaidZone | None, wall: datetime) -> ZoneInfo:
        """The zone of a wall-clock time: what was said, else the speaker's."""
        meant = self.meant(said) if said else None
        return meant.at(wall) if meant and meant.region else self.zone

    def seen_from(self, said: SaidZone | None) -> Scene:
        """The scene on the wall clock of a zone that was said: "3pm Tokyo time" is Tokyo's next 3pm."""
        if said is None:
            return self
        there = self.zone_at(said, self.now)
        return replace(self, now=self.now.replace(tzinfo=self.zone).astimezone(there).replace(tzinfo=None), zone=there)

    def at(self, now: datetime) -> Scene:
        """The same scene at another time; what follows a start is looked for from there."""
        return replace(self, now=now)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of wall-clock time: naive bounds (the end exclusive), grain and the zones that were said."""

    start: datetime | None
    end: datetime | None
    grain: Grain
    start_zone: SaidZone | None = None
    end_zone: SaidZone | None = None
    reason: str = ""
    cautions: tuple[Caution, ...] = ()
    certain: bool = True
    open_ended: bool = False


class Predicate(Protocol):
    """Anything that has a place in time once a scene is known."""

    @property
    def category(self) -> str:
        """The category of the grammar."""

    def spans(self, scene: Scene) -> list[Span]:
        """The spans it may mean, best first; empty when it cannot be."""
