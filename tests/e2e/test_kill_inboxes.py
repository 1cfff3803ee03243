"""Killed (-9) between an acknowledgement and what follows it: what Slack and Teams sent is answered once, each of them.

Neither platform sends again what was acknowledged, so that only the stored request is left of it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.kill.process import SERVE
from tests.e2e.kill.victim import Victim, until, victim
from tests.e2e.test_kill import free_port
from threadline.simulator.slack.platform import FakeSlack
from threadline.simulator.teams.platform import FakeTeams

KILLS = 2
AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """A service that is killed, and its two platforms."""

    victim: Victim
    slack: FakeSlack
    teams: FakeTeams
    address: str

    async def start(self) -> None:
        """Start the service, and wait until it can be reached."""
        await self.victim.start()
        async with aiohttp.ClientSession(self.address) as session:
            while True:
                try:
                    async with session.get("/api/v1/health/live") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)

    def in_slack(self, words: str) -> int:
        """How many whole answers with these words stand there."""
        messages = self.slack.workspace("T1").messages
        mine = [message for message in messages if message.user == "UBOT" and words in message.visible]
        return sum(message.stream is None or not message.stream.open for message in mine)

    def in_teams(self, words: str) -> int:
        """The same in Teams."""
        bot = self.teams.tenant.bot["id"]
        mine = [message for message in self.teams.messages if message.sender == bot and words in message.text]
        return sum(bool(message.channel_data.get("feedbackLoop")) for message in mine)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(FakeSlack())
        teams = await stack.enter_async_context(FakeTeams())
        slack.workspace("T1")
        port = free_port()
        environment = {
            "THREADLINE_DATA_DIR": str(tmp_path / "data"),
            "THREADLINE_PORT": str(port),
            "THREADLINE_SLACK_BOT_TOKEN": "xoxb-T1",
            "THREADLINE_SLACK_SIGNING_SECRET": slack.signing_secret,
            "THREADLINE_SLACK_API_URL": slack.api_url,
            "THREADLINE_TEAMS_APP_ID": teams.app_id,
            "THREADLINE_TEAMS_APP_PASSWORD": teams.app_password,
            "THREADLINE_TEAMS_TENANT_ID": teams.tenant_id,
            "THREADLINE_TEAMS_LOGIN_URL": teams.login_url,
            "THREADLINE_TEAMS_OPENID_URL": teams.openid_url,
            "THREADLINE_TEAMS_SERVICE_HOSTS": "127.0.0.1",
            "THREADLINE_REQUESTS_PER_MINUTE": "1000000",
        }
        (tmp_path / "data").mkdir()
        address = f"http://127.0.0.1:{port}"
        slack.deliver_to(f"{address}/slack/events")
        teams.deliver_to(f"{address}/api/messages")
        killed = await stack.enter_async_context(victim("tests.e2e.kill.process", SERVE, environment=environment))
        yield Scene(killed, slack, teams, address)


async def test_what_was_acknowledged_is_answered_once(scene: Scene) -> None:
    teams, slack, said = scene.teams, scene.slack.hand("T1"), list[str]()
    await scene.start()
    # What was acknowledged is in the inbox still when the process dies: the platforms are slow to tell who wrote.
    teams.connector.delays["member"] = scene.slack.api.delays["users.info"] = 3.0
    for number in range(KILLS):
        words = [f"hello k{number}n{each}" for each in range(AT_ONCE)]
        in_teams = (teams.hand("ana").write(teams.group, f"<at>Threadline</at> {each}") for each in words)
        in_slack = (slack.write("UANA", "CGENERAL", f"<@UBOT> {each}") for each in words)
        await asyncio.gather(*in_teams, *in_slack)
        said += words
        await scene.victim.kill()
        await scene.start()
    teams.connector.delays.clear()
    scene.slack.api.delays.clear()
    assert {delivery.status for delivery in teams.courier.deliveries} == {200}

    def progress() -> tuple[int, ...]:
        return len(teams.messages), len(scene.slack.workspace("T1").messages)

    def answered() -> bool:
        return all(scene.in_teams(words) and scene.in_slack(words) for words in said)

    await until(answered, progress, "not everything that was acknowledged is answered")
    assert [(scene.in_teams(words), scene.in_slack(words)) for words in said] == [(1, 1)] * len(said)
