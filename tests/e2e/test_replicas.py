"""Two replicas on one Postgres: what one leaves or dies at, the other goes on with."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from tests.e2e.kill.platform import Platform
from tests.e2e.kill.process import PATIENCE
from tests.e2e.kill.victim import Victim, until, victim
from tests.e2e.test_kill import free_port, platform_of_the_test, token_of_ana
from threadline.storage.database.database import Database
from threadline.storage.tables.core import TurnRow
from threadline.storage.tables.processes import ProcessRow

LONG = " ".join(f"word{number}" for number in range(400))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two replicas, the first of which is written to."""

    first: Victim
    session: aiohttp.ClientSession
    platform: Platform
    database: Database

    async def say(self, event: str) -> str:
        """Write something that takes a while to answer, and wait until its answer is in the making."""
        body = {"event": event, "thread": event, "text": LONG}
        async with self.session.post("/test/message", json=body) as response:
            message: str = (await response.json())["message"]
        await until(lambda: bool(self.platform.by_key(f"reply-{message}")), self.progress, "no answer in the making")
        return message

    def progress(self) -> int:
        """How much was shown."""
        return self.platform.edits + len(self.platform.posted)

    async def taken_up(self) -> float:
        """Wait until something is shown again; answers with how many seconds that took."""
        loop, seen = asyncio.get_running_loop(), self.progress()
        began = loop.time()
        await until(lambda: self.progress() > seen, self.progress, "nobody goes on")
        return loop.time() - began

    async def listening(self) -> None:
        """Wait until the first one answers."""
        while True:
            try:
                async with self.session.get("/api/v1/health/live") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.02)


@pytest.fixture
async def pair(tmp_path: Path, empty_postgres_url: str) -> AsyncIterator[Pair]:
    async with AsyncExitStack() as stack:
        platform, platform_url = await stack.enter_async_context(platform_of_the_test())
        database = Database(empty_postgres_url)
        stack.push_async_callback(database.close)
        token = await token_of_ana(database)
        replicas, ports = [], [free_port(), free_port()]
        for name, port in zip("ab", ports, strict=True):
            environment = {
                "THREADLINE_DATA_DIR": str(tmp_path / name),
                "THREADLINE_DATABASE_URL": empty_postgres_url,
                "THREADLINE_REPLICA": name,
                "THREADLINE_PORT": str(port),
                PATIENCE: "0.5",
            }
            started = victim("tests.e2e.kill.process", platform_url, environment=environment)
            replicas.append(await stack.enter_async_context(started))
        for replica in replicas:
            await replica.start()
        address, headers = f"http://127.0.0.1:{ports[0]}", {"X-API-Token": token}
        session = await stack.enter_async_context(aiohttp.ClientSession(address, headers=headers))
        found = Pair(replicas[0], session, platform, database)
        await asyncio.wait_for(found.listening(), 120)
        yield found


@pytest.mark.skipif("THREADLINE_TEST_KILLS" not in os.environ, reason="`make soak` runs it: it takes half a minute")
async def test_another_replica_goes_on_with_what_one_leaves_or_dies_at(pair: Pair) -> None:
    stopped = await pair.say("stopped")
    await pair.first.kill(signal.SIGTERM)
    handed = asyncio.create_task(pair.taken_up())
    async with pair.database.read() as connection:
        left = list(await connection.scalars(select(ProcessRow.id).where(ProcessRow.replica == "a")))
    assert left == [], "it did not say that it ended"
    after_a_stop = await handed

    # Nothing else is in the making then, or its end would be taken for the other's going on.
    await until(lambda: pair.platform.by_key(f"reply-{stopped}")[0].final, pair.progress, "it is not finished")
    await pair.first.start()
    await asyncio.wait_for(pair.listening(), 120)
    killed = await pair.say("killed")
    await pair.first.kill()
    after_a_death = await pair.taken_up()
    await until(lambda: pair.platform.by_key(f"reply-{killed}")[0].final, pair.progress, "it is not finished")

    print(f"gone on with after {after_a_stop:.1f} s (stopped) and {after_a_death:.1f} s (killed)")
    for message in (stopped, killed):
        [post] = pair.platform.by_key(f"reply-{message}")
        assert post.texts[-1].split() == LONG.split()
    async with pair.database.read() as connection:
        deaths = dict((await connection.execute(select(TurnRow.message_id, TurnRow.deaths))).all())
    assert deaths[stopped] == 0, "a stop is nobody's fault"
