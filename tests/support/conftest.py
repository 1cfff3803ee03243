"""What the tests of the servers that tests start share."""

from tests.support.postgres import postgres_server

__all__ = ["postgres_server"]
