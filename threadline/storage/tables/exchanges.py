"""The table of exchanges with people outside about a time."""

from datetime import datetime

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class ExchangeRow(Base):
    """An exchange of mails that its owner handed to the assistant. `body` is how it stands, as JSON.

    `id` is made of the owner's mail, so that handing it in twice is one exchange; `message_ref` is that mail's id, by
    which an answer to it is known.
    """

    __tablename__ = "exchanges"
    __table_args__ = (Index("ix_exchanges_message_ref", "message_ref"), Index("ix_exchanges_person_id", "person_id"))

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("persons.id")
    message_ref: Mapped[str] = mapped_column(String(1000))
    body: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
