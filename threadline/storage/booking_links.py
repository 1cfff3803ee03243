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
from threadline.storage.tables.appointments import BookingLinkHostRow, BookingLinkRow

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

    async def ask_host(self, link_id: str, person_id: str) -> bool:
        """Somebody is asked to be one of a link's hosts; False where they were before."""
        values = {"link_id": link_id, "person_id": person_id, "asked_at": self._clock()}
        insert = self._database.insert(BookingLinkHostRow).values(values).on_conflict_do_nothing()
        async with self._database.write() as connection:
            return (await connection.execute(insert)).rowcount > 0

    async def agree(self, link_id: str, person_id: str, *, agreed: bool) -> bool:
        """What somebody who was asked says to it; False where they were not asked."""
        asked = (BookingLinkHostRow.link_id == link_id) & (BookingLinkHostRow.person_id == person_id)
        statement = update(BookingLinkHostRow).where(asked).values(agreed_at=self._clock() if agreed else None)
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount > 0

    async def agreed_hosts(self, link_id: str) -> frozenset[str]:
        """Those who have agreed to be hosts of a link."""
        agreed = (BookingLinkHostRow.link_id == link_id) & BookingLinkHostRow.agreed_at.is_not(None)
        async with self._database.read() as connection:
            return frozenset(await connection.scalars(select(BookingLinkHostRow.person_id).where(agreed)))

    async def of_host(self, person_id: str) -> Sequence[BookingLinkRecord]:
        """The links of others that somebody was asked to be a host of, the newest first."""
        joined = select(*_COLUMNS).join(BookingLinkHostRow, BookingLinkHostRow.link_id == BookingLinkRow.id)
        asked = joined.where(BookingLinkHostRow.person_id == person_id)
        newest_first = asked.order_by(BookingLinkRow.created_at.desc(), BookingLinkRow.id.desc())
        async with self._database.read() as connection:
            return [BookingLinkRecord(*row) for row in await connection.execute(newest_first)]

    async def _one(self, condition: Any) -> BookingLinkRecord | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(condition))).first()
        return BookingLinkRecord(*row) if row else None
