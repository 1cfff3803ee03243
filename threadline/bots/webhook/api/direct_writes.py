"""What the API does to a calendar at once, and telling the attendees of it.

Where the back end tells them itself it is asked to; elsewhere every channel does that reaches people by address.
"""

from dataclasses import replace

from threadline.bots.webhook.http.call import Call
from threadline.calendar.event import Event, EventDraft
from threadline.calendar.port import Calendar, EventNotFound
from threadline.calendar.recurrence import split_id
from threadline.core.calendars.invitations import Invitations
from threadline.core.channels.port import Method


async def create(call: Call, place: tuple[Calendar, str], draft: EventDraft, key: str, *, invite: bool | None) -> Event:
    """Book an event, once per `key`. `invite` None is as the person usually wants it. Raises `CalendarError`."""
    (calendar, calendar_id), wished = place, await _wished(call, invite)
    event = await calendar.create(calendar_id, draft, key, invite=wished and calendar.invites)
    if wished and not calendar.invites:
        await _invitations(call).tell(event, call.person, Method.REQUEST)
    return event


async def change(
    call: Call, calendar: Calendar, event: Event, draft: EventDraft, version: str, *, invite: bool | None
) -> Event:
    """Make an event, or one time of a repeating one, another. Raises `CalendarError`."""
    wished = await _wished(call, invite)
    changed = await calendar.update(event.calendar_id, event.id, draft, version, invite=wished and calendar.invites)
    if wished and not calendar.invites:
        await _tell_of(call, calendar, changed)
        await _invitations(call).tell_removed(changed, event.draft, call.person)
    return changed


async def remove(call: Call, calendar: Calendar, event: Event, version: str | None, *, invite: bool | None) -> None:
    """Delete an event, or one time of a repeating one. Raises `CalendarError`."""
    wished = await _wished(call, invite)
    await calendar.delete(event.calendar_id, event.id, version, invite=wished and calendar.invites)
    if not wished or calendar.invites:
        return
    if split_id(event.id)[1] is None:
        gone = replace(event, sequence=event.sequence + 1)
        await _invitations(call).tell(gone, call.person, Method.CANCEL)
    else:
        await _tell_of(call, calendar, event)


async def _tell_of(call: Call, calendar: Calendar, event: Event) -> None:
    """Tell how the event is now; of one time of a repeating event by the whole series."""
    series_id, start = split_id(event.id)
    if start is not None:
        try:
            event = await calendar.get(event.calendar_id, series_id)
        except EventNotFound:
            return
    await _invitations(call).tell(event, call.person, Method.REQUEST)


async def _wished(call: Call, invite: bool | None) -> bool:
    if invite is not None:
        return invite
    return (await call.services.calendars.preferences_of.of(call.person)).invite


def _invitations(call: Call) -> Invitations:
    return Invitations(call.services.channels)
