from tests.support.clock import Clock
from threadline.storage.audit import AuditTrail
from threadline.storage.database.database import Database


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
