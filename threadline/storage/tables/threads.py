"""The tables of what happens around the assistant in threads: what was said to others, and where it answers."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base


class OverheardRow(Base):
    """Something that was said to somebody else in a thread; `event_key` is the platform's id of the message.

    `account` is who said it by the channel's own id; `speaker`, `email` and `zone` are "" and None where it knows none.
    """

    __tablename__ = "overheard"
    __table_args__ = (
        Index("ix_overheard_channel_conversation_key_said_at", "channel", "conversation_key", "said_at"),
        Index("ix_overheard_said_at", "said_at"),
    )

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_key: Mapped[str] = mapped_column(String(512), primary_key=True)
    conversation_key: Mapped[str] = mapped_column(String(512))
    account: Mapped[str] = mapped_column(String(512))
    speaker: Mapped[str]
    email: Mapped[str]
    zone: Mapped[str | None]
    text: Mapped[str]
    said_at: Mapped[datetime]


class ReplyPolicyRow(Base):
    """When the assistant answers in a place of a channel's: a room, or one thread in it."""

    __tablename__ = "reply_policies"

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[str] = mapped_column(String(512), primary_key=True)
    policy: Mapped[str] = mapped_column(String(32))
    set_at: Mapped[datetime]
