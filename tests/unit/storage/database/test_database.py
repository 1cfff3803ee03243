import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Dialect, func, select, text
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database import sqlite as sqlite_module
from threadline.storage.database.columns import UtcDateTime
from threadline.storage.database.database import Database, async_url, sqlite_url
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.tables.core import PersonRow
from threadline.storage.tokens import TokenKind, TokenStore

PID = text("SELECT pg_backend_pid()")
NOTE = text("INSERT INTO persons VALUES (:id, 'Ana', NULL, 'UTC', NULL, '2026-01-01')")


async def note(database: Database, name: str) -> None:
    async with database.write() as connection:
        await connection.execute(NOTE, {"id": name})


async def note_and(database: Database, then: Callable[[AsyncConnection], Awaitable[object]]) -> None:
    async with database.write() as connection:
        await connection.execute(NOTE, {"id": "lost"})
        await then(connection)


async def notes(database: Database) -> list[str]:
    async with database.read() as connection:
        return list((await connection.scalars(select(PersonRow.id).order_by(PersonRow.id))).all())


async def test_failed_block_leaves_nothing(database: Database) -> None:
    async def fail(_: AsyncConnection) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await note_and(database, fail)
    await note(database, "kept")
    assert await notes(database) == ["kept"]


async def test_cancelled_block_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    written = asyncio.Event()

    async def stall(_: AsyncConnection) -> None:
        written.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(note_and(database, stall))
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await note(database, "kept")
    assert await notes(database) == ["kept"]


async def test_cancelled_at_any_moment(database: Database) -> None:
    for delay in range(12):
        task = asyncio.create_task(note(database, f"n{delay}"))
        for _ in range(delay):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await asyncio.wait_for(note(database, "kept"), 5)
    assert "kept" in await notes(database)


async def test_function_as_a_transaction(database: Database) -> None:
    def work(connection: Connection) -> int | None:
        connection.execute(NOTE, {"id": "kept"})
        return connection.scalar(select(func.count()).select_from(PersonRow))

    def fail(connection: Connection) -> None:
        connection.execute(NOTE, {"id": "lost"})
        raise LookupError

    assert await database.transact(work) == 1
    with pytest.raises(LookupError):
        await database.transact(fail)
    with pytest.raises(IntegrityError):
        await database.transact(work)
    assert await notes(database) == ["kept"]


async def test_functions_and_blocks_write_in_turns(database: Database) -> None:
    def insert(number: int) -> Callable[[Connection], object]:
        return lambda connection: connection.execute(NOTE, {"id": f"{number:02}"})

    writers = (
        note(database, f"{number:02}") if number % 2 else database.transact(insert(number), flush=number % 4 == 0)
        for number in range(40)
    )
    await asyncio.gather(*writers)
    assert await notes(database) == [f"{number:02}" for number in range(40)]


async def test_what_is_flushed_is_on_the_disk(sqlite_file: Path) -> None:
    database = Database(sqlite_url(sqlite_file))

    def synchronous(connection: Connection) -> object:
        return connection.scalar(text("PRAGMA synchronous"))

    normal, full = 1, 2
    assert await database.transact(synchronous) == full
    assert await database.transact(synchronous, flush=False) == normal
    assert await database.transact(synchronous) == full
    async with database.write() as connection:
        assert await connection.scalar(text("PRAGMA synchronous")) == full
    await database.close()


async def test_constraint_errors_are_the_callers_own(database: Database) -> None:
    await note(database, "a")
    with pytest.raises(IntegrityError):
        await note(database, "a")


async def test_reader_sees_one_state_and_cannot_write(database: Database) -> None:
    count = select(func.count()).select_from(PersonRow)
    async with database.read() as connection:
        assert await connection.scalar(count) == 0
        await note(database, "a")
        assert await connection.scalar(count) == 0
    with pytest.raises(StorageUnavailable):
        async with database.read() as connection:
            await connection.execute(NOTE, {"id": "b"})
    assert await notes(database) == ["a"]
    await note(database, "b")


async def test_many_writers_lose_nothing(database: Database) -> None:
    await asyncio.gather(*(note(database, f"{number:02}") for number in range(40)))
    assert await notes(database) == [f"{number:02}" for number in range(40)]


