"""How often one token may ask."""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.rate_limits import SharedRateLimits, Taken
from threadline.storage.tokens import TokenKind, TokenRecord

SESSION_FACTOR = 10
"""A browser's session may ask this many times as often: one person's click is several requests."""


_MINUTE = 60.0


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


WRONG_TOKENS = 20
"""How many wrong tokens one address may try in a minute before its next ones are answered slowly, one by one."""

SLOW_SECONDS = 0.25
MOST_WAITING = 20
"""Wrong tokens of one address that wait for their answer: more are told to come again."""


class Limits:
    """Counts the requests of each token: on SQLite in this process, by the minute; on Postgres for all replicas.

    Wrong tokens are counted by address, in this process.
    """

    def __init__(
        self, per_minute: int, database: Database, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._wrong = RateLimitItemPerMinute(WRONG_TOKENS)
        self._waiting: Counter[str] = Counter()
        self._sleep = sleep
        self._api = RateLimitItemPerMinute(per_minute)
        self._session = RateLimitItemPerMinute(per_minute * SESSION_FACTOR)
        self._shared = None if database.is_sqlite else SharedRateLimits(database)

    async def slow_down(self, address: str) -> bool:
        """Count a wrong token and wait, where its address has tried many; False where too many wait already."""
        if await self._limiter.hit(self._wrong, "wrong", address):
            return True
        if self._waiting[address] >= MOST_WAITING:
            return False
        self._waiting[address] += 1
        try:
            await self._sleep(SLOW_SECONDS * self._waiting[address])
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]
        return True

    async def take(self, token: TokenRecord) -> Allowance:
        """Count one request."""
        item = self._session if token.kind is TokenKind.SESSION else self._api
        if self._shared is not None:
            # While the database cannot be asked, each replica counts for itself.
            with suppress(StorageUnavailable):
                return _allowance(item, await self._shared.take(token.id, amount=item.amount, period=_MINUTE))
        allowed = await self._limiter.hit(item, token.id)
        window = await self._limiter.get_window_stats(item, token.id)
        reset = max(1, math.ceil(window.reset_time - time.time()))
        return Allowance(allowed, item.amount, max(0, window.remaining), reset)


def _allowance(item: RateLimitItemPerMinute, taken: Taken) -> Allowance:
    """What a token may still do. A refused one waits for its next request, an allowed one's reset is when all is free.

    The counts run down by the instant, not by the minute: whoever used them all waits for one interval, not for 60 s.
    """
    interval = _MINUTE / item.amount
    wait = taken.ahead if taken.allowed else taken.ahead + interval - _MINUTE
    remaining = math.floor((_MINUTE - taken.ahead) / interval + 1e-6)
    return Allowance(taken.allowed, item.amount, max(0, remaining), max(1, math.ceil(wait)))
