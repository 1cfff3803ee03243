"""`threadline mail quarantine`, as somebody calls it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from threadline.cli import app
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.mail import ArrivedMail, Finished, MailFolder, MailState, MailStore
from threadline.storage.mail_quarantine import MailQuarantine
from threadline.storage.migrate import upgrade

ARRIVED = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def _put_aside(path: Path) -> None:
    path.parent.mkdir()
    database = Database(sqlite_url(path).render_as_string())
    await upgrade(database)
    store, folder = MailStore(database), MailFolder("bot@example.com", "INBOX", 1)
    for uid, outcome in (
        (1, Finished(MailState.QUARANTINED, "too_large", "It is [bold]too[/bold] large.", "ana@example.com")),
        (2, Finished(MailState.DONE, "accepted", sender="ana@example.com")),
        (3, Finished(MailState.QUARANTINED, "broken", "")),
    ):
        await store.keep(folder, [ArrivedMail(uid, b"mail %d" % uid, 6, ARRIVED)])
        (claimed,) = await store.claim(["bot@example.com"], lease=timedelta(minutes=1), limit=1)
        assert await store.finish(claimed, outcome)
    await database.close()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "data"
    monkeypatch.setenv("THREADLINE_DATA_DIR", str(directory))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    return directory


def test_what_was_put_aside_and_why(data: Path) -> None:
    asyncio.run(_put_aside(data / "threadline.db"))
    result = CliRunner().invoke(app, ["mail", "quarantine", "--json"])
    assert result.exit_code == 0, result.output
    broken, large = json.loads(result.stdout)["mails"]
    assert (broken["uid"], broken["verdict"], broken["sender"]) == (3, "broken", None)
    assert large == {
        "id": 1,
        "mailbox": "bot@example.com",
        "uid": 1,
        "sender": "ana@example.com",
        "verdict": "too_large",
        "reason": "It is [bold]too[/bold] large.",
        "attempts": 1,
        "arrived_at": "2026-11-20T12:00:00+00:00",
        "moved": False,
    }
    (newest,) = json.loads(CliRunner().invoke(app, ["mail", "quarantine", "--json", "--limit", "1"]).stdout)["mails"]
    assert newest["uid"] == 3
    shown = CliRunner().invoke(app, ["mail", "quarantine"])
    assert shown.exit_code == 0, shown.output


def test_nothing_was_put_aside(data: Path) -> None:
    result = CliRunner().invoke(app, ["mail", "quarantine", "--json"])
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"mails": []})
    assert CliRunner().invoke(app, ["mail", "quarantine"]).exit_code == 0


def test_a_mail_is_asked_back(data: Path) -> None:
    asyncio.run(_put_aside(data / "threadline.db"))
    early = CliRunner().invoke(app, ["mail", "retry", "1"])
    assert early.exit_code == 1
    assert "mail quarantine" in early.stderr

    async def ask() -> list[str]:
        database = Database(sqlite_url(data / "threadline.db").render_as_string())
        await MailStore(database).moved([1])
        asked = await MailQuarantine(database).asked_back(["bot@example.com"])
        await database.close()
        return [each.mailbox for each in asked]

    assert asyncio.run(ask()) == []
    said = CliRunner().invoke(app, ["mail", "retry", "1"])
    assert said.exit_code == 0, said.output
    assert asyncio.run(ask()) == ["bot@example.com"]
    assert CliRunner().invoke(app, ["mail", "retry", "1"]).exit_code == 1, "it is on its way already"