async def test_value_that_fits_no_column_is_not_an_outage(database: Database) -> None:
    with pytest.raises((DBAPIError, OverflowError)):
        async with database.read() as connection:
            await connection.execute(text("SELECT sequence FROM messages WHERE sequence = :n"), {"n": 2**80})


async def test_wrong_statement_is_not_an_outage(database: Database) -> None:
    with pytest.raises(DBAPIError, match="nonsense"):
        async with database.read() as connection:
            await connection.execute(text("SELECT nonsense"))


async def test_locked_by_another_process(sqlite_file: Path) -> None:
    database = Database(sqlite_url(sqlite_file), busy_timeout_ms=50)
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="locked"):
        await note(database, "refused")
    with pytest.raises(StorageUnavailable, match="locked"):
        await database.transact(lambda connection: connection.execute(NOTE, {"id": "refused"}))
    assert await notes(database) == []
    other.execute("COMMIT")
    other.close()
    await note(database, "kept")
    assert await notes(database) == ["kept"]
    await database.close()


async def test_locked_before_it_was_opened(tmp_path: Path) -> None:
    file = tmp_path / "plain.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("CREATE TABLE t (n INTEGER)")
    other.execute("BEGIN EXCLUSIVE")
    database = Database(sqlite_url(file), busy_timeout_ms=50)
    with pytest.raises(StorageUnavailable, match="locked"):
        await notes(database)
    other.close()
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO t VALUES (1)"))
    await database.close()


def test_new_file_that_another_process_opens_as_well(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "new.db", factory=BusyAtFirst)
    sqlite_module._insist(connection, "PRAGMA journal_mode=WAL")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


class BusyAtFirst(sqlite3.Connection):
    refusals = 3

    def execute(self, *args: Any) -> sqlite3.Cursor:
        if self.refusals:
            self.refusals -= 1
            busy = sqlite3.OperationalError("database is locked")
            busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise busy
        return super().execute(*args)


async def test_read_only_file(sqlite_file: Path) -> None:
    writable = Database(sqlite_url(sqlite_file))
    await note(writable, "kept")
    database = Database(f"sqlite:///file:{sqlite_file}?mode=ro&uri=true")
    with pytest.raises(StorageUnavailable, match="readonly"):
        await note(database, "refused")
    assert await notes(database) == ["kept"]
    await database.close()
    await writable.close()


async def test_full_disk(sqlite_file: Path) -> None:
    database = Database(sqlite_url(sqlite_file))
    await note(database, "before")
    async with database.write() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StorageUnavailable, match="full"):
        await note_and(database, lambda connection: connection.execute(NOTE, {"id": "x" * 1_000_000}))
    assert await notes(database) == ["before"]
    async with database.write() as connection:
        await connection.execute(text("PRAGMA max_page_count=100000"))
    await note(database, "later")
    assert await notes(database) == ["before", "later"]
    await database.close()


async def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Ana, " * 1000)
    database = Database(sqlite_url(tmp_path / "letter.db"))
    before = set(threading.enumerate())
    with pytest.raises(StorageUnavailable, match="not a database"):
        await notes(database)
    started = set(threading.enumerate()) - before
    await asyncio.gather(*(asyncio.to_thread(thread.join, 5) for thread in started))
    assert not any(thread.is_alive() for thread in started)
    with pytest.raises(StorageUnavailable, match="not a database"):
        await database.transact(lambda connection: connection.execute(NOTE, {"id": "a"}))
    await database.close()


async def test_damaged_file(sqlite_file: Path) -> None:
    content = bytearray(sqlite_file.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    sqlite_file.write_bytes(content)
    database = Database(sqlite_url(sqlite_file))
    with pytest.raises(StorageUnavailable, match="malformed"):
        await notes(database)
    await database.close()


async def test_missing_folder(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "none" / "a.db"))
    with pytest.raises(StorageUnavailable, match="unable to open"):
        await notes(database)
    await database.close()


