"""How much there is of what, and how old: what an operator watches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, union_all

from threadline.storage.database.database import Database
from threadline.storage.mail import MailState
from threadline.storage.outbox import WAITING
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import MessageRow, ProposalRow, TurnRow
from threadline.storage.tables.inbound import InboundRow
from threadline.storage.tables.ledger import LedgerAttemptRow, LedgerRow
from threadline.storage.tables.mail import MailRow
from threadline.storage.tables.outbox import OutboxRow

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayOfProvider:
    """What a provider took in the last 24 hours; `unpriced` attempts cost something nobody knows."""

    provider: str
    attempts: int
    cost_usd: float
    unpriced: int


class Figures:
    """Counts rows, for whoever watches the service. Raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def turns(self) -> Mapping[str, int]:
        """How many messages are in each state of their answer but `answered`: that is nearly all there ever were."""
        counted = select(TurnRow.state, func.count()).group_by(TurnRow.state)
        statement = union_all(counted.where(TurnRow.state < "answered"), counted.where(TurnRow.state > "answered"))
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(statement)}

    async def longest_wait(self) -> float:
        """For how many seconds the message has waited that has waited longest; 0 where none does."""
        waiting = select(func.min(MessageRow.received_at)).join(TurnRow, TurnRow.message_id == MessageRow.id)
        async with self._database.read() as connection:
            oldest = await connection.scalar(waiting.where(TurnRow.state == "queued"))
        return max(0.0, (self._clock() - oldest).total_seconds()) if oldest is not None else 0.0

    async def oldest(self) -> Mapping[str, float]:
        """For how many seconds the oldest has waited, in each queue; 0 where none does.

        `requests` of platforms that nobody has dealt with, `mails_in` to be read, `mails_out` to be sent.
        """
        queues = {
            "requests": select(func.min(InboundRow.received_at)).where(InboundRow.failed.is_(None)),
            "mails_in": select(func.min(MailRow.arrived_at)).where(MailRow.state == MailState.WAITING),
            "mails_out": select(func.min(OutboxRow.created_at)).where(OutboxRow.state.in_(WAITING)),
        }
        now, found = self._clock(), dict[str, float]()
        async with self._database.read() as connection:
            for name, statement in queues.items():
                since = await connection.scalar(statement)
                found[name] = max(0.0, (now - since).total_seconds()) if since is not None else 0.0
        return found

    async def proposals(self) -> Mapping[str, int]:
        """How many proposals are in each state: `booked` are the bookings."""
        statement = select(ProposalRow.state, func.count()).group_by(ProposalRow.state)
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(statement)}

    async def day_of_providers(self) -> tuple[DayOfProvider, ...]:
        """What each provider took in the last 24 hours."""
        attempt, since = LedgerAttemptRow, self._clock() - _DAY
        statement = (
            select(
                attempt.provider,
                func.count(),
                func.coalesce(func.sum(attempt.cost_usd), 0.0),
                func.count() - func.count(attempt.cost_usd),
            )
            # Not by a join, for which SQLite may begin with the attempts, all there ever were.
            .where(attempt.message_id.in_(select(LedgerRow.message_id).where(LedgerRow.started_at >= since)))
            .group_by(attempt.provider)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(statement)
            return tuple(DayOfProvider(row[0], row[1], row[2] or 0.0, row[3]) for row in rows)
