"""When a calendar is busy, for back ends that know it by their events."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from threadline.calendar.backend import Reader
from threadline.calendar.event import Busy, Event, FreeBusy, Knowledge, Response
from threadline.calendar.free_slots import clip, merge
from threadline.calendar.port import CalendarError, PartlyUnknown

EventsOf = Callable[[str, datetime, datetime], Awaitable[Sequence[Event]]]
"""`Calendar.events` of a back end."""


async def event_busy(
    events_of: EventsOf, reader: Reader, calendar_id: str, time_min: datetime, time_max: datetime
) -> FreeBusy:
    """The stretches that the calendar's events block within a range; what cannot be read is unknown, and only that."""
    try:
        events = await events_of(calendar_id, time_min, time_max)
    except PartlyUnknown as error:
        busy = clip(merge(_taken(error.events, reader)), time_min, time_max)
        unknown = merge(error.unknown)
        return FreeBusy(calendar_id, Knowledge.UNKNOWN, busy, reason=str(error), unknown=unknown)
    except CalendarError as error:
        return FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=str(error))
    return FreeBusy(calendar_id, Knowledge.KNOWN, clip(merge(_taken(events, reader)), time_min, time_max))


def _taken(events: Sequence[Event], reader: Reader) -> list[Busy]:
    return [Busy(each.draft.start, each.draft.end) for each in events if blocks(each, reader)]


def blocks(event: Event, reader: Reader) -> bool:
    """Whether an event takes the reader's time: not where it is shown as free, nor where they declined it."""
    answers = (each.response for each in event.draft.attendees if reader.is_me(each.email))
    return not event.draft.transparent and Response.DECLINED not in answers
