"""Backups of the database: taken while the service runs, looked at before they count, and put back.

A backup of SQLite is a database file of its own, made with SQLite's backup interface: copying the file alone would lose
what is still in its log (`-wal`), and no check would notice. One of Postgres is what `pg_dump` writes, in its custom
format, with both schemas as they were at one moment. The durable engine's own file on SQLite is not needed: our rows
start again whatever was not done. Keys of secrets are no part of a backup.
"""

import asyncio
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text

from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.database.errors import BackupUnusable, StorageUnavailable
from threadline.storage.migrate import SchemaState, check
from threadline.storage.search_on_sqlite import LACKING, LACKS_FTS5, LACKS_FTS5_ADVICE

_PAGES_AT_ONCE = 256
_PAUSE_SECONDS = 0.005
_SQLITE_MAGIC = b"SQLite format 3\0"
_DUMP_MAGIC = b"PGDMP"
_TOLD = ("persons", "conversations", "messages", "proposals", "events")


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was looked at: its file, its size in bytes, its schema, and how much is in it by table."""

    file: Path
    size: int
    schema: str
    rows: Mapping[str, int]


async def take(database: Database, file: Path) -> BackupReport:
    """Write a backup of a database that may be in use, and look at it. An existing file is replaced once it is done.

    Raises `BackupUnusable` where what was written is not whole, `StorageUnavailable` where it cannot be written, or
    this SQLite cannot read it.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        if database.is_sqlite:
            await asyncio.to_thread(_copy, Path(str(database.url.database)), part)
        else:
            await _run("pg_dump", "--format=custom", "--no-owner", f"--file={part}", url=database.url)
        report = await look(part)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        advice = "Can this user write there, and does that disk have room?"
        raise StorageUnavailable(f"The backup {file} cannot be written: {reason}", advice=advice) from error
    finally:
        part.unlink(missing_ok=True)
    return BackupReport(file, report.size, report.schema, report.rows)


async def look(file: Path) -> BackupReport:
    """Check a backup: whole, and of a schema that this version knows.

    Raises `BackupUnusable`, and `StorageUnavailable` where this SQLite cannot read it.
    """
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise BackupUnusable(f"The backup {file} cannot be read: {error.strerror or error}") from error
    if head == _SQLITE_MAGIC:
        return await _look_at_sqlite(file)
    if head.startswith(_DUMP_MAGIC):
        return await _look_at_dump(file)
    raise BackupUnusable(f"{file} is no backup of Threadline: neither a SQLite database nor a dump of Postgres.")


async def put_back(database: Database, file: Path, *, replace: bool = False) -> BackupReport:
    """Put a backup in the place of a database that nobody uses. What was there is kept aside (SQLite), or dropped.

    Raises `BackupUnusable` for a backup that is not whole or of the other database, and where there is something
    already and `replace` is not given.
    """
    report = await look(file)
    dump = not await asyncio.to_thread(_is_sqlite, file)
    if dump is database.is_sqlite:
        kinds = ("Postgres", "SQLite") if dump else ("SQLite", "Postgres")
        raise BackupUnusable(f"{file} is a backup of {kinds[0]}, and the settings name a database of {kinds[1]}.")
    if not replace and (await _state(database)) is not SchemaState.EMPTY:
        raise BackupUnusable("There is a database already. With --replace the backup takes its place.")
    if database.is_sqlite:
        await asyncio.to_thread(_swap, file, Path(str(database.url.database)))
    else:
        clean = ("--clean", "--if-exists") if replace else ()
        await _run("pg_restore", "--no-owner", "--exit-on-error", *clean, "--dbname", str(file), url=database.url)
    return report


def name_of(moment: datetime, *, is_sqlite: bool) -> str:
    """The name of a scheduled backup; later ones sort behind earlier ones."""
    return f"threadline-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.{'db' if is_sqlite else 'dump'}"


