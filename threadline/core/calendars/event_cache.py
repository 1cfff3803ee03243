"""A short memory of what calendars hold, for questions about them.

Questions come in rows ("what's on tomorrow?", "and on Friday?"), and reading a calendar far away for each takes long.
What was read is good for some seconds. After that the calendar is asked what has changed since, by its sync token, and
as long as that is nothing, what was read stays good, for an hour at most. What this process writes to a person's
calendars makes it forget them at once.

A failure is never remembered: what is unknown stays unknown and is asked for again. Whether a time is free when it is
booked is never taken from here.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from threadline.calendar.event import Event
from threadline.calendar.port import Calendar, CalendarError, CalendarRejected
from threadline.calendar.recurrence import as_utc
from threadline.storage.persons import utc_now

CHECK_SECONDS = 20.0
"""For how long what was read is good unasked; changes are asked for that often per calendar at most."""

LONGEST_SECONDS = 3600.0
"""After that it is read anew, whatever the calendar says of changes."""

_TOKEN_SECONDS = 5.0  # for a first token a calendar may list all it holds, while somebody waits for an answer
_TOKEN_PAUSE = 3600.0  # then without one: a calendar that gave none, or forgot it, is not asked with every question
_AHEAD = timedelta(days=62)  # "this week", then "and next month?": one reading has both
# Inside what Microsoft follows: 31 days back and 366 ahead of a token that may be new, or a month old.
_FOLLOWED_BACK, _FOLLOWED_AHEAD = timedelta(days=28), timedelta(days=300)
_MOST = 500  # calendars; each may hold thousands of events


Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    """What one calendar holds in a range, as it was read at a second of the clock."""

    time_min: datetime
    time_max: datetime
    events: tuple[Event, ...]
    read_at: float

    def holds(self, low: datetime, high: datetime) -> bool:
        return self.time_min <= low <= high <= self.time_max


@dataclass(slots=True, eq=False)
class _Known:
    """What is known of one calendar; the `token` is older than the page, so that no change falls between."""

    page: _Page | None = None
    token: str | None = None
    checked_at: float = 0.0
    token_from: float = 0.0
    reads: int = 0
    writes: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class EventCache:
    """What was read lately, by person, back end and calendar; the oldest goes when there is too much."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, now: Callable[[], datetime] = utc_now) -> None:
        self._clock = clock
        self._now = now
        self._known: OrderedDict[Key, _Known] = OrderedDict()

    def forget(self, person_id: str) -> None:
        """Something was written to the person's calendars."""
        for key, known in self._known.items():
            if key[0] == person_id:
                known.page = None
                known.writes += 1

    async def events(
        self, person_id: str, calendar: Calendar, calendar_id: str, time_min: datetime, time_max: datetime
    ) -> Sequence[Event]:
        """The events of a range, as `Calendar.events` answers them. Raises `CalendarError`."""
        low, high = as_utc(time_min), as_utc(time_max)
        known = self._at((person_id, calendar.name, calendar_id))
        async with known.lock:  # of questions at the same moment one reads
            page = await self._still_good(known, calendar, calendar_id, low, high)
            if page is None:
                page = await self._read(known, calendar, calendar_id, low, high)
        return [event for event in page.events if as_utc(event.draft.start) < high and as_utc(event.draft.end) > low]

    def _at(self, key: Key) -> _Known:
        known = self._known.setdefault(key, _Known())
        self._known.move_to_end(key)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return known

    async def _still_good(
        self, known: _Known, calendar: Calendar, calendar_id: str, low: datetime, high: datetime
    ) -> _Page | None:
        """What was read, if it has the range and nothing has changed since, as far as that is known."""
        page, now = known.page, self._clock()
        if page is None or not page.holds(low, high):
            return None
        if now < known.checked_at + CHECK_SECONDS:
            return page
        if known.token is None or now >= page.read_at + LONGEST_SECONDS or not self._is_followed(page):
            return None
        # While the calendar was asked, something may have been written by us: then `forget` took the page away.
        if not await self._unchanged(known, known.token, calendar, calendar_id) or known.page is not page:
            return None
        known.checked_at = now
        return page

    async def _read(self, known: _Known, calendar: Calendar, calendar_id: str, low: datetime, high: datetime) -> _Page:
        """Read somewhat more than is asked for, so that the next question finds its answer here."""
        # The token comes first: a change between the two is told once too often, never not at all.
        await self._follow(known, calendar, calendar_id)
        writes = known.writes
        wide = max(high, low + _AHEAD) if low < datetime.max.replace(tzinfo=UTC) - _AHEAD else high
        try:
            events = await calendar.events(calendar_id, low, wide)
        except CalendarRejected:  # more in the wider range than a calendar tells
            wide, events = high, await calendar.events(calendar_id, low, high)
        now = self._clock()
        page = _Page(low, wide, tuple(events), now)
        if writes == known.writes:  # else something was written meanwhile, and what was read may be from before it
            known.page, known.checked_at = page, now
        return page

    async def _follow(self, known: _Known, calendar: Calendar, calendar_id: str) -> None:
        """Get a sync token for a calendar that is read again: the first one may mean to list all there is."""
        known.reads += 1
        now = self._clock()
        if known.token is not None or known.reads == 1 or now < known.token_from:
            return
        known.token_from = now + _TOKEN_PAUSE
        try:
            async with asyncio.timeout(_TOKEN_SECONDS):
                known.token = (await calendar.changes(calendar_id, None)).token or None
        except (CalendarError, TimeoutError):
            return  # then it is read again each time

    async def _unchanged(self, known: _Known, token: str, calendar: Calendar, calendar_id: str) -> bool:
        """Whether the calendar says that nothing has changed; where it says nothing, something may have."""
        try:
            changes = await calendar.changes(calendar_id, token)
        except CalendarError:
            known.token, known.token_from = None, self._clock() + _TOKEN_PAUSE
            return False
        known.token = changes.token or None
        # A token that is too old (Google's 410) is answered by starting over: everything there is, under a new one.
        from_the_beginning = changes.complete and changes.token != token
        return not (changes.updated or changes.deleted or from_the_beginning)

    def _is_followed(self, page: _Page) -> bool:
        """Whether every back end tells of changes in the page's range.

        Microsoft's does for a month back and a year ahead of when a token was first given, which may be a month ago.
        """
        now = self._now()
        return now - _FOLLOWED_BACK <= page.time_min and page.time_max <= now + _FOLLOWED_AHEAD
