"""Answers as they grow, for whoever watches: the HTTP stream, the terminal.

A turn that runs in this process wakes its watchers at once. One that runs on another replica is followed through its
checkpoints in the database.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from threadline.core.channels.port import Step
from threadline.core.domain.message import TurnState
from threadline.storage.turns import TurnStore

# For a turn that runs elsewhere, whose row changes once a second.
POLL_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an answer is. A higher `epoch` is a new start: what was shown of an older one is void.

    `steps` is what was and is being done for it, as far as it runs in this process.
    """

    epoch: int
    text: str
    state: TurnState
    steps: tuple[Step, ...] = ()


class _Watched:
    """A turn that runs here, or that somebody here waits for."""

    __slots__ = ("epoch", "news", "running", "steps", "text", "watchers")

    def __init__(self) -> None:
        self.epoch = 0
        self.text = ""
        self.steps: tuple[Step, ...] = ()
        self.running = False
        self.watchers = 0
        self.news = asyncio.Event()

    def wake(self) -> None:
        """Let all who wait look again."""
        self.news.set()
        # A new one instead of clearing it: several may wait, and each holds the one it waits for.
        self.news = asyncio.Event()


class LiveUpdates:
    """The running turns of this process and those who watch them."""

    def __init__(self, turns: TurnStore) -> None:
        self._turns = turns
        self._watched: dict[str, _Watched] = {}
        self._retired = False

    def retire(self) -> None:
        """Nobody is kept waiting here any longer: the process is about to end, and others go on with the answers."""
        self._retired = True
        for turn in self._watched.values():
            turn.wake()

    def begin(self, message_id: str, epoch: int) -> None:
        """A turn starts here."""
        turn = self._watched.setdefault(message_id, _Watched())
        turn.epoch, turn.text, turn.steps, turn.running = epoch, "", (), True
        turn.wake()

    def show(self, message_id: str, text: str) -> None:
        """The visible text of a turn that runs here."""
        turn = self._watched.get(message_id)
        if turn is not None:
            turn.text = text
            turn.wake()

    def work(self, message_id: str, steps: Sequence[Step]) -> None:
        """What is being done for a turn that runs here."""
        turn = self._watched.get(message_id)
        if turn is not None:
            turn.steps = tuple(steps)
            turn.wake()

    def end(self, message_id: str) -> None:
        """A turn that ran here is over: its end stands in the database."""
        turn = self._watched.get(message_id)
        if turn is not None:
            turn.running = False
            turn.wake()
            self._forget(message_id, turn)

    async def watch(self, message_id: str) -> AsyncIterator[Progress]:
        """Follow an answer until it is over; the last item has the final text and state. Unknown ids yield nothing.

        Where the process is about to end it stops before the answer is over.
        """
        turn = self._watched.setdefault(message_id, _Watched())
        turn.watchers += 1
        try:
            last: Progress | None = None
            while True:
                # Taken before the look: what comes while the database is read is not missed.
                news = turn.news
                current = await self._look(message_id, turn)
                if current is None:
                    return
                if current != last:
                    last = current
                    yield current
                if current.state.over or self._retired:
                    return
                await _wait(news, None if turn.running else POLL_SECONDS)
        finally:
            turn.watchers -= 1
            self._forget(message_id, turn)

    async def _look(self, message_id: str, turn: _Watched) -> Progress | None:
        if turn.running:
            return Progress(turn.epoch, turn.text, TurnState.ANSWERING, turn.steps)
        record = await self._turns.get(message_id)
        return Progress(record.epoch, record.reply, TurnState(record.state), turn.steps) if record else None

    def _forget(self, message_id: str, turn: _Watched) -> None:
        if not turn.running and not turn.watchers:
            self._watched.pop(message_id, None)


async def _wait(news: asyncio.Event, seconds: float | None) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # wait_for of Python 3.11 may lose a cancellation
            await news.wait()
