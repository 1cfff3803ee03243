"""Mails on their way out: stored once per key, sent by one process at a time.

    held ──────────── its turn is over ──────────► queued ──claim──► sending ──► sent
                                                     ▲                  │          │
                                                     └──── try later ───┤          │ bounced
                                                                        └─────► failed (refused for good)

A claim is a lease: where its holder dies, the mail is put back as soon as that is known (`Interruptions`), and after
`leased_until` at the latest. What a holder reports later changes nothing, for the claim has another number by then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import TurnRow
from threadline.storage.tables.outbox import OutboxRow

HELD, QUEUED, SENDING, SENT, FAILED = "held", "queued", "sending", "sent", "failed"
WAITING = (HELD, QUEUED, SENDING)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail to be sent; the fields are those of `OutboxRow`."""

    key: str
    mailbox: str
    recipient: str
    lane: str
    message_ref: str
    body: str
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxRecord:
    """A mail as stored."""

    number: int
    key: str
    mailbox: str
    recipient: str
    lane: str
    message_ref: str
    body: str
    state: str
    claim: int
    due_at: datetime
    leased_until: datetime | None
    reason: str | None
    created_at: datetime
    person_id: str | None


_COLUMNS = tuple(getattr(OutboxRow, name) for name in OutboxRecord.__dataclass_fields__)


