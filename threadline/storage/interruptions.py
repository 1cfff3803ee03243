"""Work whose process ended before it did: put back, and told apart from work that ends its process.

Each process that runs the service has a row, from its start to its orderly end. A row whose process is gone is a death,
and what that process was at is put back with the death counted. The first death says nothing, so the work goes on at
once. Work that two died at is a suspect: it rests, longer each time, and of all suspects one runs at a time. Where a
process dies and no suspect was running in it, something else ends processes, and all suspects are acquitted. Only a
suspect that ran while none other did is blamed again, and only at `MOST_DEATHS` it is put aside.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, literal, or_, select, text, update

from threadline.storage.database.database import Database
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.persons import utc_now
from threadline.storage.presence import LOCK_PREFIX, already_running
from threadline.storage.tables.core import ConversationRow, MessageRow, TurnRow
from threadline.storage.tables.mail import MailRow
from threadline.storage.tables.outbox import OutboxRow
from threadline.storage.tables.processes import ProcessRow

SUSPECT = 2
MOST_DEATHS = 5

GONE_AFTER = timedelta(seconds=3)
LEASE = timedelta(seconds=7)
SILENT_AFTER = timedelta(seconds=30)

_RESTS = {2: timedelta(seconds=1), 3: timedelta(seconds=4), 4: timedelta(seconds=16)}
"""By the deaths so far. A service that something else ends every few seconds ends within one of them: an acquittal."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A turn that somebody has to begin (again)."""

    message_id: str
    epoch: int
    deaths: int


@dataclass(frozen=True, slots=True)
class _Work:
    """A turn or a mail that a process was at: its key, and how many processes died at it before."""

    table: type[TurnRow] | type[MailRow]
    key: Any
    deaths: int


class Interruptions:
    """Knows which processes live, and what those that died were at. Every method raises `StorageUnavailable`."""

    def __init__(self, database: Database, *, replica: str, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._replica = replica
        self._clock = clock

    async def enter(self) -> int:
        """A process starts under this replica's name, so those before it are dead. How many there were.

        Raises `AlreadyRunning` where the name is a lease, and not over.
        """
        now = self._clock()

        def enter(connection: Connection) -> int:
            self._take_lease(connection)
            # On SQLite there is only ever one process, whatever it is called.
            before = select(ProcessRow.id).where(
                or_(ProcessRow.replica == self._replica, literal(self._database.is_sqlite)),
                ProcessRow.id != self._database.process,
            )
            dead = list(connection.scalars(before))
            self._bury(connection, dead, now)
            if self._database.is_sqlite:  # of a version that kept no such rows
                self._put_back(connection, TurnRow.process.is_(None), now)
            self._register(connection, now)
            return len(dead)

        return await self._database.transact(enter)

    def beat(self, connection: Connection) -> bool:
        """Give a sign of life. False if we were taken for dead: what we were at may be another's by now."""
        now = self._clock()
        mine = update(ProcessRow).where(ProcessRow.id == self._database.process).values(beat_at=self._now(now))
        if connection.execute(mine).rowcount:
            return True
        self._register(connection, now)
        return False

    async def bury(self) -> int:
        """Put back what processes were at that are gone. How many there were.

        A process is gone when nobody holds its name any more and no sign of life came for `GONE_AFTER`, or when none
        came for `SILENT_AFTER` whoever holds its name: one that is frozen keeps its connection.
        """
        if self._database.is_sqlite:
            return 0
        now = self._clock()
        gone = _gone().where(ProcessRow.id != self._database.process)
        async with self._database.read() as connection:
            if not list(await connection.scalars(gone)):
                return 0

        def bury(connection: Connection) -> int:
            connection.execute(text("SET LOCAL lock_timeout = '3s'"))  # we come again in a second
            dead = list(connection.scalars(gone.with_for_update(of=ProcessRow, skip_locked=True)))
            self._bury(connection, dead, now)
            return len(dead)

        return await self._database.transact(bury)

    async def living(self) -> int:
        """How many processes run the service, this one included, as far as is known."""
        if self._database.is_sqlite:
            return 1
        async with self._database.read() as connection:
            return max(1, await connection.scalar(select(func.count()).select_from(ProcessRow)) or 1)

    async def leave(self) -> None:
        """An orderly end: whatever is still open here is put back at once, and nothing is blamed for it."""
        now = self._clock()

        def leave(connection: Connection) -> None:
            self._put_back(connection, TurnRow.process == self._database.process, now)
            _put_back_mails(connection, self._database.process, now)
            connection.execute(delete(ProcessRow).where(ProcessRow.id == self._database.process))

        await self._database.transact(leave)

    async def strand(self, message_id: str, epoch: int, silent_for: timedelta) -> bool:
        """Put a turn back that has been silent for too long, as if its process had died. False if it spoke since."""
        now = self._clock()
        silent = (TurnRow.message_id == message_id) & (TurnRow.epoch == epoch) & (TurnRow.state == "answering")
        silent &= or_(TurnRow.beat_at.is_(None), TurnRow.beat_at <= now - silent_for)

        def strand(connection: Connection) -> bool:
            found = connection.execute(select(TurnRow.deaths).where(silent).with_for_update()).first()
            if found is not None:
                self._blame(connection, _Work(TurnRow, TurnRow.message_id == message_id, found.deaths), 1, now)
            return found is not None

        return await self._database.transact(strand)

    async def waiting(self, young: timedelta) -> Sequence[Interrupted]:
        """The turns to be begun now: those put back whose time has come, and those that nobody began for so long.

        Of the suspects only the one that fewest processes died at.
        """
        now = self._clock()
        forgotten = TurnRow.due_at.is_(None) & (func.coalesce(TurnRow.beat_at, MessageRow.received_at) <= now - young)
        statement = (
            select(TurnRow.message_id, TurnRow.epoch, TurnRow.deaths)
            .join(ConversationRow, ConversationRow.active_message == TurnRow.message_id)
            .join(MessageRow, MessageRow.id == TurnRow.message_id)
            .where(TurnRow.state == "queued", or_(TurnRow.due_at <= now, forgotten))
            .order_by(TurnRow.deaths, TurnRow.due_at, MessageRow.received_at)
        )
        found = await self._database.look(
            lambda connection: [Interrupted(*row) for row in connection.execute(statement)]
        )
        suspects = [turn for turn in found if turn.deaths >= SUSPECT]
        return [turn for turn in found if turn.deaths < SUSPECT] + suspects[:1]

    def _take_lease(self, connection: Connection) -> None:
        """Behind a pooler no lock tells that the process before us is dead: its silence has to."""
        if not self._database.pooled:
            return
        name = {"name": LOCK_PREFIX + self._replica}
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), name)
        alive = ProcessRow.beat_at > func.clock_timestamp() - LEASE
        if connection.scalar(select(ProcessRow.id).where(ProcessRow.replica == self._replica, alive).limit(1)):
            raise AlreadyRunning(already_running(self._replica))

    def _now(self, now: datetime) -> Any:
        """Signs of life are compared by the database's clock: those of several machines never agree."""
        return now if self._database.is_sqlite else func.clock_timestamp()

    def _register(self, connection: Connection, now: datetime) -> None:
        values = {"id": self._database.process, "replica": self._replica, "started_at": now, "beat_at": self._now(now)}
        connection.execute(insert(ProcessRow).values(leased=self._database.pooled, **values))

    def _bury(self, connection: Connection, dead: Collection[str], now: datetime) -> None:
        for process in dead:
            if not connection.execute(delete(ProcessRow).where(ProcessRow.id == process)).rowcount:
                continue  # another replica did so first
            _put_back_mails(connection, process, now)
            work = _of_process(connection, process)
            suspects = sum(one.deaths >= SUSPECT for one in work)
            if not suspects:
                _acquit(connection, now)
            for one in work:
                self._blame(connection, one, suspects, now)

    def _blame(self, connection: Connection, work: _Work, suspects: int, now: datetime) -> None:
        """Count the death of a process that was at it, unless there was more than one suspect."""
        deaths = work.deaths + 1 if work.deaths < SUSPECT or suspects == 1 else work.deaths
        values: dict[str, Any] = {"deaths": deaths, "process": None, "due_at": now + _RESTS.get(deaths, timedelta(0))}
        values |= {"state": "queued"} if work.table is TurnRow else {"attempts": MailRow.attempts - 1}
        connection.execute(update(work.table).where(work.key).values(values))

    def _put_back(self, connection: Connection, which: Any, now: datetime) -> None:
        values = {"state": "queued", "process": None, "due_at": now}
        connection.execute(update(TurnRow).where(TurnRow.state == "answering", which).values(values))


