"""The module for pages: one message and one whole answer, however often the connection breaks."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.providers.port import Unavailable

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(shutil.which("node") is None, reason="no node here: install the package nodejs"),
]

SCRIPT = Path(__file__).with_name("asking.mjs")


async def asked(client: Client, prompt: str, task: str = "") -> Any:
    """What the module got."""
    process = await asyncio.create_subprocess_exec(
        *("node", str(SCRIPT), client.address, client.token or "", prompt, task),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return json.loads(output)


async def test_an_answer_is_whole_after_connections_that_broke(house: House, ana: Client) -> None:
    got = await asked(ana, "A few words about rivers, please")
    assert "A few words about rivers, please" in got["said"]
    assert got["left"] < 1
    asked_for = [each for each in house.conductor.requests if "rivers" in each.messages[-1].text]
    assert len(asked_for) == 1


async def test_a_task_is_followed_to_its_end(house: House, ana: Client) -> None:
    later = {"Prefer": "respond-async"}
    made = await ana.post("/api/v1/webhook", {"prompt": "A few words about lakes"}, headers=later)
    got = await asked(ana, "", made.json["message"]["id"])
    assert got["steps"][-1] == "completed"
    assert "connected" in got["steps"]


async def test_what_fails_is_an_error_with_its_code(house: House, ana: Client) -> None:
    house.conductor.part("words that fail").fail(Unavailable("gone", provider="scripted"))
    assert (await asked(ana, "words that fail"))["code"] == "LLM_API_ERROR"
    stranger = Client(ana.http, ana.address, "wrong")
    assert (await asked(stranger, "hello"))["status"] == 401
