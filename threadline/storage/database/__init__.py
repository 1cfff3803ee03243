"""The database itself: the engine of SQLAlchemy, SQLite's ways, locks, errors, kinds of columns."""

__all__ = ["columns", "database", "errors", "process_lock", "sqlite"]