def _gone() -> Select[str]:
    """The processes on Postgres that are gone; locks are looked at, not tried: whoever starts needs them free."""
    let_go = text(
        "NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND ((classid::bigint << 32) | objid::bigint) = hashtextextended(:prefix || processes.replica, 0))"
    ).bindparams(prefix=LOCK_PREFIX)
    now: Any = func.clock_timestamp()
    ended = ProcessRow.leased & (ProcessRow.beat_at <= now - LEASE)
    lost = and_(~ProcessRow.leased, ProcessRow.beat_at <= now - GONE_AFTER, let_go)
    return select(ProcessRow.id).where(or_(ended, lost, ProcessRow.beat_at <= now - SILENT_AFTER))


def _of_process(connection: Connection, process: str) -> list[_Work]:
    turns = select(TurnRow.message_id, TurnRow.deaths).where(TurnRow.process == process, TurnRow.state == "answering")
    mails = select(MailRow.id, MailRow.deaths).where(MailRow.process == process, MailRow.state == "waiting")
    found = [_Work(TurnRow, TurnRow.message_id == key, deaths) for key, deaths in connection.execute(turns)]
    return found + [_Work(MailRow, MailRow.id == key, deaths) for key, deaths in connection.execute(mails)]


def _put_back_mails(connection: Connection, process: str, now: datetime) -> None:
    """What it was sending may be gone already, and is sent again as the same mail; that ends nobody's process."""
    sending = (OutboxRow.state == "sending") & (OutboxRow.process == process)
    connection.execute(update(OutboxRow).where(sending).values(leased_until=now, process=None))


def _acquit(connection: Connection, now: datetime) -> None:
    """A process died that no suspect was running in: something else does that."""
    innocent = {"deaths": 0, "due_at": now}
    for table, state in ((TurnRow, "queued"), (MailRow, "waiting")):
        resting = (table.deaths >= SUSPECT) & (table.state == state) & table.process.is_(None)
        connection.execute(update(table).where(resting).values(innocent))
