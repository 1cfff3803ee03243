"""The rows of the built-in calendar, as that calendar asks for them.

The keys of `EventColumns` and the methods of `StoredEventRows` are those of the calendar's port; the types are compared
in a test. Changes of one person's events are made one after the other: the number of a change is never
seen before a lower one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from threadline.storage.audit import being_done
from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import EventRow


class EventColumns(TypedDict):
    """What an event is, as columns. `excluded`, `attendees` and `reminders` are JSON of the calendar."""

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
    uid: str | None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A stored event; instants in UTC. `version` counts its own changes, `change` those of all its owner's events."""

    id: str
    calendar_id: str
    key: str | None
    version: int
    change: int
    deleted: bool
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
    uid: str | None


_COLUMNS = tuple(getattr(EventRow, name) for name in EventRecord.__dataclass_fields__)
_LAST_CHANGE = select(func.max(EventRow.change)).where(EventRow.owner_id == bindparam("owner_id"))
# Of one UID in one calendar there is one: somebody may have booked the same invitation at the same moment.
_SAME_UID = (EventRow.uid == bindparam("uid")) & (EventRow.calendar_id == bindparam("calendar_id")) & ~EventRow.deleted
_SAME_ID = EventRow.id == bindparam("id")
_SAME = (
    select(*_COLUMNS)
    .where(EventRow.owner_id == bindparam("owner_id"), _SAME_ID | (EventRow.key == bindparam("key")) | _SAME_UID)
    .order_by(EventRow.id != bindparam("id"))
    .limit(1)
)

_OVERLAPPING = (
    select(*_COLUMNS)
    .where(
        EventRow.owner_id == bindparam("owner"),
        EventRow.calendar_id == bindparam("calendar"),
        ~EventRow.deleted,
        EventRow.start < bindparam("to"),
        (EventRow.until > bindparam("from")) | EventRow.until.is_(None),
    )
    .order_by(EventRow.start, EventRow.id)
)


class StoredEventRows:
    """The events of all persons. Each call is one transaction."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._insert = database.insert(EventRow).on_conflict_do_nothing()

    async def insert(
        self, owner: str, event_id: str, calendar_id: str, key: str, /, **columns: Unpack[EventColumns]
    ) -> EventRecord:
        """Store a row, or answer the one (deleted or not) that has this owner and id or key already, untouched.

        The same for one that is not deleted and has its UID in that calendar.
        What is noted in the audit trail meanwhile is noted in the same transaction. Raises `RecordNotFound` for an
        unknown owner.
        """
        identity = {"owner_id": owner, "id": event_id, "calendar_id": calendar_id, "key": key}
        deed = being_done()

        def insert(connection: Connection) -> EventRecord:
            marks = {"version": 1, "deleted": False, **self._mark(connection, owner)}
            connection.execute(self._insert, {**identity, **columns, **marks})
            record = EventRecord(*connection.execute(_SAME, {**identity, "uid": columns["uid"]}).one())
            if deed is not None:
                deed.note(connection, record.id)
            return record

        return await self._database.transact(insert)

    async def get(self, owner: str, event_id: str, /) -> EventRecord | None:
        """One row, deleted or not."""
        found = await self._select(_is(owner, event_id))
        return found[0] if found else None

    async def by_uid(self, owner: str, calendar_id: str, uid: str, /) -> EventRecord | None:
        """The row that is not deleted and has this UID."""
        found = await self._select(_in(owner, calendar_id) & ~EventRow.deleted & (EventRow.uid == uid))
        return found[0] if found else None

    async def overlapping(
        self, owner: str, calendar_id: str, time_min: datetime, time_max: datetime, /
    ) -> Sequence[EventRecord]:
        """Rows that are not deleted, with `start` < `time_max`, and `until` > `time_min` or None, in order of start."""
        given = {"owner": owner, "calendar": calendar_id, "from": time_min, "to": time_max}
        return await self._database.look(
            lambda connection: [EventRecord(*row) for row in connection.execute(_OVERLAPPING, given)]
        )

    async def replace(
        self, owner: str, event_id: str, version: int, /, **columns: Unpack[EventColumns]
    ) -> EventRecord | None:
        """Change a row that is not deleted if it still has this version; None if it was not so."""
        return await self._change(owner, _is(owner, event_id) & _has(version), dict(columns))

    async def remove(self, owner: str, event_id: str, version: int | None, /) -> bool:
        """Mark a row deleted if it is not yet and still has this version (any for None); False if it was not so."""
        condition = _is(owner, event_id)
        if version is not None:
            condition &= _has(version)
        return await self._change(owner, condition, {"deleted": True}) is not None

    async def changed_since(self, owner: str, calendar_id: str, change: int, /) -> Sequence[EventRecord]:
        """Rows, deleted or not, with a greater `change`, in its order."""
        return await self._select(_in(owner, calendar_id) & (EventRow.change > change), EventRow.change)

    async def _select(self, condition: ColumnElement[bool], *order: Any) -> Sequence[EventRecord]:
        statement = select(*_COLUMNS).where(condition).order_by(*order)
        return await self._database.look(
            lambda connection: [EventRecord(*row) for row in connection.execute(statement)]
        )

    async def _change(
        self, owner: str, condition: ColumnElement[bool], values: dict[str, object]
    ) -> EventRecord | None:
        def change(connection: Connection) -> EventRecord | None:
            marked = values | {"version": EventRow.version + 1, **self._mark(connection, owner)}
            statement = update(EventRow).where(condition, ~EventRow.deleted).values(marked).returning(*_COLUMNS)
            row = connection.execute(statement).first()
            return EventRecord(*row) if row else None

        return await self._database.transact(change)

    def _mark(self, connection: Connection, owner: str) -> dict[str, object]:
        hold(connection, owner)
        last = connection.scalar(_LAST_CHANGE, {"owner_id": owner})
        return {"change": (last or 0) + 1, "updated_at": self._clock()}


def _is(owner: str, event_id: str) -> ColumnElement[bool]:
    return (EventRow.owner_id == owner) & (EventRow.id == event_id)


def _in(owner: str, calendar_id: str) -> ColumnElement[bool]:
    return (EventRow.owner_id == owner) & (EventRow.calendar_id == calendar_id)


def _has(version: int) -> ColumnElement[bool]:
    # A version from outside may be any number; Postgres refuses to compare one that no column could hold.
    return EventRow.version == (version if 0 < version < 2**31 else 0)
