"""The cards of proposals that mail programs hold, and the mails that keep them true.

A card and the mail that tells of it are stored in one transaction, so that neither is ever without the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.outbox import HELD, QUEUED, NewMail, insert_mail
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import MessageRow, ProposalRow, TurnRow
from threadline.storage.tables.outbox import MailCardRow, OutboxRow

_SECRET_BYTES = 12


def answer_key_of(message_id: str) -> str:
    """The key of the mail that answers a message, as its turn has it."""
    return f"reply-{message_id}"


@dataclass(frozen=True, slots=True)
class CardRecord:
    """A card as stored: see `MailCardRow`."""

    proposal_id: str
    uid: str
    shared: bool
    place: str
    key: str
    sequence: int
    asked: int
    told: str
    reply: str | None


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to be shown. `event_id` is that of the event it is about, None for one that is yet to be booked."""

    proposal_id: str
    owner_id: str
    place: str
    told: str
    event_id: str | None = None


_COLUMNS = tuple(getattr(MailCardRow, name) for name in CardRecord.__dataclass_fields__)


class MailCards:
    """Keeps the cards. Raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def present(self, new: NewCard, *, answer_key: str, alone: NewMail) -> CardRecord:
        """Store a card once. It goes with the answer of its turn while that is held, else as the mail `alone`.

        The answer is held until its turn is over, so that all the cards of one message go with it.
        """
        now, this = self._clock(), MailCardRow.proposal_id == new.proposal_id
        async with self._database.write() as connection:
            known = await self._select(connection, this)
            if known is not None:
                return known
            # Where the answer is under way already, or was sent before a crash, the card follows as a mail of its own.
            held = (OutboxRow.key == answer_key) & (OutboxRow.state == HELD)
            together = await connection.scalar(select(OutboxRow.number).where(held)) is not None
            card = await self._new(connection, new, answer_key if together else alone.key)
            values = {name: getattr(card, name) for name in CardRecord.__dataclass_fields__}
            insert = self._database.insert(MailCardRow).values(**values, created_at=now, updated_at=now)
            await connection.execute(insert)
            if not together:
                await insert_mail(self._database, connection, alone, now)
        return card

    async def tell(
        self,
        proposal_id: str,
        *,
        told: str,
        asks: bool,
        mail: Callable[[CardRecord], NewMail] | None,
        conversation_id: str | None = None,
    ) -> bool:
        """Remember what is true now, and store the mail that says so (None: nobody needs to be told).

        While a mail of its conversation is being answered, the card goes with that answer: it is one mail, never two.

        `mail` is given the card with the sequence of that mail; `asks`: it asks for an answer. False where no mail was
        stored: that was told already, or the card's first mail was not tried yet and will say what is true.
        """
        now, this = self._clock(), MailCardRow.proposal_id == proposal_id
        async with self._database.write() as connection:
            card = await self._select(connection, this, for_update=True)
            if card is None or card.told == told:
                return False
            values = {"told": told, "updated_at": now}
            new = None
            # A mail that nobody has tried to send yet is written when it is sent, and then says what is true.
            answer = await self._answer_to_come(connection, conversation_id)
            if answer is not None and not await self._is_untried(connection, card):
                sequence = await self._newest_sequence(connection, card.uid) + 1
                values |= {"key": answer, "sequence": sequence, **({"asked": sequence, "reply": None} if asks else {})}
            elif mail is not None and not await self._is_untried(connection, card):
                sequence = await self._newest_sequence(connection, card.uid) + 1
                new = mail(replace(card, sequence=sequence))
                values |= {"sequence": sequence, **({"asked": sequence, "reply": None} if asks else {})}
            await connection.execute(update(MailCardRow).where(this).values(values))
            return new is not None and await insert_mail(self._database, connection, new, now)

    async def note_reply(self, proposal_id: str, reply: str) -> None:
        """Remember what the person answered in the mail program."""
        values = {"reply": reply, "updated_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(update(MailCardRow).where(MailCardRow.proposal_id == proposal_id).values(values))

    async def get(self, proposal_id: str) -> CardRecord | None:
        """The card of a proposal."""
        async with self._database.read() as connection:
            return await self._select(connection, MailCardRow.proposal_id == proposal_id)

    async def of_mail(self, key: str) -> Sequence[CardRecord]:
        """The cards that the mail of this key shows, in the order in which they were made."""
        statement = select(*_COLUMNS).where(MailCardRow.key == key)
        statement = statement.order_by(MailCardRow.created_at, MailCardRow.proposal_id)
        async with self._database.read() as connection:
            return [CardRecord(*row) for row in await connection.execute(statement)]

    async def of_uid(self, uid: str) -> Sequence[CardRecord]:
        """The cards that one entry in the mail program stood for, the newest first."""
        statement = select(*_COLUMNS).where(MailCardRow.uid == uid).order_by(MailCardRow.sequence.desc())
        async with self._database.read() as connection:
            return [CardRecord(*row) for row in await connection.execute(statement)]

    async def _new(self, connection: AsyncConnection, new: NewCard, key: str) -> CardRecord:
        """A new card: with a UID of its own, or with that of the older card of the event it is about."""
        # Mail programs know an entry by its UID: a change under another one would stand beside the event it changes.
        older = await self._of_event(connection, new) if new.event_id is not None else None
        uid = older.uid if older else f"{new.proposal_id}.{token_hex(_SECRET_BYTES)}"
        sequence = await self._newest_sequence(connection, uid) + 1 if older else 0
        return CardRecord(
            proposal_id=new.proposal_id,
            uid=uid,
            shared=older is not None,
            place=new.place,
            key=key,
            sequence=sequence,
            asked=sequence,
            told=new.told,
            reply=None,
        )

    async def _of_event(self, connection: AsyncConnection, new: NewCard) -> CardRecord | None:
        mine = (ProposalRow.owner_id == new.owner_id) & (ProposalRow.event_id == new.event_id)
        return await self._select(connection, MailCardRow.proposal_id.in_(select(ProposalRow.id).where(mine)))

    async def _answer_to_come(self, connection: AsyncConnection, conversation_id: str | None) -> str | None:
        """The key of the mail that answers what is being dealt with in a conversation, if cards can go with it."""
        if conversation_id is None:
            return None
        running = (
            select(TurnRow.message_id)
            .join(MessageRow, MessageRow.id == TurnRow.message_id)
            .where(MessageRow.conversation_id == conversation_id, TurnRow.finished_at.is_(None))
            .order_by(MessageRow.sequence)
            .limit(1)
        )
        message_id = await connection.scalar(running)
        if message_id is None:
            return None
        key = answer_key_of(message_id)
        gone = (OutboxRow.key == key) & (OutboxRow.state != HELD)
        return key if await connection.scalar(select(OutboxRow.number).where(gone)) is None else None

    async def _is_untried(self, connection: AsyncConnection, card: CardRecord) -> bool:
        waits = (OutboxRow.key == card.key) & OutboxRow.state.in_((HELD, QUEUED)) & (OutboxRow.claim == 0)
        return await connection.scalar(select(OutboxRow.number).where(waits)) is not None

    async def _newest_sequence(self, connection: AsyncConnection, uid: str) -> int:
        newest = await connection.scalar(select(func.max(MailCardRow.sequence)).where(MailCardRow.uid == uid))
        return int(newest or 0)

    async def _select(
        self, connection: AsyncConnection, condition: ColumnElement[bool], *, for_update: bool = False
    ) -> CardRecord | None:
        statement = select(*_COLUMNS).where(condition).order_by(MailCardRow.sequence.desc()).limit(1)
        if for_update and not self._database.is_sqlite:
            statement = statement.with_for_update()
        row = (await connection.execute(statement)).first()
        return CardRecord(*row) if row else None
