"""How much there is of what, and how old: what an operator watches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import MessageRow, ProposalRow, TurnRow
from threadline.storage.tables.ledger import LedgerAttemptRow, LedgerRow

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

    async def longest_wait(self) -> float:
        """For how many seconds the message has waited that has waited longest; 0 where none does."""
        waiting = select(func.min(MessageRow.received_at)).join(TurnRow, TurnRow.message_id == MessageRow.id)
        async with self._database.read() as connection:
            oldest = await connection.scalar(waiting.where(TurnRow.state == "queued"))
        return max(0.0, (self._clock() - oldest).total_seconds()) if oldest is not None else 0.0

    async def proposals(self) -> Mapping[str, int]:
        """How many proposals are in each state: `booked` are the bookings."""
        statement = select(ProposalRow.state, func.count()).group_by(ProposalRow.state)
        async with self._database.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(statement)}

    async def day_of_providers(self) -> tuple[DayOfProvider, ...]:
        """What each provider took in the last 24 hours."""
        attempt = LedgerAttemptRow
        statement = (
            select(
                attempt.provider,
                func.count(),
                func.coalesce(func.sum(attempt.cost_usd), 0.0),
                func.count() - func.count(attempt.cost_usd),
            )
            .join(LedgerRow, LedgerRow.message_id == attempt.message_id)
            .where(LedgerRow.started_at >= self._clock() - _DAY)
            .group_by(attempt.provider)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(statement)
            return tuple(DayOfProvider(row[0], row[1], row[2] or 0.0, row[3]) for row in rows)
