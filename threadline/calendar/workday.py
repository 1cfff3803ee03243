"""When one person can be met: working hours, lunch, holidays and what is in their calendars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import FreeBusy, Knowledge
from threadline.calendar.intervals import Interval, Intervals

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When somebody works, in their own zone. An `end` that is not after `start` is on the next day.

    `days` are weekdays, 0 is Monday. `lunch` is kept free where there is a choice, `stretch` is how far a meeting may
    leave the working hours on both sides if nothing else fits, on working days only.
    """

    zone: str
    start: time = time(9)
    end: time = time(17)
    days: frozenset[int] = frozenset(range(5))
    lunch: tuple[time, time] | None = (time(12), time(13))
    stretch: timedelta = timedelta(hours=2)

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)
        if not timedelta() <= self.stretch <= _DAY:
            raise ValueError("working hours stretch by up to a day")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who is to come, with all their calendars; without any, their time is unknown.

    `buffer` is kept free before and after what they have.
    """

    name: str
    hours: WorkingHours
    free_busy: tuple[FreeBusy, ...] = ()
    holidays: frozenset[date] = frozenset()
    buffer: timedelta = timedelta()

    @property
    def unknown(self) -> bool:
        """Whether a calendar of theirs is unknown in some part, or none is there."""
        return not self.free_busy or any(answer.knowledge is not Knowledge.KNOWN for answer in self.free_busy)

    def known(self, start: datetime, end: datetime) -> bool:
        """Whether all their calendars are known in a stretch."""
        return bool(self.free_busy) and all(answer.known(start, end) for answer in self.free_busy)


@dataclass(frozen=True, slots=True)
class Workdays:
    """One person's time within a range: working `hours`, where they are `reachable` at all, and `lunch`."""

    name: str
    hours: Intervals
    reachable: Intervals
    lunch: Intervals

    @classmethod
    def of(cls, person: Participant, time_min: datetime, time_max: datetime, buffer: timedelta) -> "Workdays":
        """Work it out for a range; `buffer` is kept around what the person's calendars have, or their own."""
        hours, zone = person.hours, ZoneInfo(person.hours.zone)
        days = [
            day
            for day in dates_between(time_min, time_max, zone)
            if day.weekday() in hours.days and day not in person.holidays
        ]
        stretch = int(hours.stretch.total_seconds())
        working = [_span(day, hours.start, hours.end, zone) for day in days]
        lunch = [_span(day, *hours.lunch, zone) for day in days] if hours.lunch else []
        wide = Intervals((start - stretch, end + stretch) for start, end in working)
        return cls(
            person.name, Intervals(working), wide.without(_taken(person, max(buffer, person.buffer))), Intervals(lunch)
        )


def dates_between(time_min: datetime, time_max: datetime, zone: ZoneInfo) -> Iterator[date]:
    """The local dates that a range touches, and the one before, whose night may reach into it."""
    day = time_min.astimezone(zone).date() - _DAY
    last = time_max.astimezone(zone).date()
    while day <= last:
        yield day
        day += _DAY


def _span(day: date, start: time, end: time, zone: ZoneInfo) -> Interval:
    last = day if end > start else day + _DAY
    return _seconds(datetime.combine(day, start, zone)), _seconds(datetime.combine(last, end, zone))


def _taken(person: Participant, buffer: timedelta) -> Intervals:
    pad = int(buffer.total_seconds())
    stretches = (stretch for answer in person.free_busy for stretch in answer.busy)
    # A part of a second that is busy makes the whole second busy.
    return Intervals((_seconds(each.start) - pad, -int(-each.end.timestamp() // 1) + pad) for each in stretches)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp() // 1)
