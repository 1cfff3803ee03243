"""How often one token may ask."""

import math
import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from threadline.storage.tokens import TokenKind, TokenRecord

SESSION_FACTOR = 10
"""A browser's session may ask this many times as often: one person's click is several requests."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to a token after one request; `reset` in seconds until it is whole again."""

    allowed: bool
    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """The `RateLimit-*` headers, as draft-ietf-httpapi-ratelimit-headers-06 had them."""
        fields = {"Limit": self.limit, "Remaining": self.remaining, "Reset": self.reset}
        return {f"RateLimit-{name}": str(value) for name, value in fields.items()}


class Limits:
    """Counts the requests of each token in this process, by the minute."""

    def __init__(self, per_minute: int) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._api = RateLimitItemPerMinute(per_minute)
        self._session = RateLimitItemPerMinute(per_minute * SESSION_FACTOR)

    async def take(self, token: TokenRecord) -> Allowance:
        """Count one request."""
        item = self._session if token.kind is TokenKind.SESSION else self._api
        allowed = await self._limiter.hit(item, token.id)
        window = await self._limiter.get_window_stats(item, token.id)
        reset = max(1, math.ceil(window.reset_time - time.time()))
        return Allowance(allowed, item.amount, max(0, window.remaining), reset)
