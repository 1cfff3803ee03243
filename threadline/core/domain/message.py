"""What a person sent, normalised: the one form in which the engine meets every channel."""

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from threadline.calendar.acts import Venue
from threadline.core.domain.invited_event import InvitedEvent
from threadline.providers.port import Parameters, Task
from threadline.texts.speaking import tagged

_NO_PARAMETERS = Parameters()
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Source(StrEnum):
    """Where the text came from, as the HTTP contract names it. It helps to pick the template."""

    EMAIL = "email"
    MEETING = "meeting"
    DOCUMENT = "document"
    CHAT = "chat"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Author:
    """Who sent a message, as its channel knows them.

    `external_id` is unique within the channel. `email` is given only where the platform vouches for it: a person is
    recognised by it across channels. `person_id` is set by channels that have signed the person in themselves.
    """

    external_id: str
    name: str = ""
    email: str | None = None
    zone: str | None = None
    language: str | None = None
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody whom a message names or was sent to, as its channel knows them; `zone` is IANA, None where untold.

    `distant`: somebody of the workspace who has no part in the conversation, so that whoever has goes before them.
    """

    name: str = ""
    email: str | None = None
    zone: str | None = None
    distant: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; `text` is what could be read from it (data, never instructions)."""

    name: str
    media_type: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person wants the answer; what is None is chosen by the engine.

    `template_version` is the version of the template that is meant, the newest if None. `instructions` are those of
    the conversation, for all of its answers; `provider` was chosen for it in the place of the person's usual one.
    `anew`: another answer than before is wanted, so that none is taken from memory.
    """

    task: Task | None = None
    source: Source = Source.CHAT
    template_id: str | None = None
    template_version: int | None = None
    command: str | None = None
    language: str | None = None
    parameters: Parameters = _NO_PARAMETERS
    variables: tuple[tuple[str, str], ...] = ()
    instructions: str = ""
    provider: str | None = None
    anew: bool = False


_NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sent. Immutable.

    `event_key` is the platform's own id of the delivery (team and event id, mailbox and UID, token and idempotency
    key): the same key is the same message however often it arrives. `conversation_key` is the thread: its messages
    are answered one after the other. `text` is CommonMark without the mention of the bot. `material` is text the
    person did not write themselves but wants worked on. `sent_at` is aware. `zone` is the zone the words were said in
    (IANA), if it differs from the author's. `address` tells the channel where the answer goes; only the channel reads
    it. `shared`: others read the thread too, so the answer tells nothing of the author's calendar that they did not
    say themselves. `venue` is where it was said: the less to the assistant, the surer its words have to be. `people`
    are those it names or was sent to besides the assistant. `before` is what was said before it that the assistant
    has not heard, the last message last, each as "Name: words" where it is known who said it. `words_decide`: the
    channel has made sure who wrote this, and a yes in words is the way to decide there: it may book what waits for
    this person. `invited` are events that came with it as calendar objects, where nothing in its words is about another
    time. `correspondents` are those between whom and the author its words were exchanged by mail. `notes` are
    sentences of ours about what of it could not be read, which are nobody's words. `assistant_names` are what the
    assistant is called where it was sent. `edits` is the `event_key` of the message whose words these are now.
    """

    channel: str
    event_key: str
    conversation_key: str
    author: Author
    text: str
    sent_at: datetime
    zone: str | None = None
    material: str | None = None
    attachments: tuple[Attachment, ...] = ()
    wishes: Wishes = _NO_WISHES
    title: str = ""
    address: str = ""
    shared: bool = False
    venue: Venue = Venue.ASSISTANT
    people: tuple[NamedPerson, ...] = ()
    before: tuple[str, ...] = ()
    words_decide: bool = False
    invited: tuple[InvitedEvent, ...] = ()
    correspondents: tuple[NamedPerson, ...] = ()
    notes: tuple[str, ...] = ()
    assistant_names: tuple[str, ...] = ()
    edits: str = ""

    @property
    def below_subject(self) -> str:
        """What a mail says below its subject, which its words begin with; elsewhere all of it."""
        return self.text.removeprefix(f"{self.title}\n\n") if self.venue is Venue.MAIL else self.text

    def storable(self) -> "Message":
        """The same message with what no database takes replaced: a mail may carry any byte and is answered."""
        cleaned: Message = _cleaned(self)
        return cleaned

    def to_json(self) -> str:
        """The stored form."""
        return _ADAPTER.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Message":
        """The message that `to_json` stored."""
        return _ADAPTER.validate_json(text)


_ADAPTER = TypeAdapter(Message)


def storable(text: str) -> str:
    """The text with what no database takes (NUL, halves of characters) replaced by the sign for that."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _cleaned(value: Any) -> Any:
    if type(value) is str:
        return storable(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value


@dataclass(frozen=True, slots=True)
class Person:
    """One human, linked across channels. `zone` is their own IANA zone, `hours` to how many they count (12, 24)."""

    id: str
    name: str
    email: str | None
    zone: str
    language: str | None = None
    hours: int | None = None

    @property
    def speech(self) -> str:
        """Their language and clock as one tag, for `speaking`."""
        return tagged(self.language, self.hours)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A message is stored and will be answered, whatever is killed. `duplicate`: it was stored before."""

    message_id: str
    conversation_id: str
    duplicate: bool


class TurnState(StrEnum):
    """How far the answer to a message is. `parked` waits for an operator: it failed too often."""

    QUEUED = "queued"
    ANSWERING = "answering"
    ANSWERED = "answered"
    STOPPED = "stopped"
    FAILED = "failed"
    PARKED = "parked"

    @property
    def over(self) -> bool:
        """Nothing more will be said."""
        return self not in (TurnState.QUEUED, TurnState.ANSWERING)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message being answered, as a channel sees it.

    `key` is unique and stable: a platform message that carries it is found again after a crash. `surface_ref` is the
    platform's id of the answer's message if one was posted before; `epoch` counts the starts, `sequence` is the
    message's place in its conversation, from 1. `act` counts the requests of a message that has several, from 0.
    """

    message_id: str
    conversation_id: str
    sequence: int
    message: Message
    person: Person
    epoch: int
    surface_ref: str | None = None
    act: int = 0

    @property
    def key(self) -> str:
        """The idempotency key of the answer."""
        return f"reply-{self.message_id}"

    @property
    def edit_mark(self) -> str:
        """What a card is marked with that this request has changed: see `has_edited`."""
        return f"{self.message_id}/{self.act}" if self.act else self.message_id

    def has_edited(self, mark: str | None) -> bool:
        """Whether a card's mark says that this turn was begun before, and came as far as this request or further."""
        message_id, _slash, act = (mark or "").partition("/")
        return message_id == self.message_id and int(act or 0) >= self.act
