"""An event that is not agreed yet: its states and who may move it between them.

                     ┌── edit ──┐
                     ▼          │
    read from text → proposed ──┴── confirm → booking → booked ── undo → undone
                     │                           │
                     ├── dismiss → dismissed     ├── the calendar refused → failed ── confirm → booking
                     └── time → expired          └── the event has changed since → proposed, as it is now

What is confirmed is a booking, a change, a cancellation, the answer to an invitation, another time for what somebody
else organises, or handing over things to do (`Action`). Undoing a change restores the event as it was, undoing a
cancellation books it again, undoing an answer gives the one before it.

Errors, one tree:

    DecisionError
    ├── ProposalNotFound   no such proposal, or not this person's
    ├── AlreadyDecided     the proposal has moved on; `proposal` is how it stands now
    ├── Conflicting        something else stands at that time now; confirm `despite_conflicts` to book anyway
    └── NotAnEvent         the edit does not make an event (it would end before it starts, it is to be cancelled, …)
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter

from threadline.calendar.event import Attendee, EventDraft, Identity, Response
from threadline.calendar.extract.changes.model import Scope
from threadline.core.domain.around import Around
from threadline.core.domain.invited_event import MovedDay


class State(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    BOOKING = "booking"
    BOOKED = "booked"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    UNDONE = "undone"
    FAILED = "failed"


OPEN = (State.PROPOSED, State.FAILED)
"""The states in which a person can still confirm, edit or dismiss."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a part of the event was read from; `start` and `end` are character offsets in the message."""

    slot: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the words (`reading`), a time that is free (`free`) or that somebody would rather have
    (`wished`)."""

    start: datetime
    end: datetime
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something else at that time: in the owner's calendar or, with `who`, that somebody invited is busy.

    With `who` the title says that they are, never with what; `away`: they are out of office on those days.
    """

    title: str
    start: datetime
    end: datetime
    who: str | None = None
    away: bool = False


class Action(StrEnum):
    """What confirming does."""

    BOOK = "book"
    CHANGE = "change"
    CANCEL = "cancel"
    ACCEPT = "accept"
    TENTATIVE = "tentative"
    DECLINE = "decline"
    COUNTER = "counter"
    HAND_OVER = "hand_over"

    @property
    def response(self) -> Response | None:
        """What it answers to whoever organises the event; None for what is done to an event of one's own.

        Who proposes another time (`COUNTER`) leaves open whether they come at the time there is.
        """
        return _RESPONSES.get(self)


_RESPONSES = {
    Action.ACCEPT: Response.ACCEPTED,
    Action.TENTATIVE: Response.TENTATIVE,
    Action.DECLINE: Response.DECLINED,
    Action.COUNTER: Response.TENTATIVE,
}


class ToldBy(StrEnum):
    """How whoever an act concerns besides its owner (guests, or the organiser of an invitation) hears of it."""

    CALENDAR = "calendar"
    MAIL = "mail"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Target:
    """The booked event that is to be changed or cancelled, as it was when that was proposed.

    `version` guards it: where the event has changed since, the person is asked again. `calendar` (a back end)
    and `calendar_id` say where it is; `sequence` is the event's own.
    """

    event_id: str
    version: str
    before: EventDraft
    calendar: str
    calendar_id: str
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A further event that the same is done to: it becomes `draft`, or is cancelled where that is None."""

    target: Target
    draft: EventDraft | None = None


@dataclass(frozen=True, slots=True)
class HandedTodo:
    """Something to do that is to be handed over; `todo_id` is of one that stands on the person's own list already."""

    title: str
    due: date | None = None
    todo_id: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """Things to do, and where they go: a service, and what that is called."""

    service: str
    title: str
    todos: tuple[HandedTodo, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed: the event, how it was read, and what speaks against it.

    `action` says what confirming does; for all but booking `target` is the event it is done to, and `draft` what it
    becomes (for cancelling and answering what it is, for `COUNTER` what is proposed to whoever organises it).
    `invite`: the attendees with an address are told of it, and `told_by` by whom;
    of an answer, who tells the organiser. None where that is not known yet.
    `language` is that of its words and of its card ("" for English).

    `calendar` is what the calendar is called that it goes to, "" where that needs no telling.

    `edited_by` is the mark of the request that last changed it (`Turn.edit_mark`), so that reading its words again
    changes nothing; `earlier` is what it was before its last change.

    `scope` is how much of a series is meant. With `split` only what starts then and later: the series ends before it,
    and `draft` goes on from there. `members` are further events that the same is done to, all by one click.

    `copy_of` is by what an event is known that came with an invitation: somebody else organises it, and it is put into
    the calendar as what it is. `moved` are dates of it that are put beside it.

    `around` is what is blocked before and after the event, and goes where it goes.

    `suggested` are people who could be invited, and are not. `wished_by` is the guest who proposes a change's time.

    `surprising`: conflicts came up after the card was first shown, so only a click on a card that shows them (or an
    explicit word) books over them. `doubtful`: words that could move the event were not used. `waits`: its calendar
    could not be opened when it was made. `link` shows the event in its calendar's own pages, once it is booked.
    `held` are the keys of the events that keep its times free until it is decided.

    `handover` is what `HAND_OVER` hands over: then there is no event, and `draft` only has its name and its first day.
    """

    draft: EventDraft
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unknown_calendars: tuple[str, ...] = ()
    surprising: bool = False
    action: Action = Action.BOOK
    target: Target | None = None
    invite: bool = True
    told_by: ToldBy | None = None
    calendar: str = ""
    edited_by: str | None = None
    doubtful: bool = False
    scope: Scope | None = None
    split: datetime | None = None
    members: tuple[Member, ...] = ()
    copy_of: Identity | None = None
    moved: tuple[MovedDay, ...] = ()
    suggested: tuple[Attendee, ...] = ()
    wished_by: str = ""
    language: str = ""
    waits: bool = False
    earlier: EventDraft | None = None
    link: str = ""
    held: tuple[str, ...] = ()
    handover: Handover | None = None
    around: Around | None = None

    def to_json(self) -> str:
        """The stored form."""
        return _OFFER.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Offer":
        """The offer that `to_json` stored."""
        return _OFFER.validate_json(text)


_OFFER = TypeAdapter(Offer)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer, whose it is, and what became of it.

    `decided_by` is who last confirmed or dismissed it. `clearing`: it was let go, and it is still to be made sure that
    failed attempts left nothing of it in the calendar.
    """

    id: str
    owner_id: str
    state: State
    version: int
    offer: Offer
    channel: str
    calendar: str
    calendar_id: str
    created_at: datetime
    expires_at: datetime
    conversation_id: str | None = None
    message_id: str | None = None
    surface_ref: str | None = None
    event_id: str | None = None
    undo_until: datetime | None = None
    reason: str | None = None
    event_version: str | None = None
    decided_by: str | None = None
    clearing: bool = False


class DecisionError(Exception):
    """A decision that cannot be carried out; `str(error)` is a sentence for the person."""


class ProposalNotFound(DecisionError):
    """No such proposal, or not this person's."""


class AlreadyDecided(DecisionError):
    """The proposal has moved on."""

    def __init__(self, message: str, proposal: Proposal) -> None:
        super().__init__(message)
        self.proposal = proposal


class Conflicting(DecisionError):
    """Something else has come to stand at that time."""

    def __init__(self, message: str, proposal: Proposal) -> None:
        super().__init__(message)
        self.proposal = proposal


class NotAnEvent(DecisionError):
    """What the edit makes of the proposal is no event."""
