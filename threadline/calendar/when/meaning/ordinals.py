"""What lies in or near another date: the first Monday of March, the week of the 18th."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from threadline.calendar.when.meaning.arithmetic import floor, midnight, next_weekday, nth_weekday, shift
from threadline.calendar.when.meaning.business import add_business_days
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.meaning.weekdays import day_readings
from threadline.calendar.when.model import Caution, Grain, WarningCode
from threadline.texts.messages import _

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_NEAR = 3  # days; a weekday farther from a date than this has another as near
_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True, slots=True)
class Within:
    """One predicate inside another: "Tuesday of next week", "the 15th of next month", "Friday in week 12"."""

    inner: Predicate
    outer: Predicate
    loose: ClassVar[bool] = False

    @property
    def category(self) -> str:
        """What the inner predicate is."""
        return self.inner.category

    def spans(self, scene: Scene) -> list[Span]:
        """The inner predicate's first place in each reading of the outer one."""
        found: list[Span] = []
        for outer in self.outer.spans(scene):
            if outer.start is not None:
                found.extend(span for span in self.inner.spans(scene.at(outer.start))[:1] if self._has(span, outer))
        bare = isinstance(self.outer, UnitPeriod) and self.outer.bare
        if bare and found and found[0].start is not None and found[0].start < scene.today:
            later = replace(self.outer, steps=1, bare=False)  # type: ignore[type-var]
            return replace(self, outer=later).spans(scene)
        return found

    def _has(self, span: Span, outer: Span) -> bool:
        """Whether the period has that day: November has no 31st, and the next one is not meant."""
        day = isinstance(self.inner, Fields) and self.inner.day is not None and outer.grain is Grain.MONTH
        return not day or span.start is None or outer.end is None or span.start < outer.end


@dataclass(frozen=True, slots=True)
class Near:
    """A weekday near another date: "3 weeks after Christmas on Friday", "Monday two weeks from now"."""

    weekday: int
    base: Predicate
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """That weekday of the week the base falls in, or the nearer one behind a week's end; the rival beside it."""
        found = []
        for base in self.base.spans(scene):
            if base.start is not None:
                found.extend(self._beside(midnight(base.start), scene))
        return found

    def _beside(self, base: datetime, scene: Scene) -> list[Span]:
        """Two weeks from a Sunday, "Monday" is the day after that, not the six days before it."""
        in_week = next_weekday(floor(base, Grain.WEEK, scene.policy.week_start), self.weekday)
        off = (in_week - base).days
        if off < -_NEAR:
            return day_readings([in_week + 7 * _DAY, in_week], "the one before")
        return day_readings([in_week, in_week - 7 * _DAY] if off > _NEAR + 1 else [in_week], "the one before")


