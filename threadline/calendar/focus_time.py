"""Time that somebody keeps for themselves on each working day, and where it gives way.

It stands in no calendar: it is the first gap of its hours that is long enough, else the longest that there is. So
whatever comes into the calendar moves or shortens it, and nobody has to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.intervals import Interval, Intervals
from threadline.calendar.workday import Participant, WorkingHours, dates_between

SHORTEST = timedelta(minutes=30)
"""Less than that is no time to focus."""
_NAME = "focus-time"


@dataclass(frozen=True, slots=True)
class FocusTime:
    """So much time between two hours of each working day."""

    start: time
    end: time
    length: timedelta


def focus_on(day: date, focus: FocusTime, hours: WorkingHours, busy: Iterable[Busy]) -> Busy | None:
    """Where the focus time of a day is; None on a day without work, or where nothing is left for it."""
    if day.weekday() not in hours.days:
        return None
    zone = ZoneInfo(hours.zone)
    window = Intervals([(_seconds(datetime.combine(day, focus.start, zone)), _seconds(_end(day, focus, zone)))])
    taken = Intervals((_seconds(each.start), -int(-each.end.timestamp() // 1)) for each in busy)
    gaps = window.without(taken).pairs()
    wanted = int(focus.length.total_seconds())
    long = next(((start, start + wanted) for start, end in gaps if end - start >= wanted), None)
    gap: Interval | None = long or max(gaps, key=lambda each: (each[1] - each[0], -each[0]), default=None)
    if gap is None or gap[1] - gap[0] < SHORTEST.total_seconds():
        return None
    return Busy(datetime.fromtimestamp(gap[0], UTC), datetime.fromtimestamp(gap[1], UTC))


def kept_for_focus(person: Participant, focus: FocusTime, time_min: datetime, time_max: datetime) -> Participant:
    """Somebody whose focus time counts as taken. Their calendars have to be known for whole days of the range."""
    zone = ZoneInfo(person.hours.zone)
    busy = [stretch for answer in person.free_busy for stretch in answer.busy]
    days = (day for day in dates_between(time_min, time_max, zone) if day not in person.holidays)
    kept = [found for day in days if (found := focus_on(day, focus, person.hours, busy)) is not None]
    return replace(person, free_busy=(*person.free_busy, FreeBusy(_NAME, Knowledge.KNOWN, tuple(kept))))


def whole_days(time_min: datetime, time_max: datetime, zones: Sequence[str]) -> tuple[datetime, datetime]:
    """The range with all of the days that it touches, wherever they are counted."""
    starts = [datetime.combine(time_min.astimezone(ZoneInfo(zone)).date(), time(), ZoneInfo(zone)) for zone in zones]
    following = [time_max.astimezone(ZoneInfo(zone)).date() + timedelta(days=1) for zone in zones]
    ends = [datetime.combine(day, time(), ZoneInfo(zone)) for day, zone in zip(following, zones, strict=True)]
    return min((time_min, *starts)), max((time_max, *ends))


def _end(day: date, focus: FocusTime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day if focus.end > focus.start else day + timedelta(days=1), focus.end, zone)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp() // 1)
