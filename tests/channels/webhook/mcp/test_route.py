"""The door of other assistants: what it answers, and whom and what it refuses."""

import json
from typing import Any

import httpx2
import pytest
from mcp import Client as McpClient
from mcp.client.streamable_http import streamable_http_client

from tests.channels.webhook.client import Answer, Client
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

READING = ["find_time", "free_time", "look_up_events", "look_up_todos", "resolve_time", "search_conversations"]
PROPOSING = [
    "propose_answer",
    "propose_cancellation",
    "propose_change",
    "propose_event",
    "propose_other_time",
    "propose_reminder",
]
WELCOME = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "test", "version": "1"},
}


async def ask(client: Client, method: str, params: Any = None, *, request_id: Any = 1, **headers: str) -> Answer:
    """One request, as the protocol writes it."""
    body = {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params or {}}
    return await client.post("/mcp", body, headers=headers)


async def raw(client: Client, data: bytes, **headers: str) -> Answer:
    return await client.call("POST", "/mcp", data=data, headers={"Content-Type": "application/json", **headers})


def error(answer: Answer, status: int, code: int) -> str:
    """It is an error of JSON-RPC; answers with its words."""
    assert (answer.status, answer.json["jsonrpc"], answer.json["error"]["code"]) == (status, "2.0", code), answer.text
    return str(answer.json["error"]["message"])


async def test_the_official_client_connects_lists_and_calls(house: House) -> None:
    ana = await house.person()
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {ana.token}"}) as http:
        transport = streamable_http_client(f"{house.address}/mcp", http_client=http)
        async with McpClient(transport) as client:
            assert client.protocol_version == "2025-11-25"
            tools = (await client.list_tools()).tools
            assert [tool.name for tool in tools] == sorted([*READING, *PROPOSING])
            looked = await client.call_tool("resolve_time", {"words": "1 March 2027 3pm"})
            assert not looked.is_error
            assert "2027" in looked.content[0].text  # type: ignore[union-attr]
            made = await client.call_tool("propose_event", {"when": ["1 March 2027 3pm"], "people": [], "title": "Tea"})
            assert not made.is_error, made.content
            assert len(made.structured_content["cards"]) == 1
            wrong = await client.call_tool("resolve_time", {"words": "purple"})
            assert wrong.is_error


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("2025-11-25", "2025-11-25"),
        ("2026-07-28", "2025-11-25"),
        ("1.0", "2025-11-25"),
        (7, "2025-11-25"),
        (None, "2025-11-25"),
    ],
)
async def test_the_revision_is_the_clients_where_it_is_known(ana: Client, wanted: Any, spoken: str) -> None:
    result = (await ask(ana, "initialize", {**WELCOME, "protocolVersion": wanted})).json["result"]
    assert result["protocolVersion"] == spoken
    assert result["serverInfo"]["name"] == "threadline"
    assert list(result["capabilities"]) == ["tools"]
    assert "click" in result["instructions"]


async def test_a_ping_is_answered_with_the_id_it_has(ana: Client) -> None:
    assert (await ask(ana, "ping", request_id="a")).json == {"jsonrpc": "2.0", "id": "a", "result": {}}
    assert (await ask(ana, "ping", request_id=0)).json["id"] == 0


@pytest.mark.parametrize("method", ["notifications/initialized", "notifications/cancelled", "notifications/unknown"])
async def test_a_notification_is_accepted_without_a_word(ana: Client, method: str) -> None:
    answer = await ana.post("/mcp", {"jsonrpc": "2.0", "method": method})
    assert (answer.status, answer.body) == (202, b"")


async def test_an_answer_to_nothing_is_accepted_too(ana: Client) -> None:
    answer = await ana.post("/mcp", {"jsonrpc": "2.0", "id": 3, "result": {}})
    assert (answer.status, answer.body) == (202, b"")


@pytest.mark.parametrize("method", ["resources/list", "prompts/list", "server/discover", "confirm", "tools/confirm"])
async def test_there_is_no_other_method(ana: Client, method: str) -> None:
    answer = await ask(ana, method, request_id=9)
    assert error(answer, 200, -32601)
    assert answer.json["id"] == 9


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
async def test_there_is_no_stream_and_no_session(ana: Client, method: str) -> None:
    answer = await ana.call(method, "/mcp")
    answer.refused(405, "METHOD_NOT_ALLOWED")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff", -32700),
        (b'{"id": 1, "id": 2}', -32700),
        (b"[]", -32600),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', -32600),
        (b"1", -32600),
        (b'{"id": 1, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}', -32602),
    ],
)
async def test_what_is_no_message_is_refused(ana: Client, data: bytes, code: int) -> None:
    assert error(await raw(ana, data), 400, code)


async def test_only_json_is_taken_and_only_json_is_given(ana: Client) -> None:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
    (await raw(ana, body, **{"Content-Type": "text/plain"})).refused(415, "UNSUPPORTED_MEDIA_TYPE")
    assert error(await raw(ana, body, Accept="text/event-stream"), 406, -32600)
    assert (await raw(ana, body, Accept="application/json, text/event-stream")).status == 200


