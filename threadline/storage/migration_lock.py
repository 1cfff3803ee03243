"""The lock of migrations: of several processes that start together, one migrates and the others wait for it."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_ADVISORY_LOCK = 0x7468726561646C6E  # "threadln": one number for all processes of Threadline on a Postgres database


async def wait_for_turn(connection: AsyncConnection) -> None:
    """Wait until no other process migrates; the lock is held until the transaction ends."""
    # On SQLite the transaction itself is the lock: it began with BEGIN IMMEDIATE.
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
