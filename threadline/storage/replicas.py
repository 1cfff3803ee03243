"""Which processes are alive, as far as their heartbeats tell.

A process joins, beats, and leaves by `remove`. One that was silent for too long is removed by another one that takes
its work over; when it wakes up, its next beat answers False and it must stop acting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from threadline.storage.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables import ReplicaRow


@dataclass(frozen=True, slots=True)
class ReplicaRecord:
    """A process by its executor id, and when it was last heard of."""

    executor_id: str
    started_at: datetime
    beat_at: datetime


_COLUMNS = tuple(getattr(ReplicaRow, name) for name in ReplicaRecord.__dataclass_fields__)


class ReplicaStore:
    """Heartbeats. The machines' clocks are expected to agree to a second."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def join(self, executor_id: str) -> None:
        """Say that this process starts, in the place of an earlier one of this id."""
        now = self._clock()
        times = {"started_at": now, "beat_at": now}
        insert = self._database.insert(ReplicaRow).values(executor_id=executor_id, **times)
        async with self._database.write() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["executor_id"], set_=times))

    async def beat(self, executor_id: str) -> bool:
        """Say that this process lives; False if it was given up for dead meanwhile."""
        statement = update(ReplicaRow).where(ReplicaRow.executor_id == executor_id).values(beat_at=self._clock())
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount > 0

    async def living(self, *, within: timedelta) -> Sequence[ReplicaRecord]:
        """Processes heard of within that time, by id."""
        statement = select(*_COLUMNS).where(ReplicaRow.beat_at > self._clock() - within)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(ReplicaRow.executor_id))
            return [ReplicaRecord(*row) for row in rows]

    async def dead(self, *, older_than: timedelta) -> Sequence[ReplicaRecord]:
        """Processes that have been silent for at least that long, by id."""
        statement = select(*_COLUMNS).where(ReplicaRow.beat_at <= self._clock() - older_than)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(ReplicaRow.executor_id))
            return [ReplicaRecord(*row) for row in rows]

    async def remove(self, executor_id: str, *, last_beat: datetime | None = None) -> bool:
        """Take a process off; with `last_beat` only if it was not heard of since. False if that was not so."""
        mine = ReplicaRow.executor_id == executor_id
        if last_beat is not None:
            mine &= ReplicaRow.beat_at == last_beat
        async with self._database.write() as connection:
            return (await connection.execute(delete(ReplicaRow).where(mine))).rowcount > 0
