"""Messages and their turns: stored once, answered one after the other within a conversation.

`conversations.active_message` is the lock that orders turns. `accept` takes it for a message that finds it free, and
`finish` hands it to the next one in the same transaction that ends a turn, so at most one turn of a conversation runs,
on whatever replica. A turn's `epoch` rises with each start: what an older start still wants to write is refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database import Database
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables import ConversationRow, MessageRow, TurnRow

OPEN_STATES = ("queued", "answering")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message is stored. `start` is the message whose turn is to be started now: this one, or None if others wait."""

    message_id: str
    conversation_id: str
    duplicate: bool
    start: str | None


@dataclass(frozen=True, slots=True)
class Started:
    """What a turn needs to run; `body` is the stored message as JSON."""

    message_id: str
    conversation_id: str
    person_id: str
    body: str
    epoch: int
    attempts: int
    surface_ref: str | None
    stop_requested: bool
    received_at: datetime


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """How a turn ended, and what it took. `dropped` names parameters the provider did not take."""

    state: str
    text: str
    template_id: str | None = None
    template_version: int | None = None
    provider: str | None = None
    model: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    estimated: bool | None = None
    cost_usd: float | None = None
    dropped: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A message with its turn, as the transcript shows it."""

    message_id: str
    conversation_id: str
    person_id: str
    text: str
    received_at: datetime
    state: str
    epoch: int
    reply: str
    outcome: TurnOutcome
    finished_at: datetime | None


class TurnStore:
    """Stores messages, starts and ends their turns."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def accept(
        self,
        *,
        channel: str,
        event_key: str,
        conversation_key: str,
        person_id: str,
        text: str,
        body: str,
        title: str,
        sent_at: datetime,
    ) -> Accepted:
        """Store a message once; a key that is known already answers with the message there is."""
        message_id, now = new_id(), self._clock()
        async with self._database.write() as connection:
            known = await self._known(connection, channel, event_key)
            if known:
                return Accepted(known[0], known[1], duplicate=True, start=None)
            conversation_id, sequence, active = await self._enter(
                connection, channel, conversation_key, person_id, title, message_id, now
            )
            message = {
                "id": message_id,
                "channel": channel,
                "event_key": event_key,
                "conversation_id": conversation_id,
                "sequence": sequence,
                "person_id": person_id,
                "text": text,
                "body": body,
                "sent_at": sent_at,
                "received_at": now,
            }
            insert = self._database.insert(MessageRow).values(message)
            inserted = await connection.execute(insert.on_conflict_do_nothing().returning(MessageRow.id))
            if inserted.first() is None:  # the same delivery won the race on another replica
                await connection.rollback()
            else:
                await connection.execute(self._database.insert(TurnRow).values(_new_turn(message_id, person_id)))
                start = message_id if active == message_id else None
                return Accepted(message_id, conversation_id, duplicate=False, start=start)
        async with self._database.read() as connection:
            known = await self._known(connection, channel, event_key)
        assert known is not None  # noqa: S101 - the unique key said so
        return Accepted(known[0], known[1], duplicate=True, start=None)

    async def start(self, message_id: str) -> Started | None:
        """Begin a turn (again): counts the attempt and takes a new epoch. None if the turn is over already."""
        now = self._clock()
        async with self._database.write() as connection:
            turn = (
                update(TurnRow)
                .where(TurnRow.message_id == message_id, TurnRow.state.in_(OPEN_STATES))
                .values(
                    state="answering",
                    attempts=TurnRow.attempts + 1,
                    epoch=TurnRow.epoch + 1,
                    started_at=now,
                    beat_at=now,
                )
                .returning(TurnRow.epoch, TurnRow.attempts, TurnRow.surface_ref, TurnRow.stop_requested)
            )
            row = (await connection.execute(turn)).first()
            if row is None:
                return None
            columns = (MessageRow.conversation_id, MessageRow.person_id, MessageRow.body, MessageRow.received_at)
            message = (await connection.execute(select(*columns).where(MessageRow.id == message_id))).one()
        return Started(
            message_id,
            message.conversation_id,
            message.person_id,
            message.body,
            row.epoch,
            row.attempts,
            row.surface_ref,
            row.stop_requested,
            message.received_at,
        )

    async def checkpoint(self, message_id: str, epoch: int, *, text: str, surface_ref: str | None) -> bool | None:
        """Keep how far an answer is. True if the person asked to stop; None if this epoch is no longer the turn's."""
        statement = (
            update(TurnRow)
            .where(TurnRow.message_id == message_id, TurnRow.epoch == epoch, TurnRow.state == "answering")
            .values(text=text, surface_ref=surface_ref, beat_at=self._clock())
            .returning(TurnRow.stop_requested)
        )
        async with self._database.write() as connection:
            row = (await connection.execute(statement)).first()
        return bool(row[0]) if row else None

    async def finish(self, message_id: str, epoch: int, outcome: TurnOutcome) -> str | None:
        """End a turn; answers with the conversation's next message to start, if one waits. Ending twice is once."""
        values = {name: getattr(outcome, name) for name in outcome.__dataclass_fields__}
        async with self._database.write() as connection:
            conversation_id = await connection.scalar(
                select(MessageRow.conversation_id).where(MessageRow.id == message_id)
            )
            active = await self._lock(connection, conversation_id)
            ended = (
                update(TurnRow)
                .where(TurnRow.message_id == message_id, TurnRow.epoch == epoch, TurnRow.state.in_(OPEN_STATES))
                .values(**values, finished_at=self._clock())
            )
            if (await connection.execute(ended)).rowcount == 0 or active != message_id:
                return None
            return await self._hand_over(connection, conversation_id)

    async def request_stop(self, message_id: str) -> bool:
        """Ask a turn to stop. False if it is over already."""
        statement = (
            update(TurnRow)
            .where(TurnRow.message_id == message_id, TurnRow.state.in_(OPEN_STATES))
            .values(stop_requested=True)
        )
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount > 0

    async def get(self, message_id: str) -> TurnRecord | None:
        """One message with its turn."""
        async with self._database.read() as connection:
            row = (await connection.execute(_transcript().where(MessageRow.id == message_id))).first()
        return _record(row) if row else None

    async def transcript(
        self, conversation_id: str, *, before: str | None = None, limit: int = 200
    ) -> Sequence[TurnRecord]:
        """The last messages with their turns, oldest first; `before` leaves that message and later ones out."""
        statement = _transcript().where(MessageRow.conversation_id == conversation_id)
        if before:
            sequence = select(MessageRow.sequence).where(MessageRow.id == before).scalar_subquery()
            statement = statement.where(MessageRow.sequence < sequence)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(MessageRow.sequence.desc()).limit(limit))
            return [_record(row) for row in rows][::-1]

    async def waiting(self) -> Sequence[str]:
        """Messages whose turn is theirs to start but was never begun."""
        statement = _active().where(TurnRow.state == "queued")
        async with self._database.read() as connection:
            return [message_id for message_id, _ in await connection.execute(statement)]

    async def stranded(self, older_than: timedelta) -> Sequence[tuple[str, int]]:
        """Messages whose turn should be running but gave no sign of life for `older_than`, each with its epoch."""
        last = func.coalesce(TurnRow.beat_at, MessageRow.received_at)
        statement = _active().where(TurnRow.state.in_(OPEN_STATES), last <= self._clock() - older_than)
        async with self._database.read() as connection:
            return [(message_id, epoch) for message_id, epoch in await connection.execute(statement)]

    async def _known(self, connection: AsyncConnection, channel: str, event_key: str) -> Row[str, str] | None:
        same = (MessageRow.channel == channel) & (MessageRow.event_key == event_key)
        return (await connection.execute(select(MessageRow.id, MessageRow.conversation_id).where(same))).first()

    async def _enter(
        self,
        connection: AsyncConnection,
        channel: str,
        key: str,
        person_id: str,
        title: str,
        message_id: str,
        now: datetime,
    ) -> tuple[str, int, str]:
        """Take the next place in the conversation (made if new), and its lock if that is free."""
        values = {
            "id": new_id(),
            "channel": channel,
            "external_key": key,
            "person_id": person_id,
            "title": title,
            "created_at": now,
            "updated_at": now,
            "last_sequence": 1,
            "active_message": message_id,
        }
        statement = (
            self._database.insert(ConversationRow)
            .values(values)
            .on_conflict_do_update(
                index_elements=["channel", "external_key"],
                set_={
                    "last_sequence": ConversationRow.last_sequence + 1,
                    "updated_at": now,
                    "active_message": func.coalesce(ConversationRow.active_message, message_id),
                    "title": func.coalesce(func.nullif(ConversationRow.title, ""), title),
                },
            )
            .returning(ConversationRow.id, ConversationRow.last_sequence, ConversationRow.active_message)
        )
        row = (await connection.execute(statement)).one()
        return row[0], row[1], row[2] or message_id

    async def _lock(self, connection: AsyncConnection, conversation_id: str | None) -> str | None:
        active = select(ConversationRow.active_message).where(ConversationRow.id == conversation_id)
        return await connection.scalar(active.with_for_update())

    async def _hand_over(self, connection: AsyncConnection, conversation_id: str | None) -> str | None:
        waiting = (
            select(MessageRow.id)
            .join(TurnRow, TurnRow.message_id == MessageRow.id)
            .where(MessageRow.conversation_id == conversation_id, TurnRow.state.in_(OPEN_STATES))
            .order_by(MessageRow.sequence)
            .limit(1)
        )
        following: str | None = await connection.scalar(waiting)
        await connection.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation_id)
            .values(active_message=following, updated_at=self._clock())
        )
        return following


def _new_turn(message_id: str, person_id: str) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "person_id": person_id,
        "state": "queued",
        "attempts": 0,
        "epoch": 0,
        "stop_requested": False,
        "text": "",
    }


def _active() -> Select[str, int]:
    return (
        select(TurnRow.message_id, TurnRow.epoch)
        .join(ConversationRow, ConversationRow.active_message == TurnRow.message_id)
        .join(MessageRow, MessageRow.id == TurnRow.message_id)
    )


def _transcript() -> Any:
    return select(
        MessageRow.id,
        MessageRow.conversation_id,
        MessageRow.person_id.label("author_id"),
        MessageRow.text.label("said"),
        MessageRow.received_at,
        TurnRow,
    ).join(TurnRow, TurnRow.message_id == MessageRow.id)


def _record(row: Row[Any]) -> TurnRecord:
    outcome = TurnOutcome(**{name: getattr(row, name) for name in TurnOutcome.__dataclass_fields__})
    return TurnRecord(
        row.id,
        row.conversation_id,
        row.author_id,
        row.said,
        row.received_at,
        row.state,
        row.epoch,
        row.text,
        outcome,
        row.finished_at,
    )
