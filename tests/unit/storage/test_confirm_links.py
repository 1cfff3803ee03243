from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.clock import Clock
from threadline.storage.confirm_links import LinkStore
from threadline.storage.database.database import Database
from threadline.storage.proposals import ProposalStore
from threadline.storage.tables.core import LinkRow


@pytest.fixture
def links(database: Database, clock: Clock) -> LinkStore:
    return LinkStore(database, clock=clock)


@pytest.fixture
async def proposal(database: Database, clock: Clock, ana: str) -> str:
    record = await ProposalStore(database, clock=clock).create(
        key="k",
        owner_id=ana,
        conversation_id=None,
        message_id=None,
        channel="email",
        body="{}",
        calendar="builtin",
        calendar_id="default",
        lifetime=timedelta(days=7),
    )
    return record.id


async def test_a_link_leads_to_its_proposal_until_its_time_is_over(
    links: LinkStore, database: Database, clock: Clock, proposal: str, ana: str
) -> None:
    clear = await links.issue(proposal_id=proposal, person_id=ana, lifetime=timedelta(days=1))
    assert len(clear) == 43
    seen = await links.peek(clear)
    assert seen
    assert (seen.proposal_id, seen.person_id, seen.is_over(clock())) == (proposal, ana, False)
    async with database.read() as connection:
        assert clear not in str((await connection.execute(select(LinkRow))).one())
    clock.advance(days=1)
    assert seen.is_over(clock())


@pytest.mark.parametrize("wrong", ["", "x" * 43, "\udcff"])
async def test_unknown_link(links: LinkStore, wrong: str) -> None:
    assert await links.peek(wrong) is None
