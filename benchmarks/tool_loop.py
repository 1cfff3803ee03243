"""What a round of tools costs: `python -m benchmarks.tool_loop`.

Method: the service in this process on SQLite, a model that answers at once, a platform in memory.
- A round: the CPU of turns with six rounds of one call (`resolve_time`) less that of turns with none, divided by six;
  the tool itself is measured alone and taken off. CPU is this process's, the database's threads included.
- First step: from the moment a message is acknowledged to the first step on the surface.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import ClassVar

from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel, RecordedReply
from threadline.core.channels.port import Reply, Step
from threadline.core.domain.message import Author, Message, Turn
from threadline.providers.port import Delta, Finish, ProviderError, ScriptedProvider, Text, ToolCall, Usage

ROUNDS, TURNS = 6, 60
_USAGE = Usage("m", 1, 1, provider="scripted")
_numbers = count(1)


@dataclass(slots=True)
class SteppedReply(RecordedReply):
    """Notes when the first step was shown."""

    keeps_work: ClassVar[bool] = True
    first: float = 0.0

    async def work(self, steps: Sequence[Step]) -> str | None:
        self.first = self.first or time.perf_counter()
        return self.ref


@dataclass(slots=True)
class SteppedChannel(MemoryChannel):
    """A platform in memory that shows steps."""

    stepped: dict[str, SteppedReply] = field(default_factory=dict)

    async def open_reply(self, turn: Turn) -> Reply:
        return self.stepped.setdefault(turn.message_id, SteppedReply(ref=f"m{len(self.stepped)}"))


def script(rounds: int) -> list[tuple[Delta | ProviderError, ...]]:
    made = [
        (ToolCall("1", "resolve_time", json.dumps({"words": f"in {n + 2} days"})), _USAGE, Finish("tools"))
        for n in range(rounds)
    ]
    return [*made, (Text("There."), _USAGE, Finish("stop"))]


async def turns(app: Application, model: ScriptedProvider, rounds: int) -> tuple[float, list[float]]:
    """CPU seconds of a turn, and how long the first step took."""
    channel = app.services.channels["memory"]
    assert isinstance(channel, SteppedChannel)
    waits, before = [], time.process_time()
    for _ in range(TURNS):
        model.scripts = script(rounds)
        number = next(_numbers)
        author = Author("ana", "Ana", "ana@example.com", "Europe/Vienna")
        message = Message("memory", f"e{number}", f"t{number}", author, "hello, what do you think", datetime.now(UTC))
        receipt = await app.services.engine.receive(message)
        acknowledged = time.perf_counter()
        async for _progress in app.services.engine.watch(receipt.message_id):
            pass
        if rounds:
            waits.append(channel.stepped[receipt.message_id].first - acknowledged)
    return (time.process_time() - before) / TURNS, waits


def tool_alone() -> float:
    """CPU seconds of resolving words of time."""
    from zoneinfo import ZoneInfo

    from threadline.calendar.when import resolve

    zone, before = ZoneInfo("Europe/Vienna"), time.process_time()
    for _ in range(50):
        for n in range(ROUNDS):
            resolve(f"in {n + 2} days", datetime.now(zone), zone=zone)
    return (time.process_time() - before) / 50 / ROUNDS


async def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        values = {"data_dir": Path(directory), "zone": "Europe/Vienna", "plugins": False}
        settings = Settings(_env_file=None, **values)  # type: ignore[arg-type]
        model = ScriptedProvider(calls_tools=True)
        async with Application(settings, provider=model, channels=[SteppedChannel()]) as app:
            await turns(app, model, 1)  # what is loaded at first use
            none, _ = await turns(app, model, 0)
            with_rounds, waits = await turns(app, model, ROUNDS)
    alone = tool_alone()
    a_round = (with_rounds - none) / ROUNDS
    print(f"a turn without calls      {none * 1000:6.2f} ms CPU")
    print(f"a turn of {ROUNDS} rounds        {with_rounds * 1000:6.2f} ms CPU")
    print(f"a round                   {a_round * 1000:6.2f} ms CPU, of which the tool {alone * 1000:.2f} ms")
    print(f"the loop itself           {(a_round - alone) * 1000:6.2f} ms CPU a round")
    waits.sort()
    print(
        f"first visible step        {statistics.median(waits) * 1000:6.1f} ms median, {waits[-1] * 1000:.1f} ms at most"
    )


if __name__ == "__main__":
    asyncio.run(main())
