"""Slack: what an event costs, and how fresh many answers stay within Slack's limits.

    python -m benchmarks.slack [--seconds 60] [--events 3000]       (0 leaves a part out)

The first part sends signed `app_mention` events from another process over 16 connections, to a bare Bolt application
whose listener does nothing and to the whole service, and compares the CPU time of the serving process per event. The
service is measured twice: with events of one thread whose first turn is still running, so that each event is verified,
normalised, stored and acknowledged and nothing else; and with events of threads of their own, each turn with an instant
model included.

The second part lets models speak for a minute, in workspaces with 1 to 50 answers at once, against the fake Slack,
which refuses every call beyond a tier within any minute. Staleness is how long ago the text that is visible was the
newest, sampled three times a second from each answer's start to its end.
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
from statistics import quantiles

import aiohttp
from aiohttp import web

from threadline.app import Application
from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.channel import SlackChannel
from threadline.bots.slack.rate_limits import Limits
from threadline.bots.slack.streaming import StreamedReply
from threadline.bots.slack.thread_ref import Place
from threadline.bots.slack.workspaces import AppCredentials, Workspaces
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.pacer import Pacer
from threadline.core.channels.rate_limit import Buckets
from threadline.core.runtime.background_tasks import BackgroundTasks
from threadline.providers.port import Delta, Finish, Request, ScriptedProvider
from threadline.simulator.slack.delivery import sign
from threadline.simulator.slack.model import Message
from threadline.simulator.slack.platform import FakeSlack

CONNECTIONS = 16
SECRET = "fake-signing-secret"
LOADS = (1, 3, 10, 50)
DELTAS_PER_SECOND = 10
CHARACTERS_PER_DELTA = 12


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


async def load(url: str, events: int, first: int, thread: str | None) -> None:
    """Send events; runs in a process of its own."""
    numbers = iter(range(first, first + events))

    async def send(session: aiohttp.ClientSession) -> None:
        for number in numbers:
            body, stamp = event(number, thread), str(int(time.time()))
            headers = {
                "Content-Type": "application/json",
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": sign(SECRET, stamp, body),
            }
            async with session.post(url, data=body, headers=headers) as response:
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
    settings = Settings(
        _env_file=None,
        data_dir=Path(tempfile.mkdtemp(prefix="threadline-bench-")),
        slack_bot_token="xoxb-T1",
        slack_signing_secret=SECRET,
        slack_api_url=slack.api_url,
        log_level="error",
    )
    async with Application(settings, provider=Endless(), channels=[]) as application:
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


def visible(message: Message) -> int:
    """How many characters of an answer a message shows."""
    blocks = [block["text"] for block in message.blocks if block["type"] == "markdown"]
    return len(blocks[0] if blocks else message.markdown)


async def answers(slack: FakeSlack, team: str, count: int, seconds: float) -> dict[str, float]:
    """Let `count` answers of one workspace grow at once."""
    workspace, loop = slack.workspace(team), asyncio.get_running_loop()
    limits, buckets = Limits(loop.time), Buckets()
    workspaces = Workspaces(AppCredentials(token=workspace.token, api_url=slack.api_url), None, limits)  # type: ignore[arg-type]
    calls = (await workspaces.of(team)).calls
    background = BackgroundTasks()
    stale: list[float] = []
    firsts: list[float] = []

    async def one(number: int) -> None:
        asked = Message(workspace.next_ts(), "CGENERAL", "UANA", "hello")
        workspace.messages.append(asked)
        place = Place(team, "CGENERAL", asked.ts, asked.ts, "UANA", team)
        session = Session(calls, place)
        reply = StreamedReply(calls, place, f"k{number}", f"{number}", session, background, loop.time)
        bucket = buckets.of("slack", reply.bucket, SlackChannel.capabilities)

        async def keep(_: str) -> None:
            """Nothing is stored here."""

        pacer = Pacer(reply, SlackChannel.capabilities, bucket, on_ref=keep)
        text, began = "", loop.time()
        produced = [(0, began)]
        while loop.time() - began < seconds:
            text += f"{len(produced):>{CHARACTERS_PER_DELTA - 1}} "
            produced.append((len(text), loop.time()))
            pacer.push(text)
            await asyncio.sleep(1 / DELTAS_PER_SECOND)
            if len(produced) % 3 == 0:
                shown = sum(map(visible, workspace.thread("CGENERAL", asked.ts)[1:]))
                if shown and len(firsts) < count and number not in first_seen:
                    first_seen.add(number)
                    firsts.append(loop.time() - began)
                newer = next((at for length, at in produced if length > shown + CHARACTERS_PER_DELTA), loop.time())
                stale.append(loop.time() - newer)
        await pacer.finish(text)

    first_seen: set[int] = set()
    await asyncio.gather(*(one(number) for number in range(count)))
    await background.close()
    await workspaces.close()
    made = [call for call in slack.api.calls if call.team == team]
    cut = quantiles(stale, n=20)
    return {
        "answers": count,
        "calls": len(made),
        "refused": sum(call.error == "ratelimited" for call in made),
        "first": max(firsts, default=float("nan")),
        "p50": cut[9],
        "p95": cut[18],
    }


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


async def freshness(seconds: float) -> None:
    print(f"Answers of {seconds:.0f} s in one workspace, {DELTAS_PER_SECOND} deltas a second each:")
    print("  answers   calls   429s   last first text   staleness p50      p95")
    async with FakeSlack() as slack:
        for count in LOADS:
            slack.workspace(f"W{count}")
        runs = [answers(slack, f"W{count}", count, seconds) for count in LOADS]
        for run in await asyncio.gather(*runs):
            print(
                f"  {run['answers']:7.0f} {run['calls']:7.0f} {run['refused']:6.0f} {run['first']:13.1f} s"
                f" {run['p50']:13.1f} s {run['p95']:6.1f} s"
            )


async def main(seconds: float, events: int) -> None:
    if events:
        await costs(events)
    if seconds:
        await freshness(seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--events", type=int, default=3_000)
    parser.add_argument("--load")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--thread", default="")
    given = parser.parse_args()
    if given.load:
        asyncio.run(load(given.load, given.events, given.first, given.thread or None))
    else:
        asyncio.run(main(given.seconds, given.events))
