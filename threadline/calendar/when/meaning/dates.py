"""Dates: calendar fields, relative days, periods, ordinals within periods, holidays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar

from threadline.calendar.when.meaning.arithmetic import (
    add_months,
    days_in_month,
    floor,
    iso_week,
    midnight,
    next_weekday,
    nth_weekday,
    shift,
)
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.model import Caution, Grain, WarningCode
from threadline.calendar.when.policy import NextWeekday, Preference

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FRIDAY, _SATURDAY = 4, 5
_SEARCHED_MONTHS = 60


class Step(Enum):
    """Which one is meant: this, the next, the last … as the words say it."""

    LAST = "last"
    PAST = "past"
    THIS = "this"
    COMING = "coming"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Fields:
    """A date by its calendar fields, any of which may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    step: Step | None = None

    @property
    def category(self) -> str:
        """A date when it names a day, else a period."""
        return "date" if self.day is not None or self.weekday is not None else "period"

    @property
    def loose(self) -> bool:
        """True when the scene decides the year, month or week."""
        return self.year is None and self.step is None

    def merged(self, other: Fields) -> Fields | None:
        """Both sets of fields together, or None when they disagree."""
        values: dict[str, object] = {}
        for name in ("year", "month", "day", "weekday", "step"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine is not None and theirs is not None and mine != theirs:
                return None
            values[name] = theirs if mine is None else mine
        return Fields(**values)  # type: ignore[arg-type]

    def spans(self, scene: Scene) -> list[Span]:
        """Dates with these fields, best first."""
        if self.day is not None:
            return self._days(scene)
        if self.weekday is not None:
            return weekday_spans(self, scene)
        if self.month is not None:
            return self._months(scene)
        return [_year(self.year)] if self.year is not None else []

    def _days(self, scene: Scene) -> list[Span]:
        day = self.day or 1
        if self.year is not None and self.month is not None:
            return self._checked(make_date(self.year, self.month, day))
        if self.month is not None:
            return self._checked(_in_some_year(self, scene))
        return self._checked(_in_some_month(self, scene))

    def _checked(self, start: datetime | None) -> list[Span]:
        if start is None:
            return []
        cautions: tuple[Caution, ...] = ()
        if self.weekday is not None and start.weekday() != self.weekday:
            sentence = f"{start:%d %B %Y} is a {start:%A}, not the weekday that was said."
            cautions = (Caution(WarningCode.WEEKDAY_MISMATCH, sentence),)
        return [Span(start, start + _DAY, Grain.DAY, cautions=cautions)]

    def _months(self, scene: Scene) -> list[Span]:
        month = self.month or 1
        this = floor(scene.now, Grain.MONTH)
        year = self.year
        if year is None:
            year = this.year + _year_shift(month, this.month, self.step, scene.policy.prefer)
        start = make_date(year, month, 1)
        return [Span(start, add_months(start, 1), Grain.MONTH)] if start else []


def _year_shift(month: int, current: int, step: Step | None, prefer: Preference) -> int:
    if step is Step.NEXT:
        return 1 if month <= current else 0
    if step in {Step.LAST, Step.PAST}:
        return 0 if month < current else -1
    if step is Step.THIS:
        return 0
    if prefer is Preference.PAST:
        return -1 if month > current else 0
    return 1 if month < current else 0


def _year(year: int) -> Span:
    start = datetime(year, 1, 1)  # noqa: DTZ001 - wall-clock times are naive here
    return Span(start, shift(start, Grain.YEAR, 1), Grain.YEAR)


def make_date(year: int, month: int, day: int) -> datetime | None:
    """That midnight, or None when there is no such day."""
    if 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month):
        return datetime(year, month, day)  # noqa: DTZ001
    return None


