"""What the storage tests share."""

from tests.databases import database, database_url, empty_url, migrated_file, sqlite_file
from tests.postgres import empty_postgres_url, postgres_server, postgres_url

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
