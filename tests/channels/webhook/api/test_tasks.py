"""Long work as tasks: asked after, followed and cancelled."""

from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, Part
from threadline.providers.port import Unavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")

LATER = {"Prefer": "respond-async"}


async def begun(house: House, client: Client, prompt: str) -> tuple[str, Part]:
    """A message whose answer waits for the test: its task's id, and the answer."""
    part = house.conductor.part(prompt)
    made = await client.post("/api/v1/webhook", {"prompt": prompt, "type": "custom"}, headers=LATER)
    assert made.status == 202
    return str(made.json["message"]["id"]), part


def prompt_of(name: str) -> str:
    return f"A task of the kind {name}"


async def until(client: Client, task_id: str, **wanted: Any) -> Any:
    """The task once it is as wanted; its stream tells when to look again."""
    async with client.stream("GET", f"/api/v1/tasks/{task_id}/stream") as stream:
        while True:
            task = (await client.get(f"/api/v1/tasks/{task_id}")).json
            if all(task[name] == value for name, value in wanted.items()):
                return task
            assert await stream.next() is not None, task


async def test_a_task_from_beginning_to_end(house: House, ana: Client, bo: Client) -> None:
    task_id, part = await begun(house, ana, prompt_of("whole"))
    async with ana.stream("GET", f"/api/v1/tasks/{task_id}/stream") as stream:
        first = await stream.next()
        assert first is not None
        assert (first.name, first.json) == ("connected", {"id": task_id})
        part.say("It is done.")
        part.end()
        events = [(event.name, event.json) for event in await stream.rest()]
    names = [name for name, _ in events]
    assert (names[0], names[-1]) == ("status", "completed")
    steps = [data["step"] for name, data in events if name == "step_change"]
    assert steps[-1] == "done"
    assert steps == sorted(steps, key=["waiting", "reading", "writing", "done"].index)
    assert [data["status"] for name, data in events if name == "status"][-1] == "completed"
    done = events[-1][1]
    assert (done["status"], done["result"]["text"], done["error"]) == ("completed", "It is done.", None)
    assert (await ana.get(f"/api/v1/tasks/{task_id}")).json == done
    (await bo.get(f"/api/v1/tasks/{task_id}")).refused(404, "NOT_FOUND")
    (await bo.delete(f"/api/v1/tasks/{task_id}")).refused(404, "NOT_FOUND")
    (await bo.get(f"/api/v1/tasks/{task_id}/stream")).refused(404, "NOT_FOUND")


async def test_a_task_is_cancelled(house: House, ana: Client) -> None:
    task_id, part = await begun(house, ana, prompt_of("cancelled"))
    part.say("As far as this")
    await until(ana, task_id, status="running")
    cancelled = await ana.delete(f"/api/v1/tasks/{task_id}")
    assert cancelled.status == 202
    task = await until(ana, task_id, status="cancelled")
    assert (task["step"], task["error"]) == ("done", None)
    assert (await ana.delete(f"/api/v1/tasks/{task_id}")).json["status"] == "cancelled"
    async with ana.stream("GET", f"/api/v1/tasks/{task_id}/stream") as stream:
        assert [event.name for event in await stream.rest()] == ["connected", "status", "step_change", "completed"]


async def test_a_task_fails(house: House, ana: Client) -> None:
    task_id, part = await begun(house, ana, prompt_of("failed"))
    part.say("So far")
    part.fail(Unavailable("gone", provider="scripted"))
    task = await until(ana, task_id, status="failed")
    assert task["error"]["code"] == "LLM_API_ERROR"
    async with ana.stream("GET", f"/api/v1/tasks/{task_id}/stream") as stream:
        last = (await stream.rest())[-1]
    assert (last.name, last.json["code"]) == ("error", "LLM_API_ERROR")


async def test_who_may(house: House, ana: Client) -> None:
    task_id, part = await begun(house, ana, prompt_of("guarded"))
    part.end()
    writer = await house.person("write")
    (await writer.get(f"/api/v1/tasks/{task_id}")).refused(403, "ACCESS_DENIED")
    (await house.stranger.get(f"/api/v1/tasks/{task_id}")).refused(401, "UNAUTHORIZED")


async def test_the_result_stays_accepted_until_it_is_there(house: House, ana: Client, bo: Client) -> None:
    task_id, part = await begun(house, ana, prompt_of("result"))
    path = f"/api/v1/tasks/{task_id}/result"
    waiting = await ana.get(path)
    assert (waiting.status, waiting.headers["Retry-After"], waiting.json["id"]) == (202, "2", task_id)
    assert waiting.headers["Location"] == ana.address + path
    part.say("It is done.")
    part.end()
    await until(ana, task_id, status="completed")
    done = await ana.get(path)
    assert (done.status, done.json["summary"]) == (200, "It is done.")
    assert task_id in (await bo.get(path)).refused(404, "NOT_FOUND")["error"]
    failing, part = await begun(house, ana, prompt_of("failing result"))
    part.fail(Unavailable("gone", provider="scripted"))
    await until(ana, failing, status="failed")
    (await ana.get(f"/api/v1/tasks/{failing}/result")).refused(502, "LLM_API_ERROR")
