"""A desk for the tests of proposals."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.core.proposals.desk import ZONE, Desk
from threadline.core.people.directory import person_of
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    persons = PersonStore(database)
    ana, bo = [
        person_of(await persons.ensure(email=f"{name}@example.com", name=name.title(), zone=ZONE))
        for name in ("ana", "bo")
    ]
    desk = Desk(database, ana, bo)
    yield desk
    await desk.hands.done()
