"""The database itself: the engine of SQLAlchemy, SQLite's ways, locks, errors, kinds of columns."""
