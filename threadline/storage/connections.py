"""Which calendars persons have connected, and persons on their way to doing so. Credentials are kept elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, update

from threadline.storage.database.database import Database
from threadline.storage.database.read_once import Key, forget, kept
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import utc_now
from threadline.storage.tables.connections import AuthorizationRow, ConnectionRow
from threadline.storage.tables.core import SecretRow

CONNECTED, BROKEN = "connected", "broken"
STATE_OWNER = "oauth"
"""Under this owner the secrets of states are kept, by the hash of the state."""

_STATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class ConnectionRecord:
    """One connected kind of calendar.

    `state` is `connected` or `broken` (its credentials open nothing any more; `reason` says why, and `asked_at` when
    the person was asked to connect again).
    """

    person_id: str
    backend: str
    label: str
    state: str
    reason: str | None
    asked_at: datetime | None
    connected_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AuthorizationRecord:
    """Whose consent for which back end a state was made for, and where to go afterwards."""

    state_hash: str
    person_id: str
    backend: str
    return_to: str | None
    expires_at: datetime


_CONNECTION = tuple(getattr(ConnectionRow, name) for name in ConnectionRecord.__dataclass_fields__)
_KIND = "connections"
_OF_PERSON = (
    select(*_CONNECTION)
    .where(ConnectionRow.person_id == bindparam("person"))
    .order_by(ConnectionRow.connected_at, ConnectionRow.backend)
)
_AUTHORIZATION = tuple(getattr(AuthorizationRow, name) for name in AuthorizationRecord.__dataclass_fields__)


class ConnectionStore:
    """Keeps connections."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def of_person(self, person_id: str) -> Sequence[ConnectionRecord]:
        """All connections of a person, the oldest first."""
        key, read = self.beside(person_id)
        known: Sequence[ConnectionRecord] | None = kept(key)
        return await self._database.look(read) if known is None else known

    @staticmethod
    def beside(person_id: str) -> tuple[Key, Callable[[Connection], Sequence[ConnectionRecord]]]:
        """To be read together with something else."""

        def look(connection: Connection) -> Sequence[ConnectionRecord]:
            return [ConnectionRecord(*row) for row in connection.execute(_OF_PERSON, {"person": person_id})]

        return (_KIND, person_id), look

    async def working(self) -> Sequence[tuple[str, str]]:
        """Which persons are connected to which back ends, whose credentials open something."""
        statement = select(ConnectionRow.person_id, ConnectionRow.backend).where(ConnectionRow.state == CONNECTED)
        async with self._database.read() as connection:
            return [(person_id, backend) for person_id, backend in await connection.execute(statement)]

    async def put(self, person_id: str, backend: str, *, label: str) -> ConnectionRecord:
        """Remember that it is connected, again or anew. Raises `RecordNotFound` for an unknown person."""
        now = self._clock()
        state = {"label": label, "state": CONNECTED, "reason": None, "asked_at": None, "updated_at": now}
        insert = self._database.insert(ConnectionRow).values(
            person_id=person_id, backend=backend, connected_at=now, **state
        )
        upsert = insert.on_conflict_do_update(index_elements=["person_id", "backend"], set_=state)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            await connection.execute(upsert)
            row = (await connection.execute(select(*_CONNECTION).where(_is(person_id, backend)))).one()
        return ConnectionRecord(*row)

    async def broke(self, person_id: str, backend: str, reason: str) -> bool:
        """Remember that its credentials open nothing any more; False if that was known, or there is none."""
        now = self._clock()
        works = _is(person_id, backend) & (ConnectionRow.state == CONNECTED)
        values = {"state": BROKEN, "reason": reason, "asked_at": now, "updated_at": now}
        forget(_KIND)
        async with self._database.write() as connection:
            return (await connection.execute(update(ConnectionRow).where(works).values(values))).rowcount > 0

    async def delete(self, person_id: str, backend: str) -> bool:
        """Forget one; False if there was none."""
        forget(_KIND)
        async with self._database.write() as connection:
            return (await connection.execute(delete(ConnectionRow).where(_is(person_id, backend)))).rowcount > 0


class AuthorizationStore:
    """Keeps who is on the way to a consent page. A state is used once and only in time; only hashes are kept."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def issue(self, person_id: str, backend: str, *, return_to: str | None, lifetime: timedelta) -> str:
        """A new state (43 URL-safe characters), which is not to be had again. Forgets those that are over.

        Raises `RecordNotFound` for an unknown person.
        """
        clear, now = token_urlsafe(_STATE_BYTES), self._clock()
        insert = self._database.insert(AuthorizationRow).values(
            state_hash=state_hash(clear),
            person_id=person_id,
            backend=backend,
            return_to=return_to,
            created_at=now,
            expires_at=now + lifetime,
        )
        async with self._database.write() as connection:
            await connection.execute(delete(AuthorizationRow).where(AuthorizationRow.expires_at < now - lifetime))
            left = (SecretRow.owner == STATE_OWNER) & (SecretRow.updated_at < now - 2 * lifetime)
            await connection.execute(delete(SecretRow).where(left))
            await hold_owner(connection, person_id)
            await connection.execute(insert)
        return clear

    async def peek(self, clear: str) -> AuthorizationRecord | None:
        """What a state that is still good was made for."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_AUTHORIZATION).where(self._open(clear)))).first()
        return AuthorizationRecord(*row) if row else None

    async def use(self, clear: str) -> AuthorizationRecord | None:
        """Use a state up: the first caller in time gets what it was made for, everybody else None."""
        taken = update(AuthorizationRow).where(self._open(clear)).values(used_at=self._clock())
        async with self._database.write() as connection:
            row = (await connection.execute(taken.returning(*_AUTHORIZATION))).first()
        return AuthorizationRecord(*row) if row else None

    def _open(self, clear: str) -> ColumnElement[bool]:
        in_time = AuthorizationRow.used_at.is_(None) & (AuthorizationRow.expires_at > self._clock())
        return (AuthorizationRow.state_hash == state_hash(clear)) & in_time


def state_hash(clear: str) -> str:
    """What is kept of a state."""
    return sha256(clear.encode("utf-8", "surrogatepass")).hexdigest()


def _is(person_id: str, backend: str) -> ColumnElement[bool]:
    return (ConnectionRow.person_id == person_id) & (ConnectionRow.backend == backend)
