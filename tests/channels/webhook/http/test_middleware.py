"""Bad input, broken parts, and what every answer has in common."""

import asyncio
import json
import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography.fernet import Fernet
from structlog.testing import capture_logs
from yarl import URL

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, served
from threadline.bots.webhook.http import request_parsing
from threadline.bots.webhook.http.middleware import names_this_machine
from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.port import ChannelHealth
from threadline.core.templates.library import TemplateLibrary
from threadline.core.turns.engine import Engine
from threadline.log import without_request
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound, StorageUnavailable
from threadline.storage.figures import Figures
from threadline.storage.secrets import SecretStore

pytestmark = pytest.mark.asyncio(loop_scope="module")

WEBHOOK = "/api/v1/webhook"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "body"),
        (b"", "prompt"),
        (b"[]", "body"),
        (b"null", "body"),
        (b'"text"', "body"),
        (b"\xff\xfe", "body"),
        (b'{"prompt": "\xc3("}', "body"),
        (b'{"prompt": "a", "prompt": "b"}', "body"),
        (b'{"prompt": "a", "parameters": {"temperature": NaN}}', "body"),
        (b'{"prompt": "a", "parameters": {"temperature": 1e999}}', "parameters.temperature"),
        (b'{"prompt": "a", "parameters": {"max_tokens": ' + b"9" * 5000 + b"}}", "body"),
        (b'{"prompt": "a", "parameters": {"max_tokens": 1.5}}', "parameters.max_tokens"),
        (b'{"prompt": "a", "parameters": {"temperature": 3}}', "parameters.temperature"),
        (b'{"prompt": "\\ud800"}', "body"),
        (b'{"prompt": "a\\u0000b"}', "prompt"),
        (b'{"prompt": 1}', "prompt"),
        (b'{"prompt": "a", "type": 7}', "type"),
        (b'{"prompt": "a", "language": "english"}', "language"),
        (b'{"prompt": "a", "promt": "b"}', "promt"),
        (b"[" * 100_000, "body"),
    ],
)
async def test_a_broken_body_is_named(ana: Client, body: bytes, field: str) -> None:
    answer = await ana.call("POST", WEBHOOK, data=body, headers=JSON)
    answer.refused(400, "VALIDATION_ERROR")
    assert answer.fields() == [field]


async def test_json_is_read_as_programs_write_it(house: House, ana: Client) -> None:
    marked = b'\xef\xbb\xbf{"prompt": "whole number", "parameters": {"max_tokens": 30.0}}'
    answer = await ana.call("POST", WEBHOOK, data=marked, headers={"Content-Type": "application/json; charset=UTF-8"})
    assert answer.status == 200
    assert house.conductor.requests[-1].parameters.max_tokens == 30


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"]
)
async def test_only_json_is_read(ana: Client, kind: str) -> None:
    answer = await ana.call("POST", WEBHOOK, data=b'{"prompt": "x"}', headers={"Content-Type": kind})
    answer.refused(415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_body_that_is_too_large(house: House, ana: Client) -> None:
    async with house.rebuilt(max_body_bytes=1000) as small:
        client = Client(small.http, small.address, ana.token)
        (await client.post(WEBHOOK, {"prompt": "x" * 2000})).refused(413, "PAYLOAD_TOO_LARGE")
        assert (await client.post(WEBHOOK, {"prompt": "x"})).status == 200


async def test_a_body_that_does_not_come(house: House, ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_parsing, "BODY_SECONDS", 0.05)
    host, _, port = house.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"POST {WEBHOOK} HTTP/1.1\r\nHost: {host}\r\nX-API-Token: {ana.token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode()
    )
    status = await reader.readline()
    assert b"408" in status
    writer.close()
    await writer.wait_closed()


