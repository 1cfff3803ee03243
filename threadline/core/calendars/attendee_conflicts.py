"""Whether those who are invited have the time, as far as that can be known.

Asked are those whose calendars are known: people of this service who share when they are busy, and whom the owner's own
calendars show. Of them it is told that they are busy, never with what. Of all others nothing is told: they are not
counted as free, and they get an invitation to answer.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from threadline.calendar.event import Attendee, Busy, EventDraft, FreeBusy
from threadline.calendar.free_slots import Wish, clip, free_slots, merge
from threadline.calendar.intervals import Intervals
from threadline.calendar.recurrence import as_utc, occurrences
from threadline.core.calendars.agenda import AWAY_CALENDAR, LONGEST, SEARCH, SHORTEST, alternative_of
from threadline.core.calendars.conflicts import HORIZON
from threadline.core.calendars.participants import Invitee, Participants
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Alternative, Conflict

MOST_ASKED = 50
"""Of how many people at most it is asked whether they have the time."""

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class AttendeeConflicts:
    """Knows when those who are invited to an event are busy."""

    def __init__(self, participants: Participants) -> None:
        self._participants = participants

    async def conflicts(
        self, owner: Person, draft: EventDraft, *, before: EventDraft | None = None
    ) -> tuple[Conflict, ...]:
        """When people who are invited are busy during the draft, of a series within the next weeks.

        `before` is the event as it is booked, which makes those busy who are invited to it: its own time does not
        count for them.
        """
        invitees = await self._invitees(owner, draft.attendees)
        if not invitees:
            return ()
        last = draft.start + HORIZON if draft.rrule else draft.end
        own = occurrences(draft, draft.start, last)
        booked = occurrences(before, draft.start, last) if before is not None else ()
        invited_before = {(who.email or "").lower() for who in before.attendees} if before is not None else set()
        answers = await self._participants.busy(owner, invitees, draft.start, last)
        found: list[Conflict] = []
        for invitee in invitees:
            known_for = booked if (invitee.email or "").lower() in invited_before else ()
            found.extend(_collisions(_called(invitee, draft.attendees), answers[invitee], own, known_for))
        return tuple(found)

    async def alternatives(self, owner: Person, draft: EventDraft, limit: int = 3) -> tuple[Alternative, ...]:
        """Times near a draft at which the owner and all whose calendars are known can meet."""
        if draft.all_day or draft.rrule or not SHORTEST <= draft.duration <= LONGEST:
            return ()
        until = draft.start + SEARCH
        people = await self._participants.of(owner, await self._invitees(owner, draft.attendees), draft.start, until)
        wish = Wish(draft.start, until, draft.duration, owner.zone, limit=limit)
        slots = await asyncio.to_thread(free_slots, people, wish)
        return tuple(alternative_of(slot, owner.zone) for slot in slots)

    async def _invitees(self, owner: Person, attendees: Sequence[Attendee]) -> tuple[Invitee, ...]:
        addresses = [attendee.email for attendee in attendees if attendee.email]
        return await self._participants.named(owner, addresses[:MOST_ASKED])


def _collisions(
    name: str, answers: Sequence[FreeBusy], own: Sequence[EventDraft], booked: Sequence[EventDraft]
) -> list[Conflict]:
    """Where somebody is busy during the event, cut to its times: more of their day concerns nobody."""
    busy = _without(merge(stretch for answer in answers for stretch in answer.busy), booked)
    away = merge(stretch for answer in answers if answer.calendar_id == AWAY_CALENDAR for stretch in answer.busy)
    gone = [stretch for occurrence in own for stretch in clip(away, occurrence.start, occurrence.end)]
    if gone:  # that says all: what else stands on those days does not matter
        return [Conflict(f"{name} is away", stretch.start, stretch.end, who=name, away=True) for stretch in gone]
    return [
        Conflict(f"{name} is busy", stretch.start, stretch.end, who=name)
        for occurrence in own
        for stretch in clip(busy, occurrence.start, occurrence.end)
    ]


def _without(busy: Sequence[Busy], booked: Sequence[EventDraft]) -> Sequence[Busy]:
    if not booked:
        return busy
    left = Intervals(_seconds(each) for each in busy).without(Intervals(_seconds(each) for each in booked))
    return [Busy(_EPOCH + timedelta(seconds=start), _EPOCH + timedelta(seconds=end)) for start, end in left.pairs()]


def _seconds(stretch: Busy | EventDraft) -> tuple[int, int]:
    return int(as_utc(stretch.start).timestamp()), int(as_utc(stretch.end).timestamp())


def _called(invitee: Invitee, attendees: Sequence[Attendee]) -> str:
    """As the event names them, else as they are known here."""
    address = (invitee.email or "").lower()
    names = (who.name for who in attendees if who.name and (who.email or "").lower() == address)
    return next(names, invitee.name)
