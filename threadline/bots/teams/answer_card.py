"""A proposal's card in the answer's own message, attached to its text.

Whatever changes such a card says the text once more, for Teams takes a message as a whole.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from threadline.core.domain.proposal import Proposal

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as a message has it: `attached` is what it adds to the text's activity. `connect`: see `CardPlace`."""

    proposal: Proposal
    attached: Json
    connect: bool = False


async def _undrawn(proposal: Proposal) -> Drawn:
    return Drawn(proposal, {})


async def _untold(_drawn: Drawn, _activity: str, _text: str) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class AnswerCard:
    """The card that an answer shows, if it shows one. `activity` is the message in which it stands, "" while in none.

    `draw` makes it, `told` learns at the answer's end which card stands in which message, beside which text.
    """

    draw: Callable[[Proposal], Awaitable[Drawn]] = _undrawn
    told: Callable[[Drawn, str, str], Awaitable[None]] = _untold
    drawn: Drawn | None = None
    activity: str = ""

    async def carry(self, proposal: Proposal) -> None:
        """Show this card with the last word. Raises `StorageError`."""
        self.drawn = await self.draw(proposal)

    @property
    def attached(self) -> Json:
        """What it adds to the text's activity."""
        return self.drawn.attached if self.drawn is not None else {}

    async def ended(self, text: str) -> None:
        """The answer is all there. Raises `StorageError`."""
        if self.drawn is not None and self.activity:
            await self.told(self.drawn, self.activity, text)
