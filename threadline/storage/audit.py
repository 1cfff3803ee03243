"""The audit trail: who did what, when. Never what was said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import AuditRow


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One deed. `person_id` is None for what the service did by itself; `id` rises."""

    id: int
    at: datetime
    person_id: str | None
    action: str
    subject: str
    detail: str


_COLUMNS = tuple(getattr(AuditRow, name) for name in AuditRecord.__dataclass_fields__)


class AuditTrail:
    """Writes the trail and reads it."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._insert = database.insert(AuditRow)

    async def append(
        self,
        *,
        person_id: str | None,
        action: str,
        subject: str,
        detail: str = "",
        connection: AsyncConnection | None = None,
    ) -> None:
        """Add a deed; within the transaction of `connection` where the deed itself is a row."""
        values = {"at": self._clock(), "person_id": person_id, "action": action, "subject": subject, "detail": detail}
        if connection is not None:
            await connection.execute(self._insert, values)
            return
        await self._database.transact(lambda own: own.execute(self._insert, values))

    async def newest(self, person_id: str, action: str, subjects: Sequence[str]) -> Mapping[str, str]:
        """Of these subjects the detail of what a person did so with each of them last."""
        mine = (AuditRow.person_id == person_id) & (AuditRow.action == action)
        statement = select(AuditRow.subject, AuditRow.detail).where(mine, AuditRow.subject.in_(subjects))
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(statement.order_by(AuditRow.id))}

    async def of_person(self, person_id: str, *, limit: int, before: int | None = None) -> Sequence[AuditRecord]:
        """What a person did, the newest first; `before` is the id of the last one seen."""
        statement = select(*_COLUMNS).where(AuditRow.person_id == person_id)
        if before is not None:
            statement = statement.where(AuditRow.id < before)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(AuditRow.id.desc()).limit(limit))
            return [AuditRecord(*row) for row in rows]
