"""That a process lives is said whatever it is at, and its name is its own."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.interruptions import Interruptions
from threadline.storage.presence import Presence
from threadline.storage.tables.processes import ProcessRow


def presence(database: Database, name: str, beat: Callable[[Connection], bool] | None = None) -> Presence:
    return Presence(database, name, beat or Interruptions(database, replica=name).beat)


async def beaten(database: Database, times: int) -> None:
    """Wait for so many new signs of life."""
    seen: set[datetime] = set()
    async with asyncio.timeout(60):
        while len(seen) <= times:
            async with database.read() as connection:
                seen |= set(await connection.scalars(select(ProcessRow.beat_at)))
            await asyncio.sleep(0.05)


async def test_one_process_per_replica_name_on_postgres(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    try:
        async with presence(first, "a"):
            async with presence(second, "b"):
                pass
            with pytest.raises(AlreadyRunning, match="THREADLINE_REPLICA"):
                async with presence(second, "a"):
                    pass
        async with presence(second, "a"):
            pass
    finally:
        await first.close()
        await second.close()


async def test_a_replica_name_on_sqlite_needs_no_lock(sqlite_file: Path) -> None:
    database = Database(sqlite_url(sqlite_file))
    try:
        async with presence(database, "a"), presence(database, "a"):
            pass
    finally:
        await database.close()


async def test_signs_of_life_come_though_every_connection_is_in_use(database_url: str) -> None:
    database, other = Database(database_url, connections=4), Database(database_url)
    await Interruptions(database, replica="a").enter()
    async with presence(database, "a") as living:
        living.begin()
        if database.is_sqlite:
            await beaten(other, 2)
        else:
            async with database.write(), database.write(), database.write(), database.write():
                await beaten(other, 2)
        assert living.silence < 60
    await database.close()
    await other.close()


async def test_the_name_is_taken_again_after_the_connection_broke(postgres_url: str) -> None:
    database, other = Database(postgres_url), Database(postgres_url)
    await Interruptions(database, replica="a").enter()
    async with presence(database, "a") as living:
        living.begin()
        async with other.write() as connection:
            holders = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            await connection.execute(text(holders))
        await beaten(other, 2)
        with pytest.raises(AlreadyRunning):
            await presence(other, "a").__aenter__()
    await database.close()
    await other.close()


async def test_who_falters_judges_nobody(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that are slow took each other for dead, and each began what the other was at."""
    now = 100.0

    def steady_after(*moments: float, known: bool = True) -> bool:
        nonlocal now
        for moment in moments:
            now = moment
            living._noted(known=known)
        return living.steady

    monkeypatch.setattr("threadline.storage.presence.monotonic", lambda: now)
    living = presence(Database(sqlite_url(sqlite_file)), "a")
    assert not living.steady, "one that has just come knows nothing of the others"
    assert steady_after(101.0, 102.1, 103.0, 104.2, 105.1)
    assert not steady_after(108.0), "it was late itself"
    assert steady_after(109.0, 110.0, 111.0, 112.0, 113.0)
    assert not steady_after(114.0, known=False), "it was taken for dead"
