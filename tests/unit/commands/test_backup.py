"""`threadline backup`, `restore` and `keys`, as an operator calls them."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.unit.commands.outcomes import TOKEN, Run, answer, refused
from threadline.storage.database.process_lock import DirectoryLock


def test_a_backup_is_written_checked_and_put_back(run: Run, data: Path, tmp_path: Path) -> None:
    assert run(*TOKEN).exit_code == 0
    file = tmp_path / "backup.db"
    assert answer(run("backup", str(file), "--json"))["rows"]["persons"] == 1
    assert "Whole" in run("restore", str(file), "--check").stdout
    assert "With --replace" in refused(run("restore", str(file)))
    with DirectoryLock(data):
        assert "is running" in refused(run("restore", str(file), "--replace"))
    assert run("person", "erase", "ana@example.com", "--yes").exit_code == 0
    assert "Restored from" in run("restore", str(file), "--replace").stdout
    assert len(answer(run("token", "list", "--person", "ana@example.com", "--json"))["tokens"]) == 1


def test_what_an_upgrade_would_do_is_told(run: Run, data: Path) -> None:
    data.mkdir()
    assert "from schema nothing" in refused(run("db", "upgrade", "--check"))
    assert run("db", "upgrade").exit_code == 0
    assert "nothing to do" in run("db", "upgrade", "--check").stdout


def test_keys_are_made_checked_and_rotated_and_a_lost_one_is_named(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    from threadline.storage.database.database import Database, sqlite_url
    from threadline.storage.secrets import SecretStore

    old, new = run("keys", "new").stdout.strip(), Fernet.generate_key().decode()
    assert run("db", "upgrade").exit_code == 0

    async def put() -> None:
        database = Database(sqlite_url(data / "threadline.db"))
        await SecretStore(database, keys=[old]).put("ana", "calendar:google", "secret")
        await database.close()

    asyncio.run(put())
    monkeypatch.setenv("THREADLINE_SECRET_KEYS", new)
    assert "None of the keys opens 'calendar:google' of 'ana'" in refused(run("keys", "check"))
    monkeypatch.setenv("THREADLINE_SECRET_KEYS", f"{new},{old}")
    assert list(answer(run("keys", "check", "--json"))["keys"].values()) == [0, 1]
    assert answer(run("keys", "rotate", "--json")) == {"rotated": 1, "unreadable": []}
    monkeypatch.setenv("THREADLINE_SECRET_KEYS", new)
    assert list(answer(run("keys", "check", "--json"))["keys"].values()) == [1]
