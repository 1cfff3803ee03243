"""What was shown to programs that talk to us without a conversation, under references that hold for a while."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import HandedRow


class HandedStore:
    """Keeps what was shown, each for one token and not for long. All calls raise `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, series: str, *, token_id: str, body: str, lifetime: timedelta) -> None:
        """Keep what one call showed; what has run out, whoever's, goes."""
        now = self._clock()
        values = {"series": series, "token_id": token_id, "body": body, "expires_at": now + lifetime}
        async with self._database.write() as connection:
            await connection.execute(delete(HandedRow).where(HandedRow.expires_at <= now))
            await connection.execute(self._database.insert(HandedRow).values(**values))

    async def of(self, token_id: str, series: Sequence[str]) -> Sequence[str]:
        """What was shown to this token under these, as far as it has not run out."""
        if not series:
            return ()
        mine = (HandedRow.token_id == token_id) & HandedRow.series.in_(series) & (HandedRow.expires_at > self._clock())
        async with self._database.read() as connection:
            return list(await connection.scalars(select(HandedRow.body).where(mine)))
