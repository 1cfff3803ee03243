"""Google's fake and the back end that talks to it, for all its tests."""

from collections.abc import AsyncIterator

import pytest

from tests.support.oauth_calendars import google_backend
from threadline.calendar.google.backend import GoogleBackend
from threadline.simulator.google.platform import FakeGoogle


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def backend(google: FakeGoogle) -> AsyncIterator[GoogleBackend]:
    backend = google_backend(google)
    yield backend
    await backend.close()
