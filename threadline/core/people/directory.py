"""Persons as the engine knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from threadline.core.domain.message import Author, Person
from threadline.core.people.person_zone import hours_of, language_of, zone_of
from threadline.storage.connections import ConnectionStore
from threadline.storage.persons import PersonRecord, PersonStore
from threadline.storage.preferences import PreferenceStore


class PersonNotFound(Exception):
    """No such person."""


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """What a channel knows a person by; on the channel `address` it is a further address of theirs."""

    channel: str
    external_id: str
    since: datetime


OWNER_EMAIL = "owner@localhost"
"""Who uses a service that is for its own machine alone."""


class People:
    """Finds and makes persons. `default_zone` is for those whose channel does not tell theirs."""

    def __init__(self, store: PersonStore, *, default_zone: str) -> None:
        self._store = store
        self.default_zone = default_zone

    async def get(self, person_id: str, *, with_calendars: bool = False) -> Person:
        """The person. Raises `PersonNotFound`.

        `with_calendars` reads what tells of their calendars in the same transaction, for who asks for it next.
        """
        kinds = (PreferenceStore, ConnectionStore) if with_calendars else ()
        record = await self._store.get(person_id, beside=[kind.beside(person_id) for kind in kinds])
        if record is None:
            raise PersonNotFound(f"There is no person {person_id}")
        return person_of(record)

    async def by_email(self, email: str) -> Person | None:
        """The person with this address."""
        record = await self._store.by_email(email)
        return person_of(record) if record else None

    async def of_account(self, channel: str, external_id: str) -> Person | None:
        """The person who has this account on a channel; None for somebody new."""
        record = await self._store.by_identity(channel, external_id)
        return person_of(record) if record else None

    async def accounts(self, channel: str, person_id: str) -> Sequence[str]:
        """Who the person is on a channel, the newest account first."""
        return await self._store.accounts(channel, person_id)

    async def linked_accounts(self, person_id: str) -> Sequence[LinkedAccount]:
        """Where a person is known, the newest first."""
        return [LinkedAccount(*known) for known in await self._store.identities(person_id)]

    async def unlink(self, person_id: str, account: LinkedAccount) -> bool:
        """Part an account from a person; False if it was not theirs. Another replica may know it for a minute."""
        return await self._store.unlink(person_id, account.channel, account.external_id)

    async def rename(self, person_id: str, name: str) -> Person:
        """Call a person something else. Raises `PersonNotFound`."""
        await self._store.describe(person_id, name=name)
        return await self.get(person_id)

    async def of_conversation(self, conversation_id: str) -> Sequence[Person]:
        """Everybody who wrote in a conversation."""
        return [person_of(record) for record in await self._store.of_conversation(conversation_id)]

    async def ensure(self, email: str, *, name: str = "", zone: str | None = None) -> Person:
        """The person with this verified address, made if new."""
        record = await self._store.ensure(
            email=email, name=name or email.partition("@")[0], zone=zone or self.default_zone
        )
        return person_of(record)

    def forget_identities(self) -> None:
        """Ask the database anew who somebody is: persons have become one."""
        self._store.forget_identities()

    async def recognise(self, channel: str, author: Author) -> str:
        """The id of the person who wrote on a channel, made or linked by verified address if new."""
        if author.person_id:
            return author.person_id
        return await self._store.identify(
            channel,
            author.external_id,
            email=author.email,
            name=author.name,
            zone=author.zone or self.default_zone,
            language=author.language,
        )


def person_of(record: PersonRecord) -> Person:
    """The person of a stored record."""
    return Person(record.id, record.name, record.email, zone_of(record), language_of(record), hours_of(record))
