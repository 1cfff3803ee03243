"""What the storage tests share."""

import pytest

from tests.support.clock import Clock
from tests.support.databases import database, database_url, empty_url, migrated_file, sqlite_file
from tests.support.postgres import empty_postgres_url, postgres_server, postgres_url
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore

__all__ = [
    "database",
    "database_url",
    "empty_postgres_url",
    "empty_url",
    "migrated_file",
    "postgres_server",
    "postgres_url",
    "sqlite_file",
]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ana(database: Database) -> str:
    return (await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="Europe/Berlin")).id


@pytest.fixture
async def bo(database: Database) -> str:
    return (await PersonStore(database).ensure(email="bo@example.com", name="Bo", zone="UTC")).id
