"""What guests answer, kept in the event that they answer: who comes is asked there."""

from contextlib import suppress
from dataclasses import replace

from threadline.calendar.event import Event, EventDraft, Response
from threadline.calendar.port import Calendar, CalendarError, VersionConflict
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person


class GuestAnswers:
    """Writes answers into events of the calendars that leave the telling to us; others know them before we do."""

    def __init__(self, calendars: Calendars) -> None:
        self._calendars = calendars

    async def keep(self, owner: Person, uid: str, address: str, response: Response) -> Event | None:
        """Keep the answer of whoever has that address to the owner's event of that UID.

        None where there is no such event or guest, where it stood there already, or its calendar cannot be reached.
        """
        for calendar in await self._calendars.of(owner):
            with suppress(CalendarError):
                found = await self._in(calendar, uid)
                if found is not None:
                    return await self._kept(calendar, found, address.lower(), response)
        return None

    async def keep_in(self, calendar: Calendar, event: Event, address: str, response: Response) -> Event | None:
        """The same for an event that is known. Raises `CalendarError`."""
        return await self._kept(calendar, event, address.lower(), response)

    async def _in(self, calendar: Calendar, uid: str) -> Event | None:
        for info in await calendar.calendars():
            event = await calendar.by_uid(info.id, uid) if info.writable else None
            if event is not None:
                return event
        return None

    async def _kept(self, calendar: Calendar, event: Event, address: str, response: Response) -> Event | None:
        answered = answered_by(event.draft, address, response)
        if answered == event.draft or await calendar.tells_guests():
            return None
        try:
            return await calendar.update(event.calendar_id, event.id, answered, event.version)
        except VersionConflict:  # somebody else answers at the same moment
            now = await calendar.get(event.calendar_id, event.id)
            answered = answered_by(now.draft, address, response)
            return await calendar.update(now.calendar_id, now.id, answered, now.version)


def answered_by(draft: EventDraft, address: str, response: Response) -> EventDraft:
    """The event with the answer of whoever has that address (in small letters)."""
    guests = (
        replace(who, response=response) if (who.email or "").lower() == address else who for who in draft.attendees
    )
    return replace(draft, attendees=tuple(guests))
