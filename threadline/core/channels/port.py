"""The Channel port: how the engine speaks on a platform.

A channel normalises what arrives into a `Message` and hands it to the engine (`Inbox`); the engine asks it for a
`Reply` surface to answer on and for a card per proposal. What it could not do it raises as an error of
`threadline.core.channels.errors`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from aiohttp.web import AbstractRouteDef

    from threadline.calendar.event import Event, Response
    from threadline.core.channels.poll_view import PollView
    from threadline.core.domain.message import Message, Person, Receipt, Turn
    from threadline.core.domain.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do.

    `interval` is the least time in seconds between two updates of one reply. `updates_per_minute` is what all replies
    of one workspace may do together (None: no limit). `max_text` is the longest reply in characters. `replace`: text
    that was shown can be replaced, so a failed answer may start over.
    """

    stream: bool = True
    replace: bool = True
    buttons: bool = True
    forms: bool = True
    files: bool = False
    interval: float = 0.0
    updates_per_minute: float | None = None
    max_text: int = 100_000


@runtime_checkable
class Reply(Protocol):
    """The surface one answer streams onto. Calls come one at a time, never two at once.

    `text` is the whole answer so far, CommonMark; the surface works out what to append or replace. Each call answers
    with the platform's id of the message, which the engine keeps before it calls again. Raises `ChannelError`.
    """

    @property
    def bucket(self) -> str:
        """Replies with the same bucket share the platform's rate limit (one per workspace and method)."""
        ...

    async def show(self, text: str) -> str | None:
        """Make the text so far visible."""
        ...

    async def finish(self, text: str) -> str | None:
        """Make the final text visible and close the surface. Must also work as the first call."""
        ...


@runtime_checkable
class QueuedReply(Protocol):
    """A `Reply` whose platform's limits are kept by a queue of its own, over the answers of a whole workspace.

    Each call that shows something is made in its turn, so that the newest text is taken when it can be shown.
    """

    async def turn(self, *, first: bool, final: bool, since: float) -> None:
        """Wait until this answer may show something; `since` is when what is not shown yet began (monotonic seconds).

        Raises `ChannelError`.
        """
        ...


@runtime_checkable
class CardCarrier(Protocol):
    """A `Reply` whose message can also show a card, below its text: one message in place of two."""

    async def carry(self, proposal: "Proposal") -> None:
        """Show this card with the final text, if that can be: then `Channel.present` posts none, and says where it is.

        Raises `ChannelError` and `StorageError`.
        """
        ...


class StepState(StrEnum):
    """How far a step of the work behind an answer is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done for an answer before it is there; `title` is in our words, `id` unique in the answer."""

    id: str
    title: str
    state: StepState = StepState.RUNNING


@runtime_checkable
class WorkDisplay(Protocol):
    """A `Reply` that also shows what is being done; for one that does not, steps are left out.

    Where `keeps_work` is true, the steps stay visible beside the final text, so their ends are shown before it.
    """

    keeps_work: ClassVar[bool]

    async def work(self, steps: "Sequence[Step]") -> str | None:
        """Make all steps so far visible, in their order, before the text. As `Reply.show`, but it need not succeed."""
        ...


@runtime_checkable
class Channel(Protocol):
    """One platform. Implementations register under the entry point group `threadline.channels`."""

    name: str
    capabilities: Capabilities

    async def open_reply(self, turn: "Turn") -> Reply:
        """The surface for this turn's answer.

        Where `turn.surface_ref` is set, or a message carrying `turn.key` is found on the platform, that message is
        taken up again: an answer is never posted twice.
        """
        ...

    async def present(self, proposal: "Proposal", turn: "Turn") -> str | None:
        """Show the proposal's card in the thread; answers with the platform's id of it. Once per `proposal.id`."""
        ...

    async def refresh(self, proposal: "Proposal") -> None:
        """Make the card that `present` showed tell the truth."""
        ...

    async def run(self) -> None:
        """What the channel must do all the time (poll, keep a socket); ends when cancelled."""
        ...


@runtime_checkable
class Closable(Protocol):
    """A channel that holds connections: closed after the last turn has ended."""

    async def close(self) -> None:
        """Let go of everything."""
        ...


