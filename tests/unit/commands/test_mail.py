"""`threadline mail parse`, as somebody calls it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.unit.bots.email.parsing.mails import file, mail, multipart, part
from threadline.bots.email.mail.parsed_mail import MailUnreadable
from threadline.bots.email.parsing.pool import ParsingPool
from threadline.cli import app

FORWARD = (
    "Please book.\n\n---------- Forwarded message ---------\nFrom: Bo Example <bo@example.com>\n"
    "Date: Wed, 18 Nov 2026 15:04:00 -0500\nSubject: Lunch\nTo: ana@example.com\nCc: Cy <cy@example.org>\n\n"
    "Shall we have lunch tomorrow at noon?"
)
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20261118T000000Z\n"
    "DTSTART:20261120T090000Z\nDTEND:20261120T100000Z\nSUMMARY:Budget\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\n"
    "DTSTART:nonsense\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "lunch.eml"
    path.write_bytes(
        multipart(
            part(FORWARD),
            part(CALENDAR, "text/calendar; method=REQUEST"),
            part("BEGIN:VCALENDAR\n", "text/calendar"),
            file(b"%PDF-1", "application/pdf", "menu.pdf"),
            file(b"x", "application/ms-tnef", "winmail.dat"),
            subject="Fwd: Lunch",
        )
    )
    return path


def test_everything_in_json(saved: Path) -> None:
    result = CliRunner().invoke(app, ["mail", "parse", str(saved), "--zone", "Europe/Vienna", "--json"])
    assert result.exit_code == 0, result.output
    read = json.loads(result.stdout)
    assert read["subject"] == "Fwd: Lunch"
    assert read["text"] == "Please book."
    assert read["forward"]["sender"] == {"name": "Bo Example", "email": "bo@example.com"}
    assert read["forward"]["sent_at"] == "2026-11-18T15:04:00-05:00"
    assert [(each["name"], each["bytes"]) for each in read["attachments"]] == [("menu.pdf", 6)]
    assert [each["method"] for each in read["calendars"]] == ["REQUEST", ""]
    assert "winmail.dat" in read["notes"][0]
    events = {each["source"]: each for each in read["events"]}
    lunch = events["forward 1"]
    assert (lunch["said_at"], lunch["zone"]) == ("2026-11-18T15:04:00-05:00", "Etc/GMT+5")
    assert lunch["event"]["start"] == "2026-11-19T12:00:00-05:00"
    assert [each["event"]["title"] for each in read["events"] if each["source"] == "calendar 1" and each["event"]] == [
        "Budget"
    ]
    assert all(
        each["warnings"] for each in read["events"] if each["source"].startswith("calendar") and not each["event"]
    )


def test_a_view_for_people(saved: Path) -> None:
    result = CliRunner().invoke(app, ["mail", "parse", str(saved), "--zone", "Europe/Vienna"])
    assert result.exit_code == 0, result.output
    for words in ("Ana Example <ana@example.com>", "Please book.", "for you 2026-11-18 21:04", "menu.pdf", "6 bytes"):
        assert words in result.stdout
    assert "Thu 19 Nov 2026, 18:00" in result.stdout


def test_a_forward_without_an_offset_says_whose_clock_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail(FORWARD.replace(" -0500", ""), subject="Fwd: Lunch"))
    result = CliRunner().invoke(app, ["mail", "parse", str(path)])
    assert "it names no offset" in result.stdout


def test_the_standard_input() -> None:
    raw = mail("Yes.\n\nOn 18 Nov 2026 15:04, Bo wrote:\n> on the 24th?\n")
    result = CliRunner().invoke(app, ["mail", "parse", "-"], input=raw)
    assert result.exit_code == 0, result.output
    assert "quoted" in result.stdout


@pytest.mark.parametrize(
    ("content", "arguments", "code", "words"),
    [
        (b"no mail at all", [], 1, "no mail: it has no header"),
        (b"", [], 1, "no mail"),
        (b"Subject: x\n\nx", ["--zone", "Nowhere"], 2, "no IANA time zone"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, content: bytes, arguments: list[str], code: int, words: str
) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(content)
    result = CliRunner().invoke(app, ["mail", "parse", str(path), *arguments])
    assert result.exit_code == code
    assert words in result.stderr


def test_a_file_that_is_not_there() -> None:
    result = CliRunner().invoke(app, ["mail", "parse", "/nowhere/a.eml"])
    assert result.exit_code == 1
    assert "No such file" in result.stderr


def test_a_mail_that_cannot_be_read(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(self: ParsingPool, raw: bytes) -> None:
        raise MailUnreadable("It broke.")

    monkeypatch.setattr(ParsingPool, "parse", refuse)
    result = CliRunner().invoke(app, ["mail", "parse", str(saved)])
    assert result.exit_code == 1
    assert "It broke." in result.stderr
