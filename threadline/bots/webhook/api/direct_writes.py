"""What the API does to a calendar at once, and telling the attendees of it.

Where the back end tells them itself it is asked to; elsewhere every channel does that reaches people by address.
"""

from contextlib import suppress
from dataclasses import replace

from threadline.bots.webhook.http.call import Call
from threadline.calendar.event import Event, EventDraft, Response
from threadline.calendar.port import Calendar, CalendarRejected, EventNotFound
from threadline.calendar.recurrence import split_id
from threadline.core.calendars.invitations import GuestTelling, Invitations
from threadline.core.channels.port import InvitationAnswer, Method
from threadline.core.proposals.answers import other_organizer


async def create(call: Call, place: tuple[Calendar, str], draft: EventDraft, key: str, *, invite: bool | None) -> Event:
    """Book an event, once per `key`. `invite` None is as the person usually wants it. Raises `CalendarError`."""
    calendar, calendar_id = place
    teller = await _teller(call, calendar, invite)
    event = await calendar.create(calendar_id, draft, key, invite=teller.asks_server)
    await teller.tell(event, Method.REQUEST)
    return event


async def change(
    call: Call, calendar: Calendar, event: Event, draft: EventDraft, version: str, *, invite: bool | None
) -> Event:
    """Make an event, or one time of a repeating one, another. Raises `CalendarError`."""
    teller = await _teller(call, calendar, invite)
    changed = await calendar.update(event.calendar_id, event.id, draft, version, invite=teller.asks_server)
    await _tell_of(teller, calendar, changed)
    await teller.tell_removed(changed, event.draft)
    return changed


async def remove(call: Call, calendar: Calendar, event: Event, version: str | None, *, invite: bool | None) -> None:
    """Delete an event, or one time of a repeating one. Raises `CalendarError`."""
    if other_organizer(event.draft, call.person) is not None:
        await _decline(call, calendar, event, version)
        return
    teller = await _teller(call, calendar, invite)
    await calendar.delete(event.calendar_id, event.id, version, invite=teller.asks_server)
    if split_id(event.id)[1] is None:
        await teller.tell(replace(event, sequence=event.sequence + 1), Method.CANCEL)
    else:
        await _tell_of(teller, calendar, event)


async def _decline(call: Call, calendar: Calendar, event: Event, version: str | None) -> None:
    """What somebody else organises is declined, and taken out of the person's own calendar: nobody else loses it."""
    me = [call.person.email] if call.person.email else []
    known = event.key is None and await calendar.tells_guests()
    try:
        declined = await calendar.respond(event.calendar_id, event.id, Response.DECLINED, me, version)
    except CalendarRejected:  # nobody invited them by that address: then there is nobody to tell
        declined, known = event, True
    if not known:
        said = InvitationAnswer(replace(declined, draft=event.draft), Response.DECLINED)
        await Invitations(call.services.channels).answer(said, call.person, key=f"declined-{event.id}-{event.version}")
    with suppress(EventNotFound):
        await calendar.delete(event.calendar_id, event.id)


async def _tell_of(teller: GuestTelling, calendar: Calendar, event: Event) -> None:
    """Tell how the event is now; of one time of a repeating event by the whole series."""
    series_id, start = split_id(event.id)
    if start is not None and teller.wished:
        try:
            event = await calendar.get(event.calendar_id, series_id)
        except EventNotFound:
            return
    await teller.tell(event, Method.REQUEST)


async def _teller(call: Call, calendar: Calendar, invite: bool | None) -> GuestTelling:
    wished = (await call.services.calendars.preferences_of.of(call.person)).invite if invite is None else invite
    by_server = wished and await calendar.tells_guests()
    return GuestTelling(Invitations(call.services.channels), call.person, wished=wished, by_server=by_server)
