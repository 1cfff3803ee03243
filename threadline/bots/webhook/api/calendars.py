"""Calendars and the events in them."""

from threadline.bots.webhook.api import direct_writes
from threadline.bots.webhook.api.calendar_lookup import asked_range, chosen, default_calendar, each_calendar, find_event
from threadline.bots.webhook.api.event_bodies import edited, new_draft
from threadline.bots.webhook.api.preference_rules import reads_google
from threadline.bots.webhook.compatibility.google_events import PRIMARY, google_list, with_google
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.cursors import Position, cut, read_cursor, write_cursor
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY, event_key
from threadline.bots.webhook.schema.event_changes import EventPatchBody
from threadline.bots.webhook.schema.events import (
    CalendarList,
    EventAnswer,
    EventBody,
    EventList,
    GoogleEventList,
)
from threadline.bots.webhook.schema.queries import EventDeletion, EventQuery, EventsQuery
from threadline.bots.webhook.views.event_views import calendar_view, event_view, full_id, unreadable_view
from threadline.core.calendars.agenda import Located
from threadline.core.domain.scopes import BOOK, READ

endpoints = Endpoints("Calendar")

_PATH = "/api/v1/calendar"
_EVENTS = _PATH + "/events"
_EVENT = _EVENTS + "/{event_id}"


@endpoints.declare("GET", _PATH + "/calendars", scope=READ)
async def list_calendars(call: Call) -> CalendarList:
    """List your calendars, of all kinds that are connected.

    `unknown` are kinds that cannot be read now; their calendars are not listed, and may hold anything. `feed_url` is
    the secret address of your events as an iCalendar file, for other programs to subscribe to. Whoever has it can read
    them; `DELETE /api/v1/calendar/feed` closes it.
    """
    listed, default = await each_calendar(call), await default_calendar(call)
    views = [
        calendar_view(info, each.calendar.name, is_default=full_id(each.calendar.name, info.id) == default)
        for each in listed
        for info in each.infos
    ]
    backends = call.services.calendars.registry.backends
    unknown = [
        unreadable_view(each.calendar.name, backends[each.calendar.name].title, each.problem)
        for each in listed
        if each.problem is not None
    ]
    token = await call.room.feeds.token(call.person.id)
    return CalendarList(calendars=views, unknown=unknown, feed_url=f"{call.address}/calendar/{token}.ics")


@endpoints.declare("DELETE", _PATH + "/feed", scope=BOOK, status=204)
async def close_feed(call: Call) -> None:
    """Close the feed: all its addresses stop working. Listing the calendars makes a new one."""
    await call.room.feeds.revoke(call.person.id)


@endpoints.declare("GET", _EVENTS, scope=READ, answers={200: (EventList, GoogleEventList)}, errors=(422,))
async def list_events(call: Call, query: EventsQuery) -> EventList | GoogleEventList:
    """List the events of all your calendars in order of start, repeating ones once for each time.

    Of the calendar `primary`, which is the one that your events go to, they are given in the shape of Google Calendar's
    API. `unknown` names calendars that could not be read, so there may be more events than are listed.
    """
    start, end = asked_range(call, query.time_min, query.time_max)
    unknown: list[str] = []
    if query.calendar_id is None:
        located, names = await call.services.calendars.agenda.located(call.person, start, end)
        unknown = list(names)
    else:
        calendar, calendar_id = await chosen(call, query.calendar_id)
        located = [Located(calendar.name, event) for event in await calendar.events(calendar_id, start, end)]
    after = read_cursor(query.page_token)
    rest = sorted((each for each in located if after is None or _place(each) > after), key=_place)
    page, last = cut(rest, query.limit)
    found = EventList(
        events=[event_view(each.event, each.calendar) for each in page],
        next_page=write_cursor(_place(last)) if last else None,
        unknown=unknown,
    )
    google = query.calendar_id == PRIMARY or await reads_google(call)
    return google_list(found) if google else found


@endpoints.declare("POST", _EVENTS, scope=BOOK, errors=(404, 409, 422), headers=(IDEMPOTENCY_KEY,), books=True)
async def create_event(call: Call, body: EventBody) -> EventAnswer:
    """Create an event. Nothing is asked: this is the caller's own decision.

    It goes where the caller's events go unless `calendar_id` says otherwise. Attendees with an address are told of it,
    as the preference `invite_attendees` says or, before that, `invite`.
    """
    draft = new_draft(body, call.zone)
    audit = call.services.storage.audit
    place, key = await chosen(call, body.calendar_id), event_key(call, body.model_dump_json())
    async with audit.noting(person_id=call.person.id, action="event.create") as made:
        booked = await direct_writes.create(call, place, draft, key, invite=body.invite)
        made(booked.id)
    return with_google(event_view(booked, place[0].name))


@endpoints.declare("GET", _EVENT, scope=READ)
async def get_event(call: Call, event_id: str, query: EventQuery) -> EventAnswer:
    """Read an event, or one time of a repeating one by the id under which it is listed."""
    calendar, event = await find_event(call, event_id, query.calendar_id)
    return with_google(event_view(event, calendar.name))


@endpoints.declare("PATCH", _EVENT, scope=BOOK, errors=(409, 422))
async def change_event(call: Call, event_id: str, query: EventQuery, body: EventPatchBody) -> EventAnswer:
    """Change an event, or one time of a repeating one by the id under which it is listed.

    Absent fields stay, null clears; `start` alone moves the event as it is.

    With `version`, the change is made only if the event still has it, and is answered by 409 otherwise.
    """
    calendar, event = await find_event(call, event_id, query.calendar_id)
    draft = edited(event.draft, body)
    version = body.version or event.version
    changed = await direct_writes.change(call, calendar, event, draft, version, invite=body.invite)
    await call.services.storage.audit.append(person_id=call.person.id, action="event.update", subject=event.id)
    return with_google(event_view(changed, calendar.name))


@endpoints.declare("DELETE", _EVENT, scope=BOOK, status=204, errors=(409, 422))
async def delete_event(call: Call, event_id: str, query: EventDeletion) -> None:
    """Delete an event, or one time of a repeating one by the id under which it is listed."""
    calendar, event = await find_event(call, event_id, query.calendar_id)
    await direct_writes.remove(call, calendar, event, query.version, invite=query.invite)
    await call.services.storage.audit.append(person_id=call.person.id, action="event.delete", subject=event.id)


def _place(each: Located) -> Position:
    """The same event may be in two calendars, under the same id."""
    return each.event.draft.start, f"{full_id(each.calendar, each.event.calendar_id)} {each.event.id}"
