"""One workspace by token, many by installation: tokens, their keeping, their rotation, their end."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from pydantic import ValidationError

from tests.channels.slack.house import MANY, House, install, running, settings_for
from tests.support.acting import until
from threadline.bots.slack.installations import Installation
from threadline.core.channels.errors import ChannelDenied
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.platform import FakeSlack
from threadline.storage.persons import utc_now

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def many(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("data"), **(MANY | {"base_url": None})) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def house(many: House) -> House:
    """The service without any installation."""
    many.rest()
    many.team = "T1"
    many.slack.installer.rotating = many.slack.installer.org_wide = False
    many.channel.workspaces.clock = utc_now
    for team, enterprise in (("T1", ""), ("T7", "E1"), ("", "E1")):
        await many.channel.workspaces.uninstall(team, enterprise, at=datetime.now(UTC))
    return many


async def test_installs_answers_and_is_removed(house: House) -> None:
    with pytest.raises(ChannelDenied):
        await house.channel.workspaces.of("T1")
    assert "installed" in await install(house)
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    (answer,) = await house.answered(asked.ts)
    assert answer.markdown == "hello"
    assert house.slack.api.of("auth.test") == []
    stored = await house.services.storage.secrets.get("slack", "installation::T1")
    assert stored is not None
    assert "xoxb-T1" in stored
    await house.hand.uninstall()
    assert await house.services.storage.secrets.get("slack", "installation::T1") is None
    with pytest.raises(ChannelDenied):
        await house.channel.workspaces.of("T1")


async def test_tokens_are_not_readable_at_rest(house: House) -> None:
    await install(house)
    files = b"".join(path.read_bytes() for path in house.services.settings.data_dir.glob("*.db*"))
    assert house.workspace.token.encode() not in files


async def test_addresses_of_many_workspaces_identify_nobody(house: House) -> None:
    await install(house)
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    assert await house.services.people.directory.by_email("ana@example.com") is None


async def test_workspaces_are_asked_for_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await install(house)
    first = await house.channel.workspaces.of("T1")

    async def never(*_: str) -> None:
        raise AssertionError("the database is not asked again")

    monkeypatch.setattr(house.channel.workspaces.store, "find", never)
    assert await house.channel.workspaces.of("T1") is first


async def test_a_token_is_refreshed_before_it_expires(house: House) -> None:
    house.slack.installer.rotating = True
    await install(house)
    first = (await house.channel.workspaces.of("T1")).token
    house.channel.workspaces.clock = lambda: datetime.now(UTC) + timedelta(hours=11)
    house.slack.api.fail("oauth.v2.access", SlackFault("internal_error"))
    assert (await house.channel.workspaces.of("T1")).token == first, "not reached: the old one is good for an hour"
    second = (await house.channel.workspaces.of("T1")).token
    assert second == house.workspace.token != first


async def test_a_token_that_slack_ended_is_looked_up_again(house: House) -> None:
    await install(house)
    workspace = await house.channel.workspaces.of("T1")
    house.slack.api.fail("auth.test", SlackFault("token_expired"))
    with pytest.raises(ChannelDenied):
        await workspace.calls.call("auth.test")
    assert await house.channel.workspaces.of("T1") is not workspace


async def test_an_organisation_installs_once_for_all_its_teams(house: House) -> None:
    grid = house.slack.workspace("T7", enterprise_id="E1")
    house.slack.installer.org_wide = True
    await install(house, "T7")
    house.team = "T7"
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    other = await house.channel.workspaces.of("T8", "E1")
    assert other.token == grid.token
    assert await house.channel.workspaces.of("T8", "E1") is other
    await house.hand.deliver({"type": "team_access_revoked", "team_ids": ["T8"]})
    await until(lambda: house.services.inbound.idle)
    assert await house.channel.workspaces.of("T8", "E1") is not other
    await house.hand.uninstall()
    with pytest.raises(ChannelDenied):
        await house.channel.workspaces.of("T8", "E1")


async def test_installations_that_go_wrong(house: House) -> None:
    cases = [
        ("", "too old"),
        ("?state=1.2.3&code=x", "too old"),
        ("?state=x&code=x", "too old"),
        ("?state={state}x&code=x", "too old"),
        ("?state={state}", "did not allow"),
        ("?state={state}&code=wrong", "did not confirm"),
    ]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{house.address}/slack/install", allow_redirects=False) as response:
            state = response.cookies["threadline_slack_state"].value
            assert "scope=app_mentions%3Aread%2C" in response.headers["Location"]
        for query, sentence in cases:
            async with browser.get(f"{house.address}/slack/oauth_redirect{query.format(state=state)}") as response:
                assert response.status in (400, 502)
                assert sentence in await response.text()


async def test_another_browsers_link_does_not_install(house: House) -> None:
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{house.address}/slack/install", allow_redirects=False) as response:
            state = response.cookies["threadline_slack_state"].value
        browser.cookie_jar.clear()
        async with browser.get(f"{house.address}/slack/oauth_redirect?state={state}&code=x") as response:
            assert response.status == 400


async def test_half_a_configuration_is_refused() -> None:
    slack = FakeSlack()
    slack._site.url = "http://127.0.0.1:1"
    for changes in (
        {"slack_signing_secret": None},
        {"slack_client_id": "1.2"},
        {"slack_bot_token": None},
    ):
        with pytest.raises(ValidationError):
            settings_for(slack, Path("data"), **changes)


async def test_an_answer_without_a_team() -> None:
    installation = Installation.of_answer({"access_token": "xoxb-1"}, datetime.now(UTC))
    assert (installation.team, installation.scopes, installation.expires_at) == ("", (), None)
