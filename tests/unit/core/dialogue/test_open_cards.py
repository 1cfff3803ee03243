"""The cards of a thread, as far as they are the writer's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from tests.support.proposals import NOW, proposal_of
from threadline.core.dialogue.open_cards import CardTable, OpenCards
from threadline.core.domain.proposal import Proposal, State


@dataclass
class Kept:
    """The store's cards, the newest first."""

    cards: Sequence[Proposal]

    async def of_conversation(self, conversation_id: str, *, limit: int) -> Sequence[Proposal]:
        assert conversation_id == "thread"
        return self.cards[:limit]


async def seen(*cards: Proposal, now: datetime = NOW) -> OpenCards:
    turn: Any = SimpleNamespace(conversation_id="thread", person=SimpleNamespace(id="ana"))
    return await CardTable(cast("Any", Kept(cards)), clock=lambda: now).of(turn)


async def test_only_ones_own_cards_that_still_wait() -> None:
    mine, theirs = proposal_of(), replace(proposal_of(), id="p2", owner_id="bo")
    late = replace(proposal_of(), id="p3", expires_at=NOW - timedelta(minutes=1))
    assert await seen(mine, theirs, late) == OpenCards((mine,), theirs=(theirs,))


async def test_somebody_elses_card_alone_is_told_apart_from_none() -> None:
    theirs = replace(proposal_of(), owner_id="bo")
    assert await seen(theirs) == OpenCards((), theirs=(theirs,))
    assert await seen() == OpenCards()


async def test_the_newest_card_that_one_decided_on() -> None:
    booked = replace(proposal_of(State.BOOKED), decided_by="ana")
    older = replace(proposal_of(State.DISMISSED), id="p0", decided_by="ana")
    by_bo = replace(proposal_of(State.BOOKED), id="p4", decided_by="bo")
    assert await seen(by_bo, booked, older) == OpenCards((), decided=booked)
