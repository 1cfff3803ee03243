"""How often the bot may send: several windows at once for each conversation, shared by everything that runs here.

The numbers are those of learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit (per bot and thread), less
one where there is room, because the platform's clock is not ours.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from threadline.core.runtime.clock import Sleep

WINDOWS = ((1.0, 6), (2.0, 7), (30.0, 58), (3_600.0, 1_790))
_LONGEST = WINDOWS[-1][0]
_MOST = 10_000


@dataclass(slots=True)
class _Window:
    """What was sent in one conversation within the last hour, and until when Teams asked for patience."""

    sent: deque[float] = field(default_factory=deque)
    closed_until: float = float("-inf")

    def wait(self, now: float) -> float:
        """How many seconds until one more is allowed."""
        while self.sent and self.sent[0] <= now - _LONGEST:
            self.sent.popleft()
        free = self.closed_until
        for seconds, count in WINDOWS:
            if len(self.sent) >= count:
                free = max(free, self.sent[-count] + seconds)
        return max(0.0, free - now)


@dataclass(slots=True)
class Limits:
    """The windows of all conversations of this process; `clock` is monotonic, in seconds."""

    clock: Callable[[], float]
    sleep: Sleep = asyncio.sleep
    _windows: dict[str, _Window] = field(default_factory=dict)

    async def enter(self, conversation: str) -> None:
        """Wait until one more message, update or deletion is allowed there, and count it."""
        while (wait := self._window(conversation).wait(self.clock())) > 0:
            await self.sleep(wait)
        self._window(conversation).sent.append(self.clock())

    def pause(self, conversation: str, seconds: float) -> None:
        """Teams asked for patience."""
        window = self._window(conversation)
        window.closed_until = max(window.closed_until, self.clock() + seconds)

    def _window(self, conversation: str) -> _Window:
        if conversation not in self._windows and len(self._windows) >= _MOST:
            now = self.clock()
            idle = [name for name, window in self._windows.items() if window.wait(now) == 0 and not window.sent]
            for name in idle or list(self._windows)[: _MOST // 2]:
                del self._windows[name]
        return self._windows.setdefault(conversation, _Window())
