import asyncio
from datetime import timedelta

import pytest

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.proposals import ProposalRecord, ProposalStore


@pytest.fixture
def proposals(database: Database, clock: Clock) -> ProposalStore:
    return ProposalStore(database, clock=clock)


async def propose(proposals: ProposalStore, owner: str, key: str, *, message: str | None = None) -> ProposalRecord:
    return await proposals.create(
        key=key,
        owner_id=owner,
        conversation_id=None,
        message_id=message,
        channel="email",
        body="{}",
        calendar="builtin",
        calendar_id="default",
        lifetime=timedelta(days=1),
    )


async def test_key_is_one_proposal(proposals: ProposalStore, clock: Clock, ana: str) -> None:
    made = await asyncio.gather(*(propose(proposals, ana, "k") for _ in range(6)))
    assert len(set(made)) == 1
    assert (made[0].state, made[0].version, made[0].expires_at) == ("proposed", 1, clock() + timedelta(days=1))
    assert await proposals.get(made[0].id) == made[0]
    assert await proposals.get("unknown") is None


async def test_of_racing_changes_one_wins(proposals: ProposalStore, ana: str) -> None:
    proposal = await propose(proposals, ana, "k")
    changes = (proposals.change(proposal.id, 1, states=["proposed"], state="booking") for _ in range(6))
    [winner] = [change for change in await asyncio.gather(*changes) if change]
    assert (winner.state, winner.version) == ("booking", 2)
    assert await proposals.change(proposal.id, 2, states=["proposed"], state="dismissed") is None
    await proposals.set_surface(proposal.id, "card")
    seen = await proposals.get(proposal.id)
    assert seen
    assert (seen.surface_ref, seen.version) == ("card", 2)


async def test_lists(proposals: ProposalStore, clock: Clock, ana: str, bo: str) -> None:
    old = await propose(proposals, ana, "k1", message="m1")
    clock.advance(minutes=1)
    new = await propose(proposals, ana, "k2", message="m2")
    await propose(proposals, bo, "k3", message="m3")
    assert await proposals.of_person(ana, limit=9) == [new, old]
    assert await proposals.of_person(ana, limit=9, before=(new.created_at, new.id)) == [old]
    assert await proposals.of_person(ana, limit=9, states=["booked"]) == []
    assert await proposals.of_messages(["m2", "m1"]) == [old, new]


async def test_those_that_need_somebody(proposals: ProposalStore, clock: Clock, ana: str) -> None:
    minute = timedelta(minutes=1)
    waiting, booking, undone, settled, clearing = [await propose(proposals, ana, f"k{n}") for n in range(5)]
    await proposals.change(clearing.id, 1, states=["proposed"], state="dismissed", clearing=True)
    await proposals.change(booking.id, 1, states=["proposed"], state="booking")
    await proposals.change(undone.id, 1, states=["proposed"], state="undone", event_id="e")
    await proposals.change(settled.id, 1, states=["proposed"], state="undone", event_id=None)
    assert await proposals.unfinished(minute) == []
    clock.advance(minutes=1)
    assert {proposal.id for proposal in await proposals.unfinished(minute)} == {booking.id, undone.id, clearing.id}
    assert await proposals.expired() == []
    clock.advance(days=1)
    assert [proposal.id for proposal in await proposals.expired()] == [waiting.id]
