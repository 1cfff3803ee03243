"""Times for people whose working days never meet: those at which the worst off is disturbed least.

What somebody has in their calendar is kept free all the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.free_slots import Slot, Wish, free_slots
from threadline.calendar.workday import Participant

_WIDE = timedelta(days=1)
_WEEKEND = 12.0
_NIGHT = 24.0
_MOST_LOOKED_AT = 400


def least_bad_slots(people: Sequence[Participant], wish: Wish) -> tuple[Slot, ...]:
    """Times outside of some people's hours, the least bad first; none where calendars leave nothing free."""
    wide = [replace(each, hours=replace(each.hours, stretch=_WIDE)) for each in people]
    every = free_slots(wide, replace(wish, limit=_MOST_LOOKED_AT, per_day=48))
    ranked = sorted(every, key=lambda slot: (_worst(people, slot), _sum(people, slot), slot.start))
    chosen: list[Slot] = []
    for slot in ranked:
        apart = all(slot.end <= other.start or other.end <= slot.start for other in chosen)
        same_day = sum(other.start.date() == slot.start.date() for other in chosen)
        if apart and same_day < wish.per_day and len(chosen) < wish.limit:
            chosen.append(slot)
    return tuple(chosen)


def _worst(people: Sequence[Participant], slot: Slot) -> float:
    return max(_cost(each, slot) for each in people)


def _sum(people: Sequence[Participant], slot: Slot) -> float:
    return sum(_cost(each, slot) for each in people)


def _cost(person: Participant, slot: Slot) -> float:
    """How far from somebody's working hours a time is, in hours; the middle of the night and days off cost more."""
    zone = ZoneInfo(person.hours.zone)
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    opens = datetime.combine(start.date(), person.hours.start, zone)
    closes = datetime.combine(start.date(), person.hours.end, zone)
    before = max(0.0, (opens - start).total_seconds() / 3600)
    after = max(0.0, (end - closes).total_seconds() / 3600)
    off = _WEEKEND if start.weekday() not in person.hours.days else 0.0
    asleep = start.hour < _WAKING or end.hour + (end.minute > 0) > _ASLEEP or end.date() != start.date()
    return before + after + off + (_NIGHT if asleep else 0.0)


_WAKING, _ASLEEP = 6, 23
