"""Workflows of several processes: two that share a database, and one that is killed in mid-step."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.channels.webhook.api.test_workflow_doors import ASKING, of_steps, running
from tests.channels.webhook.api.test_workflows import PATH, until
from tests.channels.webhook.client import Client
from tests.channels.webhook.house import opened
from tests.e2e.kill.process import SERVE
from tests.e2e.kill.victim import victim
from tests.e2e.test_kill import free_port, token_of_ana
from threadline.storage.database.database import Database, sqlite_url

LONG = " ".join(f"word{number}" for number in range(60))


async def test_two_replicas_share_what_is_decided(tmp_path: Path, empty_postgres_url: str) -> None:
    shared = {"database_url": empty_postgres_url}
    async with (
        opened(tmp_path / "a", replica="a", **shared) as first,
        opened(tmp_path / "b", replica="b", **shared) as second,
    ):
        ana = await first.person()
        other = Client(second.http, second.address, ana.token)
        first.conductor.part("begun at the first")
        second.conductor.part("begun at the first")
        workflow = await of_steps(ana, ASKING, {"id": "b", "prompt": "begun at the {{ ask }}"})
        async with other.stream("GET", f"{PATH}/{workflow}/stream") as stream:
            await until(other, workflow, "waiting")
            await other.put(f"{PATH}/{workflow}/steps/ask", {"output": "first"})
            step = await running(ana, workflow, "b")
            assert (await ana.post(f"{PATH}/{workflow}/cancel")).json["status"] == "cancelled"
            last = (await stream.rest())[-1]
        assert (last.name, last.json["status"]) == ("completed", "cancelled")
        async with asyncio.timeout(30):
            while (await other.get(f"/api/v1/tasks/{step['message_id']}")).json["status"] != "cancelled":
                await asyncio.sleep(0.02)


@pytest.mark.parametrize("kills", [1, 3])
async def test_a_step_that_was_killed_is_done_all_the_same_and_once(tmp_path: Path, kills: int) -> None:
    data, port = tmp_path / "data", free_port()
    data.mkdir()
    async with AsyncExitStack() as stack:
        database = Database(sqlite_url(data / "threadline.db").render_as_string())
        stack.push_async_callback(database.close)
        token = await token_of_ana(database)
        environment = {
            "THREADLINE_DATA_DIR": str(data),
            "THREADLINE_PORT": str(port),
            "THREADLINE_REQUESTS_PER_MINUTE": "1000000",
        }
        service = await stack.enter_async_context(victim("tests.e2e.kill.process", SERVE, environment=environment))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        ana = Client(session, f"http://127.0.0.1:{port}", token)
        await service.start()
        await listening(ana)
        short, long = {"id": "a", "prompt": "short"}, {"id": "b", "prompt": f"{{{{ a }}}} {LONG}"}
        workflow = await of_steps(ana, short, long)
        for _ in range(kills):
            before = await said(ana, workflow)
            await service.kill()
            await service.start()
            await listening(ana)
        done = await until(ana, workflow, "completed")
        assert done["result"].split() == ["short", *LONG.split()]
        assert [step["attempt"] for step in done["steps"]] == [1, 1]
        assert done["steps"][1]["message_id"] == before
        messages = (await ana.get(f"/api/v1/conversations/{done['steps'][1]['conversation_id']}")).json["messages"]
        assert [message["role"] for message in messages] == ["user", "assistant"]


async def said(ana: Client, workflow: str) -> Any:
    """The message of the long step, once the model is at it."""
    step = await running(ana, workflow, "b")
    async with asyncio.timeout(60):
        while (await ana.get(f"/api/v1/tasks/{step['message_id']}")).json["status"] != "running":
            await asyncio.sleep(0.02)
    return step["message_id"]


async def listening(ana: Client) -> None:
    """Wait until the service answers."""
    async with asyncio.timeout(120):
        while True:
            try:
                if (await ana.get("/api/v1/health/live")).status == 200:
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.02)