async def test_a_body_that_breaks_off(ana: Client) -> None:
    broken = await ana.call("POST", WEBHOOK, data=b"not deflated", headers={**JSON, "Content-Encoding": "gzip"})
    broken.refused(400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "limit=1&limit=2", "unknown=1", "time_min=yesterday", "time_min=1.5"]
)
async def test_a_broken_query_is_named(ana: Client, query: str) -> None:
    answer = await ana.get(f"/api/v1/calendar/events?{query}")
    answer.refused(400, "VALIDATION_ERROR")
    assert answer.fields() == [query.partition("=")[0]]


async def test_parameters_that_are_not_taken(ana: Client) -> None:
    (await ana.get("/api/v1/me?x=1")).refused(400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/api/v1/nothing",
        "/api/v2/me",
        "/console/nothing.js",
        "/console/lib",
        "/console/nowhere/api.js",
        "/console/card/%2e%2e%2fapp.js",
        "/console/%2e%2e%2fserver.py",
        "/pages/docs.html",
    ],
)
async def test_addresses_with_nothing_there(ana: Client, path: str) -> None:
    (await ana.get(path)).refused(404, "NOT_FOUND")


@pytest.mark.parametrize("event_id", ["%00", "%ff%fe", "a" * 2000, "..%2f..%2fetc", "%E2%80%AE", "';--"])
async def test_ids_that_are_none(ana: Client, event_id: str) -> None:
    async with ana.http.get(
        URL(f"{ana.address}/api/v1/calendar/events/{event_id}", encoded=True), headers={"X-API-Token": ana.token or ""}
    ) as response:
        assert response.status == 404
        assert (await response.json())["code"] == "NOT_FOUND"


async def test_methods_that_are_not_taken(ana: Client) -> None:
    answer = await ana.call("DELETE", WEBHOOK)
    answer.refused(405, "METHOD_NOT_ALLOWED")
    assert answer.headers["Allow"] == "POST"
    headers_alone = await ana.call("HEAD", "/api/v1/me")
    assert (headers_alone.status, headers_alone.body) == (200, b"")
    assert (await ana.call("PROPFIND", "/api/v1/me")).status == 405


