"""The built-in calendar: the Calendar port for one person, over rows that somebody else stores."""

import base64
import hashlib
import json
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from threadline.calendar.event import Attendee, Busy, Event, EventDraft, FreeBusy, Identity, Knowledge, Response
from threadline.calendar.event_rows import DETACHED, DOMAIN, columns_of, event_of
from threadline.calendar.foreign_events import require_personal
from threadline.calendar.free_slots import clip, merge
from threadline.calendar.port import (
    CalendarError,
    CalendarInfo,
    CalendarRejected,
    CalendarUnavailable,
    Changes,
    EventNotFound,
    VersionConflict,
)
from threadline.calendar.recurrence import (
    as_utc,
    check,
    occurrence_at,
    occurrence_id,
    occurrences,
    spans,
    split_id,
)
from threadline.calendar.rows import EventRow, EventRows
from threadline.texts.messages import _

T = TypeVar("T")

_PERSONAL = ("reminders", "transparent", "tentative", "private")
"""What a guest may change of a draft here."""

DEFAULT_CALENDAR = CalendarInfo("default", "Threadline", primary=True)


class BuiltinCalendar:
    """One person's built-in calendars.

    A key is one event of the person, in whichever calendar. The token of `changes` never expires. One occurrence of a
    series (`<event id>_<UTC start>`) can be read, changed and deleted by its id.
    It makes no video meetings: the wish for one is dropped.

    `failures` are the errors by which the rows say that they cannot be reached; they become `CalendarUnavailable`.
    """

    name = "builtin"

    def __init__(
        self,
        rows: EventRows,
        owner: str,
        *,
        calendars: Sequence[CalendarInfo] = (DEFAULT_CALENDAR,),
        failures: type[Exception] | tuple[type[Exception], ...] = (),
    ) -> None:
        self._rows = rows
        self._owner = owner
        self._calendars = tuple(calendars)
        self._failures = failures

    async def tells_guests(self) -> bool:
        """It knows its owner alone."""
        return False

    async def calendars(self) -> Sequence[CalendarInfo]:
        """The person's calendars."""
        return self._calendars

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """Events that overlap the range, recurring ones expanded, in order of start.

        Raises `CalendarRejected` if the range is empty or one event has more occurrences in it than `MAX_OCCURRENCES`.
        """
        rows = await self._overlapping(calendar_id, time_min, time_max)
        found = [event for row in rows for event in _expanded(event_of(row), time_min, time_max)]
        return sorted(found, key=lambda event: (as_utc(event.draft.start), as_utc(event.draft.end), event.id))

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """One event as it is stored, or one occurrence of it. Raises `EventNotFound`."""
        series_id, start = split_id(event_id)
        event = event_of(await self._row(calendar_id, series_id))
        if start is None:
            return event
        occurrence = occurrence_at(event.draft, start)
        if occurrence is None:
            raise _not_found()
        return replace(event, id=event_id, draft=occurrence)

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Busy stretches per calendar: merged, in order, cut to the range. An all-day event blocks its zone's days."""
        return [await self._busy(calendar_id, time_min, time_max) for calendar_id in calendar_ids]

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Unknown: this calendar knows nobody but its owner."""
        reason = _("The built-in calendar knows its owner alone.")
        return [FreeBusy(address, Knowledge.UNKNOWN, reason=reason) for address in addresses]

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """The event that was created under a key, unless it was deleted."""
        self._check_calendar(calendar_id)
        row = await self._ask(self._rows.get(self._owner, event_id(self._owner, key)))
        return None if row is None or row.deleted or row.calendar_id != calendar_id else event_of(row)

    async def by_uid(self, calendar_id: str, uid: str) -> Event | None:
        """The event with a UID: one that it came with, or one of ours."""
        self._check_calendar(calendar_id)
        row = await self._ask(self._rows.by_uid(self._owner, calendar_id, uid))
        if row is None and uid.endswith(DOMAIN):
            row = await self._ask(self._rows.get(self._owner, uid.removesuffix(DOMAIN)))
        if row is None or row.deleted or row.calendar_id != calendar_id or (row.uid or uid) != uid:
            return None
        return event_of(row)

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """Book an event under an id that follows from the key, so that booking again finds it, whatever was killed.

        Raises `CalendarRejected` for a draft that no calendar can hold, `EventNotFound` if the key's event was deleted.
        """
        self._check_calendar(calendar_id)
        check(draft)
        if copy_of is not None and (known := await self.by_uid(calendar_id, copy_of.uid)) is not None:
            return known
        columns = columns_of(draft, 0, copy_of)
        row = await self._ask(self._rows.insert(self._owner, event_id(self._owner, key), calendar_id, key, **columns))
        if row.deleted:
            raise EventNotFound(_("This event was booked before, and deleted since."))
        return event_of(row)

    async def update(
        self,
        calendar_id: str,
        event_id: str,
        draft: EventDraft,
        version: str,
        *,
        invite: bool = False,
        copy_of: Identity | None = None,
    ) -> Event:
        """Change an event and raise its sequence. Raises `VersionConflict`, `EventNotFound`, `CalendarRejected`.

        One occurrence of a series that is changed becomes an event of its own.
        """
        if copy_of is None:
            await self._require_personal(calendar_id, event_id, draft, version)
        return await self._write(calendar_id, event_id, draft, version, copy_of)

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """Delete an event, or one occurrence of it; what is gone is done. Raises `VersionConflict`."""
        series_id, start = split_id(event_id)
        try:
            row = await self._row(calendar_id, series_id)
        except EventNotFound:
            self._check_calendar(calendar_id)
            return
        if start is not None:
            await self._exclude(row, start, version)
        elif not await self._ask(self._rows.remove(self._owner, series_id, _number(version))):
            left = await self._ask(self._rows.get(self._owner, series_id))
            if left is not None and not left.deleted:
                raise _conflict()

    async def respond(
        self, calendar_id: str, event_id: str, response: Response, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Answer an event that somebody else organises; one occurrence that is answered becomes an event of its own."""
        event = await self.get(calendar_id, event_id)
        if event.draft.organizer is None:
            raise CalendarRejected(_("This event is your own: there is nobody to answer."))
        mine = {address.lower() for address in me}
        people = tuple(
            replace(who, response=response) if (who.email or "").lower() in mine else who
            for who in event.draft.attendees
        )
        if not any((who.email or "").lower() in mine for who in people) and me:
            people = (*people, Attendee(email=me[0], response=response))
        answered = replace(event.draft, attendees=people, transparent=response is Response.DECLINED)
        return await self._write(calendar_id, event_id, answered, version or event.version)

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """What changed since a token; one that is not ours starts from the beginning."""
        self._check_calendar(calendar_id)
        since = int(token) if token and token.isascii() and token.isdecimal() and len(token) < 19 else 0
        rows = await self._ask(self._rows.changed_since(self._owner, calendar_id, since))
        return Changes(
            updated=tuple(event_of(row) for row in rows if not row.deleted),
            deleted=tuple(row.id for row in rows if row.deleted and since),
            token=str(max((row.change for row in rows), default=since)),
            complete=not since,
        )

    async def _busy(self, calendar_id: str, time_min: datetime, time_max: datetime) -> FreeBusy:
        try:
            rows = await self._overlapping(calendar_id, time_min, time_max)
            taking = [event_of(row).draft for row in rows if not row.transparent]
            stretches = merge(Busy(*span) for draft in taking for span in spans(draft, time_min, time_max))
        except CalendarError as error:
            return FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=str(error))
        return FreeBusy(calendar_id, Knowledge.KNOWN, clip(stretches, time_min, time_max))

    async def _overlapping(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[EventRow]:
        self._check_calendar(calendar_id)
        time_min, time_max = as_utc(time_min), as_utc(time_max)
        if time_min >= time_max:
            raise CalendarRejected(_("The range ends before it starts."))
        return await self._ask(self._rows.overlapping(self._owner, calendar_id, time_min, time_max))

    async def _row(self, calendar_id: str, event_id: str) -> EventRow:
        row = await self._ask(self._rows.get(self._owner, event_id))
        if row is None or row.deleted or row.calendar_id != calendar_id:
            raise _not_found()
        return row

    async def _require_personal(self, calendar_id: str, event_id: str, draft: EventDraft, version: str) -> None:
        row = await self._row(calendar_id, split_id(event_id)[0])
        if version != str(row.version):  # asked first: an occurrence that an earlier attempt moved is not found here
            raise _conflict()
        require_personal((await self.get(calendar_id, event_id)).draft, draft, _PERSONAL)

    async def _write(
        self, calendar_id: str, event_id: str, draft: EventDraft, version: str, copy_of: Identity | None = None
    ) -> Event:
        series_id, start = split_id(event_id)
        row = await self._row(calendar_id, series_id)
        check(draft)
        if start is not None:
            return await self._detach(row, start, draft, version)
        return event_of(await self._replace(row, draft, version, copy_of))

    async def _replace(
        self, row: EventRow, draft: EventDraft, version: str | None, copy_of: Identity | None = None
    ) -> EventRow:
        if version not in {None, str(row.version)}:
            raise _conflict()
        kept = Identity(row.uid, row.sequence) if row.uid is not None else None
        same = _without_answers(event_of(row).draft) == _without_answers(draft)  # an answer changes nothing for others
        columns = columns_of(draft, row.sequence + (not same), copy_of or kept)
        changed = await self._ask(self._rows.replace(self._owner, row.id, row.version, **columns))
        if changed is None:
            raise _conflict()
        return changed

    async def _detach(self, row: EventRow, start: datetime, draft: EventDraft, version: str) -> Event:
        """Make an event of an occurrence. Done again after a crash in the middle, it finds the event it made."""
        if draft.rrule is not None:
            raise CalendarRejected(_("One occurrence of a series does not repeat itself."))
        if version != str(row.version):
            raise _conflict()
        if occurrence_at(event_of(row).draft, start) is None:
            raise _not_found()
        key = f"{DETACHED}{occurrence_id(row.id, start)}"
        insert = self._rows.insert(
            self._owner, event_id(self._owner, key), row.calendar_id, key, **columns_of(draft, row.sequence + 1)
        )
        made = await self._ask(insert)
        if made.deleted:  # before the occurrence is taken out: it must not be lost for an event that cannot be
            raise _not_found()
        await self._exclude(row, start, version)
        # An attempt died in the middle of another change.
        if event_of(made).draft != replace(draft, meeting_link=False):
            made = await self._replace(made, draft, None)
        return event_of(made)

    async def _exclude(self, row: EventRow, start: datetime, version: str | None) -> None:
        draft = event_of(row).draft
        if occurrence := occurrence_at(draft, start):
            await self._replace(row, replace(draft, excluded=(*draft.excluded, occurrence.start)), version)

    async def _ask(self, answer: Awaitable[T]) -> T:
        try:
            return await answer
        except self._failures as error:
            raise CalendarUnavailable(_("The calendar cannot be reached at the moment.")) from error

    def _check_calendar(self, calendar_id: str) -> None:
        if all(calendar.id != calendar_id for calendar in self._calendars):
            raise EventNotFound(_("There is no such calendar."))


def event_id(owner: str, key: str) -> str:
    """The id of the event that a person books under a key: 52 characters of base32hex, lower case.

    Google Calendar allows this alphabet for ids that a client chooses.
    """
    digest = hashlib.sha256(json.dumps([owner, key]).encode()).digest()
    return base64.b32hexencode(digest).decode().rstrip("=").lower()


def _expanded(event: Event, time_min: datetime, time_max: datetime) -> list[Event]:
    found = occurrences(event.draft, time_min, time_max)
    if event.draft.rrule is None:
        return [event] if found else []
    return [replace(event, id=occurrence_id(event.id, draft.start), draft=draft) for draft in found]


def _without_answers(draft: EventDraft) -> EventDraft:
    guests = tuple(replace(who, response=Response.NONE) for who in draft.attendees)
    return replace(draft, attendees=guests, transparent=False)


def _number(version: str | None) -> int | None:
    """A version as the rows count it; one that is not ours is none they have."""
    if version is None:
        return None
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 19 else 0


def _not_found() -> EventNotFound:
    return EventNotFound(_("There is no such event."))


def _conflict() -> VersionConflict:
    return VersionConflict(_("The event changed since it was read."))
