"""Deadlines on a stream: for its first text, between its pieces, and for the whole of it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextvars import ContextVar
from math import inf

from threadline.providers.port import CutOff, Delta, Text, TooSlow
from threadline.providers.settings import Deadlines
from threadline.texts.messages import _

Heard = Callable[[], None]

listener: ContextVar[Heard | None] = ContextVar("listener", default=None)
"""Who waits in this task for an answer: called with each piece that its server sends, also one that its SDK swallows.
An SDK opens its request in the task of whoever reads the answer."""


class StreamTimer:
    """Counts down one attempt. `until` is when the whole answer is due on `clock` (monotonic, seconds)."""

    def __init__(self, deadlines: Deadlines, *, provider: str, until: float, clock: Callable[[], float]) -> None:
        self._deadlines = deadlines
        self._provider = provider
        self._until = until
        self._clock = clock

    async def watch(self, source: AsyncIterator[Delta], *, in_one_piece: bool) -> AsyncGenerator[Delta, None]:
        """Pass a stream on. Raises `TooSlow`, or `CutOff` with the text so far, where it is late.

        Each sign of life begins the wait for the next one anew, also one without text (`Working`) and one that an SDK
        swallows (`listener`). An answer that comes in one piece has only the deadline of the whole. Leaving closes
        `source`.
        """
        text: list[str] = []
        alarm = _Alarm()
        listener.set(alarm.heard)
        limit = self._deadlines.whole if in_one_piece else self._deadlines.first_delta
        try:
            while True:
                left = self._until - self._clock()
                try:
                    alarm.set(limit, left)
                    delta = await anext(source)
                    if alarm.late:  # the source kept the cancellation to itself
                        raise TimeoutError
                except StopAsyncIteration:
                    return
                except (TimeoutError, asyncio.CancelledError) as error:
                    if alarm.rang(error):
                        raise self._late(text, whole=alarm.at_the_end) from error
                    raise
                if isinstance(delta, Text):
                    if not (text or in_one_piece):
                        limit = self._deadlines.between_deltas
                    text.append(delta.text)
                alarm.waiting = None
                yield delta
        finally:
            listener.set(None)
            alarm.stop()
            if isinstance(source, AsyncGenerator):
                await source.aclose()

    def _late(self, text: list[str], *, whole: bool) -> TooSlow | CutOff:
        late = "the whole answer" if whole else "more text" if text else "the first text"
        said = f"{self._provider} took too long for {late}"
        advice = _("{provider} took too long to answer; try again in a while.", provider=self._provider)
        if text:
            return CutOff(said, provider=self._provider, text="".join(text), advice=advice, timed_out=True)
        return TooSlow(said, provider=self._provider, advice=advice)


class _Alarm:
    """A time limit on each step of a stream, by one timer for all of them.

    `asyncio.timeout` makes and cancels a timer for every step, 4 µs each, which was most of what our layer added.
    Here a step only moves the time; the timer looks at it when it rings, and cancels the task if it is past. Between
    steps nothing is timed: that time is the consumer's.
    """

    def __init__(self) -> None:
        self.late = False
        self.waiting: asyncio.Task[object] | None = None
        self._loop = asyncio.get_running_loop()
        self._now = self._loop.time
        self._timer: asyncio.TimerHandle | None = None
        self._rings = inf
        self._seconds = self._due = self._end = 0.0
        self._cancelled_before = 0

    @property
    def at_the_end(self) -> bool:
        """Whether the time is that of all steps together."""
        return self._due >= self._end

    def set(self, seconds: float, left: float) -> None:
        """Begin a step of the current task; `left` is for all that come. Raises `TimeoutError` where none is left."""
        if left <= 0:
            self.late = True
            raise TimeoutError
        self.waiting = asyncio.current_task()
        now = self._now()
        self._seconds, self._end = seconds, now + left
        self._due = due = now + (seconds if seconds < left else left)
        if due < self._rings:
            self._start(due)

    def heard(self) -> None:
        """A sign of life in the midst of a step, which begins its time anew."""
        due = self._now() + self._seconds
        self._due = due if due < self._end else self._end

    def rang(self, error: BaseException) -> bool:
        """Whether an error that ended a step is ours; a cancellation from outside at the same time wins."""
        waiting, self.waiting = self.waiting, None
        if not self.late or waiting is None:
            return self.late
        return waiting.uncancel() <= self._cancelled_before or isinstance(error, TimeoutError)

    def stop(self) -> None:
        """No more steps."""
        if self.late and self.waiting is not None:  # the source turned the cancellation into an error of its own
            self.waiting.uncancel()
        self.waiting = None
        if self._timer is not None:
            self._timer.cancel()

    def _start(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._rings = when
        self._timer = self._loop.call_at(when, self._ring)

    def _ring(self) -> None:
        self._rings = inf
        if self.waiting is None:
            return
        if self._now() < self._due:
            self._start(self._due)
        else:
            self.late = True
            self._cancelled_before = self.waiting.cancelling()
            self.waiting.cancel()
