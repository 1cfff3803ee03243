"""Dates of somebody else's series that are other than its rule says: kept as events beside it.

No draft holds them, and not every calendar changes one date of a copy, so each is a copy of its own, known by the UID
of its series and the start that it would have. All of it can be repeated.
"""

from collections.abc import Sequence
from contextlib import suppress

from threadline.calendar.event import Event, Identity, Response
from threadline.calendar.port import EventNotFound
from threadline.calendar.recurrence import as_utc
from threadline.core.domain.event_diff import same_booking
from threadline.core.domain.invited_event import MovedDay
from threadline.core.proposals.answers import with_answer
from threadline.core.proposals.calendar_place import CalendarPlace


async def keep_moved(place: CalendarPlace, moved: Sequence[MovedDay], series: Identity, key: str) -> None:
    """Put the dates into the calendar, those that are there already as they are now. Raises `CalendarError`."""
    calendar, where = place.calendar, place.calendar_id
    for each in moved:
        identity, draft = each.identity(series), with_answer(each.draft, place.person, Response.ACCEPTED)
        event = await calendar.by_uid(where, identity.uid)
        if event is None:
            if await _is_there(place, each, series):
                continue
            with suppress(EventNotFound):  # it was booked so before, and deleted since
                event = await calendar.create(
                    where, draft, f"{key}-{as_utc(each.start):%Y%m%dT%H%M%S}", copy_of=identity
                )
        if event is not None and not same_booking(event.draft, draft):
            await calendar.update(where, event.id, draft, event.version, copy_of=identity)


async def take_out_moved(place: CalendarPlace, moved: Sequence[MovedDay], series: Identity) -> None:
    """Take the dates out of the calendar. Raises `CalendarError`."""
    for each in moved:
        event = await place.calendar.by_uid(place.calendar_id, each.identity(series).uid)
        if event is not None:
            await place.calendar.delete(place.calendar_id, event.id)


async def _is_there(place: CalendarPlace, day: MovedDay, series: Identity) -> bool:
    """Whether the calendar has the date as one of the series already: then another program has put it there."""
    found = await place.calendar.events(place.calendar_id, day.draft.start, day.draft.end)
    return any(_is_date_of(each, day, series) for each in found)


def _is_date_of(event: Event, day: MovedDay, series: Identity) -> bool:
    draft = event.draft
    return event.uid == series.uid and (as_utc(draft.start), as_utc(draft.end)) == (
        as_utc(day.draft.start),
        as_utc(day.draft.end),
    )
