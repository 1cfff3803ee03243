"""What an event is, for every calendar back end."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo


class Response(StrEnum):
    """What somebody invited has answered; the values are those of PARTSTAT (RFC 5545) in small letters."""

    NONE = "needs-action"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class ShowAs(StrEnum):
    """How an event's time looks to others."""

    BUSY = "busy"
    TENTATIVE = "tentative"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody invited: an address, or a name alone while nobody knows the address; and what they have answered."""

    name: str = ""
    email: str | None = None
    response: Response = Response.NONE

    def __str__(self) -> str:
        return self.name or self.email or ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before a calendar has it.

    `start` and `end` are aware datetimes whose offset is right for `zone` (IANA), the zone the time was said in. An
    all-day event has `all_day` set and runs from the midnight of its first date to the midnight after its last date,
    both in `zone`: it is a run of dates, kept as such by every back end. `rrule` is an RFC 5545 value without the
    `RRULE:` prefix; `excluded` are the starts of those of its occurrences that do not take place (EXDATE).

    `private`: others who see the calendar see only that it is taken. `transparent`: it blocks no time. `tentative`: it
    blocks its time, and others see that it is not sure. `reminders` are minutes before the start, None for what the
    calendar does by itself. `meeting_link`: a video meeting is wanted, where the back end can make one (then
    `Event.meeting_link` has its address). `organizer` is who organises it, where that is not the calendar's owner.
    """

    title: str
    start: datetime
    end: datetime
    zone: str
    all_day: bool = False
    location: str | None = None
    description: str | None = None
    attendees: tuple[Attendee, ...] = ()
    rrule: str | None = None
    excluded: tuple[datetime, ...] = ()
    private: bool = False
    transparent: bool = False
    reminders: tuple[int, ...] | None = None
    meeting_link: bool = False
    tentative: bool = False
    organizer: Attendee | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("an event's start and end carry an offset")
        try:
            ends_later = self.duration > timedelta()
        except OverflowError:
            raise ValueError("an event's start and end have a time in UTC") from None
        if not ends_later:
            raise ValueError("an event ends after it starts")
        ZoneInfo(self.zone)

    @property
    def show_as(self) -> ShowAs:
        """How its time looks to others."""
        return ShowAs.FREE if self.transparent else ShowAs.TENTATIVE if self.tentative else ShowAs.BUSY

    @property
    def duration(self) -> timedelta:
        """Elapsed time from start to end."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)

    @property
    def dates(self) -> tuple[date, date]:
        """First and last date of an all-day event, both inclusive."""
        zone = ZoneInfo(self.zone)
        return self.start.astimezone(zone).date(), (self.end.astimezone(zone) - timedelta(days=1)).date()

    @classmethod
    def of_dates(cls, title: str, first: date, last: date, zone: str) -> Self:
        """An all-day event from `first` to `last`, both inclusive."""
        tz = ZoneInfo(zone)
        start = datetime.combine(first, time(), tz)
        return cls(title, start, datetime.combine(last + timedelta(days=1), time(), tz), zone, all_day=True)

    def moved(self, start: datetime) -> Self:
        """The same event at another start, as long as before."""
        return replace(self, start=start, end=(start.astimezone(UTC) + self.duration).astimezone(start.tzinfo))


@dataclass(frozen=True, slots=True)
class Identity:
    """By what an event that somebody else organises is known: its iCalendar UID, and the SEQUENCE that was heard of."""

    uid: str
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """An event that a calendar has.

    `version` is the back end's etag; `key` the idempotency key it was created with. `link` shows it in the back end's
    own pages, `meeting_link` joins its video meeting. `series_id` is the series that it was an occurrence of before it
    became an event of its own.

    `uid` is its iCalendar UID (RFC 5545, section 3.8.4.7), by which mail and other calendars know it too; a series and
    its occurrences share one. `untold` are the addresses of guests, some of them perhaps removed by now, whom the back
    end was to tell of it and, as it says itself, did not reach.
    """

    id: str
    calendar_id: str
    draft: EventDraft
    version: str
    key: str | None = None
    link: str | None = None
    sequence: int = 0
    meeting_link: str | None = None
    series_id: str | None = None
    uid: str = ""
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch in which somebody has something else to do; aware datetimes, `end` exclusive."""

    start: datetime
    end: datetime


class Knowledge(StrEnum):
    """How sure a free/busy answer is. Unknown is never free."""

    KNOWN = "known"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FreeBusy:
    """When a calendar is busy within the range that was asked for; `reason` says why it is unknown.

    `unknown` are the stretches that are, where the rest of the range is known; without any all of it is.
    """

    calendar_id: str
    knowledge: Knowledge
    busy: tuple[Busy, ...] = field(default=())
    reason: str | None = None
    unknown: tuple[Busy, ...] = ()

    def known(self, start: datetime, end: datetime) -> bool:
        """Whether a stretch of the range is known."""
        if self.knowledge is Knowledge.KNOWN:
            return True
        return bool(self.unknown) and all(each.end <= start or end <= each.start for each in self.unknown)
