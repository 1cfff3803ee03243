"""The tables of what people outside choose: booking links, the times chosen by them, and whose time each takes."""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class BookingLinkRow(Base):
    """A link by which somebody without an account chooses one of its owner's free times. `body` is its terms as JSON.

    `token` stands in its address as it is: a link is made to be handed on, and its owner is told it again. `key` makes
    making it twice one link. With `single_use` one booking ends it.
    """

    __tablename__ = "booking_links"
    __table_args__ = (Index("ix_booking_links_person_id_created_at", "person_id", "created_at"),)

    id: Mapped[str] = id_column()
    token: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = reference("persons.id")
    key: Mapped[str] = mapped_column(String(300), unique=True)
    body: Mapped[str]
    single_use: Mapped[bool] = mapped_column(Boolean)
    version: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class BookingLinkHostRow(Base):
    """Somebody who was asked to be one of a link's hosts, of whom each may be given what is chosen by it."""

    __tablename__ = "booking_link_hosts"
    __table_args__ = (Index("ix_booking_link_hosts_person_id", "person_id"),)

    link_id: Mapped[str] = reference("booking_links.id", primary_key=True)
    person_id: Mapped[str] = reference("persons.id", primary_key=True)
    asked_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]


class AppointmentRow(Base):
    """A time that was chosen. It is held until it is booked or released, and stays held while its event stands.

    `key_hash` is of what the chooser's page sent with it, so that sending it twice is choosing once. `guest` is who
    chose it and what they wrote, as JSON.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_link_id_start", "link_id", "start"),
        Index("ix_appointments_booked_at_released_at", "booked_at", "released_at"),
    )

    id: Mapped[str] = id_column()
    link_id: Mapped[str] = reference("booking_links.id")
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    start: Mapped[datetime]
    end: Mapped[datetime]
    guest: Mapped[str]
    proposal_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    booked_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]


class AppointmentHostRow(Base):
    """Whose time an appointment takes: no two that are held overlap in one person's time."""

    __tablename__ = "appointment_hosts"
    __table_args__ = (Index("ix_appointment_hosts_person_id", "person_id"),)

    appointment_id: Mapped[str] = reference("appointments.id", primary_key=True)
    person_id: Mapped[str] = reference("persons.id", primary_key=True)
