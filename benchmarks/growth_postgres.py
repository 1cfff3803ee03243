"""What a grown database costs on Postgres: `python -m benchmarks.growth_postgres [--messages 1000000]`.

Method: as `benchmarks.growth`, whose two SQLite files are copied into a server of its own, as they were before there
was an index of words; then the upgrade, and the filling of that index. What is told is the CPU time of this process and
of the server's processes together, per piece.
"""

import argparse
import asyncio
import logging
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree, ignore_patterns
from statistics import median
from typing import Any

import psycopg
import structlog
from psycopg import sql

from benchmarks.grown_database import grown
from benchmarks.growth import ROUNDS, SMALL, Step, report, steps
from tests.support.postgres import PostgresServer, find_binaries
from threadline.storage.database.database import Database
from threadline.storage.migrate import MIGRATIONS, upgrade
from threadline.storage.search_fill import fill

TABLES = ("persons", "conversations", "messages", "turns", "ledger", "ledger_attempts", "proposals", "audit")


async def filled(folder: Path, url: str, messages: int) -> Database:
    """The database of so many messages, with its index of words."""
    await (await asyncio.to_thread(grown, folder, messages)).close()
    before = folder / "before"
    copytree(MIGRATIONS, before, ignore=ignore_patterns("003[5-9]_*", "00[4-9]*"))
    database = Database(url, connections=2)
    await upgrade(database, migrations=before)
    with closing(sqlite3.connect(folder / "threadline.db")) as source, psycopg.connect(url, autocommit=True) as target:
        for table in TABLES:
            copy(source, target, table)
        target.execute("VACUUM ANALYZE")
        began = time.monotonic()
        await upgrade(database)
        upgraded = time.monotonic()
        await fill(database)
        print(
            f"{messages:,} messages: upgraded in {upgraded - began:.2f} s, index filled in"
            f" {time.monotonic() - upgraded:.0f} s"
        )
        target.execute("VACUUM ANALYZE")
    return database


def copy(source: sqlite3.Connection, target: psycopg.Connection, table: str) -> None:
    kinds: dict[str, str] = dict(
        target.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", (table,)
        ).fetchall()
    )
    names = sql.SQL(", ").join([sql.Identifier(name) for name in kinds])
    with target.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)) as rows:
        for row in source.execute(f"SELECT {', '.join(kinds)} FROM {table}"):
            rows.write_row([as_kind(value, kind) for value, kind in zip(row, kinds.values(), strict=True)])


def as_kind(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    return f"{value}+00" if kind.startswith("timestamp") else value


def server_seconds(url: str) -> Iterator[float]:
    """The CPU time of those who serve this database."""
    with psycopg.connect(url, autocommit=True) as connection:
        mine = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        for (process,) in connection.execute(mine).fetchall():
            yield int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


async def cpu_of(url: str, step: Step) -> float:
    """Milliseconds of CPU once it is warm, of both sides; the middle one of the rounds."""
    for _ in range(3):
        await step()
    found = []
    for _ in range(ROUNDS):
        count, began, served = 0, time.process_time(), sum(server_seconds(url))
        while count < 10:
            await step()
            count += 1
        found.append((time.process_time() - began + sum(server_seconds(url)) - served) * 1000 / count)
    return median(found)


async def costs(folder: Path, url: str, messages: int) -> dict[str, float]:
    database = await filled(folder, url, messages)
    try:
        return {name: await cpu_of(url, step) for name, step in steps(database)}
    finally:
        await database.close()


def main(messages: int) -> None:
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    server = PostgresServer(find_binaries())
    server.start()
    try:
        with tempfile.TemporaryDirectory(prefix="threadline-bench-") as directory:
            found = []
            for name, count in (("small", SMALL), ("large", messages)):
                folder = Path(directory) / name
                folder.mkdir()
                with server.database(migrated=False) as url:
                    found.append(asyncio.run(costs(folder, url, count)))
    finally:
        server.stop()
    small, large = found
    report(small, large, messages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=1_000_000)
    main(parser.parse_args().messages)
