"""Who may call whom: tokens of deliveries with all their faults, access tokens of the bot."""

import asyncio
import base64
import json
from typing import Any

import jwt
import pytest

from tests.unit.simulator.teams.bot import Bot, Time
from threadline.simulator.teams.signing import TokenFault

Json = dict[str, Any]

REFUSED = {
    TokenFault.NO_ALGORITHM: jwt.InvalidAlgorithmError,
    TokenFault.HMAC: jwt.InvalidAlgorithmError,
    TokenFault.OTHER_ALGORITHM: jwt.InvalidAlgorithmError,
    TokenFault.OTHER_KEY: jwt.InvalidSignatureError,
    TokenFault.BAD_SIGNATURE: jwt.InvalidSignatureError,
    TokenFault.NO_EXPIRY: jwt.MissingRequiredClaimError,
    TokenFault.NO_AUDIENCE: jwt.MissingRequiredClaimError,
    TokenFault.OTHER_AUDIENCE: jwt.InvalidAudienceError,
    TokenFault.NO_ISSUER: jwt.MissingRequiredClaimError,
    TokenFault.OTHER_ISSUER: jwt.InvalidIssuerError,
    TokenFault.EMULATOR: jwt.InvalidAlgorithmError,
}


async def keys(bot: Bot) -> dict[str, Json]:
    async with bot.http.get(bot.teams.openid_url) as response:
        metadata = await response.json()
    assert metadata["issuer"] == "https://api.botframework.com"
    async with bot.http.get(metadata["jwks_uri"]) as response:
        return {key["kid"]: key for key in (await response.json())["keys"]}


def read(bot: Bot, header: str | None, key: Json) -> Json:
    """What a careful reader makes of a header; the test's clock is not the wall clock, so times are not checked."""
    assert header is not None
    scheme, _, token = header.partition(" ")
    assert scheme == "Bearer"
    options: Any = {"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_nbf": False}
    public = jwt.PyJWK({**key, "alg": "RS256"}).key
    issuer = "https://api.botframework.com"
    return jwt.decode(token, public, ["RS256"], options, audience=bot.teams.app_id, issuer=issuer)


async def test_deliveries_are_signed_as_the_bot_framework_does(bot: Bot, clock: Time) -> None:
    await bot.teams.hand("ana").write(bot.teams.personal("ana"), "hello")
    header = bot.headers[-1] or ""
    kid = jwt.get_unverified_header(header.partition(" ")[2])["kid"]
    key = (await keys(bot))[kid]
    assert "msteams" in key["endorsements"]
    claims = read(bot, header, key)
    assert claims["serviceurl"] == bot.heard[-1]["serviceUrl"] == bot.teams.service_url
    assert claims["nbf"] < clock.now < claims["exp"]


@pytest.mark.parametrize("fault", REFUSED)
async def test_a_careful_reader_refuses_it(bot: Bot, fault: TokenFault) -> None:
    header = bot.teams.issuer.header(bot.teams.service_url, fault)
    with pytest.raises(REFUSED[fault]):
        read(bot, header, bot.teams.issuer.key.published())


async def test_faults_that_only_their_claims_and_headers_show(bot: Bot, clock: Time) -> None:
    issuer, url = bot.teams.issuer, bot.teams.service_url
    assert issuer.header(url, TokenFault.NO_HEADER) is None
    assert (issuer.header(url, TokenFault.NOT_BEARER) or "").startswith("Basic ")
    assert issuer.header(url, TokenFault.NO_TOKEN) == "Bearer"
    assert issuer.header(url, TokenFault.GARBAGE) == "Bearer not.a-token"

    def parts(fault: TokenFault) -> tuple[Json, Json]:
        head, body, _ = issuer.token(url, fault).split(".")
        head_json, body_json = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body))
        return head_json, body_json

    assert "kid" not in parts(TokenFault.NO_KEY_ID)[0]
    assert parts(TokenFault.UNKNOWN_KEY_ID)[0]["kid"] not in await keys(bot)
    unendorsed = (await keys(bot))[parts(TokenFault.NOT_ENDORSED)[0]["kid"]]
    assert "msteams" not in unendorsed["endorsements"]
    assert parts(TokenFault.EXPIRED)[1]["exp"] < clock.now
    assert parts(TokenFault.NOT_YET)[1]["nbf"] > clock.now
    assert "serviceurl" not in parts(TokenFault.NO_SERVICE_URL)[1]
    assert parts(TokenFault.OTHER_SERVICE_URL)[1]["serviceurl"] != url
    assert (
        json.loads(base64.urlsafe_b64decode(issuer.token(url, claims={"aud": "x"}).split(".")[1] + "=="))["aud"] == "x"
    )


