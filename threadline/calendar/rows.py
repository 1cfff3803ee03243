"""The rows that the built-in calendar is made of, as a port: what storage must offer."""

# ruff: noqa: D102 (the properties are the columns, which `EventColumns` describes)

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypedDict, Unpack


class EventColumns(TypedDict):
    """What an event is, as columns. Instants are aware; they come back in UTC.

    `until` is the end of the last occurrence (of the only one, if the event does not recur), None for an event that
    recurs for ever. `excluded` is a JSON list of instants (ISO 8601), `attendees` one of `[name, address or null]`,
    `reminders` one of minutes; an attendee who has answered has their answer as a third item. `organizer` is JSON of
    `[name, address or null]`, None where it is the owner. `uid` is the event's iCalendar UID where it came with one.
    """

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


class EventRow(Protocol):
    """A stored event: the columns, its identity, and two counters.

    `version` starts at 1 and rises by one with every change of the row. `change` is taken from a counter of its owner
    with every change of any of their rows, so that it is the order of changes.
    """

    @property
    def id(self) -> str: ...
    @property
    def calendar_id(self) -> str: ...
    @property
    def key(self) -> str | None: ...
    @property
    def version(self) -> int: ...
    @property
    def change(self) -> int: ...
    @property
    def deleted(self) -> bool: ...
    @property
    def sequence(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def zone(self) -> str: ...
    @property
    def all_day(self) -> bool: ...
    @property
    def location(self) -> str | None: ...
    @property
    def description(self) -> str | None: ...
    @property
    def rrule(self) -> str | None: ...
    @property
    def excluded(self) -> str: ...
    @property
    def attendees(self) -> str: ...
    @property
    def private(self) -> bool: ...
    @property
    def transparent(self) -> bool: ...
    @property
    def reminders(self) -> str | None: ...
    @property
    def tentative(self) -> bool: ...
    @property
    def organizer(self) -> str | None: ...
    @property
    def uid(self) -> str | None: ...


class EventRows(Protocol):
    """Where the rows are. Each call is one transaction.

    It is made of builtin types and structure alone, so that storage satisfies it without importing this package: with a
    `TypedDict` of the same keys as `EventColumns` for `**columns`, and anything that has the attributes of `EventRow`.

    A change must not become visible before one with a lower `change`, or a reader that asks for what is new would miss
    the lower one for ever: let the statement that takes the number also lock the owner's counter until the commit.
    """

    async def insert(
        self, owner: str, event_id: str, calendar_id: str, key: str, /, **columns: Unpack[EventColumns]
    ) -> EventRow:
        """Store a row, or answer the one (deleted or not) that has this owner and id already, untouched.

        The same for one that is not deleted and has its UID in that calendar.
        """
        ...

    async def get(self, owner: str, event_id: str, /) -> EventRow | None:
        """One row, deleted or not."""
        ...

    async def by_uid(self, owner: str, calendar_id: str, uid: str, /) -> EventRow | None:
        """The row that is not deleted and has this UID."""
        ...

    async def overlapping(
        self, owner: str, calendar_id: str, time_min: datetime, time_max: datetime, /
    ) -> Sequence[EventRow]:
        """Rows that are not deleted, with `start` < `time_max`, and `until` > `time_min` or None."""
        ...

    async def replace(
        self, owner: str, event_id: str, version: int, /, **columns: Unpack[EventColumns]
    ) -> EventRow | None:
        """Change a row that is not deleted if it still has this version; None if it was not so."""
        ...

    async def remove(self, owner: str, event_id: str, version: int | None, /) -> bool:
        """Mark a row deleted if it is not yet and still has this version (any for None); False if it was not so."""
        ...

    async def changed_since(self, owner: str, calendar_id: str, change: int, /) -> Sequence[EventRow]:
        """Rows, deleted or not, with a greater `change`, in its order."""
        ...
