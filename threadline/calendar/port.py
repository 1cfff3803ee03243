"""The Calendar port: what every calendar back end does.

Errors, one tree:

    CalendarError
    ├── EventNotFound      no such event or calendar, or not this person's
    ├── VersionConflict    the event changed since it was read
    ├── CalendarRejected   what was asked makes no sense to a calendar: a broken rule, a range too long
    ├── CalendarDenied     not connected, revoked, or a scope is missing
    │   └── ConsentNeeded    the person has to allow it on a page, which no program can press for them
    └── CalendarUnavailable  cannot be reached, overloaded or broken; `retry_after` in seconds where it said
        └── PartlyUnknown    some of what it holds cannot be read; `events` can, and `unknown` is where more may be
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from threadline.calendar.event import Busy, Event, EventDraft, FreeBusy, Identity, Response


class CalendarError(Exception):
    """Something a calendar could not do; `str(error)` is a sentence for the person."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class EventNotFound(CalendarError):
    """No such event or calendar, or not this person's."""


class VersionConflict(CalendarError):
    """The event changed since it was read."""


class CalendarRejected(CalendarError):
    """What was asked makes no sense to a calendar: a broken rule, a range too long. Asking again is no use."""


class CalendarDenied(CalendarError):
    """Not connected, revoked, or a scope is missing."""


class ConsentNeeded(CalendarDenied):
    """The person has to allow it on a page, which no program can press for them."""


class CalendarUnavailable(CalendarError):
    """The back end cannot be reached, is overloaded or broken."""


class PartlyUnknown(CalendarUnavailable):
    """Some events of a range cannot be read: `events` are the others, `unknown` the stretches (UTC) of those."""

    def __init__(self, message: str, *, events: Sequence[Event], unknown: Sequence[Busy]) -> None:
        super().__init__(message)
        self.events = tuple(events)
        self.unknown = tuple(unknown)


@dataclass(frozen=True, slots=True)
class CalendarInfo:
    """One calendar of a person."""

    id: str
    name: str
    primary: bool = False
    writable: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a sync token: events created or updated, ids deleted, and the token to ask with next time.

    Recurring events come unexpanded. `complete` says that this starts from the beginning: what is not in it is gone.
    """

    updated: tuple[Event, ...]
    deleted: tuple[str, ...]
    token: str
    complete: bool = False


@runtime_checkable
class VideoMeetings(Protocol):
    """A calendar that says whether its back end makes video meetings; one that does not say so makes none."""

    @property
    def makes_video_meetings(self) -> bool:
        """Whether an event that wants a meeting gets a link to one."""
        ...


@runtime_checkable
class KeepsChangedDates(Protocol):
    """A calendar whose series keep the dates that were changed by themselves when they move as a whole."""

    @property
    def keeps_changed_dates(self) -> bool:
        """Whether they do; one that does not say so makes them like the others."""
        ...


@dataclass(frozen=True, slots=True)
class ProposedTime:
    """Another time that a guest would rather have; `words` say so where a back end has no field for it."""

    start: datetime
    end: datetime
    zone: str
    words: str


@runtime_checkable
class TimeProposals(Protocol):
    """A calendar that says whether its back end takes a guest's wish for another time to who organises an event."""

    @property
    def proposes_times(self) -> bool:
        """Whether it does; else whoever calls has to find another way."""
        ...

    async def propose_time(
        self, calendar_id: str, event_id: str, proposed: ProposedTime, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Answer "maybe" and propose another time; the event stays where it is. Raises what `Calendar.respond` does."""
        ...


@runtime_checkable
class Calendar(Protocol):
    """The calendars of one person on one back end. Registered under the entry point group `threadline.calendars`.

    All datetimes are aware. Ranges are half open: `time_min` ≤ … < `time_max`; what overlaps the range is in it.
    Recurring events come expanded into occurrences from `events`, each with its own id `<event id>_<UTC start>`.

    Where a call says `invite`, a back end that `tells_guests` tells them what was booked, changed and cancelled; whom
    it did not reach is `Event.untold`. Elsewhere the service tells them by mail.
    """

    name: str

    async def tells_guests(self) -> bool:
        """Whether the back end itself tells guests, as far as it promises that. Raises `CalendarError`."""
        ...

    async def calendars(self) -> Sequence[CalendarInfo]:
        """The person's calendars; at least one, exactly one primary."""
        ...

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """Events that overlap the range, in order of start. Raises `PartlyUnknown` where some cannot be read."""
        ...

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """One event. Raises `EventNotFound`."""
        ...

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Busy stretches per calendar, merged and in order; a calendar that fails is `Knowledge.UNKNOWN`."""
        ...

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """When other people are busy, as far as this person may see it: one answer per address, in their order.

        `calendar_id` is the address. Whom the back end does not know or does not show is `Knowledge.UNKNOWN`.
        """
        ...

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """The event that was created under a key; None where there is none, or it was deleted."""
        ...

    async def by_uid(self, calendar_id: str, uid: str) -> Event | None:
        """The event with an iCalendar UID, a series as a whole; None where there is none."""
        ...

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """Book an event. Creating twice under one key is one event, and answers with the one there is.

        An event that was deleted stays so: its key raises `EventNotFound`, so that a late retry cannot undo an undo.

        `copy_of` makes it a copy of what `draft.organizer` organises: it keeps that UID, nobody is told of it, and
        where the calendar has an event of that UID already, that one is it.
        """
        ...

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
        """Change an event. Raises `VersionConflict` if `version` is not its version any more, `EventNotFound`.

        Of an event that somebody else organises, a guest changes only how their own calendar treats it (reminders, how
        its time looks); more is a `CalendarRejected`, and nothing is written. `copy_of` says that whoever organises it
        has changed it, and the copy follows.
        """
        ...

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """Delete an event; deleting what is gone is done. Raises `VersionConflict` as `update` does."""
        ...

    async def respond(
        self, calendar_id: str, event_id: str, response: Response, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Answer an event that somebody else organises; `me` are the addresses that the person goes by.

        The organiser is told by a back end that `tells_guests`; by one that does not nobody is, and the caller has to
        say so. A declined event blocks no time. Raises `CalendarRejected` for an event of one's own, one that the
        person is not invited to, and where the back end cannot answer; and what `update` raises.
        """
        ...

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """What changed since `token` (from the beginning for None). An expired token starts from the beginning."""
        ...
