"""A desk for the tests of proposals."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.core.proposals.desk import Desk, opened
from threadline.storage.database.database import Database


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with opened(database) as desk:
        yield desk
