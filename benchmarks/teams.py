"""Teams: how late the event loop is while many answers stream, over how many connections, and what an activity costs.

    python -m benchmarks.teams [--turns 100] [--seconds 20] [--events 2000]       (0 leaves a part out)

The fake Teams runs in a process of its own and plays the people, so that its work is not counted. Its rate limits per
thread stand; only the limit of a whole tenant is lifted, which 100 people at once would meet.

The first part asks a question in 100 personal chats at once; a model speaks for 20 seconds in each, and all answers
stream. Meanwhile a task that wants to wake up every 5 ms notes how late it is. The second part sends signed activities
over 16 connections to one chat whose first turn is still running, so that each is verified, normalised, stored and
acknowledged and nothing else.
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
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from threadline import log
from threadline.commands.serve import running
from threadline.config import Settings
from threadline.providers.port import Delta, Finish, Request, ScriptedProvider, Text
from threadline.simulator.teams.model import PERSONAL, Conversation, Person
from threadline.simulator.teams.platform import FakeTeams

Json = dict[str, Any]

CONNECTIONS = 16
TICK = 0.005
WANTED = 20.0
"""Milliseconds that the event loop should never be late."""

DELTAS_PER_SECOND = 10
HOLD = "hold"


class Speaker(ScriptedProvider):
    """Speaks for some seconds; never answers the message `hold`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        if request.messages[-1].text == HOLD:
            await asyncio.Event().wait()
        for number in range(int(self.seconds * DELTAS_PER_SECOND)):
            yield Text(f"word{number:05} ")
            await asyncio.sleep(1 / DELTAS_PER_SECOND)
        yield Finish("stop")


# What runs in the process of the fake Teams.


async def fake(people: int) -> None:
    """Say where it is, hear where the service is, then do what is asked, a line of JSON each."""
    async with FakeTeams() as teams:
        teams.connector.quotas.tenant = ()
        for number in range(people):
            person = Person(f"p{number}", f"29:p{number}", f"aad-{number}", f"P{number}", f"p{number}@example.com", "")
            teams.tenant.people[person.key] = person
            chat = Conversation(f"a:p{number}", PERSONAL, members={person.id})
            teams.tenant.conversations[chat.id] = chat
        names = ("app_id", "app_password", "tenant_id", "openid_url", "login_url")
        print(json.dumps({name: getattr(teams, name) for name in names}), flush=True)
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            asked = json.loads(line)
            print(json.dumps(await _done(teams, asked)), flush=True)


async def _done(teams: FakeTeams, asked: Json) -> Json:
    match asked["do"]:
        case "listen":
            teams.deliver_to(asked["url"])
            return {}
        case "ask":
            await asyncio.gather(*(_ask(teams, f"p{number}") for number in range(asked["people"])))
            return _calls(teams)
        case _:
            return {"refused": await _flood(teams, asked["events"])}


async def _ask(teams: FakeTeams, name: str) -> None:
    """Ask, and wait until the whole answer stands."""
    chat = teams.personal(name)
    await teams.hand(name).write(chat, "Tell me something")
    while not any(m.stream and m.stream.ended == "final" for m in teams.tenant.thread(chat.id)):
        await asyncio.sleep(0.2)


def _calls(teams: FakeTeams) -> Json:
    calls = teams.connector.calls
    return {
        "calls": len(calls),
        "streamed": len(teams.connector.of("stream")),
        "throttled": sum(call.status == 429 for call in calls),
        "connections": teams.connector.connections,
        "tokens": teams.login.requests,
    }


async def _flood(teams: FakeTeams, events: int) -> int:
    """Write so often into one chat; answers with how many were not acknowledged."""
    ana, chat, numbers = teams.hand("ana"), teams.personal("ana"), iter(range(events))
    before = len(teams.courier.deliveries)

    async def write() -> None:
        for number in numbers:
            await ana.write(chat, f"event {number}")

    await ana.write(chat, HOLD)
    await asyncio.gather(*(write() for _ in range(CONNECTIONS)))
    return sum(delivery.status != 200 for delivery in teams.courier.deliveries[before:])


# What runs here: the service.


@dataclass
class Fake:
    """The other process."""

    process: asyncio.subprocess.Process

    async def read(self) -> Json:
        assert self.process.stdout is not None
        return dict(json.loads(await self.process.stdout.readline()))

    async def do(self, what: str, **more: Any) -> Json:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": what, **more}).encode() + b"\n")
        return await self.read()


@asynccontextmanager
async def service(people: int, seconds: float) -> AsyncIterator[Fake]:
    arguments = ["-m", "benchmarks.teams", "--fake", str(people)]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=pipe, stdout=pipe)
    other = Fake(process)
    given: Json = {f"teams_{name}": value for name, value in (await other.read()).items()}
    folder = Path(tempfile.mkdtemp(prefix="threadline-bench-"))
    given |= {"teams_service_hosts": "127.0.0.1", "data_dir": folder, "port": 0, "log_level": "error"}
    settings = Settings(_env_file=None, **given)
    log.configure(settings.log_level, settings.log_format)
    async with running(settings, provider=Speaker(seconds)) as (_, address):
        await other.do("listen", url=f"{address}/api/messages")
        yield other
        process.terminate()
        await process.wait()


async def lateness(late: list[float]) -> None:
    """Note (milliseconds) how much later than wanted the event loop lets this task run."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append((time.perf_counter() - before - TICK) * 1_000)


def cpu() -> float:
    """Seconds of processor time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def turns(count: int, seconds: float) -> None:
    async with service(count, seconds) as other:
        late: list[float] = []
        watching = asyncio.create_task(lateness(late))
        before, began = cpu(), time.perf_counter()
        made = await other.do("ask", people=count)
        used, took = cpu() - before, time.perf_counter() - began
        watching.cancel()
    cut = quantiles(late, n=1_000)
    over = sum(one > WANTED for one in late) / len(late)
    print(f"{count} turns at once, each answer spoken for {seconds:.0f} s at {DELTAS_PER_SECOND} deltas a second:")
    print(f"  all answered after          {took:8.1f} s")
    print(
        f"  requests to the Connector   {made['calls']:8}   {made['streamed']} streamed, {made['throttled']} throttled"
    )
    print(f"  connections to it           {made['connections']:8}   {made['tokens']} token fetched")
    print(f"  CPU                         {used:8.1f} s ({used / took:.0%} of a core)")
    print(f"  event loop late             {cut[499]:8.1f} ms at p50, {cut[989]:.1f} p99, {cut[998]:.1f} p99.9")
    print(f"                              {max(late):8.1f} ms at most; {over:.2%} beyond {WANTED:.0f} ms\n")


async def costs(events: int) -> None:
    async with service(0, 1) as other:
        await other.do("flood", events=200)
        before, began = cpu(), time.perf_counter()
        made = await other.do("flood", events=events)
        used, took = cpu() - before, time.perf_counter() - began
    print(f"{events} signed activities over {CONNECTIONS} connections, acknowledged and stored:")
    print(f"  CPU per activity            {used / events * 1e6:8.0f} µs")
    print(f"  activities a second         {events / took:8.0f}   {made['refused']} refused")


async def main(count: int, seconds: float, events: int) -> None:
    if count:
        await turns(count, seconds)
    if events:
        await costs(events)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--events", type=int, default=2_000)
    parser.add_argument("--fake", type=int)
    given = parser.parse_args()
    asyncio.run(fake(given.fake) if given.fake is not None else main(given.turns, given.seconds, given.events))
