"""Files that people send with what they write: kept from their upload on, for a day where nobody sends them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select, update

from threadline.storage.database.database import Database
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.files import FileRow, MessageFileRow

UNSENT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file. `conversation_id` is where it was sent, None while it waits for that; `has_picture`: it can be shown."""

    id: str
    person_id: str
    conversation_id: str | None
    name: str
    media_type: str
    size: int
    pages: int | None
    words: int
    note: str
    has_picture: bool


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep, with its text; `picture` is what was sent, of a picture."""

    name: str
    media_type: str
    size: int
    pages: int | None
    words: int
    note: str
    text: str
    picture: bytes | None = None


_COLUMNS = (
    *(getattr(FileRow, name) for name in FileRecord.__dataclass_fields__ if name != "has_picture"),
    FileRow.picture.is_not(None),
)


class FileStore:
    """Keeps files. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def add(self, person_id: str, file: NewFile) -> FileRecord:
        """Keep a file; what this person left unsent for long is let go of."""
        now, file_id = self._clock(), new_id()
        values = {name: getattr(file, name) for name in NewFile.__dataclass_fields__}
        insert = self._database.insert(FileRow).values(id=file_id, person_id=person_id, created_at=now, **values)
        old = (FileRow.person_id == person_id) & (FileRow.created_at < now - UNSENT)
        async with self._database.write() as connection:
            await connection.execute(delete(FileRow).where(old, unsent()))
            await connection.execute(insert)
        about = (file.name, file.media_type, file.size, file.pages, file.words, file.note, file.picture is not None)
        return FileRecord(file_id, person_id, None, *about)

    async def waiting(self, person_id: str) -> int:
        """How many of a person's files came with no message so far."""
        statement = select(func.count()).select_from(FileRow).where(FileRow.person_id == person_id, unsent())
        async with self._database.read() as connection:
            return await connection.scalar(statement) or 0

    async def get(self, person_id: str, file_id: str) -> FileRecord | None:
        """One of a person's files."""
        statement = select(*_COLUMNS).where(FileRow.id == file_id, FileRow.person_id == person_id)
        async with self._database.read() as connection:
            row = (await connection.execute(statement)).first()
        return FileRecord(*row) if row else None

    async def text(self, file_id: str) -> str:
        """What was read of a file."""
        async with self._database.read() as connection:
            return await connection.scalar(select(FileRow.text).where(FileRow.id == file_id)) or ""

    async def picture(self, file_id: str) -> bytes | None:
        """What was sent, of a picture."""
        async with self._database.read() as connection:
            return await connection.scalar(select(FileRow.picture).where(FileRow.id == file_id))

    async def delete_unsent(self, file_id: str) -> bool:
        """Let go of a file that came with no message; False where it did, or is gone."""
        async with self._database.write() as connection:
            gone = await connection.execute(delete(FileRow).where(FileRow.id == file_id, unsent()))
        return gone.rowcount > 0

    async def send(self, message_id: str, conversation_id: str, file_ids: Sequence[str]) -> None:
        """They came with a message; saying so twice is once."""
        if not file_ids:
            return
        rows = [
            {"message_id": message_id, "file_id": file_id, "place": place} for place, file_id in enumerate(file_ids)
        ]
        settled = update(FileRow).where(FileRow.id.in_(file_ids), FileRow.conversation_id.is_(None))
        async with self._database.write() as connection:
            await connection.execute(self._database.insert(MessageFileRow).on_conflict_do_nothing(), rows)
            await connection.execute(settled.values(conversation_id=conversation_id))

    async def of_messages(self, message_ids: Sequence[str]) -> Mapping[str, Sequence[FileRecord]]:
        """What came with these messages, in its order."""
        statement = (
            select(MessageFileRow.message_id, *_COLUMNS)
            .join(FileRow, FileRow.id == MessageFileRow.file_id)
            .where(MessageFileRow.message_id.in_(message_ids))
            .order_by(MessageFileRow.message_id, MessageFileRow.place)
        )
        found: dict[str, list[FileRecord]] = {}
        async with self._database.read() as connection:
            for message_id, *about in await connection.execute(statement):
                found.setdefault(message_id, []).append(FileRecord(*about))
        return found


def unsent() -> ColumnElement[bool]:
    """Files that came with no message that there is."""
    return ~exists().where(MessageFileRow.file_id == FileRow.id)
