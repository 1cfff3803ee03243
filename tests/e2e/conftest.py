"""What the end-to-end tests share."""

from tests.support.chromium import browser
from tests.support.databases import empty_url
from tests.support.postgres import empty_postgres_url, postgres_server, postgres_url

__all__ = ["browser", "empty_postgres_url", "empty_url", "postgres_server", "postgres_url"]
