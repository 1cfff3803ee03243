"""A person's own list of things to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.notices import TodoRow

_MOST = 200


@dataclass(frozen=True, slots=True)
class TodoRecord:
    """Something to do; `due` is a day of the person's calendar, `done_at` None while it is open.

    `service` is where it was handed over to, None where it stands here alone; it is in the list `list_id` there, as
    `external_id`, None while that is not known. `begun_at` is when the last attempt to hand it over began.
    """

    id: str
    person_id: str
    title: str
    due: date | None
    created_at: datetime
    done_at: datetime | None
    service: str | None = None
    list_id: str | None = None
    external_id: str | None = None
    begun_at: datetime | None = None

    @property
    def place(self) -> tuple[str, str, str] | None:
        """The service, the list there, and the id in it; None where it is not there, or that is not known."""
        if self.service is None or self.list_id is None or self.external_id is None:
            return None
        return self.service, self.list_id, self.external_id


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

    async def entrust(self, person_id: str, todo_id: str, *, service: str, list_id: str) -> TodoRecord | None:
        """One is to be handed over to a list of a service; one that was stays with the list that it went to first.

        None where the person has none of that id.
        """
        mine = (TodoRow.person_id == person_id) & (TodoRow.id == todo_id)
        async with self._database.write() as connection:
            statement = update(TodoRow).where(mine, TodoRow.service.is_(None))
            await connection.execute(statement.values(service=service, list_id=list_id))
            row = (await connection.execute(select(*_COLUMNS).where(mine))).one_or_none()
        return _record(row) if row is not None else None

    async def keep_here(self, todo_id: str) -> None:
        """One that was handed over is here alone again."""
        nowhere = {"service": None, "list_id": None, "external_id": None, "begun_at": None}
        async with self._database.write() as connection:
            await connection.execute(update(TodoRow).where(TodoRow.id == todo_id).values(**nowhere))

    async def begin(self, todo_id: str, before: datetime) -> bool:
        """Begin an attempt, alone: False where one that began at `before` or later may still be under way."""
        idle = TodoRow.begun_at.is_(None) | (TodoRow.begun_at < before)
        mine = (TodoRow.id == todo_id) & TodoRow.external_id.is_(None) & idle
        async with self._database.write() as connection:
            begun = update(TodoRow).where(mine).values(begun_at=self._clock())
            return (await connection.execute(begun)).rowcount > 0

    async def end(self, todo_id: str, external_id: str | None) -> None:
        """An attempt is over: it is there under its id, or with None it is certain that it made nothing."""
        values = {"external_id": external_id} if external_id is not None else {"begun_at": None}
        async with self._database.write() as connection:
            await connection.execute(update(TodoRow).where(TodoRow.id == todo_id).values(**values))

    async def get(self, person_id: str, todo_id: str) -> TodoRecord | None:
        """One of the person's."""
        return await self._one((TodoRow.person_id == person_id) & (TodoRow.id == todo_id))

    async def with_key(self, person_id: str, key: str) -> TodoRecord | None:
        """The one that was written down under a key."""
        return await self._one((TodoRow.person_id == person_id) & (TodoRow.key == key))

    async def _one(self, which: ColumnElement[bool]) -> TodoRecord | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(which))).one_or_none()
        return _record(row) if row is not None else None

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
    return replace(made, due=date.fromisoformat(str(made.due))) if made.due else made
