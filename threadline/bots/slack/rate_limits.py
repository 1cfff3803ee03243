"""How often Slack may be asked: one token bucket per workspace and method, shared by everything that runs here.

The tiers are those of docs.slack.dev/apis/web-api/rate-limits. A bucket's rate and its burst together stay within a
tier's minute, so that no minute ever holds more calls than the tier allows.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from threadline.core.channels.rate_limit import TokenBucket
from threadline.core.runtime.clock import Sleep


@dataclass(frozen=True, slots=True)
class Tier:
    """Calls a minute, of which `burst` may come at once."""

    per_minute: float
    burst: float

    def bucket(self) -> TokenBucket:
        """A bucket that is full."""
        return TokenBucket(self.per_minute, burst=self.burst)


APPENDS = Tier(94, 5)
_TIER_2 = Tier(14, 5)
_TIER_3 = Tier(38, 10)
_TIER_4 = Tier(78, 20)
_POSTS = Tier(50, 5)
_TIERS = {
    "chat.startStream": _TIER_2,
    "chat.stopStream": _TIER_2,
    "chat.appendStream": APPENDS,
    "chat.update": _TIER_3,
    "chat.delete": _TIER_3,
    "chat.postMessage": _POSTS,
    "conversations.replies": _TIER_3,
    "conversations.history": _TIER_3,
    "conversations.open": _TIER_3,
    "agents.sessions.setStatus": _TIER_3,
}
_PER_CHANNEL = frozenset({"chat.postMessage"})


@dataclass(slots=True)
class Limits:
    """The buckets of all workspaces of this process; `clock` is monotonic, in seconds."""

    clock: Callable[[], float]
    sleep: Sleep = asyncio.sleep
    _buckets: dict[tuple[str, str, str], TokenBucket] = field(default_factory=dict)

    async def enter(self, team: str, method: str, channel: str) -> None:
        """Wait for a free place."""
        wait = self._bucket(team, method, channel).reserve(self.clock())
        if wait > 0:
            await self.sleep(wait)

    def wait(self, team: str, method: str, channel: str) -> float:
        """How many seconds `enter` would take now."""
        return replace(self._bucket(team, method, channel)).reserve(self.clock())

    def pause(self, team: str, method: str, channel: str, seconds: float) -> None:
        """Slack asked for patience."""
        self._bucket(team, method, channel).pause(self.clock(), seconds)

    def _bucket(self, team: str, method: str, channel: str) -> TokenBucket:
        key = (team, method, channel if method in _PER_CHANNEL else "")
        if key not in self._buckets:
            self._buckets[key] = _TIERS.get(method, _TIER_4).bucket()
        return self._buckets[key]
