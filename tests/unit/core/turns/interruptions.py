"""Turns that are cut short between the rounds of a model with tools: by a crash, or by the person's Stop."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from tests.unit.core.turns.engine_house import House
from threadline.core.tools.scene import Scene
from threadline.core.tools.toolbox import Toolbox
from threadline.core.turns.stored_rounds import StoredRounds
from threadline.providers.port import ToolCall, ToolResult


@contextmanager
def counted(house: House, *, dying: bool = False, stopping: bool = False) -> Iterator[list[str]]:
    """Which tools run. `dying`: the first one ends the attempt, as a crash would; `stopping`: it is stopped by then."""
    runner = house.services.engine._runner
    toolbox = runner._generation._loop.toolbox
    ran: list[str] = []

    async def run(call: ToolCall, scene: Scene) -> ToolResult:
        ran.append(call.name)
        if dying and len(ran) == 1:
            raise RuntimeError("the process dies")
        result = await Toolbox.run(toolbox, call, scene)
        if stopping:
            runner.stop(scene.turn.message_id)
        return result

    with patch.object(toolbox, "run", run):
        yield ran


@contextmanager
def crashing_after(ordinal: int) -> Iterator[None]:
    """The attempt ends once that round is settled, as a crash would end it."""
    settle, crashed = StoredRounds.settle, list[int]()

    async def settled(self: StoredRounds, message_id: str, number: int, *rest: Any) -> None:
        await settle(self, message_id, number, *rest)
        if number == ordinal and not crashed:
            crashed.append(number)
            raise RuntimeError("the process dies")

    with patch.object(StoredRounds, "settle", settled):
        yield


async def hurry(_: float) -> None:
    await asyncio.sleep(0.001)
