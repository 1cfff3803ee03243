"""The table of processes that run the service."""

from datetime import datetime

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column


class ProcessRow(Base):
    """A process that runs the service, from its start to its orderly end: one that died is recognised by its row."""

    __tablename__ = "processes"

    id: Mapped[str] = id_column()
    replica: Mapped[str] = mapped_column(String(255))
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    leased: Mapped[bool] = mapped_column(server_default=false())
    """Whether its sign of life is a lease; else it holds its replica's name by a lock, and lives while it does."""


class RateLimitRow(Base):
    """How far the use of a key is ahead of the clock. Used on Postgres only, and not logged there."""

    __tablename__ = "rate_limits"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    arrival: Mapped[datetime]
