"""What turns took: one row a turn, and one for each attempt at a provider."""

from datetime import datetime

from sqlalchemy import Boolean, Float, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class LedgerRow(Base):
    """What one turn took: counted against limits, so it outlives its conversation. Never what was said.

    `reserved_usd` is what it may come to, while that is not known yet, or where nobody knows the price.
    """

    __tablename__ = "ledger"
    __table_args__ = (
        Index("ix_ledger_started_at", "started_at"),
        Index("ix_ledger_person_id_started_at", "person_id", "started_at"),
        Index("ix_ledger_person_id_finished_at", "person_id", "finished_at"),
    )

    message_id: Mapped[str] = id_column()
    conversation_id: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[str] = reference("persons.id")
    channel: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(32))
    provider: Mapped[str | None] = mapped_column(String(64))
    model: Mapped[str | None] = mapped_column(String(200))
    input_tokens: Mapped[int | None] = mapped_column(Integer)
    output_tokens: Mapped[int | None] = mapped_column(Integer)
    cost_usd: Mapped[float | None] = mapped_column(Float)
    reserved_usd: Mapped[float | None] = mapped_column(Float)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class LedgerAttemptRow(Base):
    """One call to a provider and what it took, however it ended. `counts`: the answer that was given is this one's."""

    __tablename__ = "ledger_attempts"

    message_id: Mapped[str] = reference("ledger.message_id", primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    provider: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(16))
    round: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(32))
    counts: Mapped[bool] = mapped_column(Boolean)
    input_tokens: Mapped[int] = mapped_column(Integer)
    output_tokens: Mapped[int] = mapped_column(Integer)
    cached_tokens: Mapped[int] = mapped_column(Integer)
    cache_write_tokens: Mapped[int] = mapped_column(Integer)
    reasoning_tokens: Mapped[int] = mapped_column(Integer)
    estimated: Mapped[bool] = mapped_column(Boolean)
    cost_usd: Mapped[float | None] = mapped_column(Float)
    seconds: Mapped[float] = mapped_column(Float)
    first_seconds: Mapped[float | None] = mapped_column(Float)
