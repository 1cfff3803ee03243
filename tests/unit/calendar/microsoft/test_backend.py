"""Connecting Microsoft 365: consent, codes, what a person leaves out, letting go."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from yarl import URL

from tests.support.calendars import READER
from tests.support.march import at, meeting
from tests.support.oauth_calendars import BACK, CHALLENGE, VERIFIER, microsoft_backend
from tests.support.vaults import MemoryVault
from threadline.calendar.backend import Backend, OAuthConnector
from threadline.calendar.microsoft.backend import MicrosoftBackend
from threadline.calendar.port import CalendarDenied, CalendarUnavailable
from threadline.simulator.microsoft import refusals
from threadline.simulator.microsoft.platform import FakeGraph


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with FakeGraph() as running:
        yield running


@pytest.fixture
async def backend(graph: FakeGraph) -> AsyncIterator[MicrosoftBackend]:
    backend = microsoft_backend(graph)
    yield backend
    await backend.close()


def asked(backend: MicrosoftBackend) -> str:
    return backend.authorization_url(state="s1", challenge=CHALLENGE, redirect_uri=BACK, hint=None)


def code_of(graph: FakeGraph, backend: MicrosoftBackend, scopes: tuple[str, ...] | None = None) -> str:
    return URL(graph.consent.allow(asked(backend), "ana@example.com", scopes=scopes)).query["code"]


def test_it_is_a_backend_that_connects_by_oauth(backend: MicrosoftBackend) -> None:
    assert isinstance(backend, Backend)
    assert isinstance(backend.connector, OAuthConnector)
    assert [scope.name for scope in backend.scopes] == ["Calendars.ReadWrite", "offline_access"]


async def test_consent_by_the_page(graph: FakeGraph, backend: MicrosoftBackend) -> None:
    url = URL(asked(backend))
    assert "login_hint" not in url.query
    async with aiohttp.ClientSession() as browser:
        async with browser.get(url) as page:
            assert "Allow as bo@example.com" in await page.text()
        async with browser.post(url, data=dict(url.query) | {"as": "bo@example.com"}, allow_redirects=False) as sent:
            back = URL(sent.headers["Location"])
    account = await backend.exchange(code=back.query["code"], verifier=VERIFIER, redirect_uri=BACK)
    assert account.label == "bo@example.com"
    (info,) = await backend.calendar("p1", MemoryVault(account.credentials), READER).calendars()
    assert info.primary


async def test_a_code_opens_once_and_with_its_verifier_alone(graph: FakeGraph, backend: MicrosoftBackend) -> None:
    with pytest.raises(CalendarDenied):
        await backend.exchange(code=code_of(graph, backend), verifier="w" * 64, redirect_uri=BACK)
    code = code_of(graph, backend)
    await backend.exchange(code=code, verifier=VERIFIER, redirect_uri=BACK)
    with pytest.raises(CalendarDenied):
        await backend.exchange(code=code, verifier=VERIFIER, redirect_uri=BACK)


async def test_without_calendars_nothing_is_connected(graph: FakeGraph, backend: MicrosoftBackend) -> None:
    code = code_of(graph, backend, ("offline_access", "User.Read"))
    with pytest.raises(CalendarDenied, match=r"Calendars\.ReadWrite"):
        await backend.exchange(code=code, verifier=VERIFIER, redirect_uri=BACK)


async def test_access_that_does_not_last_is_refused(graph: FakeGraph, backend: MicrosoftBackend) -> None:
    code = code_of(graph, backend, ("Calendars.ReadWrite",))
    with pytest.raises(CalendarDenied, match="no lasting access"):
        await backend.exchange(code=code, verifier=VERIFIER, redirect_uri=BACK)


async def test_a_mailbox_that_cannot_be_reached_while_connecting(graph: FakeGraph, backend: MicrosoftBackend) -> None:
    graph.faults.add("calendar.get", refusals.unavailable())
    with pytest.raises(CalendarUnavailable):
        await backend.exchange(code=code_of(graph, backend), verifier=VERIFIER, redirect_uri=BACK)
    graph.faults.add("calendar.get", refusals.no_mailbox())
    with pytest.raises(CalendarDenied, match="no calendar"):
        await backend.exchange(code=code_of(graph, backend), verifier=VERIFIER, redirect_uri=BACK)


async def test_letting_go_tells_nobody(graph: FakeGraph, backend: MicrosoftBackend) -> None:
    account = await backend.exchange(code=code_of(graph, backend), verifier=VERIFIER, redirect_uri=BACK)
    await backend.revoke(account.credentials)
    assert len(await backend.calendar("p1", MemoryVault(account.credentials), READER).calendars()) == 1


async def test_the_fake_shows_a_week(graph: FakeGraph, backend: MicrosoftBackend) -> None:
    account = await backend.exchange(code=code_of(graph, backend), verifier=VERIFIER, redirect_uri=BACK)
    calendar = backend.calendar("p1", MemoryVault(account.credentials), READER)
    (info,) = await calendar.calendars()
    await calendar.create(info.id, meeting(at(9), title="Review <b>"), "key-1")
    async with aiohttp.ClientSession() as browser, browser.get(f"{graph.url}/?week=2026-03-11") as page:
        text = await page.text()
    assert "Review &lt;b&gt;" in text
    assert "09:00–10:00" in text
