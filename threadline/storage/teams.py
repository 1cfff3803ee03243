"""Microsoft Teams: where people and conversations are reached, and which messages of the bot stand there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import utc_now
from threadline.storage.tables.teams import TeamsConversationRow, TeamsPersonRow, TeamsSentRow

ABANDONED = timedelta(minutes=10)
_LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class TeamsPersonRecord:
    """Somebody of a tenant: `account_id` is what Teams calls them in conversations, `conversation_id` their chat.

    `email` is the address that Teams told last and that identifies them, `asked_at` when it told of them at all.
    """

    tenant_id: str
    object_id: str
    person_id: str
    account_id: str
    conversation_id: str | None
    email: str | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TeamsConversationRecord:
    """A chat or a channel that the bot is in. `team_id` is set for the channels of a team; ids of tenants are small."""

    id: str
    tenant_id: str
    team_id: str | None
    service_url: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class SentRecord:
    """A message that stands in a conversation, and the key of what it belongs to."""

    key: str
    place: int
    conversation_id: str
    activity_id: str


_PERSON = tuple(getattr(TeamsPersonRow, name) for name in TeamsPersonRecord.__dataclass_fields__)
_CONVERSATION = tuple(getattr(TeamsConversationRow, name) for name in TeamsConversationRecord.__dataclass_fields__)
_SENT = tuple(getattr(TeamsSentRow, name) for name in SentRecord.__dataclass_fields__)


class TeamsDirectory:
    """Keeps how people and conversations are reached (the conversation references of the Bot Framework)."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def person(self, tenant_id: str, object_id: str) -> TeamsPersonRecord | None:
        """Somebody of a tenant, by the id of their directory object."""
        same = (TeamsPersonRow.tenant_id == tenant_id) & (TeamsPersonRow.object_id == object_id)
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_PERSON).where(same))).first()
        return TeamsPersonRecord(*row) if row else None

    async def accounts(self, person_id: str) -> Sequence[TeamsPersonRecord]:
        """Whoever one of our persons is in Teams, the last seen first."""
        mine = select(*_PERSON).where(TeamsPersonRow.person_id == person_id)
        newest_first = mine.order_by(TeamsPersonRow.seen_at.desc(), TeamsPersonRow.object_id)
        async with self._database.read() as connection:
            return [TeamsPersonRecord(*row) for row in await connection.execute(newest_first)]

    async def meet(self, person: TeamsPersonRecord) -> None:
        """Remember somebody; what is not known of them now stays. Raises `RecordNotFound` for an unknown person."""
        values = {name: getattr(person, name) for name in TeamsPersonRecord.__dataclass_fields__}
        known = {name: value for name, value in values.items() if value is not None} | {"seen_at": self._clock()}
        insert = self._database.insert(TeamsPersonRow).values(**values, seen_at=known["seen_at"])
        upsert = insert.on_conflict_do_update(index_elements=["tenant_id", "object_id"], set_=known)
        async with self._database.write() as connection:
            await hold_owner(connection, person.person_id)
            await connection.execute(upsert)

    async def conversation(self, conversation_id: str) -> TeamsConversationRecord | None:
        """A chat or a channel that the bot is in."""
        same = TeamsConversationRow.id == conversation_id
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_CONVERSATION).where(same))).first()
        return TeamsConversationRecord(*row) if row else None

    async def of_tenant(self, tenant_id: str) -> TeamsConversationRecord | None:
        """A conversation of a tenant, the last one seen: by it the tenant is reached."""
        mine = select(*_CONVERSATION).where(TeamsConversationRow.tenant_id == tenant_id)
        newest = mine.order_by(TeamsConversationRow.seen_at.desc(), TeamsConversationRow.id).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(newest)).first()
        return TeamsConversationRecord(*row) if row else None

    async def enter(self, conversation: TeamsConversationRecord) -> None:
        """Remember a chat or a channel, or where it is reached by now."""
        values = {name: getattr(conversation, name) for name in TeamsConversationRecord.__dataclass_fields__}
        values["seen_at"] = self._clock()
        upsert = self._database.insert(TeamsConversationRow).values(values)
        upsert = upsert.on_conflict_do_update(index_elements=["id"], set_=values)
        async with self._database.write() as connection:
            await connection.execute(upsert)

    async def leave(self, *, conversation_id: str | None = None, team_id: str | None = None) -> None:
        """Forget a chat or a channel, or all channels of a team: the bot is not there any more."""
        async with self._database.write() as connection:
            if conversation_id is not None:
                gone = TeamsConversationRow.id == conversation_id
                chat = TeamsPersonRow.conversation_id == conversation_id
                await connection.execute(delete(TeamsConversationRow).where(gone))
                await connection.execute(update(TeamsPersonRow).where(chat).values(conversation_id=None))
            if team_id is not None:
                await connection.execute(delete(TeamsConversationRow).where(TeamsConversationRow.team_id == team_id))


