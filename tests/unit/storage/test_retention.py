from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.support.clock import Clock
from threadline.storage.audit import AuditTrail
from threadline.storage.confirm_links import LinkStore
from threadline.storage.database.columns import Base
from threadline.storage.database.database import Database
from threadline.storage.inbound import InboundStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.retention import Forgotten, forget
from threadline.storage.tables.core import (
    AuditRow,
    ConversationRow,
    LinkRow,
    MessageRow,
    ProposalRow,
    TokenRow,
    TurnRow,
)
from threadline.storage.tokens import TokenKind, TokenStore
from threadline.storage.turns import TurnStore
from threadline.storage.workflows import WorkflowStore

MONTH = timedelta(days=30)


async def say(database: Database, clock: Clock, person: str, thread: str, number: int) -> str:
    accepted = await TurnStore(database, clock=clock).accept(
        channel="webhook",
        event_key=f"{thread}-{number}",
        conversation_key=thread,
        person_id=person,
        text="hello",
        body="{}",
        title="hello",
        sent_at=clock(),
    )
    return accepted.message_id


async def finish(database: Database, clock: Clock, *message_ids: str) -> None:
    statement = update(TurnRow).where(TurnRow.message_id.in_(message_ids))
    async with database.write() as connection:
        await connection.execute(statement.values(state="answered", finished_at=clock()))


async def propose(database: Database, clock: Clock, owner: str, key: str, **values: object) -> str:
    record = await ProposalStore(database, clock=clock).create(
        key=key,
        owner_id=owner,
        conversation_id=None,
        message_id=None,
        channel="email",
        body="{}",
        calendar="builtin",
        calendar_id="default",
        lifetime=timedelta(days=1),
    )
    async with database.write() as connection:
        await connection.execute(
            update(ProposalRow).where(ProposalRow.id == record.id).values(**{"state": "booked"} | values)
        )
    return record.id


async def count(database: Database, table: type[Base]) -> int | None:
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(table))


async def test_finished_turns_go_with_their_messages(database: Database, clock: Clock, ana: str) -> None:
    finished = [await say(database, clock, ana, "old", number) for number in range(5)]
    waiting = await say(database, clock, ana, "waiting", 0)
    await finish(database, clock, *finished)
    clock.advance(days=30)
    assert (await forget(database, older_than=MONTH, clock=clock)).messages == 0
    clock.advance(seconds=1)
    young = await say(database, clock, ana, "waiting", 1)
    await finish(database, clock, young)
    forgotten = await forget(database, older_than=MONTH, batch=2, clock=clock)
    assert forgotten == Forgotten(
        messages=5, proposals=0, conversations=1, audit=0, tokens=0, links=0, rates=0, requests=0, workflows=0, files=0
    )
    async with database.read() as connection:
        left = set((await connection.execute(select(MessageRow.id))).scalars())
        assert left == {waiting, young}
        assert set((await connection.execute(select(TurnRow.message_id))).scalars()) == left
    assert await forget(database, older_than=MONTH, clock=clock) == Forgotten(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


async def test_empty_conversation_stays_while_it_is_young_or_has_proposals(
    database: Database, clock: Clock, ana: str
) -> None:
    message = await say(database, clock, ana, "thread", 0)
    await finish(database, clock, message)
    open_proposal = await propose(database, clock, ana, "k", state="booking")
    async with database.write() as connection:
        thread = await connection.scalar(select(ConversationRow.id))
        mine = update(ProposalRow).where(ProposalRow.id == open_proposal)
        await connection.execute(mine.values(conversation_id=thread))
    clock.advance(days=31)
    assert (await forget(database, older_than=MONTH, clock=clock)).conversations == 0
    async with database.write() as connection:
        await connection.execute(update(ConversationRow).values(updated_at=clock()))
        await connection.execute(mine.values(state="dismissed"))
    forgotten = await forget(database, older_than=MONTH, clock=clock)
    assert (forgotten.proposals, forgotten.conversations) == (1, 0)
    clock.advance(days=31)
    assert (await forget(database, older_than=MONTH, clock=clock)).conversations == 1


@pytest.mark.parametrize(
    ("values", "goes"),
    [
        ({"state": "booked"}, True),
        ({"state": "dismissed"}, True),
        ({"state": "expired"}, True),
        ({"state": "undone", "event_id": None}, True),
        ({"state": "undone", "event_id": "still there"}, False),
        ({"state": "booking"}, False),
        ({"state": "proposed"}, False),
        ({"state": "failed"}, False),
    ],
)
async def test_proposals_go_when_they_are_settled(
    database: Database, clock: Clock, ana: str, values: dict[str, object], goes: bool
) -> None:
    await propose(database, clock, ana, "k", **values)
    clock.advance(days=31)
    assert (await forget(database, older_than=MONTH, clock=clock)).proposals == goes
    assert await count(database, ProposalRow) == (not goes)


async def test_proposal_that_can_be_undone_stays(database: Database, clock: Clock, ana: str) -> None:
    await propose(database, clock, ana, "k", undo_until=clock() + timedelta(days=5))
    clock.advance(days=31)
    assert (await forget(database, older_than=MONTH, clock=clock)).proposals == 0
    clock.advance(days=5)
    assert (await forget(database, older_than=MONTH, clock=clock)).proposals == 1


async def test_audit_tokens_and_links(database: Database, clock: Clock, ana: str) -> None:
    trail, tokens = AuditTrail(database, clock=clock), TokenStore(database, clock=clock)
    await trail.append(person_id=ana, action="a", subject="old")
    await tokens.create(ana, kind=TokenKind.SIGNIN, name="expired", lifetime=timedelta(minutes=10))
    revoked, _ = await tokens.create(ana, kind=TokenKind.API, name="revoked", lifetime=None)
    await tokens.revoke(revoked.id)
    await tokens.create(ana, kind=TokenKind.API, name="valid", lifetime=None)
    proposal = await propose(database, clock, ana, "k", state="proposed")
    links = LinkStore(database, clock=clock)
    await links.issue(proposal_id=proposal, person_id=ana, lifetime=timedelta(hours=1))
    await links.issue(proposal_id=proposal, person_id=ana, lifetime=timedelta(days=60))
    inbound = InboundStore(database, clock=clock)
    for key in ("given up", "waiting"):
        kept = await inbound.keep("teams", key=key, lane=key, body="{}")
        assert kept is not None
        if key == "given up":
            await inbound.fail(kept.number, "ChannelDenied: no")
    workflows = WorkflowStore(database, clock=clock)
    for key in ("over", "going on"):
        flow, _ = await workflows.add(ana, key=key, title=key, state="running", body="{}")
        if key == "over":
            await workflows.change(flow, state="completed", body="{}", over=True)
    clock.advance(days=31)
    await trail.append(person_id=ana, action="a", subject="young")
    forgotten = await forget(database, older_than=MONTH, clock=clock)
    assert forgotten == Forgotten(
        messages=0, proposals=0, conversations=0, audit=1, tokens=2, links=1, rates=0, requests=1, workflows=1, files=0
    )
    assert [record.subject for record in await trail.of_person(ana, limit=9)] == ["young"]
    assert [flow.title for flow in await workflows.of_person(ana, limit=9)] == ["going on"]
    assert [token.name for token in await tokens.list(ana)] == ["valid"]
    assert [await count(database, table) for table in (AuditRow, TokenRow, LinkRow)] == [1, 1, 1]
