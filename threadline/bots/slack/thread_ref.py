"""Where things are in Slack, in the form in which the engine keeps them for us."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

from threadline.core.channels.thread_ref import ThreadRef


@dataclass(frozen=True, slots=True)
class Place(ThreadRef):
    """Where a message came from and where its answer goes: kept as `Message.address`.

    `thread_ts` is the thread's root, `ts` the message itself. `user` asked; `user_team` is their own workspace, which
    is another one in a shared channel. `direct`: a direct message with the bot.
    """

    team: str
    channel: str
    thread_ts: str
    ts: str
    user: str
    user_team: str = ""
    enterprise: str = ""
    direct: bool = False

    @property
    def conversation_key(self) -> str:
        """The thread, as the engine orders turns by it."""
        return f"{self.team}:{self.channel}:{self.thread_ts}"

    @property
    def room(self) -> str:
        """The channel with all its threads."""
        return f"{self.team}:{self.channel}"

    def talk_of(self, day: date) -> str:
        """What is said in the channel on a day outside of threads, as the engine orders turns by it."""
        return f"{self.team}:{self.channel}:{day.isoformat()}"


def key_of(place: Place, ts: str = "") -> str:
    """The key of a message: of the one at the place, or of another one (`ts`) of its channel."""
    return f"{place.team}:{place.channel}:{ts or place.ts}"


def moment(ts: str) -> datetime:
    """The instant in a message's id."""
    return datetime.fromtimestamp(float(ts), UTC)


def message_at(channel: str, ts: str) -> Callable[[Place], bool]:
    """Whether a place is this message."""
    return lambda place: (place.channel, place.ts) == (channel, ts)


def thread_at(channel: str, thread_ts: str) -> Callable[[Place], bool]:
    """Whether a place is in this thread."""
    return lambda place: (place.channel, place.thread_ts) == (channel, thread_ts)


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a card is, and for whom: kept as the proposal's `surface_ref`.

    `below`: it stands below the text of the answer, in its message ("" where it has a message of its own).
    """

    team: str
    enterprise: str
    channel: str
    ts: str
    user: str
    below: str = ""

    def __str__(self) -> str:
        own = (self.team, self.enterprise, self.channel, self.ts, self.user)
        return "/".join((*own, self.below) if self.below else own)

    @classmethod
    def read(cls, text: str) -> Self:
        """The place that `str` wrote."""
        return cls(*text.split("/"))
