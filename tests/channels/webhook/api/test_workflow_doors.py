"""Workflows at every door: what is begun, submitted, corrected, cancelled, resumed and followed, and by whom."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.channels.webhook.api.test_workflows import PATH, begun, until
from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from threadline.core.domain.message import Message, Receipt
from threadline.providers.port import Unavailable
from threadline.storage.tokens import TokenKind

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKING = {"id": "ask", "by": "person", "title": "What is it to be called?"}


async def of_steps(client: Client, *steps: dict[str, Any], **more: Any) -> str:
    made = await client.post(PATH, {"steps": list(steps), **more})
    assert made.status == 202, made.text
    return str(made.json["id"])


async def running(client: Client, workflow: str, step: str) -> Any:
    """The step, once the assistant is at it."""
    async with asyncio.timeout(30):
        while (found := (await client.get(f"{PATH}/{workflow}/steps/{step}")).json)["status"] != "running":
            await asyncio.sleep(0.02)
    return found


def asked(house: House, beginning: str) -> list[str]:
    """What the model was asked that begins so."""
    said = [each.messages[-1].text for each in house.conductor.requests]
    return [text for text in said if text.startswith(beginning)]


async def test_a_single_step_is_a_workflow(ana: Client) -> None:
    done = await until(ana, await begun(ana, "only this"), "completed")
    assert (done["result"], done["progress"], done["step"]) == ("only this", 1, None)
    assert done["finished_at"] >= done["created_at"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"steps": []}, "steps"),
        ({}, "steps"),
        ({"steps": [{"id": f"s{number}", "prompt": "x"} for number in range(21)]}, "steps"),
        ({"steps": [{"id": "Not A Name", "prompt": "x"}]}, "steps.0.id"),
        ({"steps": [{"id": "a", "prompt": "x", "by": "a cat"}]}, "steps.0.by"),
        ({"steps": [{"id": "a", "prompt": "x"}], "input": {"a b": "x"}}, "input.a b.[key]"),
        ({"steps": [{"id": "a", "prompt": "x", "parameters": {"temperature": 9}}]}, "steps.0.parameters.temperature"),
    ],
)
async def test_what_is_no_plan_is_refused_with_the_field(ana: Client, body: dict[str, Any], field: str) -> None:
    refused = await ana.post(PATH, body)
    refused.refused(400, "VALIDATION_ERROR")
    assert refused.fields() == [field]


async def test_a_template_that_is_not_there_is_told_before_anything_begins(ana: Client) -> None:
    refused = await ana.post(PATH, {"steps": [{"id": "a", "prompt": "x", "template_id": "no_such"}]})
    refused.refused(404, "NOT_FOUND")


async def test_a_step_of_a_person_waits_and_is_all_it_takes(ana: Client) -> None:
    workflow = await of_steps(ana, ASKING)
    waiting = await until(ana, workflow, "waiting")
    assert (waiting["progress"], waiting["steps"][0]["status"], waiting["result"]) == (0, "waiting", None)
    submitted = await ana.put(f"{PATH}/{workflow}/steps/ask", {"output": "Blue Harbour"})
    assert (submitted.status, submitted.json["steps"][0]["corrected"]) == (202, True)
    assert (await until(ana, workflow, "completed"))["result"] == "Blue Harbour"


async def test_blanks_are_nothing_to_submit(ana: Client) -> None:
    workflow = await of_steps(ana, ASKING)
    await until(ana, workflow, "waiting")
    for output in ("", None, "  \n "):
        (await ana.put(f"{PATH}/{workflow}/steps/ask", {"output": output})).refused(422, "UNPROCESSABLE")
    assert (await ana.get(f"{PATH}/{workflow}")).json["status"] == "waiting"


async def test_a_corrected_draft_is_what_later_steps_see(house: House, ana: Client) -> None:
    draft = {"id": "draft", "prompt": "Drafted once", "review": True}
    workflow = await of_steps(ana, draft, {"id": "sent", "prompt": "Sending: {{ draft }}"})
    await until(ana, workflow, "waiting")
    corrected = (await ana.put(f"{PATH}/{workflow}/steps/draft", {"output": "my words"})).json["steps"][0]
    assert (corrected["output"], corrected["corrected"], corrected["draft"]) == ("my words", True, None)
    assert (await until(ana, workflow, "completed"))["result"] == "Sending: my words"
    assert asked(house, "Sending: ") == ["Sending: my words"]


async def test_a_correction_that_changes_nothing_has_nothing_done_anew(house: House, ana: Client) -> None:
    workflow = await begun(ana, "as it stands", "later than {{ s0 }}")
    done = await until(ana, workflow, "completed")
    same = await ana.put(f"{PATH}/{workflow}/steps/s0", {"output": "as it stands"})
    assert (same.status, same.json["version"], same.json["status"]) == (202, done["version"], "completed")
    assert len(asked(house, "later than as it stands")) == 1


async def test_a_correction_stops_what_was_being_made_of_the_old_words(house: House, ana: Client) -> None:
    house.conductor.part("made of old words")
    workflow = await begun(ana, "old words", "made of {{ s0 }}")
    old = await running(ana, workflow, "s1")
    await ana.put(f"{PATH}/{workflow}/steps/s0", {"output": "new words"})
    assert (await until(ana, workflow, "completed"))["result"] == "made of new words"
    async with asyncio.timeout(30):
        while (await ana.get(f"/api/v1/tasks/{old['message_id']}")).json["status"] != "cancelled":
            await asyncio.sleep(0.02)


async def test_cancelling_twice_is_cancelling_once(ana: Client) -> None:
    workflow = await of_steps(ana, ASKING)
    await until(ana, workflow, "waiting")
    first = (await ana.post(f"{PATH}/{workflow}/cancel")).json
    second = await ana.post(f"{PATH}/{workflow}/cancel")
    assert (second.status, second.json) == (202, first)
    assert first["finished_at"]


async def test_what_is_completed_cannot_be_cancelled_any_more(ana: Client) -> None:
    workflow = await begun(ana, "over soon")
    done = await until(ana, workflow, "completed")
    assert (await ana.post(f"{PATH}/{workflow}/cancel")).json == done


async def test_resuming_what_waits_changes_nothing(ana: Client) -> None:
    workflow = await of_steps(ana, ASKING)
    waiting = await until(ana, workflow, "waiting")
    assert (await ana.post(f"{PATH}/{workflow}/resume")).json["version"] == waiting["version"]


async def test_what_was_cancelled_while_it_waited_waits_again(ana: Client) -> None:
    workflow = await of_steps(ana, {"id": "a", "prompt": "done before"}, ASKING)
    await until(ana, workflow, "waiting")
    await ana.post(f"{PATH}/{workflow}/cancel")
    await ana.post(f"{PATH}/{workflow}/resume")
    waiting = await until(ana, workflow, "waiting")
    assert (waiting["step"], waiting["finished_at"], waiting["steps"][0]["attempt"]) == ("ask", None, 1)
    await ana.put(f"{PATH}/{workflow}/steps/ask", {"output": "after all"})
    assert (await until(ana, workflow, "completed"))["result"] == "after all"


async def test_nothing_is_submitted_to_what_was_cancelled(ana: Client) -> None:
    workflow = await of_steps(ana, ASKING)
    await until(ana, workflow, "waiting")
    await ana.post(f"{PATH}/{workflow}/cancel")
    (await ana.put(f"{PATH}/{workflow}/steps/ask", {"output": "too late"})).refused(409, "CONFLICT")
    assert (await ana.get(f"{PATH}/{workflow}")).json["status"] == "cancelled"


async def test_a_stream_waits_with_who_waits(ana: Client) -> None:
    workflow = await of_steps(ana, ASKING)
    await until(ana, workflow, "waiting")
    async with ana.stream("GET", f"{PATH}/{workflow}/stream") as stream:
        told = [event for _ in range(3) if (event := await stream.next()) is not None]
        assert [event.name for event in told] == ["connected", "status", "step_change"]
        assert [event.json.get("status") for event in told] == [None, "waiting", "waiting"]
        assert (told[0].json, told[1].json["step"], told[2].json["id"]) == ({"id": workflow}, "ask", "ask")
        await ana.put(f"{PATH}/{workflow}/steps/ask", {"output": "Blue"})
        rest = await stream.rest()
    assert (rest[-1].name, rest[-1].json["result"]) == ("completed", "Blue")
    shares = [event.json["progress"] for event in rest if event.name == "status"]
    assert shares == sorted(shares)


async def test_a_stream_of_what_was_cancelled_ends_as_cancelled(ana: Client) -> None:
    workflow = await of_steps(ana, ASKING)
    await until(ana, workflow, "waiting")
    async with ana.stream("GET", f"{PATH}/{workflow}/stream") as stream:
        await stream.next()
        await ana.delete(f"{PATH}/{workflow}")
        last = (await stream.rest())[-1]
    assert (last.name, last.json["status"], last.json["result"]) == ("completed", "cancelled", None)


async def test_an_error_names_the_step(house: House, ana: Client) -> None:
    house.conductor.part("it fails here").fail(Unavailable("gone", provider="scripted"))
    workflow = await begun(ana, "it goes well here", "it fails here")
    async with ana.stream("GET", f"{PATH}/{workflow}/stream") as stream:
        last = (await stream.rest())[-1]
    assert (last.name, last.json["code"]) == ("error", "LLM_API_ERROR")
    assert "s1" in last.json["details"][0]["message"]
    step = (await ana.get(f"{PATH}/{workflow}/steps/s1")).json
    assert step["error"]


@pytest.mark.parametrize("told", ["999", "0"])
async def test_whoever_comes_back_with_another_id_is_told_all(ana: Client, told: str) -> None:
    workflow = await begun(ana, "told from the beginning")
    await until(ana, workflow, "completed")
    async with ana.stream("GET", f"{PATH}/{workflow}/stream", headers={"Last-Event-ID": told}) as stream:
        names = [event.name for event in await stream.rest()]
    assert names == ["connected", "status", "step_change", "completed"]


async def test_two_follow_at_once(house: House, ana: Client) -> None:
    slow = house.conductor.part("followed by two")
    workflow = await begun(ana, "followed by two")
    async with (
        ana.stream("GET", f"{PATH}/{workflow}/stream") as one,
        ana.stream("GET", f"{PATH}/{workflow}/stream") as two,
    ):
        await running(ana, workflow, "s0")
        slow.say("heard by both")
        slow.end()
        ends = [(await stream.rest())[-1].json["result"] for stream in (one, two)]
    assert ends == ["heard by both"] * 2


async def test_steps_are_listed_in_their_order(ana: Client) -> None:
    workflow = await begun(ana, "one", "two", "three")
    await until(ana, workflow, "completed")
    listed = (await ana.get(f"{PATH}/{workflow}/steps")).json["steps"]
    assert [step["output"] for step in listed] == ["one", "two", "three"]
    for step in listed:
        assert (await ana.get(f"{PATH}/{workflow}/steps/{step['id']}")).json == step


async def test_who_may_only_read_begins_and_decides_nothing(house: House, ana: Client) -> None:
    reader = await house.person("read")
    (await reader.post(PATH, {"steps": [ASKING]})).refused(403, "ACCESS_DENIED")
    assert (await reader.get(PATH)).json["workflows"] == []
    workflow = await of_steps(ana, ASKING)
    _, token = await house.services.people.tokens.create(
        ana.person_id, kind=TokenKind.API, name="reads", scopes=("read",), lifetime=None
    )
    same_person = Client(house.http, house.address, token)
    assert (await same_person.get(f"{PATH}/{workflow}")).status == 200
    for refused in (
        await same_person.put(f"{PATH}/{workflow}/steps/ask", {"output": "x"}),
        await same_person.post(f"{PATH}/{workflow}/cancel"),
        await same_person.post(f"{PATH}/{workflow}/resume"),
        await same_person.delete(f"{PATH}/{workflow}"),
    ):
        refused.refused(403, "ACCESS_DENIED")
    (await house.stranger.get(f"{PATH}/{workflow}")).refused(401, "UNAUTHORIZED")


async def test_two_who_submit_at_once_do_not_mix(ana: Client) -> None:
    for _ in range(5):
        workflow = await of_steps(ana, ASKING, {"id": "b", "prompt": "called {{ ask }}"})
        await until(ana, workflow, "waiting")
        words = ("Red", "Blue", "Green")
        await asyncio.gather(*(ana.put(f"{PATH}/{workflow}/steps/ask", {"output": word}) for word in words))
        done = await until(ana, workflow, "completed")
        assert done["result"] == f"called {done['steps'][0]['output']}"


async def test_what_is_decided_while_a_step_is_being_put_is_another_question(
    house: House, ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step was put to the assistant, and the workflow is not yet told: just then somebody corrects it."""
    workflow = await of_steps(ana, ASKING, {"id": "b", "prompt": "made {{ ask }}"})
    await until(ana, workflow, "waiting")
    engine = house.services.conversations.workflows._engine
    receive = engine.receive

    async def received(message: Message) -> Receipt:
        receipt = await receive(message)
        if message.text == "made of wood":
            corrected = await ana.put(f"{PATH}/{workflow}/steps/ask", {"output": "of stone"})
            assert corrected.status == 202
        return receipt

    monkeypatch.setattr(engine, "receive", received)
    await ana.put(f"{PATH}/{workflow}/steps/ask", {"output": "of wood"})
    assert (await until(ana, workflow, "completed"))["result"] == "made of stone"


