"""What an answered message costs beside bare durable work: `python -m benchmarks.turn [--messages 600]`.

Method: in one process, on fresh SQLite files. The floor is a DBOS workflow of one empty step (see `durable`). The
message comes over a channel in memory, sixteen at a time in two hundred conversations, and a model answers it at once;
it is counted from its arrival until its turn is over. Both are CPU time of the process, all its threads, per piece.
"""

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Author, Message
from threadline.core.runtime.durable import Durable
from threadline.core.runtime.work import Work
from threadline.providers.port import Delta, Finish, Request, Text, Usage
from threadline.storage.database.database import sqlite_url

CONVERSATIONS = 200
AT_ONCE = 16
WARM_UP = 100
ANA = Author("ana", name="Ana", email="ana@example.com", zone="Europe/Vienna")


class Instant:
    """Answers at once."""

    name = "instant"

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        yield Text("All right.")
        yield Usage("instant", 1, 1)
        yield Finish("stop")

    async def aclose(self) -> None:
        return None


async def measured(count: int, one: Callable[[int], Awaitable[None]]) -> tuple[float, float]:
    """Milliseconds of CPU a piece, and pieces a second."""
    places = asyncio.Semaphore(AT_ONCE)

    async def placed(number: int) -> None:
        async with places:
            await one(number)

    await asyncio.gather(*(placed(-number) for number in range(1, WARM_UP)))
    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(placed(number) for number in range(count)))
    return (time.process_time() - cpu) * 1000 / count, count / (time.perf_counter() - began)


async def floor(count: int, directory: Path) -> tuple[float, float]:
    """A bare durable turn."""
    done: dict[str, asyncio.Event] = {}

    async def work(name: str) -> None:
        done[name].set()

    durable = Durable(sqlite_url(directory / "durable.db"), executor_id="bench")
    await durable.open(Work(turn=work, booking=work, undoing=work, advance=work))
    await durable.launch()

    async def one(number: int) -> None:
        name = f"n{number}"
        done[name] = asyncio.Event()
        await durable.start_booking(name, "0")
        await done[name].wait()

    result = await measured(count, one)
    await durable.close(patience=5)
    return result


async def turns(count: int, directory: Path, text: str) -> tuple[float, float]:
    """An answered message."""
    settings = Settings(_env_file=None, data_dir=directory / "service", log_level="error", plugins=False)
    platform = MemoryChannel()
    async with Application(settings, provider=Instant(), channels=[platform]) as application:
        engine = application.services.engine

        async def one(number: int) -> None:
            thread = f"thread-{number % CONVERSATIONS}"
            message = Message("memory", f"e{number}", thread, ANA, text, datetime.now(UTC))
            receipt = await engine.receive(message)
            async for _ in engine.watch(receipt.message_id):
                """Until it is over."""

        return await measured(count, one)


async def main(count: int) -> None:
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="threadline-bench-") as directory:
        bare, rate = await floor(count, Path(directory))
        print(f"bare durable work            {bare:6.2f} ms CPU, {rate:4.0f}/s")
        answered, rate = await turns(count, Path(directory), "hello")
        print(
            f"an answered message          {answered:6.2f} ms CPU, {rate:4.0f}/s: {answered / bare:.1f} × (aim ≤ 2 ×)"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=600)
    asyncio.run(main(parser.parse_args().messages))