def _in_some_year(fields: Fields, scene: Scene) -> datetime | None:
    month, day = fields.month or 1, fields.day or 1
    backwards = scene.policy.prefer is Preference.PAST or fields.step in {Step.LAST, Step.PAST}
    years = range(0, -9, -1) if backwards else range(9)
    for ahead in years:
        found = make_date(scene.now.year + ahead, month, day)
        if found is None:
            continue
        if fields.step is Step.THIS:
            return found
        if found <= scene.today if backwards else found >= scene.today:
            return found
    return None


def _in_some_month(fields: Fields, scene: Scene) -> datetime | None:
    this = floor(scene.now, Grain.MONTH)
    backwards = scene.policy.prefer is Preference.PAST
    for ahead in range(_SEARCHED_MONTHS):
        month = add_months(this, -ahead if backwards else ahead)
        found = make_date(month.year, month.month, fields.day or 1)
        if found is None or (found > scene.today if backwards else found < scene.today):
            continue
        if fields.weekday is None or found.weekday() == fields.weekday:
            return found
    return None


def weekday_spans(fields: Fields, scene: Scene) -> list[Span]:
    """The days a weekday may mean: the nearest, or that of the next or last week, with the rival as alternative."""
    weekday = fields.weekday or 0
    if fields.year is not None or fields.month is not None:
        return _weekday_in_month(fields, scene)
    week = floor(scene.now, Grain.WEEK, scene.policy.week_start)
    in_week = next_weekday(week, weekday)
    ahead = next_weekday(scene.today, weekday)
    strictly_ahead = next_weekday(scene.today, weekday, strictly=True)
    behind = next_weekday(scene.today - _WEEK, weekday)
    if fields.step is Step.NEXT:
        days = _distinct(in_week + _WEEK, strictly_ahead)
        if len(days) == 1:
            days.append(days[0] + _WEEK)
        if scene.policy.next_weekday is NextWeekday.NEAREST:
            days = _distinct(strictly_ahead, in_week + _WEEK)
        return _weekday_readings(days, "another reading of “next”")
    if fields.step is Step.LAST:
        return _weekday_readings(_distinct(in_week - _WEEK, behind), "another reading of “last”")
    if fields.step is Step.PAST:
        return _weekday_readings([behind], "")
    if fields.step is Step.COMING:
        return _weekday_readings([strictly_ahead], "")
    if scene.policy.prefer is Preference.PAST and fields.step is None:
        return _weekday_readings(_distinct(next_weekday(scene.today - 6 * _DAY, weekday), ahead), "the one ahead")
    return _weekday_readings([ahead], "")


def _distinct(first: datetime, second: datetime) -> list[datetime]:
    return [first] if first == second else [first, second]


def _weekday_readings(days: list[datetime], reason: str) -> list[Span]:
    spans = [Span(day, day + _DAY, Grain.DAY, reason=reason if index else "") for index, day in enumerate(days)]
    if len(spans) > 1:
        sentence = f"This could be {days[0]:%A %d %B} or {days[1]:%A %d %B}."
        spans[0] = replace(spans[0], cautions=(Caution(WarningCode.AMBIGUOUS_DAY, sentence),), certain=False)
    return spans


def _weekday_in_month(fields: Fields, scene: Scene) -> list[Span]:
    found = replace(fields, weekday=None).spans(scene)
    if not found or found[0].start is None or fields.weekday is None:
        return []
    day = next_weekday(
        max(found[0].start, scene.today) if found[0].end > scene.today else found[0].start, fields.weekday
    )  # type: ignore[operator]
    return [Span(day, day + _DAY, Grain.DAY)]


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
    """This, next or last week, month, quarter, year …: a unit some steps from the one that holds now."""

    grain: Grain
    steps: int = 0
    edge: str | None = None
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
        saturday = monday + _SATURDAY * _DAY
        return [Span(saturday, monday + _WEEK, Grain.DAY)]


