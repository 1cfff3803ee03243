"""Who is let in: every fault of a token, a tenant, an address or a body is refused, and nobody is asked for it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.channels.teams.house import House, settings_for
from tests.support.acting import script
from threadline.bots.teams.routes import MOST_BYTES
from threadline.bots.teams.service_urls import ServiceHosts
from threadline.bots.teams.signing_keys import _BETWEEN_SECONDS
from threadline.config import Settings
from threadline.config.addresses import is_loopback
from threadline.simulator.teams.activities import envelope
from threadline.simulator.teams.delivery import Delivery
from threadline.simulator.teams.signing import TokenFault

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


def hello(house: House, **changes: Any) -> Json:
    """An activity as Teams sends it."""
    teams = house.teams
    fields = {"id": teams.tenant.next_id(), "text": "hello", "textFormat": "plain"} | changes
    kind = fields.pop("type", "message")
    activity = envelope(
        teams.tenant, teams.service_url, teams.person("ana"), teams.personal("ana"), kind="message", **fields
    )
    return activity | {"type": kind}


async def deliver(house: House, activity: Json, **how: Any) -> Delivery:
    """Deliver an activity; nobody may be asked for one that is refused."""
    before = outbound(house)
    delivery = await house.teams.courier.deliver(activity, **how)
    if delivery.status in (400, 401, 403):
        assert outbound(house) == before
        assert delivery.body["error"]
    return delivery


def outbound(house: House) -> tuple[int, int]:
    return len(house.teams.connector.calls), house.teams.login.requests


@pytest.mark.parametrize("fault", list(TokenFault), ids=[fault.name.lower() for fault in TokenFault])
async def test_every_fault_of_a_token_is_401(house: House, fault: TokenFault) -> None:
    delivery = await deliver(house, hello(house), fault=fault)
    assert delivery.status == 401
    assert delivery.body["code"] == "UNAUTHORIZED"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"channelData": {"tenant": {"id": "11111111-2222-4333-8444-555555555555"}}}, 403),
        ({"channelData": {}, "conversation": {"id": "a:ana", "conversationType": "personal"}}, 403),
        ({"channelId": "emulator"}, 401),
        ({"channelId": "webchat"}, 401),
    ],
    ids=["wrong tenant", "no tenant", "emulator", "another channel"],
)
async def test_callers_that_are_not_to_be_answered(house: House, changes: Json, status: int) -> None:
    assert (await deliver(house, hello(house) | changes)).status == status


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net.example.com/emea/",
        "https://example.com/",
        "http://169.254.169.254/",
        "https://ana:secret@127.0.0.1/",
        "ftp://127.0.0.1/",
        "https://[::",
    ],
)
async def test_a_forged_service_address_is_refused(house: House, url: str) -> None:
    assert (await deliver(house, hello(house) | {"serviceUrl": url})).status == 403


async def test_keys_are_fetched_before_and_seldom(house: House) -> None:
    fetches, began = house.teams.issuer.fetches, house.time.monotonic()
    for _ in range(5):
        assert (await deliver(house, hello(house), fault=TokenFault.UNKNOWN_KEY_ID)).status == 401
    times = (house.time.monotonic() - began) / _BETWEEN_SECONDS + 1
    assert house.teams.issuer.fetches <= fetches + 2 * times


async def test_a_flood_of_forged_keys_keeps_no_genuine_new_one_out(house: House) -> None:
    fetches = house.teams.issuer.fetches
    house.teams.issuer.rotate()
    forged = [deliver(house, hello(house, type="typing"), fault=TokenFault.UNKNOWN_KEY_ID) for _ in range(60)]
    genuine = [deliver(house, hello(house, type="typing")) for _ in range(3)]
    answered = [delivery.status for delivery in await asyncio.gather(*forged, *genuine)]
    assert answered == [401] * 60 + [200] * 3
    assert house.teams.issuer.fetches <= fetches + 6


async def test_a_new_key_is_fetched(house: House) -> None:
    house.time.ahead += 400
    house.teams.issuer.rotate()
    house.provider.scripts.append(script("hi"))
    assert (await deliver(house, hello(house))).status == 200


async def test_a_token_that_was_good_is_looked_at_each_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    teams, activity = house.teams, hello(house, type="typing")
    token = teams.issuer.token(teams.service_url, claims={"exp": int(house.time.wall()) + 200_000})

    async def answered(bearer: str, activity: Json = activity) -> int:
        return (await teams.courier.raw(json.dumps(activity).encode(), authorization=f"Bearer {bearer}")).status

    assert [await answered(token) for _ in range(2)] == [200, 200]
    assert await answered(token[:-6] + "AAAAAA") == 401  # the same claims, another signature
    assert await answered(token, activity | {"serviceUrl": "https://smba.trafficmanager.net/emea/"}) == 401
    assert await answered(token, activity | {"channelData": {"tenant": {"id": "another"}}}) == 403
    monkeypatch.setattr(teams.issuer, "keys", teams.issuer.keys[1:])  # withdrawn before the token is over
    house.time.ahead += 90_000
    assert await answered(token) == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"{}", 400),
        (json.dumps({"type": "message"}).encode(), 400),
    ],
)
async def test_a_body_that_is_no_activity_is_400(house: House, body: bytes, status: int) -> None:
    header = house.teams.issuer.header(house.teams.service_url)
    delivery = await house.teams.courier.raw(body, authorization=header)
    assert delivery.status == status
    assert delivery.body["code"] == "VALIDATION_ERROR"


@pytest.mark.parametrize(
    "changes",
    [
        {"from": None},
        {"from": "ana"},
        {"conversation": {"id": ""}},
        {"entities": "none"},
        {"timestamp": "yesterday"},
        {"id": {"a": 1}},
        {"attachments": [1]},
        {"membersAdded": {}},
        {"serviceUrl": 5},
    ],
)
async def test_a_malformed_activity_is_400(house: House, changes: Json) -> None:
    header = house.teams.issuer.header(house.teams.service_url)
    body = json.dumps(hello(house) | changes).encode()
    assert (await house.teams.courier.raw(body, authorization=header)).status == 400


async def test_what_is_too_large_or_no_json(house: House) -> None:
    header = house.teams.issuer.header(house.teams.service_url)
    delivery = await house.teams.courier.raw(b" " * (MOST_BYTES + 1), authorization=header)
    assert delivery.status == 413
    delivery = await house.teams.courier.raw(b"{}", authorization=header, content_type="text/plain")
    assert delivery.status == 415

    async def pieces() -> Any:
        for _ in range(MOST_BYTES // 50_000 + 2):
            yield b" " * 50_000

    headers = {"Content-Type": "application/json"}
    url = f"{house.address}/api/messages"
    async with aiohttp.ClientSession() as session, session.post(url, data=pieces(), headers=headers) as response:
        assert response.status == 413


async def test_kinds_nobody_listens_for_are_taken(house: House) -> None:
    for kind in ("typing", "messageReaction", "event", "endOfConversation", "somethingNew", "trace"):
        assert (await deliver(house, hello(house, type=kind))).status == 200
    assert (await deliver(house, hello(house, type="invoke", name="composeExtension/query"))).status == 501
    assert (
        await deliver(house, hello(house, type="invoke", name="signin/verifyState"))
    ).status == 412  # not connected yet


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"teams_tenant_id": None}, "THREADLINE_TEAMS_TENANT_ID"),
        ({"teams_app_password": None}, "_APP_PASSWORD"),
        ({"teams_managed_identity": True}, "either"),
        ({"teams_app_id": None}, "THREADLINE_TEAMS_APP_ID"),
        ({"teams_development": True}, "without THREADLINE_TEAMS_APP_ID"),
    ],
)
async def test_settings_that_cannot_work_are_refused(house: House, tmp_path: Path, changes: Json, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        settings_for(house.teams, tmp_path, **changes)


@pytest.mark.parametrize("changes", [{"host": "0.0.0.0"}, {"host": "example.com"}, {"base_url": "https://a.example"}])
async def test_development_is_for_this_machine(changes: Json) -> None:
    with pytest.raises(ValueError, match="THREADLINE_HOST"):
        Settings(_env_file=None, teams_development=True, **changes)
    assert Settings(_env_file=None, teams_development=True, host="localhost").teams_development


async def test_only_exact_hosts_are_spoken_to() -> None:
    hosts = ServiceHosts(frozenset({"smba.trafficmanager.net"}))
    assert hosts.allow("https://smba.trafficmanager.net/emea/")
    assert hosts.allow("https://SMBA.trafficmanager.net:443/emea/")
    for url in (
        "http://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://a@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/?x=1",
        "https://smba.trafficmanager.net/#x",
        "https://127.0.0.1/",
        "https://smba.trafficmanager.net:99999/",
        "",
    ):
        assert not hosts.allow(url), url
    here = ServiceHosts((), development=True)
    assert here.allow("http://127.0.0.1:56150/_connector")
    assert not here.allow("https://smba.trafficmanager.net/")
    assert is_loopback("[::1]")
