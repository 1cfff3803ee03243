"""What a token may do."""

from collections.abc import Iterable

READ, WRITE, BOOK, ADMIN = "read", "write", "book", "admin"
ALL_SCOPES = (READ, WRITE, BOOK, ADMIN)
"""`read` sees, `write` sends messages and changes what is the person's own, `book` decides on proposals and changes
calendars, `admin` sees how the service does."""


def unknown_scopes(scopes: Iterable[str]) -> list[str]:
    """Those that do not exist."""
    return [scope for scope in scopes if scope not in ALL_SCOPES]
