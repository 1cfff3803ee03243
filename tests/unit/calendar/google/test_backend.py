"""Connecting Google Calendar: consent, codes, what a person leaves out, letting go."""

import json

import aiohttp
import pytest
from yarl import URL

from tests.support.calendars import READER
from tests.support.march import at, meeting
from tests.support.oauth_calendars import BACK, CHALLENGE, VERIFIER
from tests.support.vaults import MemoryVault
from threadline.calendar.backend import Backend, OAuthConnector
from threadline.calendar.google.backend import GoogleBackend
from threadline.calendar.oauth import Tokens
from threadline.calendar.port import CalendarDenied, CalendarUnavailable
from threadline.simulator.calendars.faults import Fault
from threadline.simulator.google import refusals
from threadline.simulator.google.platform import SCOPES, FakeGoogle


def asked(backend: GoogleBackend) -> str:
    return backend.authorization_url(state="s1", challenge=CHALLENGE, redirect_uri=BACK, hint="ana@example.com")


def code_of(google: FakeGoogle, backend: GoogleBackend, scopes: tuple[str, ...] | None = None) -> str:
    return URL(google.consent.allow(asked(backend), "ana@example.com", scopes=scopes)).query["code"]


def test_it_is_a_backend_that_connects_by_oauth(backend: GoogleBackend) -> None:
    assert isinstance(backend, Backend)
    assert isinstance(backend.connector, OAuthConnector)
    assert all(scope.purpose.endswith(".") for scope in backend.scopes)


def test_the_consent_that_is_asked_for_lasts(backend: GoogleBackend) -> None:
    query = URL(asked(backend)).query
    assert (query["access_type"], query["prompt"], query["code_challenge_method"]) == ("offline", "consent", "S256")
    assert (query["state"], query["login_hint"], query["redirect_uri"]) == ("s1", "ana@example.com", BACK)
    assert query["scope"].split() == list(SCOPES)


async def test_consent_by_the_page(google: FakeGoogle, backend: GoogleBackend) -> None:
    url = URL(asked(backend))
    async with aiohttp.ClientSession() as browser:
        async with browser.get(url) as page:
            assert "Allow as ana@example.com" in await page.text()
        form = dict(url.query) | {"as": "ana@example.com"}
        async with browser.post(url, data=form, allow_redirects=False) as sent_back:
            back = URL(sent_back.headers["Location"])
        async with browser.post(url, data=form | {"as": ""}, allow_redirects=False) as refused:
            assert URL(refused.headers["Location"]).query["error"] == "access_denied"
        async with browser.get(google.auth_url) as broken:
            assert broken.status == 400
    assert (back.host, back.path, back.query["state"]) == ("127.0.0.1", "/connect/callback", "s1")
    account = await backend.exchange(code=back.query["code"], verifier=VERIFIER, redirect_uri=BACK)
    assert account.label == "ana@example.com"
    infos = await backend.calendar("p1", MemoryVault(account.credentials), READER).calendars()
    assert [info.id for info in infos] == ["ana@example.com"]


async def test_a_code_opens_once_and_with_its_verifier_alone(google: FakeGoogle, backend: GoogleBackend) -> None:
    with pytest.raises(CalendarDenied):
        await backend.exchange(code=code_of(google, backend), verifier="w" * 64, redirect_uri=BACK)
    with pytest.raises(CalendarDenied):
        await backend.exchange(code=code_of(google, backend), verifier=VERIFIER, redirect_uri=f"{BACK}/else")
    code = code_of(google, backend)
    await backend.exchange(code=code, verifier=VERIFIER, redirect_uri=BACK)
    with pytest.raises(CalendarDenied):
        await backend.exchange(code=code, verifier=VERIFIER, redirect_uri=BACK)


async def test_without_the_box_for_events_nothing_is_connected(google: FakeGoogle, backend: GoogleBackend) -> None:
    with pytest.raises(CalendarDenied, match=r"Connect it again and allow: .*calendar\.events"):
        await backend.exchange(code=code_of(google, backend, SCOPES[1:]), verifier=VERIFIER, redirect_uri=BACK)


async def test_without_the_list_the_primary_calendar_tells_the_account(
    google: FakeGoogle, backend: GoogleBackend
) -> None:
    account = await backend.exchange(code=code_of(google, backend, SCOPES[:1]), verifier=VERIFIER, redirect_uri=BACK)
    assert account.label == "ana@example.com"


async def test_access_that_does_not_last_is_refused(google: FakeGoogle, backend: GoogleBackend) -> None:
    url = str(URL(asked(backend)).update_query(access_type="online"))
    code = URL(google.consent.allow(url, "ana@example.com")).query["code"]
    with pytest.raises(CalendarDenied, match="no lasting access"):
        await backend.exchange(code=code, verifier=VERIFIER, redirect_uri=BACK)


async def test_an_api_that_fails_while_connecting(google: FakeGoogle, backend: GoogleBackend) -> None:
    google.faults.add("calendarList.get", refusals.backend_error())
    with pytest.raises(CalendarUnavailable):
        await backend.exchange(code=code_of(google, backend), verifier=VERIFIER, redirect_uri=BACK)
    google.faults.add("calendarList.get", Fault(404))
    with pytest.raises(CalendarDenied):
        await backend.exchange(code=code_of(google, backend), verifier=VERIFIER, redirect_uri=BACK)


async def test_letting_go_withdraws_the_grant(google: FakeGoogle, backend: GoogleBackend) -> None:
    account = await backend.exchange(code=code_of(google, backend), verifier=VERIFIER, redirect_uri=BACK)
    await backend.revoke(account.credentials)
    assert google.consent.revoked == ["ana@example.com"]
    await backend.revoke(account.credentials)
    await backend.revoke("no credentials")
    vault = MemoryVault(account.credentials)
    with pytest.raises(CalendarDenied):
        await backend.calendar("p1", vault, READER).calendars()
    assert len(vault.reasons) == 1


async def test_a_server_that_cannot_be_told_is_said(google: FakeGoogle, backend: GoogleBackend) -> None:
    account = await backend.exchange(code=code_of(google, backend), verifier=VERIFIER, redirect_uri=BACK)
    google.consent.failure = (503, "unavailable")
    with pytest.raises(CalendarUnavailable, match="could not be told"):
        await backend.revoke(account.credentials)


async def test_an_answer_of_the_token_endpoint_that_makes_no_sense(google: FakeGoogle) -> None:
    backend = GoogleBackend("id", "secret", token_url=f"{google.url}/")
    with pytest.raises(CalendarUnavailable):
        await backend.exchange(code="x", verifier=VERIFIER, redirect_uri=BACK)
    await backend.close()


def test_credentials_are_json_of_ours() -> None:
    tokens = Tokens("a", "r", 1.5, ("x", "y"), "ana@example.com")
    assert Tokens.from_json(tokens.to_json()) == tokens
    assert set(json.loads(tokens.to_json())) == {"access", "refresh", "expires_at", "scopes", "account"}


async def test_the_fake_shows_a_week(google: FakeGoogle, backend: GoogleBackend) -> None:
    account = await backend.exchange(code=code_of(google, backend), verifier=VERIFIER, redirect_uri=BACK)
    calendar = backend.calendar("p1", MemoryVault(account.credentials), READER)
    await calendar.create("ana@example.com", meeting(at(9), title="Review <b>"), "key-1")
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{google.url}/?week=2026-03-11") as page:
            text = await page.text()
        async with browser.get(f"{google.url}/?week=x&person=bo@example.com") as other:
            assert "Review" not in await other.text()
    assert "Review &lt;b&gt;" in text
    assert "09:00–10:00" in text
