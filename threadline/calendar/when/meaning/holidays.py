"""Named days: fixed dates, nth weekdays, and days counted from Easter; lunar ones come from the holidays package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import ClassVar

from threadline.calendar.when.meaning.arithmetic import easter, nth_weekday
from threadline.calendar.when.meaning.fields import Step, make_date
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.model import Grain
from threadline.calendar.when.policy import Preference

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """How to find a day in a year: month and day, or nth weekday of a month, or days after Easter, or a lunar name."""

    month: int = 0
    day: int = 0
    weekday: int | None = None
    nth: int = 0
    after_easter: int | None = None
    shifted: int = 0
    lunar: tuple[str, str] | None = None

    def on(self, year: int) -> datetime | None:
        """The day in `year`, or None when that is not known."""
        if self.lunar is not None:
            return _lunar(*self.lunar, year)
        if self.after_easter is not None:
            return easter(year) + self.after_easter * _DAY
        if self.weekday is not None:
            found = nth_weekday(year, self.month, self.weekday, self.nth)
            return found + self.shifted * _DAY if found else None
        return make_date(year, self.month, self.day)


@lru_cache(maxsize=256)
def _lunar(country: str, name: str, year: int) -> datetime | None:
    from holidays import country_holidays

    for day, title in sorted(country_holidays(country, years=year, language="en_US").items()):
        if name in title:
            return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall-clock times are naive here
    return None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day, in a year when one is said."""

    rule: HolidayRule
    year: Predicate | None = None
    step: Step | None = None
    category: ClassVar[str] = "date"

    @property
    def loose(self) -> bool:
        """True when the scene decides the year."""
        return self.year is None and self.step is None

    def spans(self, scene: Scene) -> list[Span]:
        """The day in the year said, else the nearest ahead (or behind, for "last")."""
        day = self._day(scene)
        return [Span(day, day + _DAY, Grain.DAY)] if day else []

    def _day(self, scene: Scene) -> datetime | None:
        if self.year is not None:
            found = self.year.spans(scene)
            return self.rule.on(found[0].start.year) if found and found[0].start else None
        backwards = self.step in {Step.LAST, Step.PAST} or scene.policy.prefer is Preference.PAST
        for ahead in range(0, -3, -1) if backwards else range(3):
            day = self.rule.on(scene.now.year + ahead)
            if day is None:
                continue
            strictly = self.step is not None
            if backwards and (day < scene.today or (day == scene.today and not strictly)):
                return day
            if not backwards and (day > scene.today or (day == scene.today and not strictly)):
                return day
        return None
