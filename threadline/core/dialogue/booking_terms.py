"""What words say of the times that are offered to somebody: when, how long, and on whose clock they are told."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import resolve
from threadline.calendar.workday import WorkingHours
from threadline.core.appointments.booking_link import LONGEST, SHORTEST, Terms
from threadline.core.domain.message import Person
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.scheduling.search_limits import Limits, read_search

_ANY_DAY = frozenset(range(7))
_WORD = regex.compile(r"(?<!\w)\w")


async def terms_in(
    words: str, person: Person, preferences_of: CalendarPreferenceReader, *, said_at: datetime, zone: str
) -> Terms:
    """What the words say of when and how long; the rest is as the person usually has it."""
    search = await asyncio.to_thread(read_search, words, said_at, zone)
    habits = await preferences_of.of(person)
    length = search.length or habits.conventions.usual_length
    limits = search.limits
    return Terms(
        length=min(max(length, SHORTEST), LONGEST),
        weekdays=weekdays_of(limits, habits.hours),
        hours=hours_of(limits, habits.hours),
        barred_dates=limits.barred_dates,
        barred_hours=limits.barred_hours,
        time_min=limits.start,
        time_max=limits.end,
        language=person.language or "",
    )


def zone_in(words: str, now: datetime, zone: str, clocks: Mapping[str, ZoneInfo]) -> str | None:
    """The zone that words name ("in New York time"): what a clock before them would be read in."""
    reference = now.astimezone(ZoneInfo(zone))
    for match in _WORD.finditer(words):
        for when in resolve(f"15:00 {words[match.start() :]}", reference, zone=ZoneInfo(zone), clocks=clocks):
            if when.span[0] == 0 and when.zone != zone:
                return when.zone
    return None


def weekdays_of(limits: Limits, usual: WorkingHours) -> frozenset[int] | None:
    """The days that were said, as far as they are working days; else as they were said ("only Saturdays")."""
    return (limits.days & usual.days or limits.days) if limits.days != _ANY_DAY else None


def hours_of(limits: Limits, usual: WorkingHours) -> tuple[time, time] | None:
    """The hours of the day that were said, as far as they are working hours; else as they were said."""
    if limits.between is None:
        return None
    opens, closes = limits.between
    low, high = max(opens, usual.start), min(closes if closes != time() else time.max, usual.end)
    return (low, high) if low < high else (opens, closes if closes != time() else time(23, 59))
