"""One pacer for all channels: first text at once, then as fast as the surface allows and no faster.

The model pushes text in; the pacer shows it. One request is in flight at a time, the newest text wins, the final text
always lands. Replies that share a workspace share a `TokenBucket`, because platforms count per workspace and method.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from threadline.core.channel import Capabilities, ChannelError, ChannelThrottled, ChannelUnavailable, Reply

Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], float]

_PASSING = (ChannelThrottled, ChannelUnavailable)
_PATIENCE = 6
_LONGEST_WAIT = 60.0


@dataclass(slots=True)
class TokenBucket:
    """What one workspace may do per minute (generic cell rate algorithm). Times are seconds of a monotonic clock."""

    per_minute: float
    burst: float = 1.0
    _next: float = 0.0

    def reserve(self, now: float) -> float:
        """Take the next free place; answers how many seconds to wait for it."""
        spacing = 60.0 / self.per_minute
        self._next = max(self._next, now - self.burst * spacing) + spacing
        return max(0.0, self._next - spacing - now)

    def pause(self, now: float, seconds: float) -> None:
        """The platform asked for patience: nobody in this bucket goes on before then."""
        self._next = max(self._next, now + seconds)


@dataclass(slots=True)
class Buckets:
    """The token buckets of all channels of this process."""

    _buckets: dict[tuple[str, str], TokenBucket] = field(default_factory=dict)

    def of(self, channel: str, bucket: str, capabilities: Capabilities) -> TokenBucket | None:
        """The bucket a reply shares, or None where the channel has no limit."""
        if capabilities.updates_per_minute is None:
            return None
        made = TokenBucket(capabilities.updates_per_minute, burst=capabilities.updates_per_minute / 10)
        return self._buckets.setdefault((channel, bucket), made)


class Pacer:
    """Shows one growing answer on one surface.

    `on_ref` is awaited with the platform's id of the answer before anything else is sent. After `failure` is set the
    surface is lost (gone, denied or stopped by the person): the model need not go on.
    """

    def __init__(
        self,
        reply: Reply,
        capabilities: Capabilities,
        bucket: TokenBucket | None,
        *,
        on_ref: Callable[[str], Awaitable[None]],
        clock: Clock | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._reply = reply
        self._interval = capabilities.interval
        self._bucket = bucket
        self._on_ref = on_ref
        self._clock = clock or asyncio.get_running_loop().time
        self._sleep = sleep
        self._newest = ""
        self._shown = ""
        self._ref: str | None = None
        self._last = float("-inf")
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._request: asyncio.Future[None] | None = None
        self.failure: ChannelError | None = None
        self.failed = asyncio.Event()

    def push(self, text: str) -> None:
        """The whole answer so far; returns at once."""
        self._newest = text
        self._news.set()
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    async def finish(self, text: str) -> None:
        """Show the final text and close the surface. Raises `ChannelError` if it cannot be shown."""
        await self._end()
        if self.failure is None:
            await self._insist(partial(self._reply.finish, text))
        if self.failure is not None:
            raise self.failure

    async def abandon(self) -> None:
        """Stop showing, leave what is visible as it is."""
        await self._end()

    async def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        if self._request is not None:
            await asyncio.wait([self._request])
            error = self._request.exception()
            if isinstance(error, ChannelError) and not isinstance(error, _PASSING):
                self._fail(error)
            self._request = None

    async def _run(self) -> None:
        while self.failure is None:
            await self._news.wait()
            self._news.clear()
            await self._pause()
            text = self._newest
            if text != self._shown:
                await self._insist(partial(self._reply.show, text))
                self._shown = text

    async def _pause(self) -> None:
        now = self._clock()
        wait = max(0.0, self._last + self._interval - now)
        if self._bucket is not None:
            wait = max(wait, self._bucket.reserve(now + wait) + wait)
        if wait > 0:
            await self._sleep(wait)

    async def _insist(self, call: Callable[[], Awaitable[str | None]]) -> None:
        """Call, with patience for passing trouble; trouble that stays becomes `failure`."""
        for attempt in range(_PATIENCE):
            self._request = asyncio.ensure_future(self._send(call))
            try:
                # Shielded: a request in flight is never torn down half-way, its answer names the message.
                await asyncio.shield(self._request)
            except _PASSING as error:
                await self._be_patient(error, attempt)
            except ChannelError as error:
                self._fail(error)
                return
            else:
                return

    async def _send(self, call: Callable[[], Awaitable[str | None]]) -> None:
        ref = await call()
        self._last = self._clock()
        if ref is not None and ref != self._ref:
            self._ref = ref
            await self._on_ref(ref)

    async def _be_patient(self, error: ChannelError, attempt: int) -> None:
        if attempt == _PATIENCE - 1:
            self._fail(error)
            return
        wait = min(_LONGEST_WAIT, error.retry_after if error.retry_after is not None else 0.5 * 2**attempt)
        if self._bucket is not None and isinstance(error, ChannelThrottled):
            self._bucket.pause(self._clock(), wait)
        await self._sleep(wait)

    def _fail(self, error: ChannelError) -> None:
        self.failure = error
        self.failed.set()
