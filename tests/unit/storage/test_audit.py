from datetime import timedelta

from tests.support.clock import Clock
from threadline.storage.audit import AuditTrail
from threadline.storage.database.database import Database
from threadline.storage.proposals import ProposalStore


async def test_trail_is_read_backwards_in_pages(database: Database, clock: Clock, ana: str, bo: str) -> None:
    trail = AuditTrail(database, clock=clock)
    for number in range(5):
        await trail.append(person_id=ana, action="proposal.confirm", subject=f"p{number}")
        clock.advance(minutes=1)
    await trail.append(person_id=bo, action="token.revoke", subject="t", detail="{}")
    await trail.append(person_id=None, action="retention", subject="")
    page = await trail.of_person(ana, limit=3)
    assert [record.subject for record in page] == ["p4", "p3", "p2"]
    rest = await trail.of_person(ana, limit=3, before=page[-1].id)
    assert [record.subject for record in rest] == ["p1", "p0"]
    [record] = await trail.of_person(bo, limit=3)
    assert (record.at, record.person_id, record.action, record.detail) == (clock(), bo, "token.revoke", "{}")


async def test_deed_and_its_row_are_written_together(database: Database, ana: str) -> None:
    trail = AuditTrail(database)
    async with database.write() as connection:
        await trail.append(person_id=ana, action="a", subject="kept", connection=connection)
    try:
        async with database.write() as connection:
            await trail.append(person_id=ana, action="a", subject="lost", connection=connection)
            raise LookupError
    except LookupError:
        pass
    assert [record.subject for record in await trail.of_person(ana, limit=9)] == ["kept"]


async def test_what_is_written_here_is_noted_with_it_and_what_is_not_afterwards(
    database: Database, ana: str, clock: Clock
) -> None:
    """In one transaction where it is one of ours: of what failed there is nothing in the trail."""
    trail, proposals = AuditTrail(database, clock=clock), ProposalStore(database, clock=clock)
    proposal = await proposals.create(
        key="k",
        owner_id=ana,
        conversation_id=None,
        message_id=None,
        channel="webhook",
        body="{}",
        calendar="builtin",
        calendar_id="default",
        lifetime=timedelta(days=1),
    )

    async def noted() -> list[tuple[str, str]]:
        return [(each.action, each.subject) for each in await trail.of_person(ana, limit=10)]

    async with trail.noting(person_id=ana, action="confirm") as told:
        assert await proposals.change(proposal.id, 7, states=("proposed",), state="booking") is None
    assert await noted() == []
    async with trail.noting(person_id=ana, action="confirm") as told:
        changed = await proposals.change(proposal.id, 1, states=("proposed",), state="booking")
        assert await noted() == [("confirm", proposal.id)]
        told(proposal.id)
    assert changed is not None
    await proposals.change(proposal.id, changed.version, states=("booking",), state="booked")
    assert await noted() == [("confirm", proposal.id)]
    async with trail.noting(person_id=ana, action="create") as told:
        told("elsewhere")
    assert await noted() == [("create", "elsewhere"), ("confirm", proposal.id)]
