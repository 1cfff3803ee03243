"""Three replicas behind nginx are restarted one after the other, while people use them: no request fails."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.kill.process import SERVE
from tests.e2e.kill.victim import Victim, until, victim
from tests.e2e.test_deploy import behind_nginx
from tests.e2e.test_kill import free_port, token_of_ana
from tests.support.pgbouncer import pooled
from threadline.storage.database.database import Database

pytestmark = pytest.mark.skipif(
    "THREADLINE_TEST_KILLS" not in os.environ, reason="`make soak` runs it: it takes a minute"
)
WORDS = " ".join(f"word{number}" for number in range(40))


@dataclass(slots=True)
class Callers:
    """They write one message after the other, and say what came of it."""

    session: aiohttp.ClientSession
    answered: int = 0
    failed: list[str] = field(default_factory=list)
    longest_gap: float = 0.0

    async def write(self, name: str, stop: asyncio.Event) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            body = {"prompt": f"{WORDS} {name} {number}", "type": "custom"}
            await self._ask("POST", "/api/v1/webhook", json=body, headers={"Idempotency-Key": f"{name}-{number}"})

    async def look(self, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        last = loop.time()
        while not stop.is_set():
            await self._ask("GET", "/api/v1/conversations")
            self.longest_gap, last = max(self.longest_gap, loop.time() - last), loop.time()
            await asyncio.sleep(0.02)

    async def get_on(self, times: int) -> None:
        """Wait until so many more requests were answered."""
        before = self.answered
        await until(lambda: self.answered > before + times, lambda: self.answered, "no answers")

    async def _ask(self, method: str, path: str, **how: object) -> None:
        try:
            async with self.session.request(method, path, **how) as response:  # type: ignore[arg-type]
                said = await response.text()
                if response.status >= 300:
                    self.failed.append(f"{method} {path}: {response.status} {said[:200]}")
        except aiohttp.ClientError as error:
            self.failed.append(f"{method} {path}: {error!r}")
        self.answered += 1


@dataclass(frozen=True, slots=True)
class House:
    """Replicas with their ports, and those who use them."""

    replicas: list[tuple[Victim, int]]
    callers: Callers

    async def ready(self, port: int) -> None:
        """Wait until a replica says so."""
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session, asyncio.timeout(120):
            while True:
                try:
                    async with session.get("/api/v1/health/ready") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)


@pytest.fixture(params=["direct", "pgbouncer"])
async def house(tmp_path: Path, empty_postgres_url: str, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    async with AsyncExitStack() as stack:
        environment = {"THREADLINE_REQUESTS_PER_MINUTE": "1000000", "THREADLINE_PLUGINS": "false"}
        database = Database(empty_postgres_url)
        token = await token_of_ana(database)
        await database.close()
        url = empty_postgres_url
        if request.param == "pgbouncer":
            (tmp_path / "pooler").mkdir()
            tmp_path.parent.chmod(0o755)
            url = await stack.enter_async_context(pooled(url, tmp_path / "pooler"))
            environment |= {"THREADLINE_DATABASE_POOLER": "transaction"}
        replicas = []
        for name in "abc":
            port = free_port()
            own = {
                "THREADLINE_DATA_DIR": str(tmp_path / name),
                "THREADLINE_DATABASE_URL": url,
                "THREADLINE_REPLICA": name,
                "THREADLINE_PORT": str(port),
            }
            started = victim("tests.e2e.kill.process", SERVE, environment=environment | own)
            replicas.append((await stack.enter_async_context(started), port))
        address = await stack.enter_async_context(behind_nginx(tmp_path, *(port for _, port in replicas)))
        session = aiohttp.ClientSession(
            address, headers={"X-API-Token": token}, timeout=aiohttp.ClientTimeout(total=120)
        )
        found = House(replicas, Callers(await stack.enter_async_context(session)))
        for replica, port in replicas:
            await replica.start()
            await found.ready(port)
        yield found
        for replica, _ in replicas:
            await replica.kill(signal.SIGTERM)


async def test_no_request_fails_while_replicas_are_restarted_one_after_the_other(house: House) -> None:
    callers, stop = house.callers, asyncio.Event()
    at_work = [asyncio.create_task(callers.write(name, stop)) for name in ("ana", "bo", "cy")]
    at_work.append(asyncio.create_task(callers.look(stop)))
    for replica, port in house.replicas:
        await callers.get_on(20)
        await replica.kill(signal.SIGTERM)
        await replica.start()
        await house.ready(port)
    stop.set()
    await asyncio.gather(*at_work)
    print(f"{callers.answered} requests, {len(callers.failed)} failed, longest gap {callers.longest_gap:.2f} s")
    assert callers.failed == []
