"""What it takes until the console shows something, in a real browser: requests and bytes, never seconds."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Route, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened

PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.mark.parametrize("signed_in", [True, False])
async def test_few_requests_and_bytes(house: House, ana: Client, browser: Browser, signed_in: bool) -> None:
    context = await browser.new_context()
    if signed_in:
        headers = {"X-Threadline-Console": "1"}
        await context.request.post(f"{house.address}/api/v1/session", data={"token": ana.token}, headers=headers)
    page = await context.new_page()
    network = await context.new_cdp_session(page)
    await network.send("Network.enable")
    files: dict[str, str] = {}
    before: list[int] = []
    sent: dict[str, float] = {}

    def asked(event: dict[str, Any]) -> None:
        path = event["request"]["url"].removeprefix(house.address)
        if not path.startswith("/api/"):
            files[event["requestId"]] = path

    network.on("Network.requestWillBeSent", asked)
    network.on("Network.loadingFinished", lambda event: sent.update({event["requestId"]: event["encodedDataLength"]}))

    async def hold(route: Route) -> None:
        """The script comes only when something is to be seen: nothing that is seen first needs it."""
        await page.wait_for_function(PAINTED)
        before.append(len(files))
        await route.continue_()

    await page.route("**/bundle.js*", hold)
    await page.goto(house.address)
    await expect(page.get_by_test_id("composer-input" if signed_in else "sign-in-token")).to_be_focused()
    assert len(before) == 1
    assert before[0] <= 4
    assert len(files) <= 4, files
    assert sum(sent[each] for each in files if each in sent) <= 90_000
    assert [path.partition("?")[0] for path in files.values()][:2] == ["/", "/console/bundle.js"]
    await context.close()


async def test_the_console_of_its_modules_works_as_well(house: House, browser: Browser) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    await page.goto(f"{house.address}/?source")
    await expect(page.get_by_test_id("sign-in-token")).to_be_focused()
    await context.close()
    assert errors == []
