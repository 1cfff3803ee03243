"""Connecting calendars over HTTP, from the link to the calendars that follow from it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from aiohttp import ClientSession, CookieJar
from cryptography.fernet import Fernet

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, instant, opened
from tests.support.connectors import CONSENT_PAGE, SampleBackend, SampleConnector, SampleForm
from tests.support.oauth_calendars import google_backend
from threadline.calendar.event import Busy
from threadline.calendar.port import CalendarUnavailable
from threadline.simulator.google.platform import FakeGoogle
from threadline.storage.tokens import TokenKind

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/calendar"
GOOD = {"url": "https://dav.example.com", "password": "right"}
FORM = {"field-url": GOOD["url"], "field-password": GOOD["password"]}
EVENT = {"title": "Lunch", "start": "2027-05-03T12:00:00+02:00", "end": "2027-05-03T13:00:00+02:00"}
MAY = "time_min=2027-05-01T00:00:00Z&time_max=2027-06-01T00:00:00Z"


@dataclass
class Page:
    """What a browser got."""

    status: int
    text: str
    headers: Any

    @property
    def target(self) -> str:
        return str(self.headers["Location"])


@dataclass
class Browser:
    """A browser with cookies of its own."""

    session: ClientSession
    address: str

    async def open(self, url: str, **options: Any) -> Page:
        return await self._ask("GET", url, headers={"Accept": "text/html,*/*;q=0.8"}, **options)

    async def submit(self, url: str, data: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Page:
        return await self._ask("POST", url, data=data or {}, headers=headers or {})

    async def back(self, given: dict[str, str]) -> Page:
        return await self.open(f"{self.address}{PATH}/auth/callback", params=given)

    async def _ask(self, method: str, url: str, **options: Any) -> Page:
        async with self.session.request(method, url, allow_redirects=False, **options) as response:
            return Page(response.status, await response.text(), response.headers)


@dataclass
class Town:
    """A service where two kinds of calendars can be connected."""

    house: House
    oauth: SampleConnector = field(default_factory=SampleConnector)
    form: SampleForm = field(default_factory=SampleForm)

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            yield Browser(session, self.house.address)

    async def link(self, client: Client, backend: str = "sample", **query: str) -> str:
        answer = await client.get(f"{PATH}/auth", params={"backend": backend, **query})
        assert answer.status == 200, answer.text
        assert (answer.json["backend"], answer.json["expires_in"]) == (backend, 600)
        return str(answer.json["url"])

    async def connect(self, client: Client) -> None:
        """The whole way of consent."""
        async with self.browser() as browser:
            link = await self.link(client)
            await browser.open(link)
            given = self.oauth.consent((await browser.submit(link)).target)
            assert (await browser.back(given)).status == 303

    def install(self, *backends: SampleBackend) -> None:
        """Let these be the kinds that can be connected."""
        calendars: Any = self.house.services.calendars.registry
        for name in [name for name, backend in calendars.backends.items() if backend.connector is not None]:
            del calendars.backends[name]
        for backend in backends:
            calendars.backends[backend.name] = backend
        calendars._connectable = True


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with opened(tmp_path_factory.mktemp("data"), secret_keys=(Fernet.generate_key().decode(),)) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def town(house: House) -> Town:
    town = Town(house)
    town.install(SampleBackend("sample", town.oauth), SampleBackend("dav", town.form))
    return town


async def test_a_calendar_is_connected_in_a_browser(town: Town, ana: Client) -> None:
    link = await town.link(ana, return_to="/#/calendars")
    async with town.browser() as browser:
        shown = await browser.open(link)
        assert shown.status == 200
        assert "Connect Sample Calendar" in shown.text
        assert "ana-" in shown.text
        assert "See and change the events in your calendars" in shown.text
        cookie = shown.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        policy = shown.headers["Content-Security-Policy"]
        assert "form-action 'self' https: https://accounts.sample.example;" in policy
        sent = await browser.submit(link)
        assert (sent.status, sent.target.startswith(CONSENT_PAGE)) == (303, True)
        asked = parse_qs(urlsplit(sent.target).query)
        assert asked["redirect_uri"] == [f"{ana.address}{PATH}/auth/callback"]
        done = await browser.back({**town.oauth.consent(sent.target), "scope": "calendar.events", "iss": "sample"})
        assert (done.status, done.target) == (303, "/#/calendars")
        assert (await browser.open(link)).status == 410
    listed = (await ana.get(f"{PATH}/connections")).json
    assert [(each["backend"], each["account"], each["state"]) for each in listed["connections"]] == [
        ("sample", "ana@sample.example", "connected")
    ]
    assert listed["problem"] is None
    kinds = {kind["backend"]: kind for kind in listed["kinds"]}
    assert (kinds["sample"]["method"], kinds["sample"]["scopes"][0]["name"]) == ("oauth", "calendar.events")
    assert (kinds["dav"]["method"], kinds["dav"]["fields"][1]["secret"]) == ("form", True)


async def test_how_it_went_is_shown(town: Town, ana: Client) -> None:
    async with town.browser() as browser:
        link = await town.link(ana)
        await browser.open(link)
        done = await browser.back(town.oauth.consent((await browser.submit(link)).target))
        assert done.target == f"{PATH}/auth/success?backend=sample"
        assert "Sample Calendar is connected" in (await browser.open(ana.address + done.target)).text
        assert "The calendar is connected" in (await browser.open(f"{ana.address}{PATH}/auth/success")).text
        assert "not connected" in (await browser.open(f"{ana.address}{PATH}/auth/error")).text


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"error": "access_denied"}, 403, "that was not allowed"),
        ({"error": "<b>bold</b>"}, 403, "&lt;b&gt;bold&lt;/b&gt;"),
        ({"code": "made-up"}, 403, "did not take the code"),
    ],
)
async def test_consent_that_does_not_come(
    town: Town, ana: Client, given: dict[str, str], status: int, said: str
) -> None:
    async with town.browser() as browser:
        link = await town.link(ana)
        await browser.open(link)
        await browser.submit(link)
        back = await browser.back({**given, "state": link.rpartition("/")[2]})
        assert (back.status, said in back.text) == (status, True)
        assert (await browser.back({**given, "state": link.rpartition("/")[2]})).status == 410
    assert (await ana.get(f"{PATH}/connections")).json["connections"] == []


async def test_a_back_end_that_is_down_is_told(town: Town, ana: Client) -> None:
    town.oauth.fault = CalendarUnavailable("Sample cannot be reached. Try again.")
    async with town.browser() as browser:
        link = await town.link(ana)
        await browser.open(link)
        back = await browser.back(town.oauth.consent((await browser.submit(link)).target))
        assert (back.status, "Sample cannot be reached" in back.text) == (503, True)


async def test_nobody_finishes_what_another_browser_began(town: Town, ana: Client) -> None:
    """Bo's link, carried past our page by Bo, does not open Ana's calendar to Bo when Ana consents."""
    async with town.browser() as bos, town.browser() as anas:
        link = await town.link(ana)
        await bos.open(link)
        consent = (await bos.submit(link)).target
        given = town.oauth.consent(consent)
        refused = await anas.back(given)
        assert (refused.status, "not begun in this browser" in refused.text) == (403, True)
        await anas.open(await town.link(ana))  # with a cookie of its own
        assert (await anas.back(given)).status == 403
        assert (await bos.back(given)).status == 303


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "same-site"}],
)
async def test_no_other_site_presses_continue(town: Town, ana: Client, headers: dict[str, str]) -> None:
    async with town.browser() as browser:
        link = await town.link(ana)
        await browser.open(link)
        assert (await browser.submit(link, headers=headers)).status == 403
        assert (await browser.submit(link, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"})).status == 303
    async with town.browser() as without:
        assert (await without.submit(link)).status == 403


async def test_a_browser_that_is_signed_in_as_somebody_else(town: Town, ana: Client, bo: Client) -> None:
    tokens = town.house.services.people.tokens
    _, clear = await tokens.create(bo.person_id, kind=TokenKind.SIGNIN, name="test", lifetime=timedelta(minutes=5))
    link = await town.link(ana)
    async with town.browser() as browser:
        await browser.submit(f"{ana.address}/signin/{clear}")
        shown = await browser.open(link)
        assert (shown.status, "bo-" in shown.text, "<form" in shown.text) == (403, True, False)
        assert (await browser.submit(link)).status == 403
        own = await browser.open(await town.link(bo))
        assert (own.status, "<form" in own.text) == (200, True)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/connect/unknown"), ("POST", "/connect/unknown"), ("GET", f"{PATH}/auth/callback")]
)
async def test_links_that_are_none(town: Town, ana: Client, method: str, path: str) -> None:
    answer = await ana.call(method, path)
    assert answer.status == 410
    assert "works once" in answer.text


async def test_looking_at_a_link_changes_nothing(town: Town, ana: Client) -> None:
    link = await town.link(ana)
    async with town.browser() as scanner:
        for _ in range(3):
            assert (await scanner.open(link)).status == 200
    async with town.browser() as browser:
        await browser.open(link)
        assert (await browser.submit(link)).status == 303


@pytest.mark.parametrize("path", ["//elsewhere.example/", "https://elsewhere.example", "/\\elsewhere", "x", "/a\nb"])
async def test_nobody_is_sent_elsewhere(town: Town, ana: Client, path: str) -> None:
    (await ana.get(f"{PATH}/auth", params={"backend": "sample", "return_to": path})).refused(400, "VALIDATION_ERROR")


async def test_what_cannot_be_connected(town: Town, ana: Client) -> None:
    (await ana.get(f"{PATH}/auth?backend=builtin")).refused(404, "NOT_FOUND")
    told = (await ana.get(f"{PATH}/auth")).refused(422, "UNPROCESSABLE")
    assert "sample, dav" in told["error"]
    (await ana.post(f"{PATH}/connections", {"backend": "sample", "values": {}})).refused(404, "NOT_FOUND")
    (await ana.post(f"{PATH}/auth/revoke", {"backend": "sample"})).refused(404, "NOT_FOUND")
    reader = await town.house.person("read")
    (await reader.get(f"{PATH}/auth?backend=sample")).refused(403, "ACCESS_DENIED")


async def test_without_a_key_nothing_is_kept(town: Town, ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.house.services.storage.secrets, "_fernet", None)
    assert "cannot be connected here yet" in (await ana.get(f"{PATH}/connections")).json["problem"]
    told = (await ana.get(f"{PATH}/auth?backend=dav")).refused(409, "CONFLICT")
    assert "cannot be connected here yet" in told["error"]
    (await ana.post(f"{PATH}/connections", {"backend": "dav", "values": GOOD})).refused(409, "CONFLICT")
    town.install()
    assert (await ana.get(f"{PATH}/connections")).json == {"connections": [], "kinds": [], "problem": None}
    told = (await ana.get(f"{PATH}/auth")).refused(422, "UNPROCESSABLE")
    assert told["error"] == "There is none to connect."
    town.install(SampleBackend("dav", town.form))
    monkeypatch.undo()
    assert (await ana.get(f"{PATH}/auth")).json["backend"] == "dav"


async def test_a_form_is_filled_in_by_a_program(town: Town, ana: Client) -> None:
    url = f"{PATH}/connections"
    (await ana.post(url, {"backend": "dav", "values": {"url": "ftp"}})).refused(422, "UNPROCESSABLE")
    (await ana.post(url, {"backend": "dav", "values": {**GOOD, "password": "no"}})).refused(403, "ACCESS_DENIED")
    (await ana.post(url, {"backend": "dav", "values": {**GOOD, "url": "https://down"}})).refused(503, "UNAVAILABLE")
    made = await ana.post(url, {"backend": "dav", "values": GOOD})
    assert (made.status, made.json["account"], made.json["title"]) == (201, GOOD["url"], "Dav Calendar")
    assert "right" not in (await ana.get(url)).text


async def test_a_form_is_filled_in_on_the_page(town: Town, ana: Client) -> None:
    link = await town.link(ana, "dav")
    async with town.browser() as browser:
        shown = await browser.open(link)
        assert 'type="password"' in shown.text
        assert "Set-Cookie" not in shown.headers
        wrong = await browser.submit(link, {**FORM, "field-password": "wrong"})
        assert (wrong.status, "does not take this password" in wrong.text) == (403, True)
        assert "wrong" not in wrong.text
        assert (await browser.submit(link, {"url": GOOD["url"]})).status == 422
        broken = await browser.submit(link, headers={"Content-Type": "multipart/form-data"})
        assert broken.status == 422
        done = await browser.submit(link, FORM)
        assert done.target == f"{PATH}/auth/success?backend=dav"


async def test_connected_calendars_are_all_there(town: Town, ana: Client) -> None:
    await town.connect(ana)
    listed = (await ana.get(f"{PATH}/calendars")).json["calendars"]
    assert [(each["id"], each["writable"], each["default"]) for each in listed] == [
        ("sample:main", True, True),
        ("sample:shared", False, False),
        ("default", True, False),
    ]
    there = (await ana.post(f"{PATH}/events", EVENT)).json
    here = (await ana.post(f"{PATH}/events", {**EVENT, "calendar_id": "default"})).json
    assert (there["calendar_id"], here["calendar_id"]) == ("sample:main", "default")
    events = (await ana.get(f"{PATH}/events?{MAY}")).json["events"]
    assert {each["calendar_id"] for each in events} == {"sample:main", "default"}
    only = (await ana.get(f"{PATH}/events?{MAY}&calendar_id=sample:main")).json["events"]
    assert [each["id"] for each in only] == [there["id"]]
    one = f"{PATH}/events/{there['id']}"
    assert (await ana.get(one)).json["calendar_id"] == "sample:main"
    assert (await ana.get(f"{one}?calendar_id=sample:main")).status == 200
    (await ana.get(f"{one}?calendar_id=dav:main")).refused(404, "NOT_FOUND")
    (await ana.get(f"{one}?calendar_id=sample:nope")).refused(404, "NOT_FOUND")
    assert (await ana.patch(one, {"title": "Brunch"})).json["calendar_id"] == "sample:main"
    assert (await ana.delete(f"{one}?calendar_id=main")).status == 204
    busy = (await ana.get(f"{PATH}/free-busy?{MAY}")).json["calendars"]
    assert {each["calendar_id"] for each in busy} == {"sample:main", "sample:shared", "default"}


async def test_where_events_go_is_chosen(town: Town, ana: Client) -> None:
    await town.connect(ana)
    chosen = await ana.put(f"{PATH}/default", {"calendar_id": "default"})
    assert (chosen.json["id"], chosen.json["default"]) == ("default", True)
    assert (await ana.post(f"{PATH}/events", EVENT)).json["calendar_id"] == "default"
    (await ana.put(f"{PATH}/default", {"calendar_id": "sample:shared"})).refused(422, "UNPROCESSABLE")
    (await ana.put(f"{PATH}/default", {"calendar_id": "dav:main"})).refused(404, "NOT_FOUND")
    text = {"text": "Lunch with Bo on 4 May 2027 at noon", "calendar_id": "sample:main", "create_event": True}
    booked = (await ana.post(f"{PATH}/process-text", text)).json
    assert (booked["created"], booked["event"]["calendar_id"]) == (True, "sample:main")
    proposal = (await ana.get(f"/api/v1/proposals/{booked['proposal_id']}")).json
    assert (proposal["calendar_id"], proposal["action"], proposal["before"]) == ("sample:main", "book", None)
    (await ana.get(f"{PATH}/events/{booked['event']['id']}?calendar_id=sample:main")).json["title"]


async def test_a_connection_that_broke_is_unknown_and_not_free(town: Town, ana: Client) -> None:
    await town.connect(ana)
    vault = town.house.services.calendars.registry.vault(ana.person_id, "sample")
    await vault.revoked("Sample does not take your consent any more.")
    await town.house.services.storage.secrets.delete(ana.person_id, "calendar:sample")
    (connection,) = (await ana.get(f"{PATH}/connections")).json["connections"]
    assert (connection["state"], connection["reason"]) == ("broken", "Sample does not take your consent any more.")
    listed = (await ana.get(f"{PATH}/calendars")).json
    assert [each["id"] for each in listed["calendars"]] == ["default"]
    reason = "Sample has to be connected again."
    assert listed["unknown"] == [{"provider": "sample", "title": "Sample Calendar", "reason": reason}]
    assert (await ana.get(f"{PATH}/events?{MAY}")).json["unknown"]
    busy = {each["calendar_id"]: each for each in (await ana.get(f"{PATH}/free-busy?{MAY}")).json["calendars"]}
    assert busy["sample"]["knowledge"] == "unknown"
    (await ana.get(f"{PATH}/free-busy?{MAY}&calendar_id=gone")).refused(403, "ACCESS_DENIED")
    (await ana.get(f"{PATH}/events/nowhere")).refused(403, "ACCESS_DENIED")
    await town.connect(ana)
    assert (await ana.get(f"{PATH}/connections")).json["connections"][0]["state"] == "connected"


async def test_disconnecting(town: Town, ana: Client) -> None:
    await town.connect(ana)
    assert (await ana.post(f"{PATH}/auth/revoke", {"backend": "sample"})).json == {
        "backend": "sample",
        "revoked": True,
        "problem": None,
        "status": "success",
        "message": "The connection is ended.",
    }
    assert town.oauth.revoked
    assert [each["id"] for each in (await ana.get(f"{PATH}/calendars")).json["calendars"]] == ["default"]
    await town.connect(ana)
    town.oauth.fault = CalendarUnavailable("Sample cannot be reached.")
    told = (await ana.post(f"{PATH}/auth/revoke", {"backend": "sample"})).json
    assert "withdraw it in your account there" in told["problem"]
    assert (await ana.get(f"{PATH}/connections")).json["connections"] == []


async def test_all_that_an_event_can_say(town: Town, ana: Client) -> None:
    said = {"private": True, "transparent": True, "reminders": [10, 60, 10], "meeting_link": True}
    made = (await ana.post(f"{PATH}/events", {**EVENT, **said, "calendar_id": "default"})).json
    kept = {name: made[name] for name in ("private", "transparent", "reminders")}
    assert kept == {"private": True, "transparent": True, "reminders": [10, 60]}
    one = f"{PATH}/events/{made['id']}"
    changed = (await ana.patch(one, {"private": False, "reminders": None})).json
    assert (changed["private"], changed["transparent"], changed["reminders"]) == (False, True, None)
    bad = await ana.post(f"{PATH}/events", {**EVENT, "reminders": [-1]})
    assert bad.fields() == ["reminders.0"]


async def test_others_are_seen_as_far_as_they_share(town: Town, ana: Client, bo: Client) -> None:
    bos = (await bo.get("/api/v1/me")).json["email"]
    mine = (await ana.get("/api/v1/me")).json["email"]
    await bo.post(f"{PATH}/events", {**EVENT, "calendar_id": "default"})
    query = f"{PATH}/free-busy?{MAY}&addresses={bos}&addresses=cleo@example.com&addresses={mine}"
    found = {each["calendar_id"]: each for each in (await ana.get(query)).json["calendars"]}
    assert [each["start"] for each in found[bos]["busy"]] == ["2027-05-03T12:00:00+02:00"]
    assert found["cleo@example.com"]["knowledge"] == "unknown"
    assert (found[mine]["knowledge"], found[mine]["busy"]) == ("known", [])
    assert "Lunch" not in str(found)
    await bo.put("/api/v1/settings/preferences", {"key": "share_busy", "value": "false"})
    hidden = {each["calendar_id"]: each for each in (await ana.get(query)).json["calendars"]}
    assert (hidden[bos]["knowledge"], hidden[bos]["busy"]) == ("unknown", [])


async def test_others_are_seen_through_ones_own_calendars(town: Town, ana: Client) -> None:
    await town.connect(ana)
    assert (await ana.get(f"{PATH}/calendars")).json["calendars"]
    backend: Any = town.house.services.calendars.registry.backends["sample"]
    start = instant("2027-05-03T09:00:00+00:00")
    backend.opened[ana.person_id].others["cleo@example.com"] = [Busy(start, start + timedelta(hours=2))]
    query = f"{PATH}/free-busy?{MAY}&addresses=cleo@example.com&timezone=UTC"
    (found,) = (await ana.get(query)).json["calendars"]
    assert found["busy"] == [{"start": "2027-05-03T09:00:00Z", "end": "2027-05-03T11:00:00Z"}]


async def test_time_is_found_for_several(town: Town, ana: Client, bo: Client) -> None:
    bos = (await bo.get("/api/v1/me")).json["email"]
    await bo.put("/api/v1/settings/preferences", {"key": "timezone", "value": "America/New_York"})
    await bo.post(f"{PATH}/events", {**EVENT, "start": "2027-05-03T15:00:00+02:00", "end": "2027-05-03T16:00:00+02:00"})
    body = {
        "participants": [bos, "cleo@example.com"],
        "time_min": "2027-05-03T08:00:00+02:00",
        "time_max": "2027-05-03T18:00:00+02:00",
        "duration_minutes": 30,
        "not_before": "13:00",
    }
    found = (await ana.post(f"{PATH}/find-time", body)).json
    assert found["unknown"] == ["cleo@example.com"]
    first = found["slots"][0]
    assert first["start"] == "2027-05-03T16:00:00+02:00"
    assert {each["name"]: each["start"] for each in first["local"]}["bo"] == "2027-05-03T10:00:00-04:00"
    assert first["unknown"] == ["cleo@example.com"]
    (await ana.post(f"{PATH}/find-time", {**body, "not_after": "12:00"})).refused(422, "UNPROCESSABLE")
    (await ana.post(f"{PATH}/find-time", {**body, "conversation_id": "nope"})).refused(404, "NOT_FOUND")


async def test_a_permission_that_was_left_out_is_named(town: Town, ana: Client) -> None:
    async with FakeGoogle() as google:
        backend = google_backend(google)
        town.house.services.calendars.registry.backends["google"] = backend  # type: ignore[index]
        try:
            async with town.browser() as browser:
                link = await town.link(ana, "google")
                await browser.open(link)
                consent = (await browser.submit(link)).target
                some = [scope.name for scope in backend.connector.scopes if not scope.name.endswith("events")]
                told = await browser.open(google.consent.allow(consent, "ana@example.com", scopes=some))
            assert (told.status, "events" in told.text) == (403, True)
            assert (await ana.get(f"{PATH}/connections")).json["connections"] == []
        finally:
            await backend.close()
