"""Killed (-9) at any moment, with the limits of production: every acknowledged message is answered once, in order.

Nobody's message is put aside for having been there when the process ended; every confirmed proposal is one event. What
does end its process each time it is answered is put aside, and nobody waits for it longer than that takes.
"""

import asyncio
import os
import random
import signal
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import func, select

from tests.e2e.kill.people import People, slack_is_answered
from tests.e2e.kill.platform import Platform
from tests.e2e.kill.process import PERSON, POISON
from tests.e2e.kill.victim import Victim, until, victim
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.simulator.slack.platform import FakeSlack
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.migrate import upgrade
from threadline.storage.persons import PersonStore
from threadline.storage.tables.core import EventRow, MessageRow, ProposalRow, TurnRow
from threadline.storage.tokens import TokenKind, TokenStore

RESTING = 120.0
KILLS = int(os.environ.get("THREADLINE_TEST_KILLS", "4"))


@dataclass(frozen=True, slots=True)
class Scene:
    """A service to be killed, and those who use it."""

    victim: Victim
    people: People
    platform: Platform
    database: Database
    chance: random.Random

    async def listening(self) -> None:
        """Wait until it can be reached."""
        async with aiohttp.ClientSession(self.people.address) as session:
            reached = False

            async def ask() -> None:
                nonlocal reached
                while not reached:
                    try:
                        async with session.get("/api/v1/health/live") as response:
                            reached = response.status == 200
                    except aiohttp.ClientError:
                        await asyncio.sleep(0.01)

            asking = asyncio.create_task(ask())
            await until(lambda: reached or asking.done(), lambda: None, "the service does not start")
            await asking

    async def some_moment(self, number: int) -> None:
        """When an answer is in the making; every other time not before one was given since the start."""
        ends = self.people.ends()
        if number % 2:
            await until(lambda: self.people.ends() > ends, self.people.progress, "no answer between kills")
        await until(self.in_the_making, self.people.progress, "no answer in the making")
        await asyncio.sleep(self.chance.uniform(0.0, 0.3))

    def in_the_making(self) -> bool:
        """Whether somebody sees an answer that is not complete."""
        return any(not post.final for post in self.platform.posted)

    async def kill(self, times: int) -> int:
        """Kill and start it so often; answers with how many kills met an answer in the making."""
        interrupted = 0
        await self.victim.start()
        for number in range(times):
            await self.listening()
            await self.some_moment(number)
            await self.victim.kill()
            interrupted += self.in_the_making()
            await self.victim.start()
        return interrupted

    async def settled(self) -> None:
        """Wait until everything acknowledged has its final text, and everything proposed its card."""
        people = self.people

        def all_final() -> bool:
            meetings = sum(text.startswith("Review") for text in people.acknowledged.values())
            final = {post.key for post in self.platform.posted if post.final}
            cards = sum(key.startswith("card-") for key in final)
            return cards >= meetings and all(f"reply-{message}" in final for message in people.acknowledged)

        await until(lambda: all_final() and slack_is_answered(people)(), people.progress, "not everything is answered")
        # What was killed too often in the making rests for a while, though its answer may be seen by then.
        async with asyncio.timeout(RESTING):
            while await self._open_turns():
                await asyncio.sleep(0.2)

    async def _open_turns(self) -> int:
        statement = select(func.count()).select_from(TurnRow).where(TurnRow.state.in_(("queued", "answering")))
        async with self.database.read() as connection:
            return await connection.scalar(statement) or 0


