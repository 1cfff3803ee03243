import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError

from threadline.storage import migrate
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.database.errors import SchemaTooNew, StorageUnavailable
from threadline.storage.migrate import MIGRATIONS, SchemaState, check, upgrade
from threadline.storage.schema_file import NAME, written
from threadline.storage.search_on_sqlite import LACKING
from threadline.storage.tables.ledger import LedgerAttemptRow
from threadline.storage.tables.metadata import METADATA

ROOT = MIGRATIONS.parents[2]
NEWEST = max(file.stem.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade():
    with op.batch_alter_table("persons") as table:
        table.add_column(sa.Column("host", sa.Text()))
{more}
"""


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations as a later version would have them."""
    folder = tmp_path / "100% newer migrations"
    copytree(MIGRATIONS, folder)
    (folder / "versions" / "9999_hosts.py").write_text(NEXT.format(more="", newest=NEWEST))
    return folder


def test_head_is_what_alembic_says() -> None:
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    files = [file.stem.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")]
    assert revisions == sorted(files, reverse=True)


async def test_migrated_schema_is_the_metadata(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        def ours(name: str | None, kind: str, _: object) -> bool:
            return kind != "table" or not str(name).startswith("search_")  # the index of words is the database's own

        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": ours})
        return list(compare_metadata(context, METADATA))

    assert LedgerAttemptRow.metadata is METADATA
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrade_creates_everything_once(empty_url: str) -> None:
    database = Database(empty_url)
    assert (await check(database)).state is SchemaState.EMPTY
    before = await upgrade(database)
    assert (before.current, before.state) == (None, SchemaState.EMPTY)
    again = await upgrade(database)
    assert (again.current, again.state) == (again.head, SchemaState.CURRENT)
    await database.close()


async def test_older_schema_is_upgraded_and_keeps_its_rows(database: Database, newer: Path) -> None:
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO persons VALUES ('a', 'Ana', NULL, 'UTC', NULL, '2026-01-01')"))
    assert (await check(database, migrations=newer)).state is SchemaState.OLDER
    await upgrade(database, migrations=newer)
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT id, host FROM persons"))).all() == [("a", None)]
    assert (await check(database, migrations=newer)).state is SchemaState.CURRENT


async def test_an_empty_event_id_becomes_the_column_that_says_what_it_meant(empty_url: str, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    copytree(MIGRATIONS, before, ignore=ignore_patterns("000[789]_*", "00[1-9]*"))
    database = Database(empty_url)
    await upgrade(database, migrations=before)
    columns = "id, key, owner_id, channel, body, calendar, calendar_id, state, version, created_at, expires_at"
    values = "'a', 'alpha', '{}', 'builtin', 'default', 'dismissed', 1, '2026-01-01', '2026-01-02'"
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO persons VALUES ('a', 'Ana', NULL, 'UTC', NULL, '2026-01-01')"))
        for key, event_id in (("empty", "''"), ("none", "NULL"), ("booked", "'e1'")):
            row = f"'2026-01-01', {event_id}, '{key}', '{key}', {values}"
            await connection.exec_driver_sql(f"INSERT INTO proposals (updated_at, event_id, {columns}) VALUES ({row})")
    await upgrade(database)
    async with database.read() as connection:
        found = await connection.execute(text("SELECT id, clearing, event_id FROM proposals ORDER BY id"))
        assert [(key, bool(clearing), event_id) for key, clearing, event_id in found] == [
            ("booked", False, "e1"),
            ("empty", True, None),
            ("none", False, None),
        ]
    await database.close()


async def test_an_index_that_this_sqlite_cannot_keep_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(sqlite_url(tmp_path / "threadline.db"))
    await upgrade(database)
    monkeypatch.setattr(migrate, "LACKING", LACKING.replace("'fts5'", "'none such'"))
    for door in (upgrade, check):
        with pytest.raises(StorageUnavailable, match="without FTS5"):
            await door(database)
    await database.close()


async def test_newer_schema_is_refused(database: Database, newer: Path) -> None:
    await upgrade(database, migrations=newer)
    assert (await check(database)).state is SchemaState.NEWER
    with pytest.raises(SchemaTooNew, match=rf"schema 9999.*up to {NEWEST}.*Start the newer version"):
        await upgrade(database)


async def test_failed_migration_leaves_the_schema_as_it_was(database: Database, newer: Path) -> None:
    (newer / "versions" / "9999_hosts.py").write_text(
        NEXT.format(more="    raise ValueError('half way')", newest=NEWEST)
    )
    with pytest.raises(ValueError, match="half way"):
        await upgrade(database, migrations=newer)

    def columns(connection: Connection) -> set[str]:
        return {column["name"] for column in inspect(connection).get_columns("persons")}

    async with database.read() as connection:
        assert "host" not in await connection.run_sync(columns)
    assert (await check(database, migrations=newer)).current == NEWEST


async def test_nothing_to_do_needs_no_alembic(database_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from threadline.storage.database.database import Database\n"
        "from threadline.storage.migrate import upgrade\n"
        "asyncio.run(upgrade(Database(sys.argv[1])))\n"
        "assert 'alembic' not in sys.modules\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, database_url, cwd=ROOT)
    assert await process.wait() == 0


async def test_an_empty_sqlite_is_made_without_alembic_as_the_migrations_would(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from threadline.storage.database.database import Database\n"
        "from threadline.storage.migrate import upgrade\n"
        "asyncio.run(upgrade(Database(sys.argv[1])))\n"
        "assert 'alembic' not in sys.modules\n"
    )
    file = tmp_path / "threadline.db"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, str(sqlite_url(file)), cwd=ROOT)
    assert await process.wait() == 0
    with closing(sqlite3.connect(file)) as driver:
        assert written(driver) == (MIGRATIONS / NAME).read_text(), "what `make docs` wrote from the migrations"


async def test_migrations_that_the_file_does_not_know_run_after_it(newer: Path, tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "threadline.db"))
    before = await upgrade(database, migrations=newer)
    assert (before.state, before.head) == (SchemaState.EMPTY, "9999")

    def columns(connection: Connection) -> set[str]:
        return {column["name"] for column in inspect(connection).get_columns("persons")}

    async with database.read() as connection:
        assert "host" in await connection.run_sync(columns)
    assert (await check(database, migrations=newer)).state is SchemaState.CURRENT
    await database.close()


async def test_a_file_that_fails_leaves_nothing(newer: Path, tmp_path: Path) -> None:
    text_of_it = (newer / NAME).read_text()
    (newer / NAME).write_text(f"{text_of_it}\nCREATE TABLE persons (id TEXT);\n")
    database = Database(sqlite_url(tmp_path / "threadline.db"))
    with pytest.raises(OperationalError):
        await upgrade(database, migrations=newer)
    assert (await check(database, migrations=newer)).state is SchemaState.EMPTY
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM sqlite_master")) == 0
    await database.close()


async def test_the_index_of_words_is_kept_in_step_after_every_migration(database: Database) -> None:
    """A table that is made anew loses its triggers without a word: whoever does that makes them anew as well."""
    if not database.is_sqlite:
        pytest.skip("Postgres has no such index")
    async with database.read() as connection:
        kept = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_%'")
        names = set(await connection.scalars(kept))
    assert names == {
        f"search_{table}_{event}"
        for table in ("messages", "turns", "conversations")
        for event in ("insert", "delete", "update")
    } | {"search_conversations_person"}
