"""The audit trail: who did what, when. Never what was said."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
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


@dataclass(slots=True)
class Deed:
    """What is being done: whoever writes it to the database notes it there and then."""

    insert: Any
    values: dict[str, object]
    subject: str = ""

    def note(self, connection: Connection, subject: str) -> None:
        """Add it to the trail, in the transaction that does it, once."""
        if not self.subject:
            connection.execute(self.insert, {**self.values, "subject": subject})
            self.subject = subject


_BEING_DONE: ContextVar[Deed | None] = ContextVar("being done", default=None)


def being_done() -> Deed | None:
    """What is to be noted with what is written now. Asked before the transaction, which may run in a thread."""
    return _BEING_DONE.get()


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

    @asynccontextmanager
    async def noting(self, *, person_id: str, action: str) -> AsyncIterator[Callable[[str], None]]:
        """What is done within the block is a deed: noted in its own transaction, where that is one of our database.

        Where it is not, it is noted at the end, under the subject that the block tells.
        """
        deed = Deed(self._insert, {"at": self._clock(), "person_id": person_id, "action": action, "detail": ""})
        told: list[str] = []
        token = _BEING_DONE.set(deed)
        try:
            yield told.append
        finally:
            _BEING_DONE.reset(token)
        if told and not deed.subject:
            await self.append(person_id=person_id, action=action, subject=told[0])

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
