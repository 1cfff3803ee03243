"""Whose the local service is, and access to its database from a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from threadline.app import open_database
from threadline.config import Settings
from threadline.core.domain.message import Person
from threadline.core.people.directory import OWNER_EMAIL, People
from threadline.storage.database.database import Database
from threadline.storage.migrate import upgrade
from threadline.storage.persons import PersonStore


@asynccontextmanager
async def ready_database(settings: Settings) -> AsyncIterator[Database]:
    """The database, made and upgraded if need be. Works beside a running service. Raises `StorageError`."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings)
    try:
        await upgrade(database)
        yield database
    finally:
        await database.close()


async def person_of(database: Database, settings: Settings, email: str | None) -> Person:
    """The person with this address, or the owner of the local service; made if new."""
    people = People(PersonStore(database), default_zone=settings.zone)
    return await people.ensure(email or OWNER_EMAIL, name="" if email else "You")
