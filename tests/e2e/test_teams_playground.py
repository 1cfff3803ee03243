"""Microsoft's own client: the Agents Playground, run on loopback, drives the service through its page in a browser.

The Playground knows no task modules: it sends every Action.Submit as a message. Where a form is opened, the test does
that part of the client's work and the Playground shows what comes of it.
"""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, Request, Route, expect

from tests.support.npm import installed
from threadline.commands.serve import running
from threadline.config import Settings
from threadline.providers import port

Json = dict[str, Any]

EVENT = "Design review with ana@example.com next Thursday 3-4:30pm in Room 4"
WORDS = ("I read ", "a meeting ", "in what ", "you wrote ", "and put it ", "on a card.")
BOT = "Test Bot"
"""What the Playground calls every bot."""

_LOOPBACK = """
const { Server } = require("node:net");
const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  const host = typeof port === "number" && typeof rest[0] !== "string" ? ["127.0.0.1"] : [];
  return listen.call(this, port, ...host, ...rest);
};
"""
"""The Playground listens on every interface; loaded before it, this keeps it on loopback."""

_UNFROZEN = "Object.freeze = (value) => value;"
"""Its card renderer writes into data that its store has frozen: no Action.Submit with `msteams` would be sent."""


class Slowly(port.ScriptedProvider):
    """Says its words one after the other, so that a stream is seen growing.

    The first comes late too: the Playground loses a reply to a post that its page does not show yet.
    """

    async def stream(self, request: port.Request) -> AsyncIterator[port.Delta]:
        for word in WORDS:
            await asyncio.sleep(0.6)
            yield port.Text(word)
        yield port.Finish("stop")


