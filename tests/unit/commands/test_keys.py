"""`threadline keys …`: a key is replaced without a secret being lost, and a lost key is named as that."""

import asyncio
import json
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.unit.commands.outcomes import Run
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.migrate import upgrade
from threadline.storage.secrets import SecretStore


async def _keep(data: Path, key: str) -> None:
    database = Database(sqlite_url(data / "threadline.db"))
    await upgrade(database)
    await SecretStore(database, keys=[key]).put("ana", "calendar", "opens it")
    await database.close()


def test_a_key_is_replaced_and_a_lost_one_is_named(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, other = run("keys", "new").stdout.strip(), run("keys", "new").stdout.strip(), Fernet.generate_key()
    data.mkdir()
    asyncio.run(_keep(data, old))
    monkeypatch.setenv("THREADLINE_SECRET_KEYS", f"{new},{old}")
    assert list(json.loads(run("keys", "check", "--json").stdout)["keys"].values()) == [0, 1]
    assert json.loads(run("keys", "rotate", "--json").stdout) == {"rotated": 1, "unreadable": []}
    monkeypatch.setenv("THREADLINE_SECRET_KEYS", new)
    assert run("keys", "check").exit_code == 0
    assert run("doctor").exit_code == 0

    monkeypatch.setenv("THREADLINE_SECRET_KEYS", other.decode())
    checked = run("keys", "check", "--json")
    assert checked.exit_code == 1
    assert json.loads(checked.stdout)["unreadable"] == [{"owner": "ana", "name": "calendar"}]
    found = {each["part"]: each for each in json.loads(run("doctor", "--json").stdout)["findings"]}
    assert found["Stored secrets"]["state"] == "problem"
    assert "THREADLINE_SECRET_KEYS" in found["Stored secrets"]["detail"]
