"""What arrives from Slack, made into messages and handed to the engine.

This is done after Slack was answered (see `inbox`), so profiles, files and threads have their time. The key of a
message is its workspace, channel and time, so what Slack tells twice is one message.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from threadline.bots.slack.directory import Directory
from threadline.bots.slack.errors import NAME
from threadline.bots.slack.files import attachments
from threadline.bots.slack.inbound_text import read, speaks_to_others
from threadline.bots.slack.inbound_words import message_words
from threadline.bots.slack.profiles import Profiles
from threadline.bots.slack.retrying_client import within
from threadline.bots.slack.thread_ref import Place, key_of, moment
from threadline.bots.slack.transcripts import Transcripts, as_named, as_text
from threadline.bots.slack.user_groups import UserGroups
from threadline.bots.slack.workspaces import Workspace
from threadline.calendar.acts import Venue
from threadline.core.channels.overhearing import Overheard, Overhearing, Spoken
from threadline.core.channels.port import Inbox
from threadline.core.channels.thread_tracker import ThreadTracker
from threadline.core.channels.vocatives import calls_somebody, may_call_somebody
from threadline.core.dialogue.assent import is_bare_yes
from threadline.core.documents.attachments import of_pictures
from threadline.core.documents.reader import DocumentReader
from threadline.core.domain.invited_event import InvitedEvent
from threadline.core.domain.message import Message, NamedPerson, Wishes
from threadline.core.people.known_people import KnownPeople, names_somebody

log = structlog.get_logger()

Json = dict[str, Any]

_MOST_MENTIONS = 50
_MOST_NAMED = 20
_READ_SECONDS = 20.0
_MOST_MATERIAL = 30_000
_NIGHT = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Said:
    """Something a person sent, as it came: `text` in Slack's form, `key` the message's own id.

    `passed_on` are others' words that were forwarded with it; `material` is what it is about beside them. `goes_on`: a
    command that was given in direct messages, where it belongs to the day's talk. `invited`: events it is about.
    `edits` is the key of the message whose new words these are.
    """

    place: Place
    key: str
    text: str
    passed_on: str = ""
    files: tuple[Json, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    sent_at: datetime | None = None
    zone: str | None = None
    material: str | None = None
    venue: Venue = Venue.ASSISTANT
    goes_on: bool = False
    invited: tuple[InvitedEvent, ...] = ()
    edits: str = ""


class NotAllowedHere(Exception):
    """The administrator lets the assistant answer in other channels only."""


class Intake:
    """Turns what was said into stored messages.

    `known` says whether there is a message with a key, `conversation_of` which conversation it is in.
    """

    def __init__(
        self,
        inbox: Inbox,
        profiles: Profiles,
        groups: UserGroups,
        directory: Directory,
        threads: ThreadTracker[Place],
        documents: DocumentReader,
        overhearing: Overhearing,
        *,
        known: Callable[[str], Awaitable[bool]],
        conversation_of: Callable[[str], Awaitable[str | None]],
        channels: Collection[str] = (),
    ) -> None:
        self._inbox = inbox
        self._profiles = profiles
        self._directory = directory
        self._threads = threads
        self._documents = documents
        self.transcripts = Transcripts(profiles, groups)
        self.overhearing = overhearing
        self.has = known
        self._conversation_of = conversation_of
        self._channels = frozenset(channels)

    def may_answer(self, place: Place) -> bool:
        """Whether the administrator allows this channel; direct messages always are."""
        return place.direct or not self._channels or place.channel in self._channels

    async def receive(self, workspace: Workspace, said: Said) -> None:
        """Store what was said, once. Raises `NotAllowedHere`, `StorageError`, `ChannelError`."""
        if not self.may_answer(said.place):
            raise NotAllowedHere
        if await self.has(said.key):  # a mention comes as two events: its people and files are looked up for one
            return
        author = await self._profiles.author(workspace, said.place.user)
        people = await self.transcripts.mentioned(workspace, said.text)
        text = await self.transcripts.spoken(workspace, said.text, speaker=said.place.user)
        files = await attachments(workspace, said.files, self._documents) if said.files else ()
        conversation = await self._conversation(said, author.zone)
        earlier = await self._thread(workspace, said, conversation)
        sent_at = said.sent_at or moment(said.place.ts)
        # "Book that" wants what people agreed on, as lines of the thread; other questions work on it as a text.
        agreed = is_bare_yes(text)
        heard = await self._heard(said, conversation, earlier, sent_at, agreed=agreed)
        shown, files = of_pictures(files)
        others = _joined(await self._passed_on(workspace, said), shown)
        message = Message(
            channel=NAME,
            event_key=said.key,
            conversation_key=conversation,
            author=author,
            text=text,
            sent_at=sent_at,
            zone=said.zone,
            material=_joined(others, said.material, None if agreed else as_text(earlier)),
            attachments=files,
            wishes=said.wishes,
            address=said.place.to_json(),
            shared=not said.place.direct,
            venue=said.venue,
            people=(
                *map(as_named, people),
                *await self._named(workspace, text),
                *heard.people,
            ),
            before=heard.lines,
            invited=said.invited,
            edits=said.edits,
        )
        await self._inbox.receive(message)
        self._threads.engage(conversation)

    async def overhear(self, workspace: Workspace, said: Said) -> None:
        """Keep what one person said to others in a thread. Raises `StorageError`, `ChannelError`."""
        place = said.place
        line = await self.transcripts.line(workspace, place, said.text)
        await self.overhearing.keep(place.conversation_key, line)

    async def calls_others(self, workspace: Workspace, said: Said) -> bool:
        """Whether it is said to somebody else by plain name. Raises `StorageError`, `ChannelError`."""
        text = read(said.text, bot=workspace.bot_user, people={})
        if not may_call_somebody(text):  # nobody is looked up for most lines
            return False
        thread = await self.overhearing.before(said.place.conversation_key, moment(said.place.ts), whole=True)
        listed = tuple(NamedPerson(one.name) for one in await self._directory.of(workspace))
        own = (await self._profiles.of(workspace, workspace.bot_user)).name
        return calls_somebody(text, KnownPeople((*listed, *thread.people)).goes_by, own=own)

    async def _heard(
        self, said: Said, conversation: str, earlier: tuple[Spoken, ...], sent_at: datetime, *, agreed: bool
    ) -> Overheard:
        """What people said to each other in the thread; what is worked on as a text is not among it."""
        await self.overhearing.keep(conversation, *earlier)
        if said.place.direct or (earlier and not agreed):
            return Overheard()
        return await self.overhearing.before(conversation, sent_at, whole=agreed)

    async def _conversation(self, said: Said, zone: str | None) -> str:
        """The thread; of direct messages the day's talk, which goes on without a thread and in those below it."""
        place = said.place
        if not place.direct or (said.wishes.command and not said.goes_on):
            return place.conversation_key
        if place.thread_ts in ("", place.ts):
            return place.talk_of(day_of(moment(place.ts), zone))
        return await self._conversation_of(key_of(place, place.thread_ts)) or place.conversation_key

    async def _passed_on(self, workspace: Workspace, said: Said) -> str | None:
        return await self.transcripts.spoken(workspace, said.passed_on) if said.passed_on else None

    async def _named(self, workspace: Workspace, text: str) -> tuple[NamedPerson, ...]:
        """The people of the workspace whom a text names without a mention."""
        if not names_somebody(text):
            return ()
        everybody = await self._directory.of(workspace)
        listed = KnownPeople(tuple(NamedPerson(one.name, one.email, one.zone, distant=True) for one in everybody))
        named = dict.fromkeys(one for name in listed.named_in(text) for one in listed.called(name))
        return tuple(named)[:_MOST_NAMED]

    async def _thread(self, workspace: Workspace, said: Said, conversation: str) -> tuple[Spoken, ...]:
        """What was said in a thread before the assistant was called into it: whatever it is asked, that is meant."""
        place = said.place
        if place.thread_ts == place.ts or said.wishes.command:
            return ()
        # From its first answer on the assistant has the thread itself, and Slack lets many apps ask once a minute only.
        if await self._threads.is_engaged(conversation):
            return ()
        return await within(_READ_SECONDS, self.transcripts.of_thread(workspace, place)) or ()


