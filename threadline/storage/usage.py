"""What answers took: counted for limits, listed for people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, column, func, select, values

from threadline.storage.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables import MessageRow, TurnRow, UtcDateTime

_NOT_ASKED = ("limit", "template", "calendar", "parked")
"""Codes of turns that failed before a provider was asked."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What somebody has had since an instant. `unpriced` answers cost something nobody knows."""

    requests: int
    cost_usd: Decimal
    unpriced: int


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
    """Reads the usage that turns recorded."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def spent(self, since: datetime, *, person_id: str | None = None, channel: str | None = None) -> Spent:
        """What was started since then: by one person, on one channel, or by everybody."""
        answered = TurnRow.provider.is_not(None)
        statement = select(
            func.count(),
            func.coalesce(func.sum(TurnRow.cost_usd), 0.0),
            func.coalesce(func.sum(case((answered & TurnRow.cost_usd.is_(None), 1), else_=0)), 0),
        ).where(TurnRow.started_at >= since)
        if person_id is not None:
            statement = statement.where(TurnRow.person_id == person_id)
        if channel is not None:
            statement = statement.join(MessageRow, MessageRow.id == TurnRow.message_id).where(
                MessageRow.channel == channel
            )
        async with self._database.read() as connection:
            row = (await connection.execute(statement)).one()
        return Spent(row[0], Decimal(str(row[1])), row[2])

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
            TurnRow.person_id == person_id,
            TurnRow.finished_at >= since,
            TurnRow.finished_at < until,
        ]
        if before is not None:
            finished_at, message_id = before
            same = (TurnRow.finished_at == finished_at) & (TurnRow.message_id < message_id)
            mine.append((TurnRow.finished_at < finished_at) | same)
        newest_first = _finished().where(*mine).order_by(TurnRow.finished_at.desc(), TurnRow.message_id.desc())
        async with self._database.read() as connection:
            return [UsageRecord(*row) for row in await connection.execute(newest_first.limit(limit))]

    async def tallies(self, person_id: str, bounds: Sequence[datetime]) -> Sequence[Tally]:
        """What a person's finished answers took, for each stretch from one bound to the next (ascending, at least two).

        What was refused before a provider was asked does not count.
        """
        edges = pairwise(bounds)
        stretches = (
            values(column("stretch", Integer), column("since", UtcDateTime()), column("until", UtcDateTime()))
            .data([(number, since, until) for number, (since, until) in enumerate(edges)])
            .cte("stretches")
        )
        group = (stretches.c.stretch, TurnRow.provider, TurnRow.model, MessageRow.channel)
        within = (TurnRow.finished_at >= stretches.c.since) & (TurnRow.finished_at < stretches.c.until)
        statement = (
            select(
                *group,
                func.count(),
                func.coalesce(func.sum(TurnRow.input_tokens), 0),
                func.coalesce(func.sum(TurnRow.output_tokens), 0),
                func.coalesce(func.sum(TurnRow.cost_usd), 0.0),
                func.count() - func.count(TurnRow.cost_usd),
            )
            .select_from(stretches)
            .join(TurnRow, within)
            .join(MessageRow, MessageRow.id == TurnRow.message_id)
            .where(TurnRow.person_id == person_id, func.coalesce(TurnRow.code, "").not_in(_NOT_ASKED))
            .group_by(*group)
            .order_by(*group)
        )
        async with self._database.read() as connection:
            return [Tally(*row) for row in await connection.execute(statement)]


def _finished() -> Any:
    return select(
        TurnRow.message_id,
        MessageRow.conversation_id,
        MessageRow.channel,
        TurnRow.state,
        TurnRow.provider,
        TurnRow.model,
        func.coalesce(TurnRow.input_tokens, 0),
        func.coalesce(TurnRow.output_tokens, 0),
        TurnRow.cost_usd,
        TurnRow.finished_at,
    ).join(MessageRow, MessageRow.id == TurnRow.message_id)
