"""Signing in with the team's provider: there, back, and who may come in."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.channels.webhook.client import Answer, Client
from tests.channels.webhook.house import House, opened
from tests.support.openid_provider import CLIENT, OTHER_KEY, SECRET, Provider, provider
from threadline.core.domain.scopes import ALL_SCOPES, PERSONAL_SCOPES

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with opened(tmp_path_factory.mktemp("data")) as house:
        yield house


@asynccontextmanager
async def signing_in(service: House, **settings: Any) -> AsyncIterator[tuple[House, Provider]]:
    """The service behind another server, with a provider of its own."""
    async with provider("") as made:
        common = {
            "openid_issuer": made.issuer,
            "openid_client_id": CLIENT,
            "openid_client_secret": SecretStr(SECRET),
            "sign_in_domains": ("example.com",),
            "openid_title": "Example Login",
        }
        async with service.rebuilt(**{**common, **settings}) as house:
            made.return_to = f"{house.address}/openid/callback"
            made.after_logout = f"{house.address}/"
            yield house, made


async def come_in(house: House, made: Provider, *, alter: dict[str, str] | None = None) -> Answer:
    """There and back as a browser goes; `alter` changes what comes back. The answer of the return."""
    away = await house.stranger.get("/openid/begin")
    assert away.status == 303, away.text
    cookie = away.headers["Set-Cookie"].partition(";")[0]
    async with house.http.get(away.headers["Location"], allow_redirects=False) as consent:
        assert consent.status == 302, await consent.text()
        back = urlsplit(consent.headers["Location"])
    query = dict(parse_qsl(back.query)) | (alter or {})
    return await house.stranger.get("/openid/callback", params=query, headers={"Cookie": cookie})


async def who(house: House, answer: Answer) -> Any:
    """Whose browser that is now."""
    assert answer.status == 303, answer.text
    assert answer.headers["Location"] == "/"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    told = await house.stranger.get("/api/v1/me", headers={"Cookie": cookie.partition(";")[0]})
    assert told.status == 200
    return told.json


async def test_somebody_of_the_team_comes_in_by_a_click_and_stays_the_same_person(service: House) -> None:
    async with signing_in(service) as (house, made):
        ways = (await house.stranger.get("/api/v1/session/ways")).json
        assert ways == {
            "openid": "Example Login",
            "openid_url": "/openid/begin",
            "sign_out_url": "/openid/logout",
            "mail": False,
        }
        made.claims = {"zoneinfo": "Europe/Lisbon", "locale": "pt-PT"}
        ana = await who(house, await come_in(house, made))
        assert ana["name"] == "Ana Lopes"
        assert (ana["email"], ana["timezone"]) == ("ana@example.com", "Europe/Lisbon")
        assert ana["scopes"] == list(PERSONAL_SCOPES)
        made.claims = {"email": "ana.lopes@example.com", "name": "Ana L."}
        assert (await who(house, await come_in(house, made)))["id"] == ana["id"]
        known = await house.services.people.directory.by_email("ana@example.com")
        assert known is not None
        assert known.id == ana["id"]
        assert made.asked.count("discovery") == 1


async def test_a_person_who_is_known_by_address_is_found_again(service: House) -> None:
    async with signing_in(service) as (house, made):
        bo = await house.services.people.directory.ensure("bo@example.com", name="Bo")
        made.claims = {"sub": "bo", "email": "Bo@Example.com"}
        assert (await who(house, await come_in(house, made)))["id"] == bo.id


@pytest.mark.parametrize(
    ("settings", "claims", "scopes"),
    [
        ({"openid_admins": ("ana@example.com",)}, {}, ALL_SCOPES),
        ({"openid_admins": ("bo@example.com",)}, {}, PERSONAL_SCOPES),
        ({"openid_admin_group": "operators"}, {"groups": ["staff", "operators"]}, ALL_SCOPES),
        ({"openid_admin_group": "operators"}, {"roles": "operators"}, ALL_SCOPES),
        ({"openid_admin_group": "operators"}, {"groups": ["operators2"]}, PERSONAL_SCOPES),
        (
            {"openid_admins": ("ana@example.com",), "sign_in_domains": ("*",)},
            {"email_verified": False},
            PERSONAL_SCOPES,
        ),
    ],
    ids=["address", "other-address", "group", "role", "other-group", "unverified-address"],
)
async def test_who_administers_is_said_by_the_settings(
    service: House, settings: dict[str, Any], claims: dict[str, Any], scopes: tuple[str, ...]
) -> None:
    async with signing_in(service, **settings) as (house, made):
        made.claims = claims
        assert (await who(house, await come_in(house, made)))["scopes"] == list(scopes)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email": "eve@elsewhere.example"}, "eve@elsewhere.example may not sign in here"),
        ({"email": "ana@example.com.elsewhere.example"}, "may not sign in here"),
        ({"email_verified": False}, "Example Login has not verified the address ana@example.com"),
        ({"email_verified": None}, "has not verified"),
        ({"email": None}, "did not say what your e-mail address is"),
    ],
    ids=["other-domain", "lookalike-domain", "unverified", "verified-unsaid", "no-address"],
)
async def test_whoever_is_not_of_the_team_stays_out_and_is_told_why(
    service: House, claims: dict[str, Any], said: str
) -> None:
    async with signing_in(service) as (house, made):
        made.claims = {"sub": f"stranger-{said}", **claims}
        answer = await come_in(house, made)
        assert answer.status == 403
        assert said in answer.text
        assert "Set-Cookie" not in answer.headers


async def test_an_address_that_is_not_verified_counts_where_the_provider_answers_for_all(service: House) -> None:
    async with signing_in(service, openid_addresses="all") as (house, made):
        made.claims = {"sub": "entra", "email": "cy@example.com", "email_verified": None}
        assert (await who(house, await come_in(house, made)))["email"] == "cy@example.com"


async def test_the_address_may_come_beside_the_id_token(service: House) -> None:
    async with signing_in(service) as (house, made):
        made.claims = {"sub": "beside", "email": None, "email_verified": None}
        made.user_info = {"sub": "beside", "email": "dee@example.com", "email_verified": True}
        assert (await who(house, await come_in(house, made)))["email"] == "dee@example.com"
        made.claims["sub"] = "other"
        assert (await come_in(house, made)).status == 403


@pytest.mark.parametrize(
    ("claims", "settings"),
    [
        ({"aud": "another-client"}, {}),
        ({"aud": [CLIENT, "another-client"], "azp": "another-client"}, {}),
        ({"iss": "https://elsewhere.example"}, {}),
        ({"nonce": "another"}, {}),
        ({"exp": 1_000_000_000}, {}),
        ({"sub": None}, {}),
        ({}, {"unsigned": True}),
        ({}, {"signs_with": OTHER_KEY}),
    ],
    ids=["audience", "party", "issuer", "nonce", "expired", "nobody", "unsigned", "foreign-key"],
)
async def test_a_token_that_proves_nothing_signs_nobody_in(
    service: House, claims: dict[str, Any], settings: dict[str, Any]
) -> None:
    async with signing_in(service) as (house, made):
        made.claims = claims
        for name, value in settings.items():
            setattr(made, name, value)
        answer = await come_in(house, made)
        assert answer.status == 403
        assert "What came back from Example Login did not fit" in answer.text
        assert "Set-Cookie" not in answer.headers


async def test_a_return_that_another_browser_began_or_that_was_altered_signs_nobody_in(service: House) -> None:
    async with signing_in(service) as (house, made):
        assert (await come_in(house, made, alter={"state": "f" * 64})).status == 403
        assert (await come_in(house, made, alter={"code": "guessed"})).status == 403
        assert (await come_in(house, made, alter={"iss": "https://elsewhere.example"})).status == 403
        without = await house.stranger.get("/openid/callback", params={"state": "x", "code": "y"})
        assert without.status == 403
        assert "another browser" in without.text
        made.metadata = {"authorization_response_iss_parameter_supported": True}
    async with signing_in(service) as (house, made):
        made.metadata = {"authorization_response_iss_parameter_supported": True}
        assert (await come_in(house, made)).status == 403
        assert (await come_in(house, made, alter={"iss": made.issuer})).status == 303


async def test_a_provider_that_refuses_or_is_not_there_is_named(service: House) -> None:
    async with signing_in(service) as (house, made):
        made.broken = True
        answer = await house.stranger.get("/openid/begin")
        assert answer.status == 503
        assert "Example Login cannot be reached" in answer.text
        made.broken, made.refuses = False, "access_denied"
        answer = await come_in(house, made)
        assert answer.status == 403
        assert "Example Login did not sign you in" in answer.text


async def test_whoever_signs_out_is_signed_out_at_the_provider_too(service: House) -> None:
    async with signing_in(service) as (house, made):
        made.claims = {"exp": int(time.time()) + 5}
        came = await come_in(house, made)
        session, hint = (
            next(each.partition(";")[0] for each in came.headers.getall("Set-Cookie") if each.startswith(name))
            for name in ("threadline_session", "threadline_openid_hint")
        )
        [about] = [each for each in came.headers.getall("Set-Cookie") if each.startswith("threadline_openid_hint")]
        assert all(part in about for part in ("HttpOnly", "SameSite=Strict", "Path=/openid"))
        closed = await house.stranger.call(
            "DELETE", "/api/v1/session", headers={"Cookie": session, "X-Threadline-Console": "1"}
        )
        assert closed.status == 204
        assert (await house.stranger.get("/api/v1/me", headers={"Cookie": session})).status == 401
        away = await house.stranger.get("/openid/logout", headers={"Cookie": hint})
        assert away.status == 303
        assert away.headers["Location"].startswith(f"{made.issuer}/logout?")
        assert 'threadline_openid_hint=""' in away.headers["Set-Cookie"]
        async with house.http.get(away.headers["Location"], allow_redirects=False) as ended:
            assert ended.status == 302, await ended.text()
            assert ended.headers["Location"] == f"{house.address}/"
        assert made.signed_out == ["4711"]


async def test_where_the_provider_has_no_way_out_or_is_away_the_session_here_ends_all_the_same(service: House) -> None:
    hint = {"Cookie": "threadline_openid_hint=whatever"}
    async with signing_in(service) as (house, made):
        made.broken = True
        assert (await house.stranger.get("/openid/logout", headers=hint)).headers["Location"] == "/"
        made.broken, made.metadata = False, {"end_session_endpoint": None}
        assert (await house.stranger.get("/openid/logout", headers=hint)).headers["Location"] == "/"
        assert (await house.stranger.get("/openid/logout")).headers["Location"] == "/"


async def test_new_keys_are_fetched_and_the_other_way_to_show_the_secret_is_known(service: House) -> None:
    async with signing_in(service) as (house, made):
        made.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        await who(house, await come_in(house, made))
        made.roll_over()
        await who(house, await come_in(house, made))
        assert made.asked.count("keys") == 2


async def test_without_a_provider_there_is_nothing_there(service: House) -> None:
    assert (await service.stranger.get("/openid/begin")).status == 404
    assert (await service.stranger.get("/openid/callback")).status == 404
    assert (await service.stranger.get("/openid/logout")).status == 404
    nobody: Client = service.stranger
    assert (await nobody.get("/api/v1/session/ways")).json["openid"] is None
