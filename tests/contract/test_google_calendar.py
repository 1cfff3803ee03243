"""Google Calendar against the contract, on the fake, and what is its own."""

from collections.abc import AsyncIterator

import pytest

pytest.register_assert_rewrite("tests.contract.calendar_contract", "tests.contract.rich_calendar_contract")

from tests.contract.calendar_contract import CalendarContract  # noqa: E402
from tests.contract.rich_calendar_contract import RichCalendarContract  # noqa: E402
from tests.vaults import MemoryVault  # noqa: E402
from threadline.calendar.google.backend import GoogleBackend  # noqa: E402
from threadline.calendar.oauth import Tokens  # noqa: E402
from threadline.calendar.port import Calendar  # noqa: E402
from threadline.simulator.google.platform import SCOPES, FakeGoogle  # noqa: E402


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def backend(google: FakeGoogle) -> AsyncIterator[GoogleBackend]:
    backend = GoogleBackend(
        google.client_id,
        google.client_secret,
        api_url=google.url,
        auth_url=google.auth_url,
        token_url=google.token_url,
    )
    yield backend
    await backend.close()


def connected(backend: GoogleBackend, google: FakeGoogle, address: str) -> Calendar:
    access, refresh = google.consent.give(address, SCOPES)
    tokens = Tokens(access, refresh, google.consent.clock() + 3_600, SCOPES, address)
    return backend.calendar(address, MemoryVault(tokens.to_json()))


class TestGoogle(CalendarContract, RichCalendarContract):
    @pytest.fixture
    def calendar(self, backend: GoogleBackend, google: FakeGoogle) -> Calendar:
        return connected(backend, google, "ana@example.com")

    @pytest.fixture
    def stranger(self, backend: GoogleBackend, google: FakeGoogle) -> Calendar:
        return connected(backend, google, "bo@example.com")
