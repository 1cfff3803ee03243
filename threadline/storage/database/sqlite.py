"""SQLite as this service uses it: WAL, transactions that begin at once, and threads that run whole transactions."""

import asyncio
import sqlite3
import stat
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")

BUSY_TIMEOUT_MS = 5000
_INSIST_SECONDS = 0.5


def sqlite_pragmas(*, synchronous: str = "FULL", busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> tuple[str, ...]:
    """What every SQLite connection is told first."""
    return (
        f"PRAGMA busy_timeout={busy_timeout_ms}",
        "PRAGMA journal_mode=WAL",
        f"PRAGMA synchronous={synchronous}",
        "PRAGMA foreign_keys=ON",
        "PRAGMA temp_store=MEMORY",
    )


def sqlite_engine(url: URL, *, connections: int, begin: str, pragmas: tuple[str, ...]) -> AsyncEngine:
    """An engine whose transactions start with `begin`."""
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=30,
        hide_parameters=True,
        connect_args={"isolation_level": None},
    )
    _prepare(engine.sync_engine, begin=begin, pragmas=pragmas)
    return engine


class SqliteThreads:
    """Threads, each with a connection of its own, that run whole transactions in one go."""

    def __init__(self, url: URL, *, threads: int, begin: str, pragmas: tuple[str, ...]) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="threadline-sqlite")
        self._engine = create_engine(
            url.set(drivername="sqlite"),
            pool_size=threads,
            max_overflow=0,
            hide_parameters=True,
            connect_args={"isolation_level": None, "check_same_thread": False},
        )
        _prepare(self._engine, begin=begin, pragmas=pragmas)
        self._mine = threading.local()
        self._open: list[Connection] = []

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run a function as one transaction."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    def close(self) -> None:
        """End the threads and close their connections."""
        self._threads.shutdown()
        for connection in self._open:
            connection.close()
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], T]) -> T:
        connection = self._connection()
        try:
            with connection.begin():
                return work(connection)
        except BaseException:
            # A commit that failed may have left its transaction open: the pool ends it, and the next work begins anew.
            self._let_go(connection)
            raise

    def _let_go(self, connection: Connection) -> None:
        self._mine.connection = None
        self._open.remove(connection)
        connection.close()

    def _connection(self) -> Connection:
        """This thread's own, which it keeps: taking one from the pool would cost as much as a small transaction."""
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._mine.connection = self._engine.connect()
            self._open.append(connection)
        return connection


class SqliteWriter(SqliteThreads):
    """The one thread that writes, one transaction after the other."""

    def __init__(self, url: URL, pragmas: tuple[str, ...]) -> None:
        super().__init__(url, threads=1, begin="BEGIN IMMEDIATE", pragmas=pragmas)
        self._flushes = True

    async def write(self, work: Callable[[Connection], T], *, flush: bool) -> T:
        """Run a function as one transaction; without `flush` its commit does not wait for the disk."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._write, work, flush)

    def _write(self, work: Callable[[Connection], T], flush: bool) -> T:
        if flush is not self._flushes:  # before the transaction: within one the pragma does nothing
            driver: Any = self._connection().connection.driver_connection
            driver.execute(f"PRAGMA synchronous={'FULL' if flush else 'NORMAL'}")
            self._flushes = flush
        return self._run(work)


def _insist(connection: sqlite3.Connection, pragma: str) -> None:
    # While another process turns the same new file to WAL, SQLite refuses at once, whatever the busy timeout says.
    deadline = time.monotonic() + _INSIST_SECONDS
    while True:
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_INSIST_SECONDS / 100)
        else:
            return


def keep_private(url: URL) -> None:
    """Take the file away from everybody but its owner: it may be older than that rule. Its log follows it."""
    file = Path(str(url.database))
    with suppress(OSError):  # not ours, or not there: whoever owns it decides
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            file.chmod(0o600)


def _prepare(engine: Engine, *, begin: str, pragmas: tuple[str, ...]) -> None:
    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        try:
            keep_private(engine.url)
            for pragma in pragmas:
                _insist(connection, pragma)
        except BaseException:
            connection.close()  # the pool does not know it yet: its thread and its file would stay open
            raise

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", start)
