"""What platforms sent, kept from its acknowledgement until it has been dealt with.

kept by a process ──► dealt with (the row goes)
      │  ▲
      │  └── its process died, or ended: another takes it
      └────► failed (tried for long enough; the row stays, with the reason)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Delete, Select, Update, delete, exists, or_, select, update

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import AuditRow
from threadline.storage.tables.inbound import InboundRow
from threadline.storage.tables.processes import ProcessRow


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

    async def keep(self, channel: str, *, key: str, lane: str, body: str) -> Delivery | None:
        """Keep what this process will deal with; None where it stands here already."""
        values = {"channel": channel, "key": key, "lane": lane, "body": body, "received_at": self._clock()}
        statement = (
            self._database.insert(InboundRow)
            .values(**values, process=self._database.process)
            .on_conflict_do_nothing()
            .returning(InboundRow.number)
        )

        def keep(connection: Connection) -> Delivery | None:
            number = connection.execute(statement).scalar()
            if number is None:
                return None
            behind = bool(connection.execute(self._ahead(channel, lane, number)).scalar())
            return Delivery(number, channel, key, lane, body, behind=behind)

        return await self._database.transact(keep)

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
        async with self._database.read() as connection:
            if not (await connection.execute(select(exists(select(InboundRow.number).where(which))))).scalar():
                return ()

        def take(connection: Connection) -> list[int]:
            taken = update(InboundRow).where(which).values(process=self._database.process)
            return list(connection.scalars(taken.returning(InboundRow.number)))

        numbers = await self._database.transact(take)
        statement = select(InboundRow).where(InboundRow.number.in_(numbers)).order_by(InboundRow.number)
        async with self._database.read() as connection:
            rows = (await connection.execute(statement)).all()
        return [
            Delivery(row.number, row.channel, row.key, row.lane, row.body, row.attempts, behind=True, taken_over=True)
            for row in rows
        ]

    async def done(self, number: int) -> None:
        """It has been dealt with. Where a power cut undoes this, it is dealt with again, to no effect."""
        await self._change(delete(InboundRow).where(InboundRow.number == number))

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

    def _ahead(self, channel: str, lane: str, number: int) -> Select[tuple[bool]]:
        mine = InboundRow.process == self._database.process
        before = (InboundRow.channel == channel) & (InboundRow.lane == lane) & (InboundRow.number < number)
        others = InboundRow.failed.is_(None) & or_(InboundRow.process.is_(None), ~mine)
        return select(exists(select(InboundRow.number).where(before, others)))

    async def _change(self, statement: Delete | Update) -> None:
        def change(connection: Connection) -> None:
            connection.execute(statement)

        await self._database.transact(change, flush=False)
