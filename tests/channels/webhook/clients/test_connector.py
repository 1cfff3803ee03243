"""The connector for Power Automate: a definition that the platform takes, and requests that the service answers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
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
