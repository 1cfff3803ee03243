"""When somebody is free, as stretches by day: the answer to "when am I free on Friday?"."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.free_slots import merge
from threadline.calendar.intervals import Intervals
from threadline.calendar.workday import Participant, Workdays, WorkingHours
from threadline.core.channels.formatting import and_list, day_label
from threadline.texts import formats

_SHORTEST = 15 * 60
_DAY = timedelta(days=1)
_MOST_DAYS = 7

Stretch = tuple[datetime, datetime]


def free_stretches(
    person: Participant,
    start: datetime,
    end: datetime,
    *,
    working: bool = True,
    between: tuple[time, time] | None = None,
) -> tuple[Stretch, ...]:
    """When the person is free within a range, a quarter of an hour and longer.

    Only `working` hours count, unless a time of day was asked about. `between` narrows each day on the person's clock.
    Buffers do not count: they are kept when times are offered for a meeting. A calendar that could not be read may
    hold anything, see `person.unknown`.
    """
    wanted = Intervals([(int(start.timestamp()), int(end.timestamp()))])
    if working:
        wanted = wanted.within(Workdays.of(person, start, end, timedelta()).hours)
    if between is not None:
        daily = WorkingHours(person.hours.zone, *between, days=frozenset(range(7)))
        wanted = wanted.within(Workdays.of(Participant(person.name, daily), start, end, timedelta()).hours)
    taken = merge(stretch for answer in person.free_busy for stretch in answer.busy)
    busy = Intervals((int(each.start.timestamp()), -int(-each.end.timestamp() // 1)) for each in taken)
    zone = ZoneInfo(person.hours.zone)
    return tuple(
        (datetime.fromtimestamp(low, UTC).astimezone(zone), datetime.fromtimestamp(high, UTC).astimezone(zone))
        for low, high in wanted.without(busy).pairs()
        if high - low >= _SHORTEST
    )


def stretch_lines(stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """The stretches of the first days, a CommonMark line for each day."""
    days: dict[str, list[str]] = {}
    for start, end in stretches:
        days.setdefault(day_label(start), []).append(_stretch(start, end))
    return tuple(f"- {formats.joined(day, and_list(spans))}" for day, spans in list(days.items())[:_MOST_DAYS])


def _stretch(start: datetime, end: datetime) -> str:
    if end.date() == start.date():
        return formats.clocks(start, end)
    until = "24:00" if _is_midnight_after(start, end) else formats.moment(end)
    return f"{formats.clock(start)}–{until}"


def _is_midnight_after(start: datetime, end: datetime) -> bool:
    return end.date() - start.date() == _DAY and not (end.hour or end.minute)