async def test_token_is_recognised_while_nothing_can_be_written(sqlite_file: Path) -> None:
    database = Database(sqlite_url(sqlite_file), busy_timeout_ms=50)
    await note(database, "a")
    async with database.write() as connection:
        await connection.execute(
            text("INSERT INTO persons (id, name, zone, created_at) VALUES ('ana', 'Ana', 'UTC', '2026-01-01')")
        )
    tokens = TokenStore(database)
    _, clear = await tokens.create("ana", kind=TokenKind.API, name="", lifetime=None)
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert await tokens.authenticate(clear, kinds={TokenKind.API})
    other.close()
    await database.close()


async def test_killed_connection(postgres_url: str) -> None:
    database = Database(postgres_url)
    await note(database, "before")

    async def go_on(connection: AsyncConnection) -> None:
        await terminate(connection)
        await connection.execute(NOTE, {"id": "lost too"})

    with pytest.raises(StorageUnavailable):
        await note_and(database, go_on)
    await note(database, "after")
    assert await notes(database) == ["after", "before"]
    await database.close()


async def test_connection_killed_before_the_commit(postgres_url: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(StorageUnavailable):
        await note_and(database, terminate)
    await note(database, "after")
    assert await notes(database) == ["after"]
    await database.close()


async def test_idle_connection_killed_is_not_noticed(postgres_url: str) -> None:
    database = Database(postgres_url)
    async with database.read() as connection:
        pid = await connection.scalar(PID)
    kill(postgres_url, pid)
    await note(database, "after")
    assert await notes(database) == ["after"]
    await database.close()


@pytest.mark.parametrize("state", ["53100", "25006", "40001", "57P03", "58030"])
async def test_outages_that_postgres_reports(postgres_url: str, state: str) -> None:
    database = Database(postgres_url)
    outage = text(f"DO $$ BEGIN RAISE 'no luck' USING ERRCODE = '{state}'; END $$")
    with pytest.raises(StorageUnavailable, match="no luck"):
        await note_and(database, lambda connection: connection.execute(outage))
    assert await notes(database) == []
    await database.close()


async def test_other_errors_of_postgres_pass(postgres_url: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(DBAPIError, match="a bug"):
        async with database.write() as connection:
            await connection.execute(text("DO $$ BEGIN RAISE 'a bug' USING ERRCODE = '22012'; END $$"))
    await database.close()


@pytest.mark.parametrize("address", ["127.0.0.1:1", "no-such-host.invalid:5432"])
async def test_unreachable_server(address: str) -> None:
    database = Database(f"postgresql://ana@{address}/x")
    with pytest.raises(StorageUnavailable, match="cannot be used right now"):
        await notes(database)
    await database.close()


async def test_unknown_database(postgres_url: str) -> None:
    database = Database(postgres_url.rpartition("/")[0] + "/none")
    with pytest.raises(StorageUnavailable, match='"none" does not exist'):
        await notes(database)
    await database.close()


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite"),
        ("postgres://h/d", "postgresql+asyncpg"),
        ("postgresql+psycopg://h/d", "postgresql+asyncpg"),
    ],
)
def test_url_gets_our_driver(given: str, driver: str) -> None:
    assert async_url(given).drivername == driver


def test_databases_we_do_not_run_on() -> None:
    with pytest.raises(ValueError, match="not on 'mysql'"):
        Database("mysql://h/d")
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(ValueError, match="in a file"):
            Database(url)


def test_instants() -> None:
    column, here = UtcDateTime(), timezone(timedelta(hours=2))
    local, same = datetime(2026, 3, 5, 14, tzinfo=here), datetime(2026, 3, 5, 12, tzinfo=UTC)
    dialects: tuple[Dialect, ...] = (SQLiteDialect(), PGDialect())  # type: ignore[no-untyped-call]
    for dialect in dialects:
        assert column.process_result_value(column.process_bind_param(local, dialect), dialect) == same
        assert column.process_bind_param(None, dialect) is column.process_result_value(None, dialect) is None
        with pytest.raises(ValueError, match="needs an offset"):
            column.process_bind_param(datetime(2026, 3, 5), dialect)  # noqa: DTZ001 - the mistake itself


async def terminate(connection: AsyncConnection) -> None:
    kill(connection.engine.url.render_as_string(), await connection.scalar(PID))


def kill(url: str, pid: int | None) -> None:
    with psycopg.connect(url.replace("+asyncpg", ""), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