@runtime_checkable
class Preloading(Protocol):
    """A channel that needs more for its first message than for its start, such as its platform's libraries."""

    def preload(self) -> None:
        """Load it; called in a thread, once the service can be reached. Whoever comes before that waits for it."""
        ...


@runtime_checkable
class HttpServed(Protocol):
    """A channel whose platform calls it over HTTP; it verifies its callers itself."""

    def routes(self) -> "Iterable[AbstractRouteDef]":
        """The addresses that the HTTP server adds to its own."""
        ...


@dataclass(frozen=True, slots=True)
class ChannelHealth:
    """How a channel does, for its operator. `advice` says what to do where it is not `ok`."""

    ok: bool
    detail: str
    advice: str = ""


@runtime_checkable
class HealthReporter(Protocol):
    """A channel that knows whether its platform can be had."""

    def standing(self) -> ChannelHealth:
        """How it does now."""
        ...


@runtime_checkable
class Notifier(Protocol):
    """A channel on which a person can be told something they did not just ask for."""

    async def notify(self, person: "Person", text: str, *, key: str) -> bool:
        """Tell them, once per `key`; `text` is CommonMark. False where the channel does not know the person."""
        ...


@runtime_checkable
class Noticeboard(Notifier, Protocol):
    """A notifier that calls nobody: the person finds what was told where they look. It comes after those that call."""

    is_board: ClassVar[bool]


class Method(StrEnum):
    """What an invitation says (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class InvitationAnswer:
    """What a guest answers to an invitation: `event` as it stands, and the time (`proposed`) they would rather have."""

    event: "Event"
    response: "Response"
    proposed: "tuple[datetime, datetime] | None" = None


@runtime_checkable
class Inviter(Protocol):
    """A channel that reaches people by their address alone, for calendars that do not send invitations themselves."""

    @property
    def invites(self) -> bool:
        """Whether it tells anybody: settings may say that it does not."""
        ...

    async def invite(self, event: "Event", organiser: "Person", method: Method) -> None:
        """Tell all attendees who have an address, once per event, `event.sequence`, method and attendee.

        When this returns it is stored, and will be sent whatever is killed. Raises `StorageError`.
        """
        ...


@runtime_checkable
class AnswerCarrier(Protocol):
    """A channel that takes a guest's answer to who organises an event, for calendars that do not (RFC 5546, 3.2.3)."""

    def carries_answers_to(self, address: str) -> bool:
        """Whether an answer reaches whoever organises an event under that address."""
        ...

    async def carry_answer(self, answer: "InvitationAnswer", guest: "Person", *, key: str) -> bool:
        """Carry it, once per `key`; whether it reaches them. When this returns it is stored. Raises `StorageError`."""
        ...


@runtime_checkable
class PollBoard(Protocol):
    """A channel that shows a poll in its thread, where people vote by buttons."""

    async def show_poll(self, poll: "PollView", asked: "Message", *, ref: str | None, again: bool) -> str | None:
        """Show it as it stands, in the thread of the message that asked for it; answers with the platform's id of it.

        `ref` is that id where it was shown before: then it is changed. Without one it is posted, and with `again` that
        may have been done before: it is looked for first. Raises `ChannelError`.
        """
        ...


@dataclass(frozen=True, slots=True)
class PollVoter:
    """Somebody whom a poll asks by their address; `page` is where they vote without an account."""

    name: str
    email: str
    page: str
    zone: str | None = None


@runtime_checkable
class PollMailer(Protocol):
    """A channel that asks each voter alone, by their address."""

    async def mail_poll(self, poll: "PollView", asked: "Message", voter: "PollVoter") -> str | None:
        """Ask them, once for each poll and address; answers with the id of that message, None where it cannot be.

        When this returns it is stored, and will be sent whatever is killed. Raises `ChannelError`, `StorageError`.
        """
        ...


class Inbox(Protocol):
    """The engine's door, as a channel sees it."""

    async def receive(self, message: "Message") -> "Receipt":
        """Store the message durably; when this returns, the platform may be told so. Raises `StorageError`."""
        ...
