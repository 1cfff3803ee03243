"""Work that runs in this process and is let end before the process does."""

import asyncio
from collections.abc import Coroutine
from contextvars import Context
from typing import Any

import structlog

log = structlog.get_logger()


class Draining:
    """The tasks that run. Once drained it takes no more: whatever comes then is taken up by the next start."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._drained = False

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something run, in a context of its own: it is no part of whatever began it."""
        if self._drained:
            work.close()
            return
        self.count_in(asyncio.create_task(_to_its_end(work), context=Context()))

    def count_in(self, task: "asyncio.Task[Any]") -> None:
        """Remember a task until it is over."""
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def settled(self) -> None:
        """Wait until nothing runs."""
        while self._running:
            await asyncio.wait(self._running)

    async def drain(self, patience: float) -> None:
        """Let what runs end for up to `patience` seconds. The rest is cancelled, which counts as unfinished."""
        until = asyncio.get_running_loop().time() + patience
        while self._running and (left := until - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._running, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        self._drained = True
        while self._running:
            for task in self._running:
                task.cancel()
            await asyncio.wait(self._running)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:  # the edge of a task: what it was at is stored, and taken up as stranded
        log.exception("work ended unexpectedly")
