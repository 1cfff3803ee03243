"""What back ends of calendars were asked to tell of. Of the secret that they tell along only the hash is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from sqlalchemy import delete, select, update

from threadline.storage.database.database import Database
from threadline.storage.tables.connections import CalendarWatchRow


@dataclass(frozen=True, slots=True)
class WatchRecord:
    """One of them. `token` is up to where the calendar's changes are known."""

    watch_id: str
    person_id: str
    backend: str
    calendar_id: str
    resource: str
    secret_hash: str
    token: str | None
    expires_at: datetime

    def is_told_by(self, secret: str) -> bool:
        """Whether what was told along is what this was begun with."""
        return compare_digest(self.secret_hash, hash_of(secret))


_COLUMNS = tuple(getattr(CalendarWatchRow, name) for name in WatchRecord.__dataclass_fields__)


class WatchStore:
    """Keeps them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, watch_id: str) -> WatchRecord | None:
        """One, by the id that is told."""
        statement = select(*_COLUMNS).where(CalendarWatchRow.watch_id == watch_id)
        async with self._database.read() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else WatchRecord(*row)

    async def of_connection(self, person_id: str, backend: str) -> Sequence[WatchRecord]:
        """Those of a person's calendars on one back end."""
        mine = (CalendarWatchRow.person_id == person_id) & (CalendarWatchRow.backend == backend)
        async with self._database.read() as connection:
            return [WatchRecord(*row) for row in await connection.execute(select(*_COLUMNS).where(mine))]

    async def put(self, record: WatchRecord) -> None:
        """Keep one, or what became of it."""
        values = {name: getattr(record, name) for name in WatchRecord.__dataclass_fields__}
        changed = {name: value for name, value in values.items() if name != "watch_id"}
        insert = self._database.insert(CalendarWatchRow).values(values)
        async with self._database.write() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["watch_id"], set_=changed))

    async def keep_token(self, watch_id: str, token: str) -> None:
        """The calendar's changes are known up to there."""
        changed = update(CalendarWatchRow).where(CalendarWatchRow.watch_id == watch_id).values(token=token)
        async with self._database.write() as connection:
            await connection.execute(changed)

    async def remove(self, watch_id: str) -> None:
        """Forget one."""
        async with self._database.write() as connection:
            await connection.execute(delete(CalendarWatchRow).where(CalendarWatchRow.watch_id == watch_id))


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