class TeamsOutbox:
    """Keeps which messages were sent for what, so that nothing is sent twice and everything is found again."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def of_key(self, key: str) -> Sequence[SentRecord]:
        """The messages that belong to a key, in order."""
        statement = select(*_SENT).where(TeamsSentRow.key == _fitting(key)).order_by(TeamsSentRow.place)
        async with self._database.read() as connection:
            return [SentRecord(*row) for row in await connection.execute(statement)]

    async def of_activity(self, conversation_id: str, activity_id: str) -> SentRecord | None:
        """What a message of the bot belongs to; `conversation_id` without a thread means any of its threads.

        Where it belongs to an answer and is its card as well, that is the answer: it was noted first.
        """
        here = TeamsSentRow.conversation_id == conversation_id
        inside = TeamsSentRow.conversation_id.startswith(f"{conversation_id};messageid=", autoescape=True)
        same = (here | inside) & (TeamsSentRow.activity_id == activity_id)
        async with self._database.read() as connection:
            first = select(*_SENT).where(same).order_by(TeamsSentRow.sent_at, TeamsSentRow.key.desc()).limit(1)
            row = (await connection.execute(first)).first()
        return SentRecord(*row) if row else None

    async def put(self, record: SentRecord) -> None:
        """Remember a message that Teams took."""
        values = {name: getattr(record, name) for name in SentRecord.__dataclass_fields__}
        values |= {"key": _fitting(record.key), "sent_at": self._clock()}
        upsert = self._database.insert(TeamsSentRow).values(values)
        upsert = upsert.on_conflict_do_update(index_elements=["key", "place"], set_=values)
        async with self._database.write() as connection:
            await connection.execute(upsert)

    async def claim(self, key: str, conversation_id: str) -> bool:
        """Whether the caller is the first who wants to send something once under this key.

        Somebody who was first and has not said within `ABANDONED` what became of it does not count any more.
        """
        now = self._clock()
        claim = self._database.insert(TeamsSentRow).values(
            key=_fitting(key), place=0, conversation_id=conversation_id, activity_id="", sent_at=now
        )
        abandoned = (TeamsSentRow.activity_id == "") & (TeamsSentRow.sent_at < now - ABANDONED)
        claim = claim.on_conflict_do_update(index_elements=["key", "place"], set_={"sent_at": now}, where=abandoned)
        async with self._database.write() as connection:
            return (await connection.execute(claim)).rowcount > 0

    async def withdraw(self, key: str) -> None:
        """Forget what belongs to a key: it was not sent after all, or may be sent anew."""
        async with self._database.write() as connection:
            await connection.execute(delete(TeamsSentRow).where(TeamsSentRow.key == _fitting(key)))

    async def forget(self, older_than: timedelta) -> int:
        """Delete what was sent longer ago; answers how many rows these were."""
        before = self._clock() - older_than
        async with self._database.write() as connection:
            return (await connection.execute(delete(TeamsSentRow).where(TeamsSentRow.sent_at < before))).rowcount


def _fitting(key: str) -> str:
    """The key, or what stands for it where it is longer than the column."""
    return key if len(key) <= _LONGEST_KEY else sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
