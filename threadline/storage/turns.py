"""Messages and their turns: stored once, answered one after the other within a conversation.

`conversations.active_message` is the lock that orders turns. `accept` takes it for a message that finds it free, and
`finish` hands it to the next one in the same transaction that ends a turn, so at most one turn of a conversation runs,
on whatever replica. A turn's `epoch` rises with each start: what an older start still wants to write is refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Row, select, union_all

from threadline.storage.database.database import Database
from threadline.storage.database.read_once import Key, kept
from threadline.storage.ledger import AttemptEntry, rows
from threadline.storage.persons import new_id, utc_now
from threadline.storage.replacements import replace_last
from threadline.storage.tables.core import MessageRow
from threadline.storage.turn_rows import entry_of, new_turn
from threadline.storage.turn_statements import BOOKED, OUTCOME_COLUMNS, Statements


@dataclass(frozen=True, slots=True)
class Started:
    """What a turn needs to run; `body` is the stored message as JSON, `sequence` its place in the conversation.

    `failures` is how often it failed before, `deaths` how many processes ended while they were at it.
    """

    message_id: str
    conversation_id: str
    sequence: int
    person_id: str
    body: str
    epoch: int
    failures: int
    deaths: int
    surface_ref: str | None
    stop_requested: bool
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message is stored. `start` is the message whose turn is to be started now: this one, or None if others wait.

    `begun`: its turn is this process's from the moment it was stored.
    """

    message_id: str
    conversation_id: str
    duplicate: bool
    start: str | None
    begun: Started | None = None


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """How a turn ended, and what it took.

    `dropped` names parameters the provider did not take. A turn that failed has a `code` for programs and a `reason`
    for operators; its text is for the person. `asked` is what the answer asked back, as JSON that its asker reads.
    `told` is what a model was told, where one was asked; it is not read back with the turn.
    `degraded` says why less was given than was asked for, in a sentence; `tried` who was asked, as JSON. `beside` is
    what a model was told beside the words and is told again in later turns, as it was sent.
    """

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
    code: str | None = None
    reason: str | None = None
    asked: str | None = None
    told: str | None = None
    degraded: str | None = None
    tried: str | None = None
    beside: str | None = None
    steps: str | None = None


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A message with its turn, as the transcript shows it. `replaced_by` is the same message asked once more."""

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
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """Messages of a conversation with their turns, oldest first, and whether anything was ever proposed in it."""

    turns: Sequence[TurnRecord]
    has_proposals: bool


class _DuplicateDelivery(Exception):
    """The same delivery won the race on another replica: rolls this one back."""


class TurnStore:
    """Stores messages, starts and ends their turns."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._statements = Statements.of(database)

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
        begin: bool = False,
        count: bool = True,
        replaces: str | None = None,
    ) -> Accepted:
        """Store a message once; a key that is known already answers with the message there is.

        With `begin` its turn is begun in the same step, where no other one has the conversation. With `count` it counts
        against limits from then on, otherwise from its end. `replaces` is the conversation's last message, which it is
        once more; raises `NotTheLast`.
        """
        message_id, now = new_id(), self._clock()
        conversation = {
            "id": new_id(),
            "channel": channel,
            "external_key": conversation_key,
            "person_id": person_id,
            "title": title,
            "created_at": now,
            "updated_at": now,
            "last_sequence": 1,
            "active_message": message_id,
        }
        message = {
            "id": message_id,
            "channel": channel,
            "event_key": event_key,
            "person_id": person_id,
            "text": text,
            "body": body,
            "sent_at": sent_at,
            "received_at": now,
        }

        # One transaction: a message without its turn would be acknowledged, and never answered.
        def insert(connection: Connection) -> Accepted:
            accepted = self._insert(connection, message, conversation, begin=begin, count=count)
            if replaces is not None:
                replace_last(connection, replaces, accepted.message_id)
            return accepted

        try:
            return await self._database.transact(insert)
        except _DuplicateDelivery:
            return await self._duplicate(channel, event_key)

    async def start(self, message_id: str, *, mine: int = 0) -> Started | None:
        """Begin a turn (again) under a new epoch. `mine` is the epoch under which the caller has begun it before.

        None if it is over, if somebody else is at it, or if it is to rest (see `interruptions`).
        """
        now = self._clock()
        values = {"turn": message_id, "now": now, "mine": mine, "process": self._database.process}
        ways = (self._statements.start, self._statements.start_suspect)

        def start(connection: Connection) -> Started | None:
            turn = next((row for way in ways if (row := connection.execute(way, values).first())), None)
            if turn is None:
                return None
            told = connection.execute(self._statements.told, values).one()
            connection.execute(self._statements.book, entry_of(told, now))
            return Started(
                message_id,
                told.conversation_id,
                told.sequence,
                told.person_id,
                told.body,
                turn.epoch,
                turn.failures,
                turn.deaths,
                turn.surface_ref,
                turn.stop_requested,
                told.received_at,
            )

        # Not flushed: a start that a power cut takes back is made once more.
        return await self._database.transact(start, flush=False)

    async def failed(self, message_id: str, epoch: int) -> None:
        """Count a failure of the turn itself; whoever began it goes on holding it."""
        await self._change(self._statements.failed, message_id, epoch)

    async def put_back(self, message_id: str, epoch: int) -> None:
        """Let go of a turn that this process cannot end: whoever finds it goes on at once, and it is not blamed."""
        await self._change(self._statements.put_back, message_id, epoch)

    async def checkpoint(self, message_id: str, epoch: int, *, text: str, surface_ref: str | None) -> bool | None:
        """Keep how far an answer is. True if the person asked to stop; None if this epoch is no longer the turn's."""
        values = {"turn": message_id, "start": epoch, "so_far": text, "ref": surface_ref, "now": self._clock()}
        stop = await self._database.transact(lambda connection: connection.scalar(self._statements.checkpoint, values))
        return None if stop is None else bool(stop)

    async def finish(
        self, message_id: str, epoch: int, outcome: TurnOutcome, attempts: Sequence[AttemptEntry] = ()
    ) -> str | None:
        """End a turn, with what was asked of providers for it.

        Answers with the conversation's next message to start, if one waits. Ending twice is once.
        """
        entries = rows(message_id, epoch, attempts or _of_outcome(outcome))
        values = {f"new_{name}": getattr(outcome, name) for name in OUTCOME_COLUMNS}
        turn = {"turn": message_id, "start": epoch, "now": self._clock()}

        def finish(connection: Connection) -> str | None:
            if not self._database.is_sqlite:
                # Locked first: a message that is being accepted right now is then seen as the next one.
                connection.execute(self._statements.lock, turn)
            if connection.execute(self._statements.finish, {**turn, **values}).rowcount == 0:
                return None
            connection.execute(self._statements.settle, {**turn, **values})
            if outcome.told is not None:
                connection.execute(self._statements.told_model, {"message_id": message_id, "body": outcome.told})
            if entries:
                connection.execute(self._statements.attempts, entries)
            following: str | None = connection.execute(self._statements.hand_over, turn).scalar()
            if following is not None:  # it waited for this one: its silence counts from now
                connection.execute(self._statements.expect, {"following": following, "now": turn["now"]})
            return following

        # Not flushed: an end that is lost leaves a turn that is taken up again and finds its answer where it was shown.
        return await self._database.transact(finish, flush=False)

    async def request_stop(self, message_id: str) -> bool:
        """Ask a turn to stop. False if it is over already."""
        async with self._database.write() as connection:
            return (await connection.execute(self._statements.stop, {"turn": message_id})).rowcount > 0

    async def get(self, message_id: str) -> TurnRecord | None:
        """One message with its turn."""
        one = {"turn": message_id}
        row = await self._database.look(lambda connection: connection.execute(self._statements.one, one).first())
        return _record(row) if row else None

    async def transcript(
        self, conversation_id: str, *, before: str | None = None, limit: int = 200
    ) -> Sequence[TurnRecord]:
        """The last messages with their turns, oldest first; `before` leaves that message and later ones out."""
        if before is None:
            values = {"conversation": conversation_id, "most": limit}
            rows = await self._database.look(
                lambda connection: connection.execute(self._statements.transcript, values).all()
            )
            return [_record(row) for row in rows][::-1]
        if (known_thread := kept(self.key(before))) is not None:
            most, known = cast("tuple[int | None, Sequence[TurnRecord]]", known_thread)
            if most is None or limit <= most:
                return known[-limit:] if limit else ()
        thread = await self._database.look(
            lambda connection: self.look_before(connection, conversation_id, before, limit)
        )
        return thread.turns

    def look_before(self, connection: Connection, conversation_id: str, before: str, limit: int) -> ThreadRecord:
        """The last messages before one, within a transaction."""
        values = {"conversation": conversation_id, "before": before, "most": limit}
        rows = connection.execute(self._statements.transcript_before, values).all()
        return ThreadRecord([_record(row) for row in rows][::-1], bool(rows) and bool(rows[0].has_proposals))

    @staticmethod
    def key(message_id: str) -> Key:
        """Under which a turn keeps what was said before it: how many were read, None for all, and those there are."""
        return "thread", message_id

    async def stranded(self, older_than: timedelta) -> Sequence[tuple[str, int]]:
        """Messages whose turn was begun but gave no sign of life for `older_than`, each with its epoch."""
        limit = {"limit": self._clock() - older_than}
        async with self._database.read() as connection:
            rows = await connection.execute(self._statements.stranded, limit)
            return [(message_id, epoch) for message_id, epoch in rows]

    async def _change(self, statement: Any, message_id: str, epoch: int) -> None:
        values = {"turn": message_id, "start": epoch, "now": self._clock()}
        await self._database.transact(lambda connection: connection.execute(statement, values), flush=False)

    def _insert(
        self,
        connection: Connection,
        message: dict[str, Any],
        conversation: dict[str, Any],
        *,
        begin: bool,
        count: bool,
    ) -> Accepted:
        """Store a new message with its turn. Raises `_DuplicateDelivery` if its key is known already."""
        place = connection.execute(self._statements.enter, conversation).one()
        stored = {**message, "conversation_id": place.id, "sequence": place.last_sequence}
        if connection.execute(self._statements.message, stored).first() is None:
            raise _DuplicateDelivery
        message_id, now = message["id"], message["received_at"]
        first = place.active_message == message_id
        process = self._database.process if begin and first else None
        connection.execute(self._statements.turn, new_turn(message_id, message["person_id"], process, now))
        if process is None:
            return Accepted(message_id, place.id, duplicate=False, start=message_id if first else None)
        if count:
            entry = {**stored, "message_id": message_id, "state": "answering", "started_at": now}
            connection.execute(self._statements.book, {name: entry[name] for name in BOOKED})
        begun = Started(
            message_id,
            place.id,
            place.last_sequence,
            message["person_id"],
            message["body"],
            epoch=1,
            failures=0,
            deaths=0,
            surface_ref=None,
            stop_requested=False,
            received_at=now,
        )
        return Accepted(message_id, place.id, duplicate=False, start=message_id, begun=begun)

    async def has(self, channel: str, event_key: str) -> bool:
        """Whether a message is stored under a key of its channel's."""
        async with self._database.read() as connection:
            event = {"channel": channel, "event_key": event_key}
            return (await connection.execute(self._statements.known, event)).first() is not None

    async def of_event(self, channel: str, event_key: str) -> Sequence[str]:
        """The ids of the messages that are stored under a key of their channel's: the first wording, and later ones."""
        later = MessageRow.event_key.startswith(f"{event_key}:", autoescape=True)
        if self._database.is_sqlite:  # says the same, by the index: letters come in their order, and `;` after `:`
            later = (MessageRow.event_key >= f"{event_key}:") & (MessageRow.event_key < f"{event_key};")
        of_channel = select(MessageRow.id).where(MessageRow.channel == channel)
        both = union_all(of_channel.where(MessageRow.event_key == event_key), of_channel.where(later))
        async with self._database.read() as connection:
            return (await connection.scalars(both)).all()

    async def _duplicate(self, channel: str, event_key: str) -> Accepted:
        async with self._database.read() as connection:
            event = {"channel": channel, "event_key": event_key}
            # It is there: what the other delivery stored is why this one was rolled back.
            row = (await connection.execute(self._statements.known, event)).one()
        return Accepted(row.id, row.conversation_id, duplicate=True, start=None)


def _of_outcome(outcome: TurnOutcome) -> Sequence[AttemptEntry]:
    """What an outcome alone says of who was asked."""
    if outcome.provider is None:
        return ()
    took = outcome.input_tokens or 0, outcome.output_tokens or 0
    return (AttemptEntry(outcome.provider, outcome.model or "", "answered", *took, outcome.cost_usd, counts=True),)


def _record(row: Row[Any]) -> TurnRecord:
    outcome = TurnOutcome(**{name: getattr(row, name) for name in OUTCOME_COLUMNS})
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
        row.replaced_by,
    )
