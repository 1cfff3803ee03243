"""The tables of times that are kept free while somebody makes up their mind: an offer of some, and each of them."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class HeldOfferRow(Base):
    """Times that were offered and are held until one is taken, the offer is over, or its owner lets them go.

    It belongs to a booking link (`link_id`) or a card (`proposal_id`), and ends with it. `key` makes holding twice one.
    `cleared_at`: nothing of it is left in the calendar.
    """

    __tablename__ = "held_offers"
    __table_args__ = (
        Index("ix_held_offers_person_id_released_at", "person_id", "released_at"),
        Index("ix_held_offers_cleared_at_expires_at", "cleared_at", "expires_at"),
    )

    id: Mapped[str] = id_column()
    key: Mapped[str] = mapped_column(String(300), unique=True)
    person_id: Mapped[str] = reference("persons.id")
    conversation_id: Mapped[str | None] = mapped_column(String(64))
    link_id: Mapped[str | None] = mapped_column(String(64), index=True)
    proposal_id: Mapped[str | None] = mapped_column(String(64))
    calendar: Mapped[str] = mapped_column(String(100))
    calendar_id: Mapped[str]
    title: Mapped[str]
    zone: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]


class HoldRow(Base):
    """One of its times. `id` is the key that its event has in the calendar.

    `tried_at` is written before the calendar is asked for the event and `placed_at` after it has answered: in between,
    the event may come to stand there later than anybody looks. `gone_at`: it was taken out.
    """

    __tablename__ = "holds"
    __table_args__ = (Index("ix_holds_offer_id_start", "offer_id", "start"),)

    id: Mapped[str] = id_column()
    offer_id: Mapped[str] = reference("held_offers.id")
    start: Mapped[datetime]
    end: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    placed_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
