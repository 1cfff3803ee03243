"""The shipped doubles of the Calendar port and of the rows under the built-in calendar. They keep nothing."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Unpack

from threadline.calendar.builtin import DEFAULT_CALENDAR, BuiltinCalendar
from threadline.calendar.event import Busy, Event, EventDraft, FreeBusy, Identity, Knowledge
from threadline.calendar.free_slots import clip, merge
from threadline.calendar.port import Calendar, CalendarInfo, Changes
from threadline.calendar.rows import EventColumns

Operation = Literal["calendars", "events", "get", "busy", "busy_of", "find", "create", "update", "delete", "changes"]


@dataclass(frozen=True, slots=True)
class MemoryEventRow:
    """One row of `MemoryEventRows`."""

    owner: str
    id: str
    calendar_id: str
    key: str | None
    version: int
    change: int
    sequence: int
    title: str
    start: datetime
    end: datetime
    until: datetime | None
    zone: str
    all_day: bool
    location: str | None
    description: str | None
    rrule: str | None
    excluded: str
    attendees: str
    private: bool
    transparent: bool
    reminders: str | None
    tentative: bool
    organizer: str | None
    uid: str | None = None
    deleted: bool = False


class MemoryEventRows:
    """Event rows in a dictionary, for one event loop."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], MemoryEventRow] = {}
        self._changes = itertools.count(1)

    async def insert(
        self, owner: str, event_id: str, calendar_id: str, key: str, /, **columns: Unpack[EventColumns]
    ) -> MemoryEventRow:
        """Store a row, or answer the one there is."""
        known = self._rows.get((owner, event_id))
        if known is None and (uid := columns["uid"]) is not None:
            known = await self.by_uid(owner, calendar_id, uid)
        return known or self._keep(MemoryEventRow(owner, event_id, calendar_id, key, 1, next(self._changes), **columns))

    async def get(self, owner: str, event_id: str, /) -> MemoryEventRow | None:
        """One row, deleted or not."""
        return self._rows.get((owner, event_id))

    async def by_uid(self, owner: str, calendar_id: str, uid: str, /) -> MemoryEventRow | None:
        """A row by its UID."""
        return next((row for row in self._of(owner, calendar_id) if row.uid == uid and not row.deleted), None)

    async def overlapping(
        self, owner: str, calendar_id: str, time_min: datetime, time_max: datetime, /
    ) -> Sequence[MemoryEventRow]:
        """Rows that may have something in the range."""
        return [
            row
            for row in self._of(owner, calendar_id)
            if not row.deleted and row.start < time_max and (row.until is None or row.until > time_min)
        ]

    async def replace(
        self, owner: str, event_id: str, version: int, /, **columns: Unpack[EventColumns]
    ) -> MemoryEventRow | None:
        """Change a row that still has this version."""
        row = self._live(owner, event_id, version)
        return row and self._keep(replace(row, version=row.version + 1, change=next(self._changes), **columns))

    async def remove(self, owner: str, event_id: str, version: int | None, /) -> bool:
        """Mark a row deleted that still has this version."""
        row = self._live(owner, event_id, version)
        if row is None:
            return False
        self._keep(replace(row, version=row.version + 1, change=next(self._changes), deleted=True))
        return True

    async def changed_since(self, owner: str, calendar_id: str, change: int, /) -> Sequence[MemoryEventRow]:
        """Rows that changed later."""
        later = (row for row in self._of(owner, calendar_id) if row.change > change)
        return sorted(later, key=lambda row: row.change)

    def _of(self, owner: str, calendar_id: str) -> Iterator[MemoryEventRow]:
        return (row for row in self._rows.values() if (row.owner, row.calendar_id) == (owner, calendar_id))

    def _live(self, owner: str, event_id: str, version: int | None) -> MemoryEventRow | None:
        row = self._rows.get((owner, event_id))
        return row if row and not row.deleted and version in {None, row.version} else None

    def _keep(self, row: MemoryEventRow) -> MemoryEventRow:
        self._rows[row.owner, row.id] = row
        return row


@dataclass(frozen=True, slots=True)
class _Failure:
    operation: Operation
    error: Exception
    after: bool


