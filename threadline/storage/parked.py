"""Messages that were put aside: listed with their reason, answered after all, or given up by an operator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, select, update

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import AuditRow, ConversationRow, MessageRow, PersonRow, TurnRow


@dataclass(frozen=True, slots=True)
class ParkedMessage:
    """A message that was put aside. `failures` and `deaths` are what it was put aside for."""

    message_id: str
    conversation_id: str
    channel: str
    person: str
    text: str
    received_at: datetime
    parked_at: datetime | None
    reason: str | None
    failures: int
    deaths: int


_COLUMNS: tuple[Any, ...] = (
    MessageRow.id,
    MessageRow.conversation_id,
    MessageRow.channel,
    PersonRow.name,
    MessageRow.text,
    MessageRow.received_at,
    TurnRow.finished_at,
    TurnRow.reason,
    TurnRow.failures,
    TurnRow.deaths,
)


class ParkedStore:
    """What an operator does about parked messages; each deed is in the audit. Raises `StorageUnavailable`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def list(self, *, limit: int = 100, message_id: str | None = None) -> Sequence[ParkedMessage]:
        """Those put aside last; with `message_id` that one, if it is put aside."""
        statement = (
            select(*_COLUMNS)
            .join(TurnRow, TurnRow.message_id == MessageRow.id)
            .join(PersonRow, PersonRow.id == MessageRow.person_id)
            .where(TurnRow.state == "parked")
            .order_by(TurnRow.finished_at.desc())
            .limit(limit)
        )
        if message_id is not None:
            statement = statement.where(MessageRow.id == message_id)
        async with self._database.read() as connection:
            return [ParkedMessage(*row) for row in await connection.execute(statement)]

    async def retry(self, message_id: str, *, by: str | None = None) -> None:
        """Let it be answered after all, as if nothing had gone wrong. Raises `RecordNotFound`.

        It takes its place again: what is being answered in its conversation ends first.
        """
        now = self._clock()
        opened = {
            "state": "queued",
            "failures": 0,
            "deaths": 0,
            "due_at": now,
            "finished_at": None,
            "code": None,
            "reason": None,
        }

        def retry(connection: Connection) -> None:
            conversation = _conversation_of(message_id)
            connection.execute(select(ConversationRow.id).where(ConversationRow.id == conversation).with_for_update())
            self._change(connection, message_id, opened)
            free = (ConversationRow.id == conversation) & ConversationRow.active_message.is_(None)
            connection.execute(update(ConversationRow).where(free).values(active_message=message_id))
            self._note(connection, "parked.retry", message_id, by)

        await self._database.transact(retry)

    async def drop(self, message_id: str, *, by: str | None = None) -> None:
        """Give it up: it counts as failed. Raises `RecordNotFound`."""

        def drop(connection: Connection) -> None:
            self._change(connection, message_id, {"state": "failed", "code": "dropped"})
            self._note(connection, "parked.drop", message_id, by)

        await self._database.transact(drop)

    def _change(self, connection: Connection, message_id: str, values: dict[str, object]) -> None:
        parked = (TurnRow.message_id == message_id) & (TurnRow.state == "parked")
        if not connection.execute(update(TurnRow).where(parked).values(values)).rowcount:
            raise RecordNotFound(f"No message {message_id} was put aside. See `threadline parked list`.")

    def _note(self, connection: Connection, action: str, message_id: str, by: str | None) -> None:
        values = {"at": self._clock(), "person_id": by, "action": action, "subject": message_id, "detail": ""}
        connection.execute(self._database.insert(AuditRow).values(values))


def _conversation_of(message_id: str) -> ScalarSelect[str]:
    return select(MessageRow.conversation_id).where(MessageRow.id == message_id).scalar_subquery()
