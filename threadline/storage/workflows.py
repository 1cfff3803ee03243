"""Work in several steps, as it is kept: a row each, which whoever changes it must have seen as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select, update

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordChanged
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.workflows import WorkflowRow

_RUNNING = "running"
_MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class WorkflowRecord:
    """A workflow; `body` is its steps as JSON, and `version` rises with each change."""

    id: str
    person_id: str
    key: str
    title: str
    state: str
    body: str
    version: int
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None


_COLUMNS = tuple(getattr(WorkflowRow, name) for name in WorkflowRecord.__dataclass_fields__)


class WorkflowStore:
    """Keeps workflows. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def add(self, person_id: str, *, key: str, title: str, state: str, body: str) -> tuple[WorkflowRecord, bool]:
        """Keep a new one, and say that it is new; one of the same key is answered as it stands."""
        now = self._clock()
        record = WorkflowRecord(new_id(), person_id, key, title, state, body, 1, now, now, None)
        values = {name: getattr(record, name) for name in record.__dataclass_fields__}
        insert = self._database.insert(WorkflowRow).values(**values, seen_at=now)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["key"]))
            row = (await connection.execute(select(*_COLUMNS).where(WorkflowRow.key == key))).one()
        return WorkflowRecord(*row), row[0] == record.id

    async def get(self, workflow_id: str) -> WorkflowRecord | None:
        """One of them."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(WorkflowRow.id == workflow_id))).first()
        return WorkflowRecord(*row) if row else None

    async def change(self, seen: WorkflowRecord, *, state: str, body: str, over: bool) -> WorkflowRecord:
        """Write a later state of it. Raises `RecordChanged` where it is not any more what was seen."""
        now = self._clock()
        changed = replace(
            seen,
            state=state,
            body=body,
            version=seen.version + 1,
            updated_at=now,
            finished_at=now if over else None,
        )
        written = {name: getattr(changed, name) for name in ("state", "body", "version", "updated_at", "finished_at")}
        same = (WorkflowRow.id == seen.id) & (WorkflowRow.version == seen.version)
        async with self._database.write() as connection:
            found = await connection.execute(update(WorkflowRow).where(same).values(**written, seen_at=now))
        if not found.rowcount:
            raise RecordChanged(f"The workflow {seen.id} was changed meanwhile.")
        return changed

    async def touch(self, workflow_id: str) -> None:
        """Somebody is at it."""
        statement = update(WorkflowRow).where(WorkflowRow.id == workflow_id).values(seen_at=self._clock())
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def unattended(self, older_than: timedelta) -> Sequence[WorkflowRecord]:
        """Those that should go on, and that nobody has been at for so long."""
        left = (WorkflowRow.state == _RUNNING) & (WorkflowRow.seen_at <= self._clock() - older_than)
        async with self._database.read() as connection:
            rows = await connection.execute(select(*_COLUMNS).where(left).limit(_MOST_AT_ONCE))
            return [WorkflowRecord(*row) for row in rows]

    async def of_person(
        self, person_id: str, *, limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[WorkflowRecord]:
        """A person's workflows, the newest first; `before` is (created_at, id) of the last one seen."""
        statement = select(*_COLUMNS).where(WorkflowRow.person_id == person_id)
        if before:
            created_at, last_id = before
            same = (WorkflowRow.created_at == created_at) & (WorkflowRow.id < last_id)
            statement = statement.where((WorkflowRow.created_at < created_at) | same)
        newest_first = statement.order_by(WorkflowRow.created_at.desc(), WorkflowRow.id.desc()).limit(limit)
        async with self._database.read() as connection:
            return [WorkflowRecord(*row) for row in await connection.execute(newest_first)]
