"""Many small writes that come at once, as one transaction: what waits while one is under way goes into the next.

A transaction costs its flush to the disk, whatever is in it, so under load each write pays for a part of one: where
several came together, the next ones are waited for a moment. A lone write waits for nobody.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

from threadline.storage.database.errors import StorageUnavailable

T = TypeVar("T")
R = TypeVar("R")

_MOST = 200
_GATHERING_SECONDS = 0.002


class GroupCommit(Generic[T, R]):
    """Puts writes together. `commit` makes those of a list in its order, all or none, with an answer for each."""

    def __init__(self, commit: Callable[[Sequence[T]], Awaitable[Sequence[R]]]) -> None:
        self._commit = commit
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._task: asyncio.Task[None] | None = None

    async def add(self, item: T) -> R:
        """Write something; when this returns, it is written. Raises what `commit` raises."""
        written: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        return await written

    async def _work(self) -> None:
        crowded = False
        try:
            while self._waiting:
                await asyncio.sleep(_GATHERING_SECONDS if crowded else 0)  # what came in the same moment goes along
                crowded = len(self._waiting) > 1
                batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                await self._together(batch)
        finally:
            self._task = None
            for _, written in self._waiting:  # the process ends
                written.cancel()
            self._waiting = []

    async def _together(self, batch: Sequence[tuple[T, "asyncio.Future[R]"]]) -> None:
        try:
            answers = await self._commit([item for item, _ in batch])
        except asyncio.CancelledError:
            for _, written in batch:
                written.cancel()
            raise
        except StorageUnavailable as error:  # nobody's fault: tried one by one, each would wait as long again
            for _, written in batch:
                _fail(written, error)
        except Exception as error:  # noqa: BLE001 - handed on; whose fault it is shows when each is tried alone
            if len(batch) > 1:
                for one in batch:
                    await self._together((one,))
            else:
                _fail(batch[0][1], error)
        else:
            for (_, written), answer in zip(batch, answers, strict=True):
                if not written.done():
                    written.set_result(answer)


def _fail(written: "asyncio.Future[Any]", error: Exception) -> None:
    if not written.done():  # who waited for it may have gone
        written.set_exception(error)
