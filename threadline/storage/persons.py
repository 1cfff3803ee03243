"""Persons and who they are on each channel."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Label, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.database.read_once import Beside, Key, keep, once
from threadline.storage.tables.core import IdentityRow, MessageRow, PersonRow, PreferenceRow

_CACHED_IDENTITIES = 10_000
_IDENTITY_SECONDS = 60.0  # for so long another replica may not know that two persons have become one


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One human as stored; zones are IANA. What they chose goes before what their channel told."""

    id: str
    name: str
    email: str | None
    zone: str
    language: str | None
    chosen_zone: str | None
    chosen_language: str | None
    chosen_clock: str | None

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """A person from `PERSON_COLUMNS`."""
        return cls(*row)


def _chosen(key: str) -> Label[str]:
    mine = (PreferenceRow.person_id == PersonRow.id) & (PreferenceRow.key == key)
    return select(PreferenceRow.value).where(mine).scalar_subquery().label(f"chosen_{key}")


PERSON_COLUMNS = (
    PersonRow.id.label("person_id"),
    PersonRow.name.label("person_name"),
    PersonRow.email.label("person_email"),
    PersonRow.zone.label("person_zone"),
    PersonRow.language.label("person_language"),
    _chosen("timezone"),
    _chosen("language"),
    _chosen("clock"),
)


ADDRESS_CHANNEL = "address"
"""The channel of identities that are further addresses of a person, each of them verified."""


def of_address(email: str) -> ColumnElement[bool]:
    """The condition of being the person with an address."""
    address = email.lower()
    further = (IdentityRow.channel == ADDRESS_CHANNEL) & (IdentityRow.external_id == address)
    return (PersonRow.email == address) | PersonRow.id.in_(select(IdentityRow.person_id).where(further))


_WROTE_IN = select(MessageRow.person_id).where(MessageRow.conversation_id == bindparam("conversation"))
_WRITERS = select(*PERSON_COLUMNS).where(PersonRow.id.in_(_WROTE_IN)).order_by(PersonRow.id)
_BY_ID = select(*PERSON_COLUMNS).where(PersonRow.id == bindparam("person"))


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def new_id() -> str:
    """A fresh identifier."""
    return uuid4().hex


