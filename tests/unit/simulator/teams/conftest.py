"""What the tests of the fake Teams share."""

from collections.abc import AsyncIterator

import pytest

from tests.support.chromium import browser
from tests.unit.simulator.teams.bot import Bot, Time, meeting

__all__ = ["browser"]


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
async def bot(clock: Time) -> AsyncIterator[Bot]:
    async with meeting(clock) as bot:
        yield bot
