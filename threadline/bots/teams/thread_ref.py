"""Where things are in Teams, in the form in which the engine keeps them for us."""

from collections.abc import Callable
from dataclasses import dataclass

from threadline.core.channels.thread_ref import ThreadRef


@dataclass(frozen=True, slots=True)
class Place(ThreadRef):
    """Where a message came from and where its answer goes: kept as `Message.address`.

    `conversation` is the chat, or the thread of a channel; `activity` the message itself. `account` asked: Teams' own
    id of them. `locale` is theirs. `personal`: their chat with the bot, which alone takes streams.
    """

    tenant: str
    conversation: str
    activity: str
    account: str
    service_url: str
    personal: bool = False
    locale: str = ""

    @property
    def conversation_key(self) -> str:
        """The thread, as the engine orders turns by it."""
        return f"{self.tenant}:{self.conversation}"


def message_at(conversation: str, activity: str | None) -> Callable[[Place], bool]:
    """Whether a place is this message."""
    return lambda place: (place.conversation, place.activity) == (conversation, activity)


def thread_at(conversation: str) -> Callable[[Place], bool]:
    """Whether a place is in this chat, or this thread of a channel."""
    return lambda place: place.conversation == conversation


@dataclass(frozen=True, slots=True)
class CardPlace(ThreadRef):
    """Where a card is, and for whom: kept as the proposal's `surface_ref`. `service_url` is where it was reached.

    `connect`: it offers to connect Outlook while it waits. `below`: it is attached to the answer, in its message.
    """

    conversation: str
    activity: str
    account: str
    owner: str
    personal: bool
    service_url: str
    connect: bool = False
    below: bool = False


def base_of(conversation: str) -> str:
    """A conversation without its thread."""
    return conversation.partition(";messageid=")[0]
