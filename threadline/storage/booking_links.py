"""Booking links: by each, somebody without an account chooses one of its owner's free times."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import select, update

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.appointments import BookingLinkRow

_TOKEN_BYTES = 18  # 144 bits in 24 characters: nobody finds one by trying


@dataclass(frozen=True, slots=True)
class BookingLinkRecord:
    """A link as stored; `body` is its terms as JSON."""

    id: str
    token: str
    person_id: str
    body: str
    single_use: bool
    version: int
    created_at: datetime
    expires_at: datetime | None
    closed_at: datetime | None


_COLUMNS = tuple(getattr(BookingLinkRow, name) for name in BookingLinkRecord.__dataclass_fields__)


class BookingLinkStore:
    """Keeps booking links. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def create(
        self, person_id: str, *, key: str, body: str, single_use: bool, expires_at: datetime | None
    ) -> BookingLinkRecord:
        """Make a link, once for each `key`. Raises `RecordNotFound` for an unknown person."""
        now = self._clock()
        values = {
            "id": new_id(),
            "token": token_urlsafe(_TOKEN_BYTES),
            "person_id": person_id,
            "key": key,
            "body": body,
            "single_use": single_use,
            "version": 1,
            "created_at": now,
            "updated_at": now,
            "expires_at": expires_at,
        }
        insert = self._database.insert(BookingLinkRow).values(values)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["key"]))
            row = (await connection.execute(select(*_COLUMNS).where(BookingLinkRow.key == key))).one()
        return BookingLinkRecord(*row)

    async def with_token(self, token: str) -> BookingLinkRecord | None:
        """The link with that token, also one that is over."""
        return await self._one(BookingLinkRow.token == token)

    async def get(self, link_id: str) -> BookingLinkRecord | None:
        """One link, whoever's."""
        return await self._one(BookingLinkRow.id == link_id)

    async def of_person(
        self, person_id: str, *, limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[BookingLinkRecord]:
        """A person's links, the newest first; `before` is (created_at, id) of the last one seen."""
        statement = select(*_COLUMNS).where(BookingLinkRow.person_id == person_id)
        if before:
            created_at, last_id = before
            same = (BookingLinkRow.created_at == created_at) & (BookingLinkRow.id < last_id)
            statement = statement.where((BookingLinkRow.created_at < created_at) | same)
        newest_first = statement.order_by(BookingLinkRow.created_at.desc(), BookingLinkRow.id.desc()).limit(limit)
        async with self._database.read() as connection:
            return [BookingLinkRecord(*row) for row in await connection.execute(newest_first)]

    async def change(self, link_id: str, version: int, **values: Any) -> BookingLinkRecord | None:
        """Change a link that still has `version`; None where it has moved on."""
        same = (BookingLinkRow.id == link_id) & (BookingLinkRow.version == version)
        statement = update(BookingLinkRow).where(same).values(**values, version=version + 1, updated_at=self._clock())
        async with self._database.write() as connection:
            row = (await connection.execute(statement.returning(*_COLUMNS))).first()
        return BookingLinkRecord(*row) if row else None

    async def _one(self, condition: Any) -> BookingLinkRecord | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(condition))).first()
        return BookingLinkRecord(*row) if row else None
