"""The table of codes by which a person proves that an address is theirs."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, reference


class LinkCodeRow(Base):
    """The newest code a person asked for; only its salted hash is kept. `sent` counts the codes since `since`."""

    __tablename__ = "link_codes"

    person_id: Mapped[str] = reference("persons.id", primary_key=True)
    email: Mapped[str] = mapped_column(String(320))
    code_hash: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(Integer)
    sent: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
