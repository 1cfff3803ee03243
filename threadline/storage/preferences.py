"""Preferences of a person: small settings under a key. `timezone` and `language` steer the service."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select

from threadline.storage.database.database import Database
from threadline.storage.database.read_once import Beside, Key, forget, once
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import PreferenceRow


@dataclass(frozen=True, slots=True)
class PreferenceRecord:
    """One setting."""

    key: str
    value: str
    category: str
    updated_at: datetime


_COLUMNS = tuple(getattr(PreferenceRow, name) for name in PreferenceRecord.__dataclass_fields__)
_KIND = "preferences"
_OF_PERSON = select(*_COLUMNS).where(PreferenceRow.person_id == bindparam("person")).order_by(PreferenceRow.key)


class PreferenceStore:
    """Keeps the preferences of all persons."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def put(self, person_id: str, key: str, *, value: str, category: str = "general") -> PreferenceRecord:
        """Set one. Raises `RecordNotFound` for an unknown person."""
        record = PreferenceRecord(key, value, category, self._clock())
        values = {"value": value, "category": category, "updated_at": record.updated_at}
        insert = self._database.insert(PreferenceRow).values(person_id=person_id, key=key, **values)
        async with self._database.write() as connection:
            await hold_owner(connection, person_id)
            await connection.execute(insert.on_conflict_do_update(index_elements=["person_id", "key"], set_=values))
        forget(_KIND)
        return record

    async def get(self, person_id: str, key: str) -> PreferenceRecord | None:
        """One setting, or None."""
        return next((record for record in await self.list(person_id) if record.key == key), None)

    async def list(self, person_id: str) -> Sequence[PreferenceRecord]:
        """All settings of a person, by key."""

        async def read() -> Sequence[PreferenceRecord]:
            return await self._database.look(lambda connection: self.look(connection, person_id))

        return await once(self.key(person_id), read)

    @staticmethod
    def look(connection: Connection, person_id: str) -> Sequence[PreferenceRecord]:
        """All settings of a person, by key, within a transaction."""
        return [PreferenceRecord(*row) for row in connection.execute(_OF_PERSON, {"person": person_id})]

    @staticmethod
    def key(person_id: str) -> Key:
        """Under which a turn keeps them."""
        return _KIND, person_id

    @classmethod
    def beside(cls, person_id: str) -> Beside:
        """To be read together with something else."""
        return cls.key(person_id), lambda connection: cls.look(connection, person_id)

    async def delete(self, person_id: str, key: str) -> bool:
        """Unset one; False if it was not set."""
        async with self._database.write() as connection:
            found = (await connection.execute(delete(PreferenceRow).where(_is(person_id, key)))).rowcount > 0
        forget(_KIND)
        return found


def _is(person_id: str, key: str) -> ColumnElement[bool]:
    return (PreferenceRow.person_id == person_id) & (PreferenceRow.key == key)
