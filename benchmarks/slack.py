"""Slack: what an event costs. How fresh answers are within Slack's limits says `benchmarks.slack_rates`.

    python -m benchmarks.slack [--events 3000]

Sends signed `app_mention` events from another process over 16 connections, to a bare Bolt application
whose listener does nothing and to the whole service, and compares the CPU time of the serving process per event. The
service is measured twice: with events of one thread whose first turn is still running, so that each event is verified,
normalised, stored and acknowledged and nothing else; and with events of threads of their own, each turn with an instant
model included.
"""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from threadline.app import Application
from threadline.bots.slack.channel import SlackChannel
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.providers.port import Delta, Finish, Request, ScriptedProvider
from threadline.simulator.slack.delivery import sign
from threadline.simulator.slack.platform import FakeSlack

CONNECTIONS = 16
SECRET = "fake-signing-secret"


class Endless(ScriptedProvider):
    """Never answers the message `hold`."""

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        if request.messages[-1].text == "hold":
            await asyncio.Event().wait()
        yield Finish("stop")


def event(number: int, thread: str | None) -> bytes:
    ts = f"{1_800_000_000 + number}.000100"
    inner = {"type": "app_mention", "user": "UANA", "channel": "CGENERAL", "text": "<@UBOT> hello", "ts": ts}
    if thread:
        inner["thread_ts"] = thread
    body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}{thread}", "event": inner}
    return json.dumps(body).encode()


def signed(body: bytes) -> dict[str, str]:
    """The headers by which Slack vouches for a body."""
    stamp = str(int(time.time()))
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": sign(SECRET, stamp, body),
    }


def settings_of(slack: FakeSlack) -> Settings:
    """A service of one workspace, on a directory of its own."""
    return Settings(
        _env_file=None,
        data_dir=Path(tempfile.mkdtemp(prefix="threadline-bench-")),
        slack_bot_token="xoxb-T1",
        slack_signing_secret=SECRET,
        slack_api_url=slack.api_url,
        log_level="error",
    )


async def load(url: str, events: int, first: int, thread: str | None) -> None:
    """Send events; runs in a process of its own."""
    numbers = iter(range(first, first + events))

    async def send(session: aiohttp.ClientSession) -> None:
        for number in numbers:
            body = event(number, thread)
            async with session.post(url, data=body, headers=signed(body)) as response:
                assert response.status == 200, await response.text()

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(send(session) for _ in range(CONNECTIONS)))


async def cost(url: str, events: int, first: int, thread: str | None = None) -> float:
    """CPU time of this process per event, in microseconds."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    arguments = ["--load", url, "--events", str(events), "--first", str(first), "--thread", thread or ""]
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.slack", *arguments)
    assert await child.wait() == 0
    after = resource.getrusage(resource.RUSAGE_SELF)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / events * 1e6


@asynccontextmanager
async def listening(routes: list[web.RouteDef]) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


async def bare_bolt(slack: FakeSlack, events: int) -> float:
    from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient("xoxb-T1", base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=SECRET)

    async def nothing() -> None:
        """What a no-op listener does."""

    app.event("app_mention")(nothing)

    async def serve(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async with listening([web.post("/slack/events", serve)]) as url:
        await cost(url, 200, 0)
        return await cost(url, events, 1_000)


async def service(slack: FakeSlack, events: int) -> tuple[float, float]:
    async with Application(settings_of(slack), provider=Endless(), channels=[]) as application:
        channel = SlackChannel(application.services)
        application.services.channels.join(channel)
        hold = slack.workspace("T1").next_ts()
        async with listening(channel.routes()) as url:
            slack.deliver_to(url)
            held = {"type": "app_mention", "user": "UANA", "channel": "CGENERAL", "text": "<@UBOT> hold", "ts": hold}
            await slack.hand("T1").deliver(held)
            await cost(url, 200, 100_000, hold)
            stored = await cost(url, events, 200_000, hold)
            # The fake is in this process too: its CPU time is not ours, so the answers go nowhere.
            application.services.channels.leave(channel)
            application.services.channels.join(MemoryChannel("slack"))
            whole = await cost(url, events // 4, 300_000)
        await channel.close()
    return stored, whole


async def costs(events: int) -> None:
    async with FakeSlack(signing_secret=SECRET) as slack:
        slack.workspace("T1")
        slack.api.quotas.per_minute.clear()  # this part is about CPU, not about limits
        bare = await bare_bolt(slack, events)
        stored, whole = await service(slack, events)
    print(f"CPU per signed event, {events} events over {CONNECTIONS} connections:")
    print(f"  bare Bolt, listener does nothing     {bare:8.0f} µs")
    print(f"  the service, acknowledged and stored {stored:8.0f} µs  ({stored / bare:.1f}×)")
    print(f"  the service, a thread each, its turn {whole:8.0f} µs  ({whole / bare:.1f}×)\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=3_000)
    parser.add_argument("--load")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--thread", default="")
    given = parser.parse_args()
    if given.load:
        asyncio.run(load(given.load, given.events, given.first, given.thread or None))
    else:
        asyncio.run(costs(given.events))
