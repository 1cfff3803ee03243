"""An SQLite without FTS5 cannot keep the index that a database has: every command says so, and none shows a trace."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.commands.outcomes import Run
from threadline.storage import backups, migrate
from threadline.storage.search_on_sqlite import LACKING

SAID = "The database has an index of words, which the SQLite of this Python cannot keep: it was built without FTS5"
ADVICE = "Use the Python that made the database, or one whose SQLite has FTS5."


@pytest.fixture
def lacking(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """There is a database and a backup of it, and from now on no FTS5."""
    assert run("db", "upgrade").exit_code == 0
    file = tmp_path / "kept"
    assert run("backup", str(file)).exit_code == 0
    for module in (migrate, backups):
        monkeypatch.setattr(module, "LACKING", LACKING.replace("'fts5'", "'none such'"))
    return file


@pytest.mark.parametrize(
    "command",
    [
        "serve",
        "db upgrade",
        "db upgrade --check",
        "backup {other}",
        "restore {kept}",
        "restore {kept} --replace",
        "restore {kept} --check",
        "keys check",
        "keys rotate",
        "parked list",
        "mail quarantine",
        "person export ana@example.com",
        "token list",
        "signin",
    ],
)
def test_every_door_says_so(run: Run, lacking: Path, tmp_path: Path, command: str) -> None:
    result = run(*command.format(kept=lacking, other=tmp_path / "other").split())
    assert result.exit_code == 1
    assert f"{SAID}. {ADVICE}" in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_the_doctor_says_so(run: Run, lacking: Path) -> None:
    told = " ".join(run("doctor").output.split())
    assert SAID in told
    assert ADVICE in told


def test_nothing_is_left_of_a_backup_that_could_not_be_checked(run: Run, lacking: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    run("backup", str(tmp_path / "other"))
    assert sorted(tmp_path.iterdir()) == before
    with closing(sqlite3.connect(lacking)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
