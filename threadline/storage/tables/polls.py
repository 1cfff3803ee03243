"""The tables of polls: the times that a group is asked about, and who can come when."""

from datetime import datetime

from sqlalchemy import Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class PollRow(Base):
    """A poll. `body` is what is asked, as JSON, `asked` the message that asked for it; `key` makes asking twice one.

    `version` rises with every vote, `shown_version` is the newest one that its board in the thread shows. `result_key`
    is the key of the message whose answer tells the result: whoever writes it first has closed the poll.
    """

    __tablename__ = "polls"
    __table_args__ = (
        Index("ix_polls_person_id_created_at", "person_id", "created_at"),
        Index("ix_polls_conversation_id", "conversation_id"),
        Index("ix_polls_settled_at", "settled_at"),
    )

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("persons.id")
    conversation_id: Mapped[str] = reference("conversations.id")
    message_id: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(300), unique=True)
    body: Mapped[str]
    asked: Mapped[str]
    surface_ref: Mapped[str | None]
    version: Mapped[int] = mapped_column(Integer)
    shown_version: Mapped[int] = mapped_column(Integer)
    tries: Mapped[int] = mapped_column(Integer)
    claimed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    result_key: Mapped[str | None] = mapped_column(String(300))
    settled_at: Mapped[datetime | None]


class PollVoterRow(Base):
    """Somebody who is asked, or who has voted unasked: known by a person of ours, by an address, or by a name alone.

    `token` stands in the address of their own page. `choices` are the numbers of the times as JSON, None before they
    have voted; `heard` the keys of the last votes, so that one that comes twice counts once.
    """

    __tablename__ = "poll_voters"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        UniqueConstraint("poll_id", "email"),
        Index("ix_poll_voters_person_id", "person_id"),
        Index("ix_poll_voters_mail_ref", "mail_ref"),
    )

    id: Mapped[str] = id_column()
    poll_id: Mapped[str] = reference("polls.id")
    person_id: Mapped[str | None] = reference("persons.id")
    email: Mapped[str | None] = mapped_column(String(320))
    name: Mapped[str]
    zone: Mapped[str | None] = mapped_column(String(64))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    mail_ref: Mapped[str | None] = mapped_column(String(200))
    invited: Mapped[bool]
    choices: Mapped[str | None]
    heard: Mapped[str]
    voted_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
