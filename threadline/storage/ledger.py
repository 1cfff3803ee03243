"""What turns took, attempt by attempt: what every figure about money stands on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from threadline.storage.database.database import Database
from threadline.storage.tables.ledger import LedgerAttemptRow


@dataclass(frozen=True, slots=True)
class AttemptEntry:
    """One call to a provider, as the ledger keeps it.

    `outcome` is `answered`, `stopped` or the code of an error. `counts`: the answer that was given is this one's.
    `cost_usd` is None where nobody knows the price. Times are in seconds.
    """

    provider: str
    model: str
    outcome: str
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    counts: bool = False
    purpose: str = "answer"
    round: int = 1
    cached_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0
    estimated: bool = False
    seconds: float = 0.0
    first_seconds: float | None = None


def rows(message_id: str, epoch: int, entries: Sequence[AttemptEntry]) -> list[dict[str, Any]]:
    """The rows of a turn's attempts; the same start of a turn gives the same keys."""
    return [
        {"message_id": message_id, "epoch": epoch, "number": number, **asdict(entry)}
        for number, entry in enumerate(entries)
    ]


class Ledger:
    """Reads the attempts of turns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def attempts(self, message_id: str) -> Sequence[AttemptEntry]:
        """All attempts at one message, in the order they were made."""
        columns = [getattr(LedgerAttemptRow, name) for name in AttemptEntry.__dataclass_fields__]
        statement = (
            select(*columns)
            .where(LedgerAttemptRow.message_id == message_id)
            .order_by(LedgerAttemptRow.epoch, LedgerAttemptRow.number)
        )
        async with self._database.read() as connection:
            return [AttemptEntry(*row) for row in await connection.execute(statement)]
