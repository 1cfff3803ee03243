"""Recurrences: how often, on which days, from when, until when, how many times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from threadline.calendar.when.meaning.amounts import Amount
from threadline.calendar.when.meaning.arithmetic import days_in_month
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.scene import Predicate, Scene, Span
from threadline.calendar.when.model import Grain

_DAY = timedelta(days=1)
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {
    Grain.SECOND: "SECONDLY",
    Grain.MINUTE: "MINUTELY",
    Grain.HOUR: "HOURLY",
    Grain.DAY: "DAILY",
    Grain.WEEK: "WEEKLY",
    Grain.MONTH: "MONTHLY",
    Grain.YEAR: "YEARLY",
}
_SEARCHED_DAYS = 4 * 366 + 1
WORKDAYS = tuple((0, weekday) for weekday in range(5))
WEEKEND = ((0, 5), (0, 6))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule as RFC 5545 has it, with predicates where the scene decides. `weekdays` holds (nth or 0, weekday).

    It begins at `start` and runs `until` a time (through its last day with `through`), or `within` a period, or as long
    as it `lasts` from now, or `runs` from its first day. `adjective` marks a lone "weekly", which may only be part of a
    name.
    """

    every: Grain
    interval: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    monthdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    yeardays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    start: Predicate | None = None
    until: Predicate | None = None
    through: bool = False
    within: Predicate | None = None
    lasts: Amount | None = None
    runs: Amount | None = None
    except_on: tuple[Predicate, ...] = ()
    clock: Clock | ClockRange | PartOfDay | None = None
    length: Amount | None = None
    adjective: bool = False
    category: ClassVar[str] = "recurrence"
    loose: ClassVar[bool] = False

    @property
    def plain(self) -> bool:
        """True for a lone "weekly": neither days nor bounds were said with it."""
        return self == Recurrence(self.every, self.interval, clock=self.clock, adjective=self.adjective)

    def spans(self, scene: Scene) -> list[Span]:
        """The first occurrence."""
        found = self.first(scene)
        return [found] if found else []

    def first(self, scene: Scene) -> Span | None:
        """The first occurrence that is not over, from the start that was said or from now; None if there is none."""
        anchor, last = self.anchor(scene), self._within_until(scene)
        if self.every in {Grain.SECOND, Grain.MINUTE, Grain.HOUR} and self.clock is None:
            return Span(anchor.replace(microsecond=0), None, Grain.MINUTE)
        begun = self.start is not None or (self.within is not None and anchor > scene.now)
        for day in self.days(anchor, last or anchor + _SEARCHED_DAYS * _DAY):
            span = self._on(day, scene)
            if begun or span.start is None or self._instant(span, scene) >= scene.now or span.grain.coarse:
                return span
        return None

    def days(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The midnights from the day of `first` to that of `last` that fit the rule; intervals are not counted."""
        day = first.replace(hour=0, minute=0, second=0, microsecond=0)
        while day <= last:
            if self._matches(day):
                yield day
            day += _DAY

    def anchor(self, scene: Scene) -> datetime:
        """From when on it takes place."""
        if self.start is not None:
            found = self.start.spans(scene)
            if found and found[0].start is not None:
                return found[0].start
        if self.within is not None:
            found = self.within.spans(scene)
            if found and found[0].start is not None:
                return max(found[0].start, scene.now)
        return scene.now

    def _within_until(self, scene: Scene) -> datetime | None:
        found = self.within.spans(scene) if self.within is not None else []
        return found[0].end - _DAY if found and found[0].end is not None else None

    def _instant(self, span: Span, scene: Scene) -> datetime:
        """The start on the speaker's clock, which a zone may move."""
        assert span.start is not None  # noqa: S101 - the caller checked; tells the type checker
        zone = scene.zone_at(span.start_zone, span.start)
        return span.start.replace(tzinfo=zone).astimezone(scene.zone).replace(tzinfo=None)

    def _on(self, day: datetime, scene: Scene) -> Span:
        if self.clock is None:
            return Span(day, day + _DAY, Grain.DAY)
        here = At(_Day(day), self.clock).spans(scene)[0]
        if self.length is not None and here.start is not None:
            return replace(here, end=self.length.added(here.start, 1, scene))
        return here

    def _matches(self, day: datetime) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.monthdays and not any(_is_monthday(day, wanted) for wanted in self.monthdays):
            return False
        if self.weeks and day.isocalendar().week not in self.weeks:
            return False
        if self.yeardays and day.timetuple().tm_yday not in self.yeardays:
            return False
        if self.positions and not self._in_position(day):
            return False
        return not self.weekdays or any(_is_nth(day, nth, weekday) for nth, weekday in self.weekdays)

    def _in_position(self, day: datetime) -> bool:
        """True when BYSETPOS picks `day` among the days of its month that fit."""
        days = range(1, days_in_month(day.year, day.month) + 1)
        fits = [each for each in days if any(_is_nth(day.replace(day=each), *pair) for pair in self.weekdays)]
        return day.day in {
            fits[place - 1 if place > 0 else place] for place in self.positions if abs(place) <= len(fits)
        }

    def rrule(self, scene: Scene, start: datetime | None, last: datetime | None) -> str:
        """The RRULE value for a series that starts at `start` and ends on the day `last`.

        A timed rule ends at a UTC instant, an all-day one on a date.
        """
        return ";".join(f"{name}={value}" for name, value in self._parts(scene, start, last) if value)

    def _parts(self, scene: Scene, start: datetime | None, last: datetime | None) -> Iterator[tuple[str, str]]:
        yield "FREQ", _FREQUENCIES[self.every]
        yield "INTERVAL", str(self.interval) if self.interval > 1 else ""
        yield "BYMONTH", _numbers(self.months)
        yield "BYWEEKNO", _numbers(self.weeks)
        yield "BYYEARDAY", _numbers(self.yeardays)
        yield "BYMONTHDAY", _numbers(self.monthdays)
        yield "BYDAY", ",".join(f"{nth or ''}{_CODES[weekday]}" for nth, weekday in self.weekdays)
        yield "BYSETPOS", _numbers(self.positions)
        if isinstance(self.clock, Clock | ClockRange):
            first = self._on(scene.today, scene).start or scene.today
            yield "BYHOUR", str(first.hour)
            yield "BYMINUTE", str(first.minute)
        yield "COUNT", str(self.count) if self.count else ""
        yield "UNTIL", "" if self.count or last is None else self._until(start, last)

    def _until(self, start: datetime | None, last: datetime) -> str:
        if self.clock is None or start is None:
            return f"{last:%Y%m%d}"
        end = last.replace(hour=23, minute=59, second=59, tzinfo=start.tzinfo).astimezone(UTC)
        return f"{end:%Y%m%dT%H%M%SZ}"


@dataclass(frozen=True, slots=True)
class _Day:
    """One known day."""

    day: datetime
    category: ClassVar[str] = "date"
    loose: ClassVar[bool] = False

    def spans(self, scene: Scene) -> list[Span]:
        del scene
        return [Span(self.day, self.day + _DAY, Grain.DAY)]


def _numbers(values: tuple[int, ...]) -> str:
    return ",".join(str(value) for value in values)


def _is_monthday(day: datetime, wanted: int) -> bool:
    return day.day == (wanted if wanted > 0 else days_in_month(day.year, day.month) + 1 + wanted)


def _is_nth(day: datetime, nth: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if nth > 0:
        return (day.day - 1) // 7 + 1 == nth
    left = (days_in_month(day.year, day.month) - day.day) // 7 + 1
    return nth == 0 or left == -nth
