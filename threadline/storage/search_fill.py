"""Putting into Postgres' index of words what was there before it: see migration 0035.

A little at a time, the newest first, beside the service: searches read all lines of a person until it is done. What
is put in is held for that moment, so that nothing that is deleted or changed meanwhile stays in the index. Nobody is
waited for; where somebody is at one of the rows, it is tried again. One process of several does it at a time.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageUnavailable

log = structlog.get_logger()

_BATCH = 1_000
_AGAIN_SECONDS = 1.0
_LOCKED = "55P03"
_OURS = 0x7468726561646C73  # "threadls": one number for all processes of Threadline on a Postgres database

_MINE = text("SELECT pg_try_advisory_xact_lock(:key)")
_LISTED = text("DELETE FROM search_fill WHERE number = 0 RETURNING 1")
_LIST = text("""
INSERT INTO search_fill (source, kind, number)
SELECT source, kind, -row_number() OVER (ORDER BY at DESC) FROM (
  SELECT id AS source, 0 AS kind, received_at AS at FROM messages WHERE text <> ''
  UNION ALL SELECT message_id, 1, finished_at FROM turns WHERE finished_at IS NOT NULL AND text <> ''
  UNION ALL SELECT id, 2, updated_at FROM conversations WHERE title <> ''
) AS lines
""")
_TAKE = text("""
DELETE FROM search_fill WHERE number IN (SELECT number FROM search_fill ORDER BY number DESC LIMIT :most)
RETURNING source, kind, number
""")
_LINES = (
    "SELECT m.id, 0, t.number, c.person_id, m.person_id, m.text FROM taken t JOIN messages m ON m.id = t.source"
    " JOIN conversations c ON c.id = m.conversation_id WHERE t.kind = 0 FOR SHARE OF m, c NOWAIT",
    "SELECT m.id, 1, t.number, c.person_id, '', u.text FROM taken t JOIN turns u ON u.message_id = t.source"
    " JOIN messages m ON m.id = u.message_id JOIN conversations c ON c.id = m.conversation_id"
    " WHERE t.kind = 1 AND u.finished_at IS NOT NULL FOR SHARE OF m, c, u NOWAIT",
    "SELECT c.id, 2, t.number, c.person_id, '', c.title FROM taken t JOIN conversations c ON c.id = t.source"
    " WHERE t.kind = 2 FOR SHARE OF c NOWAIT",
)
_PUT = tuple(
    text(
        "WITH taken AS MATERIALIZED (SELECT * FROM unnest(CAST(:sources AS text[]), CAST(:kinds AS integer[]),"  # noqa: S608 - ours
        f" CAST(:numbers AS bigint[])) AS taken (source, kind, number)), lines AS MATERIALIZED ({lines})"
        " INSERT INTO search_lines (source, kind, number, person_id, author_id, line)"
        ' SELECT id, kind, number, person_id, author_id, lower(line COLLATE "C")'
        " FROM lines AS lines (id, kind, number, person_id, author_id, line) WHERE line <> ''"
        " ON CONFLICT (source, kind) DO NOTHING"
    )
    for lines in _LINES
)


async def fill(database: Database, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Put in everything that is not in it yet. Where the database is away, or another process at it, wait for it."""
    while not database.is_sqlite:
        try:
            if await database.look(is_filled):
                return
            if await fill_some(database):
                continue
        except StorageUnavailable as error:
            log.warning("storage unavailable, the index of words is filled later", error=str(error))
        await sleep(_AGAIN_SECONDS)


async def fill_some(database: Database, *, batch: int = _BATCH) -> bool:
    """Put some lines in; whether it could be done now. Raises `StorageUnavailable`."""
    try:
        return await database.transact(lambda connection: _fill_some(connection, batch))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCKED:
            return False
        raise


def is_filled(connection: Connection) -> bool:
    """Whether the index has everything."""
    return connection.execute(_LEFT).first() is None


_LEFT = text("SELECT 1 FROM search_fill LIMIT 1")


def _fill_some(connection: Connection, batch: int) -> bool:
    if not connection.scalar(_MINE, {"key": _OURS}):
        return False
    if connection.scalar(_LISTED):
        connection.execute(_LIST)
        return True
    taken = connection.execute(_TAKE, {"most": batch}).all()
    sources, kinds, numbers = ([row[place] for row in taken] for place in range(3))
    for put in _PUT:
        connection.execute(put, {"sources": sources, "kinds": kinds, "numbers": numbers})
    return True
