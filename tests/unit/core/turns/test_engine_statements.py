"""What one answered message asks of the database: every statement and transaction is time before the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from tests.unit.core.turns.engine_house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOST_STATEMENTS = 12
MOST_TRANSACTIONS = 4
# What looks after everything else runs beside a turn, every second: it is told by what it asks for.
_CARE = (
    "workflow_status",
    "FROM processes",
    "UPDATE processes",
    "turns.beat_at <=",
    ".epoch, turns.deaths",
    "proposals.expires_at <=",
)


class Counted:
    """The statements of transactions that somebody's turn ran."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.transactions = 0
        self._pending: dict[int, list[str]] = {}

    def ran(self, connection: Connection, statement: str) -> None:
        """A statement ran."""
        if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
            self._pending.setdefault(id(connection), []).append(" ".join(statement.split()))

    def ended(self, connection: Connection) -> None:
        """A transaction came to its end."""
        statements = self._pending.pop(id(connection), [])
        if statements and not any(word in statement for statement in statements for word in _CARE):
            self.statements += statements
            self.transactions += 1


_counted: ContextVar[Counted | None] = ContextVar("counted", default=None)


@contextmanager
def counting() -> Iterator[Counted]:
    counted = Counted()

    def ran(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        counted.ran(connection, statement)

    event.listen(Engine, "before_cursor_execute", ran)
    event.listen(Engine, "commit", counted.ended)
    event.listen(Engine, "rollback", counted.ended)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", ran)
        event.remove(Engine, "commit", counted.ended)
        event.remove(Engine, "rollback", counted.ended)


async def test_an_answered_message_takes_at_most_twelve_statements_in_four_transactions(house: House) -> None:
    for text in ("hello", "how are you?"):  # what is made once is there, and there is a thread to read
        await house.ask(text)
    with counting() as counted:
        receipt = await house.receive("thank you, that was kind of you")
        await house.services.engine._answering.settled()
    assert (await house.record(receipt.message_id)).state == "answered"
    listed = "\n".join(statement[:110] for statement in counted.statements)
    # Postgres locks the conversation by a statement of its own; on SQLite there is one who writes.
    allowed = MOST_STATEMENTS + (not house.services.storage.database.is_sqlite)
    assert len(counted.statements) <= allowed, listed
    assert counted.transactions <= MOST_TRANSACTIONS, listed
