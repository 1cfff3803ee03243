"""`threadline backup` and `threadline restore`."""

import asyncio
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from threadline.app import open_database
from threadline.config import Settings
from threadline.storage.backups import BackupReport, look, put_back, take
from threadline.storage.database.process_lock import DirectoryLock

_console = Console(highlight=False, soft_wrap=True)


def backup(settings: Settings, *, file: Path, as_json: bool) -> None:
    """Write a backup, beside a running service. Raises `StorageError`."""

    async def run() -> BackupReport:
        database = open_database(settings)
        try:
            return await take(database, file)
        finally:
            await database.close()

    _tell(asyncio.run(run()), "Written and checked", as_json=as_json)
    if not as_json:
        _console.print("The keys of THREADLINE_SECRET_KEYS are not in it: keep them apart from it, and keep them.")


def verify(*, file: Path, as_json: bool) -> None:
    """Check a backup. Raises `StorageError`."""
    _tell(asyncio.run(look(file)), "Whole", as_json=as_json)


def restore(settings: Settings, *, file: Path, replace: bool, as_json: bool) -> None:
    """Put a backup in the place of the database; the service must not run. Raises `StorageError`."""

    async def run() -> BackupReport:
        database = open_database(settings)
        try:
            return await put_back(database, file, replace=replace)
        finally:
            await database.close()

    with DirectoryLock(settings.data_dir):
        _tell(asyncio.run(run()), "Restored from", as_json=as_json)


def _tell(report: BackupReport, what: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_view(report)))  # noqa: T201 - for scripts
        return
    rows = ", ".join(f"{count} {table}" for table, count in report.rows.items())
    _console.print(f"{what}: {report.file} ({report.size:,} bytes, schema {report.schema})")
    if rows:
        _console.print(f"In it: {rows}.")


def _view(report: BackupReport) -> dict[str, Any]:
    return {"file": str(report.file), "size": report.size, "schema": report.schema, "rows": dict(report.rows)}
