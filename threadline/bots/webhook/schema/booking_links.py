"""Booking links: what their owner permits whoever has them to book."""

from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, Name, Storable, View
from threadline.bots.webhook.schema.events import Clock
from threadline.bots.webhook.schema.queries import VersionNumber

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Minutes = Annotated[int, Field(ge=5, le=12 * 60, description="How long the meeting takes")]
Buffer = Annotated[int, Field(ge=0, le=240, description="Minutes kept free before and after it")]
Notice = Annotated[int, Field(ge=0, le=30 * 24 * 60, description="Minutes before the meeting by which it is chosen")]
DaysAhead = Annotated[int, Field(ge=1, le=90, description="How far ahead times are offered")]
PerDay = Annotated[int, Field(ge=1, le=50, description="At most so many are booked by this link on one day")]
Title = Annotated[str, Field(max_length=200, description="What the meeting is called"), Storable]
Place = Annotated[str, Field(max_length=500), Storable]
Host = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$")]
Hosts = Annotated[
    list[Host], Field(max_length=10, description="Addresses of others who have to be free, and are invited as well")
]
AnyHost = Annotated[
    bool,
    Field(
        description="A time is offered where one of you and of the hosts who have agreed is free; whoever of them "
        "had the fewest bookings by this link, then the least to do that day, is given it. Else all have to be free."
    ),
]
Days = Annotated[list[Weekday], Field(min_length=1, max_length=7, description="In place of your own working days")]


class QuestionBody(Body):
    """Something that the chooser is asked."""

    text: Name
    required: bool = False


class QuestionView(View):
    """Something that the chooser is asked."""

    text: str
    required: bool


Questions = Annotated[list[QuestionBody], Field(max_length=10)]


class BookingLinkBody(Body):
    """A link by which somebody without an account chooses one of your free times.

    `not_before` and `not_after` take the place of your working hours and are given both or neither, on your own clock.
    `time_min` and `time_max` bound the range in which times are offered. With `single_use` one booking ends the link.
    """

    title: Title = ""
    duration_minutes: Minutes = 30
    location: Place = ""
    meeting_link: Annotated[bool, Field(description="A video meeting, where your calendar makes them")] = False
    buffer_minutes: Buffer = 0
    notice_minutes: Notice = 120
    days_ahead: DaysAhead = 28
    per_day: PerDay | None = None
    not_before: Clock | None = None
    not_after: Clock | None = None
    weekdays: Days | None = None
    questions: Questions = []
    hosts: Hosts = []
    any_host: AnyHost = False
    time_min: Instant | None = None
    time_max: Instant | None = None
    single_use: bool = False
    expires_at: Instant | None = None


class BookingLinkChanges(Body):
    """What is to be another; the rest stays. `version`, if given, is the version that was read."""

    title: Title | None = None
    duration_minutes: Minutes | None = None
    location: Place | None = None
    meeting_link: bool | None = None
    buffer_minutes: Buffer | None = None
    notice_minutes: Notice | None = None
    days_ahead: DaysAhead | None = None
    per_day: PerDay | None = None
    not_before: Clock | None = None
    not_after: Clock | None = None
    weekdays: Days | None = None
    questions: Questions | None = None
    hosts: Hosts | None = None
    any_host: bool | None = None
    time_min: Instant | None = None
    time_max: Instant | None = None
    expires_at: Instant | None = None
    version: VersionNumber | None = None


class BookingLinkView(View):
    """A booking link. `url` is what is handed on; `used`: it was for one booking, which it has."""

    id: str
    url: str
    state: Literal["open", "used", "expired", "closed"]
    version: int
    title: str
    duration_minutes: int
    location: str
    meeting_link: bool
    buffer_minutes: int
    notice_minutes: int
    days_ahead: int
    per_day: int | None = None
    not_before: str | None = None
    not_after: str | None = None
    weekdays: list[Weekday] | None = None
    questions: list[QuestionView]
    hosts: list[str]
    any_host: bool
    time_min: Instant | None = None
    time_max: Instant | None = None
    single_use: bool
    created_at: Instant
    expires_at: Instant | None = None


class HostedLinkView(View):
    """A booking link of somebody else's that you were asked to be a host of."""

    id: str
    url: str
    title: str
    duration_minutes: int
    owner: str
    agreed: bool


class HostedLinkList(View):
    """Those that can be used, the newest first."""

    hosted_links: list[HostedLinkView]


class HostAnswer(Body):
    """Whether you want to be a host of it."""

    agreed: bool


class BookingLinkList(View):
    """Booking links, the newest first."""

    booking_links: list[BookingLinkView]
    next_page: str | None = None
