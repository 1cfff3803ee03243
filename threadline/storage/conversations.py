"""Conversations as their person sees them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.sql import Select

from threadline.storage.database.database import Database
from threadline.storage.persons import new_id, utc_now
from threadline.storage.search_index import Kind, Whose, found_lines, has_all, says_all
from threadline.storage.tables.core import ConversationRow, MessageRow, ProposalRow, TurnRow

_LOOKED_AT = ((2, 10), (20, 200))
"""How many lines with the letters of the words are looked at for each that is shown: first, and if that is not it."""
_FEW = 400
"""Who wrote less has all of their messages read: that costs less than asking the index."""


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A thread and whose it is."""

    id: str
    channel: str
    external_key: str
    person_id: str
    title: str
    created_at: datetime
    updated_at: datetime
    last_sequence: int = 0
    system_prompt: str = ""
    client_data: str = "{}"
    pinned: bool = False
    archived: bool = False
    provider: str | None = None

    @property
    def message_count(self) -> int:
        """Messages, and the answers to them."""
        return 2 * self.last_sequence


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """A message that was searched for, and the title of its conversation."""

    message_id: str
    conversation_id: str
    title: str
    text: str
    received_at: datetime


class ConversationStore:
    """Lists, opens and deletes conversations."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def create(
        self,
        *,
        channel: str,
        person_id: str,
        title: str,
        system_prompt: str = "",
        client_data: str = "{}",
        provider: str | None = None,
    ) -> ConversationRecord:
        """Open an empty conversation whose key is its own id; `client_data` is JSON."""
        now, conversation_id = self._clock(), new_id()
        record = ConversationRecord(
            conversation_id,
            channel,
            conversation_id,
            person_id,
            title,
            now,
            now,
            0,
            system_prompt,
            client_data,
            provider=provider,
        )
        values = {name: getattr(record, name) for name in record.__dataclass_fields__}
        async with self._database.write() as connection:
            await connection.execute(self._database.insert(ConversationRow).values(**values))
        return record

    async def get(self, conversation_id: str) -> ConversationRecord | None:
        """One conversation."""
        one = {"conversation": conversation_id}
        row = await self._database.look(lambda connection: connection.execute(_BY_ID, one).first())
        return ConversationRecord(*row) if row else None

    async def find(self, channel: str, external_key: str) -> ConversationRecord | None:
        """The conversation that a channel knows by this key."""
        same = (ConversationRow.channel == channel) & (ConversationRow.external_key == external_key)
        async with self._database.read() as connection:
            row = (await connection.execute(_select().where(same))).first()
        return ConversationRecord(*row) if row else None

    async def key_of(self, channel: str, event_key: str) -> str | None:
        """By which key a channel knows the conversation that holds one of its messages; None for an unknown message."""
        statement = (
            select(ConversationRow.external_key)
            .join(MessageRow, MessageRow.conversation_id == ConversationRow.id)
            .where((MessageRow.channel == channel) & (MessageRow.event_key == event_key))
        )
        async with self._database.read() as connection:
            return await connection.scalar(statement)

    async def message_body(self, message_id: str) -> str | None:
        """A message as it came, as JSON."""
        async with self._database.read() as connection:
            return await connection.scalar(select(MessageRow.body).where(MessageRow.id == message_id))

    async def of_person(
        self,
        person_id: str,
        *,
        limit: int,
        before: tuple[datetime, str] | None = None,
        archived: bool = False,
        pinned: bool | None = None,
    ) -> Sequence[ConversationRecord]:
        """A person's conversations, the last active first; `before` is (updated_at, id) of the last one seen.

        Those that are archived or those that are not, of these only the pinned ones or only the others, if so `pinned`.
        """
        mine = (ConversationRow.person_id == person_id) & (ConversationRow.archived == archived)
        statement = _select().where(mine)
        if pinned is not None:
            statement = statement.where(ConversationRow.pinned == pinned)
        if before:
            updated_at, last_id = before
            older = ConversationRow.updated_at < updated_at
            same = (ConversationRow.updated_at == updated_at) & (ConversationRow.id < last_id)
            statement = statement.where(older | same)
        newest_first = statement.order_by(ConversationRow.updated_at.desc(), ConversationRow.id.desc()).limit(limit)
        async with self._database.read() as connection:
            return [ConversationRecord(*row) for row in await connection.execute(newest_first)]

    async def search(
        self, person_id: str, words: str, *, limit: int, conversation_id: str | None = None
    ) -> Sequence[FoundMessage]:
        """The person's own messages that contain these words in any case, the newest first."""

        def search(connection: Connection) -> Sequence[FoundMessage]:
            many = connection.scalar(_COUNTED, {"person": person_id}) == _FEW
            found = _by_index(connection, person_id, words, limit, conversation_id) if many else None
            return _everywhere(connection, person_id, words, limit, conversation_id) if found is None else found

        return await self._database.look(search)

    async def change(self, conversation_id: str, **values: str | bool | None) -> None:
        """Change its `title`, whether it is `pinned` or `archived`, or its `provider`; its place in time stays."""
        statement = update(ConversationRow).where(ConversationRow.id == conversation_id).values(**values)
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def delete(self, conversation_id: str) -> bool:
        """Delete a conversation with all that was said in it. Booked events stay; what is being booked goes on."""
        messages = select(MessageRow.id).where(MessageRow.conversation_id == conversation_id)
        in_work = (ProposalRow.conversation_id == conversation_id) & (ProposalRow.state == "booking")
        async with self._database.write() as connection:
            await connection.execute(update(ProposalRow).where(in_work).values(conversation_id=None, message_id=None))
            await connection.execute(delete(ProposalRow).where(ProposalRow.conversation_id == conversation_id))
            await connection.execute(delete(TurnRow).where(TurnRow.message_id.in_(messages)))
            await connection.execute(delete(MessageRow).where(MessageRow.conversation_id == conversation_id))
            gone = await connection.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
            return gone.rowcount > 0

    async def count(self) -> int:
        """How many conversations there are."""
        async with self._database.read() as connection:
            return await connection.scalar(select(func.count()).select_from(ConversationRow)) or 0


