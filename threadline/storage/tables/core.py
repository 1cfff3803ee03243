"""The tables, as SQLAlchemy models.

Instants are stored in UTC and come back aware. Structured values are JSON text that the room above writes and reads.
A message never changes after it was stored; its turn does.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class PersonRow(Base):
    """One human."""

    __tablename__ = "persons"
    __table_args__ = (Index("ix_persons_created_at", "created_at"),)

    id: Mapped[str] = id_column()
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[datetime]


class IdentityRow(Base):
    """Who a person is on one channel."""

    __tablename__ = "identities"

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(512), primary_key=True)
    person_id: Mapped[str] = reference("persons.id", index=True)
    created_at: Mapped[datetime]


class PreferenceRow(Base):
    """One setting of a person."""

    __tablename__ = "preferences"

    person_id: Mapped[str] = reference("persons.id", primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str]
    category: Mapped[str] = mapped_column(String(100))
    updated_at: Mapped[datetime]


class ConversationRow(Base):
    """A thread. `active_message` is the one being answered: turns of a conversation run one after the other.

    `system_prompt` is how its answers are to be, `client_data` (JSON) what its client keeps with it. `provider` answers
    in it, where its person chose one for it alone. An `archived` one is not listed until something is said in it.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("channel", "external_key"),
        Index("ix_conversations_person_id_updated_at", "person_id", "updated_at"),
        Index("ix_conversations_active_message", "active_message"),
        Index("ix_conversations_updated_at", "updated_at"),
    )

    id: Mapped[str] = id_column()
    channel: Mapped[str] = mapped_column(String(64))
    external_key: Mapped[str] = mapped_column(String(512))
    person_id: Mapped[str] = reference("persons.id")
    title: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    last_sequence: Mapped[int] = mapped_column(Integer)
    active_message: Mapped[str | None] = mapped_column(String(64))
    system_prompt: Mapped[str] = mapped_column(Text, server_default="")
    client_data: Mapped[str] = mapped_column(Text, server_default="{}")
    pinned: Mapped[bool] = mapped_column(Boolean, server_default=false())
    archived: Mapped[bool] = mapped_column(Boolean, server_default=false())
    provider: Mapped[str | None] = mapped_column(String(64))


class MessageRow(Base):
    """What a person sent, as it came. (channel, event_key) is the platform's own id of it."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("channel", "event_key"),
        UniqueConstraint("conversation_id", "sequence"),
        Index("ix_messages_person_id_received_at", "person_id", "received_at"),
    )

    id: Mapped[str] = id_column()
    channel: Mapped[str] = mapped_column(String(64))
    event_key: Mapped[str] = mapped_column(String(512))
    conversation_id: Mapped[str] = reference("conversations.id")
    sequence: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[str] = reference("persons.id")
    text: Mapped[str]
    body: Mapped[str]
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]


class TurnRow(Base):
    """One message being answered, and the answer.

    `asked` is what the answer asked back, as JSON: the next message may answer it. `epoch` rises with every start, so a
    late process can tell; `beat_at` is the last sign of life of the one that runs it, `process` which that is.
    `failures` counts what went wrong in the turn itself, `deaths` the processes that died while they were at it, and
    `due_at` is when a turn that was put back may be begun by whoever finds it. `degraded` is why less was given than
    was asked for, `tried` who was asked, as JSON. `beside` is what a model was told beside the words, as it was
    sent: the situation, and what came with the message. `steps` is what was done for the answer, as JSON, and
    `replaced_by` the message under which the same was asked once more: what was said of it is no part of the thread.
    """

    __tablename__ = "turns"
    __table_args__ = (
        Index("ix_turns_state", "state"),
        Index("ix_turns_person_id_finished_at", "person_id", "finished_at"),
        Index("ix_turns_finished_at", "finished_at"),
    )

    message_id: Mapped[str] = reference("messages.id", primary_key=True)
    person_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    failures: Mapped[int] = mapped_column("attempts", Integer, key="failures")  # its first name
    deaths: Mapped[int] = mapped_column(Integer, server_default="0")
    process: Mapped[str | None] = mapped_column(String(64))
    due_at: Mapped[datetime | None]
    epoch: Mapped[int] = mapped_column(Integer)
    stop_requested: Mapped[bool] = mapped_column(Boolean)
    surface_ref: Mapped[str | None]
    text: Mapped[str]
    template_id: Mapped[str | None] = mapped_column(String(64))
    template_version: Mapped[int | None] = mapped_column(Integer)
    provider: Mapped[str | None] = mapped_column(String(64))
    model: Mapped[str | None] = mapped_column(String(200))
    input_tokens: Mapped[int | None] = mapped_column(Integer)
    output_tokens: Mapped[int | None] = mapped_column(Integer)
    estimated: Mapped[bool | None] = mapped_column(Boolean)
    cost_usd: Mapped[float | None] = mapped_column(Float)
    dropped: Mapped[str | None]
    code: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str | None]
    asked: Mapped[str | None]
    degraded: Mapped[str | None]
    tried: Mapped[str | None]
    beside: Mapped[str | None]
    steps: Mapped[str | None]
    replaced_by: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class ProposalRow(Base):
    """An event that waits for a decision, or what became of it. `key` makes proposing it twice one proposal."""

    __tablename__ = "proposals"
    __table_args__ = (
        Index("ix_proposals_owner_id_created_at", "owner_id", "created_at"),
        Index("ix_proposals_state_expires_at", "state", "expires_at"),
        Index("ix_proposals_state_updated_at", "state", "updated_at"),
        Index(
            "ix_proposals_clearing",
            "updated_at",
            sqlite_where=text("clearing = 1"),
            postgresql_where=text("clearing"),
        ),
    )

    id: Mapped[str] = id_column()
    key: Mapped[str] = mapped_column(String(200), unique=True)
    owner_id: Mapped[str] = reference("persons.id")
    conversation_id: Mapped[str | None] = reference("conversations.id", index=True)
    message_id: Mapped[str | None] = mapped_column(String(64), index=True)
    channel: Mapped[str] = mapped_column(String(64))
    surface_ref: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[str]
    calendar: Mapped[str] = mapped_column(String(64))
    calendar_id: Mapped[str] = mapped_column(String(1024))
    event_id: Mapped[str | None] = mapped_column(String(1024))
    event_version: Mapped[str | None] = mapped_column(String(200))
    clearing: Mapped[bool] = mapped_column(Boolean, server_default=false())
    reason: Mapped[str | None]
    decided_by: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    undo_until: Mapped[datetime | None]


class LinkRow(Base):
    """A link in a mail that leads to one proposal; only the hash of its token is kept.

    `used_at` is written no more (see `confirm_links`); replicas of the version before read it while they are replaced.
    """

    __tablename__ = "links"
    __table_args__ = (Index("ix_links_expires_at", "expires_at"),)

    token_hash: Mapped[str] = id_column()
    proposal_id: Mapped[str] = reference("proposals.id", index=True)
    person_id: Mapped[str] = reference("persons.id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class EventRow(Base):
    """An event of the built-in calendar. `change` is a counter per owner: the calendar's sync token."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("owner_id", "key"),
        Index("ix_events_owner_id_calendar_id_start_until", "owner_id", "calendar_id", "start", "until"),
        Index("ix_events_owner_id_change", "owner_id", "change"),
        Index(
            "uq_events_owner_id_calendar_id_uid",
            *("owner_id", "calendar_id", "uid"),
            unique=True,
            sqlite_where=text("NOT deleted"),
            postgresql_where=text("NOT deleted"),
        ),
    )

    owner_id: Mapped[str] = reference("persons.id", primary_key=True)
    id: Mapped[str] = id_column()
    calendar_id: Mapped[str] = mapped_column(String(64))
    key: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    change: Mapped[int] = mapped_column(BigInteger)
    title: Mapped[str]
    start: Mapped[datetime]
    end: Mapped[datetime]
    until: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    all_day: Mapped[bool] = mapped_column(Boolean)
    location: Mapped[str | None]
    description: Mapped[str | None]
    rrule: Mapped[str | None]
    excluded: Mapped[str]
    attendees: Mapped[str]
    private: Mapped[bool] = mapped_column(Boolean)
    transparent: Mapped[bool] = mapped_column(Boolean)
    reminders: Mapped[str | None]
    tentative: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    organizer: Mapped[str | None]
    uid: Mapped[str | None]
    deleted: Mapped[bool] = mapped_column(Boolean)
    updated_at: Mapped[datetime]


