"""How soon the console shows its first text on a slow line: `python -m benchmarks.console [--runs 5]`.

Method: the service in this process, a headless Chromium whose network is slowed by its own tools to 400 ms a request
and 50 KB/s. First text is the browser's first contentful paint, counted from the document's last byte; usable is when
the message box has the focus, for somebody who is signed in, counted from the first request. Again is the same browser
coming back. The floor is a page of one line: what no console can undercut. Bytes are those on the wire, headers and
all; they and the requests do not depend on the machine.
"""

import argparse
import asyncio
import logging
import shutil
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, async_playwright

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import opened
from tests.support.chromium import ARGUMENTS

LATENCY_MS = 400
BYTES_PER_SECOND = 50_000
SLOW = {
    "offline": False,
    "latency": LATENCY_MS,
    "downloadThroughput": BYTES_PER_SECOND,
    "uploadThroughput": BYTES_PER_SECOND,
}
MARKS = """() => {
  const [document] = performance.getEntriesByType("navigation");
  const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const before = performance.getEntriesByType("resource").filter((each) => each.startTime < painted);
  return [painted - document.responseEnd, document.responseEnd, before.length + 1, performance.now()];
}"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
FOCUSED = "() => document.activeElement?.id === 'composer-input'"


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening of a page; milliseconds."""

    text: float
    document: float
    before: int
    usable: float
    requests: int
    sent: float


async def opening(context: BrowserContext, address: str, until: str) -> Opened:
    page = await context.new_page()
    network = await context.new_cdp_session(page)
    await network.send("Network.enable")
    await network.send("Network.emulateNetworkConditions", SLOW)
    asked: set[str] = set()
    sent: dict[str, float] = {}

    def ask(event: dict[str, Any]) -> None:
        if "/api/" not in event["request"]["url"]:
            asked.add(event["requestId"])

    network.on("Network.requestWillBeSent", ask)
    network.on("Network.loadingFinished", lambda event: sent.update({event["requestId"]: event["encodedDataLength"]}))
    await page.goto(address)
    await page.wait_for_function(PAINTED)
    await page.wait_for_function(until)
    text, document, before, usable = await page.evaluate(MARKS)
    await page.close()
    return Opened(text, document, before, usable, len(asked), sum(sent.get(each, 0) for each in asked))


async def bare(browser: Browser, runs: int) -> float:
    """Milliseconds from the document to the first text of a page of one line."""

    async def line(_: web.Request) -> web.Response:
        return web.Response(text="<!doctype html><title>Floor</title><p>Hello", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", line)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    times = []
    for _ in range(runs):
        context = await browser.new_context()
        times.append((await opening(context, address, PAINTED)).text)
        await context.close()
    await runner.cleanup()
    return statistics.median(times)


async def signed_in(browser: Browser, address: str, ana: Client) -> BrowserContext:
    context = await browser.new_context()
    headers = {"X-Threadline-Console": "1"}
    answer = await context.request.post(f"{address}/api/v1/session", data={"token": ana.token}, headers=headers)
    assert answer.ok, await answer.text()
    return context


async def main(runs: int) -> None:
    if (chromium := shutil.which("chromium") or shutil.which("chromium-browser")) is None:
        print("no Chromium here: install the package chromium")
        return
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="threadline-bench-") as directory:
        async with opened(Path(directory) / "data") as house, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            ana = await house.person()
            floor = await bare(browser, runs)
            first, again = [], []
            for _ in range(runs):
                context = await signed_in(browser, house.address, ana)
                first.append(await opening(context, house.address, FOCUSED))
                again.append(await opening(context, house.address, FOCUSED))
                await context.close()
            await browser.close()
    print(
        f"{LATENCY_MS} ms a request, {BYTES_PER_SECOND // 1000} KB/s; a page of one line: text {floor:.0f} ms after it"
    )
    one = first[0]
    print(
        f"the first time   {one.sent / 1000:5.1f} KB in {one.requests} requests (aim ≤ 90 KB), "
        f"{max(each.before for each in first)} before the first paint (aim ≤ 4)"
    )
    text = statistics.median(each.text for each in first)
    print(f"                 text {text:.0f} ms after the document (aim ≤ 1000), {usable(first)}")
    print(f"again            {again[0].sent / 1000:5.1f} KB, {usable(again)}")


def usable(openings: list[Opened]) -> str:
    return f"usable {statistics.median(each.usable for each in openings) / 1000:.1f} s from the start"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    asyncio.run(main(parser.parse_args().runs))
