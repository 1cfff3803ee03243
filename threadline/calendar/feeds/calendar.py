"""The Calendar port over published files. Nothing can be written there.

A file may hold events that are not understood. Their hours are not read as free: they are unknown, those alone.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from threadline.calendar.backend import Reader, Vault
from threadline.calendar.event import Event, EventDraft, FreeBusy, Identity, Knowledge, Response
from threadline.calendar.event_busy import event_busy
from threadline.calendar.feeds.fetching import Fetching
from threadline.calendar.feeds.subscriptions import NAME, Feed, feeds_of
from threadline.calendar.ics_events import IcsEvent, IcsFile
from threadline.calendar.ics_expansion import Unfolded, find, view
from threadline.calendar.port import (
    CalendarDenied,
    CalendarInfo,
    CalendarRejected,
    Changes,
    EventNotFound,
    PartlyUnknown,
)
from threadline.calendar.recurrence import as_utc
from threadline.texts.messages import _


class PublishedCalendar:
    """The published calendars of one person."""

    name = NAME

    def __init__(self, vault: Vault, fetching: Fetching, reader: Reader) -> None:
        self._vault = vault
        self._fetching = fetching
        self._reader = reader

    async def tells_guests(self) -> bool:
        """Nothing can be written there."""
        return False

    async def calendars(self) -> Sequence[CalendarInfo]:
        """One for each file. Raises `CalendarDenied` where there is none."""
        feeds = await self._feeds()
        return [CalendarInfo(feed.id, feed.name, primary=feed is feeds[0], writable=False) for feed in feeds]

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """Events that overlap the range. Raises `CalendarError`."""
        time_min, time_max = as_utc(time_min), as_utc(time_max)
        if time_min >= time_max:
            raise CalendarRejected(_("The range ends before it starts."))
        file = await self._file(calendar_id)
        seen = await asyncio.to_thread(view, _identified(file), file.skipped, time_min, time_max)
        events = [_event(calendar_id, each) for each in seen.events]
        if seen.unknown:
            raise PartlyUnknown(seen.reason, events=events, unknown=seen.unknown)
        return events

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """One event, or one occurrence. Raises `EventNotFound`."""
        found = find(_identified(await self._file(calendar_id)), event_id)
        if found is None:
            raise EventNotFound(_("There is no such event."))
        return _event(calendar_id, found)

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Busy stretches per calendar; what cannot be fetched or understood is unknown."""
        return [await self._busy(calendar_id, time_min, time_max) for calendar_id in calendar_ids]

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Unknown: a file says nothing of other people."""
        reason = _("Published calendars know nothing of other people.")
        return [FreeBusy(address, Knowledge.UNKNOWN, reason=reason) for address in addresses]

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """None: no event there was created by us."""
        await self._file(calendar_id)
        return None

    async def by_uid(self, calendar_id: str, uid: str) -> Event | None:
        """The event with a UID."""
        for base, event in _identified(await self._file(calendar_id)):
            if event.uid == uid and event.recurrence is None and not event.cancelled:
                return _event(calendar_id, Unfolded(base, event.draft, event))
        return None

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """Raises `CalendarDenied`."""
        _refuse()

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
        """Raises `CalendarDenied`."""
        _refuse()

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """Raises `CalendarDenied`."""
        _refuse()

    async def respond(
        self, calendar_id: str, event_id: str, response: Response, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Raises `CalendarDenied`."""
        _refuse()

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """Everything, each time: a file does not say what changed. The token is a digest of it."""
        file = await self._file(calendar_id)
        events = [_event(calendar_id, Unfolded(base, event.draft, event)) for base, event in _identified(file)]
        digest = hashlib.sha256(repr(file).encode()).hexdigest()
        if token == digest:
            return Changes((), (), digest)
        return Changes(tuple(events), (), digest, complete=True)

    async def _busy(self, calendar_id: str, time_min: datetime, time_max: datetime) -> FreeBusy:
        return await event_busy(self.events, self._reader, calendar_id, time_min, time_max)

    async def _feeds(self) -> Sequence[Feed]:
        feeds = feeds_of(await self._vault.load())
        if not feeds:
            raise CalendarDenied(_("No published calendar is connected."))
        return feeds

    async def _file(self, calendar_id: str) -> IcsFile:
        for feed in await self._feeds():
            if feed.id == calendar_id:
                return await self._fetching.read(feed.url, self._reader.zone)
        raise EventNotFound(_("There is no such calendar."))


def _identified(file: IcsFile) -> list[tuple[str, IcsEvent]]:
    return [(hashlib.sha256(event.uid.encode()).hexdigest()[:40], event) for event in file.events]


def _event(calendar_id: str, unfolded: Unfolded) -> Event:
    source = unfolded.source
    version = str(source.sequence)
    return Event(unfolded.id, calendar_id, unfolded.draft, version, sequence=source.sequence, uid=source.uid)


def _refuse() -> NoReturn:
    raise CalendarDenied(_("A published calendar can be read, not written."))