async def test_later_requests_name_a_revision_that_is_spoken(ana: Client) -> None:
    assert (await ask(ana, "ping", **{"MCP-Protocol-Version": "2025-03-26"})).status == 200
    assert "2025-11-25" in error(await ask(ana, "ping", **{"MCP-Protocol-Version": "2031-01-01"}), 400, -32600)


async def test_strangers_are_told_how_to_prove_who_they_are(house: House) -> None:
    for client in (house.stranger, Client(house.http, house.address, "guess")):
        answer = await ask(client, "initialize", WELCOME)
        answer.refused(401, "UNAUTHORIZED")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


async def test_the_consoles_session_is_no_token(house: House) -> None:
    answer = await ask(house.stranger, "ping", Cookie="threadline_session=guess")
    answer.refused(403, "ACCESS_DENIED")


async def test_a_token_in_the_address_is_refused(ana: Client) -> None:
    answer = await ana.post(f"/mcp?token={ana.token}", {"jsonrpc": "2.0", "id": 1, "method": "ping"})
    answer.refused(400, "VALIDATION_ERROR")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
async def test_pages_of_other_sites_may_not_call(ana: Client, origin: str) -> None:
    (await ask(ana, "ping", Origin=origin)).refused(403, "ACCESS_DENIED")


async def test_a_name_that_is_not_this_machines_is_refused(ana: Client) -> None:
    (await ask(ana, "ping", Host="evil.example")).refused(403, "ACCESS_DENIED")


async def test_where_others_are_served_a_name_alone_makes_no_origin_ours(house: House) -> None:
    async with house.rebuilt(base_url="https://cal.example", allow_origins=("https://app.example",)) as served:
        ana = await served.person()
        for origin in ("https://cal.example", "https://app.example"):
            assert (await ask(ana, "ping", Origin=origin)).status == 200
        (await ask(ana, "ping", Origin="http://evil.example", Host="evil.example")).refused(403, "ACCESS_DENIED")


async def test_the_tools_are_those_that_the_token_may_call(house: House) -> None:
    reader, proposer = await house.person("read"), await house.person("write")
    for client, names in ((reader, READING), (proposer, PROPOSING), (await house.person("admin"), [])):
        tools = (await ask(client, "tools/list")).json["result"]["tools"]
        assert [tool["name"] for tool in tools] == names
        assert all(tool["annotations"]["readOnlyHint"] == (tool["name"] in READING) for tool in tools)
    for client, name, scope in ((reader, "propose_event", "write"), (proposer, "look_up_events", "read")):
        answer = await ask(client, "tools/call", {"name": name, "arguments": {}})
        answer.refused(403, "ACCESS_DENIED")
        assert f'error="insufficient_scope", scope="{scope}"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("name", ["confirm", "book", "people_of_thread", "read_further", "", None, 5, ["ping"]])
async def test_no_other_tool_can_be_called(ana: Client, name: Any) -> None:
    assert error(await ask(ana, "tools/call", {"name": name, "arguments": {}}), 200, -32602)


async def test_arguments_that_do_not_fit_are_told_in_words(ana: Client) -> None:
    assert error(await ask(ana, "tools/call", {"name": "free_time", "arguments": [1]}), 200, -32602)
    for arguments in ({}, {"first_day": "soon", "last_day": 4}, {"unknown": "\x00\ud800"}):
        answer = await ask(ana, "tools/call", {"name": "free_time", "arguments": arguments})
        assert answer.json["result"]["isError"] is True
        assert "do not fit" in answer.json["result"]["content"][0]["text"]


async def test_the_limits_of_the_api_hold(house: House) -> None:
    async with house.rebuilt(requests_per_minute=2, max_body_bytes=2000) as served:
        ana, bo = await served.person(), await served.person()
        answer = await raw(bo, b'{"jsonrpc": "2.0", "id": 1, "method": "' + b"x" * 3000 + b'"}')
        answer.refused(413, "PAYLOAD_TOO_LARGE")
        assert [(await ask(ana, "ping")).status for _ in range(3)] == [200, 200, 429]
        limited = await ask(ana, "ping")
        assert int(limited.headers["Retry-After"]) >= 1


WILD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e300,
    "",
    "\x00",
    "\ud800",
    "e1-" * 400,
    [],
    [None],
    [[]],
    ["x" * 1000],
    {},
)
FIELDS = ("when", "words", "people", "event", "slot", "title", "first_day", "last_day", "minutes", "earliest")


@pytest.mark.parametrize("name", [*READING, *PROPOSING])
async def test_no_call_however_wild_breaks_anything_or_books(house: House, name: str) -> None:
    ana = await house.person()
    for place, wild in enumerate(WILD):
        arguments = {field: WILD[(place + shift) % len(WILD)] for shift, field in enumerate(FIELDS)}
        for given in (wild, {"words": wild, "when": wild, "people": []}, arguments):
            answer = await ask(ana, "tools/call", {"name": name, "arguments": given})
            assert answer.status == 200, answer.text
            assert ("result" in answer.json) != ("error" in answer.json)
    assert (await ana.get("/api/v1/calendar/events")).json["events"] == []
