"""The cards that a thread has open, as far as they are the writer's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import OPEN, Proposal, State
from threadline.core.proposals.repository import ProposalRepository
from threadline.storage.persons import utc_now

_LATEST = 20
_DECIDED = (State.BOOKING, State.BOOKED, State.DISMISSED, State.FAILED)


@dataclass(frozen=True, slots=True)
class OpenCards:
    """`mine` are those that wait for the writer, the newest first; `theirs` wait for somebody else.

    `decided` is the newest card that the writer has decided on.
    """

    mine: tuple[Proposal, ...] = ()
    theirs: tuple[Proposal, ...] = ()
    decided: Proposal | None = None


class CardTable:
    """Looks them up."""

    def __init__(self, proposals: ProposalRepository, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._proposals = proposals
        self._clock = clock

    async def of(self, turn: Turn) -> OpenCards:
        """The cards of the turn's thread. Only their owner decides on them, so nobody else's are among them."""
        found = await self._proposals.of_conversation(turn.conversation_id, limit=_LATEST)
        now = self._clock()
        waiting = [each for each in found if each.state in OPEN and each.expires_at > now]
        mine = tuple(each for each in waiting if each.owner_id == turn.person.id)
        theirs = tuple(each for each in waiting if each.owner_id != turn.person.id)
        decided = (each for each in found if each.state in _DECIDED and each.decided_by == turn.person.id)
        return OpenCards(mine, theirs=theirs, decided=next(decided, None))
