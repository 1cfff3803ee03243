"""Calendars and the events in them."""

from hashlib import sha256

from threadline.bots.webhook.agendas import asked_range, chosen, each_calendar, find_event
from threadline.bots.webhook.asking import IDEMPOTENCY_KEY, read_key
from threadline.bots.webhook.call import Call
from threadline.bots.webhook.drafts import edited, new_draft
from threadline.bots.webhook.endpoint import Endpoints
from threadline.bots.webhook.event_views import calendar_view, event_view
from threadline.bots.webhook.paging import Position, cut, read_cursor, write_cursor
from threadline.bots.webhook.schema.events import CalendarList, EventBody, EventList, EventPatchBody, EventView
from threadline.bots.webhook.schema.queries import EventDeletion, EventQuery, EventsQuery
from threadline.calendar.event import Event
from threadline.core.access import BOOK, READ
from threadline.storage.persons import new_id

endpoints = Endpoints("Calendar")

_PATH = "/api/v1/calendar"
_EVENTS = _PATH + "/events"
_EVENT = _EVENTS + "/{event_id}"


@endpoints.declare("GET", _PATH + "/calendars", scope=READ)
async def list_calendars(call: Call) -> CalendarList:
    """List your calendars.

    `feed_url` is the secret address of your events as an iCalendar file, for other programs to subscribe to. Whoever
    has it can read them; `DELETE /api/v1/calendar/feed` closes it.
    """
    views = [calendar_view(info, calendar.name) async for calendar, info in each_calendar(call)]
    token = await call.room.feeds.token(call.person.id)
    return CalendarList(calendars=views, feed_url=f"{call.address}/calendar/{token}.ics")


@endpoints.declare("DELETE", _PATH + "/feed", scope=BOOK, status=204)
async def close_feed(call: Call) -> None:
    """Close the feed: all its addresses stop working. Listing the calendars makes a new one."""
    await call.room.feeds.revoke(call.person.id)


@endpoints.declare("GET", _EVENTS, scope=READ, errors=(422,))
async def list_events(call: Call, query: EventsQuery) -> EventList:
    """List events in order of start, repeating ones once for each time.

    `unknown` names calendars that could not be read, so there may be more events than are listed.
    """
    start, end = asked_range(call, query.time_min, query.time_max)
    unknown: list[str] = []
    if query.calendar_id is None:
        events, names = await call.services.agenda.events(call.person, start, end)
        unknown = list(names)
    else:
        calendar, calendar_id = await chosen(call, query.calendar_id)
        events = await calendar.events(calendar_id, start, end)
    after = read_cursor(query.page_token)
    rest = sorted((event for event in events if after is None or _place(event) > after), key=_place)
    page, last = cut(rest, query.limit)
    return EventList(
        events=[event_view(event) for event in page],
        next_page=write_cursor(_place(last)) if last else None,
        unknown=unknown,
    )


@endpoints.declare("POST", _EVENTS, scope=BOOK, status=201, errors=(404, 409, 422), headers=(IDEMPOTENCY_KEY,))
async def create_event(call: Call, body: EventBody) -> EventView:
    """Create an event. Nothing is asked: this is the caller's own decision."""
    draft = new_draft(body, call.zone)
    calendar, calendar_id = await chosen(call, body.calendar_id)
    key = read_key(call)
    booked = await calendar.create(calendar_id, draft, _event_key(body, key) if key else f"event-{new_id()}")
    await call.services.audit.append(person_id=call.person.id, action="event.create", subject=booked.id)
    return event_view(booked)


@endpoints.declare("GET", _EVENT, scope=READ)
async def get_event(call: Call, event_id: str, query: EventQuery) -> EventView:
    """Read an event."""
    _, event = await find_event(call, event_id, query.calendar_id)
    return event_view(event)


@endpoints.declare("PATCH", _EVENT, scope=BOOK, errors=(409, 422))
async def change_event(call: Call, event_id: str, query: EventQuery, body: EventPatchBody) -> EventView:
    """Change an event. Absent fields stay, null clears; `start` alone moves the event as it is.

    With `version`, the change is made only if the event still has it, and is answered by 409 otherwise.
    """
    calendar, event = await find_event(call, event_id, query.calendar_id)
    draft = edited(event.draft, body)
    changed = await calendar.update(event.calendar_id, event.id, draft, body.version or event.version)
    await call.services.audit.append(person_id=call.person.id, action="event.update", subject=event.id)
    return event_view(changed)


@endpoints.declare("DELETE", _EVENT, scope=BOOK, status=204, errors=(409, 422))
async def delete_event(call: Call, event_id: str, query: EventDeletion) -> None:
    """Delete an event, or one time of a repeating one by the id under which it is listed."""
    calendar, event = await find_event(call, event_id, query.calendar_id)
    await calendar.delete(event.calendar_id, event.id, query.version)
    await call.services.audit.append(person_id=call.person.id, action="event.delete", subject=event.id)


def _place(event: Event) -> Position:
    return event.draft.start, event.id


def _event_key(body: EventBody, key: str) -> str:
    """The same key with another event is another event: nothing that was asked for is dropped silently."""
    return "event-" + sha256(f"{key}\n{body.model_dump_json()}".encode()).hexdigest()
