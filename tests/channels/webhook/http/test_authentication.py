"""Who gets in, by what, and what they may do."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.bots.webhook.http.authentication import COOKIE
from threadline.bots.webhook.http.feed_urls import Feeds
from threadline.core.domain.scopes import ADMIN, ALL_SCOPES, BOOK, READ, WRITE
from threadline.core.people.directory import People, PersonNotFound
from threadline.storage.secrets import SecretStore
from threadline.storage.tokens import TokenKind

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONSOLE = {"X-Threadline-Console": "1"}
ME = "/api/v1/me"
SESSION = "/api/v1/session"


async def signed_in(house: House, client: Client) -> str:
    """A session's cookie, by a one-time link."""
    _, token = await house.services.people.tokens.create(
        client.person_id, kind=TokenKind.SIGNIN, name="link", lifetime=timedelta(minutes=30)
    )
    answer = await house.stranger.call("POST", f"/signin/{token}")
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    return answer.headers["Set-Cookie"]


def cookie(header: str) -> dict[str, str]:
    return {"Cookie": header.partition(";")[0]}


async def test_a_token_opens_by_either_header(house: House, ana: Client) -> None:
    me = (await ana.get(ME)).json
    assert (me["id"], me["timezone"], me["scopes"]) == (ana.person_id, "Europe/Vienna", list(ALL_SCOPES))
    bearer = await house.stranger.get(ME, headers={"Authorization": f"bearer {ana.token}"})
    assert bearer.json == me


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Token": "tl_api_guess"},
        {"X-API-Token": ""},
        {"X-API-Token": "gr\u00fc\u00df"},
        {"Authorization": "Basic abc"},
        {"Authorization": "Bearer"},
        {"Cookie": f"{COOKIE}=guess"},
    ],
)
async def test_without_a_valid_token_nobody_gets_in(house: House, headers: dict[str, str]) -> None:
    answer = await house.stranger.get(ME, headers=headers)
    answer.refused(401, "UNAUTHORIZED")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_token_ends(house: House, ana: Client) -> None:
    tokens = house.services.people.tokens
    record = next(iter(await tokens.list(ana.person_id)))
    await tokens.revoke(record.id)
    (await ana.get(ME)).refused(401, "UNAUTHORIZED")


async def test_a_token_of_nobody(house: House, ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(self: People, person_id: str, **_: bool) -> None:
        raise PersonNotFound(person_id)

    monkeypatch.setattr(People, "get", gone)
    (await ana.get(ME)).refused(401, "UNAUTHORIZED")


@pytest.mark.parametrize("name", ["token", "api_key", "access_token", "X-API-Token"])
async def test_tokens_do_not_belong_into_addresses(ana: Client, name: str) -> None:
    answer = await ana.get(f"{ME}?{name}=abc")
    answer.refused(400, "VALIDATION_ERROR")
    assert answer.fields() == [name]


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        (READ, "GET", "/api/v1/conversations"),
        (WRITE, "POST", "/api/v1/conversations"),
        (BOOK, "POST", "/api/v1/calendar/process-text"),
    ],
)
async def test_scopes(house: House, scope: str, method: str, path: str) -> None:
    others = await house.person(*(each for each in ALL_SCOPES if each != scope))
    refusal = (await others.call(method, path)).refused(403, "ACCESS_DENIED")
    assert scope in refusal["error"]
    assert (await others.get(ME)).status == 200
    holder = await house.person(scope)
    assert (await holder.call(method, path)).status in (200, 201, 400)


async def test_the_one_time_link_signs_in_once(house: House, ana: Client) -> None:
    _, token = await house.services.people.tokens.create(
        ana.person_id, kind=TokenKind.SIGNIN, name="link", lifetime=timedelta(minutes=30)
    )
    link = f"/signin/{token}"
    assert (await house.stranger.call("HEAD", link)).status == 405
    shown = await house.stranger.get(link)
    assert (shown.status, '<form method="post">' in shown.text, "Set-Cookie" in shown.headers) == (200, True, False)
    elsewhere = await house.stranger.call("POST", link, headers={"Sec-Fetch-Site": "cross-site"})
    assert (elsewhere.status, "Set-Cookie" in elsewhere.headers) == (200, False)
    opened = await house.stranger.call("POST", link)
    header = opened.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"):
        assert part in header
    assert "Secure" not in header
    # Everybody can ask for such a link in a chat: it lets nobody administer.
    assert (await house.stranger.get(ME, headers=cookie(header))).json["scopes"] == [READ, WRITE, BOOK]
    used = await house.stranger.get(link)
    assert used.status == 410
    assert "Ask whoever runs Threadline" in used.text
    again = await house.stranger.get(link, headers=cookie(header))
    assert (again.status, again.headers["Location"]) == (303, "/")


