"""The running service: `python -m benchmarks.service`.

Method: the service runs in a process of its own, the load comes from this one over loopback HTTP with one API token.
- Acknowledge: 50 messages a second for 10 s with `Prefer: respond-async`; time from the request to its 202.
- Turns: messages to 200 conversations, 32 at a time, with a model that answers at once; counted from the first request
  until the last answer is stored. CPU is the service's own.
- First text: the model writes down when it said its first word; the client, when it could be read from the stream.
- Streams: 500 answers at once, each a word every 100 ms that says when it was said; staleness is how old a word is when
  the client has read it. The client's own work is on the same two cores.
"""

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.support.postgres import PostgresMissing, running_server

MESSAGES_PER_SECOND = 50
STREAMS = 500


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs, and a client of it."""

    pid: int
    client: aiohttp.ClientSession

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mb(self) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextlib.asynccontextmanager
async def service(model: str, database_url: str | None = None) -> AsyncIterator[Service]:
    with tempfile.TemporaryDirectory() as directory:
        environment = {**os.environ, "THREADLINE_DATA_DIR": directory}
        if database_url:
            environment["THREADLINE_DATABASE_URL"] = database_url
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "benchmarks.service_process",
            model,
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        address, token = (await process.stdout.readline()).decode().split()
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(address, connector=connector, headers={"X-API-Token": token}) as client:
            yield Service(process.pid, client)
        process.stdin.close()
        await process.wait()


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def conversations(client: aiohttp.ClientSession, count: int) -> list[str]:
    async def one() -> str:
        async with client.post("/api/v1/conversations", json={}) as response:
            return str((await response.json())["id"])

    return await asyncio.gather(*(one() for _ in range(count)))


async def send(client: aiohttp.ClientSession, conversation: str, text: str) -> str:
    headers = {"Prefer": "respond-async"}
    path = f"/api/v1/conversations/{conversation}/messages"
    async with client.post(path, json={"text": text}, headers=headers) as response:
        body = await response.json()
        assert response.status == 202, body
        return str(body["message"]["id"])


async def acknowledge(seconds: int) -> None:
    async with service("instant") as running:
        threads = await conversations(running.client, 100)
        times: list[float] = []

        async def one(number: int) -> None:
            began = time.perf_counter()
            await send(running.client, threads[number % len(threads)], "hello")
            times.append((time.perf_counter() - began) * 1000)

        tasks = []
        began = time.perf_counter()
        for number in range(seconds * MESSAGES_PER_SECOND):
            await asyncio.sleep(max(0.0, began + number / MESSAGES_PER_SECOND - time.perf_counter()))
            tasks.append(asyncio.create_task(one(number)))
        await asyncio.gather(*tasks)
        p50, p99 = statistics.median(times), percentile(times, 0.99)
        print(f"acknowledge at {MESSAGES_PER_SECOND}/s: p50 {p50:.1f} ms, p99 {p99:.1f} ms ({len(times)} messages)")


async def turns(count: int, kind: str, database_url: str | None) -> None:
    async with service("instant", database_url) as running:
        threads = await conversations(running.client, 200)
        places = asyncio.Semaphore(32)

        async def one(number: int) -> None:
            async with places:
                await send(running.client, threads[number % len(threads)], "hello")

        await asyncio.gather(*(one(number) for number in range(100)))
        await answered(running.client)
        cpu, began = running.cpu_seconds(), time.perf_counter()
        await asyncio.gather(*(one(number) for number in range(count)))
        await answered(running.client)
        wall = time.perf_counter() - began
        cpu = (running.cpu_seconds() - cpu) * 1000 / count
        print(f"turns on {kind}: {count / wall:.0f}/s, {cpu:.1f} ms CPU a turn (aim >= 100/s)")


async def answered(client: aiohttp.ClientSession) -> None:
    """Wait until no turn is open any more."""
    while True:
        async with client.get("/metrics") as response:
            text = await response.text()
        states = {line.split()[0]: float(line.split()[1]) for line in text.splitlines() if "_turns{" in line}
        if not any(value for name, value in states.items() if '"queued"' in name or '"answering"' in name):
            return
        await asyncio.sleep(0.02)


async def words(client: aiohttp.ClientSession, conversation: str, text: str) -> AsyncIterator[tuple[float, float]]:
    """When each word was said, and when it was read."""
    path = f"/api/v1/conversations/{conversation}/messages"
    async with client.post(path, json={"text": text, "stream": True}) as response:
        assert response.status == 200, await response.text()
        async for raw in response.content:
            if raw.startswith(b"data: {") and b'"chunk"' in raw:
                now = time.time()
                for word in json.loads(raw[6:])["chunk"].split():
                    yield float(word), now


async def first_text(count: int) -> None:
    async with service("instant") as running:
        threads = await conversations(running.client, 10)
        delays: list[float] = []
        for number in range(count):
            async for said, read in words(running.client, threads[number % 10], "hello"):
                delays.append((read - said) * 1000)
        p50, p99 = statistics.median(delays), percentile(delays, 0.99)
        print(f"model's first word to the client: p50 {p50:.1f} ms, p99 {p99:.1f} ms (aim p50 <= 20 ms)")


async def streams(seconds: int) -> None:
    async with service("ticking") as running:
        threads = await conversations(running.client, STREAMS)
        idle = running.rss_mb()
        stale: list[float] = []

        async def one(thread: str) -> None:
            async for said, read in words(running.client, thread, f"count {seconds * 10}"):
                stale.append((read - said) * 1000)

        cpu, began = running.cpu_seconds(), time.perf_counter()
        tasks = [asyncio.create_task(one(thread)) for thread in threads]
        await asyncio.sleep(seconds * 0.8)
        most = running.rss_mb()
        await asyncio.gather(*tasks)
        share = (running.cpu_seconds() - cpu) / (time.perf_counter() - began) * 100
        p50, p95 = statistics.median(stale), percentile(stale, 0.95)
        print(
            f"{STREAMS} streams: staleness p50 {p50:.0f} ms, p95 {p95:.0f} ms (aim p95 <= interval + 150 ms), "
            f"RSS {idle:.0f} -> {most:.0f} MB (aim < 400 MB), {share:.0f} % of one core, {len(stale)} words"
        )


@contextlib.contextmanager
def postgres() -> Iterator[str | None]:
    try:
        with running_server().database() as url:
            yield url
    except PostgresMissing as missing:
        print(f"turns on Postgres: skipped, {missing}")
        yield None


async def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--turns", type=int, default=2000)
    arguments.add_argument("--seconds", type=int, default=10)
    chosen = arguments.parse_args()
    await acknowledge(chosen.seconds)
    await turns(chosen.turns, "SQLite", None)
    with postgres() as url:
        if url:
            await turns(chosen.turns, "Postgres", url)
    await first_text(200)
    await streams(chosen.seconds)


if __name__ == "__main__":
    asyncio.run(main())
