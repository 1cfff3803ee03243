"""One running service for each module, and a new Ana for each test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.channels.email.outgoing.house import House, running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("data")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def house(shared_house: House) -> House:
    await shared_house.rest()
    return shared_house
