"""What the fake Slack knows: workspaces with their people, channels, messages, views and files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from threadline.simulator.slack.faults import SlackFault

Json = dict[str, Any]
Clock = Callable[[], float]

BOT_SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "groups:history",
    "im:history",
    "im:write",
    "mpim:history",
    "usergroups:read",
    "users:read",
    "users:read.email",
)


@dataclass(slots=True)
class User:
    """A member of a workspace; `zone` is IANA, `locale` like `en-GB`. With a `team` they are of that workspace, and met
    in a shared channel (Slack Connect)."""

    id: str
    name: str
    email: str
    zone: str = "Europe/Vienna"
    locale: str = "en-GB"
    is_bot: bool = False
    team: str = ""


@dataclass(slots=True)
class Channel:
    """A place to talk; `kind` is `channel`, `group`, `mpim` or `im`."""

    id: str
    name: str
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    archived: bool = False


@dataclass(slots=True)
class Stream:
    """The streaming state of a message; `started` is a wall-clock second, `appended` counts what came after that."""

    started: float
    open: bool = True
    appended: int = 0
    stopped_by: str | None = None


@dataclass(slots=True)
class Message:
    """A message as it stands. `markdown` is what streams wrote; `ephemeral_to` names the only one who sees it."""

    ts: str
    channel: str
    user: str
    text: str
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    markdown: str = ""
    tasks: list[Json] = field(default_factory=list)
    stream: Stream | None = None
    ephemeral_to: str | None = None
    edits: int = 0
    files: list[Json] = field(default_factory=list)

    @property
    def visible(self) -> str:
        """What a reader sees, apart from blocks."""
        return self.markdown or self.text


@dataclass(slots=True)
class File:
    """An uploaded file; `stub` is what Slack Connect sends in its place until it is asked for."""

    id: str
    name: str
    mimetype: str
    content: bytes
    stub: bool = False


@dataclass(slots=True)
class View:
    """An open modal."""

    id: str
    user: str
    body: Json


@dataclass(slots=True)
class ResponseAddress:
    """A `response_url`: for whom and where, until when (wall clock), and how often it may still be used.

    Source: docs.slack.dev/interactivity/handling-user-interaction#message_responses.
    """

    channel: str
    user: str
    until: float
    left: int = 5


RESPONSE_SECONDS = 1_800.0


@dataclass(slots=True)
class Workspace:
    """One workspace with the app installed; `org_wide`: by its organisation, for all of its workspaces."""

    team_id: str
    token: str
    clock: Clock
    scopes: set[str] = field(default_factory=lambda: set(BOT_SCOPES))
    enterprise_id: str | None = None
    org_wide: bool = False
    app_id: str = "A0THREADLINE"
    bot_user: str = "UBOT"
    bot_id: str = "BBOT"
    refresh_token: str | None = None
    revoked: bool = False
    streams_allowed: bool = True
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    user_groups: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """By their ids: the handle, and who is in it."""
    status: dict[tuple[str, str], Json] = field(default_factory=dict)
    prompts: dict[str, list[Json]] = field(default_factory=dict)
    triggers: dict[str, tuple[str, float]] = field(default_factory=dict)
    responses: dict[str, ResponseAddress] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _last_ts: float = 0.0

    def number(self) -> int:
        """A number never given before."""
        return next(self._numbers)

    def next_ts(self) -> str:
        """A message's id: its time in seconds with six decimals, unique and rising."""
        self._last_ts = max(self.clock(), self._last_ts + 0.000001)
        return f"{self._last_ts:.6f}"

    def trigger(self, user: str) -> str:
        """A trigger for a modal: valid for three seconds, once."""
        trigger_id = f"{self.number()}.{self.team_id}"
        self.triggers[trigger_id] = (user, self.clock())
        return trigger_id

    def response_address(self, channel: str, user: str) -> str:
        """The last part of a new `response_url`."""
        name = str(self.number())
        self.responses[name] = ResponseAddress(channel, user, self.clock() + RESPONSE_SECONDS)
        return name

    def respond_at(self, name: str) -> tuple[str, str]:
        """Where and to whom something is said at a `response_url`; that is one use of it. Raises `SlackFault`."""
        address = self.responses.get(name)
        if address is None or self.clock() > address.until:
            raise SlackFault("expired_url")
        if not address.left:
            raise SlackFault("used_url")
        address.left -= 1
        return address.channel, address.user

    def channel(self, channel_id: str) -> Channel:
        """A channel by its id. Raises `SlackFault`."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise SlackFault("channel_not_found")
        return channel

    def writable(self, channel_id: str) -> Channel:
        """A channel the bot may write to; a person's id means their direct message. Raises `SlackFault`."""
        if channel_id in self.users:
            return self.direct(channel_id)
        channel = self.channel(channel_id)
        if channel.archived:
            raise SlackFault("is_archived")
        if self.bot_user not in channel.members:
            raise SlackFault("not_in_channel")
        return channel

    def direct(self, user_id: str) -> Channel:
        """The direct message between a person and the bot. Raises `SlackFault`."""
        if user_id not in self.users:
            raise SlackFault("user_not_found")
        channel_id = f"D{user_id}"
        return self.channels.setdefault(
            channel_id, Channel(channel_id, "", kind="im", members={user_id, self.bot_user})
        )

    def message(self, channel_id: str, ts: str) -> Message:
        """A message by its id. Raises `SlackFault`."""
        for message in self.messages:
            if message.channel == channel_id and message.ts == ts and message.ephemeral_to is None:
                return message
        raise SlackFault("message_not_found")

    def thread(self, channel_id: str, ts: str) -> list[Message]:
        """A message and the replies to it, the oldest first."""
        return [
            message
            for message in self.messages
            if message.channel == channel_id and ts in (message.ts, message.thread_ts) and message.ephemeral_to is None
        ]