async def test_behind_https_the_cookie_is_secure(house: House, ana: Client) -> None:
    async with house.rebuilt(base_url="https://threadline.example.com") as outside:
        assert "Secure" in await signed_in(outside, ana)


async def test_a_change_by_cookie_must_come_from_the_console(house: House, ana: Client) -> None:
    session = cookie(await signed_in(house, ana))
    path = "/api/v1/conversations"
    own = {"Origin": ana.address, "Sec-Fetch-Site": "same-origin"}
    assert (await house.stranger.post(path, headers={**session, **CONSOLE})).status == 200
    assert (await house.stranger.post(path, headers={**session, **CONSOLE, **own})).status == 200
    assert (await house.stranger.get(path, headers=session)).status == 200
    for forged in (
        {},
        {**CONSOLE, "Origin": "https://evil.example"},
        {**CONSOLE, "Origin": "null"},
        {**CONSOLE, "Sec-Fetch-Site": "cross-site"},
        {**CONSOLE, "Sec-Fetch-Site": "same-site"},
    ):
        (await house.stranger.post(path, headers={**session, **forged})).refused(403, "ACCESS_DENIED")
    async with house.rebuilt(base_url="https://threadline.example.com/app") as outside:
        named = {**session, **CONSOLE, "Origin": "https://threadline.example.com"}
        assert (await outside.stranger.post(path, headers=named)).status == 200


async def test_an_api_token_is_exchanged_for_a_session(house: House) -> None:
    reader = await house.person(READ)
    body = {"token": f" {reader.token} "}
    (await house.stranger.post(SESSION, body)).refused(403, "ACCESS_DENIED")
    (await house.stranger.post(SESSION, {"token": "guess"}, headers=CONSOLE)).refused(401, "UNAUTHORIZED")
    opened = await house.stranger.post(SESSION, body, headers=CONSOLE)
    assert (opened.status, opened.json["scopes"]) == (201, [READ])
    assert "Max-Age=43200" in opened.headers["Set-Cookie"]
    session = cookie(opened.headers["Set-Cookie"])
    assert (await house.stranger.get(ME, headers=session)).json["id"] == reader.person_id
    (await house.stranger.delete(SESSION, headers=session)).refused(403, "ACCESS_DENIED")
    closed = await house.stranger.delete(SESSION, headers={**session, **CONSOLE})
    assert closed.status == 204
    assert "Max-Age=0" in closed.headers["Set-Cookie"]
    (await house.stranger.get(ME, headers=session)).refused(401, "UNAUTHORIZED")
    assert (await reader.delete(SESSION)).status == 204
    assert (await reader.get(ME)).status == 200


async def test_a_session_ends_with_its_token(house: House, ana: Client) -> None:
    _, token = await house.services.people.tokens.create(
        ana.person_id, kind=TokenKind.API, name="short", scopes=(READ,), lifetime=timedelta(hours=1)
    )
    opened = await house.stranger.post(SESSION, {"token": token}, headers=CONSOLE)
    seconds = int(opened.headers["Set-Cookie"].partition("Max-Age=")[2].partition(";")[0])
    assert 3500 < seconds <= 3600


async def test_revoking_a_token_ends_the_sessions_made_with_it(house: House, ana: Client) -> None:
    tokens = house.services.people.tokens
    record, token = await tokens.create(
        ana.person_id, kind=TokenKind.API, name="short", scopes=(READ,), lifetime=timedelta(hours=1)
    )
    first, second = [
        cookie((await house.stranger.post(SESSION, {"token": token}, headers=CONSOLE)).headers["Set-Cookie"])
        for _ in range(2)
    ]
    rotated, _ = await tokens.rotate(record.id, overlap=timedelta(minutes=5))
    assert (await house.stranger.get(ME, headers=first)).status == 200
    await tokens.revoke(rotated.id)
    for session in (first, second):
        (await house.stranger.get(ME, headers=session)).refused(401, "UNAUTHORIZED")
    assert (await ana.get(ME)).status == 200


