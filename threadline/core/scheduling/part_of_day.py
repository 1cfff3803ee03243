"""A free time in a part of the day, for an event that is moved there: "to the morning", "auf Donnerstagnachmittag"."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from threadline.calendar.event import EventDraft
from threadline.calendar.free_slots import Wish, free_slots
from threadline.calendar.least_bad import least_bad_slots
from threadline.core.calendars.participants import Participants
from threadline.core.domain.message import Person
from threadline.core.scheduling.time_changes import PartOfDay

_MOST = 5


@dataclass(frozen=True, slots=True)
class PartOfDaySearch:
    """Looks for the free times of a part of the day."""

    participants: Participants

    async def starts(
        self, person: Person, draft: EventDraft, part: PartOfDay, now: datetime, *, conversation_id: str
    ) -> Sequence[datetime]:
        """When the event can start there, the best first: in working hours where the part has some; none if none can.

        Guests count as far as their time is known.
        """
        start = max(part.start, now)
        if start + draft.duration > part.end:
            return ()
        names = [who.email or who.name for who in draft.attendees]
        guests = await self.participants.named(person, names, conversation_id=conversation_id)
        people = await self.participants.of(person, guests, start, part.end)
        wish = Wish(start, part.end, draft.duration, draft.zone, limit=_MOST)
        found = await asyncio.to_thread(free_slots, people, wish)
        found = found or await asyncio.to_thread(least_bad_slots, people, wish)
        return [slot.start for slot in found]
