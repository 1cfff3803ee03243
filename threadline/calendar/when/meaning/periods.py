"""Days and periods counted from now: today, this quarter, next week, the weekend, now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from threadline.calendar.when.meaning.arithmetic import add_months, floor, iso_week, midnight, shift
from threadline.calendar.when.meaning.fields import make_date
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.model import Grain
from threadline.calendar.when.policy import Preference

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """Today, tomorrow, the day before yesterday: a number of days from now."""

    days: int
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """That day."""
        start = scene.today + self.days * _DAY
        return [Span(start, start + _DAY, Grain.DAY)]


@dataclass(frozen=True, slots=True)
class Now:
    """This very moment."""

    category: ClassVar[str] = "moment"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Now, to the second."""
        return [Span(scene.now.replace(microsecond=0), None, Grain.SECOND)]


@dataclass(frozen=True, slots=True)
class SameTime:
    """The hour that it is now, on another day: "tomorrow, same time"."""

    day: Predicate
    category: ClassVar[str] = "moment"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """To the minute, on each day it may be."""
        now = scene.now
        return [
            Span(day.start.replace(hour=now.hour, minute=now.minute), None, Grain.MINUTE, reason=day.reason)
            for day in self.day.spans(scene)
            if day.start is not None and day.grain is Grain.DAY
        ]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A full date and time as machines write it; aware when an offset was written."""

    moment: datetime
    grain: Grain
    category: ClassVar[str] = "moment"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Exactly that, on the speaker's clock."""
        moment = self.moment
        if moment.tzinfo is not None:
            moment = moment.astimezone(scene.zone).replace(tzinfo=None)
        return [Span(moment, None, self.grain)]


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """This, next or last week, month, quarter, year …: a unit some steps from the one that holds now.

    `bare` marks "the month", which may be the next when this one does not fit.
    """

    grain: Grain
    steps: int = 0
    edge: str | None = None
    bare: bool = False
    category: ClassVar[str] = "period"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """The whole unit; "later this week" begins today, "earlier this week" ends today."""
        first = shift(floor(scene.now, self.grain, scene.policy.week_start), self.grain, self.steps)
        last = shift(first, self.grain, 1)
        if self.edge in {"later", "rest"} and first <= scene.now < last:
            first = max(scene.today, _later_half(first, self.grain)) if self.edge == "later" else scene.today
        if self.edge == "to_date":
            last = scene.today + _DAY
        if self.edge == "earlier":
            last = max(first + _DAY, scene.today)
        return [Span(first, last, self.grain)]


def _later_half(first: datetime, grain: Grain) -> datetime:
    if grain is Grain.WEEK:
        return first + 3 * _DAY
    if grain is Grain.YEAR:
        return add_months(first, 6)
    return midnight(first + (shift(first, grain, 1) - first) / 2)


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday: of this week, or some weeks away."""

    steps: int = 0
    category: ClassVar[str] = "range"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """From Saturday to Monday; on a Sunday "this weekend" is still this one."""
        monday = floor(scene.now, Grain.WEEK) + self.steps * _WEEK
        saturday = monday + 5 * _DAY
        return [Span(saturday, monday + _WEEK, Grain.DAY)]


@dataclass(frozen=True, slots=True)
class NumberedWeek:
    """Week 12, of a year when one is named; `ahead`: never one that is over."""

    week: int
    year: Predicate | None = None
    ahead: bool = False
    category: ClassVar[str] = "period"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """The ISO week of the year named, else of this year (the next year's, when `ahead`)."""
        year = scene.now.year
        if self.year is not None:
            found = self.year.spans(scene)
            if not found or found[0].start is None:
                return []
            year = found[0].start.year
        monday = iso_week(year, self.week)
        over = monday is not None and monday + _WEEK <= scene.now
        if over and self.ahead and self.year is None and scene.policy.prefer is Preference.FUTURE:
            monday = iso_week(year + 1, self.week)
        return [Span(monday, monday + _WEEK, Grain.WEEK)] if monday else []


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the northern year, by its first month (0: the one it is now); winter reaches into the next year."""

    month: int
    year: int | None = None
    steps: int = 0
    category: ClassVar[str] = "period"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Three months: of the year said, else the one that is not over yet, moved by `steps` years."""
        if not self.month:
            first = add_months(floor(scene.now, Grain.MONTH), -(scene.now.month % 3) + 3 * self.steps)
            return [Span(first, add_months(first, 3), Grain.QUARTER)]
        year = scene.now.year - 1 if self.year is None else self.year
        start = make_date(year, self.month, 1)
        while start is not None and self.year is None and add_months(start, 3) <= scene.now:
            start = add_months(start, 12)
        if start is None:
            return []
        running = start <= scene.now
        start = add_months(start, 12 * (self.steps if running or self.steps < 0 else 0))
        return [Span(start, add_months(start, 3), Grain.QUARTER)]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter or (`months` 6) half of a year."""

    number: int
    year: Predicate | None = None
    months: int = 3
    loose: ClassVar[bool] = False

    @property
    def category(self) -> str:
        """A quarter is a period, a half year a range."""
        return "period" if self.months == 3 else "range"

    def spans(self, scene: Scene) -> list[Span]:
        """That quarter of the year named, or the next one to come when it is over."""
        year = scene.now.year
        if self.year is not None:
            found = self.year.spans(scene)
            if not found or found[0].start is None:
                return []
            year = found[0].start.year
        start = make_date(year, (self.number - 1) * self.months + 1, 1)
        if start is None:
            return []
        if self.year is None and add_months(start, self.months) <= scene.now:
            start = start.replace(year=year + 1)
        grain = Grain.QUARTER if self.months == 3 else Grain.DAY
        return [Span(start, add_months(start, self.months), grain)]
