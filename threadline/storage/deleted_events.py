"""Which events of ours were deleted on servers that do not remember that themselves."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import exists, select

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.connections import DeletedEventRow


class DeletedEvents:
    """Remembers them for good: a late retry may come at any time."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def add(self, person_id: str, backend: str, event_id: str, /) -> None:
        """Remember one; again is once."""
        values = {"person_id": person_id, "backend": backend, "event_id": event_id, "deleted_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(self._database.insert(DeletedEventRow).values(values).on_conflict_do_nothing())

    async def has(self, person_id: str, backend: str, event_id: str, /) -> bool:
        """Whether it was deleted."""
        same = (DeletedEventRow.person_id == person_id) & (DeletedEventRow.backend == backend)
        found = select(exists().where(same, DeletedEventRow.event_id == event_id))
        async with self._database.read() as connection:
            return bool(await connection.scalar(found))
