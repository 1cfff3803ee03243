"""What the end-to-end tests share."""

from tests.chromium import browser
from tests.databases import empty_url
from tests.postgres import empty_postgres_url, postgres_server, postgres_url

__all__ = ["browser", "empty_postgres_url", "empty_url", "postgres_server", "postgres_url"]
