"""Templates: the shipped ones, and a person's own."""

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/templates"
BODY = {
    "name": "Stand-up",
    "template": "What did {{ who }} do?\n\n{{ text }}",
    "variables": [
        {"name": "who", "description": "Whose work", "required": True},
        {"name": "text", "default": "Nothing was said."},
    ],
    "system_prompt": "Be brief, {{ who }} is in a hurry.",
}


async def test_a_template_lives_in_versions(ana: Client, bo: Client) -> None:
    made = await ana.post(PATH, BODY)
    assert made.status == 201
    assert made.json["id"].startswith("stand_up_")
    assert (made.json["version"], made.json["builtin"]) == (1, False)
    one = f"{PATH}/{made.json['id']}"
    changed = await ana.put(one, {**BODY, "name": "Daily", "id": made.json["id"]})
    assert (changed.json["version"], changed.json["name"]) == (2, "Daily")
    assert (await ana.get(one)).json == changed.json
    assert changed.json["template"]["template"] == BODY["template"]
    assert (await ana.get(f"{one}?version=1")).json["name"] == "Stand-up"
    (await ana.get(f"{one}?version=9")).refused(404, "NOT_FOUND")
    (await bo.get(one)).refused(404, "NOT_FOUND")
    (await ana.put(one, {**BODY, "id": "other"})).refused(422, "UNPROCESSABLE")
    assert (await ana.delete(one)).json == {"message": "The template is deleted."}
    (await ana.get(one)).refused(404, "NOT_FOUND")
    (await ana.delete(one)).refused(404, "NOT_FOUND")
    (await ana.put(one, BODY)).refused(404, "NOT_FOUND")


async def test_shipped_templates_can_be_replaced_not_deleted(ana: Client, bo: Client) -> None:
    listed = {each["id"]: each for each in (await ana.get(PATH)).json["templates"]}
    for name in ("email_summary", "meeting_notes", "technical_explanation", "action_items", "translate", "schedule"):
        assert listed[name]["builtin"]
    one = f"{PATH}/translate"
    (await ana.delete(one)).refused(403, "ACCESS_DENIED")
    (await ana.post(PATH, {**BODY, "id": "translate"})).refused(409, "CONFLICT")
    assert (await ana.put(one, {**BODY, "type": "translation", "source": "email"})).json["builtin"] is False
    assert (await bo.get(one)).json["builtin"] is True
    assert (await ana.delete(one)).json == {"message": "The template is deleted."}
    assert (await ana.get(one)).json["builtin"] is True


async def test_a_template_is_filled_in(ana: Client) -> None:
    one = f"{PATH}/{(await ana.post(PATH, {**BODY, 'id': 'standup'})).json['id']}"
    await ana.put(one, {**BODY, "template": "Newer: {{ who }}"})
    filled = await ana.post(f"{one}/render", {"variables": {"who": "Bo"}})
    prompt = {"prompt": "Newer: Bo", "rendered": "Newer: Bo"}
    assert filled.json == {**prompt, "system_prompt": "Be brief, Bo is in a hurry.", "version": 2}
    older = await ana.post(f"{one}/render", {"variables": {"who": "Bo"}, "version": 1})
    assert older.json["prompt"] == "What did Bo do?\n\nNothing was said."
    missing = await ana.post(f"{one}/render")
    missing.refused(400, "VALIDATION_ERROR")
    assert missing.fields() == ["variables.who"]


async def test_a_template_that_cannot_be_used_is_refused(ana: Client) -> None:
    (await ana.post(PATH, {**BODY, "template": "{% for"})).refused(422, "UNPROCESSABLE")
    (await ana.post(PATH, {**BODY, "id": "No Spaces"})).refused(400, "VALIDATION_ERROR")
    unused = {**BODY, "variables": [{"name": "who"}, {"name": "when"}]}
    assert "when" in (await ana.post(PATH, unused)).refused(422, "UNPROCESSABLE")["error"]
    answer = await ana.post(PATH, {**BODY, "variables": [{"name": "not a name"}]})
    assert answer.fields() == ["variables.0.name"]


async def test_a_template_is_processed(house: House, ana: Client) -> None:
    one = f"{PATH}/{(await ana.post(PATH, {**BODY, 'id': 'daily'})).json['id']}"
    await ana.put(one, {**BODY, "template": "{{ text }}"})
    body = {"variables": {"who": "Bo", "text": "Bo fixed it."}, "version": 1, "parameters": {"temperature": 0.1}}
    answer = await ana.post(f"{one}/process", body)
    assert answer.status == 200
    assert answer.json["summary"] == "What did Bo do?\n\n(the text below)\n\nBo fixed it."
    asked = house.conductor.requests[-1]
    assert (asked.directions, asked.parameters.temperature) == ("Be brief, Bo is in a hurry.", 0.1)
    newest = await ana.post(f"{one}/process", {"variables": {"who": "Bo", "text": "Bo fixed it."}})
    assert newest.json["summary"] == "Bo fixed it."
    (await ana.post(f"{one}/process", {"variables": {"who": "Bo", "text": " "}})).refused(422, "UNPROCESSABLE")
    queued = await ana.post(f"{one}/process", body, headers={"Prefer": "respond-async"})
    assert queued.status == 202
