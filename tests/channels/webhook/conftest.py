"""A running service for each module."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with opened(tmp_path_factory.mktemp("data")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def ana(house: House) -> Client:
    return await house.person()


@pytest_asyncio.fixture(loop_scope="module")
async def bo(house: House) -> Client:
    return await house.person(name="bo")
