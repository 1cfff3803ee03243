"""A running service for each module."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import Conductor, House, served
from threadline.app import Application
from threadline.config import Settings


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    conductor = Conductor()
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path_factory.mktemp("data"),
        requests_per_minute=1_000_000,
        zone="UTC",
        plugins=False,
    )
    async with (
        Application(settings, provider=conductor) as application,
        served(application.services, conductor) as house,
    ):
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def ana(house: House) -> Client:
    return await house.person()


@pytest_asyncio.fixture(loop_scope="module")
async def bo(house: House) -> Client:
    return await house.person(name="bo")
