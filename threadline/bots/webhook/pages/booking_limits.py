"""How often the page of a booking link may be looked at and used: for all replicas at once, where there are several.

Whoever chooses has an invitation sent to the address they enter, so it must not be free to send many.
"""

from contextlib import suppress
from hashlib import sha256

from aiohttp import web
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from threadline.config.addresses import is_loopback
from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.rate_limits import SharedRateLimits

LOOKS = parse("120 per minute")
CHOICES = parse("10 per 15 minutes")
OF_LINK = parse("30 per hour")


class BookingLimits:
    """How often one address of the network may look and choose, and how often anybody may choose by one link."""

    def __init__(self, database: Database) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._shared = None if database.is_sqlite else SharedRateLimits(database)

    async def look(self, client: str) -> bool:
        """Whether a client may look once more. A proxy on this machine is nobody in particular."""
        return _is_nobody(client) or await self._take(LOOKS, "look", client)

    async def choose(self, client: str, link_id: str) -> bool:
        """Whether a client may choose once more."""
        mine = _is_nobody(client) or await self._take(CHOICES, "choose", client)
        return mine and await self._take(OF_LINK, "link", link_id)

    async def _take(self, item: RateLimitItem, kind: str, who: str) -> bool:
        if self._shared is not None:
            # While the database cannot be asked, each replica counts for itself.
            with suppress(StorageUnavailable):
                key = f"booking-{kind}:{sha256(who.encode()).hexdigest()[:32]}"  # where somebody is, is not kept
                return (await self._shared.take(key, amount=item.amount, period=item.get_expiry())).allowed
        return await self._limiter.hit(item, kind, who)


BOOKING_LIMITS: web.AppKey[BookingLimits] = web.AppKey("booking_limits", BookingLimits)


def _is_nobody(client: str) -> bool:
    return is_loopback(client) or not client