@dataclass(frozen=True, slots=True)
class NumberedWeek:
    """Week 12, of a year when one is named."""

    week: int
    year: Predicate | None = None
    category: ClassVar[str] = "period"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """The ISO week of the year named, or of this year."""
        year = scene.now.year
        if self.year is not None:
            found = self.year.spans(scene)
            if not found or found[0].start is None:
                return []
            year = found[0].start.year
        monday = iso_week(year, self.week)
        return [Span(monday, monday + _WEEK, Grain.WEEK)] if monday else []


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
        found = []
        for outer in self.outer.spans(scene):
            if outer.start is not None:
                found.extend(self.inner.spans(scene.at(outer.start))[:1])
        return found


@dataclass(frozen=True, slots=True)
class Near:
    """A weekday near another date: "3 weeks after Christmas on Friday", "Monday two weeks from now"."""

    weekday: int
    base: Predicate
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        """That weekday of the week the base falls in."""
        found = []
        for base in self.base.spans(scene):
            if base.start is not None:
                day = next_weekday(floor(base.start, Grain.WEEK, scene.policy.week_start), self.weekday)
                found.append(Span(day, day + _DAY, Grain.DAY))
        return found


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
            if day is not None and loose and day < scene.today and outer.end is not None:
                later = self.outer.spans(scene.at(outer.end))
                day = self._in(later[0]) if later else None
            if day is not None:
                return [Span(day, day + _DAY, Grain.DAY)]
        return []

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
        """The share of the outer period that the words usually mean."""
        found = []
        for outer in self.outer.spans(scene)[:1]:
            if outer.start is not None and outer.end is not None:
                found.append(self._share(outer.start, outer.end, outer.grain, scene))
        return found

    def point(self, scene: Scene) -> datetime | None:
        """The instant when it bounds a range: the very beginning, middle or end."""
        for outer in self.outer.spans(scene)[:1]:
            if outer.start is not None and outer.end is not None:
                if self.edge in {"begin", "early"}:
                    return outer.start
                middle = midnight(outer.start + (outer.end - outer.start) / 2)
                return middle if self.edge == "mid" else outer.end
        return None

    def _share(self, start: datetime, end: datetime, grain: Grain, scene: Scene) -> Span:
        if grain is Grain.DAY:
            return self._share_of_day(start, scene)
        third, half = self._cuts(start, end, grain)
        if self.edge in {"begin", "early"}:
            return Span(start, third if grain is Grain.YEAR or self.edge == "begin" else half, Grain.DAY)
        if self.edge == "mid":
            last = start + 20 * _DAY if grain is Grain.MONTH else start + 2 * (third - start)
            return Span(third, shift(third, Grain.MONTH, 4) if grain is Grain.YEAR else last, Grain.DAY)
        named = grain is Grain.YEAR and isinstance(self.outer, Fields)
        first = shift(third, Grain.MONTH, 4) if named else half
        if grain is Grain.WEEK:
            first = start + 3 * _DAY
        return Span(first, end, Grain.DAY)

    def _cuts(self, start: datetime, end: datetime, grain: Grain) -> tuple[datetime, datetime]:
        if grain is Grain.YEAR:
            return shift(start, Grain.MONTH, 4), shift(start, Grain.MONTH, 6)
        if grain is Grain.MONTH:
            return start + 9 * _DAY, start + 15 * _DAY
        third = midnight(start + (end - start) / 3)
        return third, midnight(start + (end - start) / 2)

    def _share_of_day(self, start: datetime, scene: Scene) -> Span:
        hour = timedelta(hours=1)
        if self.edge == "end":
            last = start + _DAY - timedelta(seconds=1)
            return Span(last, start + _DAY, Grain.SECOND)
        if self.edge == "mid":
            return Span(start + 10 * hour, start + 14 * hour, Grain.HOUR)
        noon = start + 12 * hour
        del scene
        return Span(noon, start + _DAY, Grain.HOUR) if self.edge == "late" else Span(start, noon, Grain.HOUR)