async def test_the_same_key_at_once_begins_once(ana: Client) -> None:
    body, key = {"steps": [ASKING]}, {"Idempotency-Key": "at-once"}
    answers = await asyncio.gather(*(ana.post(PATH, body, headers=key) for _ in range(5)))
    assert len({answer.json["id"] for answer in answers}) == 1
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 200, 202]


async def test_what_was_given_is_text_and_no_template(ana: Client) -> None:
    workflow = await of_steps(
        ana,
        {"id": "a", "prompt": "Say {{ name }}"},
        {"id": "b", "prompt": "{{ a }}!"},
        input={"name": "{{ b }} {% x %}"},
    )
    assert (await until(ana, workflow, "completed"))["result"] == "Say {{ b }} {% x %}!"


async def test_a_prompt_that_turns_out_empty_fails_and_can_be_filled_in(ana: Client) -> None:
    workflow = await of_steps(ana, {"id": "a", "prompt": "{{ text }}"}, input={"text": ""})
    failed = await until(ana, workflow, "failed")
    assert "empty" in failed["steps"][0]["error"]
    await ana.post(f"{PATH}/{workflow}/resume")
    assert (await until(ana, workflow, "failed"))["version"] > failed["version"]
    await ana.put(f"{PATH}/{workflow}/steps/a", {"output": "then this"})
    assert (await until(ana, workflow, "completed"))["result"] == "then this"


