"""What a token may do."""

from collections.abc import Iterable

READ, WRITE, BOOK, ADMIN = "read", "write", "book", "admin"
ALL_SCOPES = (READ, WRITE, BOOK, ADMIN)
"""`read` sees, `write` sends messages and changes what is the person's own, `book` decides on proposals and changes
calendars, `admin` sees how the service does, and decides who may use it."""
PERSONAL_SCOPES = (READ, WRITE, BOOK)
"""What a link signs somebody in for unless it says more: who can ask for one in a chat does not run the service."""


def unknown_scopes(scopes: Iterable[str]) -> list[str]:
    """Those that do not exist."""
    return [scope for scope in scopes if scope not in ALL_SCOPES]
