"""Which sentence of a message says what is wanted, and how sure it has to be, by where it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from threadline.calendar.acts.model import Act, Judgement, Mark


class Venue(StrEnum):
    """Where a message was said: the less it is the assistant's business, the surer its act has to be."""

    ASSISTANT = "assistant"  # a direct message, a command, a form
    MENTION = "mention"
    MAIL = "mail"
    OVERHEARD = "overheard"


# A wrong card among people who did not ask costs more than one that is missed; the other way round with the assistant.
LEAST = {Venue.ASSISTANT: 0, Venue.MENTION: 0, Venue.MAIL: 40, Venue.OVERHEARD: 120}
_STANDING = frozenset({Act.CHANGE, Act.CANCEL})


def acting(judgements: Iterable[Judgement], venue: Venue = Venue.ASSISTANT, *, least: int = 0) -> tuple[Judgement, ...]:
    """The sentences that do something with the calendar, as sure as the venue and `least` ask."""
    least += LEAST[venue]
    return tuple(each for each in judgements if each.act is not Act.NONE and each.margin > least)


def leading(
    judgements: Iterable[Judgement], marks: Sequence[Mark], venue: Venue = Venue.ASSISTANT, *, least: int = 0
) -> Judgement | None:
    """The sentence that counts: one that brings an event and says when, else a question or change, else any."""
    found = acting(judgements, venue, least=least)
    return max(found, key=lambda each: (_rank(each, marks), each.margin), default=None)


def _rank(judgement: Judgement, marks: Sequence[Mark]) -> int:
    first, last = judgement.span
    timed = any(first <= mark.start < last and mark.brings and not mark.sort.startswith("past") for mark in marks)
    if judgement.act.brings_event:
        return 3 if timed else 1
    return 2 if timed or judgement.act in _STANDING else 1
