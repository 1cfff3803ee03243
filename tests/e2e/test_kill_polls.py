"""A poll in Slack under kills (-9): no acknowledged vote is lost, there is one board, one result, one card."""

import asyncio
import json
import os
import random
import signal
from contextlib import suppress
from pathlib import Path

import aiohttp
from sqlalchemy import func, select

from tests.e2e.kill.process import SERVE
from tests.e2e.kill.victim import Victim, victim
from tests.e2e.test_kill import _soon, free_port
from threadline.simulator.slack.model import Message
from threadline.simulator.slack.platform import FakeSlack
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.migrate import upgrade
from threadline.storage.tables.core import MessageRow, ProposalRow
from threadline.storage.tables.polls import PollRow, PollVoterRow

VOTERS = [f"v{number}@example.com" for number in range(1, 5)]
ASKING = f"<@UBOT> poll {', '.join(VOTERS)} for the design review: Dec 8 2027 at 10:00 or Dec 9 2027 at 15:00?"
ROUNDS = int(os.environ.get("THREADLINE_TEST_KILLS", "4"))


class Scene:
    """A service to be killed, its Slack, and those who vote."""

    def __init__(self, victim: Victim, slack: FakeSlack, database: Database, address: str) -> None:
        self.victim = victim
        self.slack = slack
        self.database = database
        self.address = address
        self.chance = random.Random(20261201)

    async def start(self) -> None:
        """Start it, and wait until it can be reached."""
        await self.victim.start()
        async with aiohttp.ClientSession(self.address) as session:
            while True:
                with suppress(aiohttp.ClientError):
                    async with session.get("/api/v1/health/live") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.01)

    async def killed_while(self, work: "asyncio.Task[None]", longest: float) -> None:
        """Kill it some time in the work, start it again, and let the work end."""
        await asyncio.sleep(self.chance.uniform(0.0, longest))
        await self.victim.kill()
        await self.start()
        await work

    async def vote(self, token: str, number: int) -> None:
        """Vote until that is acknowledged."""
        async with aiohttp.ClientSession(self.address) as session:
            while True:
                with suppress(aiohttp.ClientError):
                    sent = session.post(f"/poll/{token}", data={"time": str(number)}, allow_redirects=False)
                    async with sent as response:
                        if response.status == 303:
                            return
                await asyncio.sleep(0.01)

    async def settled(self) -> bool:
        """Whether all about the poll is done."""
        async with self.database.read() as connection:
            return await connection.scalar(select(PollRow.settled_at)) is not None

    def posted(self) -> list[str]:
        """The boards and cards in the thread, by what they are of."""
        return [_of(each) for each in self.slack.workspace("T1").messages if _of(each)]


def _of(message: Message) -> str:
    return str((message.metadata or {}).get("event_payload", {}).get("proposal", ""))


async def asked(scene: Scene) -> dict[str, str]:
    """A poll of Ana's; the voters' tokens by their address."""
    await scene.slack.hand("T1").write("UANA", "CGENERAL", ASKING)
    while True:
        async with scene.database.read() as connection:
            rows = (await connection.execute(select(PollVoterRow.email, PollVoterRow.token))).all()
        if rows:
            return {str(email): str(token) for email, token in rows}
        await asyncio.sleep(0.02)


async def test_no_vote_is_lost_and_one_card_is_made(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    database = Database(sqlite_url(tmp_path / "data" / "threadline.db"))
    await upgrade(database)
    async with FakeSlack(sleep=_soon) as slack:
        slack.workspace("T1")
        port = free_port()
        environment = {
            "THREADLINE_DATA_DIR": str(tmp_path / "data"),
            "THREADLINE_PORT": str(port),
            "THREADLINE_SLACK_BOT_TOKEN": "xoxb-T1",
            "THREADLINE_SLACK_SIGNING_SECRET": slack.signing_secret,
            "THREADLINE_SLACK_API_URL": slack.api_url,
            "THREADLINE_REQUESTS_PER_MINUTE": "1000000",
        }
        address = f"http://127.0.0.1:{port}"
        slack.deliver_to(f"{address}/slack/events")
        async with victim("tests.e2e.kill.process", SERVE, environment=environment) as process:
            scene = Scene(process, slack, database, address)
            await scene.start()
            tokens = await asked(scene)
            for token in tokens.values():
                await scene.killed_while(asyncio.create_task(scene.vote(token, 2)), 0.4)
            for _ in range(ROUNDS):
                await scene.killed_while(asyncio.create_task(asyncio.sleep(0)), 0.8)
            await until_settled(scene)
            await scene.victim.kill(signal.SIGTERM)
        await check(scene, list(tokens))
    await database.close()


async def until_settled(scene: Scene) -> None:
    async with asyncio.timeout(180):
        while not await scene.settled() or len(scene.posted()) < 2:
            await asyncio.sleep(0.05)


async def check(scene: Scene, voters: list[str]) -> None:
    async with scene.database.read() as connection:
        votes = dict((await connection.execute(select(PollVoterRow.email, PollVoterRow.choices))).all())
        results = await connection.scalar(
            select(func.count()).select_from(MessageRow).where(MessageRow.event_key.like("poll:%"))
        )
        proposals = await connection.scalar(select(func.count()).select_from(ProposalRow))
    assert {name: json.loads(choices or "[]") for name, choices in votes.items()} == {name: [2] for name in voters}
    assert (results, proposals) == (1, 1)
    boards = [each for each in scene.posted() if each.startswith("poll-")]
    cards = [each for each in scene.posted() if not each.startswith("poll-")]
    assert (len(boards), len(cards)) == (1, 1)