async def test_a_delivery_can_carry_any_fault(bot: Bot) -> None:
    await bot.teams.hand("ana").write(bot.teams.personal("ana"), "hello")
    sent = bot.teams.courier.deliveries[-1]
    await bot.teams.courier.deliver(sent.activity, fault=TokenFault.NO_HEADER)
    assert bot.headers[-1] is None
    bot.teams.courier.signs = False
    await bot.teams.courier.again(sent)
    assert bot.headers[-1] is None
    assert bot.heard[-1] == bot.heard[0]


async def test_keys_can_change_and_be_away(bot: Bot) -> None:
    old = bot.teams.issuer.key.kid
    bot.teams.issuer.rotate()
    assert {old, bot.teams.issuer.key.kid} <= set(await keys(bot))
    assert bot.teams.issuer.fetches == 2
    bot.teams.issuer.down = True
    async with bot.http.get(bot.teams.openid_url) as response:
        assert response.status == 503


@pytest.mark.parametrize(
    ("changes", "status", "error", "code"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
        ({"scope": "https://graph.microsoft.com/.default"}, 400, "invalid_scope", 70011),
        ({"client_id": "other"}, 400, "unauthorized_client", 700016),
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
    ],
)
async def test_the_login_refuses(bot: Bot, changes: dict[str, str], status: int, error: str, code: int) -> None:
    async with bot.http.post(bot.teams.token_url, data=bot.credentials(**changes)) as response:
        body = await response.json()
        assert (response.status, body["error"], body["error_codes"]) == (status, error, [code])
        assert body["error_description"].startswith(f"AADSTS{code}: ")


async def test_the_login_knows_its_own_tenant_and_may_be_away(bot: Bot) -> None:
    other = f"{bot.teams.login_url}/common/oauth2/v2.0/token"
    async with bot.http.post(other, data=bot.credentials()) as response:
        assert (await response.json())["error_codes"] == [90002]
    bot.teams.login.down = 1
    for status in (503, 200):
        async with bot.http.post(bot.teams.token_url, data=bot.credentials()) as response:
            assert response.status == status
    assert bot.teams.login.requests == 4  # one was the fixture's


async def test_access_tokens_expire_and_can_be_revoked(bot: Bot, clock: Time) -> None:
    path = f"conversations/{bot.teams.group.id}/members"
    assert (await bot.call("GET", path))[0] == 200
    clock.now += 3_600
    status, body = await bot.call("GET", path)
    assert (status, body) == (401, {"message": "Authorization has been denied for this request."})
    await bot.sign_in()
    assert (await bot.call("GET", path))[0] == 200
    bot.teams.login.revoke()
    assert (await bot.call("GET", path))[0] == 401
    bot.token = ""
    assert (await bot.call("GET", path))[0] == 401


RESOURCE = "https://api.botframework.com"


@pytest.mark.parametrize("door", ["app service", "machine"])
async def test_a_managed_identity_gives_tokens(bot: Bot, door: str) -> None:
    app_service = door == "app service"
    url = bot.teams.identity_endpoint if app_service else bot.teams.imds_url
    version = "2019-08-01" if app_service else "2018-02-01"
    right = {"X-IDENTITY-HEADER": bot.teams.login.identity_header} if app_service else {"Metadata": "true"}
    asked = {"resource": RESOURCE, "api-version": version, "client_id": bot.teams.app_id}
    async with bot.http.get(url, params=asked, headers=right) as response:
        body = await response.json()
    bot.token = body["access_token"]
    assert int(body["expires_on"]) > 1_800_000_000
    assert (await bot.call("GET", f"conversations/{bot.teams.group.id}/members"))[0] == 200
    async with bot.http.get(url, params=asked) as response:
        assert response.status == (401 if app_service else 400)
    for changes in ({"resource": "https://graph.microsoft.com"}, {"api-version": "1"}, {"client_id": "other"}):
        async with bot.http.get(url, params=asked | changes, headers=right) as response:
            assert response.status == 400
    bot.teams.login.down = 1
    async with bot.http.get(url, params=asked, headers=right) as response:
        assert response.status == 503


async def test_a_bot_that_does_not_answer_is_given_up(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.simulator.teams.delivery.ANSWERED_WITHIN", 0.05)
    ana = bot.teams.hand("ana")

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    silent_port = server.sockets[0].getsockname()[1]
    for port in (silent_port, 1):
        bot.teams.deliver_to(f"http://127.0.0.1:{port}/api/messages")
        await ana.write(bot.teams.personal("ana"), "hello")
        assert (bot.teams.courier.deliveries[-1].status, bot.teams.courier.deliveries[-1].body) == (0, {})
    await bot.teams.courier.close()
    server.close()
    await server.wait_closed()
