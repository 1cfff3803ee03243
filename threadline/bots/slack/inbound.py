"""What arrives from Slack, made into messages and handed to the engine.

This is done after Slack was answered (see `inbox`), so profiles, files and threads have their time. The key of a
message is its workspace, channel and time, so what Slack tells twice is one message.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog

from threadline.bots.slack.directory import Directory
from threadline.bots.slack.errors import NAME
from threadline.bots.slack.files import attachments
from threadline.bots.slack.inbound_text import begins_with_somebody, mentioned, read
from threadline.bots.slack.inbound_words import message_words
from threadline.bots.slack.profiles import Profile, Profiles
from threadline.bots.slack.retrying_client import within
from threadline.bots.slack.thread_ref import Place
from threadline.bots.slack.workspaces import Workspace
from threadline.calendar.acts import Venue
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import Inbox
from threadline.core.channels.thread_tracker import ThreadTracker
from threadline.core.dialogue.assent import is_bare_yes
from threadline.core.documents.attachments import of_pictures
from threadline.core.documents.reader import DocumentReader
from threadline.core.domain.message import Message, NamedPerson, Wishes
from threadline.core.people.known_people import KnownPeople, names_somebody

log = structlog.get_logger()

Json = dict[str, Any]

_MOST_MENTIONS = 50
_MOST_NAMED = 20
_READ_SECONDS = 20.0
_MOST_MATERIAL = 30_000


@dataclass(frozen=True, slots=True)
class Said:
    """Something a person sent, as it came: `text` in Slack's form, `key` the message's own id.

    `passed_on` are others' words that were forwarded with it; `material` is what it is about beside them.
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


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What was said in a thread, a line each, and by whom besides the one who asks."""

    text: str | None = None
    people: tuple[NamedPerson, ...] = ()


_NOTHING_BEFORE = _Earlier()


class NotAllowedHere(Exception):
    """The administrator lets the assistant answer in other channels only."""


class Intake:
    """Turns what was said into stored messages. `has` says whether there is one with a key."""

    def __init__(
        self,
        inbox: Inbox,
        profiles: Profiles,
        directory: Directory,
        threads: ThreadTracker[Place],
        documents: DocumentReader,
        *,
        known: Callable[[str], Awaitable[bool]],
        channels: Collection[str] = (),
    ) -> None:
        self._inbox = inbox
        self._profiles = profiles
        self._directory = directory
        self._threads = threads
        self._documents = documents
        self.has = known
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
        people = await self._mentioned(workspace, said.text)
        text = read(said.text, bot=workspace.bot_user, people=_written(people))
        files = await attachments(workspace, said.files, self._documents) if said.files else ()
        earlier = await self._thread(workspace, said) or _NOTHING_BEFORE
        # "Book that" wants what people agreed on, as words of the thread; other questions work on it as a text.
        agreed = is_bare_yes(text)
        shown, files = of_pictures(files)
        others = _joined(await self._passed_on(workspace, said), shown)
        message = Message(
            channel=NAME,
            event_key=said.key,
            conversation_key=said.place.conversation_key,
            author=author,
            text=text,
            sent_at=said.sent_at or moment(said.place.ts),
            zone=said.zone,
            material=_joined(said.material) if agreed else _joined(others, said.material, earlier.text),
            attachments=files,
            wishes=said.wishes,
            address=said.place.to_json(),
            shared=not said.place.direct,
            venue=said.venue,
            people=(
                *(NamedPerson(each.name, each.email, each.zone) for each in people),
                *await self._named(workspace, text),
                *(earlier.people if agreed else ()),
            ),
            before=(*(earlier.text or "").splitlines(), *filter(None, (others or "").split("\n\n"))) if agreed else (),
        )
        await self._inbox.receive(message)
        self._threads.engage(said.place.conversation_key)

    async def _passed_on(self, workspace: Workspace, said: Said) -> str | None:
        return await self.spoken(workspace, said.passed_on) if said.passed_on else None

    async def spoken(self, workspace: Workspace, text: str) -> str:
        """A text of Slack's in the engine's form."""
        return read(text, bot=workspace.bot_user, people=_written(await self._mentioned(workspace, text)))

    async def _mentioned(self, workspace: Workspace, text: str) -> tuple[Profile, ...]:
        """The people whom a text mentions, without the assistant."""
        others = [user for user in mentioned(text) if user != workspace.bot_user][:_MOST_MENTIONS]
        return tuple([await self._profiles.of(workspace, user) for user in others])

    async def _named(self, workspace: Workspace, text: str) -> tuple[NamedPerson, ...]:
        """The people of the workspace whom a text names without a mention."""
        if not names_somebody(text):
            return ()
        everybody = await self._directory.of(workspace)
        listed = KnownPeople(tuple(NamedPerson(one.name, one.email, one.zone, distant=True) for one in everybody))
        named = dict.fromkeys(one for name in listed.named_in(text) for one in listed.called(name))
        return tuple(named)[:_MOST_NAMED]

    async def _thread(self, workspace: Workspace, said: Said) -> "_Earlier | None":
        """What was said in a thread before the assistant was called into it: whatever it is asked, that is meant."""
        place = said.place
        if place.thread_ts == place.ts or said.wishes.command:
            return None
        # From its first answer on the assistant has the thread itself, and Slack lets many apps ask once a minute only.
        if await self._threads.is_engaged(place.conversation_key):
            return None
        return await within(_READ_SECONDS, self._earlier(workspace, place))

    async def _earlier(self, workspace: Workspace, place: Place) -> "_Earlier | None":
        try:
            answer = await workspace.calls.call(
                "conversations.replies", channel=place.channel, ts=place.thread_ts, limit=100
            )
        except ChannelError as error:
            log.warning("thread not read", missing=error.missing, error=str(error))
            return None
        messages = answer.get("messages", [])
        users = dict.fromkeys(each["user"] for each in messages if each.get("user") and not each.get("bot_id"))
        speakers = [await self._profiles.of(workspace, user) for user in users if user != place.user]
        text = await self.transcript(workspace, messages, before=place.ts)
        return _Earlier(text, tuple(map(_as_named, speakers)))

    async def transcript(self, workspace: Workspace, messages: list[Json], *, before: str) -> str | None:
        """What people said, one line each, the oldest first."""
        lines = []
        for message in messages:
            # What bots say is no talk of people; our own answers are among it.
            if message.get("bot_id") or not message.get("user") or float(message["ts"]) >= float(before):
                continue
            speaker = await self._profiles.of(workspace, message["user"])
            words = message_words(message)
            said = "\n".join(filter(None, (words.own, words.passed_on)))
            lines.append(f"{speaker.name or 'Someone'}: {await self.spoken(workspace, said)}")
        return "\n".join(lines)[-_MOST_MATERIAL:] or None  # the end: what was said last is what is asked about


def _as_named(profile: Profile) -> NamedPerson:
    return NamedPerson(profile.name, profile.email, profile.zone)


def _written(people: Sequence[Profile]) -> Mapping[str, str]:
    """How people who are mentioned are written: by their address, else by their name."""
    return {profile.user: profile.email or profile.name or "someone" for profile in people}


def said_in_event(workspace: Workspace, event: Json) -> Said:
    """What an `app_mention` or `message` event says."""
    place = place_of_event(workspace, event)
    files = tuple(file for file in event.get("files") or () if isinstance(file, dict))
    words = message_words(event)
    venue = Venue.MENTION if f"<@{workspace.bot_user}" in words.own else Venue.OVERHEARD
    edited = (event.get("edited") or {}).get("ts")
    key = f"{workspace.team}:{place.channel}:{place.ts}" + (f":{edited}" if edited else "")
    return Said(place, key, words.own, words.passed_on, files, venue=Venue.ASSISTANT if place.direct else venue)


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
    """In a thread, a message that starts with somebody else's name is for them."""
    return begins_with_somebody(text) not in (None, workspace.bot_user)


def _joined(*parts: str | None) -> str | None:
    return "\n\n".join(filter(None, parts)) or None


def moment(ts: str) -> datetime:
    """The instant in a message's id."""
    return datetime.fromtimestamp(float(ts), UTC)
