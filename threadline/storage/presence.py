"""That this process lives, said to the others once a second: on a connection and a thread of its own.

Nothing that the process is at holds it up: neither a busy event loop, nor a pool whose connections are all in use, nor
work that waits for a lock. On Postgres the same connection holds the replica's name by a lock, which ends with it,
however the process ends. So others know at once that a process is gone, and need not take a slow one for dead. Behind a
pooler of transactions no lock belongs to anybody; there the sign of life itself is a lease.
"""

import asyncio
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from threadline.storage.database.database import Database, storage_errors
from threadline.storage.database.errors import AlreadyRunning, StorageError

log = structlog.get_logger()

BEAT_SECONDS = 1.0
_LATE_SECONDS = 2.5
_STEADY_SECONDS = 5.0
LOCK_PREFIX = "threadline-replica-"
# A connection to a machine that is gone ends within ten seconds on both sides, and a beat never waits longer.
_LIVELY = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
_LIVELY_SERVER = (
    "-c statement_timeout=5000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2"
)


class Presence:
    """Holds the name of a replica, and beats, as an asynchronous context manager.

    `beat` gives a sign of life on a connection and says whether we were known; `name` is the replica's. Raises
    `AlreadyRunning` if a process of that name is alive, `StorageUnavailable`.
    """

    def __init__(self, database: Database, name: str, beat: Callable[[Connection], bool]) -> None:
        self._database = database
        self._name = name
        self._beat = beat
        self._engine: Engine | None = None
        self._connection: Connection | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._task: asyncio.Task[None] | None = None
        self._beaten_at = monotonic()
        self._regular_since = monotonic()

    async def __aenter__(self) -> Self:
        if not self._database.is_sqlite:
            self._engine = _engine(self._database)
            try:
                await asyncio.to_thread(self._connect)
            except BaseException:
                self._engine.dispose()
                raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join)
        self._drop()
        if self._engine is not None:
            self._engine.dispose()

    def begin(self) -> None:
        """From now on a sign of life is given every second."""
        self._beaten_at = self._regular_since = monotonic()
        if self._database.is_sqlite:
            self._task = asyncio.create_task(self._beat_here(), name="threadline-presence")
        else:
            self._thread = threading.Thread(target=self._beat_apart, name="threadline-presence", daemon=True)
            self._thread.start()

    @property
    def silence(self) -> float:
        """Seconds since the database last took a sign of life of ours."""
        return monotonic() - self._beaten_at

    @property
    def steady(self) -> bool:
        """Whether our own signs of life came in time for a while: who falters does not judge who is silent."""
        return self.silence < _LATE_SECONDS and monotonic() - self._regular_since >= _STEADY_SECONDS

    async def _beat_here(self) -> None:
        """On SQLite there is but this process: what matters is whether the database can be written."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                self._noted(known=await self._database.transact(self._beat, flush=False))
            except StorageError as error:
                log.error("no sign of life could be given", error=str(error))

    def _beat_apart(self) -> None:
        while not self._ended.wait(BEAT_SECONDS):
            try:
                self._noted(known=self._beat(self._connection or self._connect()))
            except (DBAPIError, StorageError) as error:
                log.error("no sign of life could be given", error=str(error).splitlines()[0])
                self._drop()

    def _noted(self, *, known: bool) -> None:
        now = monotonic()
        if now - self._beaten_at > _LATE_SECONDS or not known:
            self._regular_since = now
        self._beaten_at = now
        if not known:
            log.error("this process was taken for dead, it was silent for too long")

    def _connect(self) -> Connection:
        """Connect (again) and take the name (again): after a restart of Postgres nobody holds it any more."""
        assert self._engine is not None  # noqa: S101 - made when it was entered
        with storage_errors():
            self._connection = self._engine.connect()
            taken = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
            if not self._database.pooled and not self._connection.scalar(taken, {"name": LOCK_PREFIX + self._name}):
                self._drop()
                raise AlreadyRunning(already_running(self._name))
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()  # closed for good: what belonged to it ends here
            connection.close()


def already_running(name: str) -> str:
    """What to say to whoever starts a second process of a name."""
    return (
        f"A replica named {name!r} is running on this database already. Give each process its own THREADLINE_REPLICA."
    )


def _engine(database: Database) -> Engine:
    lively: dict[str, object] = dict(_LIVELY)
    if database.pooled:
        lively["prepare_threshold"] = None
    else:
        lively["options"] = _LIVELY_SERVER
    return create_engine(
        database.url.set(drivername="postgresql+psycopg"),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args=lively,
    )
