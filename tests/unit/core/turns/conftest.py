"""A running engine for the tests of turns, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack

import pytest
import pytest_asyncio

from tests.unit.core.turns.engine_house import House, Model, Platform, application, settings_for


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    with ExitStack() as stack:
        url = None
        if request.param == "postgres":
            url = stack.enter_context(request.getfixturevalue("postgres_server").database())
        model, platform = Model(), Platform()
        settings = settings_for(tmp_path_factory.mktemp("data"), url)
        async with application(settings, model, platform) as app:
            app.services.engine._runner._sleep = _hurry
            yield House(app.services, model, platform)


async def _hurry(_: float) -> None:
    await asyncio.sleep(0.001)


@pytest.fixture
def house(running: House) -> House:
    """The running engine, with a thread of this test's own."""
    return House(running.services, running.model, running.platform)
