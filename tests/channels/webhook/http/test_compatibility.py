"""What holds of requests whoever sends them: origins, old addresses, expectations, compression, wrong tokens."""

import asyncio
import gzip
import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.bots.webhook.http.cors import fits
from threadline.bots.webhook.http.rate_limits import MOST_WAITING, SLOW_SECONDS, WRONG_TOKENS

pytestmark = pytest.mark.asyncio(loop_scope="module")

WEBHOOK = "/api/v1/webhook"


@pytest.mark.parametrize(
    ("origin", "allowed", "fit"),
    [
        ("https://a.example.com", "https://a.example.com", True),
        ("https://a.example.com", "https://*.example.com", True),
        ("https://a-b_c.d.example.com", "https://*.example.com", True),
        ("http://a.example.com", "https://*.example.com", False),
        ("https://example.com", "https://*.example.com", False),
        ("https://evil.com/.example.com", "https://*.example.com", False),
        ("https://a.example.com.evil.com", "https://*.example.com", False),
        ("https://a.example.com:8443", "https://*.example.com", False),
        ("https://axexampleycom", "https://a.example.com", False),
        ("http://localhost:3000", "http://localhost:*", True),
    ],
)
async def test_an_origin_is_named_or_fits_a_pattern(origin: str, allowed: str, fit: bool) -> None:
    assert fits(origin, allowed) is fit


async def test_any_origin_may_call_by_token_and_read_why_it_was_refused(house: House, ana: Client) -> None:
    origin = {"Origin": "https://anything.example"}
    async with house.rebuilt(allow_origins=("*",)) as wide:
        client = Client(wide.http, wide.address, ana.token)
        preflight = {**origin, "Access-Control-Request-Method": "POST"}
        granted = await wide.stranger.call("OPTIONS", WEBHOOK, headers=preflight)
        assert (granted.status, granted.headers["Access-Control-Allow-Origin"]) == (204, "*")
        for asking in (client, wide.stranger):
            answer = await asking.get("/api/v1/me", headers=origin)
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Access-Control-Allow-Origin" not in (await client.get("/", headers=origin)).headers


async def test_old_addresses_lead_to_where_things_are(house: House) -> None:
    moved = await house.stranger.get("/api/v1/swagger.json?x=1")
    assert (moved.status, moved.headers["Location"]) == (308, "/api/v1/openapi.json?x=1")
    assert moved.headers["Deprecation"].startswith("@")
    assert moved.headers["Link"] == '</api/v1/openapi.json>; rel="successor-version"'
    for path in ("/docs/", "/docs/reference", "/docs/examples", "/api/v1/docs"):
        assert (await house.stranger.get(path)).headers["Location"].partition("#")[0] == "/docs"


async def test_the_document_is_valid(house: House) -> None:
    document = (await house.stranger.get("/api/v1/openapi.json")).json
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


async def test_what_is_expected_beyond_a_continue_is_refused(house: House, ana: Client) -> None:
    host, port = house.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {WEBHOOK} HTTP/1.1\r\nHost: {host}:{port}\r\nX-API-Token: {ana.token}\r\nConnection: close\r\n"
    writer.write(f"{head}Expect: a-miracle\r\nContent-Length: 2\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    assert answer.startswith("HTTP/1.1 417 ")
    assert '"code":"EXPECTATION_FAILED"' in answer
    async with house.http.post(
        house.address + WEBHOOK, json={"prompt": "Hello?"}, headers={"X-API-Token": ana.token or ""}, expect100=True
    ) as response:
        assert response.status == 200


async def test_long_texts_are_compressed_for_who_takes_that(house: House, tmp_path: Path) -> None:
    host, port = house.address.removeprefix("http://").split(":")
    for accepted, compressed in (("gzip", True), ("identity", False)):
        reader, writer = await asyncio.open_connection(host, int(port))
        head = f"GET /api/v1/openapi.json HTTP/1.0\r\nHost: {host}:{port}\r\nAccept-Encoding: {accepted}\r\n\r\n"
        writer.write(head.encode())
        headers, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        assert (b"Content-Encoding: gzip" in headers) is compressed
        assert b"Vary: Accept-Encoding" in headers
        assert json.loads(gzip.decompress(body) if compressed else body)["openapi"].startswith("3.1")


async def test_whoever_guesses_tokens_is_answered_slowly_and_a_right_one_at_once(
    house: House, ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.rebuilt() as own:
        waits: list[float] = []
        held, waiting = asyncio.Event(), asyncio.Event()

        async def sleep(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == MOST_WAITING:
                waiting.set()
            await held.wait()

        monkeypatch.setattr(own.room.limits, "_sleep", sleep)
        thief = Client(own.http, own.address, "tl_api_guess")
        assert [(await thief.get("/api/v1/me")).status for _ in range(WRONG_TOKENS)] == [401] * WRONG_TOKENS
        slow = [asyncio.create_task(thief.get("/api/v1/me")) for _ in range(MOST_WAITING)]
        await asyncio.wait_for(waiting.wait(), 30)
        assert (await thief.get("/api/v1/me")).headers["Retry-After"] == "5"
        assert (await own.stranger.get("/api/v1/me")).status == 401
        assert (await Client(own.http, own.address, ana.token).get("/api/v1/me")).status == 200
        held.set()
        assert {answer.status for answer in await asyncio.gather(*slow)} == {401}
        assert sorted(waits) == [SLOW_SECONDS * place for place in range(1, MOST_WAITING + 1)]
