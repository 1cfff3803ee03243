"""Which of many free times are offered: a few, on different days, in both halves of the day where that can be."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

_MOST = 3
_NOON = time(12)
_EARLY, _LATE = time(8), time(18)


def some_of(starts: Sequence[datetime], zone: str, *, without: Iterable[datetime] = ()) -> tuple[datetime, ...]:
    """Up to three of them, in order, of those that were not offered yet."""
    clock, shown = ZoneInfo(zone), set(without)
    every = [start.astimezone(clock) for start in starts if start not in shown]
    left = [start for start in every if _EARLY <= start.time() <= _LATE] or every  # nobody is asked to get up at four
    chosen: list[datetime] = []
    days = dict.fromkeys(start.date() for start in left)
    for day in list(days)[:_MOST]:
        late = len(chosen) % 2 == 1
        chosen.append(_best([start for start in left if start.date() == day], late=late))
    for late in (True, False):  # few days: both halves of them
        for day in days:
            half = [each for each in left if each.date() == day and (each.time() >= _NOON) is late]
            if len(chosen) < _MOST and half and not set(half) & set(chosen):
                chosen.append(_best(half, late=late))
    return tuple(sorted(chosen))


def _best(starts: Sequence[datetime], *, late: bool) -> datetime:
    """One in that half of the day, if there is one, on the hour if that is free; not the first minute of the day's."""
    half = [start for start in starts if (start.time() >= _NOON) is late] or list(starts)
    whole = [start for start in half if start.minute == 0] or half
    return whole[min(1, len(whole) - 1)]
