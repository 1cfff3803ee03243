"""One pacer for all channels: first text at once, then as fast as the surface allows and no faster.

The model pushes text in; the pacer shows it. One request is in flight at a time, the newest text wins, the final text
always lands. Replies that share a workspace share a `TokenBucket`, because platforms count per workspace and method.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable

from threadline.backoff import Backoff
from threadline.core.channels.errors import ChannelError, ChannelThrottled, ChannelUnavailable, StoppedByPerson
from threadline.core.channels.port import Capabilities, QueuedReply, Reply, Step, WorkDisplay
from threadline.core.channels.rate_limit import TokenBucket
from threadline.core.runtime.clock import Clock, Sleep

_PASSING = (ChannelThrottled, ChannelUnavailable)
_PATIENCE = 12  # for the final text: its pauses add up to about two minutes
_LONGEST_WAIT = 60.0  # whatever longer a platform asks for: then it is asked again
_BACKOFF = Backoff(first=0.5, longest=16.0, jitter=0.0)  # one answer alone: its surface's other answers share a bucket


class Pacer:
    """Shows one growing answer on one surface.

    `on_ref` is awaited with the platform's id of the answer before anything else is sent. After `failure` is set the
    surface is lost (gone, full, denied or stopped by the person): the model need not go on. `failed` is also set when
    showing broke for a reason of ours, which `finish` then raises.
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
        # Asked once: whether an object keeps to a protocol is looked up attribute by attribute.
        self._display = reply if isinstance(reply, WorkDisplay) else None
        self._queued = reply if isinstance(reply, QueuedReply) else None
        self._interval = capabilities.interval
        self._bucket = bucket
        self._on_ref = on_ref
        self._clock = clock or asyncio.get_running_loop().time
        self._sleep = sleep
        self._newest = ""
        self._shown = ""
        self._stale_since: float | None = None
        self._steps: dict[str, Step] = {}
        self._stepped = False
        self._ref: str | None = None
        self._not_before = float("-inf")
        self._place: float | None = None
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._request: asyncio.Future[None] | None = None
        self.failure: ChannelError | None = None
        self.failed = asyncio.Event()

    def push(self, text: str) -> None:
        """The whole answer so far; returns at once."""
        if self._stale_since is None:
            self._stale_since = self._clock()
        self._newest = text
        self._begin()

    @property
    def shown(self) -> bool:
        """Whether something of the answer is, or may be, visible by now."""
        return bool(self._shown) or self._request is not None

    def _begin(self) -> None:
        self._news.set()
        if self._task is None:
            self._task = asyncio.create_task(self._run())
            # It ends by itself only when showing broke: then nobody reads what the model goes on to say.
            self._task.add_done_callback(lambda _: self.failed.set())

    def work(self, step: Step) -> None:
        """A step of the work behind the answer began or ended; returns at once."""
        if self._display is not None:
            self._steps[step.id] = step
            self._stepped = True
            self._begin()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was and is being done for the answer, where its surface shows that."""
        return tuple(self._steps.values())

    async def finish(self, text: str) -> None:
        """Show the final text and close the surface. Raises `ChannelError` if it cannot be shown."""
        broken = await self._end()
        if self.failure is None and broken is not None:
            raise broken
        self._newest = text
        if self.failure is None and self._stepped and self._display is not None and self._display.keeps_work:
            await self._insist(self._work, patience=1)
        if self.failure is None:
            await self._insist(self._reply.finish, patience=_PATIENCE)
        if self.failure is not None:
            raise self.failure

    async def abandon(self) -> None:
        """Stop showing, leave what is visible as it is."""
        await self._end()

    async def _end(self) -> BaseException | None:
        """Stop the showing; answers with what broke it, if it was not the platform."""
        task, self._task = self._task, None
        request, self._request = self._request, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        # The request was shielded and is still on its way. Its answer may be the first that names the message: whoever
        # went on without it would post a second one.
        if request is not None:
            await asyncio.wait([request])
        broken = _error_of(task) or _error_of(request)
        if not isinstance(broken, ChannelError):
            return broken
        if isinstance(broken, _PASSING):
            self._be_patient(broken, 1)  # the final text keeps to the patience that the last update was asked for
        else:
            self._fail(broken)
        return None

    async def _run(self) -> None:
        while self.failure is None:
            await self._news.wait()
            self._news.clear()
            if self._stepped:
                await self._insist(self._work, patience=1)
            if self._newest != self._shown:
                await self._insist(self._reply.show)

    async def _insist(self, call: Callable[[str], Awaitable[str | None]], *, patience: float = math.inf) -> None:
        """Send the newest text, with patience for passing trouble; trouble that stays becomes `failure`."""
        attempt = 0
        while self.failure is None:
            attempt += 1
            try:
                await self._pause(final=call == self._reply.finish)
            except ChannelError as error:
                self._fail(error)
                return
            self._request = asyncio.ensure_future(self._send(call))
            try:
                # Shielded: a request in flight is never torn down half-way, its answer names the message.
                await asyncio.shield(self._request)
            except _PASSING as error:
                if attempt >= patience:
                    self._fail(error)
                else:
                    self._be_patient(error, attempt)
            except ChannelError as error:
                self._fail(error)
            else:
                return

    async def _work(self, _text: str) -> str | None:
        """Show the steps. One that cannot be shown is left out: the answer matters more."""
        assert self._display is not None  # noqa: S101 - asked before a step is taken
        self._stepped = False
        try:
            return await self._display.work(tuple(self._steps.values()))
        except StoppedByPerson:
            raise
        except _PASSING as error:
            self._be_patient(error, 1)
            return None
        except ChannelError:
            return None

    async def _pause(self, *, final: bool) -> None:
        """Wait until the interval, the bucket or queue and the platform's own wishes allow the next request."""
        while (wait := self._not_before - self._clock()) > 0:
            await self._sleep(wait)
        if self._queued is not None:
            since = self._clock() if self._stale_since is None else self._stale_since
            await self._queued.turn(first=self._ref is None, final=final, since=since)
        if self._bucket is not None:
            await self._queue_up(self._bucket)

    async def _queue_up(self, bucket: TokenBucket) -> None:
        """Wait for a place in the bucket. One that was not used yet is kept: the final text may need it."""
        while True:
            if self._place is None:
                self._place = self._clock() + bucket.reserve(self._clock())
            while (wait := self._place - self._clock()) > 0:
                await self._sleep(wait)
            self._place = None
            if not bucket.closed(self._clock()):
                return

    async def _send(self, call: Callable[[str], Awaitable[str | None]]) -> None:
        text, since = self._newest, self._stale_since
        if call != self._work:
            self._stale_since = None
        try:
            ref = await call(text)
        except ChannelError:
            self._stale_since = since if self._stale_since is None else self._stale_since
            raise
        if call != self._work:
            self._shown = text
        # From the answer on, not from the request: a slow platform is not asked in a tighter row than a fast one.
        self._not_before = self._clock() + self._interval
        if ref is not None and ref != self._ref:
            await self._on_ref(ref)
            self._ref = ref  # known only when it is stored: where storing fails, the next answer stores it

    def _be_patient(self, error: ChannelError, attempt: int) -> None:
        self._request = None  # dealt with
        wait = _BACKOFF.pause(attempt) if error.retry_after is None else min(_LONGEST_WAIT, error.retry_after)
        self._not_before = self._clock() + wait
        # Platforms throttle the workspace, not the message: everybody in the bucket waits, even who holds a place.
        if self._bucket is not None and isinstance(error, ChannelThrottled):
            self._bucket.pause(self._clock(), wait)

    def _fail(self, error: ChannelError) -> None:
        self.failure = error
        self.failed.set()


def _error_of(future: "asyncio.Future[None] | None") -> BaseException | None:
    return None if future is None or future.cancelled() else future.exception()
