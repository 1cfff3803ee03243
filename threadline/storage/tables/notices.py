"""The tables of what a person finds when they look: notices, and their own list of things to do."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class NoticeRow(Base):
    """Something that a person was told where they look by themselves; the key of what is told is its id."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_person_id_created_at", "person_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(128), primary_key=True)
    person_id: Mapped[str] = reference("persons.id")
    text: Mapped[str]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class TodoRow(Base):
    """Something that a person wants to do. `key` is of the proposal that it came of, so that it is written once;
    `due` is a day as ISO 8601 writes it.

    What is handed over to a `service` is in its list `list_id` as `external_id`, which is None until that is known:
    `begun_at` says since when an attempt may have made it there.
    """

    __tablename__ = "todos"
    __table_args__ = (Index("ix_todos_person_id_done_at", "person_id", "done_at"),)

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("persons.id")
    key: Mapped[str] = mapped_column(String(128), unique=True)
    title: Mapped[str]
    due: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    service: Mapped[str | None] = mapped_column(String(32))
    list_id: Mapped[str | None]
    external_id: Mapped[str | None]
    begun_at: Mapped[datetime | None]