def _select() -> Select[*tuple[Any, ...]]:
    return select(
        ConversationRow.id,
        ConversationRow.channel,
        ConversationRow.external_key,
        ConversationRow.person_id,
        ConversationRow.title,
        ConversationRow.created_at,
        ConversationRow.updated_at,
        ConversationRow.last_sequence,
        ConversationRow.system_prompt,
        ConversationRow.client_data,
        ConversationRow.pinned,
        ConversationRow.archived,
        ConversationRow.provider,
    )


_FOUND = (
    select(MessageRow.id, MessageRow.conversation_id, ConversationRow.title, MessageRow.text, MessageRow.received_at)
    .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
    .order_by(MessageRow.received_at.desc())
)
_OWN = _FOUND.where(MessageRow.person_id == bindparam("person"))
# `coalesce` keeps SQLite from going by the person, whose messages are many, in place of these few.
_AMONG = _FOUND.where(
    func.coalesce(MessageRow.person_id, "") == bindparam("person"),
    MessageRow.id.in_(bindparam("messages", expanding=True)),
)


def _by_index(
    connection: Connection, person_id: str, words: str, limit: int, conversation_id: str | None
) -> Sequence[FoundMessage] | None:
    """What the index leads to; None where there is none that can say, or too much of it is not what was meant."""
    for each, more in _LOOKED_AT:
        most = each * limit + more
        lines = found_lines(connection, [words], Whose.OWN, person_id, most=most)
        if lines is None:
            return None
        messages = [source for kind, source in lines if kind is Kind.MESSAGE]
        rows = connection.execute(_AMONG, {"person": person_id, "messages": messages}) if messages else ()
        those = (FoundMessage(*row) for row in rows)
        found = [
            message
            for message in those
            if says_all(message.text, [words]) and conversation_id in (None, message.conversation_id)
        ]
        if len(found) >= limit or len(lines) < most:
            return found[:limit]
    return None


def _everywhere(
    connection: Connection, person_id: str, words: str, limit: int, conversation_id: str | None
) -> Sequence[FoundMessage]:
    found = _OWN.where(has_all(connection, MessageRow.text, [words])).limit(limit)
    if conversation_id is not None:
        found = found.where(MessageRow.conversation_id == conversation_id)
    return [FoundMessage(*row) for row in connection.execute(found, {"person": person_id})]


_SOME = select(MessageRow.received_at).where(MessageRow.person_id == bindparam("person")).limit(_FEW)
_COUNTED = select(func.count()).select_from(_SOME.subquery())
_BY_ID = _select().where(ConversationRow.id == bindparam("conversation"))
