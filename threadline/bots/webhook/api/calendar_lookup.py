"""Finding the calendar that a request means, among all that a person has.

A calendar's id is its own in the built-in back end (`default`), and `<back end>:<id>` in every other one, so that no
two are alike. Ids without a back end are taken as well: they mean the first calendar that has that id.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from threadline.bots.webhook.api.event_bodies import shown_in
from threadline.bots.webhook.compatibility.google_events import PRIMARY
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.errors import not_found, unprocessable
from threadline.bots.webhook.views.event_views import full_id
from threadline.calendar.event import Event
from threadline.calendar.port import (
    Calendar,
    CalendarDenied,
    CalendarError,
    CalendarInfo,
    CalendarRejected,
    EventNotFound,
)

LONGEST_RANGE = timedelta(days=370)
DEFAULT_RANGE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Listed:
    """One back end of a person with its calendars, or why they cannot be read."""

    calendar: Calendar
    infos: Sequence[CalendarInfo] = ()
    problem: CalendarError | None = None


async def each_calendar(call: Call) -> Sequence[Listed]:
    """All calendars of the caller, the one that takes their events first."""
    return await asyncio.gather(
        *(_listed(calendar) for calendar in await call.services.calendars.registry.of(call.person))
    )


async def chosen(call: Call, calendar_id: str | None) -> tuple[Calendar, str]:
    """The calendar of that id, or the one new events go to (`primary`). Raises `Problem` (404), `CalendarError`."""
    if calendar_id in (None, PRIMARY):
        return await call.services.calendars.registry.primary(call.person)
    name, _, rest = calendar_id.partition(":")
    if rest and name in call.services.calendars.registry.backends:
        return await _of_backend(call, name, rest)
    listed = await each_calendar(call)
    for each in listed:
        if any(info.id == calendar_id for info in each.infos):
            return each.calendar, calendar_id
    raise next((each.problem for each in listed if each.problem), not_found("calendar", calendar_id))


async def find_event(call: Call, event_id: str, calendar_id: str | None) -> tuple[Calendar, Event]:
    """An event, and the calendar it is in. Raises `Problem` (404), `CalendarError`."""
    if calendar_id is not None:
        calendar, found_id = await chosen(call, calendar_id)
        return calendar, await calendar.get(found_id, event_id)
    listed = await each_calendar(call)
    places = [(each.calendar, info.id) for each in listed for info in each.infos]
    found = await asyncio.gather(*(_got(calendar, place_id, event_id) for calendar, place_id in places))
    for (calendar, _), event in zip(places, found, strict=True):
        if isinstance(event, Event):
            return calendar, event
    problems = [*(each.problem for each in listed), *(each for each in found if isinstance(each, CalendarError))]
    raise next((problem for problem in problems if problem), not_found("event", event_id))


def asked_range(call: Call, time_min: datetime | None, time_max: datetime | None) -> tuple[datetime, datetime]:
    """A range as it was asked for, from now on and for 30 days if it was not. Raises `Problem` (422)."""
    start = shown_in(time_min or datetime.now(UTC), call.zone, "time_min")
    end = shown_in(time_max, call.zone, "time_max") if time_max else start + DEFAULT_RANGE
    if end <= start:
        raise unprocessable("time_max", "The range ends before it starts.")
    if end - start > LONGEST_RANGE:
        raise unprocessable("time_max", f"A range is up to {LONGEST_RANGE.days} days long.")
    return start, end


async def default_calendar(call: Call) -> str | None:
    """The full id of the calendar that new events go to, None while that cannot be told."""
    try:
        calendar, calendar_id = await call.services.calendars.registry.primary(call.person)
    except CalendarError:
        return None
    return full_id(calendar.name, calendar_id)


async def _listed(calendar: Calendar) -> Listed:
    try:
        return Listed(calendar, await calendar.calendars())
    except CalendarError as error:
        return Listed(calendar, problem=error)


async def _of_backend(call: Call, name: str, calendar_id: str) -> tuple[Calendar, str]:
    try:
        calendar = await call.services.calendars.registry.named(call.person, name)
    except CalendarDenied:
        raise not_found("calendar", f"{name}:{calendar_id}") from None
    if not any(info.id == calendar_id for info in await calendar.calendars()):
        raise not_found("calendar", f"{name}:{calendar_id}")
    return calendar, calendar_id


async def _got(calendar: Calendar, calendar_id: str, event_id: str) -> Event | CalendarError | None:
    """The event if it is there; a calendar may well say that this is no id of its own."""
    try:
        return await calendar.get(calendar_id, event_id)
    except (EventNotFound, CalendarRejected):
        return None
    except CalendarError as error:
        return error
