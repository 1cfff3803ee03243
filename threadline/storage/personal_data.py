"""A person's data: all of it in one document, or gone from every table.

What belongs to a person is read from the tables themselves: whatever refers to a person, and whatever refers to that.
Columns that name a person without being a reference are listed here, and a test with a row in every table holds that
nothing is left. What others wrote stays theirs: their messages, and events that they made with this person in them.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, false, func, or_, select, update

from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordNotFound
from threadline.storage.persons import ADDRESS_CHANNEL, utc_now
from threadline.storage.tables.core import (
    AuditRow,
    ConversationRow,
    IdentityRow,
    MessageRow,
    PersonRow,
    ProposalRow,
    SecretRow,
    TurnRow,
)
from threadline.storage.tables.inbound import InboundRow
from threadline.storage.tables.mail import MailRow
from threadline.storage.tables.metadata import METADATA
from threadline.storage.tables.outbox import OutboxRow
from threadline.storage.tables.teams import TeamsConversationRow, TeamsPersonRow, TeamsSentRow
from threadline.storage.tables.threads import OverheardRow

_WITHHELD = frozenset({"token_hash", "code_hash", "state_hash", "secret_hash", "salt", "ciphertext"})
"""What opens something: an export says that it is there, not what it is."""
_OPEN = ("queued", "answering")
ERASED = "erased"

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Erasure:
    """How many rows of each table went with a person."""

    rows: Mapping[str, int]


class PersonalData:
    """Gathers and erases what belongs to one person. Every method raises `RecordNotFound`, `StorageUnavailable`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def export(self, person_id: str) -> dict[str, Rows]:
        """Everything of a person, by table; instants as ISO 8601."""

        def read(connection: Connection) -> dict[str, Rows]:
            _require(connection, person_id)
            found: dict[str, Rows] = {}
            for table in METADATA.sorted_tables:
                rows = connection.execute(select(table).where(_theirs(connection, table, person_id))).mappings()
                if shown := [{str(name): _plain(name, value) for name, value in row.items()} for row in rows]:
                    found[table.name] = shown
            return found

        async with self._database.read() as connection:
            return await connection.run_sync(read)

    async def erase(self, person_id: str, *, by: str | None = None) -> Erasure:
        """Let go of everything of a person, calendars and links included, in one transaction.

        The audit keeps that something was done and when, without by whom and to what; of the erasure itself who did it,
        where that is somebody else (`by`). Conversations with others stay theirs.
        """
        note = {"at": self._clock(), "person_id": by, "action": "person.erase", "subject": ERASED, "detail": ""}

        def erase(connection: Connection) -> Erasure:
            erasure = _erase(connection, person_id)
            connection.execute(self._database.insert(AuditRow).values(note))
            return erasure

        return await self._database.transact(erase)


def _erase(connection: Connection, person_id: str) -> Erasure:
    _require(connection, person_id)
    counts = {
        table.name: connection.scalar(
            select(func.count()).select_from(table).where(_theirs(connection, table, person_id))
        )
        or 0
        for table in METADATA.sorted_tables
    }
    addresses = _addresses(connection, person_id)
    _quieten_audit(connection, person_id, addresses)
    _forget_mails(connection, addresses)
    _forget_teams(connection, person_id)
    connection.execute(delete(InboundRow).where(or_(false(), *_sent_by(connection, person_id))))
    connection.execute(delete(OverheardRow).where(or_(false(), *_said_by(connection, person_id))))
    _hand_conversations_on(connection, person_id)
    connection.execute(delete(SecretRow).where(SecretRow.owner == person_id))
    connection.execute(update(ProposalRow).where(ProposalRow.decided_by == person_id).values(decided_by=None))
    # What refers to the person goes with the row, and what refers to that.
    connection.execute(delete(PersonRow).where(PersonRow.id == person_id))
    _free_conversations(connection)
    return Erasure({name: count for name, count in counts.items() if count})


def _require(connection: Connection, person_id: str) -> None:
    if connection.scalar(select(PersonRow.id).where(PersonRow.id == person_id)) is None:
        raise RecordNotFound(f"There is no person {person_id}.")


def _theirs(connection: Connection, table: Table, person_id: str) -> ColumnElement[bool]:
    """The rows of a table that are a person's."""
    conditions = [*_by_reference(table, person_id), *_by_name(connection, table, person_id)]
    return or_(false(), *conditions)


def _by_reference(table: Table, person_id: str) -> Iterator[ColumnElement[bool]]:
    if table is PersonRow.__table__:
        yield table.c.id == person_id
    for column in table.columns:
        for key in column.foreign_keys:
            owner = key.column.table
            if owner is PersonRow.__table__:
                yield column == person_id
            elif owner is not table and owner is not ConversationRow.__table__:
                inner = list(_by_reference(owner, person_id))
                if inner:
                    yield column.in_(select(key.column).where(or_(*inner)))


def _by_name(connection: Connection, table: Table, person_id: str) -> Iterator[ColumnElement[bool]]:
    """Where a person is named without a reference."""
    if table is SecretRow.__table__:
        yield SecretRow.owner == person_id
    elif table is AuditRow.__table__:
        yield AuditRow.person_id == person_id
    elif table is TurnRow.__table__:
        yield TurnRow.person_id == person_id
    elif table is MailRow.__table__:
        yield func.lower(MailRow.sender).in_(_addresses(connection, person_id))
    elif table is OutboxRow.__table__:
        yield func.lower(OutboxRow.recipient).in_(_addresses(connection, person_id))
    elif table is InboundRow.__table__:
        yield or_(false(), *_sent_by(connection, person_id))
    elif table is OverheardRow.__table__:
        yield or_(false(), *_said_by(connection, person_id))
    elif table is TeamsSentRow.__table__:
        yield TeamsSentRow.key.in_(_teams_keys(connection, person_id))
    elif table is TeamsConversationRow.__table__:
        mine = select(TeamsPersonRow.conversation_id).where(TeamsPersonRow.person_id == person_id)
        yield TeamsConversationRow.id.in_(mine)