class OutboxStore:
    """Keeps mails until they are sent. Raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def add(self, mail: NewMail) -> bool:
        """Store a mail to be sent now; False if its key is known."""
        async with self._database.write() as connection:
            return await insert_mail(self._database, connection, mail, self._clock())

    async def hold(self, mail: NewMail, *, turn_id: str, epoch: int) -> bool:
        """Store the answer of a turn, to be sent when the turn is over; a later start of the turn replaces it.

        False where it cannot be replaced any more: it is on its way, or belongs to a still later start.
        """
        now = self._clock()
        # An older start of the turn that still runs must not put its words in the place of the newer one's.
        is_held = (OutboxRow.key == mail.key) & (OutboxRow.state == HELD) & (OutboxRow.turn_epoch <= epoch)
        replaced = update(OutboxRow).where(is_held).values(body=mail.body, turn_epoch=epoch, updated_at=now)
        async with self._database.write() as connection:
            if await insert_mail(self._database, connection, mail, now, state=HELD, turn_id=turn_id, turn_epoch=epoch):
                return True
            return (await connection.execute(replaced)).rowcount > 0

    async def release(self) -> int:
        """Let the answers go whose turn is over, or forgotten; answers how many."""
        now = self._clock()
        # Asked first and outside a write: it is looked for all the time, and SQLite has one writer.
        running = exists().where(TurnRow.message_id == OutboxRow.turn_id, TurnRow.finished_at.is_(None))
        over = (OutboxRow.state == HELD) & ~running
        async with self._database.read() as connection:
            if await connection.scalar(select(OutboxRow.number).where(over).limit(1)) is None:
                return 0
        values = {"state": QUEUED, "due_at": now, "updated_at": now}
        async with self._database.write() as connection:
            return (await connection.execute(update(OutboxRow).where(over).values(values))).rowcount

    async def claim(self, mailbox: str, lease: timedelta) -> OutboxRecord | None:
        """The next mail that a mailbox has to send, for nobody else until the lease is over; None if none is due."""
        now = self._clock()
        due = select(OutboxRow.number).where(self._due(mailbox, now)).order_by(OutboxRow.due_at, OutboxRow.number)
        async with self._database.read() as connection:
            if await connection.scalar(due.limit(1)) is None:
                return None
        if not self._database.is_sqlite:
            # Two processes that look at once take a mail each, and neither waits for the other.
            due = due.with_for_update(skip_locked=True, of=OutboxRow)
        taken: dict[str, Any] = {"state": SENDING, "claim": OutboxRow.claim + 1, "process": self._database.process}
        taken |= {"leased_until": now + lease, "updated_at": now}
        async with self._database.write() as connection:
            # Once more: between the look and the write another process may have taken it.
            number = await connection.scalar(due.limit(1))
            if number is None:
                return None
            one = update(OutboxRow).where(OutboxRow.number == number).values(taken).returning(*_COLUMNS)
            return OutboxRecord(*(await connection.execute(one)).one())

    async def sent(self, mail: OutboxRecord) -> bool:
        """It is gone; nothing of what it said is kept. False if the claim is another's by now."""
        return await self._end(mail, state=SENT, body="", reason=None)

    async def defer(self, mail: OutboxRecord, *, until: datetime, reason: str) -> bool:
        """It could not be sent for now. False if the claim is another's by now."""
        return await self._end(mail, state=QUEUED, due_at=until, reason=reason)

    async def fail(self, mail: OutboxRecord, *, reason: str) -> bool:
        """It will never be sent. False if the claim is another's by now."""
        return await self._end(mail, state=FAILED, reason=reason)

    async def get(self, key: str) -> OutboxRecord | None:
        """The mail of a key."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(OutboxRow.key == key))).first()
        return OutboxRecord(*row) if row else None

    async def of_lane(self, lane: str) -> Sequence[OutboxRecord]:
        """The mails of a lane, the oldest first."""
        statement = select(*_COLUMNS).where(OutboxRow.lane == lane).order_by(OutboxRow.number)
        async with self._database.read() as connection:
            return [OutboxRecord(*row) for row in await connection.execute(statement)]

    async def of_refs(self, refs: Sequence[str]) -> Sequence[OutboxRecord]:
        """The mails with these Message-IDs (without angle brackets), the oldest first."""
        statement = select(*_COLUMNS).where(OutboxRow.message_ref.in_(refs)).order_by(OutboxRow.number)
        async with self._database.read() as connection:
            return [OutboxRecord(*row) for row in await connection.execute(statement)]

    async def bounced(self, mail: OutboxRecord, *, reason: str) -> bool:
        """It was handed over and came back. False if that is known already, or it was never sent."""
        gone = (OutboxRow.number == mail.number) & (OutboxRow.state == SENT)
        values = {"state": FAILED, "reason": reason, "updated_at": self._clock()}
        async with self._database.write() as connection:
            return (await connection.execute(update(OutboxRow).where(gone).values(values))).rowcount > 0

    async def take_back(self) -> int:
        """Make due what an earlier process was sending; only where no other one sends. Answers how many."""
        values = {"leased_until": self._clock()}
        async with self._database.write() as connection:
            return (
                await connection.execute(update(OutboxRow).where(OutboxRow.state == SENDING).values(values))
            ).rowcount

    async def of_states(self, *states: str, limit: int = 100) -> Sequence[OutboxRecord]:
        """Mails that are in one of these states, the oldest first."""
        statement = select(*_COLUMNS).where(OutboxRow.state.in_(states)).order_by(OutboxRow.number).limit(limit)
        async with self._database.read() as connection:
            return [OutboxRecord(*row) for row in await connection.execute(statement)]

    async def next_due(self, mailbox: str) -> datetime | None:
        """When there is something to look at again: a mail that waits, or a lease that runs out. None without any."""
        mine = (OutboxRow.mailbox == mailbox) & OutboxRow.state.in_((QUEUED, SENDING))
        moment = func.coalesce(OutboxRow.leased_until, OutboxRow.due_at)
        statement = select(OutboxRow.due_at, OutboxRow.leased_until).where(mine).order_by(moment).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(statement)).first()
        return (row.leased_until or row.due_at) if row else None

    async def holds(self) -> bool:
        """Whether answers wait for the end of their turn."""
        async with self._database.read() as connection:
            return await connection.scalar(select(OutboxRow.number).where(OutboxRow.state == HELD).limit(1)) is not None

    async def mailboxes(self) -> Sequence[str]:
        """The names of the mailboxes that have something to send."""
        statement = select(OutboxRow.mailbox).where(OutboxRow.state.in_(WAITING)).distinct()
        async with self._database.read() as connection:
            return [row.mailbox for row in await connection.execute(statement)]

    async def sent_since(self, recipient: str, since: datetime) -> Sequence[datetime]:
        """When somebody was sent mails since then, the oldest first."""
        went = (OutboxRow.recipient == recipient) & (OutboxRow.state == SENT) & (OutboxRow.updated_at >= since)
        statement = select(OutboxRow.updated_at).where(went).order_by(OutboxRow.updated_at)
        async with self._database.read() as connection:
            return [row.updated_at for row in await connection.execute(statement)]

    async def forget(self, before: datetime) -> int:
        """Delete mails that were sent or failed by then; answers how many. Their keys count as new afterwards."""
        old = OutboxRow.state.in_((SENT, FAILED)) & (OutboxRow.updated_at < before)
        # A write for each batch, so that mails can be stored in between.
        batch, total = select(OutboxRow.number).where(old).limit(_BATCH), 0
        while True:
            async with self._database.write() as connection:
                deleted = (await connection.execute(delete(OutboxRow).where(OutboxRow.number.in_(batch)))).rowcount
            if not deleted:
                return total
            total += deleted

    def _due(self, mailbox: str, now: datetime) -> ColumnElement[bool]:
        """What can be sent: its time has come or its lease is over, and nothing earlier of its lane waits."""
        earlier = aliased(OutboxRow)
        blocked = exists().where(
            earlier.lane == OutboxRow.lane, earlier.number < OutboxRow.number, earlier.state.in_(WAITING)
        )
        ready = (OutboxRow.state == QUEUED) & (OutboxRow.due_at <= now)
        abandoned = (OutboxRow.state == SENDING) & (OutboxRow.leased_until <= now)
        return and_(OutboxRow.mailbox == mailbox, or_(ready, abandoned), ~blocked)

    async def _end(self, mail: OutboxRecord, **values: Any) -> bool:
        mine = (OutboxRow.number == mail.number) & (OutboxRow.claim == mail.claim) & (OutboxRow.state == SENDING)
        ended = (
            update(OutboxRow).where(mine).values(**values, leased_until=None, process=None, updated_at=self._clock())
        )
        async with self._database.write() as connection:
            return (await connection.execute(ended)).rowcount > 0


async def insert_mail(
    database: Database,
    connection: AsyncConnection,
    mail: NewMail,
    now: datetime,
    *,
    state: str = QUEUED,
    turn_id: str | None = None,
    turn_epoch: int = 0,
) -> bool:
    """Put a mail into the outbox within a transaction; False if its key is known."""
    values = {name: getattr(mail, name) for name in NewMail.__dataclass_fields__}
    values |= {"state": state, "turn_id": turn_id, "turn_epoch": turn_epoch, "claim": 0}
    values |= {"due_at": now, "created_at": now, "updated_at": now}
    insert = database.insert(OutboxRow).values(values).on_conflict_do_nothing(index_elements=["key"])
    return (await connection.execute(insert)).rowcount > 0
