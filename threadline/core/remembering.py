"""A short memory of what calendars hold, for questions about them.

Questions come in rows ("what's on tomorrow?", "and on Friday?"), and asking a calendar far away for each takes a while.
What was read is remembered for some seconds, and forgotten at once when this process writes to the person's calendars.
A failure is never remembered: what is unknown stays unknown and is asked for again. Whether a time is free when it is
booked is never taken from here.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from threadline.calendar.event import Event, EventDraft, FreeBusy
from threadline.calendar.port import Calendar, CalendarInfo, CalendarRejected, Changes
from threadline.calendar.recurrence import as_utc

LIFETIME_SECONDS = 20.0
_AHEAD = timedelta(days=62)
_MOST = 500

T = TypeVar("T")

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    """What one calendar holds in a range, as it was read."""

    time_min: datetime
    time_max: datetime
    events: tuple[Event, ...]
    until: float


class Memory:
    """What was read lately, by person, back end and calendar; the oldest goes when there is too much."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._writes: dict[str, int] = {}

    def forget(self, person_id: str) -> None:
        """Something was written to the person's calendars."""
        self._writes[person_id] = self._writes.get(person_id, 0) + 1
        for key in [key for key in self._pages if key[0] == person_id]:
            del self._pages[key]

    async def events(
        self, person_id: str, calendar: Calendar, calendar_id: str, time_min: datetime, time_max: datetime
    ) -> Sequence[Event]:
        """The events of a range, as `Calendar.events` answers them. Raises `CalendarError`."""
        low, high = as_utc(time_min), as_utc(time_max)
        key = (person_id, calendar.name, calendar_id)
        page = self._pages.get(key)
        if page is None or page.until < self._clock() or not page.time_min <= low <= high <= page.time_max:
            page = await self._read(key, calendar, low, high)
        return [event for event in page.events if as_utc(event.draft.start) < high and as_utc(event.draft.end) > low]

    async def _read(self, key: Key, calendar: Calendar, low: datetime, high: datetime) -> _Page:
        """Read somewhat more than is asked for, so that the next question finds its answer here."""
        person_id, _, calendar_id = key
        writes = self._writes.get(person_id, 0)
        wide = max(high, low + _AHEAD) if low < datetime.max.replace(tzinfo=UTC) - _AHEAD else high
        try:
            events = await calendar.events(calendar_id, low, wide)
        except CalendarRejected:  # more in the wider range than a calendar tells
            wide, events = high, await calendar.events(calendar_id, low, high)
        page = _Page(low, wide, tuple(events), self._clock() + LIFETIME_SECONDS)
        if writes == self._writes.get(person_id, 0):
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > _MOST:
                self._pages.popitem(last=False)
        return page


class ObservedCalendar:
    """A calendar whose writes somebody wants to know of: `written` is called after each, done or failed."""

    def __init__(self, calendar: Calendar, written: Callable[[], None]) -> None:
        self._calendar = calendar
        self._written = written
        self.name = calendar.name
        self.invites = calendar.invites

    async def calendars(self) -> Sequence[CalendarInfo]:
        """As the port says."""
        return await self._calendar.calendars()

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """As the port says."""
        return await self._calendar.events(calendar_id, time_min, time_max)

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """As the port says."""
        return await self._calendar.get(calendar_id, event_id)

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """As the port says."""
        return await self._calendar.busy(calendar_ids, time_min, time_max)

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """As the port says."""
        return await self._calendar.busy_of(addresses, time_min, time_max)

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """As the port says."""
        return await self._calendar.find(calendar_id, key)

    async def create(self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False) -> Event:
        """As the port says."""
        return await self._told(self._calendar.create(calendar_id, draft, key, invite=invite))

    async def update(
        self, calendar_id: str, event_id: str, draft: EventDraft, version: str, *, invite: bool = False
    ) -> Event:
        """As the port says."""
        return await self._told(self._calendar.update(calendar_id, event_id, draft, version, invite=invite))

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """As the port says."""
        await self._told(self._calendar.delete(calendar_id, event_id, version, invite=invite))

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """As the port says."""
        return await self._calendar.changes(calendar_id, token)

    async def _told(self, write: Awaitable[T]) -> T:
        try:
            return await write
        finally:
            self._written()
