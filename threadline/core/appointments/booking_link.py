"""A booking link: what its owner permits to whoever has it.

Making one is the owner's click: it says in advance that a time which somebody chooses by it may be booked, within its
terms and only where the calendar is known to be free.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from threadline.storage.booking_links import BookingLinkRecord

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)
MOST_DAYS = 90
"""The farthest ahead that a time can be chosen."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the chooser is asked."""

    text: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What can be chosen, and what comes of it.

    `title` is what the meeting is called ("" for the names of those who meet). `buffer` is kept free around it,
    `notice` is how long before at the latest it is chosen, `days_ahead` how far ahead. At most `per_day` are booked on
    a day. `hours` and `weekdays` take the place of the owner's own, `barred_dates` and `barred_hours` (on the owner's
    clock) are left out; `time_min` and `time_max` are the range that was offered, `starts` the times that alone were.
    `hosts` are the addresses of others who have to be able to come, or, with `any_host`, of whom each may come in the
    owner's place; `language` is that of the mails.
    """

    length: timedelta = timedelta(minutes=30)
    title: str = ""
    location: str = ""
    meeting_link: bool = False
    buffer: timedelta = timedelta()
    notice: timedelta = timedelta(hours=2)
    days_ahead: int = 28
    per_day: int | None = None
    hours: tuple[time, time] | None = None
    weekdays: frozenset[int] | None = None
    barred_dates: frozenset[date] = frozenset()
    barred_hours: tuple[tuple[time, time], ...] = ()
    questions: tuple[Question, ...] = ()
    hosts: tuple[str, ...] = ()
    any_host: bool = False
    time_min: datetime | None = None
    time_max: datetime | None = None
    starts: tuple[datetime, ...] = ()
    language: str = ""

    def __post_init__(self) -> None:
        if not SHORTEST <= self.length <= LONGEST:
            raise ValueError("a meeting that can be chosen takes from 5 minutes to 12 hours")
        if not 1 <= self.days_ahead <= MOST_DAYS:
            raise ValueError(f"times are offered for up to {MOST_DAYS} days")

    def to_json(self) -> str:
        """The stored form."""
        return _TERMS.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Terms":
        """The terms that `to_json` stored."""
        return _TERMS.validate_json(text)


_TERMS = TypeAdapter(Terms)


class LinkState(StrEnum):
    """Whether a link can be used. `used`: it was for one booking, which it has."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class BookingLink:
    """A link, and how it stands. `address` is what is handed on."""

    id: str
    token: str
    owner_id: str
    terms: Terms
    single_use: bool
    version: int
    state: LinkState
    address: str
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Guest:
    """Who has chosen a time, as they say themselves; `answers` are those to the link's questions, in their order."""

    name: str
    email: str
    note: str = ""
    answers: tuple[str, ...] = ()
    language: str = ""
    zone: str = ""

    def to_json(self) -> str:
        """The stored form."""
        return _GUEST.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Guest":
        """The guest that `to_json` stored."""
        return _GUEST.validate_json(text)


_GUEST = TypeAdapter(Guest)


def state_of(record: BookingLinkRecord, now: datetime, *, used: bool) -> LinkState:
    """How a stored link stands."""
    if record.closed_at is not None:
        return LinkState.CLOSED
    if record.single_use and used:
        return LinkState.USED
    if record.expires_at is not None and record.expires_at <= now:
        return LinkState.EXPIRED
    return LinkState.OPEN
