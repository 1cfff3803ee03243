"""The table of mails that came in."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base


class MailRow(Base):
    """A mail that was seen in a mailbox, which is also the job to read it. (mailbox, folder, UIDVALIDITY, UID) is the
    server's own name of it (RFC 9051, section 2.3.1.1). `raw` goes when the mail has been dealt with. `attempts` counts
    what went wrong with it, the one that is being made included; `deaths` the processes that died while they read it,
    `process` who reads it now. `claims` rises with every claim, so a late reader can tell.
    """

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("mailbox", "folder", "uid_validity", "uid"),
        Index("ix_mails_mailbox_digest", "mailbox", "digest"),
        Index("ix_mails_state_due_at", "state", "due_at"),
        Index("ix_mails_mailbox_moved_at", "mailbox", "moved_at"),
        Index("ix_mails_sender_finished_at", "sender", "finished_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    mailbox: Mapped[str] = mapped_column(String(64))
    folder: Mapped[str] = mapped_column(String(255))
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    whole: Mapped[bool] = mapped_column(Boolean)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer)
    claims: Mapped[int] = mapped_column(Integer, server_default="0")
    deaths: Mapped[int] = mapped_column(Integer, server_default="0")
    process: Mapped[str | None] = mapped_column(String(64))
    due_at: Mapped[datetime]
    arrived_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    sender: Mapped[str | None] = mapped_column(String(320))
    verdict: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str | None]
