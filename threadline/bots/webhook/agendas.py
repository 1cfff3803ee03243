"""Finding the calendar that a request means, among all that a person has."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from threadline.bots.webhook.call import Call
from threadline.bots.webhook.drafts import shown_in
from threadline.bots.webhook.problems import not_found, unprocessable
from threadline.calendar.event import Event
from threadline.calendar.port import Calendar, CalendarInfo, EventNotFound

LONGEST_RANGE = timedelta(days=370)
DEFAULT_RANGE = timedelta(days=30)


async def each_calendar(call: Call) -> AsyncIterator[tuple[Calendar, CalendarInfo]]:
    """All calendars of the caller. Raises `CalendarError`."""
    for calendar in await call.services.calendars.of(call.person):
        for info in await calendar.calendars():
            yield calendar, info


async def chosen(call: Call, calendar_id: str | None) -> tuple[Calendar, str]:
    """The calendar of that id, or the one new events go to. Raises `Problem` (404), `CalendarError`."""
    if calendar_id is None:
        return await call.services.calendars.primary(call.person)
    async for calendar, info in each_calendar(call):
        if info.id == calendar_id:
            return calendar, info.id
    raise not_found("calendar")


async def find_event(call: Call, event_id: str, calendar_id: str | None) -> tuple[Calendar, Event]:
    """An event, and the calendar it is in. Raises `Problem` (404), `CalendarError`."""
    if calendar_id is not None:
        calendar, found_id = await chosen(call, calendar_id)
        return calendar, await calendar.get(found_id, event_id)
    async for calendar, info in each_calendar(call):
        try:
            return calendar, await calendar.get(info.id, event_id)
        except EventNotFound:
            continue
    raise not_found("event")


def asked_range(call: Call, time_min: datetime | None, time_max: datetime | None) -> tuple[datetime, datetime]:
    """A range as it was asked for, from now on and for 30 days if it was not. Raises `Problem` (422)."""
    start = shown_in(time_min or datetime.now(UTC), call.zone, "time_min")
    end = shown_in(time_max, call.zone, "time_max") if time_max else start + DEFAULT_RANGE
    if end <= start:
        raise unprocessable("time_max", "The range ends before it starts.")
    if end - start > LONGEST_RANGE:
        raise unprocessable("time_max", f"A range is up to {LONGEST_RANGE.days} days long.")
    return start, end
