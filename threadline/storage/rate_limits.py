"""How often somebody may ask, counted for all replicas at once.

GCRA (the leaky bucket as a meter): one instant a key, the theoretical arrival time, and one statement that either moves
it on or refuses. The database's own clock counts, so replicas need not agree on theirs. The table is not logged: after
a crash of the database everybody may ask anew.
"""

from dataclasses import dataclass

from sqlalchemy import text

from threadline.storage.database.database import Database

_TAKE = text("""
INSERT INTO rate_limits (key, arrival) VALUES (:key, clock_timestamp() + make_interval(secs => :interval))
ON CONFLICT (key) DO UPDATE
SET arrival = greatest(rate_limits.arrival, clock_timestamp()) + make_interval(secs => :interval)
WHERE rate_limits.arrival <= clock_timestamp() + make_interval(secs => :period - :interval)
RETURNING extract(epoch FROM arrival - clock_timestamp())
""")
_LOOK = text("SELECT extract(epoch FROM arrival - clock_timestamp()) FROM rate_limits WHERE key = :key")


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of asking; `ahead` is in seconds how far the key's use is ahead of the clock: all is free at 0."""

    allowed: bool
    ahead: float


class SharedRateLimits:
    """The counts on Postgres. On SQLite one process alone runs, and counts in its memory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, key: str, *, amount: int, period: float) -> Taken:
        """Count one use of a key that may be used `amount` times in `period` seconds. Raises `StorageUnavailable`."""
        values = {"key": key, "interval": period / amount, "period": period}
        async with self._database.write() as connection:
            ahead = await connection.scalar(_TAKE, values)
            if ahead is not None:
                return Taken(True, float(ahead))
            left = await connection.scalar(_LOOK, {"key": key})
        return Taken(False, float(left) if left is not None else 0.0)
