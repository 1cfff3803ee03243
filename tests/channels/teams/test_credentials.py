"""The app's token: asked for once, kept, renewed; from a secret, App Service or a virtual machine."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.support.acting import Time
from threadline.bots.teams.credentials import ClientSecret, Issuer, ManagedIdentity, Tokens
from threadline.core.channels.errors import ChannelDenied, ChannelUnavailable
from threadline.simulator.teams.login import RESOURCE
from threadline.simulator.teams.platform import FakeTeams


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as teams:
        yield teams


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def secret(teams: FakeTeams, clock: Time, password: str | None = None) -> ClientSecret:
    return ClientSecret(
        teams.app_id, password or teams.app_password, teams.tenant_id, teams.login_url, RESOURCE, clock.sleep
    )


async def test_a_token_is_kept_until_shortly_before_its_end(teams: FakeTeams, session: aiohttp.ClientSession) -> None:
    clock = Time()
    tokens = Tokens(secret(teams, clock), clock.monotonic)
    first = await tokens.get(session)
    assert await tokens.get(session) == first
    clock.ahead += 3_299 - 60
    assert await tokens.get(session) == first
    clock.ahead += 120
    second = await tokens.get(session)
    assert (second != first, teams.login.requests) == (True, 2)
    tokens.forget("another")
    assert await tokens.get(session) == second
    tokens.forget(second)
    assert await tokens.get(session) != second


async def test_a_wrong_secret_says_what_to_check(teams: FakeTeams, session: aiohttp.ClientSession) -> None:
    with pytest.raises(ChannelDenied, match="THREADLINE_TEAMS_APP_PASSWORD") as refused:
        await secret(teams, Time(), "wrong").issue(session)
    assert refused.value.missing == "credentials"
    assert "wrong" not in repr(secret(teams, Time(), "wrong"))


async def test_passing_trouble_of_the_login_is_met_with_patience(
    teams: FakeTeams, session: aiohttp.ClientSession
) -> None:
    teams.login.down = 2
    assert teams.login.accepts((await secret(teams, Time()).issue(session)).value)
    teams.login.down = 3
    with pytest.raises(ChannelUnavailable, match="503"):
        await secret(teams, Time()).issue(session)
    nowhere = ClientSecret("a", "b", "c", "http://127.0.0.1:1", RESOURCE, Time().sleep)
    with pytest.raises(ChannelUnavailable, match="ClientConnector"):
        await nowhere.issue(session)


@pytest.mark.parametrize("kind", ["App Service", "virtual machine"])
async def test_a_machine_has_an_identity(teams: FakeTeams, session: aiohttp.ClientSession, kind: str) -> None:
    environment = {"IDENTITY_ENDPOINT": teams.identity_endpoint, "IDENTITY_HEADER": teams.login.identity_header}
    issuer: Issuer = ManagedIdentity(
        teams.app_id, RESOURCE, environment if kind == "App Service" else {}, teams.imds_url, Time().sleep
    )
    token = await issuer.issue(session)
    assert teams.login.accepts(token.value)
    assert 3_500 < token.seconds < 3_700
    other = ManagedIdentity("another", RESOURCE, {}, teams.imds_url, Time().sleep)
    with pytest.raises(ChannelDenied):
        await other.issue(session)
