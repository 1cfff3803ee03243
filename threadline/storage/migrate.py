"""The schema: created and brought to the newest version at start, safely when several processes start together.

Alembic is imported only when there is something to do: the newest version is the highest number among the migration
files, and a database that is at it costs two short queries.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.database.errors import SchemaTooNew, StorageUnavailable
from threadline.storage.migration_lock import wait_for_turn
from threadline.storage.schema_file import create
from threadline.storage.search_on_sqlite import LACKING, LACKS_FTS5, LACKS_FTS5_ADVICE

MIGRATIONS = Path(__file__).with_name("migrations")


class SchemaState(StrEnum):
    """How a database's schema compares to the code."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class SchemaStatus:
    """The version a database has (None before the first upgrade), and the one the code needs."""

    current: str | None
    head: str
    state: SchemaState


async def check(database: Database, *, migrations: Path = MIGRATIONS) -> SchemaStatus:
    """How the schema stands; changes nothing.

    Raises `StorageUnavailable`, also where this SQLite lacks what the database's index of words needs.
    """
    async with database.read() as connection:
        if database.is_sqlite and await connection.scalar(text(LACKING)):
            raise StorageUnavailable(LACKS_FTS5, advice=LACKS_FTS5_ADVICE)
        return await _status(connection, migrations)


async def upgrade(database: Database, *, migrations: Path = MIGRATIONS) -> SchemaStatus:
    """Bring the schema to the newest version and answer how it stood before.

    All migrations that are missing run in one transaction: they are applied together or not at all. Raises
    `SchemaTooNew`, and `StorageUnavailable` as `check` does.
    """
    status = await check(database, migrations=migrations)
    if status.state in (SchemaState.EMPTY, SchemaState.OLDER):
        async with database.write() as connection:
            await wait_for_turn(connection)
            status = await _status(connection, migrations)
            if status.state in (SchemaState.EMPTY, SchemaState.OLDER):
                await connection.run_sync(_bring_up, migrations, status)
    if status.state is SchemaState.NEWER:
        raise SchemaTooNew(
            f"The database has schema {status.current}, this version of Threadline knows up to {status.head}. "
            "Start the newer version that wrote it, or restore the backup from before that upgrade."
        )
    return status


async def _status(connection: AsyncConnection, migrations: Path) -> SchemaStatus:
    known = sorted(file.stem.partition("_")[0] for file in (migrations / "versions").glob("[0-9]*.py"))
    current = await connection.run_sync(_current)
    if current is None:
        state = SchemaState.EMPTY
    elif current == known[-1]:
        state = SchemaState.CURRENT
    else:
        state = SchemaState.OLDER if current in known else SchemaState.NEWER
    return SchemaStatus(current, known[-1], state)


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _bring_up(connection: Connection, migrations: Path, status: SchemaStatus) -> None:
    empty_sqlite = status.state is SchemaState.EMPTY and connection.dialect.name == "sqlite"
    if empty_sqlite and create(connection, migrations, head=status.head) and _current(connection) == status.head:
        return
    _migrate(connection, migrations)


def _migrate(connection: Connection, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