@asynccontextmanager
async def platform_of_the_test() -> AsyncIterator[tuple[Platform, str]]:
    platform = Platform()
    runner = web.AppRunner(platform.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield platform, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
async def scene(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """The whole service on a database, with a platform, HTTP and Slack before it."""
    url = sqlite_url(tmp_path / "data" / "threadline.db").render_as_string()
    environment = {"THREADLINE_DATA_DIR": str(tmp_path / "data"), "THREADLINE_PORT": str(free_port())}
    if request.param == "postgres":
        url = request.getfixturevalue("empty_postgres_url")
        environment["THREADLINE_DATABASE_URL"] = url
    (tmp_path / "data").mkdir()
    async with AsyncExitStack() as stack:
        platform, platform_url = await stack.enter_async_context(platform_of_the_test())
        slack = await stack.enter_async_context(FakeSlack(sleep=_soon))
        slack.workspace("T1")
        environment |= {
            "THREADLINE_SLACK_BOT_TOKEN": "xoxb-T1",
            "THREADLINE_SLACK_SIGNING_SECRET": slack.signing_secret,
            "THREADLINE_SLACK_API_URL": slack.api_url,
            "THREADLINE_REQUESTS_PER_MINUTE": "1000000",
        }
        address = f"http://127.0.0.1:{environment['THREADLINE_PORT']}"
        slack.deliver_to(f"{address}/slack/events")
        database = Database(url)
        stack.push_async_callback(database.close)
        chance = random.Random(20261120)
        people = People(address, await token_of_ana(database), platform, slack, chance)
        stack.push_async_callback(people.close)
        killed = await stack.enter_async_context(
            victim("tests.e2e.kill.process", platform_url, environment=environment)
        )
        yield Scene(killed, people, platform, database, chance)


async def test_every_message_is_answered_once_and_every_confirmed_event_booked_once(scene: Scene) -> None:
    people, stop = scene.people, asyncio.Event()
    ways = (people.write, people.write, people.write, people.call, people.chat)
    writers = [asyncio.create_task(way(stop)) for way in ways]
    interrupted = await scene.kill(KILLS)
    stop.set()
    await asyncio.gather(*writers)
    await scene.settled()
    await people.click()
    await scene.victim.kill(signal.SIGTERM)

    print(f"{interrupted} of {KILLS} kills met an answer in the making")
    assert interrupted >= max(1, KILLS // 4), "the kills hardly ever met an answer in the making"
    _assert_answered_once(scene)
    await _assert_nobody_was_put_aside(scene.database)
    await _assert_booked_once(people, scene.database)


async def test_a_message_that_ends_its_process_is_put_aside_and_the_others_are_answered(scene: Scene) -> None:
    if not scene.database.is_sqlite:
        pytest.skip("one database is enough: the store's own tests have both")
    people = scene.people
    await scene.victim.start()
    await scene.listening()
    poison = await people.say("poison", "p", f"this {POISON} each time")
    stop = asyncio.Event()
    writing = asyncio.create_task(people.write(stop))
    deaths = 0
    while await _state(scene.database, poison) != "parked":
        gone = asyncio.create_task(scene.victim.gone())
        while not gone.done() and await _state(scene.database, poison) != "parked":
            await asyncio.wait([gone], timeout=0.05)
        if gone.done():
            deaths += 1
            assert deaths < 20, "it is never put aside"
            await scene.victim.start()
        else:
            gone.cancel()
    stop.set()
    await writing
    people.acknowledged.pop(poison)
    await scene.settled()
    await scene.victim.kill(signal.SIGTERM)  # what is final on the platform is so in its row as well, then
    async with scene.database.read() as connection:
        others = select(TurnRow.state, func.count()).where(TurnRow.message_id != poison).group_by(TurnRow.state)
        assert set(dict((await connection.execute(others)).all())) == {"answered"}
    assert deaths == 5


async def _state(database: Database, message_id: str) -> str | None:
    async with database.read() as connection:
        state: str | None = await connection.scalar(select(TurnRow.state).where(TurnRow.message_id == message_id))
    return state


async def token_of_ana(database: Database) -> str:
    await upgrade(database)
    person = await PersonStore(database).ensure(email=PERSON, name="Ana", zone="Europe/Vienna")
    _, token = await TokenStore(database).create(
        person.id, kind=TokenKind.API, name="kill", scopes=ALL_SCOPES, lifetime=None
    )
    return token


async def _soon(seconds: float) -> None:
    """Slack comes again after a minute and after five; nobody waits for that here."""
    await asyncio.sleep(min(seconds, 2.0))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _assert_answered_once(scene: Scene) -> None:
    posts = Counter(post.key for post in scene.platform.posted)
    people = scene.people
    assert people.acknowledged
    assert people.answered
    for message in people.acknowledged:
        assert posts[f"reply-{message}"] == 1, f"{message} was answered {posts[f'reply-{message}']} times"
    assert not {key: count for key, count in posts.items() if count > 1}
    for key, text in people.answered.items():
        assert text.split() == ["tell", key, "and", "more"]
    for ts, text in people.in_slack.items():
        assert len(said := people.slack_replies(ts)) == 1, f"{text}: {said}"


async def _assert_nobody_was_put_aside(database: Database) -> None:
    """And within each conversation answers were given in the order of the messages."""
    order = (MessageRow.conversation_id, MessageRow.sequence)
    statement = select(MessageRow.conversation_id, TurnRow.finished_at).join(TurnRow).order_by(*order)
    async with database.read() as connection:
        states = dict((await connection.execute(select(TurnRow.state, func.count()).group_by(TurnRow.state))).all())
        ends = [tuple(row) for row in await connection.execute(statement)]
        failed = (await connection.execute(select(TurnRow).where(TurnRow.state != "answered"))).mappings().all()
    assert states.keys() == {"answered"}, failed
    assert ends == sorted(ends)


async def _assert_booked_once(people: People, database: Database) -> None:
    async with database.read() as connection:
        states = dict((await connection.execute(select(ProposalRow.id, ProposalRow.state))).all())
        per_key = select(EventRow.key, func.count()).group_by(EventRow.key)
        events = dict((await connection.execute(per_key)).all())
    assert people.confirmed
    assert {states[proposal] for proposal in people.confirmed} == {"booked"}
    assert events == dict.fromkeys(people.confirmed, 1)
