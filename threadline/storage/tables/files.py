"""The tables of files that people send with what they write over HTTP."""

from datetime import datetime

from sqlalchemy import Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, id_column, reference


class FileRow(Base):
    """What was read of a file. Of pictures what was sent is kept as well, for they are shown; of others it is not.

    `conversation_id` is where it was sent first; until then it waits.
    """

    __tablename__ = "files"

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("persons.id", index=True)
    conversation_id: Mapped[str | None] = reference("conversations.id", index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(200))
    size: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[int] = mapped_column(Integer)
    note: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    picture: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class MessageFileRow(Base):
    """A file that came with a message, in its `place`; it may come with several, for they are sent again."""

    __tablename__ = "message_files"

    message_id: Mapped[str] = reference("messages.id", primary_key=True)
    file_id: Mapped[str] = reference("files.id", primary_key=True, index=True)
    place: Mapped[int] = mapped_column(Integer)
