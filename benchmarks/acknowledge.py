"""What it costs to acknowledge an event of Slack's: `python -m benchmarks.acknowledge [--events 3000]`.

Method: signed `app_mention` events from another process over 16 connections, to a bare Bolt application whose listener
does nothing, and to the service's own door, where each is verified, stored durably and acknowledged. Dealing with what
is stored is held back, for that comes afterwards. Both are CPU time of the serving process per event, in one run; the
ratio is what counts. Then the time from request to acknowledgement at a steady rate, from this process.
"""

import argparse
import asyncio
import gc
import json
import statistics
import time

import aiohttp

from benchmarks.slack import SECRET, Endless, bare_bolt, cost, event, listening, settings_of, signed
from threadline.app import Application
from threadline.bots.slack.channel import SlackChannel
from threadline.simulator.slack.platform import FakeSlack
from threadline.storage.inbound import Delivery

PER_SECOND = 200
SECONDS = 10


async def held_back(_: Delivery) -> None:
    await asyncio.Event().wait()


def settle() -> None:
    """As `serve` does after its start: what was loaded is never garbage, and is not looked through again."""
    gc.collect()
    gc.freeze()


async def at_a_rate(url: str, first: int, teams: int) -> list[float]:
    """Milliseconds from request to acknowledgement, at `PER_SECOND`."""
    times: list[float] = []
    async with aiohttp.ClientSession() as session:

        async def one(number: int) -> None:
            body = json.loads(event(number, None))
            written = json.dumps({**body, "team_id": f"T{number % teams + 1}"}).encode()
            began = time.perf_counter()
            async with session.post(url, data=written, headers=signed(written)) as response:
                assert response.status == 200, await response.text()
            times.append((time.perf_counter() - began) * 1000)

        tasks, began = [], time.perf_counter()
        for number in range(first, first + PER_SECOND * SECONDS):
            await asyncio.sleep(max(0.0, began + (number - first) / PER_SECOND - time.perf_counter()))
            tasks.append(asyncio.create_task(one(number)))
        await asyncio.gather(*tasks)
    return times


async def main(events: int) -> None:
    async with FakeSlack(signing_secret=SECRET) as slack:
        slack.workspace("T1")
        bare = await bare_bolt(slack, events)
        async with Application(settings_of(slack), provider=Endless(), channels=[]) as application:
            channel = SlackChannel(application.services)
            application.services.inbound.listen("slack", held_back)
            async with listening(channel.routes()) as url:
                await cost(url, 200, 100_000)
                settle()
                stored = await cost(url, events, 200_000)
                print(f"bare Bolt, listener does nothing    {bare:6.0f} µs CPU an event")
                print(f"stored durably and acknowledged     {stored:6.0f} µs CPU, {stored / bare:.2f} × (aim ≤ 1 ×)")
                for teams in (1, 50):
                    times = sorted(await at_a_rate(url, 300_000 + teams * 10_000, teams))
                    p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
                    print(
                        f"{PER_SECOND}/s of {teams:2} workspaces: acknowledged after {p50:.1f} ms (median), "
                        f"p99 {p99:.1f} ms (aim ≤ 50 ms; the sender is on the same cores)"
                    )
            await application.services.inbound.close(patience=0)
            await channel.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=3_000)
    asyncio.run(main(parser.parse_args().events))
