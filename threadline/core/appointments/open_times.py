"""When a time can be chosen by a link: what its terms allow, where all hosts are known to be free."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.open_starts import Opening, open_starts
from threadline.calendar.workday import Participant, WorkingHours
from threadline.core.appointments.booking_link import Terms
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.conflicts import collisions_of
from threadline.core.calendars.participants import Invitee, Participants
from threadline.core.domain.message import Person
from threadline.storage.holds import HoldRecord

Range = tuple[datetime, datetime]


class OpenTimes:
    """Asks calendars when a time can be chosen. Nothing is kept: what was shown is asked again when it is chosen."""

    def __init__(self, participants: Participants, agenda: Agenda) -> None:
        self._participants = participants
        self._agenda = agenda

    async def hosts(self, owner: Person, terms: Terms) -> Sequence[Invitee]:
        """Those who come besides the owner."""
        return await self._participants.named(owner, terms.hosts)

    async def starts(
        self, owner: Person, terms: Terms, now: datetime, wanted: Range, held: Sequence[HoldRecord] = ()
    ) -> tuple[datetime, ...]:
        """Every start in a range that can be chosen (UTC), in order.

        What is `held` for the link itself stands in the owner's calendar, and is in nobody's way here.
        """
        allowed = allowed_range(terms, now)
        start, end = max(wanted[0], allowed[0]), min(wanted[1], allowed[1])
        if end - start < terms.length:
            return ()
        others = await self.hosts(owner, terms)
        low, high = start - terms.buffer, end + terms.buffer
        asked = await self._participants.with_focus(owner, others, low, high)
        people = [as_agreed(each, terms) for each in asked]
        opening = Opening(start, end, terms.length, owner.zone, terms.buffer)
        found = set(await asyncio.to_thread(open_starts, people, opening))
        theirs = set(await asyncio.to_thread(open_starts, people[1:], opening)) if held and others else None
        for hold in held:
            due = start <= hold.start and hold.start + terms.length <= end and hold.gone_at is None
            if due and (theirs is None or hold.start in theirs) and await self._only_held(owner, terms, hold, held):
                found.add(hold.start)
        offered = found.intersection(terms.starts) if terms.starts else found
        return tuple(sorted(each for each in offered if not is_barred(each, terms, owner.zone)))

    async def is_open(
        self, owner: Person, terms: Terms, now: datetime, start: datetime, held: Sequence[HoldRecord] = ()
    ) -> bool:
        """Whether a time can be chosen still."""
        return start in await self.starts(owner, terms, now, (start, start + terms.length), held)

    async def _only_held(self, owner: Person, terms: Terms, hold: HoldRecord, held: Sequence[HoldRecord]) -> bool:
        """Whether nothing but what is held for the link stands at a time; unknown is never free."""
        around = EventDraft("", hold.start - terms.buffer, hold.start + terms.length + terms.buffer, owner.zone)
        found = await collisions_of(self._agenda, owner, around, besides=[each.id for each in held])
        return found.clear


def allowed_range(terms: Terms, now: datetime) -> Range:
    """From when to when a time may be chosen at all."""
    first, last = now + terms.notice, now + timedelta(days=terms.days_ahead)
    return max(first, terms.time_min or first), min(last, terms.time_max or last)


def a_few(starts: Sequence[datetime], count: int, length: timedelta, zone: str) -> list[datetime]:
    """Some of many times to offer: on different days as far as there are such, and at different hours of these."""
    days: dict[Range, list[datetime]] = {}
    for start in starts:
        days.setdefault(day_of(start, zone), []).append(start)
    found: list[datetime] = []
    while days and len(found) < count:
        for day, left in list(days.items())[: count - len(found)]:
            # In turn early and late: who cannot come in the morning is offered an afternoon as well.
            start = left[0] if len(found) % 2 == 0 else left[-1]
            found.append(start)
            days[day] = [each for each in left if not start - length < each < start + length and each != start]
        days = {day: left for day, left in days.items() if left}
    return sorted(found)


def day_of(start: datetime, zone: str) -> Range:
    """The day that a time is on, on the clock of `zone`."""
    tz = ZoneInfo(zone)
    day = start.astimezone(tz).date()
    return datetime.combine(day, time(), tz), datetime.combine(day + timedelta(days=1), time(), tz)


def as_agreed(host: Participant, terms: Terms) -> Participant:
    """A host at the hours of the link, where it has some."""
    hours: WorkingHours = host.hours
    if terms.hours is not None:
        meal = hours.lunch is not None and hours.lunch[0] <= terms.hours[0] and terms.hours[1] <= hours.lunch[1]
        lunch = None if meal else hours.lunch  # who offers nothing but the hour of lunch, offers that
        hours = replace(hours, start=terms.hours[0], end=terms.hours[1], lunch=lunch)
    if terms.weekdays is not None:
        hours = replace(hours, days=terms.weekdays)
    return replace(host, hours=hours)


def is_barred(moment: datetime, terms: Terms, zone: str) -> bool:
    """Whether a start, on the owner's clock (`zone`), is among what was left out."""
    start = moment.astimezone(ZoneInfo(zone))
    first, last = start.time(), (start + terms.length).time()
    last = last if last != time() else time.max
    hours = any(opens < last and first < closes for opens, closes in terms.barred_hours)
    return hours or start.date() in terms.barred_dates
