"""A person's events as an iCalendar file, for other programs to subscribe to."""

from datetime import UTC, datetime
from hashlib import sha256

from aiohttp import web

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found
from threadline.calendar.event import Event
from threadline.calendar.ics import write_ics

endpoints = Endpoints("Calendar")

CALENDAR = "builtin"
"""The back end whose events the feed has: those of others have feeds of their own."""

MEDIA_TYPE = "text/calendar"


@endpoints.declare("GET", "/calendar/{secret}.ics", scope=None, answers={200: (MEDIA_TYPE,), 304: (None,)})
async def feed(call: Call, secret: str) -> web.Response:
    """Your events as an iCalendar file (RFC 5545).

    The address is secret: `GET /api/v1/calendar/calendars` tells it.
    """
    person_id = await call.room.feeds.person(secret)
    if person_id is None:
        raise not_found("feed")
    calendar = await call.services.calendars.registry.named(
        await call.services.people.directory.get(person_id), CALENDAR
    )
    events: list[Event] = []
    state = sha256()
    for info in await calendar.calendars():
        changes = await calendar.changes(info.id, None)
        events.extend(changes.updated)
        state.update(f"{info.id}={changes.token};".encode())
    etag = state.hexdigest()[:32]
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{etag}"'}
    if any(tag.value in (etag, "*") for tag in call.request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    body = write_ics(events, name="Threadline", stamp=datetime.now(UTC))
    return web.Response(body=body, content_type=MEDIA_TYPE, charset="utf-8", headers=headers)