def prune(directory: Path, keep: int) -> int:
    """Delete the oldest scheduled backups of a directory but the last ones; how many went."""
    old = sorted(file for file in directory.glob("threadline-*Z.*") if file.suffix in (".db", ".dump"))[:-keep]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


async def _state(database: Database) -> SchemaState:
    if database.is_sqlite and not await asyncio.to_thread(Path(str(database.url.database)).exists):
        return SchemaState.EMPTY
    own = Database(database.url)  # closed before its file is moved: SQLite takes a log away by its name
    try:
        return (await check(own)).state
    finally:
        await own.close()


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copy: consistent, and in small steps, so that nobody who writes has to wait."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=rw", uri=True)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.backup(there, pages=_PAGES_AT_ONCE, sleep=_PAUSE_SECONDS)
        there.execute("PRAGMA journal_mode=DELETE")  # one file, which may be copied like any other


def _swap(file: Path, target: Path) -> None:
    """The backup's copy takes the place; what was there is renamed, its log and the durable engine's file included."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    fresh = target.with_name(f".{target.name}.restored")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    _copy(file, fresh)
    for name in (target.name, "durable.db"):
        for suffix in ("", "-wal", "-shm"):
            there = target.with_name(name + suffix)
            if there.exists():
                there.rename(there.with_name(f"{name}.before-{stamp}{suffix}"))
    fresh.replace(target)


def _size(file: Path) -> int:
    return file.stat().st_size


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(16) == _SQLITE_MAGIC


async def _look_at_sqlite(file: Path) -> BackupReport:
    found = await asyncio.to_thread(_integrity, file)
    if found != "ok":
        raise BackupUnusable(f"The backup {file} is damaged: {found}")
    database = Database(sqlite_url(file))
    try:
        schema = await check(database)
        if schema.current is None or schema.state is SchemaState.NEWER:
            raise BackupUnusable(
                f"The backup {file} has schema {schema.current or 'none'}; this version knows up to {schema.head}."
            )
        async with database.read() as connection:
            rows = await connection.run_sync(_count)
    finally:
        await database.close()
    return BackupReport(file, await asyncio.to_thread(_size, file), schema.current, rows)


def _integrity(file: Path) -> str:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            if connection.execute(LACKING).fetchone()[0]:  # the check would call it damaged
                raise StorageUnavailable(LACKS_FTS5, advice=LACKS_FTS5_ADVICE)
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)


def _count(connection: Connection) -> dict[str, int]:
    tables = [name for name in _TOLD if inspect(connection).has_table(name)]
    return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in tables}  # noqa: S608 - ours


async def _look_at_dump(file: Path) -> BackupReport:
    """What a dump says that it holds; its rows are only counted by putting it back."""
    contents = await _run("pg_restore", "--list", str(file))
    if "TABLE DATA public messages" not in contents or "TABLE DATA public alembic_version" not in contents:
        raise BackupUnusable(f"The backup {file} holds no tables of Threadline.")
    await _run("pg_restore", "--file=/dev/null", str(file))  # reads it to its end
    return BackupReport(file, await asyncio.to_thread(_size, file), "as dumped", {})


async def _run(program: str, *arguments: str, url: URL | None = None) -> str:
    """A program of Postgres; the password goes by the environment, where no list of processes shows it."""
    environment = dict(os.environ)
    if url is not None:
        plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
        environment |= {"PGPASSWORD": str(url.password)} if url.password else {}
        *before, last = arguments
        arguments = (*arguments, plain) if program == "pg_dump" else (*before, plain, last)
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except FileNotFoundError as error:
        raise StorageUnavailable(
            f"{program} is not installed: it comes with the client programs of Postgres (postgresql-client)."
        ) from error
    output, errors = await process.communicate()
    if process.returncode:
        raise BackupUnusable(f"{program} failed: {errors.decode(errors='replace').strip()}")
    return output.decode(errors="replace")
