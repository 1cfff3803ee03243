"""The Calendar port over a CalDAV server.

An event of ours lies under a path that follows from its key, so creating it twice is one event: the server refuses the
second (`If-None-Match: *`). The server does not know what was deleted, so that is remembered here (`DeletedEvents`):
a late retry cannot bring back what was undone. Every change is guarded by the etag that was read.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, unquote

from threadline.calendar.backend import Reader, Vault
from threadline.calendar.builtin import event_id
from threadline.calendar.caldav.account import NAME, DavAccount
from threadline.calendar.caldav.changes import report_since
from threadline.calendar.caldav.files import (
    changed_file,
    copied_file,
    events_of,
    file_of,
    is_copy,
    key_of,
    new_file,
    updated_copy,
    without_occurrence,
)
from threadline.calendar.caldav.invitations import PERSONAL, answered_file, personal_file
from threadline.calendar.caldav.scheduling import untold_in
from threadline.calendar.caldav.server import DavServer, Resource
from threadline.calendar.deleted_events import DeletedEvents
from threadline.calendar.event import Attendee, Busy, Event, EventDraft, FreeBusy, Identity, Knowledge, Response
from threadline.calendar.event_busy import event_busy
from threadline.calendar.foreign_events import own_event, require_personal
from threadline.calendar.ics_events import IcsFile, Skipped
from threadline.calendar.ics_expansion import Unfolded, find, view
from threadline.calendar.ics_lines import IcsError
from threadline.calendar.port import (
    CalendarDenied,
    CalendarError,
    CalendarInfo,
    CalendarRejected,
    CalendarUnavailable,
    Changes,
    EventNotFound,
    PartlyUnknown,
    VersionConflict,
)
from threadline.calendar.recurrence import as_utc, check, split_id
from threadline.texts.messages import _


class CalDavCalendar:
    """One person's calendars on a server. `open_server` gives the connection that an account uses."""

    name = NAME
    keeps_changed_dates = True

    def __init__(
        self,
        person_id: str,
        vault: Vault,
        *,
        open_server: Callable[[DavAccount], DavServer],
        deleted: DeletedEvents,
        clock: Callable[[], datetime],
        reader: Reader,
    ) -> None:
        self._person_id = person_id
        self._vault = vault
        self._open_server = open_server
        self._deleted = deleted
        self._clock = clock
        self._reader = reader
        self._opened: tuple[DavAccount, DavServer] | None = None

    async def tells_guests(self) -> bool:
        """Whether the server says that it sends invitations (RFC 6638, section 2)."""
        return (await self._open())[0].schedules

    async def calendars(self) -> Sequence[CalendarInfo]:
        """The calendars that hold events; the first that can be written is the primary one."""
        account, server = await self._open()
        found = await server.calendars(account.home)
        if not found:
            raise CalendarDenied(_("There is no calendar in this account; make one on the server."))
        first = next((each for each in found if each.writable), found[0])
        return [CalendarInfo(each.path, each.name, primary=each is first, writable=each.writable) for each in found]

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """Events that overlap the range. Raises `CalendarError`."""
        time_min, time_max = as_utc(time_min), as_utc(time_max)
        if time_min >= time_max:
            raise CalendarRejected(_("The range ends before it starts."))
        _account, server = await self._open()
        found: list[Event] = []
        unknown: list[Busy] = []
        reason = ""
        for resource in await server.query(calendar_id, time_min, time_max):
            file = self._file(resource)
            seen = view([(_base(resource.path), event) for event in file.events], file.skipped, time_min, time_max)
            found += [self._event(calendar_id, resource, each) for each in seen.events]
            unknown += seen.unknown
            reason = reason or seen.reason
        found.sort(key=lambda event: (as_utc(event.draft.start), as_utc(event.draft.end), event.id))
        if unknown:
            raise PartlyUnknown(reason, events=found, unknown=unknown)
        return found

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """One event, or one occurrence. Raises `EventNotFound`."""
        _account, server = await self._open()
        resource = await self._resource(server, calendar_id, split_id(event_id)[0])
        return self._told(calendar_id, resource, event_id)

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Busy stretches per calendar; one that fails is unknown."""
        try:
            await self._open()
        except CalendarError as error:
            return [FreeBusy(each, Knowledge.UNKNOWN, reason=str(error)) for each in calendar_ids]
        reader = replace(self._reader, addresses=self._addresses())
        return [await event_busy(self.events, reader, calendar_id, time_min, time_max) for calendar_id in calendar_ids]

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Unknown: few servers tell of others, and none alike."""
        reason = _("This calendar does not show when others are busy.")
        return [FreeBusy(address, Knowledge.UNKNOWN, reason=reason) for address in addresses]

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """The event that was created under a key."""
        _account, server = await self._open()
        base = event_id(self._person_id, key)
        resource = await server.get(_path(calendar_id, base))
        return None if resource is None else self._found(calendar_id, resource, base)

    async def by_uid(self, calendar_id: str, uid: str) -> Event | None:
        """The event with a UID, whatever its file is called."""
        _account, server = await self._open()
        for resource in await server.of_uid(calendar_id, uid):
            try:
                return self._told(calendar_id, resource, _base(resource.path))
            except EventNotFound:  # cancelled, or changed occurrences alone
                continue
        return None

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """Book an event, once per key. Raises `CalendarError`."""
        check(draft)
        account, server = await self._open()
        base = event_id(self._person_id, key)
        if await self._deleted.has(self._person_id, NAME, base):
            raise EventNotFound(_("This event was booked before, and deleted since."))
        if copy_of is not None:
            return await self._copied(
                server, calendar_id, base, copied_file(draft, copy_of, key, self._clock()), copy_of
            )
        organizer, scheduled = _organizer(account), invite and account.schedules
        uid, now = f"{base}@threadline", self._clock()
        data = new_file(draft, uid=uid, key=key, organizer=organizer, invite=scheduled, now=now)
        await server.create(_path(calendar_id, base), data)
        return self._told(calendar_id, await self._resource(server, calendar_id, base), base)

    async def _copied(self, server: DavServer, calendar_id: str, base: str, data: str, copy_of: Identity) -> Event:
        """Store a copy, unless its UID is there already. Servers refuse a UID at a second path, each in its own way."""
        known = await self.by_uid(calendar_id, copy_of.uid)
        if known is not None:
            return known
        refused: CalendarError | None = None
        try:
            await server.create(_path(calendar_id, base), data)
        except (CalendarDenied, CalendarRejected) as error:
            refused = error
        known = await self.by_uid(calendar_id, copy_of.uid)
        if known is None:
            raise refused or EventNotFound(_("There is no such event."))
        return known

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
        """Change an event, or one occurrence of a series. Raises `VersionConflict`, `EventNotFound`."""
        check(draft)
        base, start = split_id(event_id)
        if start is not None and draft.rrule is not None:
            raise CalendarRejected(_("One occurrence of a series does not repeat itself."))
        account, server = await self._open()
        resource = await self._resource(server, calendar_id, base)
        if resource.etag != version:
            raise VersionConflict(_("The event changed since it was read."))
        before = self._found(calendar_id, resource, event_id).draft
        if copy_of is None:
            require_personal(before, draft, PERSONAL)
        home, now = self._reader.zone, self._clock()
        if copy_of is not None and start is None:
            data = updated_copy(resource.data, draft, copy_of, now)
        elif before.organizer is not None:
            data = personal_file(resource.data, draft, home=home, occurrence=start, now=now)
        else:
            data = changed_file(
                resource.data,
                draft,
                home=home,
                occurrence=start,
                organizer=_organizer(account),
                invite=invite and account.schedules,
                now=now,
            )
        await server.replace(resource, data)
        missed = self._missed(resource) if invite else ()
        return self._told(calendar_id, await self._resource(server, calendar_id, base), event_id, missed)

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """Delete an event, or one occurrence; what is gone is done. Raises `VersionConflict`.

        Where the server schedules, it tells the attendees itself (RFC 6638, section 3.2.1).
        """
        base, start = split_id(event_id)
        _account, server = await self._open()
        path = _path(calendar_id, base)
        if start is None:
            if await server.get(path) is not None:
                await self._deleted.add(self._person_id, NAME, base)
                await server.delete(path, version)
            return
        resource = await server.get(path)
        if resource is None:
            return
        if version not in {None, resource.etag}:
            raise VersionConflict(_("The event changed since it was read."))
        data = without_occurrence(resource.data, start, home=self._reader.zone, now=self._clock())
        if data is not None:
            await server.replace(resource, data)

    async def respond(
        self, calendar_id: str, event_id: str, response: Response, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Write the answer into the person's own copy, and nothing else; the same answer again writes nothing.

        A server that schedules tells the organiser (RFC 6638, section 3.2.2). On any other nobody is told: `invites`.
        """
        base, start = split_id(event_id)
        _account, server = await self._open()
        resource = await self._resource(server, calendar_id, base)
        if version not in {None, resource.etag}:
            raise VersionConflict(_("The event changed since it was read."))
        if self._found(calendar_id, resource, event_id).draft.organizer is None:
            raise own_event()
        mine = {address.lower() for address in (*me, *self._addresses())}
        data = answered_file(resource.data, response, mine, home=self._reader.zone, occurrence=start, now=self._clock())
        if data is not None:
            await server.replace(resource, data)
        return self._found(calendar_id, await self._resource(server, calendar_id, base), event_id)

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """What changed since a token; one that the server does not take starts from the beginning.

        An event that cannot be read is not among what changed: it hides no other, and `events` says when it may be.
        """
        _account, server = await self._open()
        try:
            report = await report_since(server, calendar_id, token)
        except (CalendarDenied, CalendarRejected, VersionConflict):
            if token is None:
                raise
            report, token = await report_since(server, calendar_id, None), None
        updated = [
            self._event(calendar_id, resource, each) for resource in report.updated for each in self._whole(resource)
        ]
        deleted = tuple(_base(path) for path in report.deleted) if token else ()
        return Changes(tuple(updated), deleted, report.token, complete=token is None)

    async def _open(self) -> tuple[DavAccount, DavServer]:
        if self._opened is None:
            credentials = await self._vault.load()
            if credentials is None:
                raise CalendarDenied(_("The calendar is no longer connected: connect it again."))
            account = DavAccount.from_json(credentials)
            self._opened = account, self._open_server(account)
        return self._opened

    def _file(self, resource: Resource) -> IcsFile:
        """What a file says; one that is no calendar file leaves unknown when its event is, and hides no other."""
        try:
            return file_of(resource.data, self._reader.zone)
        except (IcsError, CalendarUnavailable) as error:
            return IcsFile((), (Skipped("", str(error)),))

    def _whole(self, resource: Resource) -> list[Unfolded]:
        events = [event for event in self._file(resource).events if not event.cancelled]
        return [Unfolded(_base(resource.path), event.draft, event) for event in events if event.recurrence is None]

    def _found(self, calendar_id: str, resource: Resource, event_id: str) -> Event:
        base = _base(resource.path)
        found = find([(base, event) for event in events_of(resource.data, self._reader.zone)], event_id)
        if found is None:
            raise EventNotFound(_("There is no such event."))
        return self._event(calendar_id, resource, found)

    def _told(self, calendar_id: str, resource: Resource, event_id: str, missed_before: Sequence[str] = ()) -> Event:
        """The event with whom the server did not reach, of those invited now or, by `missed_before`, until now."""
        event = self._found(calendar_id, resource, event_id)
        if event.draft.organizer is not None:
            return event
        invited = {(who.email or "").lower() for who in event.draft.attendees}
        gone = [each for each in missed_before if each not in invited]
        return replace(event, untold=(*self._missed(resource), *gone))

    def _missed(self, resource: Resource) -> tuple[str, ...]:
        if self._opened is None or not self._opened[0].schedules:
            return ()
        return untold_in(resource.data, self._addresses())

    def _event(self, calendar_id: str, resource: Resource, unfolded: Unfolded) -> Event:
        if not resource.etag:
            raise CalendarUnavailable(
                _("The calendar server tells no versions, so nothing can be changed safely there.")
            )
        key, source = key_of(resource.data), unfolded.source
        ours = key is not None and _base(resource.path) == event_id(self._person_id, key) and not is_copy(resource.data)
        organizer = None if ours or self._is_me(source.organizer) else source.organizer
        draft = replace(unfolded.draft, organizer=organizer and replace(organizer, response=Response.NONE))
        return Event(unfolded.id, calendar_id, draft, resource.etag, key, sequence=source.sequence, uid=source.uid)

    def _is_me(self, organizer: Attendee | None) -> bool:
        return organizer is not None and (organizer.email or "").lower() in self._addresses()

    def _addresses(self) -> tuple[str, ...]:
        """The person's addresses, in small letters: those known here, and the account's."""
        account = self._opened[0] if self._opened is not None else None
        named = (account.address, account.username) if account is not None else ()
        return tuple(each.lower() for each in (*self._reader.addresses, *named) if each and "@" in each)

    async def _resource(self, server: DavServer, calendar_id: str, base: str) -> Resource:
        resource = await server.get(_path(calendar_id, base))
        if resource is None:
            raise EventNotFound(_("There is no such event."))
        return resource


def _path(calendar_id: str, base: str) -> str:
    """The path of an event's file: its id is the file's name, without the ending that nearly all have."""
    name = base[1:] if base.startswith("=") else f"{base}.ics"
    return f"{quote(calendar_id.rstrip('/'))}/{quote(name, safe='@')}"


def _base(path: str) -> str:
    name = unquote(path).rstrip("/").rpartition("/")[2]
    return name.removesuffix(".ics") if name.endswith(".ics") and not name.startswith("=") else f"={name}"


def _organizer(account: DavAccount) -> Attendee | None:
    return Attendee(email=account.address) if account.address else None
