"""Streams in a real browser: its own EventSource, and the module that sends a token, through connections that break."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened

LISTEN = """async ([kind, path, token]) => {
  const { ServerEvents } = await import("/console/lib/threadline.js");
  const service = { address: location.origin, token };
  const source = kind === "own" ? new ServerEvents(service, path) : new EventSource(`/api/v1/${path}`);
  const seen = { events: [], errors: 0, opened: 0 };
  window.listening = { ...window.listening, [kind]: { source, seen } };
  const note = (event) => seen.events.push([event.type, event.lastEventId, event.data]);
  const names = ["connected", "status", "step_change", "completed", "message"];
  for (const name of names) source.addEventListener(name, note);
  source.onerror = () => { seen.errors += 1; };
  source.onopen = () => { seen.opened += 1; };
}"""
SEEN = "(kind) => ({ ...window.listening[kind].seen, state: window.listening[kind].source.readyState })"
CLOSED = "(kind) => window.listening[kind].source.readyState === 2"
HURRY = "() => { const real = window.setTimeout; window.setTimeout = (then, ms) => real(then, ms / 50); }"
PATIENCE = 40_000


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


async def heard(page: Page, kind: str) -> Any:
    return await page.evaluate(SEEN, kind)


async def until_running(page: Page, kind: str) -> None:
    condition = "(kind) => window.listening[kind].seen.events.some(([name, id, data]) => data.includes('running'))"
    await page.wait_for_function(condition, arg=kind, timeout=PATIENCE)


async def test_a_workflow_is_followed_through_a_break_to_its_end(house: House, ana: Client, page: Page) -> None:
    slow = house.conductor.part("the slow one")
    steps = [{"id": "first", "prompt": "the slow one"}, {"id": "second", "prompt": "after {{ first }}"}]
    workflow = (await ana.post("/api/v1/workflows", {"steps": steps})).json["id"]
    path = f"workflows/{workflow}/stream"
    for kind in ("browser", "own"):
        await page.evaluate(LISTEN, [kind, path, ana.token])
        await until_running(page, kind)
    house.room.streams.close()  # as a restart of the service ends them
    slow.say("slowly")
    slow.end()
    for kind in ("browser", "own"):
        await page.wait_for_function(CLOSED, arg=kind, timeout=PATIENCE)
        told = await heard(page, kind)
        names = [name for name, _, _ in told["events"]]
        assert names[0] == "connected"
        assert names[-1] == "completed"
        assert names.count("connected") == 2
        assert "after slowly" in told["events"][-1][2]
        ids = [int(last) for _, last, _ in told["events"] if last]
        assert ids == sorted(ids)
        assert told["errors"] >= 2


async def test_an_answer_and_a_task_end_for_good_when_they_are_over(ana: Client, page: Page) -> None:
    made = await ana.post("/api/v1/webhook", {"prompt": "A few words"}, headers={"Prefer": "respond-async"})
    message = made.json["message"]
    task = (await ana.get(f"/api/v1/tasks/{message['id']}")).json
    answer = f"conversations/{task['conversation_id']}/messages/{message['id']}/stream"
    for kind, path in (("browser", answer), ("own", f"tasks/{message['id']}/stream")):
        await page.evaluate(LISTEN, [kind, path, ana.token])
        await page.wait_for_function(CLOSED, arg=kind, timeout=PATIENCE)
    told = await heard(page, "browser")
    assert told["events"][-1][2] == "[DONE]"
    assert [data for _, _, data in told["events"]].count("[DONE]") == 1
    assert [name for name, _, _ in (await heard(page, "own"))["events"]].count("completed") == 1


async def test_where_streams_do_not_get_through_the_whole_answer_comes(house: House, ana: Client, page: Page) -> None:
    await page.route("**/stream", lambda route: route.abort())
    await page.evaluate(HURRY)
    said = await page.evaluate(
        """async (token) => {
          const { ask } = await import("/console/lib/threadline.js");
          const service = { address: location.origin, token };
          let last;
          for await (const event of ask(service, { prompt: "A word on rivers" })) last = event;
          return [last.event, last.text];
        }""",
        ana.token,
    )
    assert said[0] == "whole"
    assert "A word on rivers" in said[1]
    asked = [each for each in house.conductor.requests if "rivers" in each.messages[-1].text]
    assert len(asked) == 1


async def test_the_console_fetches_an_answer_whose_stream_stays_broken(house: House, page: Page) -> None:
    slow = house.conductor.part("slow words")
    await page.evaluate(HURRY)
    await page.get_by_test_id("composer-input").fill("slow words")
    await page.keyboard.press("Enter")
    async with asyncio.timeout(30):
        while not any(each.messages[-1].text == "slow words" for each in house.conductor.requests):
            await asyncio.sleep(0.02)
    slow.say("said ")
    answer = page.locator("[data-testid=message][data-role=assistant]").last
    await expect(answer).to_contain_text("said", timeout=PATIENCE)
    await page.route("**/stream", lambda route: route.abort())
    house.room.streams.close()
    slow.say("after all")
    slow.end()
    await expect(answer).to_contain_text("said after all", timeout=PATIENCE)
