"""The command line as a person uses it: real processes, real files, real signals."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.shell import PATIENCE, REVIEW, Shell


def within_seconds(look: Callable[[], int], wanted: int) -> bool:
    """Whether it comes to be so in a moment: a service remembers a token for some seconds."""
    deadline = time.monotonic() + 10
    while (seen := look()) != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    return seen == wanted


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def told(ended: "subprocess.CompletedProcess[str]", code: int) -> str:
    """What a command that failed said: on standard error, in a sentence."""
    assert ended.returncode == code, ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip()
    return ended.stderr


def test_from_a_bare_directory_to_a_booked_event(shell: Shell) -> None:
    with shell.serving("--port", "0") as service:
        token = shell.json("token", "create", "--person", "ana@example.com")["token"]
        found = service.call("/api/v1/calendar/process-text", token, {"text": REVIEW})
        booked = service.call(f"/api/v1/proposals/{found['proposal_id']}/confirm", token, {})
        assert booked["state"] == "booked"
        start = booked["event"]["start"].replace("+", "%2B")
        events = service.call(f"/api/v1/calendar/events?time_min={start}", token)["events"]
        assert [event["title"] for event in events] == ["Design review"]
        shell.run("token", "revoke", shell.json("token", "list", "--person", "ana@example.com")["tokens"][0]["id"])
        assert within_seconds(lambda: service.status("/api/v1/proposals", token), 401)
        assert service.end() == 0
    assert not (shell.data / "address.json").exists()


def test_the_first_lines_tell_where_to_go_and_the_link_works_once(shell: Shell) -> None:
    with shell.serving("--port", "0") as service:
        assert service.process.stdout is not None
        lines = [service.process.stdout.readline() for _ in range(3)]
        assert service.address in lines[0]
        assert REVIEW in lines[2]
        link = lines[1].split()[-1]
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        me = f"{service.address}/api/v1/me"
        assert opener.open(link, timeout=PATIENCE).status == 200
        with pytest.raises(urllib.error.HTTPError, match="401"):  # it was only looked at
            opener.open(me, timeout=PATIENCE)
        assert opener.open(link, data=b"", timeout=PATIENCE).status == 200
        assert opener.open(me, timeout=PATIENCE).status == 200
        with pytest.raises(urllib.error.HTTPError, match="410"):
            urllib.request.urlopen(link, data=b"", timeout=PATIENCE)
        assert service.end(signal.SIGINT) == 0


def test_the_browser_of_the_first_link_and_the_token_of_the_readme_are_one_person(shell: Shell) -> None:
    with shell.serving("--port", "0") as service:
        token = shell.json("token", "create")["token"]
        link = shell.run("signin").stdout.strip()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        opener.open(link, data=b"", timeout=PATIENCE)
        with opener.open(f"{service.address}/api/v1/me", timeout=PATIENCE) as response:
            in_the_browser = json.loads(response.read())
        assert service.call("/api/v1/me", token)["id"] == in_the_browser["id"]
        service.call("/api/v1/calendar/process-text", token, {"text": REVIEW})
        with opener.open(f"{service.address}/api/v1/proposals", timeout=PATIENCE) as response:
            assert [found["event"]["title"] for found in json.loads(response.read())["proposals"]] == ["Design review"]
        assert [each["name"] for each in shell.json("token", "list")["tokens"]] == ["cli"]


def test_a_second_start_explains_itself_and_disturbs_nobody(shell: Shell) -> None:
    with shell.serving("--port", "0") as service:
        said = told(shell.run("serve", "--port", "0"), 1)
        assert f"(process {service.process.pid})" in said
        assert "THREADLINE_DATA_DIR" in said
        other = Shell(shell.home)
        other.environment["THREADLINE_DATA_DIR"] = str(shell.home / "other")
        port = service.address.rsplit(":", 1)[1]
        assert "already in use" in told(other.run("serve", "--port", port), 1)
        with urllib.request.urlopen(f"{service.address}/api/v1/health/live", timeout=PATIENCE) as response:
            assert response.status == 200


def test_a_socket_serves_too(shell: Shell) -> None:
    path = shell.home / "s"
    with shell.serving("--uds", str(path)) as service:
        assert service.address == f"unix:{path}"
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(b"GET /api/v1/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert connection.recv(1_000).startswith(b"HTTP/1.1 200")
        assert service.end() == 0


def test_a_running_answer_is_finished_before_the_service_ends(shell: Shell) -> None:
    with shell.serving("--port", "0") as service:
        token = shell.json("token", "create", "--person", "ana@example.com")["token"]
        conversation = service.call("/api/v1/conversations", token, {})["id"]
        sent = service.call(f"/api/v1/conversations/{conversation}/messages", token, {"text": "hello"})
        assert service.end() == 0
        assert sent
    with sqlite3.connect(shell.data / "threadline.db") as database:
        assert database.execute("SELECT DISTINCT state FROM turns").fetchall() == [("answered",)]
    database.close()


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence", "code"),
    [
        (("serve",), {"THREADLINE_PORT": "99999"}, "THREADLINE_PORT: ", 2),
        (("serve",), {"THREADLINE_SECRET_KEYS": "hunter2"}, "THREADLINE_SECRET_KEYS: ", 2),
        (("serve",), {"THREADLINE_DATABASE_URL": "mysql://h/x"}, "THREADLINE_DATABASE_URL: ", 2),
        (("serve",), {"THREADLINE_DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "cannot be used right now", 1),
        (("serve", "--host", "no.such.host.invalid"), {}, "", 1),
        (("serve", "--port", "0", "--uds", "/nowhere/at/all"), {}, "no such folder", 1),
        (("serve", "--port", "0", "--uds", "x" * 300), {}, "too long", 1),
        (("serve",), {"THREADLINE_DATA_DIR": "/proc/nowhere"}, "/proc/nowhere", 1),
        (("chat", "--url", "http://127.0.0.1:1", "--token", "x"), {}, "cannot be reached", 1),
        (("chat", "--url", "http://127.0.0.1:1"), {}, "--token", 2),
        (("chat", "--url", "nowhere", "--token", "x"), {}, "--url", 2),
    ],
)
def test_what_cannot_be_done_is_a_sentence_on_standard_error(
    shell: Shell, arguments: tuple[str, ...], environment: dict[str, str], sentence: str, code: int
) -> None:
    said = told(shell.run(*arguments, **environment), code)
    assert sentence in said
    assert "hunter2" not in said


def test_a_database_of_a_newer_version_is_not_touched(shell: Shell) -> None:
    shell.json("db", "upgrade")
    with sqlite3.connect(shell.data / "threadline.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "newer" in told(shell.run("serve", "--port", "0"), 1)
    doctor = shell.run("doctor", "--json")
    assert (doctor.returncode, json.loads(doctor.stdout)["ok"]) == (1, False)
    assert doctor.stderr == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_that_may_not_be_written_is_told(shell: Shell) -> None:
    shell.json("db", "upgrade")
    shell.data.chmod(0o500)
    try:
        assert "cannot be used" in told(shell.run("serve", "--port", "0"), 1)
    finally:
        shell.data.chmod(0o700)


def test_a_chat_streams_an_answer_and_books_what_it_proposes(shell: Shell) -> None:
    with shell.serving("--port", "0"):
        ended = shell.run("chat", typed=f"{REVIEW}\nc\nu\nWhat's on next Thursday?\n")
    assert (ended.returncode, ended.stderr) == (0, "")
    for words in ("Design review", "Room 4", "✓ booked", "✓ undone", "Nothing is in your calendar"):
        assert words in ended.stdout


def test_an_interrupted_pipe_ends_the_chat_without_a_word(shell: Shell) -> None:
    chat = subprocess.Popen(
        shell.command("chat"),
        cwd=shell.home,
        env=shell.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with chat:
        assert chat.stdout is not None
        while b"you:" not in os.read(chat.stdout.fileno(), 4_096):
            pass
        chat.send_signal(signal.SIGINT)
        assert chat.wait(PATIENCE) == 130
        assert chat.stderr is not None
        assert chat.stderr.read() == b""


def test_an_output_that_is_cut_off_is_no_crash(shell: Shell) -> None:
    command = " ".join([*shell.command("when", "tomorrow"), "--json", "| true; exit ${PIPESTATUS[0]}"])
    ended = subprocess.run(
        ["bash", "-c", command],
        cwd=shell.home,
        env=shell.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "Traceback" not in ended.stderr
