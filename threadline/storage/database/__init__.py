"""The database itself: the engine of SQLAlchemy, SQLite's ways, locks, errors, columns, what a turn reads once."""

__all__ = ["columns", "database", "errors", "group_commit", "process_lock", "read_once", "sqlite"]
