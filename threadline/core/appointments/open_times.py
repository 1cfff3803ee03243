"""When a time can be chosen by a link: what its terms allow, where all hosts are known to be free."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.open_starts import Opening, open_starts
from threadline.calendar.workday import Participant, WorkingHours
from threadline.core.appointments.booking_link import Terms
from threadline.core.calendars.participants import Invitee, Participants
from threadline.core.domain.message import Person

Range = tuple[datetime, datetime]


class OpenTimes:
    """Asks calendars when a time can be chosen. Nothing is kept: what was shown is asked again when it is chosen."""

    def __init__(self, participants: Participants) -> None:
        self._participants = participants

    async def hosts(self, owner: Person, terms: Terms) -> Sequence[Invitee]:
        """Those who come besides the owner."""
        return await self._participants.named(owner, terms.hosts)

    async def starts(self, owner: Person, terms: Terms, now: datetime, wanted: Range) -> tuple[datetime, ...]:
        """Every start in a range that can be chosen (UTC), in order."""
        allowed = allowed_range(terms, now)
        start, end = max(wanted[0], allowed[0]), min(wanted[1], allowed[1])
        if end - start < terms.length:
            return ()
        others = await self.hosts(owner, terms)
        low, high = start - terms.buffer, end + terms.buffer
        people = [_as_agreed(each, terms) for each in await self._participants.of(owner, others, low, high)]
        opening = Opening(start, end, terms.length, owner.zone, terms.buffer)
        found = await asyncio.to_thread(open_starts, people, opening)
        return tuple(start for start in found if not _is_barred(start.astimezone(ZoneInfo(owner.zone)), terms))

    async def is_open(self, owner: Person, terms: Terms, now: datetime, start: datetime) -> bool:
        """Whether a time can be chosen still."""
        return start in await self.starts(owner, terms, now, (start, start + terms.length))


def allowed_range(terms: Terms, now: datetime) -> Range:
    """From when to when a time may be chosen at all."""
    first, last = now + terms.notice, now + timedelta(days=terms.days_ahead)
    return max(first, terms.time_min or first), min(last, terms.time_max or last)


def day_of(start: datetime, zone: str) -> Range:
    """The day that a time is on, on the clock of `zone`."""
    tz = ZoneInfo(zone)
    day = start.astimezone(tz).date()
    return datetime.combine(day, time(), tz), datetime.combine(day + timedelta(days=1), time(), tz)


def _as_agreed(host: Participant, terms: Terms) -> Participant:
    """A host at the hours of the link, where it has some."""
    hours: WorkingHours = host.hours
    if terms.hours is not None:
        meal = hours.lunch is not None and hours.lunch[0] <= terms.hours[0] and terms.hours[1] <= hours.lunch[1]
        lunch = None if meal else hours.lunch  # who offers nothing but the hour of lunch, offers that
        hours = replace(hours, start=terms.hours[0], end=terms.hours[1], lunch=lunch)
    if terms.weekdays is not None:
        hours = replace(hours, days=terms.weekdays)
    return replace(host, hours=hours)


def _is_barred(start: datetime, terms: Terms) -> bool:
    """Whether a start, on the owner's clock, is among what was left out."""
    first, last = start.time(), (start + terms.length).time()
    last = last if last != time() else time.max
    hours = any(opens < last and first < closes for opens, closes in terms.barred_hours)
    return hours or start.date() in terms.barred_dates
