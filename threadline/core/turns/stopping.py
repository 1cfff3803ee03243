"""Stopping a running answer: at the person's word, wherever it was said, or because the turn is another's by now.

In the process that answers, a stop ends the race between the model and the person. One that was asked for on another
replica is seen at the next checkpoint, which is the turn's sign of life as well.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.core.domain.message import Turn
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.turns import TurnStore

log = structlog.get_logger()

CHECKPOINT_SECONDS = 1.0
DOUBT_SECONDS = 2.5  # so long without a checkpoint, and the turn may be another's by now


class OwnershipLost(Exception):
    """The turn was taken over by a later start: whatever this one still wants to say is void."""


class Stops:
    """Who wants no more of the answers that run in this process."""

    def __init__(self) -> None:
        self._events: dict[str, asyncio.Event] = {}

    def of(self, message_id: str) -> asyncio.Event:
        """What is set when the answer to a message is to stop."""
        return self._events.setdefault(message_id, asyncio.Event())

    def request(self, message_id: str) -> None:
        """Stop an answer, if it runs here; one that runs elsewhere learns it from its row."""
        if message_id in self._events:
            self._events[message_id].set()

    def forget(self, message_id: str) -> None:
        """The answer is over."""
        self._events.pop(message_id, None)


@dataclass(slots=True)
class RunningAnswer:
    """An answer that can be stopped. `stop` is set when the person wants no more, `lost` when the turn is another's.

    `checked` is when that was last asked, by the clock of the loop; `shown` is what of the text may be seen so
    far, None for all of it.
    """

    text: str = ""
    surface_ref: str | None = None
    checked: float = 0.0
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    shown: str | None = None

    def readable(self) -> str:
        """As much of it as anybody may read before it is over: what is held back is not kept either."""
        return self.text if self.shown is None else self.shown


class Checkpoints:
    """Keeps how far answers are, and learns whether they are to go on."""

    def __init__(self, turns: TurnStore) -> None:
        self._turns = turns

    @asynccontextmanager
    async def alive(self, turn: Turn, answer: RunningAnswer) -> AsyncIterator[None]:
        """From the first moment of a turn to its last: one that gives no sign of life is taken over."""
        beating = asyncio.create_task(self._beat(turn, answer))
        try:
            yield
        finally:
            beating.cancel()
            await asyncio.wait([beating])
            _retrieve(beating)

    async def check(self, turn: Turn, answer: RunningAnswer) -> None:
        """Keep how far the answer is; sets `stop` and `lost`. Raises `StorageUnavailable`."""
        stopped = await self._turns.checkpoint(
            turn.message_id, turn.epoch, text=answer.readable(), surface_ref=answer.surface_ref
        )
        answer.checked = asyncio.get_running_loop().time()
        if stopped is None:
            answer.lost.set()
        elif stopped:
            answer.stop.set()

    async def make_sure(self, turn: Turn, answer: RunningAnswer) -> None:
        """Before the last word: is the turn still ours? A process that was frozen for a while may have lost it.

        Raises `OwnershipLost`, `StorageUnavailable`.
        """
        if asyncio.get_running_loop().time() - answer.checked > DOUBT_SECONDS:
            await self.check(turn, answer)
        if answer.lost.is_set():
            raise OwnershipLost(turn.message_id)

    async def _beat(self, turn: Turn, answer: RunningAnswer) -> None:
        while not answer.lost.is_set():
            await asyncio.sleep(CHECKPOINT_SECONDS)
            try:
                await self.check(turn, answer)
            except StorageUnavailable as error:
                # Not given up for that: nobody else can take the turn over without the database either.
                log.warning("no sign of life could be given", message=turn.message_id, error=str(error))


async def until_stopped(answering: Coroutine[Any, Any, None], answer: RunningAnswer, failed: asyncio.Event) -> None:
    """Let the model answer until the first of: its end, a stop, a lost turn, a lost surface (`failed`)."""
    tasks: list[asyncio.Task[Any]] = [
        asyncio.create_task(answering),
        asyncio.create_task(answer.stop.wait()),
        asyncio.create_task(failed.wait()),
        asyncio.create_task(answer.lost.wait()),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        # To the end: a model that were still read would push text behind the last word.
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        for task in tasks:
            _retrieve(task)


def _retrieve(task: "asyncio.Task[Any]") -> None:
    """Look at how an ended task ended, or asyncio complains that nobody did."""
    if not task.cancelled():
        task.exception()
