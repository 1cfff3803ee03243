"""Events, proposals and everything about calendars."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, computed_field
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from threadline.bots.webhook.schema.base import Body, Instant, LongText, Name, Storable, View, ZoneName
from threadline.bots.webhook.schema.cards import ProposalCardView
from threadline.bots.webhook.schema.google_events import GoogleEventView, also_google, from_google

Address = Annotated[str, Field(max_length=254, pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+$"), Storable]
CalendarId = Annotated[
    str, Field(min_length=1, max_length=300, description="As the calendars are listed", examples=["default"]), Storable
]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["09:00"])]
Place = Annotated[str, Field(max_length=500), Storable]
Start = Instant | Annotated[dt.date, Field(description="A day: the event is all day then", examples=["2026-11-26"])]
Recurrence = Annotated[
    str, Field(max_length=500, examples=["FREQ=WEEKLY;BYDAY=TU"], description="RFC 5545 RRULE without prefix"), Storable
]


Minutes = Annotated[int, Field(ge=0, le=40_320)]
Reminders = Annotated[
    list[Minutes], Field(max_length=5, description="Minutes before the start; null is what the calendar does by itself")
]
Invite = Annotated[
    bool | None,
    Field(description="Attendees with an address are told; the preference `invite_attendees` decides if absent"),
]


class AttendeeView(View):
    """Somebody invited."""

    name: str = ""
    email: str | None = None


class AttendeeBody(Body):
    """Somebody to invite: an address, a name, or both."""

    name: Annotated[str, Field(max_length=200), Storable] = ""
    email: Address | None = None


class EventView(View):
    """An event. `start` and `end` carry the offset of `timezone`; an all-day one runs from midnight to midnight.

    `private` hides from others what it is, `transparent` blocks no time. `meeting_link` asks for a video meeting, where
    the calendar can make one: `meeting_url` joins it. `link` shows the event in the calendar's own pages.
    `series_id` is the event that repeats, of which this is one time; `tentative` holds its time, but not for sure.
    """

    id: str | None = None
    series_id: str | None = None
    calendar_id: str | None = None
    title: str
    start: Instant
    end: Instant
    all_day: bool = False
    timezone: str
    location: str | None = None
    description: str | None = None
    attendees: list[AttendeeView] = []
    recurrence: str | None = None
    private: bool = False
    transparent: bool = False
    tentative: bool = False
    reminders: list[int] | None = None
    meeting_link: bool = False
    meeting_url: str | None = None
    link: str | None = None
    version: str | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def summary(self) -> str:
        """Another name of `title`."""
        return self.title

    @computed_field  # type: ignore[prop-decorator]
    @property
    def htmlLink(self) -> str | None:  # noqa: N802 - Google's
        """Another name of `link`."""
        return self.link


class EventAnswer(EventView):
    """An event; `event` is the same once more, in the shape of Google Calendar's API."""

    event: GoogleEventView


class EventBody(Body):
    """An event to create.

    It may come as `event`, in the shape of Google Calendar's API, instead. Of that shape `summary`, `description`,
    `location`, `start`, `end`, `attendees`, `recurrence`, `reminders`, `visibility` and `transparency` are read. A day
    without an hour is all day.
    """

    title: Name
    start: Start
    end: Start
    timezone: ZoneName | None = Field(default=None, description="IANA zone; the person's own if absent")
    all_day: bool = False
    location: Place | None = None
    description: Annotated[str, Field(max_length=8000), Storable] | None = None
    attendees: Annotated[list[AttendeeBody], Field(max_length=100)] = []
    recurrence: Recurrence | None = None
    private: bool = False
    transparent: bool = False
    reminders: Reminders | None = None
    meeting_link: bool = False
    invite: Invite = None
    calendar_id: CalendarId | None = None

    @classmethod
    def understood(cls, given: Any) -> Any:
        """What was sent; an event in Google's shape as ours."""
        return super().understood(from_google(given))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        reference = super().__get_pydantic_json_schema__(core, handler)
        also_google(handler.resolve_ref_schema(reference))
        return reference


class GoogleEventList(View):
    """Events as Google's calendar writes them, for whoever asks for the calendar `primary`."""

    events: list[GoogleEventView]
    next_page: str | None = None
    unknown: list[str] = Field(default=[], description="Calendars that could not be read: there may be more events")


class EventList(View):
    """Events in order of start. `next_page` is the `page_token` of the next page, absent on the last."""

    events: list[EventView]
    next_page: str | None = None
    unknown: list[str] = Field(default=[], description="Calendars that could not be read: there may be more events")


class CalendarView(View):
    """One of the person's calendars. `primary` is the main one of its kind, `default` the one that events go to."""

    id: str
    name: str
    primary: bool
    writable: bool
    provider: str
    default: bool
    description: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def summary(self) -> str:
        """Another name of `name`."""
        return self.name

    @computed_field  # type: ignore[prop-decorator]
    @property
    def access_role(self) -> Literal["writer", "reader"]:
        """Whether events can be put into it, as Google's calendar says it."""
        return "writer" if self.writable else "reader"


class UnreadableView(View):
    """A kind of calendar whose calendars cannot be told now: they may hold anything."""

    provider: str
    title: str
    reason: str


