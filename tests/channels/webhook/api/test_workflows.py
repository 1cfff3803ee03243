"""Work in several steps: the assistant's and people's, whatever is stopped, corrected or restarted meanwhile."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.channels.webhook.client import Client, Event
from tests.channels.webhook.house import House, opened
from threadline.providers.port import Unavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/workflows"
MINUTES = {
    "title": "Minutes",
    "input": {"notes": "Costs fell. Bo hires two people."},
    "steps": [
        {"id": "gist", "prompt": "Gist of: {{ notes }}", "review": True},
        {"id": "tone", "by": "person", "title": "How formal is it to be?"},
        {"id": "mail", "prompt": "Mail, {{ tone }}, about: {{ gist }}"},
    ],
}


async def until(client: Client, workflow: str, status: str) -> Any:
    """The workflow, once it has come so far."""
    async with asyncio.timeout(30):
        while (found := (await client.get(f"{PATH}/{workflow}")).json)["status"] != status:
            await asyncio.sleep(0.02)
    return found


async def begun(client: Client, *prompts: str, **more: Any) -> str:
    steps = [{"id": f"s{number}", "prompt": prompt} for number, prompt in enumerate(prompts)]
    made = await client.post(PATH, {"steps": steps, **more})
    assert made.status == 202, made.text
    return str(made.json["id"])


async def test_people_agree_correct_and_submit(house: House, ana: Client) -> None:
    made = await ana.post(PATH, MINUTES)
    assert made.status == 202
    workflow = made.json["id"]
    assert made.headers["Location"] == f"{ana.address}{PATH}/{workflow}"
    waiting = await until(ana, workflow, "waiting")
    gist = waiting["steps"][0]
    assert (waiting["step"], gist["status"], gist["output"]) == ("gist", "waiting", None)
    assert "Costs fell." in gist["draft"]
    (await ana.put(f"{PATH}/{workflow}/steps/mail", {"output": "too early"})).refused(409, "CONFLICT")
    agreed = await ana.put(f"{PATH}/{workflow}/steps/gist", {})
    assert (agreed.status, agreed.json["steps"][0]["output"]) == (202, gist["draft"])
    assert not agreed.json["steps"][0]["corrected"]
    assert (await until(ana, workflow, "waiting"))["step"] == "tone"
    (await ana.put(f"{PATH}/{workflow}/steps/tone", {})).refused(422, "UNPROCESSABLE")
    await ana.put(f"{PATH}/{workflow}/steps/tone", {"output": "very formal"})
    done = await until(ana, workflow, "completed")
    assert (done["step"], done["progress"]) == (None, 1)
    assert "Mail, very formal, about: " in done["result"]
    corrected = await ana.put(f"{PATH}/{workflow}/steps/gist", {"output": "Costs rose."})
    assert [step["status"] for step in corrected.json["steps"]] == ["done", "pending", "pending"]
    assert corrected.json["steps"][0]["corrected"]
    await until(ana, workflow, "waiting")
    await ana.put(f"{PATH}/{workflow}/steps/tone", {"output": "short"})
    assert "Mail, short, about: Costs rose." in (await until(ana, workflow, "completed"))["result"]
    (await ana.post(f"{PATH}/{workflow}/resume")).refused(409, "CONFLICT")
    asked = [each for each in house.conductor.requests if each.messages[-1].text.startswith("Gist of")]
    assert len(asked) == 1


async def test_a_stream_tells_each_step_and_goes_on_where_it_was(house: House, ana: Client) -> None:
    slow = house.conductor.part("the slow one")
    workflow = await begun(ana, "the slow one", "after {{ s0 }}")
    path = f"{PATH}/{workflow}/stream"
    told: list[Event] = []
    async with ana.stream("GET", path) as stream:
        while (event := await stream.next()) is not None:
            told.append(event)
            if event.name == "step_change" and event.json["status"] == "running":
                break
    assert [event.name for event in told][:2] == ["connected", "status"]
    slow.say("slowly")
    slow.end()
    done = await until(ana, workflow, "completed")
    async with ana.stream("GET", path, headers={"Last-Event-ID": told[-1].id or ""}) as stream:
        rest = await stream.rest()
    assert [event.name for event in rest] == ["connected", "status", "step_change", "step_change", "completed"]
    assert rest[-1].json == done
    # Whoever is cut off before the end has no id yet by which it would count as told.
    assert [bool(event.id) for event in rest] == [False, False, False, False, True]
    assert "after slowly" in done["result"]
    nothing = await ana.get(path, headers={"Last-Event-ID": rest[-1].id or ""})
    assert (nothing.status, nothing.body) == (204, b"")


async def test_what_was_cancelled_or_failed_is_resumed_where_it_stopped(house: House, ana: Client) -> None:
    house.conductor.part("never said")
    workflow = await begun(ana, "first words", "never said")
    async with asyncio.timeout(30):
        while (await ana.get(f"{PATH}/{workflow}/steps/s1")).json["status"] != "running":
            await asyncio.sleep(0.02)
    running = (await ana.get(f"{PATH}/{workflow}/steps/s1")).json
    cancelled = await ana.post(f"{PATH}/{workflow}/cancel")
    assert (cancelled.status, cancelled.json["status"], cancelled.json["step"]) == (202, "cancelled", "s1")
    assert cancelled.json["steps"][0]["status"] == "done"
    assert (await ana.delete(f"{PATH}/{workflow}")).json["status"] == "cancelled"
    async with asyncio.timeout(30):
        while (await ana.get(f"/api/v1/tasks/{running['message_id']}")).json["status"] != "cancelled":
            await asyncio.sleep(0.02)
    house.conductor.part("never said").fail(Unavailable("gone", provider="scripted"))
    assert (await ana.post(f"{PATH}/{workflow}/resume")).json["status"] == "running"
    failed = await until(ana, workflow, "failed")
    assert (failed["step"], failed["steps"][1]["attempt"]) == ("s1", 2)
    async with ana.stream("GET", f"{PATH}/{workflow}/stream") as stream:
        last = (await stream.rest())[-1]
    assert (last.name, last.json["code"]) == ("error", "LLM_API_ERROR")
    again = house.conductor.part("never said")
    again.say("said after all")
    again.end()
    await ana.post(f"{PATH}/{workflow}/resume")
    assert (await until(ana, workflow, "completed"))["result"] == "said after all"


async def test_a_person_fills_in_for_a_step_that_failed(house: House, ana: Client) -> None:
    house.conductor.part("words that fail").fail(Unavailable("gone", provider="scripted"))
    workflow = await begun(ana, "words that fail", "then {{ s0 }}")
    await until(ana, workflow, "failed")
    await ana.put(f"{PATH}/{workflow}/steps/s0", {"output": "my own words"})
    assert "then my own words" in (await until(ana, workflow, "completed"))["result"]


async def test_the_same_key_begins_once_and_others_see_nothing(ana: Client, bo: Client) -> None:
    key = {"Idempotency-Key": "once"}
    first = await ana.post(PATH, MINUTES, headers=key)
    second = await ana.post(PATH, MINUTES, headers=key)
    assert (second.status, second.json["id"]) == (200, first.json["id"])
    (await ana.post(PATH, {**MINUTES, "input": {"notes": "x"}}, headers=key)).refused(422, "UNPROCESSABLE")
    assert (await bo.post(PATH, MINUTES, headers=key)).status == 202
    workflow = first.json["id"]
    for refused in (
        await bo.get(f"{PATH}/{workflow}"),
        await bo.get(f"{PATH}/{workflow}/steps"),
        await bo.put(f"{PATH}/{workflow}/steps/gist", {"output": "mine"}),
        await bo.delete(f"{PATH}/{workflow}"),
        await bo.post(f"{PATH}/{workflow}/resume"),
        await bo.get(f"{PATH}/{workflow}/stream"),
        await ana.get(f"{PATH}/{workflow}/steps/nosuch"),
    ):
        refused.refused(404, "NOT_FOUND")
    pages, token = [], ""
    while True:
        page = (await ana.get(f"{PATH}?limit=1{token}")).json
        pages += [each["id"] for each in page["workflows"]]
        if not page["next_page"]:
            break
        token = f"&page_token={page['next_page']}"
    assert pages == [workflow]


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        ([{"id": "a"}], "steps.0.prompt"),
        ([{"id": "a", "prompt": "{{ b }}"}, {"id": "b", "prompt": "x"}], "steps.0.prompt"),
        ([{"id": "a", "prompt": "x"}, {"id": "a", "prompt": "y"}], "steps.1.id"),
        ([{"id": "a", "prompt": "{% for x in y %}"}], "steps.0.prompt"),
    ],
)
async def test_a_plan_that_cannot_be_done_is_refused(ana: Client, steps: list[dict[str, str]], field: str) -> None:
    answer = await ana.post(PATH, {"steps": steps})
    answer.refused(422, "UNPROCESSABLE")
    assert answer.fields() == [field]


async def test_a_restart_goes_on_with_what_was_begun(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        ana = await house.person()
        house.conductor.part("cut off")
        workflow = await begun(ana, "before", "cut off", "{{ s0 }}, then {{ s1 }}")
        async with asyncio.timeout(30):
            while not any("cut off" in each.messages[-1].text for each in house.conductor.requests):
                await asyncio.sleep(0.02)
        house.services.engine.drain(0.0)
    async with opened(tmp_path) as house:
        again = Client(house.http, house.address, ana.token)
        done = await until(again, workflow, "completed")
        assert [step["attempt"] for step in done["steps"]] == [1, 1, 1]
        assert not any(each.messages[-1].text == "before" for each in house.conductor.requests)
