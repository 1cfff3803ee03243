"""Conversations: to open, to change, in a list, with what was said in them."""

from typing import Annotated

from pydantic import Field, JsonValue

from threadline.bots.webhook.schema.base import Body, Instant, Name, Storable, View
from threadline.bots.webhook.schema.messages import Instructions, MessageView, Metadata


class ConversationBody(Body):
    """A conversation to open. `system_prompt` holds for all of its answers; `metadata` is the client's own.

    `provider` answers in it, in the place of the one in your settings.
    """

    title: Annotated[str, Field(max_length=200), Storable] = ""
    system_prompt: Instructions = ""
    metadata: Metadata = {}
    provider: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None


class ConversationChange(Body):
    """What is to change about a conversation: what is absent stays as it is.

    What is archived is not listed until something is said in it again. `provider` answers in this conversation from now
    on; null leaves it to your settings.
    """

    title: Name | None = None
    pinned: bool | None = None
    archived: bool | None = None
    provider: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None


class ConversationView(View):
    """A conversation in a list. `provider` answers in it, where it was given one of its own."""

    id: str
    title: str
    channel: str
    pinned: bool = False
    archived: bool = False
    provider: str | None = None
    created_at: Instant
    updated_at: Instant
    message_count: int = Field(default=0, description="Messages and the answers to them")


class ConversationList(View):
    """Conversations, the last active first."""

    conversations: list[ConversationView]
    next_page: str | None = None


class ConversationDetail(ConversationView):
    """A conversation with its messages, the oldest first."""

    system_prompt: str = ""
    metadata: dict[str, JsonValue] = {}
    messages: list[MessageView] = []


class ConversationAnswer(ConversationDetail):
    """A conversation; `conversation` is the same once more, as some clients read it."""

    conversation: ConversationDetail
