"""What a stretch of talk does, and to whom it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What a clause does with the calendar; most of what people say does nothing with it."""

    NONE = "none"
    CREATE = "create"  # said to the assistant: book, add, remind me
    PROPOSE = "propose"  # said to a person: a time is offered or asked for
    ACCEPT = "accept"  # a time is agreed
    ANNOUNCE = "announce"  # an event or an absence that is to come
    CHANGE = "change"
    CANCEL = "cancel"
    QUERY = "query"
    FIND_TIME = "find_time"

    @property
    def brings_event(self) -> bool:
        """Whether an event can come of it: a command, a request, an agreement, an announcement."""
        return self in BRINGING


BRINGING = frozenset({Act.CREATE, Act.PROPOSE, Act.ACCEPT, Act.ANNOUNCE})


class Addressee(StrEnum):
    """To whom a clause is said."""

    ASSISTANT = "assistant"
    PEOPLE = "people"
    NOBODY = "nobody"


ADDRESSEES = {
    Act.CREATE: Addressee.ASSISTANT,
    Act.CHANGE: Addressee.ASSISTANT,
    Act.CANCEL: Addressee.ASSISTANT,
    Act.QUERY: Addressee.ASSISTANT,
    Act.FIND_TIME: Addressee.ASSISTANT,
    Act.PROPOSE: Addressee.PEOPLE,
    Act.ACCEPT: Addressee.PEOPLE,
    Act.ANNOUNCE: Addressee.PEOPLE,
    Act.NONE: Addressee.NOBODY,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is a time, and of what sort: what the classifier sees in its place.

    `brings`: an event can take place at it; false where it is refused, over or a habit. `gone`: its day is over.
    """

    start: int
    end: int
    sort: str
    brings: bool = True
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The act of one clause. `margin` is how far it stands from doing nothing (negative: nothing); 0 is undecided.

    `named` holds the offsets of the words that decided it by name; absent where the classifier did.
    """

    act: Act
    margin: int
    span: tuple[int, int]
    named: tuple[int, int] | None = None

    @property
    def addressee(self) -> Addressee:
        """To whom it is said."""
        return ADDRESSEES[self.act]
