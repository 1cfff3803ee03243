"""The connector for Power Automate: a definition that the platform takes, and requests that the service answers."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV2SpecValidator

from tests.channels.webhook.client import Client
from threadline.bots.webhook.docs.connector import ACTIONS, definition, properties
from threadline.bots.webhook.server import all_endpoints

pytestmark = pytest.mark.asyncio(loop_scope="module")

MADE = definition(all_endpoints(), "https://threadline.example.com/base")
LARGEST = 1_000_000
TRIGGER = "/api/v1/triggers/proposals"
OPERATIONS = {op["operationId"]: op for item in MADE["paths"].values() for op in item.values()}
GUIDE = Path(__file__).parents[4] / "docs" / "power-automate.md"
FLOWS = {
    "Summarise a mail": {"Ask"},
    "Meeting notes to events": {"ReadEvent"},
    "Approve an event in Teams": {"WhenEventProposed", "ConfirmProposal", "DismissProposal"},
}


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(each)


async def test_the_definition_is_what_the_platform_takes() -> None:
    assert list(OpenAPIV2SpecValidator(MADE).iter_errors()) == []
    assert len(json.dumps(MADE)) < LARGEST
    assert (MADE["host"], MADE["basePath"], MADE["schemes"]) == ("threadline.example.com", "/base", ["https"])
    assert not [part for part in parts(MADE) if {"anyOf", "oneOf", "const"} & part.keys()]
    assert not [part for part in parts(MADE) if isinstance(part.get("type"), list)]
    operations = [operation for item in MADE["paths"].values() for operation in item.values()]
    assert sorted(each["operationId"] for each in operations) == sorted(action.id for action in ACTIONS)
    assert all(each["summary"] and each["summary"][-1] != "." for each in operations)
    assert {each["in"] for operation in operations for each in operation["parameters"]} <= {"body", "query", "path"}
    kept = properties()["properties"]["connectionParameters"]["token"]
    assert kept["type"] == "securestring"


def schema_at(schema: dict[str, Any], path: list[str]) -> dict[str, Any]:
    """What stands at a path of an answer or a body; of a list, what each of it has."""
    while reference := schema.get("$ref"):
        schema = MADE["definitions"][reference.rpartition("/")[2]]
    if schema.get("type") == "array":
        return schema_at(schema["items"], path)
    return schema_at(schema["properties"][path[0]], path[1:]) if path else schema


def answer_of(action: str) -> dict[str, Any]:
    schema: dict[str, Any] = OPERATIONS[action]["responses"]["200"]["schema"]
    return schema


def taken_by(action: str) -> tuple[set[str], set[str]]:
    """The names of what an action takes, and of what it needs."""
    taken: set[str] = set()
    needed: set[str] = set()
    for each in OPERATIONS[action]["parameters"]:
        body = schema_at(each["schema"], []) if each["in"] == "body" else None
        taken |= body["properties"].keys() if body else {each["name"]}
        needed |= set(body.get("required", ())) if body else {each["name"]} if each.get("required") else set()
    return taken, needed


@pytest.mark.parametrize("title", FLOWS)
async def test_the_flows_of_the_guide_fit_the_definition(title: str) -> None:
    """Their actions are there, are given what they need and nothing else, and answer with what is read of them."""
    flow = re.search(rf"\*\*{title}\.\*\*(.*?)(?:\n\n|\Z)", GUIDE.read_text(), re.DOTALL)
    assert flow
    named = set()
    for step in " ".join(flow[1].split()).split("→"):
        by_summary = {op["summary"]: name for name, op in OPERATIONS.items()}
        here = {by_summary[each] for each in re.findall(r"\*([^*`]+)\*", step) if each in by_summary}
        named |= here
        given = set(re.findall(r"`([a-z_]+)` (?:`|\*(?:Yes|No)\*)", step))
        for action in here:
            taken, needed = taken_by(action)
            assert needed <= given <= taken, action
    assert named == FLOWS[title]
    by_step = {OPERATIONS[name]["summary"].replace(" ", "_"): name for name in named}
    read: list[tuple[str, list[str]]] = []
    for step, path in re.findall(r"(?:body|items)\('(\w+)'\)((?:\?\['\w+'\])+)", flow[1]):
        fields = re.findall(r"'(\w+)'", path)
        read.append(
            ("WhenEventProposed", ["proposals", *fields]) if step == "Apply_to_each" else (by_step[step], fields)
        )
    assert read
    for action, path in read:
        assert schema_at(answer_of(action), path), path


async def test_lists_of_values_name_what_their_actions_answer(ana: Client) -> None:
    paths = {op["operationId"]: path for path, item in MADE["paths"].items() for op in item.values()}
    listed = [part["x-ms-dynamic-values"] for part in parts(MADE) if "x-ms-dynamic-values" in part]
    assert {each["operationId"] for each in listed} == {"ListTemplates", "ListCalendars"}
    for each in listed:
        first = (await ana.get(paths[each["operationId"]])).json[each["value-collection"]][0]
        assert first[each["value-path"]]
        assert first[each["value-title"]]


async def test_a_flow_begins_by_what_is_new(ana: Client) -> None:
    begun = await ana.get(TRIGGER)
    assert (begun.status, begun.headers["Retry-After"]) == (202, "60")
    nothing = await ana.get(begun.headers["Location"].removeprefix(ana.address))
    assert nothing.status == 202
    assert nothing.headers["Location"] == begun.headers["Location"]
    text = {"text": "Lunch with Bo on 10 March 2027 at noon"}
    read = (await ana.post("/api/v1/calendar/process-text", text)).json
    new = await ana.get(nothing.headers["Location"].removeprefix(ana.address))
    assert (new.status, [each["id"] for each in new.json["proposals"]]) == (200, [read["proposal_id"]])
    assert (await ana.get(new.headers["Location"].removeprefix(ana.address))).status == 202
    (await ana.get(f"{TRIGGER}?since={datetime.now(UTC):%Y}")).refused(400, "VALIDATION_ERROR")
