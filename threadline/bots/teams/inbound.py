"""What arrives from Teams, made into messages and handed to the engine.

Nothing is acknowledged before it is stored: `Intake` returns when the engine has the message. The key of a message is
its conversation with its activity's id, so a delivery that is repeated is the same message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from threadline.bots.teams.activity import File, Incoming
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.files import Files
from threadline.bots.teams.inbound_text import mentions, mentions_bot, read
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.thread_ref import Place
from threadline.calendar.acts import Venue
from threadline.core.channels.port import Inbox
from threadline.core.channels.thread_tracker import ThreadTracker
from threadline.core.domain.message import Message, NamedPerson, Person, Receipt, Wishes
from threadline.storage.preferences import PreferenceStore

_MOST_MENTIONS = 10


@dataclass(frozen=True, slots=True)
class Said:
    """Something a person sent. `key` is the delivery's own id; `zone` the zone the words were said in (IANA)."""

    place: Place
    key: str
    text: str
    files: Sequence[File] = ()
    wishes: Wishes = field(default_factory=Wishes)
    sent_at: datetime | None = None
    zone: str | None = None
    venue: Venue = Venue.ASSISTANT


@dataclass(frozen=True, slots=True)
class Intake:
    """Turns what was said into stored messages."""

    inbox: Inbox
    acquaintance: Acquaintance
    preferences: PreferenceStore
    threads: ThreadTracker[Place]
    files: Files

    async def receive(self, incoming: Incoming, said: Said) -> Receipt:
        """Store what was said by the sender of an activity. Raises `StorageError`, `ChannelError`."""
        author = await self.acquaintance.author(incoming)
        person = await self.acquaintance.person(incoming)
        message = Message(
            channel=NAME,
            event_key=said.key,
            conversation_key=said.place.conversation_key,
            author=author,
            text=said.text,
            sent_at=said.sent_at or moment(incoming),
            zone=said.zone or await self._elsewhere(incoming, person),
            attachments=await self.files.read(said.files),
            wishes=said.wishes,
            address=said.place.to_json(),
            shared=not said.place.personal,
            venue=said.venue,
            people=await self._mentioned(incoming),
        )
        receipt = await self.inbox.receive(message)
        self.threads.engage(said.place.conversation_key)
        return receipt

    async def spoken(self, incoming: Incoming) -> str:
        """The text of an activity in the engine's form: people by their addresses, without the bot."""
        known = {account: await self.acquaintance.mentioned(incoming, account) for account in _others(incoming)}
        return read(incoming, {account: person.email or person.name for account, person in known.items()})

    async def _mentioned(self, incoming: Incoming) -> tuple[NamedPerson, ...]:
        """The people whom an activity mentions, without the assistant, as far as they are known."""
        people = [await self.acquaintance.mentioned(incoming, account) for account in _others(incoming)]
        return tuple(person for person in people if person.name or person.email)

    async def _elsewhere(self, incoming: Incoming, person: Person) -> str | None:
        """The zone of the sender's device, where it is another one than theirs.

        Teams tells it with each message. Whoever set a zone by hand is believed before their device.
        """
        if incoming.zone in (None, person.zone) or await self.preferences.get(person.id, "timezone") is not None:
            return None
        return incoming.zone


def _others(incoming: Incoming) -> Sequence[str]:
    """The accounts that an activity mentions, without the assistant's."""
    return sorted({mention.account for mention in mentions(incoming)} - {incoming.recipient.id})[:_MOST_MENTIONS]


def venue_of(incoming: Incoming) -> Venue:
    """How much a message is said to the assistant: to it alone, by its name, or among people in its thread."""
    if incoming.personal or incoming.recipient.is_targeted:
        return Venue.ASSISTANT
    return Venue.MENTION if mentions_bot(incoming) else Venue.OVERHEARD


def place_of(incoming: Incoming) -> Place:
    """Where an activity happened, and where its answer goes."""
    return Place(
        tenant=incoming.tenant.lower(),  # a GUID, which arrives in both cases
        conversation=incoming.thread,
        activity=incoming.id or "",
        account=incoming.sender.id,
        service_url=incoming.service_url,  # answers go to the region that the message came from
        personal=incoming.personal,
        locale=incoming.locale or "",
    )


def key_of(incoming: Incoming, suffix: str = "") -> str:
    """The key of a delivery: an activity's id is unique within its conversation only."""
    return f"{incoming.tenant.lower()}:{incoming.base_conversation}:{incoming.id}{suffix}"


def moment(incoming: Incoming) -> datetime:
    """When it was sent."""
    sent = incoming.timestamp
    if sent is None:
        return datetime.now(UTC)
    return sent if sent.tzinfo is not None else sent.replace(tzinfo=UTC)  # `timestamp` is UTC, `localTimestamp` is not
