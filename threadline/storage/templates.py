"""Templates of a person. Each change is a new version; the old ones stay, for answers tell which one they used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordChanged
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import TemplateRow


@dataclass(frozen=True, slots=True)
class TemplateRecord:
    """One version of a template; `body` is the JSON of the room above, empty where `deleted`."""

    owner_id: str
    id: str
    version: int
    body: str
    deleted: bool
    created_at: datetime


_COLUMNS = tuple(getattr(TemplateRow, name) for name in TemplateRecord.__dataclass_fields__)


class TemplateStore:
    """Keeps the templates of all persons."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def put(self, owner_id: str, template_id: str, *, body: str, expected: int | None = None) -> TemplateRecord:
        """Store a new version. `expected` is the version it was made from, 0 for a new template, None for any.

        Raises `RecordChanged` if the template has another version by now, `RecordNotFound` for an unknown person.
        """
        async with self._database.write() as connection:
            await hold_owner(connection, owner_id)
            last = await _last(connection, owner_id, template_id)
            current = last.version if last and not last.deleted else 0
            if expected is not None and expected != current:
                raise RecordChanged(f"The template {template_id} has version {current}, not {expected}.")
            return await self._append(connection, owner_id, template_id, last, body=body)

    async def get(self, owner_id: str, template_id: str, *, version: int | None = None) -> TemplateRecord | None:
        """The template as it is now, or as it was in one version, also of a template deleted since; else None."""
        async with self._database.read() as connection:
            found = await _last(connection, owner_id, template_id, version)
        return found if found and not found.deleted else None

    async def list(self, owner_id: str) -> Sequence[TemplateRecord]:
        """The person's templates as they are now, by id."""
        newest = (
            select(TemplateRow.id, func.max(TemplateRow.version).label("version"))
            .where(TemplateRow.owner_id == owner_id)
            .group_by(TemplateRow.id)
            .subquery()
        )
        is_newest = (TemplateRow.id == newest.c.id) & (TemplateRow.version == newest.c.version)
        statement = select(*_COLUMNS).join(newest, is_newest).where(TemplateRow.owner_id == owner_id)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.where(~TemplateRow.deleted).order_by(TemplateRow.id))
            return [TemplateRecord(*row) for row in rows]

    async def history(self, owner_id: str, template_id: str) -> Sequence[TemplateRecord]:
        """All versions, deletions included, the newest first."""
        statement = select(*_COLUMNS).where(_is(owner_id, template_id)).order_by(TemplateRow.version.desc())
        async with self._database.read() as connection:
            return [TemplateRecord(*row) for row in await connection.execute(statement)]

    async def delete(self, owner_id: str, template_id: str) -> bool:
        """End a template; False if there is none. Its versions stay, and creating it again goes on counting."""
        async with self._database.write() as connection:
            await hold_owner(connection, owner_id)
            last = await _last(connection, owner_id, template_id)
            if last is None or last.deleted:
                return False
            await self._append(connection, owner_id, template_id, last, deleted=True)
            return True

    async def _append(
        self,
        connection: AsyncConnection,
        owner_id: str,
        template_id: str,
        last: TemplateRecord | None,
        *,
        body: str = "",
        deleted: bool = False,
    ) -> TemplateRecord:
        version = last.version + 1 if last else 1
        record = TemplateRecord(owner_id, template_id, version, body, deleted, self._clock())
        values = {name: getattr(record, name) for name in TemplateRecord.__dataclass_fields__}
        await connection.execute(self._database.insert(TemplateRow).values(values))
        return record


def _is(owner_id: str, template_id: str) -> ColumnElement[bool]:
    return (TemplateRow.owner_id == owner_id) & (TemplateRow.id == template_id)


async def _last(
    connection: AsyncConnection, owner_id: str, template_id: str, version: int | None = None
) -> TemplateRecord | None:
    statement = select(*_COLUMNS).where(_is(owner_id, template_id)).order_by(TemplateRow.version.desc()).limit(1)
    if version is not None:
        statement = statement.where(TemplateRow.version == version)
    row = (await connection.execute(statement)).first()
    return TemplateRecord(*row) if row else None
