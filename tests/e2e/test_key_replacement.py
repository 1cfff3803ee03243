"""The key that encrypts stored secrets is replaced while two replicas run, by the steps of docs/operations.md."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from cryptography.fernet import Fernet

from tests.e2e.kill.process import SERVE
from tests.e2e.kill.victim import Victim, victim
from tests.e2e.test_kill import free_port, token_of_ana
from threadline.storage.database.database import Database

pytestmark = pytest.mark.skipif(
    "THREADLINE_TEST_KILLS" not in os.environ, reason="`make soak` runs it: it takes a minute"
)
KEYS = "THREADLINE_SECRET_KEYS"


@dataclass(frozen=True, slots=True)
class Replica:
    """One of the two, and how it is asked."""

    victim: Victim
    session: aiohttp.ClientSession

    async def restart(self, *keys: str) -> None:
        """Start it anew with these keys."""
        if self.victim.child is not None:
            await self.victim.kill()
        await self.victim.start(**{KEYS: ",".join(keys)})
        async with asyncio.timeout(120):
            while not await self._is_ready():
                await asyncio.sleep(0.05)

    async def feed(self) -> str:
        """Ana's feed address, which is shown again only where its secret can be opened."""
        async with self.session.get("/api/v1/calendar/calendars") as response:
            address: str = (await response.json())["feed_url"]
        return address.partition("/calendar/")[2]

    async def _is_ready(self) -> bool:
        try:
            async with self.session.get("/api/v1/health/ready") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False


@pytest.fixture
async def replicas(tmp_path: Path, empty_postgres_url: str) -> AsyncIterator[Sequence[Replica]]:
    database = Database(empty_postgres_url)
    headers = {"X-API-Token": await token_of_ana(database)}
    await database.close()
    async with AsyncExitStack() as stack:
        found = []
        for name in "ab":
            port = free_port()
            environment = {
                "THREADLINE_DATA_DIR": str(tmp_path / name),
                "THREADLINE_DATABASE_URL": empty_postgres_url,
                "THREADLINE_REPLICA": name,
                "THREADLINE_PORT": str(port),
                "THREADLINE_PLUGINS": "false",
            }
            started = victim("tests.e2e.kill.process", SERVE, environment=environment)
            session = aiohttp.ClientSession(f"http://127.0.0.1:{port}", headers=headers)
            replica = await stack.enter_async_context(started)
            found.append(Replica(replica, await stack.enter_async_context(session)))
        yield found


async def keys(command: str, url: str, *given: str) -> dict[str, Any]:
    """What `threadline keys …` says, beside the running replicas."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "threadline", "keys", command, "--json"),
        env={**os.environ, KEYS: ",".join(given), "THREADLINE_DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(said)
    return found


async def test_nobody_loses_anything_while_the_key_is_replaced(
    replicas: Sequence[Replica], empty_postgres_url: str
) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    for replica in replicas:
        await replica.restart(old)
    address = await replicas[0].feed()

    async def both_know_it() -> None:
        assert [await replica.feed() for replica in replicas] == [address, address]

    for step in ((old, new), (new, old)):
        for replica in replicas:
            await replica.restart(*step)
            await both_know_it()
    assert (await keys("rotate", empty_postgres_url, new, old))["rotated"] >= 1
    for replica in replicas:
        await replica.restart(new, old)  # what was opened before is forgotten: all of it is read with the new key
    await both_know_it()
    used = await keys("check", empty_postgres_url, new, old)
    assert [count for count in used["keys"].values() if count] == [sum(used["keys"].values())], "the old key opens some"
    for replica in replicas:
        await replica.restart(new)
        await both_know_it()
