"""Microsoft 365 against the contract, on the fake."""

from collections.abc import AsyncIterator

import pytest

from tests.support.calendars import READER
from tests.support.oauth_calendars import consented, microsoft_backend
from threadline.calendar.microsoft.backend import MicrosoftBackend
from threadline.calendar.port import Calendar
from threadline.simulator.microsoft.platform import SCOPES, FakeGraph
from threadline.testing.calendar_contract import MARCH, CalendarContract
from threadline.testing.rich_calendar_contract import RichCalendarContract


def now() -> float:
    return MARCH.timestamp()


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with FakeGraph(clock=now) as running:
        yield running


@pytest.fixture
async def backend(graph: FakeGraph) -> AsyncIterator[MicrosoftBackend]:
    backend = microsoft_backend(graph, clock=now)
    yield backend
    await backend.close()


def connected(backend: MicrosoftBackend, graph: FakeGraph, address: str) -> Calendar:
    return backend.calendar(address, consented(graph, address, SCOPES), READER)


class TestMicrosoft(CalendarContract, RichCalendarContract):
    @pytest.fixture
    def calendar(self, backend: MicrosoftBackend, graph: FakeGraph) -> Calendar:
        return connected(backend, graph, "ana@example.com")

    @pytest.fixture
    def stranger(self, backend: MicrosoftBackend, graph: FakeGraph) -> Calendar:
        return connected(backend, graph, "bo@example.com")
