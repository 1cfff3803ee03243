"""Making two persons one: everything that belongs to the one who goes becomes that of the one who stays.

All of it is one transaction. What both have under the same key is decided so: preferences, templates, credentials and
connections of the one who stays are kept, those of the one who goes fill the gaps. A connection that is broken gives
way to one that works. Events of the built-in calendar all stay; they come as new to whoever asks for changes. The
address of the one who goes becomes a further one of the one who stays, where that has another.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, UniqueConstraint, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.connections import BROKEN, CONNECTED
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.person_lock import hold_owner
from threadline.storage.secrets import SecretStore
from threadline.storage.tables.connections import ConnectionRow
from threadline.storage.tables.core import AuditRow, EventRow, PersonRow, ProposalRow, SecretRow, TurnRow
from threadline.storage.tables.linking import LinkCodeRow
from threadline.storage.tables.metadata import METADATA

_CREDENTIALS = "calendar:"
_LOOSE = (
    (TurnRow, "person_id"),
    (ProposalRow, "decided_by"),
    (AuditRow, "person_id"),
)
"""Columns that name a person without being a reference."""


async def merge_persons(connection: AsyncConnection, secrets: SecretStore, *, stays: str, goes: str) -> None:
    """Make two persons one, in a transaction of the caller's. Raises `RecordNotFound`."""
    for person_id in sorted((stays, goes)):
        await hold_owner(connection, person_id)
    await _broken_give_way(connection, stays, goes)
    await secrets.move(connection, goes, stays)
    await _events_as_new(connection, stays, goes)
    await connection.execute(delete(LinkCodeRow).where(LinkCodeRow.person_id == goes))
    for table, column in _references():
        await _hand_over(connection, table, column, stays, goes)
    for row, name in _LOOSE:
        await connection.execute(update(row).where(getattr(row, name) == goes).values({name: stays}))
    await _describe(connection, stays, goes)


def _references() -> Iterator[tuple[Table, str]]:
    """Every column that refers to persons, of every table there is."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if any(key.column.table is PersonRow.__table__ for key in column.foreign_keys):
                yield table, column.name


async def _hand_over(connection: AsyncConnection, table: Table, column: str, stays: str, goes: str) -> None:
    """Change the owner of the rows; those that the one who stays has already under their key are left behind."""
    mine = table.c[column]
    statement = update(table).where(mine == goes)
    for key in _keys_with(table, column):
        other = table.alias()
        same = and_(other.c[column] == stays, *(other.c[name] == table.c[name] for name in key if name != column))
        statement = statement.where(~exists(select(1).select_from(other).where(same)))
    await connection.execute(statement.values({column: stays}))
    await connection.execute(delete(table).where(mine == goes))


def _keys_with(table: Table, column: str) -> Iterator[tuple[str, ...]]:
    keys = [tuple(each.name for each in table.primary_key.columns)]
    keys += [
        tuple(each.name for each in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    yield from (key for key in keys if column in key)


async def _broken_give_way(connection: AsyncConnection, stays: str, goes: str) -> None:
    works = select(ConnectionRow.backend).where(ConnectionRow.person_id == goes, ConnectionRow.state == CONNECTED)
    broken = (ConnectionRow.person_id == stays) & (ConnectionRow.state == BROKEN) & ConnectionRow.backend.in_(works)
    backends = list(await connection.scalars(select(ConnectionRow.backend).where(broken)))
    if backends:
        names = [f"{_CREDENTIALS}{backend}" for backend in backends]
        await connection.execute(delete(SecretRow).where(SecretRow.owner == stays, SecretRow.name.in_(names)))
        await connection.execute(
            delete(ConnectionRow).where(ConnectionRow.person_id == stays, ConnectionRow.backend.in_(backends))
        )


async def _events_as_new(connection: AsyncConnection, stays: str, goes: str) -> None:
    """Their changes are counted on from those of the one who stays; a key that both used stays with that one."""
    last = await connection.scalar(select(func.max(EventRow.change)).where(EventRow.owner_id == stays)) or 0
    theirs: ColumnElement[bool] = EventRow.owner_id == goes
    other = select(EventRow.key).where(EventRow.owner_id == stays, EventRow.key.is_not(None))
    await connection.execute(update(EventRow).where(theirs, EventRow.key.in_(other)).values(key=None))
    await connection.execute(update(EventRow).where(theirs).values(change=EventRow.change + last))


async def _describe(connection: AsyncConnection, stays: str, goes: str) -> None:
    """The one who goes is deleted; their address is taken over where the one who stays has none."""
    columns: tuple[Any, ...] = (PersonRow.email, PersonRow.language)
    left = (await connection.execute(select(*columns).where(PersonRow.id == goes))).first()
    kept = (await connection.execute(select(*columns).where(PersonRow.id == stays))).first()
    if left is None or kept is None:
        raise RecordNotFound("One of the persons is gone.")
    await connection.execute(delete(PersonRow).where(PersonRow.id == goes))
    values = {"email": kept[0] or left[0], "language": kept[1] or left[1]}
    await connection.execute(update(PersonRow).where(PersonRow.id == stays).values(values))
