"""The tables of connected calendars."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class ConnectionRow(Base):
    """A kind of calendar that a person has connected. What opens it is among the secrets."""

    __tablename__ = "connections"

    person_id: Mapped[str] = reference("persons.id", primary_key=True)
    backend: Mapped[str] = mapped_column(String(64), primary_key=True)
    label: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    connected_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CalendarWatchRow(Base):
    """What a back end was asked to tell of. `token` is up to where the calendar's changes are known."""

    __tablename__ = "calendar_watches"
    __table_args__ = (Index("ix_calendar_watches_person_id_backend", "person_id", "backend"),)

    watch_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    person_id: Mapped[str] = reference("persons.id")
    backend: Mapped[str] = mapped_column(String(64))
    calendar_id: Mapped[str]
    resource: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(String(64))
    token: Mapped[str | None]
    expires_at: Mapped[datetime]


class DeletedEventRow(Base):
    """An event of ours that was deleted on a server which does not remember that itself."""

    __tablename__ = "deleted_events"

    person_id: Mapped[str] = reference("persons.id", primary_key=True)
    backend: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    deleted_at: Mapped[datetime]


class AuthorizationRow(Base):
    """A person on their way to a calendar's consent page and back; only the hash of the state is kept."""

    __tablename__ = "authorizations"
    __table_args__ = (Index("ix_authorizations_expires_at", "expires_at"),)

    state_hash: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("persons.id")
    backend: Mapped[str] = mapped_column(String(64))
    return_to: Mapped[str | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
