"""The table of work in several steps."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class WorkflowRow(Base):
    """Work in steps that a person may take part in. `body` is its steps as JSON; `key` is that of the request it came
    of, so that it is begun once. `seen_at` is the last sign of life of whoever carries it on."""

    __tablename__ = "workflows"
    __table_args__ = (
        Index("ix_workflows_person_id_created_at", "person_id", "created_at"),
        Index("ix_workflows_state_seen_at", "state", "seen_at"),
    )

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("persons.id")
    key: Mapped[str] = mapped_column(String(300), unique=True)
    title: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    body: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
