"""What arrives from Teams: the parts of an activity that we read, checked before anything is done with it.

Source: the Bot Framework's activity schema (github.com/microsoft/botframework-sdk, specs/botframework-activity) and
learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from threadline.core.domain.time_zones import is_zone

Json = dict[str, Any]

_LONG = 512
_THREAD = re.compile(r";messageid=([^;]+)$")


class MalformedActivity(Exception):
    """What arrived is no activity; the sentence says what is wrong with it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)


class Account(_Part):
    """Somebody in a conversation; `id` is Teams' own, `aad_object_id` their directory object in Entra.

    As the recipient, `is_targeted` says that only the bot sees the message.
    """

    id: str = Field(min_length=1, max_length=255)
    name: str | None = None
    aad_object_id: str | None = Field(default=None, max_length=128)
    is_targeted: bool = False
    role: Any = None

    @property
    def is_bot(self) -> bool:
        """Whether it is an app, by its id (`28:` and the app's) or by what Teams says of it."""
        return self.id.startswith("28:") or self.role in ("bot", "skill")


class Conversation(_Part):
    """Where something happened. The `id` of a channel's thread ends in `;messageid=` and the thread's root."""

    id: str = Field(min_length=1, max_length=_LONG)
    conversation_type: str | None = None
    tenant_id: str | None = None


class _Named(_Part):
    id: str | None = Field(default=None, max_length=255)


_HOUR = timedelta(hours=1)


class ChannelData(_Part):
    """What only Teams says."""

    tenant: _Named | None = None
    team: _Named | None = None
    channel: _Named | None = None
    event_type: str | None = None


class File(_Part):
    """An attachment; `content` differs by its type."""

    content_type: str = ""
    content_url: str | None = None
    content: Any = None
    name: str | None = None


class Incoming(_Part):
    """An activity as it arrived."""

    type: str = Field(min_length=1, max_length=64)
    id: str | None = Field(default=None, max_length=255)
    name: str | None = None
    timestamp: datetime | None = None
    local_timezone: str | None = None
    local_timestamp: datetime | None = None
    service_url: str = Field(min_length=1, max_length=2_000)
    channel_id: str = Field(min_length=1, max_length=64)
    sender: Account = Field(alias="from")
    recipient: Account
    conversation: Conversation
    channel_data: ChannelData = ChannelData()
    text: str | None = None
    text_format: str | None = None
    locale: str | None = None
    reply_to_id: str | None = Field(default=None, max_length=255)
    entities: tuple[Json, ...] = ()
    attachments: tuple[File, ...] = ()
    value: Any = None
    action: str | None = None
    members_added: tuple[Account, ...] = ()
    members_removed: tuple[Account, ...] = ()

    @classmethod
    def read(cls, body: Json) -> "Incoming":
        """The activity in a request's body. Raises `MalformedActivity`."""
        try:
            return cls.model_validate({name: value for name, value in body.items() if value is not None})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise MalformedActivity(f"The activity's {where or 'body'} is not right: {first['msg']}") from None

    @property
    def tenant(self) -> str:
        """The tenant it comes from; empty if it does not say."""
        said = self.channel_data.tenant
        return (said.id if said and said.id else self.conversation.tenant_id) or ""

    @property
    def personal(self) -> bool:
        """Whether it is a chat of one person with the bot."""
        return self.conversation.conversation_type in (None, "personal")

    @property
    def in_channel(self) -> bool:
        """Whether it is a channel of a team."""
        return self.conversation.conversation_type == "channel"

    @property
    def base_conversation(self) -> str:
        """The conversation without its thread."""
        return _THREAD.sub("", self.conversation.id)

    @property
    def thread(self) -> str:
        """The conversation with its thread: in a channel, a message that is in none begins one."""
        if not self.in_channel or _THREAD.search(self.conversation.id) or not (self.reply_to_id or self.id):
            return self.conversation.id
        return f"{self.conversation.id};messageid={self.reply_to_id or self.id}"

    @property
    def mentioned(self) -> tuple[str, ...]:
        """How each mention stands in the text, in their order."""
        return tuple(str(entity.get("text") or "") for entity in self.entities if entity.get("type") == "mention")

    @property
    def zone(self) -> str | None:
        """The sender's zone (IANA), if it says one that is known."""
        told = [self.local_timezone] + [
            entity.get("timezone") for entity in self.entities if entity.get("type") == "clientInfo"
        ]
        return next((zone for zone in told if isinstance(zone, str) and is_zone(zone)), None)

    @property
    def offset_zone(self) -> str | None:
        """The zone of whole hours that the sender's clock is in, where it tells no zone by name."""
        told = self.local_timestamp.utcoffset() if self.local_timestamp is not None else None
        if told is None or told % _HOUR or self.zone is not None:
            return None
        return f"Etc/GMT{-(told // _HOUR):+d}" if told else "Etc/UTC"

    @property
    def language(self) -> str | None:
        """The sender's language, two letters."""
        language = (self.locale or "")[:2].lower()
        return language if len(language) == 2 and language.isalpha() else None

    @property
    def data(self) -> Json:
        """What a click or a form carries; empty if that is nothing we could read."""
        return self.value if isinstance(self.value, dict) else {}
