"""Google Calendar against the contract, on the fake, and what is its own."""

from collections.abc import AsyncIterator

import pytest

from tests.support.calendars import READER
from tests.support.oauth_calendars import consented, google_backend
from threadline.calendar.google.backend import GoogleBackend
from threadline.calendar.port import Calendar
from threadline.simulator.google.platform import SCOPES, FakeGoogle
from threadline.testing.calendar_contract import CalendarContract
from threadline.testing.rich_calendar_contract import RichCalendarContract


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def backend(google: FakeGoogle) -> AsyncIterator[GoogleBackend]:
    backend = google_backend(google)
    yield backend
    await backend.close()


def connected(backend: GoogleBackend, google: FakeGoogle, address: str) -> Calendar:
    return backend.calendar(address, consented(google, address, SCOPES), READER)


class TestGoogle(CalendarContract, RichCalendarContract):
    @pytest.fixture
    def calendar(self, backend: GoogleBackend, google: FakeGoogle) -> Calendar:
        return connected(backend, google, "ana@example.com")

    @pytest.fixture
    def stranger(self, backend: GoogleBackend, google: FakeGoogle) -> Calendar:
        return connected(backend, google, "bo@example.com")