@dataclass(frozen=True, slots=True)
class SameWeek:
    """A weekday of the week another date lies in: "from Tuesday to Wednesday" moves to the Wednesday after."""

    day: Fields
    base: Predicate
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """That weekday of the week of the base, unless it is over: then the next one."""
        for base in self.base.spans(scene)[:1]:
            if base.start is not None:
                day = next_weekday(floor(base.start, Grain.WEEK, scene.policy.week_start), self.day.weekday or 0)
                if day >= scene.today:
                    return [Span(day, day + _DAY, Grain.DAY)]
        return self.day.spans(scene)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth weekday of a period: "first Monday of March", "last Friday of next month"."""

    nth: int
    weekday: int
    outer: Predicate
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """That day in the first reading of the period that has it; a month named without a year must be ahead."""
        for outer in self.outer.spans(scene)[:1]:
            day = self._in(outer)
            loose = isinstance(self.outer, Fields) and self.outer.loose
            loose |= isinstance(self.outer, UnitPeriod) and self.outer.bare
            if day is not None and loose and day < scene.today and outer.end is not None:
                later = self.outer.spans(scene.at(outer.end))
                day = self._in(later[0]) if later else None
            if day is not None:
                return [Span(day, day + _DAY, Grain.DAY, cautions=self._once())]
        return []

    def _once(self) -> tuple[Caution, ...]:
        """ "First Monday of the month" may be meant for each month."""
        if not (isinstance(self.outer, UnitPeriod) and self.outer.bare and self.outer.grain is Grain.MONTH):
            return ()
        return (Caution(WarningCode.SERIES, _("This is read as one day: say “every month” if it is to repeat.")),)

    def _in(self, outer: Span) -> datetime | None:
        if outer.start is None or outer.end is None:
            return None
        if outer.grain is Grain.MONTH:
            return nth_weekday(outer.start.year, outer.start.month, self.weekday, self.nth)
        if self.nth > 0:
            day = next_weekday(outer.start, self.weekday) + (self.nth - 1) * _WEEK
        else:
            day = next_weekday(outer.end - _WEEK, self.weekday) + (self.nth + 1) * _WEEK
        return day if outer.start <= day < outer.end else None


@dataclass(frozen=True, slots=True)
class NthUnit:
    """The nth (-1: last) day, week, month … of a period, or several: "the last two weeks of July"."""

    nth: int
    grain: Grain
    outer: Predicate
    count: int = 1
    loose: ClassVar[bool] = False

    @property
    def category(self) -> str:
        """A date for one day, a period for one longer unit, else a range."""
        if self.count > 1:
            return "range"
        return "date" if self.grain is Grain.DAY else "period"

    def spans(self, scene: Scene) -> list[Span]:
        """Counted from the beginning or the end; weeks belong to the period that has their Thursday."""
        found = []
        for outer in self.outer.spans(scene)[:1]:
            if outer.start is None or outer.end is None:
                continue
            start = self._first(outer.start, outer.end)
            if self.nth > 0:
                start = shift(start, self.grain, self.nth - 1)
                end = shift(start, self.grain, self.count)
            else:
                end = shift(start, self.grain, self.nth + 1)
                start = shift(end, self.grain, -self.count)
            grain = self.grain if self.count == 1 else Grain.DAY
            found.append(Span(start, end, grain))
        return found

    def _first(self, start: datetime, end: datetime) -> datetime:
        edge = start if self.nth > 0 else end
        if self.grain is Grain.WEEK:
            monday = floor(edge, Grain.WEEK)
            return monday if edge - monday < 4 * _DAY else monday + _WEEK
        return floor(edge, self.grain) if self.grain.coarse else edge


@dataclass(frozen=True, slots=True)
class NthBusinessDay:
    """The nth (-1: last) business day of a period."""

    nth: int
    outer: Predicate
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Counted from the edge of the first reading of the period."""
        for outer in self.outer.spans(scene)[:1]:
            edge = outer.start - _DAY if self.nth > 0 and outer.start else outer.end
            if edge is not None:
                day = add_business_days(edge, self.nth, scene.policy.country)
                return [Span(day, day + _DAY, Grain.DAY)]
        return []


@dataclass(frozen=True, slots=True)
class Beside:
    """The nth such weekday after (sign 1) or before (-1) a date: "the Monday after Thanksgiving"."""

    weekday: int
    sign: int
    base: Predicate
    nth: int = 1
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Strictly after or before each reading of the base."""
        found = []
        for base in self.base.spans(scene):
            if base.start is not None:
                after = next_weekday(base.start, self.weekday, strictly=True)
                day = after if self.sign > 0 else next_weekday(base.start - _WEEK, self.weekday)
                day += self.sign * (self.nth - 1) * _WEEK
                found.append(Span(day, day + _DAY, Grain.DAY))
        return found


@dataclass(frozen=True, slots=True)
class Closest:
    """The weekday that lies nearest to a date, or the second nearest …: "the closest Monday to Oct 5th"."""

    weekday: int
    base: Predicate
    nth: int = 1
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Of the weekdays around each reading of the base, that one."""
        found = []
        for base in self.base.spans(scene)[:1]:
            if base.start is not None:
                day = midnight(base.start)
                around = [next_weekday(day, self.weekday) + weeks * _WEEK for weeks in range(-self.nth, self.nth + 1)]
                chosen = sorted(around, key=lambda each: abs(each - day))[self.nth - 1]
                found.append(Span(chosen, chosen + _DAY, Grain.DAY))
        return found


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week (or the weekend) that holds a date; `counted` begins at the date itself."""

    base: Predicate
    weekend: bool = False
    counted: bool = False
    category: ClassVar[str] = "range"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """Monday to Monday, seven days from the date, or the weekend at the date."""
        found = []
        for base in self.base.spans(scene):
            if base.start is None:
                continue
            day = midnight(base.start)
            if self.weekend:
                found.append(_weekend_at(day))
            else:
                first = day if self.counted else floor(day, Grain.WEEK, scene.policy.week_start)
                found.append(Span(first, first + _WEEK, Grain.DAY, reason=base.reason))
        return found


def _weekend_at(day: datetime) -> Span:
    monday = floor(day, Grain.WEEK)
    if day.weekday() == 0:
        return Span(monday - 2 * _DAY, monday + _DAY, Grain.DAY)
    first = min(day, monday + _SATURDAY * _DAY) if day.weekday() >= _FRIDAY - 1 else monday + _SATURDAY * _DAY
    return Span(first, monday + _WEEK, Grain.DAY)