async def test_whatever_happens_is_shaped_and_logged_without_content(
    ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(Engine, "receive", broken)
    with capture_logs() as logs:
        answer = await ana.post(WEBHOOK, {"prompt": "private words"})
    answer.refused(500, "SERVER_ERROR")
    assert "secret" not in answer.text
    assert [(log["event"], log["log_level"]) for log in logs] == [("request failed", "error"), ("request", "info")]
    assert logs[1]["status"] == 500
    assert "private words" not in str(logs)
    assert (ana.token or "") not in str(logs)


async def test_secrets_in_addresses_are_not_logged(house: House) -> None:
    with capture_logs() as logs:
        await house.stranger.get("/signin/tl_signin_secret")
        await house.stranger.get("/calendar/tl_feed_secret.ics")
        await house.stranger.get("/p/secret")
        await house.stranger.get("/secret")
    assert [log["route"] for log in logs] == ["/signin/{token}", "/calendar/{secret}.ics", "/p/{token}", "unknown"]
    assert "secret" not in str([{**log, "route": ""} for log in logs])


async def test_a_request_that_cannot_be_read_is_not_quoted(house: House, caplog: pytest.LogCaptureFixture) -> None:
    server = logging.getLogger("aiohttp.server")
    server.addFilter(without_request)
    host, _, port = house.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\nX-API-Token: tl_api_secret\x00\r\n\r\n".encode())
    assert b"400" in await reader.readline()
    writer.close()
    await writer.wait_closed()
    server.removeFilter(without_request)
    assert "BadHttpMessage" in caplog.text
    assert "secret" not in caplog.text


async def test_a_database_that_cannot_be_used(house: House, ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def locked(*_: Any, **__: Any) -> None:
        raise StorageUnavailable("The database at db.internal is locked")

    monkeypatch.setattr(ConversationStore, "of_person", locked)
    monkeypatch.setattr(Figures, "turns", locked)
    answer = await ana.get("/api/v1/conversations")
    assert "db.internal" not in answer.refused(503, "UNAVAILABLE")["error"]
    assert answer.headers["Retry-After"] == "5"
    figures = await house.stranger.get("/metrics")
    assert figures.status == 200
    assert "threadline_turns{" not in figures.text


async def test_a_record_that_went_away(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: Any, **__: Any) -> None:
        raise RecordNotFound("There is no person x.")

    monkeypatch.setattr(TemplateLibrary, "all", gone)
    (await ana.get("/api/v1/templates")).refused(404, "NOT_FOUND")


async def test_health(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await house.stranger.get("/api/v1/health/live")).json["status"] == "ok"
    assert (await house.stranger.get("/api/v1/health/ready")).json["status"] == "ok"
    health = (await house.stranger.get("/api/v1/health")).json
    states = {part["name"]: part["state"] for part in health["parts"]}
    assert states == {"database": "ok", "durable runtime": "ok", "provider": "ok", "calendar": "ok", "secrets": "off"}
    assert health["status"] == "ok"

    class Unreachable:
        async def __aenter__(self) -> None:
            raise StorageUnavailable("gone")

        async def __aexit__(self, *_: object) -> None:
            """Nothing was opened."""

    monkeypatch.setattr(Database, "read", lambda self: Unreachable())
    monkeypatch.setattr(Engine, "running", False)
    for path in ("/api/v1/health", "/api/v1/health/ready"):
        answer = await house.stranger.get(path)
        assert (answer.status, answer.json["status"]) == (503, "down")
    assert (await house.stranger.get("/api/v1/health/live")).status == 200


async def test_health_tells_of_channels_that_know_how_they_do(house: House) -> None:
    class Told(MemoryChannel):
        state = ChannelHealth(True, "inbox@example.com")

        def standing(self) -> ChannelHealth:
            return self.state

    channel = Told(name="told")
    house.services.channels.join(channel)
    try:
        part = (await house.stranger.get("/api/v1/health")).json["parts"][-1]
        assert (part["name"], part["state"], part["detail"]) == ("channel told", "ok", "inbox@example.com")
        channel.state = ChannelHealth(False, "it hung up", "Look at it.")
        health = (await house.stranger.get("/api/v1/health")).json
        assert (health["status"], health["parts"][-1]["advice"]) == ("degraded", "Look at it.")
    finally:
        house.services.channels.leave(channel)


async def test_health_says_what_to_do(house: House) -> None:
    secrets = SecretStore(house.services.storage.database, keys=[Fernet.generate_key().decode()])
    storage, models = house.services.storage, house.services.models
    bare = replace(
        house.services,
        models=replace(models, provider_name="extractive"),
        storage=replace(storage, secrets=secrets),
    )
    async with served(bare, house.conductor) as other:
        parts = {part["name"]: part for part in (await other.stranger.get("/api/v1/health")).json["parts"]}
    assert "Whoever runs Threadline can connect one." in parts["provider"]["advice"]
    assert parts["secrets"]["state"] == "ok"


async def test_only_this_machine_is_served_without_an_address(house: House) -> None:
    evil = {"Host": "evil.example"}
    (await house.stranger.get("/api/v1/health", headers=evil)).refused(403, "ACCESS_DENIED")
    for host in ("localhost:8080", "127.0.0.1", "[::1]:8080", "threadline.localhost"):
        assert (await house.stranger.get("/api/v1/health", headers={"Host": host})).status == 200
    async with house.rebuilt(base_url="https://threadline.example.com") as outside:
        assert (await outside.stranger.get("/api/v1/health", headers=evil)).status == 200
    async with house.rebuilt(host="0.0.0.0") as open_house:
        assert (await open_house.stranger.get("/api/v1/health", headers=evil)).status == 200


async def test_what_means_this_machine() -> None:
    assert [
        host
        for host in (
            "127.0.0.1",
            "127.9.9.9",
            "::1",
            "[::1]",
            "LOCALHOST",
            "10.0.0.1",
            "a.localhost",
            "localhost.evil",
            "",
        )
        if names_this_machine(host)
    ] == ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "LOCALHOST", "a.localhost"]


async def test_other_origins_are_let_in_by_name(house: House, ana: Client) -> None:
    origin = {"Origin": "https://sheet.example.com"}
    preflight = {**origin, "Access-Control-Request-Method": "POST"}
    assert "Access-Control-Allow-Origin" not in (await ana.get("/api/v1/me", headers=origin)).headers
    assert (await ana.call("OPTIONS", WEBHOOK, headers=preflight)).status == 405
    async with house.rebuilt(allow_origins=("https://sheet.example.com",)) as open_house:
        client = Client(open_house.http, open_house.address, ana.token)
        allowed = await client.get("/api/v1/me", headers=origin)
        assert allowed.headers["Access-Control-Allow-Origin"] == "https://sheet.example.com"
        assert "Access-Control-Allow-Credentials" not in allowed.headers
        assert allowed.headers["Vary"] == "Origin"
        granted = await open_house.stranger.call("OPTIONS", WEBHOOK, headers=preflight)
        assert granted.status == 204
        assert "X-API-Token" in granted.headers["Access-Control-Allow-Headers"]
        assert (await open_house.stranger.call("OPTIONS", WEBHOOK, headers=origin)).status == 405
        other = await client.get("/api/v1/me", headers={"Origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in other.headers


async def test_the_console_and_the_pages_are_served(house: House) -> None:
    page = await house.stranger.get("/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    script = await house.stranger.get("/console/app.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    same = await house.stranger.get("/console/app.js", headers={"If-None-Match": script.headers["ETag"]})
    assert same.status == 304
    assert (await house.stranger.get("/console/lib/api.js")).headers["Content-Type"].startswith("text/javascript")
    assert (await house.stranger.get("/console/favicon.svg")).headers["Content-Type"] == "image/svg+xml"
    assert (await house.stranger.get("/pages/page.css")).headers["Content-Type"] == "text/css; charset=utf-8"


async def test_other_channels_bring_their_own_doors(house: House) -> None:
    async def door(request: web.Request) -> web.Response:
        raise web.HTTPFound("/elsewhere") if "away" in request.query else web.HTTPPreconditionFailed(text="not so")

    routes = [web.post("/slack/events", door)]
    async with served(house.services, house.conductor, extra_routes=routes) as wider:
        (await wider.stranger.post("/slack/events")).refused(400, "VALIDATION_ERROR")
        assert (await wider.stranger.post("/slack/events?away=1")).status == 302


async def test_the_documentation_needs_nothing_from_elsewhere(house: House) -> None:
    page = await house.stranger.get("/docs")
    assert page.status == 200
    assert not re.findall(r'(?:src|href)="(?!/|#)', page.text)
    spec = (await house.stranger.get("/api/v1/openapi.json")).json
    assert spec["openapi"].startswith("3.1")
    for path, item in spec["paths"].items():
        assert path in page.text
        for operation in item.values():
            assert f'id="{operation["operationId"]}"' in page.text
    for name in spec["components"]["schemas"]:
        assert f'id="schema-{name}"' in page.text


async def test_every_example_works(house: House, ana: Client) -> None:
    examples = (await house.stranger.get("/api/v1/examples")).json["examples"]
    assert len(examples) >= 8
    for each in examples:
        answer = await ana.call(each["method"], each["path"], each["body"])
        assert answer.status in (200, 201), each["title"]


async def test_every_example_is_a_command(house: House, ana: Client) -> None:
    examples = (await house.stranger.get("/api/v1/examples")).json["examples"]
    process = await asyncio.create_subprocess_exec(
        "bash", "-c", examples[1]["curl"], env={"TOKEN": ana.token or "", "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert json.loads(output)["summary"]


async def test_the_folder_of_pages_holds_only_what_is_used() -> None:
    folder = Path(request_parsing.__file__).parent / "html"
    webhook = folder.parent.parent
    code = "".join(file.read_text() for file in (*webhook.rglob("*.py"), *folder.iterdir()))
    for file in folder.iterdir():
        assert re.search(rf"\b{re.escape(file.name)}\b", code), file.name
