"""A person's own list of things to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.notices import TodoRow

_MOST = 200


@dataclass(frozen=True, slots=True)
class TodoRecord:
    """Something to do; `due` is a day of the person's calendar, `done_at` None while it is open."""

    id: str
    title: str
    due: date | None
    created_at: datetime
    done_at: datetime | None


_COLUMNS = tuple(getattr(TodoRow, name) for name in TodoRecord.__dataclass_fields__)


class TodoStore:
    """Keeps lists of things to do. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def add(self, person_id: str, title: str, *, due: date | None, key: str) -> TodoRecord:
        """Write one down; the same key is the same one. Raises `RecordNotFound` for an unknown person."""
        values = {"id": new_id(), "person_id": person_id, "key": key, "title": title, "due": due and due.isoformat()}
        insert = self._database.insert(TodoRow).values(**values, created_at=self._clock(), done_at=None)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["key"]))
            row = (await connection.execute(select(*_COLUMNS).where(TodoRow.key == key))).one()
        return _record(row)

    async def take_back(self, person_id: str, key: str) -> None:
        """It was not meant to be written down after all; what is done already stays."""
        mine = (TodoRow.person_id == person_id) & (TodoRow.key == key) & TodoRow.done_at.is_(None)
        async with self._database.write() as connection:
            await connection.execute(delete(TodoRow).where(mine))

    async def open(self, person_id: str) -> Sequence[TodoRecord]:
        """What is still to be done: what is due first, then what was written down first."""
        mine = (TodoRow.person_id == person_id) & TodoRow.done_at.is_(None)
        order = (TodoRow.due.is_(None), TodoRow.due, TodoRow.created_at, TodoRow.id)
        async with self._database.read() as connection:
            return [
                _record(row)
                for row in await connection.execute(select(*_COLUMNS).where(mine).order_by(*order).limit(_MOST))
            ]

    async def tick(self, person_id: str, todo_id: str, *, done: bool = True) -> bool:
        """It is done, or is not after all; False where the person has none of that id."""
        statement = update(TodoRow).where(TodoRow.person_id == person_id, TodoRow.id == todo_id)
        async with self._database.write() as connection:
            return (await connection.execute(statement.values(done_at=self._clock() if done else None))).rowcount > 0

    async def delete(self, person_id: str, todo_id: str) -> bool:
        """Let go of one; False where the person has none of that id."""
        mine = (TodoRow.person_id == person_id) & (TodoRow.id == todo_id)
        async with self._database.write() as connection:
            return (await connection.execute(delete(TodoRow).where(mine))).rowcount > 0


def _record(row: Sequence[Any]) -> TodoRecord:
    made = TodoRecord(*row)
    return replace(made, due=date.fromisoformat(row[2])) if row[2] else made