def said_in_event(workspace: Workspace, event: Json) -> Said:
    """What an `app_mention` or `message` event says."""
    place = place_of_event(workspace, event)
    files = tuple(file for file in event.get("files") or () if isinstance(file, dict))
    words = message_words(event)
    venue = Venue.MENTION if f"<@{workspace.bot_user}" in words.own else Venue.OVERHEARD
    edited = (event.get("edited") or {}).get("ts")
    original = key_of(place)
    key, edits = (f"{original}:{edited}", original) if edited else (original, "")
    venue = Venue.ASSISTANT if place.direct else venue
    return Said(place, key, words.own, words.passed_on, files, venue=venue, edits=edits)


def place_of_event(workspace: Workspace, event: Json) -> Place:
    """Where a message event happened."""
    ts = str(event["ts"])
    return Place(
        team=workspace.team,
        channel=str(event["channel"]),
        thread_ts=str(event.get("thread_ts") or ts),
        ts=ts,
        user=str(event["user"]),
        # `user_team` is said where organisations share a channel; elsewhere `team` is the writer's own workspace.
        user_team=str(event.get("user_team") or event.get("team") or ""),
        enterprise=workspace.enterprise,
        direct=event.get("channel_type") == "im",
    )


def addressed_to_others(workspace: Workspace, text: str) -> bool:
    """In a thread, a message that turns to somebody else is for them."""
    return speaks_to_others(text, workspace.bot_user)


def _joined(*parts: str | None) -> str | None:
    return "\n\n".join(filter(None, parts)) or None


def day_of(instant: datetime, zone: str | None) -> date:
    """The day that somebody calls today; it begins when people sleep, so that no talk breaks off at midnight."""
    return (instant.astimezone(ZoneInfo(zone or "UTC")) - _NIGHT).date()
