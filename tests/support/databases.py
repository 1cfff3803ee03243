"""Databases for tests: a test that takes `database` or `database_url` runs on SQLite and on Postgres.

A folder that needs them imports these fixtures, and those of `tests/support/postgres.py`, into its `conftest.py`.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.postgres import create_schema
from threadline.storage.database.database import Database, sqlite_url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the whole schema, to be copied."""
    file = tmp_path_factory.mktemp("template") / "migrated.db"
    create_schema(sqlite_url(file).render_as_string())
    return file


@pytest.fixture
def sqlite_file(tmp_path: Path, migrated_file: Path) -> Path:
    """A SQLite file with the whole schema."""
    return Path(shutil.copy(migrated_file, tmp_path / "test.db"))


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with the whole schema."""
    if request.param == "sqlite":
        return sqlite_url(request.getfixturevalue("sqlite_file")).render_as_string()
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "empty.db").render_as_string()
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database with the whole schema."""
    database = Database(database_url)
    yield database
    await database.close()
