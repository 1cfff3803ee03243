"""A calendar that says when it was written to, so that what is remembered of it is forgotten; each call is traced."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from threadline.calendar.event import Event, EventDraft, FreeBusy, Identity, Response
from threadline.calendar.port import (
    Calendar,
    CalendarInfo,
    CalendarRejected,
    Changes,
    KeepsChangedDates,
    ProposedTime,
    TimeProposals,
    VideoMeetings,
)
from threadline.telemetry import spans
from threadline.texts.messages import _

T = TypeVar("T")


class ObservedCalendar:
    """A calendar whose writes somebody wants to know of: `written` is called after each, done or failed."""

    def __init__(self, calendar: Calendar, written: Callable[[], None]) -> None:
        self._calendar = calendar
        self._written = written
        self.name = calendar.name
        self.makes_video_meetings = isinstance(calendar, VideoMeetings) and calendar.makes_video_meetings
        self.keeps_changed_dates = isinstance(calendar, KeepsChangedDates) and calendar.keeps_changed_dates
        self.proposes_times = isinstance(calendar, TimeProposals) and calendar.proposes_times

    async def tells_guests(self) -> bool:
        """As the port says."""
        return await self._asked("tells_guests", self._calendar.tells_guests())

    async def calendars(self) -> Sequence[CalendarInfo]:
        """As the port says."""
        return await self._asked("calendars", self._calendar.calendars())

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """As the port says."""
        return await self._asked("events", self._calendar.events(calendar_id, time_min, time_max))

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """As the port says."""
        return await self._asked("get", self._calendar.get(calendar_id, event_id))

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """As the port says."""
        return await self._asked("busy", self._calendar.busy(calendar_ids, time_min, time_max))

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """As the port says."""
        return await self._asked("busy_of", self._calendar.busy_of(addresses, time_min, time_max))

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """As the port says."""
        return await self._asked("find", self._calendar.find(calendar_id, key))

    async def by_uid(self, calendar_id: str, uid: str) -> Event | None:
        """As the port says."""
        return await self._asked("by_uid", self._calendar.by_uid(calendar_id, uid))

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """As the port says."""
        return await self._told(
            "create", self._calendar.create(calendar_id, draft, key, invite=invite, copy_of=copy_of)
        )

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
        update = self._calendar.update(calendar_id, event_id, draft, version, invite=invite, copy_of=copy_of)
        return await self._told("update", update)

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """As the port says."""
        await self._told("delete", self._calendar.delete(calendar_id, event_id, version, invite=invite))

    async def respond(
        self, calendar_id: str, event_id: str, response: Response, me: Sequence[str], version: str | None = None
    ) -> Event:
        """As the port says."""
        return await self._told("respond", self._calendar.respond(calendar_id, event_id, response, me, version))

    async def propose_time(
        self, calendar_id: str, event_id: str, proposed: ProposedTime, me: Sequence[str], version: str | None = None
    ) -> Event:
        """As the port says."""
        if not isinstance(self._calendar, TimeProposals):
            raise CalendarRejected(_("This calendar cannot propose another time."))
        proposal = self._calendar.propose_time(calendar_id, event_id, proposed, me, version)
        return await self._told("propose_time", proposal)

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """As the port says."""
        return await self._asked("changes", self._calendar.changes(calendar_id, token))

    async def _asked(self, operation: str, call: Awaitable[T]) -> T:
        about = {"threadline.calendar.backend": self.name, "threadline.calendar.operation": operation}
        with spans.span(f"calendar {operation}", about, kind="client"):
            return await call

    async def _told(self, operation: str, write: Awaitable[T]) -> T:
        try:
            return await self._asked(operation, write)
        finally:
            self._written()