@dataclass
class Client:
    """The Playground's page, and the service behind it."""

    page: Page
    service: str
    playground: str
    http: aiohttp.ClientSession

    async def say(self, text: str, *, box: Locator | None = None, mention: bool = False) -> None:
        """Write a message into a box, as somebody who types."""
        await (box or self.page.get_by_role("textbox").last).click()
        if mention:
            await self.page.keyboard.type("@Te")
            await self.page.locator("#typeahead-menu").get_by_text(BOT).last.click()
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")

    async def invoke(self, name: str, sent: Json, value: Json) -> Json:
        """An invoke that the Playground cannot send, for the conversation of something that it did send."""
        activity = {
            "type": "invoke",
            "name": name,
            "id": f"f:{name}:{sent['replyToId']}",
            "channelId": "msteams",
            "serviceUrl": f"{self.playground}/_connector",
            "from": sent["from"] | {"aadObjectId": "00000000-0000-0000-0000-0000000000020"},
            "recipient": {"id": "00000000-0000-0000-0000-00000000000011"},
            "conversation": sent["conversation"] | {"conversationType": "personal"},
            "channelData": {"tenant": {"id": "00000000-0000-0000-0000-0000000000001"}},
            "replyToId": sent["replyToId"],
            "value": value,
        }
        async with self.http.post(f"{self.service}/api/messages", json=activity) as response:
            assert response.status == 200, await response.text()
            return dict(await response.json()) if response.content_length else {}

    def card(self) -> Locator:
        """The newest card."""
        return self.page.locator(".ac-adaptiveCard").last


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def playground(messages: str, folder: Path) -> AsyncIterator[str]:
    """The Playground in a process of its own; yields its address."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, so Microsoft's Agents Playground cannot run")
    command = await asyncio.to_thread(installed, "@microsoft/m365agentsplayground", "cli.js")
    (folder / "loopback.cjs").write_text(_LOOPBACK)
    number = free_port()
    address = f"http://127.0.0.1:{number}"
    arguments = ["-e", messages, "-c", "msteams", "-p", str(number), "--su", f"{address}/_connector"]
    process = await asyncio.create_subprocess_exec(
        node,
        *("-r", str(folder / "loopback.cjs"), str(command), *arguments, "--disable-telemetry"),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        assert line.strip() == f"Listening on {number}".encode()
        yield address
    finally:
        process.terminate()
        await process.communicate()


async def _stay_here(route: Route, request: Request) -> None:
    """Its page asks for fonts on the network: it gets none."""
    if request.url.startswith("http://127.0.0.1:"):
        await route.continue_()
    else:
        await route.abort()


@pytest.fixture
async def client(browser: Browser, tmp_path: Path) -> AsyncIterator[Client]:
    settings = Settings(
        _env_file=None, data_dir=tmp_path, port=0, zone="UTC", teams_development=True, log_level="error"
    )
    async with (
        running(settings, provider=Slowly()) as (_, service),
        playground(f"{service}/api/messages", tmp_path) as address,
        aiohttp.ClientSession() as http,
    ):
        page = await browser.new_page(viewport={"width": 1300, "height": 1000})
        page.set_default_timeout(15_000)
        await page.add_init_script(_UNFROZEN)
        await page.route("**/*", _stay_here)
        await page.goto(address)
        await expect(page.locator("body")).to_contain_text("Hello, I am Threadline", timeout=15_000)
        yield Client(page, service, address, http)
        await page.close()


async def test_it_listens_on_loopback_only(tmp_path: Path) -> None:
    async with playground("http://127.0.0.1:9/api/messages", tmp_path) as address:
        number = int(address.rpartition(":")[2])
        listening = [
            line.split()[1]
            for name in ("tcp", "tcp6")
            for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
            if line.split()[3] == "0A" and line.split()[1].endswith(f":{number:04X}")
        ]
    assert listening == [f"0100007F:{number:04X}"]


async def test_an_answer_streams_its_card_is_confirmed_and_it_is_liked(client: Client) -> None:
    page = client.page
    await client.say(EVENT)
    answer = page.get_by_text("I read a meeting", exact=False).last
    await expect(answer).to_be_visible(timeout=15_000)
    assert "on a card." not in await answer.inner_text()
    await expect(answer).to_contain_text("on a card.", timeout=15_000)
    await expect(page.get_by_role("button", name="AI generated")).to_be_visible()
    await expect(client.card()).to_contain_text("Room 4", timeout=15_000)
    await client.card().get_by_role("button", name="Confirm").click()
    await expect(client.card()).to_contain_text("In your calendar", timeout=15_000)
    await client.card().get_by_role("button", name="Undo").click()
    await expect(client.card().get_by_role("button", name="Undo")).to_have_count(0, timeout=15_000)
    await page.get_by_role("button", name="Like", exact=True).click()
    async with page.expect_response("**/_conversation/v1/invoke") as taken:
        await page.get_by_role("button", name="Submit").click()
    assert (await taken.value).status == 200


async def test_a_card_is_edited_and_a_message_becomes_an_event(client: Client) -> None:
    await client.say(EVENT)
    await expect(client.card()).to_contain_text("Room 4", timeout=20_000)
    await client.page.route("**/_conversation/v1/submit", lambda route: route.abort())
    async with client.page.expect_request("**/_conversation/v1/submit") as pressed:
        await client.card().get_by_role("button", name="Edit").click()
    sent: Json = dict((await pressed.value).post_data_json or {})
    assert sent["value"]["msteams"] == {"type": "task/fetch"}
    opened = await client.invoke("task/fetch", sent, {"data": sent["value"]})
    form = opened["task"]["value"]["card"]["content"]
    values = {part["id"]: part.get("value", "") for part in form["body"] if part["type"].startswith("Input.")}
    assert values["title"] == "Design review"
    (save,) = form["actions"]
    again = await client.invoke("task/submit", sent, {"data": values | {"title": ""} | save["data"]})
    assert again["task"]["type"] == "continue"
    await client.invoke("task/submit", sent, {"data": values | {"title": "Lunch instead"} | save["data"]})
    await expect(client.card()).to_contain_text("Lunch instead", timeout=15_000)
    await _schedule_this(client, sent, "Lunch with bo@example.com tomorrow at noon")


async def _schedule_this(client: Client, sent: Json, said: str) -> None:
    """The action in a message's menu makes an event of any message."""
    payload = {"id": "1", "body": {"contentType": "html", "content": f"<p>{said}</p>"}}
    value = {"commandId": "scheduleThis", "commandContext": "message", "messagePayload": payload}
    opened = await client.invoke("composeExtension/fetchTask", sent, value)
    form = opened["task"]["value"]["card"]["content"]
    values = {part["id"]: part.get("value", "") for part in form["body"] if part["type"].startswith("Input.")}
    assert said in values.values()
    (save,) = form["actions"]
    await client.invoke("composeExtension/submitAction", sent, value | {"data": values | save["data"]})
    await expect(client.card()).to_contain_text("bo@example.com", timeout=20_000)


async def test_groups_and_channels_are_answered_by_mention_in_their_threads(client: Client) -> None:
    await client.page.get_by_role("treeitem", name="Group Chat").click()
    await expect(client.page.locator("body")).to_contain_text("Mention me and I answer", timeout=15_000)
    await client.say(EVENT, mention=True)
    await expect(client.page.locator("body")).to_contain_text("on a card.", timeout=20_000)
    await expect(client.card()).to_contain_text("Room 4", timeout=15_000)
    await client.card().get_by_role("button", name="Confirm").click()
    await expect(client.card()).to_contain_text("In your calendar", timeout=15_000)
    page = client.page
    await page.get_by_role("treeitem", name="My Team - General").click()
    await expect(page.get_by_text("Start a new post")).to_be_visible()
    # Other words: those of before would be answered at once, which is too early for the Playground's page.
    lunch = "Lunch with bo@example.com next Friday at noon in Room 5"
    await client.say(lunch, box=page.get_by_role("textbox").first, mention=True)
    thread = page.get_by_role("group").filter(has_text="Lunch with").last
    await expect(thread).to_contain_text("on a card.", timeout=20_000)
    await expect(thread.locator(".ac-adaptiveCard")).to_contain_text("Room 5", timeout=15_000)
    # The Playground draws a changed card anew in chats only: here the answer to the click has to do.
    async with page.expect_response("**/_conversation/v1/invoke") as taken:
        await thread.get_by_role("button", name="Dismiss").click()
    assert "Nothing was booked" in await (await taken.value).text()
