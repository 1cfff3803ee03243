"""The table of what people are to be told unasked."""

from datetime import datetime

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class ReminderRow(Base):
    """Something that a person is to be told, once: the id is made of person, kind, subject and occurrence.

    `body` is what it is about, as JSON of the room above. `channel` is where it is told, chosen before it is told the
    first time. `claim` rises with every attempt, so a late process can tell. After `expires_at` it is worth nothing.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        Index("ix_reminders_state_due_at", "state", "due_at"),
        Index("ix_reminders_person_id_kind", "person_id", "kind"),
    )

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("persons.id")
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str | None] = mapped_column(String(64))
    claim: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    updated_at: Mapped[datetime]
