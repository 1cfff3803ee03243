"""Free time: when several people can meet.

Unknown is never free: somebody whose calendar did not answer is named in every slot that is offered, and what is known
of their day is kept clear all the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Busy
from threadline.calendar.intervals import Intervals
from threadline.calendar.recurrence import as_utc
from threadline.calendar.workday import Participant, Workdays, WorkingHours, dates_between

__all__ = [
    "MAX_RANGE",
    "LocalTime",
    "Participant",
    "Slot",
    "Wish",
    "WorkingHours",
    "clip",
    "free_slots",
    "merge",
]

MAX_RANGE = timedelta(days=92)
"""The longest range that slots are looked for in."""

_NOTHING = timedelta()
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: a meeting of `duration` within the range, starting on the `step` of the asker's clock.

    `buffer` is kept between the meeting and what people have before and after it. `between` narrows the asker's day
    ("mornings"), in `zone`, the asker's zone; `days` are the weekdays that are allowed (0 is Monday), `barred_dates`
    and `barred_hours` what is not. At most `per_day` slots start on one date, and `limit` in all.
    """

    time_min: datetime
    time_max: datetime
    duration: timedelta
    zone: str
    step: timedelta = timedelta(minutes=30)
    buffer: timedelta = _NOTHING
    between: tuple[time, time] = (time(), time())
    per_day: int = 2
    days: frozenset[int] = frozenset(range(7))
    barred_dates: frozenset[date] = frozenset()
    barred_hours: tuple[tuple[time, time], ...] = ()
    limit: int = 5

    def __post_init__(self) -> None:
        if not _NOTHING < self.time_max - self.time_min <= MAX_RANGE:
            raise ValueError(f"free time is looked for in a range of up to {MAX_RANGE.days} days")
        if not timedelta(minutes=1) <= self.duration <= _DAY:
            raise ValueError("a meeting lasts from a minute to a day")
        if not timedelta(minutes=5) <= self.step <= _DAY:
            raise ValueError("slots start from 5 minutes to a day apart")
        if not _NOTHING <= self.buffer <= _DAY:
            raise ValueError("a buffer is up to a day")
        ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A slot as one participant's clock shows it."""

    name: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which everybody whose calendar is known is free. `start` and `end` are in the asker's zone.

    `unknown` names whose calendar did not answer, `outside` whose working hours it leaves, `lunch` whose lunch it
    touches.
    """

    start: datetime
    end: datetime
    local: tuple[LocalTime, ...]
    unknown: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    lunch: tuple[str, ...] = ()


def merge(stretches: Iterable[Busy]) -> tuple[Busy, ...]:
    """Stretches in order and in UTC, with those that overlap or touch made one."""
    merged: list[Busy] = []
    for stretch in sorted(_in_utc(stretches), key=lambda each: each.start):
        if merged and stretch.start <= merged[-1].end:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, stretch.end))
        else:
            merged.append(stretch)
    return tuple(merged)


def clip(stretches: Iterable[Busy], time_min: datetime, time_max: datetime) -> tuple[Busy, ...]:
    """What of the stretches lies within a range, in UTC."""
    low, high = as_utc(time_min), as_utc(time_max)
    cut = (Busy(max(each.start, low), min(each.end, high)) for each in _in_utc(stretches))
    return tuple(each for each in cut if each.start < each.end)


def _in_utc(stretches: Iterable[Busy]) -> Iterator[Busy]:
    return (Busy(as_utc(each.start), as_utc(each.end)) for each in stretches)


def free_slots(people: Sequence[Participant], wish: Wish) -> tuple[Slot, ...]:
    """Times at which all the people can meet, best first.

    Slots inside everybody's working hours come before those that leave somebody's, then earlier dates before later
    ones, then those that spare lunch, then earlier times. The slots do not overlap each other. The free/busy answers
    must cover the wish's range and its buffer. Raises `ValueError` without people.
    """
    if not people:
        raise ValueError("a meeting needs somebody")
    group = _Group.of([Workdays.of(each, wish.time_min, wish.time_max, wish.buffer) for each in people])
    seconds = int(wish.duration.total_seconds())
    found = [
        group.judge(day, start, start + seconds) for day, start in _starts(wish) if group.free(start, start + seconds)
    ]
    best = _spread(sorted(found, key=_rank), wish)
    return tuple(_slot(each, people, wish) for each in best)


@dataclass(frozen=True, slots=True)
class _Found:
    """A time that everybody can make, in seconds since 1970, on a date of the asker's."""

    day: date
    start: int
    end: int
    outside: tuple[str, ...]
    lunch: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """All the people as one: when everybody is reachable, when everybody works, when somebody has lunch."""

    people: Sequence[Workdays]
    reachable: Intervals
    hours: Intervals
    lunch: Intervals

    @classmethod
    def of(cls, people: Sequence[Workdays]) -> "_Group":
        reachable, hours = people[0].reachable, people[0].hours
        for person in people[1:]:
            reachable, hours = reachable.within(person.reachable), hours.within(person.hours)
        return cls(people, reachable, hours, Intervals(pair for person in people for pair in person.lunch.pairs()))

    def free(self, start: int, end: int) -> bool:
        return self.reachable.holds(start, end)

    def judge(self, day: date, start: int, end: int) -> _Found:
        outside: tuple[str, ...] = ()
        lunch: tuple[str, ...] = ()
        if not self.hours.holds(start, end):
            outside = tuple(person.name for person in self.people if not person.hours.holds(start, end))
        if self.lunch.touches(start, end):
            lunch = tuple(person.name for person in self.people if person.lunch.touches(start, end))
        return _Found(day, start, end, outside, lunch)


