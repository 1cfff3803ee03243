"""Durable work on DBOS: what was started is finished, whatever is killed when.

Each kind of work is started under the key of the thing it is about, so that starting it twice is once: a workflow
under its id and its decision, the repair of a booking under the proposal's. The process keeps one DBOS instance; the
functions it runs are those of the engine that was opened last (`Work`). Turns are none of it, for their own rows carry
them (`threadline.core.turns.engine`), and neither is the booking that a decision begins: whoever has changed the
proposal's row begins it, nobody else, and the row tells what a killed process left.

On SQLite DBOS is launched when there is something to do. It takes a while to load, and looks for work
once a second in half a dozen threads: more than all else that an idle service does. What a killed process left is known
from our own rows, and taken up with them. On Postgres it is launched at the start: the first time it makes its indices,
which waits for all transactions that are open, and holds up the event loop, which would have to end ours.

DBOS is told everything its defaults leave to chance: an engine with WAL and a small pool, a fixed application version
(a workflow whose steps change gets a new name, so old ones still finish), JSON instead of pickle, a bound on threads.
"""

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from threadline.core.runtime.draining import Draining
from threadline.core.runtime.work import Work
from threadline.storage.database.sqlite import keep_private, sqlite_pragmas

APPLICATION_VERSION = "threadline-1"
_MAX_THREADS = 32
DURABLE_CONNECTIONS = 10


class Durable:
    """The durable runtime of this process. `url` is where DBOS keeps its own tables.

    On Postgres at most `connections` are open at once; `pooled` says that they lead to a pooler of transactions.
    """

    def __init__(
        self, url: URL, *, executor_id: str, connections: int = DURABLE_CONNECTIONS, pooled: bool = False
    ) -> None:
        self._url = url
        self._connections = connections
        self._pooled = pooled
        self._executor_id = executor_id
        self._work: Work | None = None
        self._engine: Engine | None = None
        self._launched = False
        self._launching = asyncio.Lock()
        self._here = Draining()

    @property
    def running(self) -> bool:
        """Whether it was opened and not closed."""
        return self._work is not None

    async def open(self, work: Work) -> None:
        """From now on this work is done here. Raises what the driver raises where its database cannot be used."""
        self._engine = await asyncio.to_thread(self._reached)
        self._work, self._here = work, Draining()
        if self._url.get_backend_name() != "sqlite":
            await self.launch()

    def book(self, proposal_id: str) -> None:
        """Book a proposal here and now, which whoever took it for this does, once."""
        if self._work is not None:
            self._here.start(self._work.booking(proposal_id))

    def unbook(self, proposal_id: str) -> None:
        """Take the event of a booked proposal away again, in the same way."""
        if self._work is not None:
            self._here.start(self._work.undoing(proposal_id))

    async def launch(self) -> None:
        """Be ready for work; take up what this executor left unfinished. Work runs on this event loop from now on.

        Raises `RuntimeError` where it is not open, and what the database's driver raises.
        """
        async with self._launching:
            if self._work is None or self._engine is None:
                raise RuntimeError("durable work was started before the engine, or after it")
            if self._launched:
                return
            await asyncio.to_thread(_load)
            try:
                self._launch(self._engine, self._work)
            except BaseException:
                await asyncio.to_thread(_end)
                raise
            self._launched = True

    async def start_booking(self, proposal_id: str, occasion: str) -> None:
        """Book a proposal after all, unless that runs or has run for this occasion (a repair), on whichever replica."""
        await self.launch()
        from threadline.core.runtime import workflows

        await workflows.start(workflows.booking, f"book-{proposal_id}-{occasion}", proposal_id)

    async def start_undoing(self, proposal_id: str, occasion: str) -> None:
        """Take the event of a booked proposal away after all, unless that runs or has run for this occasion."""
        await self.launch()
        from threadline.core.runtime import workflows

        await workflows.start(workflows.undoing, f"undo-{proposal_id}-{occasion}", proposal_id)

    async def start_workflow(self, workflow_id: str, occasion: str) -> None:
        """Carry a workflow on, unless that runs or has run for this occasion (a decision, a repair)."""
        await self.launch()
        from threadline.core.runtime import workflows

        await workflows.start(workflows.stepping, f"flow-{workflow_id}-{occasion}", workflow_id)

    async def forget(self, before: datetime) -> int:
        """Delete work that had ended by then; answers how much. Where none was done since the start, that waits."""
        if not self._launched:
            return 0
        from threadline.core.runtime import workflows

        return await workflows.forget(before)

    async def close(self, *, patience: float) -> None:
        """Wait up to `patience` seconds for what runs, then stop; what is not done is taken up at the next launch."""
        self._work = None
        until = asyncio.get_running_loop().time() + patience
        await self._here.drain(patience)
        async with self._launching:
            launched, self._launched = self._launched, False
        if launched:
            from threadline.core.runtime import workflows

            # Not DBOS's own waiting, which looks once a second and leaves what still runs running.
            await workflows.drain(max(0.0, until - asyncio.get_running_loop().time()))
            await asyncio.to_thread(_end)
            # It made its threads those of the event loop, and ended them.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _reached(self) -> Engine:
        """Its database, asked once: what is in the way of it is told at the start, and not to whoever books first."""
        engine = _engine(self._url, self._connections, pooled=self._pooled)
        try:
            with engine.connect():
                return engine
        except BaseException:
            engine.dispose()
            raise

    def _launch(self, engine: Engine, work: Work) -> None:
        from threadline.core.runtime import workflows

        workflows.run(work)
        workflows.DBOS(
            config={
                "name": "threadline",
                "system_database_engine": engine,
                "system_database_url": self._url.render_as_string(hide_password=False),
                "application_version": APPLICATION_VERSION,
                "executor_id": self._executor_id,
                "serializer": workflows.JsonSerializer(),
                "max_executor_threads": _MAX_THREADS,
                "log_level": "ERROR",
                "use_listen_notify": False,
            }
        )
        workflows.DBOS.launch()


def _load() -> None:
    """The library, beside the event loop: that takes a while."""
    from threadline.core.runtime import workflows  # noqa: F401


def _end() -> None:
    from threadline.core.runtime import workflows

    workflows.DBOS.destroy(destroy_registry=False)


def _engine(url: URL, connections: int, *, pooled: bool) -> Engine:
    if url.get_backend_name() != "sqlite":
        # DBOS tries again by itself after a broken connection, so none is asked for a sign of life first.
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=(connections + 1) // 2,
            max_overflow=connections // 2,
            pool_recycle=1800,
            connect_args={"prepare_threshold": None} if pooled else {},
        )
    engine = create_engine(url.set(drivername="sqlite"), pool_size=1, max_overflow=0, pool_timeout=60)

    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        keep_private(url)
        if sqlite3.sqlite_version_info < (3, 42):
            # DBOS takes a Python of 3.12 or later for a sign of an SQLite that knows unixepoch('subsec').
            connection.create_function("unixepoch", 1, lambda _: time.time())
        # Our own rows are flushed to the disk and restart lost workflows, so this file need not be.
        for pragma in sqlite_pragmas(synchronous="NORMAL"):
            connection.execute(pragma)

    event.listen(engine, "connect", prepare)
    return engine
