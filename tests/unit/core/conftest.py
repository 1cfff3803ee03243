"""What the engine's tests share."""

from tests.support.databases import database, database_url, migrated_file, sqlite_file
from tests.support.postgres import postgres_server, postgres_url

__all__ = ["database", "database_url", "migrated_file", "postgres_server", "postgres_url", "sqlite_file"]