class TemplateRow(Base):
    """One version of a template of one person; the highest version counts, and `deleted` ends it."""

    __tablename__ = "templates"

    owner_id: Mapped[str] = reference("persons.id", primary_key=True)
    id: Mapped[str] = id_column()
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    body: Mapped[str]
    deleted: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime]


class TokenRow(Base):
    """A token of our own: API access, a browser session, a one-time sign-in or a feed. Only its hash is kept."""

    __tablename__ = "tokens"
    __table_args__ = (Index("ix_tokens_expires_at", "expires_at"), Index("ix_tokens_revoked_at", "revoked_at"))

    id: Mapped[str] = id_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[str] = reference("persons.id", index=True)
    name: Mapped[str]
    scopes: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    parent_id: Mapped[str | None] = mapped_column(String(64))


class SecretRow(Base):
    """A secret of a person or of the service, encrypted."""

    __tablename__ = "secrets"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime]


class AuditRow(Base):
    """Who did what, when. Never what was said."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_person_id_at", "person_id", "at"), Index("ix_audit_at", "at"))

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    person_id: Mapped[str | None] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str]


class RoundRow(Base):
    """One round of a turn in which a model called tools: kept before a tool runs, so that no model is asked twice.

    `body` is what the model said and called; `results` and `notes` follow when its tools have run.
    """

    __tablename__ = "rounds"

    message_id: Mapped[str] = reference("messages.id", primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    body: Mapped[str]
    results: Mapped[str | None]
    notes: Mapped[str | None]
    created_at: Mapped[datetime]


class PieceRow(Base):
    """What a model noted of one piece of a text that came with a message and is too long for it: kept as soon as it is
    read, so that no piece is read twice. `body` is JSON.
    """

    __tablename__ = "pieces"

    message_id: Mapped[str] = reference("messages.id", primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    body: Mapped[str]


class HandedRow(Base):
    """What one call of a tool showed a program that talks to us without a conversation, so that it can be named again.

    `series` is the end of all references of that call, and the token the only one that may use them.
    """

    __tablename__ = "handed"

    series: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_id: Mapped[str] = reference("tokens.id", index=True)
    body: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ToldRow(Base):
    """What a model was told in a turn besides the conversation, for operators."""

    __tablename__ = "told"

    message_id: Mapped[str] = reference("messages.id", primary_key=True)
    body: Mapped[str]
