"""What the tests of incoming mail share."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.channels.email.incoming.house import House, opened
from tests.support.databases import migrated_file, sqlite_file
from tests.support.dovecot import box, dovecot

__all__ = ["box", "dovecot", "migrated_file", "sqlite_file"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One service for all tests of a module that run on its loop."""
    async with opened(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def house(running: House) -> House:
    """The service, in which nothing has happened yet."""
    await running.rest()
    return running
