"""One running service for each module."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.channels.teams.house import House, running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("data")) as house:
        yield house


@pytest.fixture(autouse=True)
def rested(request: pytest.FixtureRequest) -> None:
    """A test does not inherit the limits that an earlier one used up."""
    if "house" in request.fixturenames:
        house: House = request.getfixturevalue("house")
        house.rest()