class PersonStore:
    """Finds and makes persons."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[str, float]] = {}

    async def get(self, person_id: str, *, beside: Sequence[Beside] = ()) -> PersonRecord | None:
        """The person, or None. What is read `beside` is kept for who asks for it later (`read_once`)."""

        def look(connection: Connection) -> tuple[Sequence[Any] | None, Sequence[tuple[Key, object]]]:
            row = connection.execute(_BY_ID, {"person": person_id}).first()
            return row, [(key, read(connection)) for key, read in beside]

        row, others = await self._database.look(look)
        for key, value in others:
            keep(key, value)
        return PersonRecord.of(row) if row else None

    async def by_email(self, email: str) -> PersonRecord | None:
        """The person with this address (any case) or who has proved that it is theirs too, or None."""
        async with self._database.read() as connection:
            return await self._select(connection, of_address(email))

    async def by_identity(self, channel: str, external_id: str) -> PersonRecord | None:
        """The person a channel knows by this id, or None."""
        async with self._database.read() as connection:
            identity = (IdentityRow.channel == channel) & (IdentityRow.external_id == external_id)
            person_id = await connection.scalar(select(IdentityRow.person_id).where(identity))
            return await self._select(connection, PersonRow.id == person_id) if person_id else None

    async def accounts(self, channel: str, person_id: str) -> Sequence[str]:
        """The ids by which a channel knows a person, the newest first."""
        mine = (IdentityRow.channel == channel) & (IdentityRow.person_id == person_id)
        newest_first = select(IdentityRow.external_id).where(mine).order_by(IdentityRow.created_at.desc())
        async with self._database.read() as connection:
            return [row.external_id for row in await connection.execute(newest_first)]

    async def identities(self, person_id: str) -> Sequence[tuple[str, str, datetime]]:
        """Everything a person is known by: channel, id and since when, the newest first."""
        mine = select(IdentityRow.channel, IdentityRow.external_id, IdentityRow.created_at)
        newest_first = mine.where(IdentityRow.person_id == person_id).order_by(IdentityRow.created_at.desc())
        async with self._database.read() as connection:
            return [(channel, known_as, at) for channel, known_as, at in await connection.execute(newest_first)]

    async def unlink(self, person_id: str, channel: str, external_id: str) -> bool:
        """Know a person by this no more; False if they were not."""
        mine = (IdentityRow.person_id == person_id) & (IdentityRow.channel == channel)
        async with self._database.write() as connection:
            gone = await connection.execute(delete(IdentityRow).where(mine & (IdentityRow.external_id == external_id)))
        self.forget_identities()
        return bool(gone.rowcount)

    async def of_conversation(self, conversation_id: str) -> Sequence[PersonRecord]:
        """Everybody who wrote in a conversation."""

        async def read() -> Sequence[PersonRecord]:
            return await self._database.look(lambda connection: self.look(connection, conversation_id))

        return await once(self.key(conversation_id), read)

    @staticmethod
    def look(connection: Connection, conversation_id: str) -> Sequence[PersonRecord]:
        """Everybody who wrote in a conversation, within a transaction."""
        rows = connection.execute(_WRITERS, {"conversation": conversation_id})
        return [PersonRecord.of(row) for row in rows]

    @staticmethod
    def key(conversation_id: str) -> Key:
        """Under which a turn keeps who wrote in a conversation."""
        return "writers", conversation_id

    async def ensure(self, *, email: str | None, name: str, zone: str, language: str | None = None) -> PersonRecord:
        """The person with this verified address, made if new; without an address always a new one."""
        if email and (known := await self.by_email(email)):
            return known
        async with self._database.write() as connection:
            return await self._insert(connection, email=email, name=name, zone=zone, language=language)

    async def identify(
        self,
        channel: str,
        external_id: str,
        *,
        email: str | None,
        name: str,
        zone: str,
        language: str | None = None,
    ) -> str:
        """The id of the person a channel knows by `external_id`; made, or linked by verified address, if new."""
        cached, until = self._known.get((channel, external_id), ("", 0.0))
        if cached and time.monotonic() < until:
            return cached
        known = await self.by_identity(channel, external_id)
        person_id = known.id if known else await self._introduce(channel, external_id, email, name, zone, language)
        if len(self._known) >= _CACHED_IDENTITIES:
            self._known.clear()
        self._known[channel, external_id] = person_id, time.monotonic() + _IDENTITY_SECONDS
        return person_id

    def forget_identities(self) -> None:
        """Ask the database anew who somebody is: persons have become one."""
        self._known.clear()

    async def describe(self, person_id: str, *, name: str | None = None, zone: str | None = None) -> None:
        """Change what is known of a person; None keeps."""
        values = {key: value for key, value in (("name", name), ("zone", zone)) if value is not None}
        if values:
            async with self._database.write() as connection:
                await connection.execute(update(PersonRow).where(PersonRow.id == person_id).values(values))

    async def _introduce(
        self, channel: str, external_id: str, email: str | None, name: str, zone: str, language: str | None
    ) -> str:
        async with self._database.write() as connection:
            person = await self._select(connection, of_address(email)) if email else None
            person = person or await self._insert(connection, email=email, name=name, zone=zone, language=language)
            values = {
                "channel": channel,
                "external_id": external_id,
                "person_id": person.id,
                "created_at": self._clock(),
            }
            await connection.execute(self._database.insert(IdentityRow).values(values).on_conflict_do_nothing())
            identity = (IdentityRow.channel == channel) & (IdentityRow.external_id == external_id)
            return str(await connection.scalar(select(IdentityRow.person_id).where(identity)))

    async def _insert(
        self, connection: AsyncConnection, *, email: str | None, name: str, zone: str, language: str | None
    ) -> PersonRecord:
        values = {
            "id": new_id(),
            "name": name,
            "email": email.lower() if email else None,
            "zone": zone,
            "language": language,
            "created_at": self._clock(),
        }
        await connection.execute(self._database.insert(PersonRow).values(values).on_conflict_do_nothing())
        same = PersonRow.email == values["email"] if email else PersonRow.id == values["id"]
        person = await self._select(connection, same)
        assert person is not None  # noqa: S101 - just written in this transaction
        return person

    async def _select(self, connection: AsyncConnection, condition: ColumnElement[bool]) -> PersonRecord | None:
        row = (await connection.execute(select(*PERSON_COLUMNS).where(condition))).first()
        return PersonRecord.of(row) if row else None
