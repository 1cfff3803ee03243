import pytest
from sqlalchemy.exc import IntegrityError

from threadline.storage.database.database import Database
from threadline.storage.deleted_events import DeletedEvents
from threadline.storage.persons import PersonStore


async def test_a_deleted_event_is_remembered_as_its_owners(database: Database) -> None:
    deleted = DeletedEvents(database)
    ana = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")
    assert not await deleted.has(ana.id, "caldav", "e1")
    await deleted.add(ana.id, "caldav", "e1")
    await deleted.add(ana.id, "caldav", "e1")
    assert await deleted.has(ana.id, "caldav", "e1")
    assert not await deleted.has(ana.id, "other", "e1")
    assert not await deleted.has("bo", "caldav", "e1")
    with pytest.raises(IntegrityError):
        await deleted.add("nobody", "caldav", "e1")