async def test_people_see_where_they_are_signed_in_and_end_it(house: House, ana: Client, bo: Client) -> None:
    here, elsewhere = cookie(await signed_in(house, ana)), cookie(await signed_in(house, ana))
    theirs = cookie(await signed_in(house, bo))
    told = (await house.stranger.get("/api/v1/sessions", headers=here)).json["sessions"]
    assert [each["current"] for each in told].count(True) == 1
    other = next(each for each in told if not each["current"])
    end = f"/api/v1/sessions/{other['id']}"
    (await house.stranger.call("DELETE", end, headers=theirs | CONSOLE)).refused(404, "NOT_FOUND")
    assert (await house.stranger.call("DELETE", end, headers=here | CONSOLE)).status == 204
    (await house.stranger.get(ME, headers=elsewhere)).refused(401, "UNAUTHORIZED")
    assert (await house.stranger.get(ME, headers=here)).status == 200
    left = (await ana.get("/api/v1/sessions")).json["sessions"]
    assert [each["id"] for each in left] == [each["id"] for each in told if each["current"]]


async def test_tokens_of_other_kinds_do_not_open_the_api(house: House, ana: Client) -> None:
    for kind in (TokenKind.FEED, TokenKind.SIGNIN, TokenKind.SESSION):
        _, token = await house.services.people.tokens.create(ana.person_id, kind=kind, name="x", lifetime=None)
        (await house.stranger.get(ME, headers={"X-API-Token": token})).refused(401, "UNAUTHORIZED")


async def test_asking_too_often(house: House, ana: Client, bo: Client) -> None:
    async with house.rebuilt(requests_per_minute=2) as limited:
        eager = Client(limited.http, limited.address, ana.token)
        first = await eager.get(ME)
        assert (first.headers["RateLimit-Limit"], first.headers["RateLimit-Remaining"]) == ("2", "1")
        assert 0 < int(first.headers["RateLimit-Reset"]) <= 60
        await eager.get(ME)
        refused = await eager.get(ME)
        refused.refused(429, "RATE_LIMITED")
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert refused.headers["RateLimit-Remaining"] == "0"
        assert (await Client(limited.http, limited.address, bo.token).get(ME)).status == 200
        session = cookie(await signed_in(limited, ana))
        assert (await limited.stranger.get(ME, headers=session)).headers["RateLimit-Limit"] == "20"


async def test_figures_are_for_this_machine_or_for_administrators(house: House, ana: Client) -> None:
    await ana.post("/api/v1/webhook", {"prompt": "count me"})
    figures = (await house.stranger.get("/metrics")).text
    assert 'threadline_http_requests_total{method="POST",route="/api/v1/webhook",status="200"}' in figures
    assert "threadline_longest_wait_seconds" in figures
    assert 'threadline_oldest_seconds{queue="mails_out"} 0.0' in figures
    assert "# TYPE threadline_turns gauge" in figures
    assert 'threadline_turns{state="answered"}' not in figures
    assert "threadline_http_streams 0.0" in figures
    assert ana.person_id not in figures
    async with house.rebuilt(base_url="https://threadline.example.com") as outside:
        (await outside.stranger.get("/metrics")).refused(401, "UNAUTHORIZED")
        everyday = await house.person(READ, WRITE, BOOK)
        (await Client(outside.http, outside.address, everyday.token).get("/metrics")).refused(403, "ACCESS_DENIED")
        administrator = await house.person(ADMIN)
        assert (await Client(outside.http, outside.address, administrator.token).get("/metrics")).status == 200


async def test_feed_addresses_survive_a_restart_where_they_can_be_kept(
    house: House, ana: Client, tmp_path: Path
) -> None:
    secrets = SecretStore(house.services.storage.database, keys=[Fernet.generate_key().decode()])
    await keeps_its_address(lambda: Feeds(house.services.people.tokens, secrets, tmp_path), ana.person_id)
    assert not list(tmp_path.iterdir())


async def test_feed_addresses_survive_a_restart_without_a_key(house: House, ana: Client, tmp_path: Path) -> None:
    secrets, person_id = SecretStore(house.services.storage.database), ana.person_id
    await keeps_its_address(lambda: Feeds(house.services.people.tokens, secrets, tmp_path), person_id)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    before = await Feeds(house.services.people.tokens, secrets, tmp_path).token(person_id)
    file.write_bytes(b"another")
    feeds = Feeds(house.services.people.tokens, secrets, tmp_path)
    assert await feeds.token(person_id) != before
    assert await feeds.person(before) == person_id


async def keeps_its_address(make: Callable[[], Feeds], person_id: str) -> None:
    kept = await make().token(person_id)
    assert await make().token(person_id) == kept
    assert await make().person(kept) == person_id
    await make().revoke(person_id)
    assert await make().person(kept) is None
    assert await make().token(person_id) != kept
