"""Deadlines on a stream: for its first text, between its pieces, and for the whole of it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable

from threadline.providers.port import CutOff, Delta, Text, Unavailable
from threadline.providers.settings import Deadlines


class StreamTimer:
    """Counts down one attempt. `until` is when the whole answer is due on `clock` (monotonic, seconds)."""

    def __init__(self, deadlines: Deadlines, *, provider: str, until: float, clock: Callable[[], float]) -> None:
        self._deadlines = deadlines
        self._provider = provider
        self._until = until
        self._clock = clock

    async def watch(self, source: AsyncIterator[Delta], *, in_one_piece: bool) -> AsyncGenerator[Delta, None]:
        """Pass a stream on. Raises `Unavailable`, or `CutOff` with the text so far, where it is late.

        An answer that comes in one piece has only the deadline of the whole. Leaving closes `source`.
        """
        text: list[str] = []
        try:
            while True:
                limit = self._deadlines.between_deltas if text else self._deadlines.first_delta
                delta = await self._next(source, self._deadlines.whole if in_one_piece else limit, text)
                if delta is None:
                    return
                if isinstance(delta, Text):
                    text.append(delta.text)
                yield delta
        finally:
            if isinstance(source, AsyncGenerator):
                await source.aclose()

    async def _next(self, source: AsyncIterator[Delta], limit: float, text: list[str]) -> Delta | None:
        left = self._until - self._clock()
        try:
            if left <= 0:
                raise TimeoutError  # a source that never waits would not notice a timeout of nothing
            # Only the wait itself is timed: a timeout around a `yield` would strike in the consumer's code.
            async with asyncio.timeout(min(limit, left)):
                return await anext(source, None)
        except TimeoutError as error:
            late = "the whole answer" if left <= limit else "more text" if text else "the first text"
            said = f"{self._provider} took too long for {late}"
            if text:
                raise CutOff(said, provider=self._provider, text="".join(text)) from error
            raise Unavailable(said, provider=self._provider) from error
