"""Logs carry ids and counts, never content or secrets."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from threadline import log


@pytest.fixture(autouse=True)
def _root_logger() -> Iterator[None]:
    """`configure` changes the logging of the whole process."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.level = level
    root.handlers[:] = handlers


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    out, err = capsys.readouterr()
    assert out == ""
    return [json.loads(line) for line in err.splitlines()]


def test_a_line_is_json_with_time_and_level(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    structlog.get_logger().info("turn started", message="m1", count=3)
    [line] = written(capsys)
    assert line.pop("timestamp")
    assert line == {"event": "turn started", "level": "info", "message": "m1", "count": 3}


def test_the_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("warning", "json")
    structlog.get_logger().info("not this")
    structlog.get_logger().warning("this")
    assert [line["event"] for line in written(capsys)] == ["this"]


SECRETS = (
    "token",
    "access_token",
    "X-API-Token",
    "client_secret",
    "Password",
    "authorization",
    "Set-Cookie",
    "api_key",
)
CONTENT = ("text", "message_text", "prompt", "body")


@pytest.mark.parametrize("name", [*SECRETS, *CONTENT])
def test_a_field_that_is_named_like_a_secret_or_like_content_is_not_written(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("info", "json")
    structlog.get_logger().info("something", **{name: "hunter2"})
    [line] = written(capsys)
    assert line[name] == "[redacted]"


def test_counts_of_tokens_are_no_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    structlog.get_logger().info("usage", input_tokens=3, context="c")
    [line] = written(capsys)
    assert (line["input_tokens"], line["context"]) == (3, "c")


def test_what_is_bound_is_redacted_too(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    with structlog.contextvars.bound_contextvars(request="r1", token="hunter2"):
        structlog.get_logger().info("something")
    [line] = written(capsys)
    assert (line["request"], line["token"]) == ("r1", "[redacted]")


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_traceback_says_where_and_never_with_what(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", style)  # type: ignore[arg-type]
    said = "what " + "was said"
    try:
        len(5 if said else said)  # type: ignore[arg-type]
    except TypeError:
        structlog.get_logger().exception("failed")
    err = capsys.readouterr().err
    assert "test_log.py" in err
    assert "TypeError" in err
    assert "what was said" not in err


def test_a_terminal_gets_readable_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    log.configure("info", "auto")
    structlog.get_logger().info("turn started", message="m1")
    line = capsys.readouterr().err
    assert "turn started" in line
    assert not line.startswith("{")


def test_elsewhere_they_are_json(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    log.configure("info", "auto")
    structlog.get_logger().info("turn started")
    assert len(written(capsys)) == 1


def test_a_request_that_cannot_be_read_is_not_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    server = logging.getLogger("aiohttp.server")
    try:
        raise ValueError("GET /signin/" + "hunter2")
    except ValueError:
        server.exception("Error handling request")
    server.error("another matter")
    assert capsys.readouterr().err == (
        "ERROR aiohttp.server: Error handling request: ValueError\nERROR aiohttp.server: another matter\n"
    )


def test_other_libraries_speak_of_trouble_only(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("debug", "json")
    logging.getLogger("elsewhere").info("chatter")
    logging.getLogger("elsewhere").warning("trouble")
    assert capsys.readouterr().err == "WARNING elsewhere: trouble\n"
