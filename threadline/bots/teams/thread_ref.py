"""Where things are in Teams, in the form in which the engine keeps them for us."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Place:
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

    def to_json(self) -> str:
        """The stored form."""
        return _PLACE.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The place that `to_json` stored."""
        return _PLACE.validate_json(text)  # type: ignore[return-value]

    @property
    def conversation_key(self) -> str:
        """The thread, as the engine orders turns by it."""
        return f"{self.tenant}:{self.conversation}"


_PLACE = TypeAdapter(Place)


def message_at(conversation: str, activity: str | None) -> Callable[[Place], bool]:
    """Whether a place is this message."""
    return lambda place: (place.conversation, place.activity) == (conversation, activity)


def thread_at(conversation: str) -> Callable[[Place], bool]:
    """Whether a place is in this chat, or this thread of a channel."""
    return lambda place: place.conversation == conversation


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a card is, and for whom: kept as the proposal's `surface_ref`. `service_url` is where it was reached."""

    conversation: str
    activity: str
    account: str
    owner: str
    personal: bool
    service_url: str

    def __str__(self) -> str:
        return _CARD_PLACE.dump_json(self).decode()

    @classmethod
    def read(cls, text: str) -> Self:
        """The place that `str` wrote."""
        return _CARD_PLACE.validate_json(text)  # type: ignore[return-value]


_CARD_PLACE = TypeAdapter(CardPlace)


def base_of(conversation: str) -> str:
    """A conversation without its thread."""
    return conversation.partition(";messageid=")[0]
