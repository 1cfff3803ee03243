"""A backup of a database in use is whole, and a service that starts on it goes on where it was."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.unit.core.turns.engine_house import House, Model, Platform, application, settings_for
from threadline.app import open_database
from threadline.config import Settings
from threadline.storage.backups import look, name_of, prune, put_back, take
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.database.errors import BackupUnusable, StorageUnavailable
from threadline.storage.tokens import TokenKind, TokenStore


@pytest.fixture(params=["sqlite", "postgres"])
def two_places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Settings, Settings]]:
    """Where the service is, and where it comes to be."""
    with ExitStack() as stack:
        urls: list[str | None] = [None, None]
        if request.param == "postgres":
            server = request.getfixturevalue("postgres_server")
            urls = [stack.enter_context(server.database(migrated=False)) for _ in urls]
        yield settings_for(tmp_path / "data", urls[0]), settings_for(tmp_path / "elsewhere", urls[1])


async def test_what_is_backed_up_in_use_is_restored_and_answers(
    two_places: tuple[Settings, Settings], tmp_path: Path
) -> None:
    here, there = two_places
    file, model, platform = tmp_path / "backup", Model(), Platform()
    async with application(here, model, platform) as app:
        house = House(app.services, model, platform, thread="thread")
        first = await house.receive("before the backup", key="first")
        person = (await house.over(first)).person_id
        tokens = app.services.people.tokens
        _, token = await tokens.create(person, kind=TokenKind.API, name="x", scopes=("read",), lifetime=None)
        writing = asyncio.create_task(_write(house, 12))
        report = await take(app.services.storage.database, file)
        await writing
        with pytest.raises(BackupUnusable, match="There is a database already"):
            await put_back(app.services.storage.database, file)
    assert file.stat().st_mode & 0o777 == 0o600
    if app.services.storage.database.is_sqlite:
        assert report.rows["messages"] >= 1

    database = open_database(there)
    there.data_dir.mkdir()
    await put_back(database, file)
    await database.close()
    async with application(there, model, platform) as app:
        house = House(app.services, model, platform, thread="thread")
        assert (await house.record(first.message_id)).reply == "before the backup"
        assert (await house.receive("before the backup", key="first")).duplicate
        assert (await house.ask("after the restore")).reply == "after the restore"
        assert await TokenStore(app.services.storage.database).authenticate(token, kinds=[TokenKind.API])


async def _write(house: House, messages: int) -> None:
    for number in range(messages):
        await house.ask(f"meanwhile {number}")


async def test_with_replace_what_was_there_is_kept_aside(tmp_path: Path) -> None:
    settings, model, platform = settings_for(tmp_path / "data"), Model(), Platform()
    file = tmp_path / "backup"
    async with application(settings, model, platform) as app:
        await take(app.services.storage.database, file)
        later = await House(app.services, model, platform).ask("later than the backup")
    database = open_database(settings)
    await put_back(database, file, replace=True)
    await database.close()
    assert len(list(settings.data_dir.glob("threadline.db.before-*"))) >= 1
    async with application(settings, model, platform) as app:
        assert await app.services.conversations.turns.get(later.message_id) is None
        assert (await House(app.services, model, platform).ask("again")).state == "answered"


async def test_a_disk_that_fills_up_meanwhile_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("threadline.storage.backups._copy", full)
    database = Database(sqlite_url(tmp_path / "threadline.db"))
    (tmp_path / "backups").mkdir()
    with pytest.raises(StorageUnavailable, match="cannot be written: disk I/O error"):
        await take(database, tmp_path / "backups" / "today.db")
    await database.close()
    assert list((tmp_path / "backups").iterdir()) == []


async def test_what_is_no_backup_or_damaged_is_told(tmp_path: Path) -> None:
    text, damaged, other = tmp_path / "text", tmp_path / "damaged", tmp_path / "other"
    text.write_text("hello")
    with pytest.raises(BackupUnusable, match="is no backup of Threadline"):
        await look(text)
    with pytest.raises(BackupUnusable, match="cannot be read"):
        await look(tmp_path / "missing")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
        connection.commit()
    with pytest.raises(BackupUnusable, match="has schema 9999"):
        await look(other)
    whole = other.read_bytes()
    damaged.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(BackupUnusable, match="is damaged"):
        await look(damaged)


def test_only_the_last_scheduled_ones_are_kept(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    for day in range(1, 6):
        (tmp_path / name_of(datetime(2026, 11, day, tzinfo=UTC), is_sqlite=True)).touch()
    (tmp_path / "mine.db").touch()
    assert prune(tmp_path, 2) == 3
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "mine.db",
        "threadline-20261104T000000Z.db",
        "threadline-20261105T000000Z.db",
    ]
