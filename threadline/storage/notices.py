"""What people are told where they look by themselves, as in the console: kept until it is read, or a day old."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import utc_now
from threadline.storage.tables.notices import NoticeRow

FRESH = timedelta(days=1)
"""How long a notice is shown; what it tells of is over then."""

_KEPT = timedelta(days=30)
_MOST = 50


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice; `text` is CommonMark."""

    id: str
    text: str
    created_at: datetime


_COLUMNS = tuple(getattr(NoticeRow, name) for name in NoticeRecord.__dataclass_fields__)


class NoticeStore:
    """Keeps notices. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def add(self, person_id: str, text: str, *, key: str) -> None:
        """Tell somebody; the same key is the same notice, however often it is added. Old ones of theirs go."""
        now = self._clock()
        values = {"id": key, "person_id": person_id, "text": text, "created_at": now, "read_at": None}
        insert = self._database.insert(NoticeRow).values(values).on_conflict_do_nothing(index_elements=["id"])
        old = (NoticeRow.person_id == person_id) & (NoticeRow.created_at < now - _KEPT)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            await connection.execute(insert)
            await connection.execute(delete(NoticeRow).where(old))

    async def unread(self, person_id: str) -> Sequence[NoticeRecord]:
        """What a person has not read yet, the oldest first."""
        fresh = NoticeRow.created_at > self._clock() - FRESH
        mine = (NoticeRow.person_id == person_id) & NoticeRow.read_at.is_(None) & fresh
        statement = select(*_COLUMNS).where(mine).order_by(NoticeRow.created_at, NoticeRow.id).limit(_MOST)
        async with self._database.read() as connection:
            return [NoticeRecord(*row) for row in await connection.execute(statement)]

    async def read(self, person_id: str, notice_id: str) -> bool:
        """A person has read one; False where they have none of that id."""
        mine = (NoticeRow.person_id == person_id) & (NoticeRow.id == notice_id)
        async with self._database.write() as connection:
            found = await connection.execute(update(NoticeRow).where(mine).values(read_at=self._clock()))
        return found.rowcount > 0
