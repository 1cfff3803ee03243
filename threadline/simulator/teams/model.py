"""What the fake Teams knows: one tenant with its people, conversations and messages."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from threadline.simulator.teams.faults import blocked, no_activity, no_conversation, not_in_roster
from threadline.simulator.teams.signing_on import Manifest

Json = dict[str, Any]
Clock = Callable[[], float]

PERSONAL, GROUP, CHANNEL = "personal", "groupChat", "channel"
_THREAD = ";messageid="


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the tenant. `key` is how tests call them, `id` the bot's own id of them, `zone` is IANA."""

    key: str
    id: str
    aad_id: str
    name: str
    email: str
    upn: str
    zone: str = "Europe/Vienna"
    locale: str = "en-GB"
    guest: bool = False

    def account(self) -> Json:
        """As the sender of an activity."""
        return {"id": self.id, "name": self.name, "aadObjectId": self.aad_id}


@dataclass(frozen=True, slots=True)
class Team:
    """A team; its id is that of its General channel."""

    id: str
    name: str
    aad_group_id: str


@dataclass(slots=True)
class Conversation:
    """A place to talk. `members` are the ids of people; the switches are for tests to turn."""

    id: str
    kind: str
    name: str = ""
    members: set[str] = field(default_factory=set)
    team: Team | None = None
    installed: bool = True
    blocked: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Stream:
    """The streaming state of a message; moments are wall-clock seconds."""

    started: float
    last_request: float
    sequence: int = 1
    informative: str = ""
    text: str = ""
    ended: str | None = None
    """Why it is over: `final`, `canceled` or `time`."""


@dataclass(slots=True)
class Message:
    """A message as it stands. `views` are the cards that single people see in its place, by their ids."""

    id: str
    conversation: str
    sender: str
    text: str = ""
    thread: str | None = None
    html: str = ""
    attachments: list[Json] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    channel_data: Json = field(default_factory=dict)
    suggested: list[Json] = field(default_factory=list)
    stream: Stream | None = None
    visible_to: str | None = None
    edits: int = 0
    views: dict[str, Json] = field(default_factory=dict)

    @property
    def card(self) -> Json | None:
        """The Adaptive Card everybody sees, if there is one."""
        for attachment in self.attachments:
            if attachment.get("contentType") == "application/vnd.microsoft.card.adaptive":
                return dict(attachment["content"])
        return None

    def card_for(self, person: str) -> Json | None:
        """The card one person sees: their own view of it, else everybody's."""
        return self.views.get(person) or self.card

    @property
    def generated(self) -> bool:
        """Whether it carries the label for what an AI wrote."""
        return any("AIGeneratedContent" in entity.get("additionalType", ()) for entity in self.entities)


@dataclass(slots=True)
class Tenant:
    """The tenant with the app installed."""

    id: str
    app_id: str
    clock: Clock
    bot_name: str = "Threadline"
    people: dict[str, Person] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    typing: dict[str, float] = field(default_factory=dict)
    streams_allowed: bool = True
    sign_on: Manifest | None = None
    """What the app's manifest says of single sign-on; None: nothing."""
    sign_in_pages: dict[str, str] = field(default_factory=dict)
    """The page that somebody's client would open next to sign in, by their id."""
    hears_everything: bool = False
    """Whether the app was granted every message of groups and channels, not only its mentions."""
    _last_id: int = 0
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def bot(self) -> Json:
        """The bot as the sender or receiver of an activity."""
        return {"id": f"28:{self.app_id}", "name": self.bot_name}

    def number(self) -> int:
        """A number never given before."""
        return next(self._numbers)

    def next_id(self) -> str:
        """A message's id: its time in milliseconds, unique and rising."""
        self._last_id = max(int(self.clock() * 1000), self._last_id + 1)
        return str(self._last_id)

    def now(self) -> datetime:
        """The wall clock, UTC."""
        return datetime.fromtimestamp(self.clock(), UTC)

    def local(self, person: Person) -> datetime:
        """The wall clock where somebody is."""
        return self.now().astimezone(ZoneInfo(person.zone))

    def person(self, name: str) -> Person:
        """Somebody by key, by id or by AAD object id. Raises `KeyError`."""
        for person in self.people.values():
            if name in (person.key, person.id, person.aad_id):
                return person
        raise KeyError(name)

    def personal(self, name: str) -> Conversation:
        """The personal chat of somebody with the bot. Raises `KeyError`."""
        return self.conversations[f"a:{self.person(name).key}"]

    def conversation(self, reference: str) -> Conversation:
        """A conversation by its id, with or without `;messageid=`. Raises `TeamsFault`."""
        found = self.conversations.get(reference.partition(_THREAD)[0])
        if found is None or found.deleted:
            raise no_conversation()
        return found

    def writable(self, reference: str) -> Conversation:
        """A conversation the bot may write to. Raises `TeamsFault`."""
        conversation = self.conversation(reference)
        if not conversation.installed:
            raise not_in_roster()
        if conversation.blocked:
            raise blocked()
        return conversation

    def message(self, reference: str, message_id: str) -> Message:
        """A message by the conversation's id and its own. Raises `TeamsFault`."""
        base = reference.partition(_THREAD)[0]
        for message in self.messages:
            if message.conversation == base and message.id == message_id:
                return message
        raise no_activity()

    def thread(self, reference: str) -> list[Message]:
        """The messages of a conversation, or of one thread in a channel, the oldest first."""
        base, _, root = reference.partition(_THREAD)
        return [m for m in self.messages if m.conversation == base and (not root or root in (m.id, m.thread))]


def thread_of(reference: str) -> str | None:
    """The id of the message a channel's thread began with, from a conversation's id."""
    return reference.partition(_THREAD)[2] or None


def in_thread(conversation_id: str, root: str) -> str:
    """The id of a thread in a channel."""
    return f"{conversation_id}{_THREAD}{root}"
