"""What answers took: counted for limits, listed for people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, and_, case, column, func, or_, select, true, update, values

from threadline.storage.database.columns import UtcDateTime
from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.ledger import LedgerAttemptRow, LedgerRow

_RESERVING = 5_291_003
"""The key of the lock under which money is set aside, on Postgres; on SQLite a transaction that writes is alone."""
_NOT_ASKED = ("limit", "crowded", "template", "calendar", "parked")
"""Codes of turns that failed before a provider was asked; seconds may stand behind them: `crowded:30`."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What somebody has had since an instant. `unpriced` answers cost something nobody knows.

    `reserved_usd` is set aside: for answers under way, and for those whose price nobody knows.
    """

    requests: int
    cost_usd: Decimal
    unpriced: int
    reserved_usd: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bound:
    """What may be spent since an instant: by one person, on one channel, or by everybody."""

    usd: Decimal
    since: datetime
    person_id: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class UsageRecord:
    """One finished answer and what it took; `cost_usd` is None where the price is unknown."""

    message_id: str
    conversation_id: str
    channel: str
    state: str
    provider: str | None
    model: str | None
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """What the finished answers of one stretch of time, provider, model and channel took.

    `stretch` counts from 0. `provider` is None where the answer ended before that was known. `cost_usd` is that of the
    answers whose price is known; `unpriced` counts the others.
    """

    stretch: int
    provider: str | None
    model: str | None
    channel: str
    requests: int
    input_tokens: int
    output_tokens: int
    cost_usd: float
    unpriced: int


class UsageStore:
    """Reads the ledger that turns write."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def spent(self, since: datetime, *, person_id: str | None = None, channel: str | None = None) -> Spent:
        """What was started since then: by one person, on one channel, or by everybody."""
        async with self._database.read() as connection:
            row = (await connection.execute(_spent(since, person_id, channel))).one()
        return _of(row)

    async def reserve(self, message_id: str, usd: Decimal, bounds: Sequence[Bound]) -> Bound | None:
        """Set money aside for an answer under way, unless others have had, or have set aside, all of a bound.

        Answers with the first such bound; None where the money is set aside. It is one step for all replicas, so that
        however many answers begin at once, only the last of them can end above a bound.
        """

        def reserve(connection: Connection) -> Bound | None:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_RESERVING)))
            for bound in bounds:
                statement = _spent(bound.since, bound.person_id, bound.channel)
                others = _of(connection.execute(statement.where(LedgerRow.message_id != message_id)).one())
                if others.cost_usd + others.reserved_usd >= bound.usd:
                    return bound
            mine = update(LedgerRow).where(LedgerRow.message_id == message_id, LedgerRow.finished_at.is_(None))
            connection.execute(mine.values(reserved_usd=float(usd)))
            return None

        return await self._database.transact(reserve)

    async def dearest(self, since: datetime) -> Decimal:
        """What the dearest answer since then cost, in dollars."""
        statement = select(func.coalesce(func.max(LedgerRow.cost_usd), 0.0)).where(LedgerRow.started_at >= since)
        async with self._database.read() as connection:
            return Decimal(str(await connection.scalar(statement)))

    async def of_person(
        self,
        person_id: str,
        *,
        since: datetime,
        until: datetime,
        limit: int,
        before: tuple[datetime, str] | None = None,
    ) -> Sequence[UsageRecord]:
        """A person's finished answers of a period, the newest first; `before` is the last one seen."""
        mine: list[ColumnElement[bool]] = [
            LedgerRow.person_id == person_id,
            LedgerRow.finished_at >= since,
            LedgerRow.finished_at < until,
        ]
        if before is not None:
            finished_at, message_id = before
            same = (LedgerRow.finished_at == finished_at) & (LedgerRow.message_id < message_id)
            mine.append((LedgerRow.finished_at < finished_at) | same)
        newest_first = _finished().where(*mine).order_by(LedgerRow.finished_at.desc(), LedgerRow.message_id.desc())
        async with self._database.read() as connection:
            return [UsageRecord(*row) for row in await connection.execute(newest_first.limit(limit))]

    async def tallies(self, person_id: str | None, bounds: Sequence[datetime]) -> Sequence[Tally]:
        """What finished answers took, for each stretch from one bound to the next (ascending, at least two).

        They are those of a person, or with None of everybody.

        Tokens and money count for the provider that took them, also where its attempt failed; a request counts once,
        for the provider that answered. What was refused before a provider was asked does not count.
        """
        edges = pairwise(bounds)
        stretches = (
            values(column("stretch", Integer), column("since", UtcDateTime()), column("until", UtcDateTime()))
            .data([(number, since, until) for number, (since, until) in enumerate(edges)])
            .cte("stretches")
        )
        attempt = LedgerAttemptRow
        group = (stretches.c.stretch, attempt.provider, func.nullif(attempt.model, ""), LedgerRow.channel)
        answers = or_(attempt.counts, attempt.message_id.is_(None))
        within = (LedgerRow.finished_at >= stretches.c.since) & (LedgerRow.finished_at < stretches.c.until)
        statement = (
            select(
                *group,
                func.sum(case((answers, 1), else_=0)),
                func.coalesce(func.sum(attempt.input_tokens), 0),
                func.coalesce(func.sum(attempt.output_tokens), 0),
                func.coalesce(func.sum(attempt.cost_usd), 0.0),
                func.sum(case((and_(answers, LedgerRow.cost_usd.is_(None)), 1), else_=0)),
            )
            .select_from(stretches)
            .join(LedgerRow, within)
            .outerjoin(attempt, attempt.message_id == LedgerRow.message_id)
            .where(LedgerRow.person_id == person_id if person_id is not None else true(), ~_was_not_asked())
            .group_by(*group)
            .order_by(*group)
        )
        async with self._database.read() as connection:
            return [Tally(*row) for row in await connection.execute(statement)]


def _spent(since: datetime, person_id: str | None, channel: str | None) -> Any:
    answered = LedgerRow.provider.is_not(None)
    set_aside = case((LedgerRow.cost_usd.is_(None), func.coalesce(LedgerRow.reserved_usd, 0.0)), else_=0.0)
    statement = select(
        func.count(),
        func.coalesce(func.sum(LedgerRow.cost_usd), 0.0),
        func.coalesce(func.sum(case((answered & LedgerRow.cost_usd.is_(None), 1), else_=0)), 0),
        func.coalesce(func.sum(set_aside), 0.0),
    ).where(LedgerRow.started_at >= since)
    if person_id is not None:
        statement = statement.where(LedgerRow.person_id == person_id)
    if channel is not None:
        statement = statement.where(LedgerRow.channel == channel)
    return statement


def _was_not_asked() -> ColumnElement[bool]:
    code = func.coalesce(LedgerRow.code, "")
    return or_(*(or_(code == word, code.like(f"{word}:%")) for word in _NOT_ASKED))


def _of(row: Any) -> Spent:
    return Spent(row[0], Decimal(str(row[1])), row[2], Decimal(str(row[3])))


def _finished() -> Any:
    return select(
        LedgerRow.message_id,
        LedgerRow.conversation_id,
        LedgerRow.channel,
        LedgerRow.state,
        LedgerRow.provider,
        LedgerRow.model,
        func.coalesce(LedgerRow.input_tokens, 0),
        func.coalesce(LedgerRow.output_tokens, 0),
        LedgerRow.cost_usd,
        LedgerRow.finished_at,
    )
