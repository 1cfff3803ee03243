"""What bare durable work costs, and what ordering it by a queue would cost: `python -m benchmarks.durable`.

Method: DBOS on a fresh SQLite file, configured as `threadline.core.runtime.durable` does. `direct` starts a workflow of
one empty step as a booking is started; `queued` enqueues the same on a partitioned queue of concurrency 1 (polled every
100 ms, 200 partitions). Delay is from the call to the step's first line, one at a time; throughput is 16 at a time.
"""

import asyncio
import logging
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from dbos import SetEnqueueOptions, SetWorkflowID

from threadline.core.runtime import workflows
from threadline.core.runtime.durable import Durable
from threadline.core.runtime.work import Work
from threadline.storage.database.database import sqlite_url

COUNT = 600
SINGLES = 40
PARTITIONS = 200


class Stopwatch:
    """When each piece of work was asked for and when it began."""

    def __init__(self) -> None:
        self.asked: dict[str, float] = {}
        self.began: dict[str, float] = {}

    async def work(self, name: str) -> None:
        self.began[name] = time.perf_counter()

    async def until(self, count: int) -> None:
        while len(self.began) < count:
            await asyncio.sleep(0.005)

    def delays(self) -> list[float]:
        return [(self.began[name] - asked) * 1000 for name, asked in self.asked.items()]


async def measure(label: str, watch: Stopwatch, start: Callable[[str], Awaitable[None]]) -> None:
    async def one(name: str) -> None:
        watch.asked[name] = time.perf_counter()
        await start(name)

    places = asyncio.Semaphore(16)

    async def in_turn(name: str) -> None:
        async with places:
            await one(name)

    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(in_turn(f"{label}-{number}") for number in range(COUNT)))
    await watch.until(COUNT)
    wall, cpu = time.perf_counter() - began, (time.process_time() - cpu) * 1000 / COUNT
    watch.asked.clear()
    for number in range(SINGLES):
        await one(f"{label}-single-{number}")
        await watch.until(COUNT + number + 1)
        await asyncio.sleep(0.01)
    delay = statistics.median(watch.delays())
    print(f"{label}: starts after {delay:.1f} ms (median), {COUNT / wall:.0f}/s, {cpu:.1f} ms CPU each")


async def idle(label: str) -> None:
    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.sleep(4)
    print(f"{label}, idle: {(time.process_time() - cpu) / (time.perf_counter() - began) * 100:.1f} % of a core")


async def main() -> None:
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as directory:
        durable = Durable(sqlite_url(Path(directory) / "durable.db"), executor_id="bench")
        watch = Stopwatch()
        await durable.open(Work(turn=watch.work, booking=watch.work, undoing=watch.work, advance=watch.work))
        await durable.launch()
        await idle("direct")
        await measure("direct", watch, lambda name: durable.start_booking(name, "0"))
        await workflows.DBOS.register_queue_async("bench", partition_concurrency=1, polling_interval_sec=0.1)
        await idle("queued")
        queued = Stopwatch()
        workflows.run(Work(turn=queued.work, booking=queued.work, undoing=queued.work, advance=queued.work))

        async def enqueue(name: str) -> None:
            partition = str(hash(name) % PARTITIONS)
            with SetWorkflowID(name), SetEnqueueOptions(queue_partition_key=partition):
                await workflows.DBOS.enqueue_workflow_async("bench", workflows.turn, name)

        await measure("queued", queued, enqueue)
        await durable.close(patience=1)


if __name__ == "__main__":
    asyncio.run(main())
