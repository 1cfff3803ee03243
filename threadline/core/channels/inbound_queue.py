"""The inbox: what a platform sent is stored as it came, acknowledged, and dealt with afterwards.

So nothing is lost that was acknowledged, and no acknowledgement waits for a profile, a file or a thread that the
platform has to be asked for. What came into one lane is dealt with in its order, also when its process dies: another
takes over what that one left. What fails for a passing reason is tried again for about an hour.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

import structlog

from threadline.backoff import Backoff
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable
from threadline.core.runtime.clock import Sleep
from threadline.storage.database.errors import StorageError
from threadline.storage.inbound import Delivery, InboundStore

log = structlog.get_logger()

Handler = Callable[[Delivery], Awaitable[None]]
"""Deals with one request. It may be called again for one that it dealt with, after a crash."""

_TAKE_OVER_SECONDS = 1.0
_BEHIND_SECONDS = 0.2
_AT_ONCE = 64
_PASSING = (ChannelThrottled, ChannelUnavailable, StorageError)
_BACKOFF = Backoff(first=0.5, longest=120.0)
_PATIENCE = 40  # passing troubles in a row: about an hour
_FAULTS = 3  # of our own, which rarely pass
_CLOSE_SECONDS = 5.0


@dataclass(slots=True)
class InboundQueue:
    """The requests of this process's channels, on their way from the door to whoever deals with them."""

    store: InboundStore
    sleep: Sleep = asyncio.sleep
    _handlers: dict[str, Handler] = field(default_factory=dict)
    _lanes: dict[tuple[str, str], deque[Delivery]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _seats: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _ready: deque[tuple[str, str]] = field(default_factory=deque)
    """Lanes that nobody is at yet. In a crowd they wait here, where waiting costs next to nothing."""
    _asleep: int = 0
    _closing: bool = False

    def listen(self, channel: str, handler: Handler) -> None:
        """From now on `handler` deals with what comes on a channel, and with what was left there."""
        self._handlers[channel] = handler

    async def keep(self, channel: str, *, key: str, lane: str, body: str) -> None:
        """Store a request; when this returns, the platform may be told so. What stands here already is not kept twice.

        Raises `StorageError`: it is not stored, and the platform should send it again.
        """
        delivery = await self.store.keep(channel, key=key, lane=lane, body=body)
        if delivery is not None:
            self._put(delivery)

    async def run(self) -> None:
        """Take over what other processes left, until cancelled."""
        while True:
            if self._handlers:
                try:
                    for delivery in await self.store.take_over(tuple(self._handlers)):
                        self._put(delivery)
                except StorageError as error:
                    log.error("storage unavailable", error=str(error))
            await self.sleep(_TAKE_OVER_SECONDS)

    @property
    def idle(self) -> bool:
        """Whether everything that came has been dealt with."""
        return not self._tasks

    async def close(self, *, patience: float = _CLOSE_SECONDS) -> None:
        """Let what has begun end for up to `patience` seconds; the rest is another's."""
        self._closing = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _put(self, delivery: Delivery) -> None:
        lane = delivery.channel, delivery.lane
        if lane in self._lanes:
            self._lanes[lane].append(delivery)
            return
        self._lanes[lane] = deque([delivery])
        self._ready.append(lane)
        self._begin()

    def _begin(self) -> None:
        while self._ready and len(self._tasks) - self._asleep < _AT_ONCE and not self._closing:
            task = asyncio.create_task(self._work(self._ready.popleft()))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._begin()

    async def _rest(self, seconds: float) -> None:
        """Sleep, and let others be at work meanwhile."""
        self._asleep += 1
        self._begin()
        try:
            await self.sleep(seconds)
        finally:
            self._asleep -= 1

    async def _work(self, lane: tuple[str, str]) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting and not self._closing:
                await self._deal(waiting[0])
                waiting.popleft()
        finally:
            del self._lanes[lane]

    async def _deal(self, delivery: Delivery) -> None:
        await self._turn(delivery)
        faults = 0
        for attempt in count(delivery.attempts + 1):
            try:
                async with self._seats:
                    again = delivery if attempt == delivery.attempts + 1 else replace(delivery, attempts=attempt - 1)
                    await self._handlers[delivery.channel](again)
                break
            except _PASSING as error:
                given_up, reason = attempt >= _PATIENCE, f"{type(error).__name__}: {error}"
                asked = error.retry_after if isinstance(error, ChannelError) else None
            except ChannelError as error:
                given_up, reason, asked = True, f"{type(error).__name__}: {error}", None  # it would be refused again
            except Exception as error:  # the edge of a request: what comes behind it must not wait for ever
                faults += 1
                given_up, reason, asked = faults >= _FAULTS, f"{type(error).__name__}: {error}", None
                log.exception("request not dealt with", channel=delivery.channel, key=delivery.key)
            if given_up:
                log.error("request given up", channel=delivery.channel, key=delivery.key, reason=reason)
                await self._noted(partial(self.store.fail, delivery.number, reason))
                return
            with suppress(StorageError):
                await self.store.tried(delivery.number)
            await self._rest(_BACKOFF.pause(attempt, asked=asked))
        await self._noted(partial(self.store.done, delivery.number))

    async def _turn(self, delivery: Delivery) -> None:
        """Wait for what came before it and is another process's."""
        while delivery.behind:
            try:
                if not await self.store.is_behind(delivery):
                    return
            except StorageError as error:
                log.error("storage unavailable", error=str(error))
            await self._rest(_BEHIND_SECONDS)

    async def _noted(self, note: Callable[[], Awaitable[None]]) -> None:
        for attempt in count(1):
            try:
                await note()
                return
            except StorageError as error:
                log.error("storage unavailable", error=str(error))
                await self._rest(_BACKOFF.pause(attempt))