async def test_a_step_stopped_as_a_task_stops_the_workflow_there(house: House, ana: Client) -> None:
    house.conductor.part("stopped as a task")
    workflow = await begun(ana, "stopped as a task")
    step = await running(ana, workflow, "s0")
    assert (await ana.delete(f"/api/v1/tasks/{step['message_id']}")).status == 202
    assert "stopped" in (await until(ana, workflow, "failed"))["steps"][0]["error"]
    again = house.conductor.part("stopped as a task")
    again.say("done the second time")
    again.end()
    await ana.post(f"{PATH}/{workflow}/resume")
    assert (await until(ana, workflow, "completed"))["result"] == "done the second time"


async def test_whose_conversation_is_deleted_fails_with_that_reason(house: House, ana: Client) -> None:
    house.conductor.part("deleted meanwhile")
    workflow = await begun(ana, "deleted meanwhile")
    step = await running(ana, workflow, "s0")
    assert (await ana.delete(f"/api/v1/conversations/{step['conversation_id']}")).status == 200
    failed = await until(ana, workflow, "failed")
    assert failed["steps"][0]["error"] in ("Its conversation was deleted.", "It was stopped.")


async def test_who_waits_for_a_person_waits_on_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        ana = await house.person()
        workflow = await of_steps(
            ana, {"id": "a", "prompt": "before it"}, ASKING, {"id": "c", "prompt": "{{ ask }}, {{ a }}"}
        )
        waiting = await until(ana, workflow, "waiting")
    async with opened(tmp_path) as house:
        again = Client(house.http, house.address, ana.token)
        assert (await again.get(f"{PATH}/{workflow}")).json == waiting
        await again.put(f"{PATH}/{workflow}/steps/ask", {"output": "after it"})
        assert (await until(again, workflow, "completed"))["result"] == "after it, before it"
