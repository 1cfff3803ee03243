"""Postgres for those tests that hold a bar on both databases."""

from tests.support.chromium import browser
from tests.support.databases import database_url, migrated_file, sqlite_file
from tests.support.postgres import postgres_server, postgres_url

__all__ = ["browser", "database_url", "migrated_file", "postgres_server", "postgres_url", "sqlite_file"]
