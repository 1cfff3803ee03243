"""The command line: its commands, their settings, and what it hands on."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.unit.commands.conftest import data, run
from tests.unit.commands.outcomes import TOKEN, Run, answer, refused
from threadline import __version__

__all__ = ["data", "run"]


class TestVersion:
    """Which one this is."""

    def test_it_is_told(self, run: Run) -> None:
        assert run("version").stdout == f"threadline {__version__}\n"
        assert run("--version").stdout == f"threadline {__version__}\n"
        assert answer(run("version", "--json")) == {"version": __version__}


class TestSettings:
    """Settings that cannot be are told by their variable, before anything is done."""

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("PORT", "x", "THREADLINE_PORT: Input should be a valid integer"),
            ("ZONE", "Nowhere", "THREADLINE_ZONE: 'Nowhere' is no IANA time zone"),
            ("DATABASE_URL", "mysql://u:hunter2@h/x", "THREADLINE_DATABASE_URL: Threadline runs on SQLite"),
            ("SECRET_KEYS", "hunter2", "THREADLINE_SECRET_KEYS: a key is 32 random bytes"),
            ("LIMITS", "[{", "THREADLINE_LIMITS: this is not JSON"),
            ("LIMITS", "[{}]", "THREADLINE_LIMITS (0."),
            ("OPENAI_BASE_URL", "http://127.0.0.1:1", "THREADLINE_OPENAI_BASE_URL needs THREADLINE_OPENAI_MODEL"),
        ],
    )
    def test_a_wrong_value(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
    ) -> None:
        monkeypatch.setenv(f"THREADLINE_{name}", value)
        error = refused(run("doctor"), 2)
        assert sentence in error
        assert "hunter2" not in error

    def test_all_wrong_values_are_told_at_once(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THREADLINE_PORT", "x")
        monkeypatch.setenv("THREADLINE_ZONE", "Nowhere")
        assert len(refused(run("doctor"), 2).splitlines()) == 2

    def test_a_name_that_is_written_wrong_is_told_with_what_was_meant(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("THREADLINE_DATABSE_URL", "postgresql://u:hunter2@h/x")
        monkeypatch.setenv("THREADLINE_OF_ANOTHER_PACKAGE", "x")
        (tmp_path / ".env").write_text("export THREADLINE_ALLOW_ORIGIN=https://a.example\nTHREADLINE_PORT=0\n")
        told = run("token", "list", "--person", "nobody@example.com").stderr
        assert "Nothing reads THREADLINE_DATABSE_URL. Did you mean THREADLINE_DATABASE_URL?" in told
        assert "Nothing reads THREADLINE_ALLOW_ORIGIN. Did you mean THREADLINE_ALLOW_ORIGINS?" in told
        assert told.count("Nothing reads") == 2
        assert "hunter2" not in told
        assert "nothing reads THREADLINE_DATABSE_URL" in run("doctor").stdout

    def test_a_file_that_is_no_text(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / ".env").write_bytes(b"THREADLINE_PORT=\xff\xfe")
        assert "The file .env is not UTF-8 text." in refused(run("doctor"), 2)

    def test_a_data_directory_that_is_a_file(self, run: Run, data: Path) -> None:
        data.write_text("a file")
        for command in (TOKEN, ("db", "upgrade"), ("signin",)):
            assert str(data) in refused(run(*command))


class TestHandingOn:
    """What is given on the command line reaches the command."""

    def test_to_serve(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Any] = []
        monkeypatch.setattr("threadline.commands.serve.serve", lambda settings, uds: seen.append((settings, uds)))
        assert run("serve", "--host", "::1", "--port", "0", "--uds", "x").exit_code == 0
        [(settings, uds)] = seen
        assert (settings.host, settings.port, uds) == ("::1", 0, Path("x"))

    def test_to_chat(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Any] = []
        monkeypatch.setattr("threadline.commands.chat.chat", lambda _, **given: seen.append(given))
        monkeypatch.setenv("THREADLINE_TOKEN", "t")
        assert run("chat", "--url", "http://x", "--person", "a@b").exit_code == 0
        assert seen == [{"url": "http://x", "token": "t", "person": "a@b"}]


def test_it_is_a_module_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["threadline", "version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("threadline", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"threadline {__version__}\n"


@pytest.mark.parametrize(
    "command",
    [(), ("serve",), ("chat",), ("doctor",), ("when",), ("signin",), ("version",), ("token",), ("db",)]
    + [("token", name) for name in ("create", "list", "rotate", "revoke")]
    + [("db", "upgrade")],
)
def test_every_command_explains_itself(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    assert "--help" in result.stdout


@pytest.mark.parametrize("arguments", [("nope",), ("token", "nope"), ("doctor", "--nope"), ("serve", "--port", "x")])
def test_what_is_no_command_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    assert "Usage" in refused(run(*arguments), 2)