class CalendarList(View):
    """The person's calendars and the address of the feed other programs subscribe to."""

    calendars: list[CalendarView]
    unknown: list[UnreadableView] = []
    feed_url: str | None = None


class BusyView(View):
    """A stretch of time that is taken; `end` is exclusive."""

    start: Instant
    end: Instant


class FreeBusyView(View):
    """Busy stretches of one calendar, or of somebody. What is `unknown` is never to be read as free."""

    calendar_id: str = Field(description="The calendar's id, or the address that was asked about")
    knowledge: Literal["known", "unknown"]
    busy: list[BusyView]
    reason: str | None = None


class FreeBusyList(View):
    """Free/busy of the calendars asked for."""

    calendars: list[FreeBusyView]


class FindTimeBody(Body):
    """Find free slots for a meeting of the caller and `participants`: addresses, or names.

    `not_before` and `not_after` narrow the day on the clock of `timezone`.
    """

    participants: Annotated[list[Name], Field(max_length=50)] = []
    not_before: Clock | None = None
    not_after: Clock | None = None
    conversation_id: Annotated[str, Field(max_length=64), Storable] | None = None
    duration_minutes: Annotated[int, Field(ge=5, le=24 * 60)] = 30
    time_min: Instant | None = None
    time_max: Instant | None = None
    timezone: ZoneName | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 5


class LocalTimeView(View):
    """A slot on the clock of one who is to come."""

    name: str
    start: Instant
    end: Instant


class SlotView(View):
    """A slot at which everybody whose calendar is known is free. Those named in `unknown` may be busy."""

    start: Instant
    end: Instant
    label: str = Field(description="The slot in words, in the person's own zone")
    local: list[LocalTimeView] = []
    unknown: list[str] = []
    outside_working_hours: list[str] = Field(default=[], description="Whose working hours it leaves")


class SlotList(View):
    """Free slots, the best first. `unknown` names those whose calendars could not be read, who may be busy."""

    slots: list[SlotView]
    unknown: list[str] = []


class EvidenceView(View):
    """Which words a part of the event was read from; `start` and `end` are character offsets in the message."""

    slot: str = Field(examples=["title", "when", "attendee", "location", "duration", "recurrence"])
    text: str
    start: int
    end: int


class AlternativeView(View):
    """Another reading, or another free time."""

    start: Instant
    end: Instant
    label: str
    kind: Literal["reading", "free"]


class ConflictView(View):
    """Something else at the same time."""

    title: str
    start: Instant
    end: Instant


ProposalAction = Literal["book", "change", "cancel", "accept", "tentative", "decline", "counter", "hand_over"]
ProposalState = Literal["proposed", "booking", "booked", "dismissed", "expired", "undone", "failed"]


class HandedTodoView(View):
    """Something to do that is handed over; `due` is a day."""

    title: str
    due: dt.date | None = None


class ProposalView(View):
    """An event that waits for a decision, or what became of it.

    `action` is what confirming does: book `event`, make of `before` what `event` is, cancel it, answer the
    invitation to it, or propose to who organises it that `before` becomes `event` (counter). `invite`: attendees
    with an address are told. `card` is all of it in words. With `hand_over` there is no event: `todos` are handed over
    to `todo_list` (`here`, or the name of a calendar), and `event` only has their names and the first day.
    `unknown_calendars` names calendars that could not be checked for conflicts: they may be busy.
    """

    id: str
    state: ProposalState
    version: int
    action: ProposalAction
    event: EventView
    before: EventView | None = None
    invite: bool
    conversation_id: str | None = None
    message_id: str | None = None
    calendar_id: str
    event_id: str | None = None
    created_at: Instant
    expires_at: Instant
    undo_until: Instant | None = None
    when_label: str = Field(description="The time in words, in the owner's zone")
    before_label: str | None = Field(default=None, description="The time of `before` in words, in the owner's zone")
    starts: list[Instant] = Field(
        default=[], description="Of a series, when its first occurrences begin: 200 of a year at most"
    )
    evidence: list[EvidenceView] = []
    alternatives: list[AlternativeView] = []
    warnings: list[str] = []
    conflicts: list[ConflictView] = []
    unknown_calendars: list[str] = []
    todos: list[HandedTodoView] = []
    todo_list: str | None = None
    reason: str | None = Field(default=None, description="Why it failed")
    card: ProposalCardView


class ProposalList(View):
    """Proposals, the newest first."""

    proposals: list[ProposalView]
    next_page: str | None = None


class DecisionBody(Body):
    """A decision. `version`, if given, is the version of the card that was clicked; a newer proposal answers 409."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class ConfirmBody(DecisionBody):
    """Book it. `despite_conflicts` books although something else has come to stand at that time."""

    despite_conflicts: bool = False


class UndoBody(Body):
    """Nothing needs to be said."""


class ProcessTextBody(Body):
    """Read an event out of text. `create_event` books it at once: the caller's own decision, nothing asks again."""

    text: LongText
    calendar_id: CalendarId | None = None
    create_event: bool = False
    timezone: ZoneName | None = None


class ProcessTextView(View):
    """What was read. `event` and `proposal_id` are absent where no event could be read; `warnings` then say why."""

    event: EventView | GoogleEventView | None
    created: bool
    proposal_id: str | None
    evidence: list[EvidenceView] = []
    alternatives: list[AlternativeView] = []
    warnings: list[str] = []