class MemoryCalendar(BuiltinCalendar):
    """A calendar that behaves as a real one does, and fails when told to.

    `fail` scripts errors, also such that come after the work was done, as when a connection breaks before the answer.
    `unknown` holds the ids of calendars whose free/busy cannot be learnt, `others` when people elsewhere are busy, by
    address. `invited` lists what attendees were told of: the operation, and the id of the event. With
    `server_tells` the calendar promises to tell guests; those in `unreached` it cannot.
    """

    name = "memory"

    def __init__(
        self,
        owner: str = "ana@example.com",
        *,
        rows: MemoryEventRows | None = None,
        calendars: Sequence[CalendarInfo] = (DEFAULT_CALENDAR,),
    ) -> None:
        super().__init__(rows or MemoryEventRows(), owner, calendars=calendars)
        self.unknown: set[str] = set()
        self.others: dict[str, Sequence[Busy]] = {}
        self.invited: list[tuple[Operation, str]] = []
        self.server_tells = False
        self.unreached: set[str] = set()
        self._script: list[_Failure] = []

    def fail(self, operation: Operation, error: Exception, *, after: bool = False) -> None:
        """Let the next call of an operation raise an error: before it does anything, or after it did."""
        self._script.append(_Failure(operation, error, after))

    async def tells_guests(self) -> bool:
        """As the port says."""
        return self.server_tells

    async def calendars(self) -> Sequence[CalendarInfo]:
        """As the port says."""
        with self._scripted("calendars"):
            return await super().calendars()

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """As the port says."""
        with self._scripted("events"):
            return await super().events(calendar_id, time_min, time_max)

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """As the port says."""
        with self._scripted("get"):
            return self._reached(await super().get(calendar_id, event_id))

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """As the port says; the calendars in `unknown` are so."""
        with self._scripted("busy"):
            answers = await super().busy(calendar_ids, time_min, time_max)
        return [
            FreeBusy(answer.calendar_id, Knowledge.UNKNOWN, reason="switched off")
            if answer.calendar_id in self.unknown
            else answer
            for answer in answers
        ]

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """As the port says; whoever is in `others` is known."""
        with self._scripted("busy_of"):
            unknown = await super().busy_of(addresses, time_min, time_max)
        return [
            FreeBusy(
                answer.calendar_id, Knowledge.KNOWN, clip(merge(self.others[answer.calendar_id]), time_min, time_max)
            )
            if answer.calendar_id in self.others
            else answer
            for answer in unknown
        ]

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """As the port says."""
        with self._scripted("find"):
            return await super().find(calendar_id, key)

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """As the port says."""
        with self._scripted("create"):
            event = await super().create(calendar_id, draft, key, copy_of=copy_of)
            self._tell("create", event.id, invite)
            return self._reached(event)

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
        """As the port says."""
        with self._scripted("update"):
            gone = self._reached(await super().get(calendar_id, event_id)).untold if self.unreached else ()
            event = await super().update(calendar_id, event_id, draft, version, copy_of=copy_of)
            self._tell("update", event_id, invite)
            reached = self._reached(event)
            return replace(reached, untold=tuple(dict.fromkeys((*reached.untold, *gone))))

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """As the port says."""
        with self._scripted("delete"):
            await super().delete(calendar_id, event_id, version)
            self._tell("delete", event_id, invite)

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """As the port says."""
        with self._scripted("changes"):
            return await super().changes(calendar_id, token)

    def _tell(self, operation: Operation, event_id: str, invite: bool) -> None:
        if invite:
            self.invited.append((operation, event_id))

    def _reached(self, event: Event) -> Event:
        if not any(told == event.id for _, told in self.invited):
            return event
        untold = (who.email.lower() for who in event.draft.attendees if who.email)
        return replace(event, untold=tuple(each for each in untold if each in self.unreached))

    @contextmanager
    def _scripted(self, operation: Operation) -> Iterator[None]:
        failure = next((each for each in self._script if each.operation == operation), None)
        if failure is None:
            yield
            return
        self._script.remove(failure)
        if not failure.after:
            raise failure.error
        yield
        raise failure.error


class MemoryBackend:
    """The shipped double of the Backend port: one calendar, which everybody has, or each person their own.

    `make` makes a person's calendar of their id.
    """

    connector = None

    def __init__(self, make: Callable[[str], Calendar] = MemoryCalendar, *, name: str = "memory") -> None:
        self._make = make
        self._made: dict[str, Calendar] = {}
        self.name = name
        self.title = name.title()

    def calendar(self, person_id: str, vault: object, reader: object = None) -> Calendar:
        """As the port says."""
        return self._made.setdefault(person_id, self._make(person_id))

    async def close(self) -> None:
        """It holds nothing."""
