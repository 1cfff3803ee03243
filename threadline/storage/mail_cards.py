"""The cards of proposals that mail programs hold, and the mails that keep them true.

A card and the mail that tells of it are stored in one transaction, so that neither is ever without the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database import Database
from threadline.storage.outbox import HELD, QUEUED, NewMail, insert_mail
from threadline.storage.outbox_tables import MailCardRow, OutboxRow
from threadline.storage.persons import utc_now
from threadline.storage.tables import ProposalRow

_SECRET_BYTES = 12


@dataclass(frozen=True, slots=True)
class CardRecord:
    """A card as stored: see `MailCardRow`. `key` is that of the mail that first showed it."""

    proposal_id: str
    secret: str
    place: str
    key: str
    sequence: int
    asked: int
    told: str
    reply: str | None


_COLUMNS = tuple(getattr(MailCardRow, name) for name in CardRecord.__dataclass_fields__)


class MailCards:
    """Keeps the cards. Raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def present(self, proposal_id: str, *, place: str, told: str, answer_key: str, alone: NewMail) -> CardRecord:
        """Store a card once. It goes with the answer of its turn while that is held, else as the mail `alone`."""
        now = self._clock()
        async with self._database.write() as connection:
            known = await self._select(connection, MailCardRow.proposal_id == proposal_id)
            if known is not None:
                return known
            released = {"state": QUEUED, "due_at": now, "updated_at": now}
            held = (OutboxRow.key == answer_key) & (OutboxRow.state == HELD)
            together = (await connection.execute(update(OutboxRow).where(held).values(released))).rowcount > 0
            values = {
                "proposal_id": proposal_id,
                "secret": token_hex(_SECRET_BYTES),
                "place": place,
                "key": answer_key if together else alone.key,
                "sequence": 0,
                "asked": 0,
                "told": told,
                "created_at": now,
                "updated_at": now,
            }
            await connection.execute(self._database.insert(MailCardRow).values(values).on_conflict_do_nothing())
            if not together:
                await insert_mail(self._database, connection, alone, now)
            card = await self._select(connection, MailCardRow.proposal_id == proposal_id)
        assert card is not None  # noqa: S101 - just written in this transaction
        return card

    async def tell(
        self, proposal_id: str, *, told: str, asks: bool, mail: Callable[[CardRecord], NewMail | None]
    ) -> bool:
        """Remember what is true now, and send the mail that says so; False where no mail was needed.

        `mail` is given the card with its new sequence; None from it means that nobody needs to be told. None is sent
        where that was told already, or where the card's first mail was not tried yet: it will say what is true then.
        """
        now = self._clock()
        async with self._database.write() as connection:
            card = await self._select(connection, MailCardRow.proposal_id == proposal_id, for_update=True)
            if card is None or card.told == told:
                return False
            untried = (OutboxRow.key == card.key) & OutboxRow.state.in_((HELD, QUEUED)) & (OutboxRow.claim == 0)
            new = None
            if await connection.scalar(select(OutboxRow.number).where(untried)) is None:
                new = mail(_next(card))
            sequence = card.sequence + (new is not None)
            values = {"told": told, "sequence": sequence, "updated_at": now}
            if asks:
                values["asked"] = sequence
            this = MailCardRow.proposal_id == proposal_id
            await connection.execute(update(MailCardRow).where(this).values(values))
            return new is not None and await insert_mail(self._database, connection, new, now)

    async def note_reply(self, proposal_id: str, reply: str) -> None:
        """Remember what the person answered in the mail program."""
        this = MailCardRow.proposal_id == proposal_id
        values = {"reply": reply, "updated_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(update(MailCardRow).where(this).values(values))

    async def get(self, proposal_id: str) -> CardRecord | None:
        """The card of a proposal."""
        return await self._find(MailCardRow.proposal_id == proposal_id)

    async def of_mail(self, key: str) -> CardRecord | None:
        """The card that the mail of this key was the first to show."""
        return await self._find(MailCardRow.key == key)

    async def of_event(self, owner_id: str, event_id: str) -> CardRecord | None:
        """The card by which somebody's event was booked."""
        booked = select(ProposalRow.id).where(ProposalRow.owner_id == owner_id, ProposalRow.event_id == event_id)
        return await self._find(MailCardRow.proposal_id.in_(booked))

    async def _find(self, condition: ColumnElement[bool]) -> CardRecord | None:
        async with self._database.read() as connection:
            return await self._select(connection, condition)

    async def _select(
        self, connection: AsyncConnection, condition: ColumnElement[bool], *, for_update: bool = False
    ) -> CardRecord | None:
        statement = select(*_COLUMNS).where(condition).order_by(MailCardRow.created_at.desc()).limit(1)
        if for_update and not self._database.is_sqlite:
            statement = statement.with_for_update()
        row = (await connection.execute(statement)).first()
        return CardRecord(*row) if row else None


def _next(card: CardRecord) -> CardRecord:
    """The card as the mail after the newest one has it."""
    fields = {name: getattr(card, name) for name in CardRecord.__dataclass_fields__}
    return CardRecord(**(fields | {"sequence": card.sequence + 1}))
