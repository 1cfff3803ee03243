"""A backup is written when it is time for one, and the last ones are kept."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from threadline.core.runtime.backup_schedule import BackupSchedule
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.migrate import upgrade


async def test_one_is_written_when_it_is_time_and_the_last_ones_are_kept(tmp_path: Path) -> None:
    database, folder = Database(sqlite_url(tmp_path / "threadline.db")), tmp_path / "backups"
    await upgrade(database)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    schedule = BackupSchedule(database, folder, every=timedelta(hours=24), keep=2, clock=lambda: now)
    written: list[str] = []
    for _ in range(12):
        if await schedule.keep_up():
            written.append(f"threadline-{now:%Y%m%dT%H%M%SZ}.db")
            os.utime(folder / written[-1], (now.timestamp(), now.timestamp()))
        now += timedelta(hours=12)
    assert len(written) == 6
    assert sorted(file.name for file in folder.iterdir()) == written[-2:]
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    await database.close()


async def test_a_file_that_others_could_read_is_taken_from_them(tmp_path: Path) -> None:
    file = tmp_path / "threadline.db"
    file.touch(mode=0o644)
    database = Database(sqlite_url(file))
    await upgrade(database)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert all(stat.S_IMODE(each.stat().st_mode) & 0o077 == 0 for each in tmp_path.glob("threadline.db*"))
    await database.close()
