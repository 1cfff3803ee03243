"""Killed (-9) at any moment: every acknowledged message is answered once, every confirmed proposal is one event."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import func, select

from tests.e2e.kill.platform import Platform
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.tables.core import EventRow, ProposalRow, TurnRow

KILLS = int(os.environ.get("THREADLINE_TEST_KILLS", "110"))
THREADS = 12
WRITERS = 4
SETTLE_SECONDS = 60.0


class Victim:
    """The process that is killed."""

    def __init__(self, parent: asyncio.subprocess.Process) -> None:
        self._parent = parent
        self.child: int | None = None

    async def start(self) -> None:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(b"start\n")
        self.child = int(await self._parent.stdout.readline())

    async def kill(self, number: int = signal.SIGKILL) -> None:
        assert self._parent.stdout is not None
        assert self.child is not None
        os.kill(self.child, number)
        assert await self._parent.stdout.readline() == b"gone\n"


class People:
    """Those who write and click, and do so again until they are told that it arrived."""

    def __init__(self, socket: Path, platform: Platform, chance: random.Random) -> None:
        self._session = aiohttp.ClientSession("http://victim", connector=aiohttp.UnixConnector(str(socket)))
        self._platform = platform
        self._chance = chance
        self.acknowledged: dict[str, str] = {}
        self.order: dict[str, list[str]] = {}
        self.confirmed: set[str] = set()
        self._number = 0

    async def close(self) -> None:
        await self._session.close()

    async def write(self, stop: asyncio.Event) -> None:
        """One person writes on and on, every third time about a meeting; then clicks what was proposed."""
        while not stop.is_set():
            self._number += 1
            event, thread = f"e{self._number}", f"t{self._chance.randrange(THREADS)}"
            meeting = self._number % 3 == 0
            text = f"Review {event} with bo@example.com tomorrow at 3pm" if meeting else f"hello {event} and more"
            answer = await self._insist("/message", {"event": event, "thread": thread, "text": text})
            self.acknowledged[answer["message"]] = text
            await self.click()
            await asyncio.sleep(self._chance.uniform(0.0, 0.2))  # people think; a flood would only queue up

    async def click(self) -> None:
        """Confirm the cards that are to be seen and were not confirmed yet."""
        cards = [post.texts[-1] for post in self._platform.posted if post.key.startswith("card-")]
        for proposal in cards:
            if proposal not in self.confirmed:
                self.confirmed.add(proposal)
                await self._insist("/confirm", {"proposal": proposal})

    async def _insist(self, path: str, body: dict[str, str]) -> dict[str, str]:
        while True:
            try:
                async with self._session.post(path, json=body) as response:
                    assert response.status == 200, await response.text()
                    answer: dict[str, str] = await response.json()
                    return answer
            except (aiohttp.ClientError, ConnectionError):
                await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def _platform() -> AsyncIterator[tuple[Platform, str]]:
    platform = Platform()
    runner = web.AppRunner(platform.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield platform, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _victim(url: str, socket: Path, environment: dict[str, str]) -> AsyncIterator[Victim]:
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.e2e.kill.process",
        url,
        str(socket),
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Victim(parent)
    finally:
        assert parent.stdin is not None
        parent.stdin.close()
        await parent.wait()


async def _some_moment(platform: Platform, chance: random.Random) -> None:
    """Soon after the start; every other time not before an answer is in the making, however slow the machine is."""
    await asyncio.sleep(chance.uniform(0.0, 0.35))
    if chance.random() < 0.5:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                while all(post.final for post in platform.posted):
                    await asyncio.sleep(0.005)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_every_message_is_answered_once_and_every_confirmed_event_booked_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(20261120)
    database_url = sqlite_url(tmp_path / "data" / "threadline.db").render_as_string()
    environment = {"THREADLINE_DATA_DIR": str(tmp_path / "data")}
    if kind == "postgres":
        database_url = request.getfixturevalue("empty_postgres_url")
        environment["THREADLINE_DATABASE_URL"] = database_url
    socket = tmp_path / "s"
    async with _platform() as (platform, url), _victim(url, socket, environment) as victim:
        people = People(socket, platform, chance)
        stop = asyncio.Event()
        writers = [asyncio.create_task(people.write(stop)) for _ in range(WRITERS)]
        interrupted = 0
        await victim.start()
        for _ in range(KILLS):
            await _until_listening(socket)
            await _some_moment(platform, chance)
            await victim.kill()
            interrupted += any(not post.final for post in platform.posted)
            await victim.start()
        stop.set()
        await asyncio.gather(*writers)
        await _settled(people, platform)
        await people.click()
        await victim.kill(signal.SIGTERM)
        await people.close()

    print(f"{interrupted} of {KILLS} kills met an answer in the making")
    assert interrupted > KILLS // 20, "the kills hardly ever met an answer in the making"
    await _assert_answered_once(people, platform)
    await _assert_booked_once(people, Database(database_url))


async def _until_listening(socket: Path) -> None:
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_unix_connection(str(socket))
            writer.close()
            return
        await asyncio.sleep(0.01)


async def _settled(people: People, platform: Platform) -> None:
    """Wait until everything acknowledged has its final text, and everything proposed its card."""

    async def all_final() -> None:
        meetings = sum(text.startswith("Review") for text in people.acknowledged.values())
        while True:
            final = {post.key for post in platform.posted if post.final}
            cards = sum(key.startswith("card-") for key in final)
            if all(f"reply-{message}" in final for message in people.acknowledged) and cards >= meetings:
                return
            await asyncio.sleep(0.05)

    await asyncio.wait_for(all_final(), SETTLE_SECONDS)


async def _assert_answered_once(people: People, platform: Platform) -> None:
    posts = Counter(post.key for post in platform.posted)
    assert people.acknowledged
    for message in people.acknowledged:
        assert posts[f"reply-{message}"] == 1, f"{message} was answered {posts[f'reply-{message}']} times"
    doubled = {key: count for key, count in posts.items() if count > 1}
    assert not doubled


async def _assert_booked_once(people: People, database: Database) -> None:
    try:
        async with database.read() as connection:
            states = dict((await connection.execute(select(ProposalRow.id, ProposalRow.state))).all())
            per_key = select(EventRow.key, func.count()).group_by(EventRow.key)
            events = dict((await connection.execute(per_key)).all())
            open_turns = await connection.scalar(
                select(func.count()).select_from(TurnRow).where(TurnRow.state != "answered")
            )
    finally:
        await database.close()
    assert people.confirmed
    assert {states[proposal] for proposal in people.confirmed} == {"booked"}
    assert events == dict.fromkeys(people.confirmed, 1)
    assert open_turns == 0
