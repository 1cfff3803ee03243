"""Connections: one way to read and one way to write, on SQLite and on Postgres.

On SQLite every write transaction starts with `BEGIN IMMEDIATE` on the one writer connection, so writers of this process
queue up in order and never meet `database is locked`; readers run beside it in WAL mode. Commits reach the disk
(`synchronous=FULL`): what is acknowledged has survived a power cut. On Postgres both share one pool. What reads sees
one state of the database from its first statement to its last, and cannot write.

The few transactions that every message goes through are given as a function (`transact`, `look`): on SQLite it runs in
a thread of its own in one go, which takes a fraction of the time of going there and back for each statement.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from sqlalchemy import URL, Connection, make_url, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.database.sqlite import (
    BUSY_TIMEOUT_MS,
    SqliteThreads,
    SqliteWriter,
    sqlite_engine,
    sqlite_pragmas,
)

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

T = TypeVar("T")

_READERS = 4
_READER_CACHE_KB = 8_000  # taken up as it is needed; in SQLite's own 2,000 no search in a large file finds room
POSTGRES_CONNECTIONS = 20
# A process that is frozen in a transaction must not hold its rows from those who take up what it was at.
_DIRECT = {"server_settings": {"idle_in_transaction_session_timeout": "60000"}}
# Each transaction may go to another connection of the server, which knows nothing of what the last one prepared.
_POOLED = {"statement_cache_size": 0, "prepared_statement_cache_size": 0}
# SQLSTATE classes: connection, read-only transaction, rollback by deadlock, resources, operator intervention, system
_POSTGRES_OUTAGES = ("08", "25006", "40", "53", "57P", "58")
_SQLITE_OUTAGES = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}


class Database:
    """The database of one process. `url` is a SQLAlchemy URL; use `sqlite_url` for a file.

    `busy_timeout_ms` is how long SQLite waits for another process that writes. On Postgres at most `connections` are
    open at once; `pooled` says that what is reached is a pooler of transactions, as PgBouncer, which leaves nothing to
    a connection: neither prepared statements nor locks.
    """

    def __init__(
        self,
        url: str | URL,
        *,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
        connections: int = POSTGRES_CONNECTIONS,
        pooled: bool = False,
    ) -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.pooled = pooled and not self.is_sqlite
        self.process = uuid4().hex  # who we are, on the rows that we are at
        if self.is_sqlite:
            if self.url.database in (None, "", ":memory:"):
                raise ValueError("Threadline keeps its SQLite database in a file: name one")
            pragmas = sqlite_pragmas(busy_timeout_ms=busy_timeout_ms)
            self._writer = sqlite_engine(self.url, connections=1, begin="BEGIN IMMEDIATE", pragmas=pragmas)
            self._one_writer = asyncio.Lock()
            self._in_one_go = SqliteWriter(self.url, pragmas)
            pragmas += ("PRAGMA query_only=ON", f"PRAGMA cache_size=-{_READER_CACHE_KB}")
            self._views = SqliteThreads(self.url, threads=_READERS, begin="BEGIN", pragmas=pragmas)
            self._reader = sqlite_engine(self.url, connections=_READERS, begin="BEGIN", pragmas=pragmas)
        else:
            kept = (connections + 1) // 2
            self._writer = create_async_engine(
                self.url,
                pool_size=kept,
                max_overflow=connections - kept,
                pool_pre_ping=True,
                pool_recycle=1800,
                hide_parameters=True,
                connect_args=_POOLED if pooled else _DIRECT,
            )
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write: committed at the end of the block, rolled back on an exception.

        Raises `StorageUnavailable` where the database cannot be written.
        """
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._one_writer)
            yield await stack.enter_async_context(_transaction(self._writer))

    async def transact(self, work: Callable[[Connection], T], *, flush: bool = True) -> T:
        """Run a function as one transaction that may write; on SQLite in a thread, so it touches nothing but its data.

        Without `flush` a power cut may undo the transaction (never a crash of the process): for what is merely done
        again then. Raises `StorageUnavailable`.
        """
        if not self.is_sqlite:
            async with self.write() as connection:
                return await connection.run_sync(work)
        async with self._one_writer:
            with storage_errors():
                return await self._in_one_go.write(work, flush=flush)

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Run a function on a consistent view for reading, in one go as `transact` does.

        Raises `StorageUnavailable`.
        """
        if not self.is_sqlite:
            async with self.read() as connection:
                return await connection.run_sync(work)
        with storage_errors():
            return await self._views.run(work)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view for reading. Raises `StorageUnavailable`."""
        async with _transaction(self._reader) as connection:
            yield connection

    def insert(self, table: type[DeclarativeBase]) -> "sqlite.Insert | postgresql.Insert":
        """An INSERT of this database's dialect, which knows ON CONFLICT."""
        if self.is_sqlite:
            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)

    async def ping(self) -> None:
        """Ask the database for a sign of life. Raises `StorageUnavailable`."""
        async with self.read() as connection:
            await connection.execute(select(1))

    async def close(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        if self.is_sqlite:
            await self._reader.dispose()
            self._views.close()
            self._in_one_go.close()


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    with storage_errors():
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(engine.begin())
            except (OSError, DBAPIError) as error:  # before the first statement it is never the caller's fault
                raise _unavailable(error, f" ({_place(engine.url)})") from error
            yield connection


class storage_errors:  # noqa: N801 - reads as a statement: `with storage_errors():`
    """Turn the drivers' errors about the database itself into `StorageUnavailable`.

    Broken constraints and wrong statements pass: they are not the database's fault.
    """

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        outage = lost or (isinstance(error, DBAPIError | sqlite3.Error) and _is_outage(error))
        if error is not None and (outage or isinstance(error, PoolTimeout | ConnectionError)):
            raise _unavailable(error) from error


def _is_outage(error: DBAPIError | sqlite3.Error) -> bool:
    original = error.orig if isinstance(error, DBAPIError) else error  # of a statement that went past SQLAlchemy
    sqlite_code = getattr(original, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return sqlite_code & 0xFF in _SQLITE_OUTAGES
    state = getattr(original, "sqlstate", None) or ""
    return isinstance(error, OperationalError) or state.startswith(_POSTGRES_OUTAGES)


def _unavailable(error: BaseException, place: str = "") -> StorageUnavailable:
    return StorageUnavailable(f"The database cannot be used right now{place}: {_reason(error)}", advice=_ADVICE)


_ADVICE = "Is it up, does its disk have room, and is THREADLINE_DATABASE_URL right?"


def _place(url: URL) -> str:
    """What was looked for where, without who asked for it."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return f"{url.database} on {url.host or 'this machine'}:{url.port or 5432}"


def _reason(error: BaseException) -> str:
    original = getattr(error, "orig", None) or error
    return str(original).splitlines()[0] if str(original) else type(original).__name__


def sqlite_url(path: Path) -> URL:
    """The URL of a SQLite file."""
    return URL.create("sqlite+aiosqlite", database=str(path))


def async_url(url: str | URL) -> URL:
    """The URL with the asynchronous driver we use, whichever driver it named."""
    parsed = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
    backend = parsed.drivername.partition("+")[0]
    if backend not in drivers:
        raise ValueError(f"Threadline runs on SQLite and on Postgres, not on {backend!r}")
    return parsed.set(drivername=drivers[backend])
