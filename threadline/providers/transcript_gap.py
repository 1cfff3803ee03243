"""What falls out of a conversation that has grown too long for a model: a gap behind its opening.

A prompt cache keeps what two requests begin with. So the opening of a conversation, up to a third of the room, stays,
and behind it the oldest messages fall out in large blocks: for many turns the rest is the same, and when a block falls,
a cache still keeps the opening.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from threadline.providers.port import ChatMessage
from threadline.providers.tokens import estimate_message


@dataclass(frozen=True, slots=True)
class Gap:
    """The messages from the place `begin` up to `end` fall out of a transcript; those before it open it and stay."""

    begin: int
    end: int

    def around(self, messages: tuple[ChatMessage, ...]) -> tuple[ChatMessage, ...]:
        """The messages that are left."""
        return messages[: self.begin] + messages[self.end :]

    def inside(self, messages: tuple[ChatMessage, ...]) -> tuple[ChatMessage, ...]:
        """The messages that fall out."""
        return messages[self.begin : self.end]


def falls_out(messages: tuple[ChatMessage, ...], tokens: int, *, before: int | None = None) -> Gap:
    """What falls out, so that the rest has at most `tokens`. The newest message never does.

    Where the opening ends is known before anything falls out. `before` is where something fell out already: the gap
    then reaches there.
    """
    last = len(messages) - 1
    sizes = [estimate_message(message) for message in messages]
    begin = _opening(messages, sizes, tokens)
    begin = begin if before is None else min(begin, before)
    if sizes and sum(sizes[:begin]) + sizes[last] > tokens:
        begin = 0
    first, left = max(last, 0), tokens - sum(sizes[:begin]) - sum(sizes[last:])
    while first > begin and (left := left - sizes[first - 1]) >= 0:
        first -= 1
    if first <= begin:
        return Gap(begin, begin) if before is None else Gap(before, before)
    first = max(first, before or 0)
    for block in _block_begins(messages, sizes, begin, _steady(tokens * 3 // 5)):
        if first <= block <= last:
            return Gap(begin, block)
    while first < last and messages[first].role == "assistant":
        first += 1
    return Gap(begin, first)


def _opening(messages: tuple[ChatMessage, ...], sizes: list[int], tokens: int) -> int:
    """How many messages open a conversation: whole turns from its beginning, of less than a third of `tokens`."""
    left, opening = _steady(tokens * 3 // 10), 0
    for place, message in enumerate(messages):
        if message.role == "user":
            opening = place
        if (left := left - sizes[place]) < 0:
            return opening
    return 0


def _block_begins(messages: tuple[ChatMessage, ...], sizes: list[int], opening: int, tokens: int) -> Iterator[int]:
    """Where blocks of the conversation begin, which stays so as it grows: each with a message from the user."""
    before = block = 0
    for place in range(opening, len(messages)):
        if messages[place].role == "user" and before // tokens > block:
            block = before // tokens
            yield place
        before += sizes[place]


def _steady(tokens: int) -> int:
    """At most so many, at least two thirds of them: a number that hardly changes with them, as rooms do by a little."""
    power = 1 << max(0, tokens.bit_length() - 1)
    return power + power // 2 if power + power // 2 <= tokens else power
