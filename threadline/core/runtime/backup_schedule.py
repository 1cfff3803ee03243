"""Backups that are written by themselves."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from threadline.storage.backups import name_of, prune, take
from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageError
from threadline.storage.persons import utc_now

log = structlog.get_logger()

_LOOK = timedelta(minutes=5)


class BackupSchedule:
    """Writes a backup into a folder whenever the newest one there is old enough, and keeps the last ones."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        every: timedelta,
        keep: int,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._folder = folder
        self._every = every
        self._keep = keep
        self._clock = clock
        self._sleep = sleep

    async def run(self) -> None:
        """Look every few minutes, until cancelled: a service that was stopped meanwhile makes up for it."""
        while True:
            try:
                await self.keep_up()
            except (StorageError, OSError) as error:
                log.error("no backup was written", folder=str(self._folder), error=str(error))
            await self._sleep(_LOOK.total_seconds())

    async def keep_up(self) -> bool:
        """Write one if it is time. Raises `StorageError`, `OSError`."""
        now = self._clock()
        newest = await asyncio.to_thread(_newest, self._folder)
        if newest is not None and now - newest < self._every:
            return False
        file = self._folder / name_of(now, is_sqlite=self._database.is_sqlite)
        report = await take(self._database, file)
        gone = await asyncio.to_thread(prune, self._folder, self._keep)
        log.info("backup written and checked", file=str(file), bytes=report.size, older_ones_deleted=gone)
        return True


def _newest(folder: Path) -> datetime | None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    times = [file.stat().st_mtime for file in folder.glob("threadline-*Z.*")]
    return datetime.fromtimestamp(max(times), UTC) if times else None