def _addresses(connection: Connection, person_id: str) -> set[str]:
    further = select(IdentityRow.external_id).where(
        IdentityRow.person_id == person_id, IdentityRow.channel.in_((ADDRESS_CHANNEL, "email"))
    )
    first = connection.scalar(select(PersonRow.email).where(PersonRow.id == person_id))
    found = {address.lower() for address in connection.scalars(further)}
    return found | ({first.lower()} if first else set())


def _sent_by(connection: Connection, person_id: str) -> Iterator[ColumnElement[bool]]:
    """Requests that name them as their platform does: in quotes, without the workspace that an identity begins with."""
    identities = select(IdentityRow.channel, IdentityRow.external_id).where(IdentityRow.person_id == person_id)
    for channel, external_id in connection.execute(identities).all():
        named = json.dumps(external_id.rpartition(":")[2])
        yield (InboundRow.channel == channel) & InboundRow.body.contains(named, autoescape=True)


def _said_by(connection: Connection, person_id: str) -> Iterator[ColumnElement[bool]]:
    """What they said to others in threads of their platforms."""
    identities = select(IdentityRow.channel, IdentityRow.external_id).where(IdentityRow.person_id == person_id)
    for channel, external_id in connection.execute(identities).all():
        yield (OverheardRow.channel == channel) & (OverheardRow.account == external_id)


def _teams_keys(connection: Connection, person_id: str) -> list[str]:
    """Of messages, cards and reminders of theirs: the keys end with the ids of what they are about."""
    messages = set(connection.scalars(select(MessageRow.id).where(MessageRow.person_id == person_id)))
    proposals = set(connection.scalars(select(ProposalRow.id).where(ProposalRow.owner_id == person_id)))
    about = messages | proposals | {person_id}
    return [key for key in connection.scalars(select(TeamsSentRow.key)) if any(part in about for part in _parts(key))]


def _parts(key: str) -> Iterator[str]:
    yield from key.replace("/", "-").replace(":", "-").split("-")


def _quieten_audit(connection: Connection, person_id: str, addresses: Collection[str]) -> None:
    named = [AuditRow.subject == person_id, AuditRow.detail.contains(person_id, autoescape=True)]
    for address in addresses:
        named += [column.icontains(address, autoescape=True) for column in (AuditRow.subject, AuditRow.detail)]
    quiet = update(AuditRow).values(subject=ERASED, detail="")
    connection.execute(quiet.where(AuditRow.person_id == person_id).values(person_id=None))
    connection.execute(quiet.where(or_(*named)))


def _forget_mails(connection: Connection, addresses: Collection[str]) -> None:
    """The row of a mail stays without its content: a mail that is still in its mailbox must not come in as new."""
    sent = func.lower(MailRow.sender).in_(addresses)
    done = {"state": "done", "raw": None, "sender": None, "reason": None, "digest": ERASED, "process": None}
    connection.execute(update(MailRow).where(sent).values(done))
    received = func.lower(OutboxRow.recipient).in_(addresses)
    connection.execute(delete(OutboxRow).where(received))


def _forget_teams(connection: Connection, person_id: str) -> None:
    connection.execute(delete(TeamsSentRow).where(TeamsSentRow.key.in_(_teams_keys(connection, person_id))))
    mine = select(TeamsPersonRow.conversation_id).where(TeamsPersonRow.person_id == person_id)
    connection.execute(delete(TeamsConversationRow).where(TeamsConversationRow.id.in_(mine)))


def _hand_conversations_on(connection: Connection, person_id: str) -> None:
    """Where others wrote as well, the conversation is theirs from now on; its title were this person's words."""
    mine = select(ConversationRow.id).where(ConversationRow.person_id == person_id)
    others = select(MessageRow.conversation_id, MessageRow.person_id).where(
        MessageRow.conversation_id.in_(mine), MessageRow.person_id != person_id
    )
    for conversation_id, other in connection.execute(others.order_by(MessageRow.sequence.desc())).all():
        shared = ConversationRow.id == conversation_id
        connection.execute(update(ConversationRow).where(shared).values(person_id=other, title=""))


def _free_conversations(connection: Connection) -> None:
    """A conversation that was held by a message that is gone is the next one's."""
    gone = ~select(MessageRow.id).where(MessageRow.id == ConversationRow.active_message).exists()
    following = (
        select(MessageRow.id)
        .join(TurnRow, TurnRow.message_id == MessageRow.id)
        .where(MessageRow.conversation_id == ConversationRow.id, TurnRow.state.in_(_OPEN))
        .order_by(MessageRow.sequence)
        .limit(1)
        .scalar_subquery()
    )
    held = ConversationRow.active_message.is_not(None) & gone
    connection.execute(update(ConversationRow).where(held).values(active_message=following))


def _plain(name: str, value: Any) -> Any:
    if name in _WITHHELD:
        return "withheld" if value is not None else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _bytes(value) if isinstance(value, bytes) else value


def _bytes(value: bytes) -> str:
    """As text where it is text, else (a picture) in Base64, from which it can be had again."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return b64encode(value).decode()
