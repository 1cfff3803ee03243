"""Durable work on DBOS: what was started is finished, whatever is killed when.

Each kind of work is started under the key of the thing it is about, so that starting it twice is once: a booking under
the proposal's id and its decision. The process keeps one DBOS instance; the functions it runs are those of the engine
that was launched last (`Work`). Turns are none of it: their own rows carry them (`threadline.core.turns.engine`).

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
        self._engine: Engine | None = None

    @property
    def running(self) -> bool:
        """Whether it was launched and not closed."""
        return self._engine is not None

    def launch(self, work: Work) -> None:
        """Start, and take up what this executor left unfinished. Call it on the event loop that is to run the work."""
        from threadline.core.runtime import workflows

        self._engine = _engine(self._url, self._connections, pooled=self._pooled)
        workflows.run(work)
        workflows.DBOS(
            config={
                "name": "threadline",
                "system_database_engine": self._engine,
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

    async def start_booking(self, proposal_id: str, occasion: str) -> None:
        """Book a proposal, unless that runs or has run for this occasion (a confirmation, a repair)."""
        from threadline.core.runtime import workflows

        await workflows.start(workflows.booking, f"book-{proposal_id}-{occasion}", proposal_id)

    async def start_undoing(self, proposal_id: str, occasion: str) -> None:
        """Take the event of a booked proposal away again, unless that runs or has run for this occasion."""
        from threadline.core.runtime import workflows

        await workflows.start(workflows.undoing, f"undo-{proposal_id}-{occasion}", proposal_id)

    async def start_workflow(self, workflow_id: str, occasion: str) -> None:
        """Carry a workflow on, unless that runs or has run for this occasion (a decision, a repair)."""
        from threadline.core.runtime import workflows

        await workflows.start(workflows.stepping, f"flow-{workflow_id}-{occasion}", workflow_id)

    async def forget(self, before: datetime) -> int:
        """Delete work that had ended by then; answers how much."""
        from threadline.core.runtime import workflows

        return await workflows.forget(before)

    async def close(self, *, patience: float) -> None:
        """Wait up to `patience` seconds for what runs, then stop; what is not done is taken up at the next launch."""
        if self._engine is None:
            return
        from threadline.core.runtime import workflows

        # Not DBOS's own waiting, which looks once a second and leaves what still runs running.
        await workflows.drain(patience)
        await asyncio.to_thread(workflows.DBOS.destroy, destroy_registry=False)
        # It made its threads those of the event loop, and ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
        self._engine.dispose()
        self._engine = None


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
