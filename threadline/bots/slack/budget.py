"""How often one method may be called: what Slack publishes is the least, what it really allows is learnt.

A budget is a window (so many calls in any minute) and a pace within it, so that calls are spread over the minute.
Whatever is urgent keeps to the window alone. While a budget is used up and Slack refuses nothing, the window grows; on
a 429 it shrinks to what Slack had taken, and the pace is halved and recovers. Source: docs.slack.dev/apis/web-api/
rate-limits, which calls its tiers "20+", "50+" and "100+".
"""

from collections import deque
from dataclasses import dataclass, field

_MINUTE = 60.0
_GROWTH = 0.05
_FIRST_GROWTH = 0.02
"""The first step takes back the margin, and no more than is published."""
_RECOVERY = 0.1
_RECOVERY_SECONDS = 1.0
_LEAST = 0.25
_MOST = 20.0
_FULL = 0.9
_AT_ONCE = 1 / 10
"""How much of a window may be used up by what is urgent, all at once."""
_URGENT = 0.5
"""By how much closer it is spaced beyond that."""


@dataclass(slots=True)
class Budget:
    """Calls of one method in one workspace. `least` is what is published for a minute, with a margin.

    `paced`: calls are spread over the minute. Moments are monotonic seconds.
    """

    least: float
    paced: bool = True
    window: float = 0.0
    _pace: float = 0.0
    _calls: deque[float] = field(default_factory=deque)
    _last: float = float("-inf")
    _closed_until: float = float("-inf")
    _quiet_since: float = float("-inf")
    _recovered: float = float("-inf")

    def __post_init__(self) -> None:
        self.window = self._pace = self.least

    @property
    def pace(self) -> float:
        """Calls a minute that are spread over it."""
        return min(self._pace, self.window)

    def free_at(self, now: float, *, urgent: bool) -> float:
        """When the next call may be made: `now`, or later."""
        self._forget(now)
        self._recover(now)
        moment = max(now, self._closed_until)
        if len(self._calls) >= int(self.window):
            moment = max(moment, self._calls[len(self._calls) - int(self.window)] + _MINUTE)
        if self.paced and not (urgent and len(self._calls) < self.window * _AT_ONCE):
            moment = max(moment, self._last + self._spacing(now) * (_URGENT if urgent else 1.0))
        return moment

    def _spacing(self, now: float) -> float:
        """Seconds between two calls: what a burst has left of the window is spread until the burst leaves it."""
        spread = _MINUTE / max(1.0, self.pace)
        left = int(self.window) - len(self._calls)
        return max(spread, (self._calls[0] + _MINUTE - now) / left) if self._calls and left > 0 else spread

    def take(self, now: float) -> None:
        """Count a call."""
        if self._quiet_since == float("-inf"):
            self._quiet_since = now
        self._grow(now)
        self._calls.append(now)
        self._last = now

    def give_back(self) -> None:
        """The last call that was counted was not made."""
        if self._calls:
            self._calls.pop()

    def refused(self, now: float, seconds: float) -> None:
        """Slack asked for patience: nobody goes on before then, and what it had taken is what it allows."""
        self._forget(now)
        fresh = now >= self._closed_until
        self._closed_until = max(self._closed_until, now + seconds)
        self._quiet_since = now
        if fresh:  # calls that were on their way together are refused together: that is one refusal
            self.window = max(self.least * _LEAST, min(self.window, float(len(self._calls) - 1)))
            self._pace = max(1.0, self.pace / 2)
            self._recovered = self._closed_until

    def is_as_new(self, now: float) -> bool:
        """Whether nothing of it would be missed: no call of the last minute, and nothing learnt."""
        self._forget(now)
        return not self._calls and self.window == self._pace == self.least and self._closed_until <= now

    def _forget(self, now: float) -> None:
        while self._calls and self._calls[0] <= now - _MINUTE:
            self._calls.popleft()

    def _recover(self, now: float) -> None:
        """The pace comes back step by step, to what the window allows."""
        steps = int((now - self._recovered) / _RECOVERY_SECONDS) if self._pace < self.window else 0
        if steps > 0:
            self._pace = min(self.window, self._pace * (1 + _RECOVERY) ** min(steps, 100))
            self._recovered = now

    def _grow(self, now: float) -> None:
        """After a minute without a refusal, in which all was used that was allowed, a little more is tried."""
        if now - self._quiet_since < _MINUTE or len(self._calls) < _FULL * self.window:
            return
        full = self._pace >= self.window
        growth = _GROWTH if self.window > self.least else _FIRST_GROWTH
        self.window = min(self.least * _MOST, max(self.window * (1 + growth), self.window + 1))
        self._pace = self.window if full else self._pace
        self._quiet_since = now
