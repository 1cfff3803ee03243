"""What arrives from Teams, made into messages and handed to the engine.

This is done after Teams was answered (see `inbox`), so that the roster and files have their time. The key of a message
is its conversation with its activity's id, so a delivery that is repeated is the same message.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from threadline.bots.teams.activity import File, Incoming
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.files import Files
from threadline.bots.teams.inbound_text import mentions, mentions_bot, read, tidy
from threadline.bots.teams.inbound_words import MessageWords, message_words
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.thread_ref import Place
from threadline.calendar.acts import Venue
from threadline.core.channels.overhearing import Overheard, Overhearing, Spoken
from threadline.core.channels.port import Inbox
from threadline.core.channels.thread_tracker import ThreadTracker
from threadline.core.channels.vocatives import calls_somebody, may_call_somebody
from threadline.core.dialogue.assent import is_bare_yes
from threadline.core.documents.attachments import of_pictures
from threadline.core.domain.message import Message, NamedPerson, Person, Receipt, Wishes
from threadline.core.people.known_people import KnownPeople
from threadline.storage.preferences import PreferenceStore

_MOST_MENTIONS = 50


@dataclass(frozen=True, slots=True)
class Said:
    """Something a person sent. `key` is the delivery's own id; `zone` the zone the words were said in (IANA).

    `passed_on` are others' words that were quoted or forwarded with it. `chat` is where Teams can be asked of the
    sender, if that is not where it comes from. `edits` is the key of the message whose new words these are.
    """

    place: Place
    key: str
    text: str
    passed_on: str = ""
    files: Sequence[File] = ()
    wishes: Wishes = field(default_factory=Wishes)
    sent_at: datetime | None = None
    zone: str | None = None
    venue: Venue = Venue.ASSISTANT
    chat: str | None = None
    edits: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Turns what was said into stored messages. `has` says whether there is one with a key."""

    inbox: Inbox
    has: Callable[[str], Awaitable[bool]]
    acquaintance: Acquaintance
    preferences: PreferenceStore
    threads: ThreadTracker[Place]
    files: Files
    overhearing: Overhearing

    async def receive(self, incoming: Incoming, said: Said) -> Receipt:
        """Store what was said by the sender of an activity. Raises `StorageError`, `ChannelError`."""
        person = await self.acquaintance.person(incoming, asked_in=said.chat)
        shown, attachments = of_pictures(await self.files.read(said.files))
        others = "\n\n".join(filter(None, (said.passed_on, shown)))
        # "Book that" wants all that was said in the thread; else it counts what was since the last question.
        agreed = is_bare_yes(said.text)
        sent_at, thread = said.sent_at or moment(incoming), said.place.conversation_key
        heard = Overheard() if said.place.personal else await self.overhearing.before(thread, sent_at, whole=agreed)
        message = Message(
            channel=NAME,
            event_key=said.key,
            conversation_key=thread,
            author=self.acquaintance.author(incoming),
            text=said.text,
            sent_at=sent_at,
            zone=said.zone or await self._elsewhere(incoming, person),
            material=others or None,
            attachments=attachments,
            wishes=said.wishes,
            address=said.place.to_json(),
            shared=not said.place.personal,
            venue=said.venue,
            people=(*await self._mentioned(incoming), *heard.people),
            before=heard.lines,
            edits=said.edits,
        )
        receipt = await self.inbox.receive(message)
        self.threads.engage(thread)
        return receipt

    async def overhear(self, incoming: Incoming) -> None:
        """Keep what one person said to others. Raises `StorageError`, `ChannelError`."""
        words = await self.words(incoming)
        speaker = await self.acquaintance.mentioned(incoming, incoming.sender.id)
        author = self.acquaintance.author(incoming)
        named = NamedPerson(speaker.name or author.name, speaker.email, author.zone)
        thread, text = place_of(incoming).conversation_key, "\n\n".join(filter(None, (words.own, words.passed_on)))
        await self.overhearing.keep(thread, Spoken(key_of(incoming), author.external_id, named, text, moment(incoming)))

    async def calls_others(self, incoming: Incoming) -> bool:
        """Whether it is said to somebody else by plain name. Raises `StorageError`."""
        text, own = tidy(message_words(incoming).own), incoming.recipient.name or ""
        if not may_call_somebody(text):  # nobody is looked up for most lines
            return False
        thread = await self.overhearing.before(place_of(incoming).conversation_key, moment(incoming), whole=True)
        there, spoke = await self.acquaintance.roster(incoming), KnownPeople(thread.people)
        return calls_somebody(text, lambda name: there.goes_by(name) or spoke.goes_by(name), own=own)

    async def words(self, incoming: Incoming) -> MessageWords:
        """The words of an activity in the engine's form: people by their addresses, without the bot."""
        words = message_words(incoming)
        accounts = _others(incoming)
        known = {account: await self.acquaintance.mentioned(incoming, account) for account in accounts}
        names = {account: person.email or person.name for account, person in known.items()}
        return MessageWords(read(incoming, words.own, names), tidy(words.passed_on))

    async def _mentioned(self, incoming: Incoming) -> tuple[NamedPerson, ...]:
        """The people whom an activity mentions, without the assistant, as far as they are known."""
        people = [await self.acquaintance.mentioned(incoming, account) for account in _others(incoming)]
        return tuple(person for person in people if person.name or person.email)

    async def _elsewhere(self, incoming: Incoming, person: Person) -> str | None:
        """The zone of the sender's device, where it is another one than theirs.

        Teams tells it with each message, and some clients only how far their clock is from UTC. Whoever set a zone by
        hand is believed before their device.
        """
        told = incoming.zone or _abroad(incoming, person.zone)
        if told in (None, person.zone) or await self.preferences.get(person.id, "timezone") is not None:
            return None
        return told


def _abroad(incoming: Incoming, zone: str) -> str | None:
    """The zone of a device that tells only its offset, where that is not the offset of theirs."""
    here = incoming.local_timestamp
    if incoming.offset_zone is None or here is None:
        return None
    return incoming.offset_zone if here.astimezone(ZoneInfo(zone)).utcoffset() != here.utcoffset() else None


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


def room_of(incoming: Incoming) -> str:
    """The chat, or the channel with all its threads."""
    return f"{incoming.tenant.lower()}:{incoming.base_conversation}"


def key_of(incoming: Incoming, suffix: str = "") -> str:
    """The key of a delivery: an activity's id is unique within its conversation only."""
    return f"{incoming.tenant.lower()}:{incoming.base_conversation}:{incoming.id}{suffix}"


def moment(incoming: Incoming) -> datetime:
    """When it was sent."""
    sent = incoming.timestamp
    if sent is None:
        return datetime.now(UTC)
    return sent if sent.tzinfo is not None else sent.replace(tzinfo=UTC)  # `timestamp` is UTC, `localTimestamp` is not
