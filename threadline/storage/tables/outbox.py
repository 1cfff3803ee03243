"""The tables of mails on their way out, and of the cards that mail programs hold."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, reference


class OutboxRow(Base):
    """A mail that is to be sent, once per `key`.

    `body` is what it says, as JSON of the room above; it is emptied when the mail has gone. Mails of one `lane` go out
    in the order of their numbers. `claim` rises with every attempt, so a late sender can tell; `process` is who sends
    it now.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_due_at", "state", "due_at"),
        Index("ix_outbox_lane_state", "lane", "state"),
        Index("ix_outbox_turn_id", "turn_id"),
    )

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[str | None] = reference("persons.id", nullable=True)
    mailbox: Mapped[str] = mapped_column(String(200))
    recipient: Mapped[str] = mapped_column(String(320))
    lane: Mapped[str] = mapped_column(String(400))
    message_ref: Mapped[str] = mapped_column(String(400))
    body: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    turn_id: Mapped[str | None] = mapped_column(String(64))
    turn_epoch: Mapped[int] = mapped_column(Integer)
    claim: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    process: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class MailCardRow(Base):
    """The card of a proposal as a mail program has it: one calendar object, told of by one or several mails.

    `uid` holds a secret; it is that of an older card (`shared`) where the proposal is about the event of that one.
    `place` is the mail that the card answers, as JSON, `key` that of the mail that first showed it. `sequence` is that
    of the newest mail about it, `asked` that of the newest one that asked for an answer. `told` is what the newest mail
    said, `reply` what the person has answered to it in the mail program (PARTSTAT in lower case).
    """

    __tablename__ = "mail_cards"
    __table_args__ = (Index("ix_mail_cards_uid", "uid"), Index("ix_mail_cards_key", "key"))

    proposal_id: Mapped[str] = reference("proposals.id", primary_key=True)
    uid: Mapped[str] = mapped_column(String(200))
    shared: Mapped[bool] = mapped_column(Boolean)
    place: Mapped[str]
    key: Mapped[str] = mapped_column(String(200))
    sequence: Mapped[int] = mapped_column(Integer)
    asked: Mapped[int] = mapped_column(Integer)
    told: Mapped[str] = mapped_column(String(400))
    reply: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
