"""The beginning, middle and end of periods and days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from threadline.calendar.when.meaning.arithmetic import midnight, shift
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.model import Grain

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PartOf:
    """The beginning, middle or end of a period."""

    edge: str
    outer: Predicate
    loose: ClassVar[bool] = False

    @property
    def category(self) -> str:
        """A moment within a day, else a range."""
        return "moment" if self.outer.category == "date" else "range"

    def spans(self, scene: Scene) -> list[Span]:
        """The share of the outer period that the words usually mean: they are exact to a week, not to the day."""
        return [
            self._share(outer.start, outer.end, outer.grain)
            for outer in self.outer.spans(scene)[:1]
            if outer.start is not None and outer.end is not None
        ]

    def point(self, scene: Scene) -> datetime | None:
        """The instant when it bounds a range: the very beginning, middle or end."""
        for outer in self.outer.spans(scene)[:1]:
            if outer.start is not None and outer.end is not None:
                if self.edge in {"begin", "early"}:
                    return outer.start
                middle = midnight(outer.start + (outer.end - outer.start) / 2)
                return middle if self.edge == "mid" else outer.end
        return None

    def _share(self, start: datetime, end: datetime, grain: Grain) -> Span:
        if grain is Grain.DAY:
            return self._share_of_day(start)
        if grain is Grain.WEEK:
            return self._share_of(start, end, grain)
        return replace(self._share_of(start, end, grain), grain=Grain.WEEK)

    def _share_of(self, start: datetime, end: datetime, grain: Grain) -> Span:
        third, half = self._cuts(start, end, grain)
        if self.edge in {"begin", "early"}:
            return Span(start, third if grain is Grain.YEAR or self.edge == "begin" else half, Grain.DAY)
        if self.edge == "mid":
            last = start + 20 * _DAY if grain is Grain.MONTH else start + 2 * (third - start)
            first = start + 9 * _DAY if grain is Grain.MONTH else third
            return Span(first, shift(third, Grain.MONTH, 4) if grain is Grain.YEAR else last, Grain.DAY)
        named = grain is Grain.YEAR and isinstance(self.outer, Fields)
        first = shift(third, Grain.MONTH, 4) if named else half
        if grain is Grain.WEEK:
            first = start + 3 * _DAY
        if self.edge == "end" and grain is Grain.MONTH:
            first = start + 20 * _DAY
        if self.edge == "end" and grain is Grain.YEAR and not named:
            first = shift(end, Grain.MONTH, -1)
        return Span(first, end, Grain.DAY)

    def _cuts(self, start: datetime, end: datetime, grain: Grain) -> tuple[datetime, datetime]:
        if grain is Grain.YEAR:
            return shift(start, Grain.MONTH, 4), shift(start, Grain.MONTH, 6)
        if grain is Grain.MONTH:
            return start + 10 * _DAY, start + 15 * _DAY
        third = midnight(start + (end - start) / 3)
        return third, midnight(start + (end - start) / 2)

    def _share_of_day(self, start: datetime) -> Span:
        hour = timedelta(hours=1)
        if self.edge == "end":
            last = start + _DAY - timedelta(seconds=1)
            return Span(last, start + _DAY, Grain.SECOND)
        if self.edge == "mid":
            return Span(start + 10 * hour, start + 14 * hour, Grain.HOUR)
        noon = start + 12 * hour
        return Span(noon, start + _DAY, Grain.HOUR) if self.edge == "late" else Span(start, noon, Grain.HOUR)
