"""The rounds of turns in which a model called tools, and what models were told.

A round is kept before its tools run, and settled with their results after. A turn that begins again reads its rounds
and goes on behind them: what was asked of a model is not asked twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from threadline.storage.database.database import Database
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import RoundRow, ToldRow


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One round, as JSON of the room above; without `results` its tools have not all run."""

    ordinal: int
    body: str
    results: str | None
    notes: str | None


class RoundStore:
    """Keeps rounds. All calls raise `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        # Built once: building a statement anew costs more than running it.
        self._keep = database.insert(RoundRow).on_conflict_do_nothing()
        this = (RoundRow.message_id == bindparam("message")) & (RoundRow.ordinal == bindparam("place"))
        self._settle = update(RoundRow).where(this).values(results=bindparam("answered"), notes=bindparam("known"))

    async def of(self, message_id: str) -> Sequence[RoundRecord]:
        """The rounds of a turn in order."""
        columns = (RoundRow.ordinal, RoundRow.body, RoundRow.results, RoundRow.notes)
        statement = select(*columns).where(RoundRow.message_id == message_id).order_by(RoundRow.ordinal)
        async with self._database.read() as connection:
            return [RoundRecord(*row) for row in await connection.execute(statement)]

    async def keep(self, message_id: str, ordinal: int, body: str) -> bool:
        """Keep a round whose tools are about to run. False if another process has kept that round before."""
        values = {"message_id": message_id, "ordinal": ordinal, "body": body, "created_at": self._clock()}
        return await self._database.transact(lambda connection: connection.execute(self._keep, values).rowcount == 1)

    async def settle(self, message_id: str, ordinal: int, *, results: str, notes: str) -> None:
        """Add what the tools of a round answered, and what is known since."""
        values = {"message": message_id, "place": ordinal, "answered": results, "known": notes}
        await self._database.transact(lambda connection: connection.execute(self._settle, values).rowcount)

    async def told(self, message_id: str) -> str | None:
        """What a model was told in a turn, as JSON of the room above; None where none was asked."""
        async with self._database.read() as connection:
            body: str | None = await connection.scalar(select(ToldRow.body).where(ToldRow.message_id == message_id))
            return body
