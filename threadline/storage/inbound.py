"""What platforms sent, kept from its acknowledgement until it has been dealt with.

kept by a process ──► dealt with (the row goes)
      │  ▲
      │  └── its process died, or ended: another takes it
      └────► failed (tried for long enough; the row stays, with the reason)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Delete, Select, Update, bindparam, delete, exists, or_, select, update

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.database.group_commit import GroupCommit
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import AuditRow
from threadline.storage.tables.inbound import InboundRow
from threadline.storage.tables.processes import ProcessRow

_SQLITE_INSERT = """
INSERT INTO inbound (channel, key, lane, body, received_at, process)
VALUES (:channel, :key, :lane, :body, :received_at, :process)
ON CONFLICT DO NOTHING RETURNING number
"""
_SQLITE_AHEAD = """
SELECT 1 FROM inbound
WHERE channel = :channel AND lane = :lane AND number < :number AND failed IS NULL
AND (process IS NULL OR process != :process) LIMIT 1
"""
_SQLITE_MOMENT = "%Y-%m-%d %H:%M:%S.%f"  # as SQLAlchemy writes an instant there


@dataclass(frozen=True, slots=True)
class Delivery:
    """A request as it was kept. `behind`: another process is still at something before it in its lane."""

    number: int
    channel: str
    key: str
    lane: str
    body: str
    attempts: int = 0
    behind: bool = False
    taken_over: bool = False

    @property
    def again(self) -> bool:
        """Whether somebody may have begun it before."""
        return self.attempts > 0 or self.taken_over


@dataclass(frozen=True, slots=True)
class FailedRequest:
    """What a platform sent and nobody tries to deal with any more; `body` is as it came."""

    number: int
    channel: str
    key: str
    body: str
    received_at: datetime
    reason: str
    attempts: int


class InboundStore:
    """Keeps requests. Every method raises `StorageUnavailable`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._kept = GroupCommit(self._keep)
        self._dealt_with = GroupCommit(self._done)
        self._insert = database.insert(InboundRow).on_conflict_do_nothing().returning(InboundRow.number)
        self._delete = delete(InboundRow).where(InboundRow.number == bindparam("which"))

    async def keep(self, channel: str, *, key: str, lane: str, body: str) -> Delivery | None:
        """Keep what this process will deal with; None where it stands here already."""
        return await self._kept.add(
            {
                "channel": channel,
                "key": key,
                "lane": lane,
                "body": body,
                "received_at": self._clock(),
                "process": self._database.process,
            }
        )

    async def is_behind(self, delivery: Delivery) -> bool:
        """Whether another process, or nobody yet, is at something that came before it in its lane."""
        async with self._database.read() as connection:
            statement = self._ahead(delivery.channel, delivery.lane, delivery.number)
            return bool((await connection.execute(statement)).scalar())

    async def take_over(self, channels: Sequence[str]) -> Sequence[Delivery]:
        """What processes left that live no more, the oldest first: from now on it is ours to deal with."""
        # What is ours is being dealt with, also where others took us for dead.
        gone = InboundRow.process.not_in(select(ProcessRow.id)) & (InboundRow.process != self._database.process)
        left = or_(InboundRow.process.is_(None), gone)
        which = InboundRow.channel.in_(channels) & InboundRow.failed.is_(None) & left
        any_left = select(exists(select(InboundRow.number).where(which)))
        if not await self._database.look(lambda connection: connection.scalar(any_left)):
            return ()

        def take(connection: Connection) -> list[int]:
            taken = update(InboundRow).where(which).values(process=self._database.process)
            return list(connection.scalars(taken.returning(InboundRow.number)))

        numbers = await self._database.transact(take)
        statement = select(InboundRow).where(InboundRow.number.in_(numbers)).order_by(InboundRow.number)
        rows = await self._database.look(lambda connection: connection.execute(statement).all())
        return [
            Delivery(row.number, row.channel, row.key, row.lane, row.body, row.attempts, behind=True, taken_over=True)
            for row in rows
        ]

    async def done(self, number: int) -> None:
        """It has been dealt with. Where a power cut undoes this, it is dealt with again, to no effect."""
        await self._dealt_with.add(number)

    async def tried(self, number: int) -> None:
        """It went wrong, and is tried again."""
        tried = update(InboundRow).where(InboundRow.number == number)
        await self._change(tried.values(attempts=InboundRow.attempts + 1))

    async def fail(self, number: int, reason: str) -> None:
        """Nobody tries any more."""
        await self._change(update(InboundRow).where(InboundRow.number == number).values(failed=reason, process=None))

    async def failed(self, *, limit: int = 100, number: int | None = None) -> Sequence[FailedRequest]:
        """What nobody tries any more, the newest first; with `number` that one, if it is so."""
        columns = (InboundRow.number, InboundRow.channel, InboundRow.key, InboundRow.body, InboundRow.received_at)
        statement = select(*columns, InboundRow.failed, InboundRow.attempts).where(InboundRow.failed.is_not(None))
        if number is not None:
            statement = statement.where(InboundRow.number == number)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(InboundRow.number.desc()).limit(limit))
            return [FailedRequest(*row[:5], row.failed or "", row.attempts) for row in rows]

    async def retry(self, number: int, *, by: str | None = None) -> None:
        """Let one that failed be dealt with after all: a process that listens takes it. Raises `RecordNotFound`."""
        again = {"failed": None, "process": None, "attempts": 0}
        await self._decide(update(InboundRow).values(**again), number, "inbound.retry", by)

    async def drop(self, number: int, *, by: str | None = None) -> None:
        """Delete one that failed. Raises `RecordNotFound`."""
        await self._decide(delete(InboundRow), number, "inbound.drop", by)

    async def _decide(self, statement: Delete | Update, number: int, action: str, by: str | None) -> None:
        values = {"at": self._clock(), "person_id": by, "action": action, "subject": str(number), "detail": ""}

        def decide(connection: Connection) -> None:
            which = (InboundRow.number == number) & InboundRow.failed.is_not(None)
            if not connection.execute(statement.where(which)).rowcount:
                raise RecordNotFound(f"No request {number} failed. See `threadline parked list`.")
            connection.execute(self._database.insert(AuditRow).values(values))

        await self._database.transact(decide)

    async def _keep(self, came: Sequence[dict[str, Any]]) -> Sequence[Delivery | None]:
        one = self._keep_in_sqlite if self._database.is_sqlite else self._keep_in_postgres
        return await self._database.transact(lambda connection: [one(connection, each) for each in came])

    def _keep_in_sqlite(self, connection: Connection, came: dict[str, Any]) -> Delivery | None:
        # Past SQLAlchemy, whose own work would cost several times what SQLite does.
        driver: Any = connection.connection.driver_connection
        moment = came["received_at"].astimezone(UTC).strftime(_SQLITE_MOMENT)
        row = driver.execute(_SQLITE_INSERT, {**came, "received_at": moment}).fetchone()
        if row is None:
            return None
        behind = driver.execute(_SQLITE_AHEAD, {**came, "number": row[0]}).fetchone()
        return _delivery(came, row[0], behind=behind is not None)

    def _keep_in_postgres(self, connection: Connection, came: dict[str, Any]) -> Delivery | None:
        number = connection.execute(self._insert, came).scalar()
        if number is None:
            return None
        behind = connection.scalar(self._ahead(came["channel"], came["lane"], number))
        return _delivery(came, number, behind=bool(behind))

    async def _done(self, numbers: Sequence[int]) -> Sequence[None]:
        def done(connection: Connection) -> None:
            connection.execute(self._delete, [{"which": number} for number in numbers])

        await self._database.transact(done, flush=False)
        return [None] * len(numbers)

    def _ahead(self, channel: str, lane: str, number: int) -> Select[tuple[bool]]:
        mine = InboundRow.process == self._database.process
        before = (InboundRow.channel == channel) & (InboundRow.lane == lane) & (InboundRow.number < number)
        others = InboundRow.failed.is_(None) & or_(InboundRow.process.is_(None), ~mine)
        return select(exists(select(InboundRow.number).where(before, others)))

    async def _change(self, statement: Delete | Update) -> None:
        def change(connection: Connection) -> None:
            connection.execute(statement)

        await self._database.transact(change, flush=False)


def _delivery(came: dict[str, Any], number: int, *, behind: bool) -> Delivery:
    return Delivery(number, came["channel"], came["key"], came["lane"], came["body"], behind=behind)
