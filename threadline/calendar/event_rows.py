"""Events as the rows that keep them, and back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.recurrence import series_end, split_id
from threadline.calendar.rows import EventColumns, EventRow

DETACHED = "occurrence "
"""Begins the key of an occurrence that became an event of its own; the id that it had in its series follows."""
DOMAIN = "@threadline"
"""Ends the UIDs of events of our own."""


def columns_of(draft: EventDraft, sequence: int, copy_of: Identity | None = None) -> EventColumns:
    """What a row keeps of a draft; a copy of another calendar's event keeps who it is there."""
    return EventColumns(
        sequence=sequence if copy_of is None else copy_of.sequence,
        uid=None if copy_of is None else copy_of.uid,
        title=draft.title,
        start=draft.start.astimezone(UTC),
        end=draft.end.astimezone(UTC),
        until=series_end(draft),
        zone=draft.zone,
        all_day=draft.all_day,
        location=draft.location,
        description=draft.description,
        rrule=draft.rrule,
        excluded=json.dumps([moment.astimezone(UTC).isoformat() for moment in draft.excluded]),
        attendees=json.dumps([_person(attendee) for attendee in draft.attendees]),
        private=draft.private,
        transparent=draft.transparent,
        reminders=None if draft.reminders is None else json.dumps(draft.reminders),
        tentative=draft.tentative,
        organizer=None if draft.organizer is None else json.dumps(_person(draft.organizer)),
    )


def _person(attendee: Attendee) -> list[str | None]:
    answered = [attendee.response.value] if attendee.response is not Response.NONE else []
    return [attendee.name, attendee.email, *answered]


def _attendee(name: str, email: str | None, response: str = Response.NONE.value) -> Attendee:
    return Attendee(name, email, Response(response))


def event_of(row: EventRow) -> Event:
    """The event of a row, its times in its own zone."""
    zone = ZoneInfo(row.zone)
    draft = EventDraft(
        title=row.title,
        start=row.start.astimezone(zone),
        end=row.end.astimezone(zone),
        zone=row.zone,
        location=row.location,
        description=row.description,
        attendees=tuple(_attendee(*each) for each in json.loads(row.attendees)),
        rrule=row.rrule,
        excluded=tuple(datetime.fromisoformat(moment) for moment in json.loads(row.excluded)),
        private=row.private,
        transparent=row.transparent,
        reminders=None if row.reminders is None else tuple(json.loads(row.reminders)),
        tentative=row.tentative,
        organizer=None if row.organizer is None else _attendee(*json.loads(row.organizer)),
    )
    if row.all_day:
        # The nearest midnight: a zone whose rules changed since the row was written does not move the dates.
        first, after = (
            (moment.replace(tzinfo=None) + timedelta(hours=12)).date() for moment in (draft.start, draft.end)
        )
        dates = EventDraft.of_dates(row.title, first, after - timedelta(days=1), row.zone)
        draft = replace(draft, start=dates.start, end=dates.end, all_day=True)
    series_id = _series_of(row.key)
    return Event(
        row.id,
        row.calendar_id,
        draft,
        str(row.version),
        row.key,
        sequence=row.sequence,
        series_id=series_id,
        uid=row.uid or f"{row.id}{DOMAIN}",
    )


def _series_of(key: str | None) -> str | None:
    """The series of an occurrence that became an event of its own, by the key that it was made under."""
    if key is None or not key.startswith(DETACHED):
        return None
    return split_id(key.removeprefix(DETACHED))[0]
