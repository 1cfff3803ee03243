"""The table of what platforms sent and nobody has dealt with yet."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base


class InboundRow(Base):
    """A request of a platform's as it came, kept from its acknowledgement until it has been dealt with.

    `key` is the platform's own name of it, `lane` what it must not overtake, `process` who deals with it. `attempts`
    counts what went wrong; `failed` says why nobody tries any more.
    """

    __tablename__ = "inbound"
    __table_args__ = (UniqueConstraint("channel", "key"), Index("ix_inbound_channel_lane", "channel", "lane"))

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    channel: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(255))
    lane: Mapped[str] = mapped_column(String(255))
    body: Mapped[str] = mapped_column(Text)
    process: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    failed: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime]