def _rank(found: _Found) -> tuple[int, date, int, int]:
    return len(found.outside), found.day, len(found.lunch), found.start


def _starts(wish: Wish) -> Iterator[tuple[date, int]]:
    """Every start there could be: the date and the second, on the asker's clock and inside the range."""
    zone = ZoneInfo(wish.zone)
    opens, closes = wish.between
    low, high = wish.time_min.timestamp(), wish.time_max.timestamp()
    step, duration = int(wish.step.total_seconds()), wish.duration.total_seconds()
    for day in dates_between(wish.time_min, wish.time_max, zone):
        if day.weekday() not in wish.days or day in wish.barred_dates:
            continue
        barred = [
            (datetime.combine(day, first, zone).timestamp(), datetime.combine(day, last, zone).timestamp())
            for first, last in wish.barred_hours
        ]
        begin = datetime.combine(day, opens, zone).timestamp()
        until = datetime.combine(day if closes > opens else day + _DAY, closes, zone).timestamp()
        for start in range(int(begin), int(until), step):
            if any(first < start + duration and start < last for first, last in barred):
                continue
            if start >= low and start + duration <= min(high, until):
                yield day, start


def _spread(ranked: Iterable[_Found], wish: Wish) -> list[_Found]:
    """The best that do not overlap, with no date more often than wished."""
    chosen: list[_Found] = []
    for found in ranked:
        if len(chosen) == wish.limit:
            break
        same_day = sum(each.day == found.day for each in chosen)
        if same_day < wish.per_day and all(found.end <= each.start or each.end <= found.start for each in chosen):
            chosen.append(found)
    return chosen


def _slot(found: _Found, people: Sequence[Participant], wish: Wish) -> Slot:
    start, end = (datetime.fromtimestamp(second, UTC) for second in (found.start, found.end))
    zone = ZoneInfo(wish.zone)
    local = tuple(
        LocalTime(person.name, start.astimezone(there), end.astimezone(there))
        for person in people
        for there in [ZoneInfo(person.hours.zone)]
    )
    unknown = tuple(person.name for person in people if not person.known(start, end))
    return Slot(start.astimezone(zone), end.astimezone(zone), local, unknown, found.outside, found.lunch)
