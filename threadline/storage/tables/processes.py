"""The table of processes that run the service."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column


class ProcessRow(Base):
    """A process that runs the service, from its start to its orderly end: one that died is recognised by its row."""

    __tablename__ = "processes"

    id: Mapped[str] = id_column()
    replica: Mapped[str] = mapped_column(String(255))
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
