"""Exchanges with people outside about a time, as they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import utc_now
from threadline.storage.tables.exchanges import ExchangeRow


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """An exchange as stored; `body` is how it stands, as JSON."""

    id: str
    person_id: str
    body: str
    version: int
    created_at: datetime


_COLUMNS = tuple(getattr(ExchangeRow, name) for name in ExchangeRecord.__dataclass_fields__)


class ExchangeStore:
    """Keeps exchanges. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def create(self, exchange_id: str, person_id: str, *, message_ref: str, body: str) -> ExchangeRecord:
        """Store an exchange, once for each id: the one there is, if there is one. Raises `RecordNotFound` for an
        unknown person."""
        now = self._clock()
        values = {
            "id": exchange_id,
            "person_id": person_id,
            "message_ref": message_ref,
            "body": body,
            "version": 1,
            "created_at": now,
            "updated_at": now,
        }
        insert = self._database.insert(ExchangeRow).values(values)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
            row = (await connection.execute(select(*_COLUMNS).where(ExchangeRow.id == exchange_id))).one()
        return ExchangeRecord(*row)

    async def get(self, exchange_id: str) -> ExchangeRecord | None:
        """One exchange."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(ExchangeRow.id == exchange_id))).one_or_none()
        return ExchangeRecord(*row) if row is not None else None

    async def of_refs(self, refs: Sequence[str]) -> Sequence[ExchangeRecord]:
        """The exchanges that began with one of these mails, the newest first."""
        if not refs:
            return ()
        mine = select(*_COLUMNS).where(ExchangeRow.message_ref.in_(refs))
        async with self._database.read() as connection:
            rows = (await connection.execute(mine.order_by(ExchangeRow.created_at.desc()))).all()
        return [ExchangeRecord(*row) for row in rows]

    async def change(self, record: ExchangeRecord, body: str) -> ExchangeRecord | None:
        """Store how it stands now; None where it has changed since it was read."""
        same = (ExchangeRow.id == record.id) & (ExchangeRow.version == record.version)
        values = {"body": body, "version": record.version + 1, "updated_at": self._clock()}
        async with self._database.write() as connection:
            changed = await connection.execute(update(ExchangeRow).where(same).values(values))
            if not changed.rowcount:
                return None
            row = (await connection.execute(select(*_COLUMNS).where(ExchangeRow.id == record.id))).one()
        return ExchangeRecord(*row)
