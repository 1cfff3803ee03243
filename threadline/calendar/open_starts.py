"""When a meeting could begin that somebody else chooses: every start at which all hosts are known to be free.

Unlike `free_slots` nothing is ranked and nothing stretched: outside of working hours, over lunch, and wherever a
calendar is unknown, there is no such time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.intervals import Intervals
from threadline.calendar.workday import Participant, Workdays, dates_between

_NOTHING = timedelta()
_HALF_HOUR = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
_LEAST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Opening:
    """What is offered: a meeting of `length` that begins and ends in a range, on the clock of `zone`.

    `buffer` is kept free before and after it.
    """

    time_min: datetime
    time_max: datetime
    length: timedelta
    zone: str
    buffer: timedelta = _NOTHING

    @property
    def step(self) -> timedelta:
        """How far apart the starts are: back to back where that fits an hour, else half hours."""
        fits = _LEAST <= self.length <= _HALF_HOUR and not _HOUR % self.length
        return self.length if fits else _HALF_HOUR


def open_starts(hosts: Sequence[Participant], opening: Opening) -> tuple[datetime, ...]:
    """Every start at which all the hosts can come, in order (UTC).

    The free/busy answers must cover the range and the buffer. Raises `ValueError` without hosts.
    """
    if not hosts:
        raise ValueError("a meeting needs somebody")
    free = _free(hosts[0], opening)
    for host in hosts[1:]:
        free = free.within(_free(host, opening))
    length = int(opening.length.total_seconds())
    return tuple(
        begins
        for begins in _grid(opening)
        if free.holds(int(begins.timestamp()), int(begins.timestamp()) + length) and _known(hosts, begins, opening)
    )


def _free(host: Participant, opening: Opening) -> Intervals:
    """The host's working hours without lunch and what stands in their calendars."""
    strict = replace(host, hours=replace(host.hours, stretch=_NOTHING))
    days = Workdays.of(strict, opening.time_min, opening.time_max, opening.buffer)
    return days.reachable.without(days.lunch)


def _known(hosts: Sequence[Participant], begins: datetime, opening: Opening) -> bool:
    low, high = begins - opening.buffer, begins + opening.length + opening.buffer
    return all(host.known(low, high) for host in hosts)


def _grid(opening: Opening) -> list[datetime]:
    zone, step = ZoneInfo(opening.zone), int(opening.step.total_seconds())
    found: dict[datetime, None] = {}
    for day in dates_between(opening.time_min, opening.time_max, zone):
        midnight = datetime.combine(day, time(), zone)
        following = datetime.combine(day + timedelta(days=1), time(), zone)
        for second in range(int(midnight.timestamp()), int(following.timestamp()), step):
            begins = datetime.fromtimestamp(second, UTC)
            if begins >= opening.time_min and begins + opening.length <= opening.time_max:
                found[begins] = None
    return list(found)
