"""SQLite's schema as all migrations leave it, in one file: an empty database is made from it, without Alembic.

Written by `make docs`. Migrations that were added since run afterwards: a file that is behind is slower, not wrong.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

NAME = "sqlite.sql"
_HEADER = "-- The schema of an SQLite database as the migrations leave it. Generated from them (`make docs`).\n"
_STAMP = re.compile(r"^INSERT INTO alembic_version .*'(\d+)'", re.MULTILINE)
_MADE_BY_OTHERS = ("sqlite_", "search_index_")
"""Names of what SQLite makes itself: indices of keys, and the tables behind the index of words."""


def create(connection: Connection, migrations: Path, *, head: str) -> bool:
    """Make all that the file says in an empty database; False where it is of none of the versions up to `head`."""
    file = migrations / NAME
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    stamped = _STAMP.search(text)
    if stamped is None or stamped[1] > head:
        return False
    for statement in _statements(text):
        connection.exec_driver_sql(statement)
    return True


def written(driver: sqlite3.Connection) -> str:
    """The file for a database that all migrations have run on, and that holds nothing else."""
    made = driver.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    own = [f"{sql};\n" for name, sql in made if not name.startswith(_MADE_BY_OTHERS)]
    [[version]] = driver.execute("SELECT version_num FROM alembic_version").fetchall()
    stamp = f"INSERT INTO alembic_version (version_num) VALUES ('{version}');\n"  # noqa: S608 - a migration's own name
    text = "\n".join((_HEADER, *own, stamp))
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _statements(text: str) -> Iterator[str]:
    """The statements of the file; one may hold others, as a trigger does."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
