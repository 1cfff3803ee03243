"""The commands that do one thing and end."""

import json
import runpy
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from cryptography.fernet import Fernet
from rich.console import Console

from threadline import __version__
from threadline.commands.failure import explain
from threadline.core.channels.errors import ChannelDenied
from threadline.plugins import PluginBroken

Run = Callable[..., Result]
TOKEN = ("token", "create", "--person", "ana@example.com")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks at it, in black and white."""
    monkeypatch.setattr(
        "threadline.commands.token._console", Console(force_terminal=True, width=200, color_system=None)
    )


def answer(result: Result) -> Any:
    """What a command answered to a script."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(result: Result, code: int = 1) -> str:
    """The sentence of a command that failed."""
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.stderr
    assert isinstance(result.exception, SystemExit)
    return result.stderr


class TestTokens:
    """Tokens are made, listed, replaced and ended."""

    def test_a_token_is_shown_once_and_listed_without_its_secret(self, run: Run) -> None:
        made = answer(run(*TOKEN, "--json"))
        assert made["token"].startswith("tl_api_")
        [listed] = answer(run("token", "list", "--person", "Ana@example.com", "--json"))["tokens"]
        assert listed == {key: value for key, value in made.items() if key != "token"}
        assert set(listed["scopes"]) == {"read", "write", "book", "admin"}

    def test_it_can_be_narrow_and_end(self, run: Run) -> None:
        made = answer(run(*TOKEN, "--scope", "read", "--scope", "book", "--days", "3", "--name", "script", "--json"))
        assert (made["scopes"], made["name"]) == (["read", "book"], "script")
        assert made["expires_at"] is not None

    def test_a_shell_gets_it_alone(self, run: Run) -> None:
        [made] = run(*TOKEN).stdout.splitlines()
        assert made.startswith("tl_api_")
        known = answer(run(*TOKEN, "--json"))
        [rotated] = run("token", "rotate", known["id"]).stdout.splitlines()
        assert rotated.startswith("tl_api_")

    def test_people_get_it_with_what_to_do(self, run: Run, terminal: None) -> None:
        shown = run(*TOKEN).stdout
        [secret] = [line.strip() for line in shown.splitlines() if "tl_api_" in line]
        assert " " not in secret
        assert "X-API-Token" in shown

    def test_rotating_makes_another(self, run: Run, terminal: None) -> None:
        first = answer(run(*TOKEN, "--json"))
        second = answer(run("token", "rotate", first["id"], "--json"))
        assert second["token"] != first["token"]
        assert "works for 2 more hours" in run("token", "rotate", second["id"], "--overlap", "2").stdout

    def test_revoking_ends_it_once(self, run: Run) -> None:
        made = answer(run(*TOKEN, "--json"))
        assert answer(run("token", "revoke", made["id"], "--json")) == {"revoked": made["id"]}
        assert "could be revoked" in refused(run("token", "revoke", made["id"]))
        other = answer(run(*TOKEN, "--json"))
        assert "is revoked" in run("token", "revoke", other["id"]).stdout

    @pytest.mark.parametrize(
        ("arguments", "sentence", "code"),
        [
            ((*TOKEN, "--scope", "root"), "There is no scope root. There are: read, write, book, admin.", 2),
            (("token", "create", "--person", "ana"), "'ana' is no e-mail address.", 2),
            (("token", "rotate", "nope"), "There is no valid token nope.", 1),
            (("token", "revoke", "nope"), "There is no token nope", 1),
            ((*TOKEN, "--days", "0"), "--days", 2),
        ],
    )
    def test_what_cannot_be_done_is_told(self, run: Run, arguments: tuple[str, ...], sentence: str, code: int) -> None:
        assert sentence in refused(run(*arguments), code)

    def test_looking_does_not_make_anybody(self, run: Run, data: Path) -> None:
        assert "nobody@example.com has no tokens" in run("token", "list", "--person", "nobody@example.com").stdout
        with sqlite3.connect(data / "threadline.db") as database:
            assert database.execute("SELECT count(*) FROM persons").fetchone() == (0,)
        database.close()

    def test_names_are_printed_as_they_are(self, run: Run, terminal: None) -> None:
        person = "[/red]ana[bold]@example.com"
        assert person in run("token", "create", "--person", person, "--name", "[/x]").stdout
        assert "[/x]" in run("token", "list", "--person", person).stdout
        assert "[/b]@x has no tokens." in run("token", "list", "--person", "[/b]@x").stdout


class TestSignin:
    """A link that signs a browser in."""

    def test_it_is_one_line(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "20")
        monkeypatch.setenv("THREADLINE_PORT", "9999")
        [link] = run("signin").stdout.splitlines()
        assert link.startswith("http://127.0.0.1:9999/signin/tl_")
        monkeypatch.setenv("THREADLINE_BASE_URL", "https://threadline.example.com/")
        [link] = run("signin", "--person", "ana@example.com").stdout.splitlines()
        assert link.startswith("https://threadline.example.com/signin/tl_")


class TestWhen:
    """How a time expression is read."""

    def read(self, run: Run, text: str, *more: str) -> Any:
        return answer(run("when", text, "--at", "2026-03-05T12:00:00+01:00", "--json", *more))

    def test_it_answers_with_the_evidence(self, run: Run) -> None:
        said = self.read(run, "lunch tomorrow at noon")
        assert said["reference"] == "2026-03-05T12:00:00+01:00"
        [reading] = said["readings"]
        assert (reading["start"], reading["zone"]) == ("2026-03-06T12:00:00+01:00", "Europe/Vienna")
        assert "lunch tomorrow at noon"[slice(*reading["span"])] == reading["text"]

    def test_a_zone_can_be_named_and_a_time_without_one_is_local(self, run: Run) -> None:
        said = answer(run("when", "at noon", "--at", "2026-03-05T09:00:00", "--zone", "America/New_York", "--json"))
        assert said["reference"] == "2026-03-05T09:00:00-05:00"
        assert said["readings"][0]["start"] == "2026-03-05T12:00:00-05:00"

    def test_without_a_time_it_is_now(self, run: Run) -> None:
        assert answer(run("when", "now", "--json"))["reference"]

    def test_people_get_a_table(self, run: Run) -> None:
        shown = run("when", "next Thursday for 2 hours [/bold] every week", "--at", "2026-03-05T12:00:00").stdout
        assert "read from" in shown
        assert "next Thursday" in shown
        assert "[/bold]" in shown

    def test_what_has_no_time_says_so(self, run: Run) -> None:
        assert "No time was found in “nothing here [x]”." in refused(run("when", "nothing here [x]"))
        result = run("when", "nothing here", "--json")
        assert json.loads(result.stdout)["readings"] == []
        assert refused(result) == ""

    @pytest.mark.parametrize("zone", ["Nowhere", "Europe", "../etc/passwd", "x" * 300])
    def test_a_zone_that_does_not_exist_is_told(self, run: Run, zone: str) -> None:
        assert "is no IANA time zone" in refused(run("when", "tomorrow", "--zone", zone), 2)

    def test_a_moment_that_is_none_is_told(self, run: Run) -> None:
        assert "--at" in refused(run("when", "tomorrow", "--at", "yesterday-ish"), 2)


class TestVersion:
    """Which one this is."""

    def test_it_is_told(self, run: Run) -> None:
        assert run("version").stdout == f"threadline {__version__}\n"
        assert answer(run("version", "--json")) == {"version": __version__}


class TestDatabase:
    """Bringing the schema up to date by hand."""

    def test_it_is_made_and_then_current(self, run: Run, data: Path) -> None:
        first = answer(run("db", "upgrade", "--json"))
        assert first["before"] is None
        assert first["now"]
        assert "already" in run("db", "upgrade").stdout
        (data / "threadline.db").unlink()
        assert "from schema nothing to" in run("db", "upgrade").stdout

    def test_one_of_a_newer_version_is_left_alone(self, run: Run, data: Path) -> None:
        run("db", "upgrade")
        with sqlite3.connect(data / "threadline.db") as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.close()
        assert "newer" in refused(run("db", "upgrade"))
        assert "newer" in refused(run(*TOKEN))

    def test_a_file_that_is_no_database_is_told(self, run: Run, data: Path) -> None:
        data.mkdir()
        (data / "threadline.db").write_text("this is no database, it only stands where one should be")
        assert "cannot be used" in refused(run("db", "upgrade"))


def findings(result: Result) -> dict[str, dict[str, str]]:
    """What the doctor found, by part."""
    found = json.loads(result.stdout)
    assert found["ok"] is (result.exit_code == 0)
    return {finding["part"]: finding for finding in found["findings"]}


class TestDoctor:
    """What works, what is missing, what to do about it."""

    def test_a_bare_machine_is_well(self, run: Run) -> None:
        result = run("doctor", "--json")
        assert result.exit_code == 0
        found = findings(result)
        assert found["Database"]["detail"] == "SQLite, made at the first start"
        assert found["Secrets"]["state"] == "off"
        assert "webhook" in found["Plugins"]["detail"]
        assert all(finding["state"] in ("ok", "off") for finding in found.values())

    def test_people_get_signs_and_advice(self, run: Run, data: Path) -> None:
        shown = run("doctor").stdout
        assert "✓ Python" in shown
        assert "THREADLINE_SECRET_KEYS" in shown
        assert str(data) in shown

    def test_the_schema_is_told(self, run: Run, data: Path) -> None:
        run("db", "upgrade")
        assert findings(run("doctor", "--json"))["Database"]["detail"].startswith("SQLite, schema 0")
        with sqlite3.connect(data / "threadline.db") as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.close()
        result = run("doctor", "--json")
        assert findings(result)["Database"]["state"] == "problem"
        assert result.exit_code == 1
        assert "marked ✗" in refused(run("doctor"))

    def test_an_older_schema_is_told(self, run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from threadline.storage.migrate import SchemaState, SchemaStatus

        async def older(_: object) -> SchemaStatus:
            return SchemaStatus("0001", "0002", SchemaState.OLDER)

        run("db", "upgrade")
        monkeypatch.setattr("threadline.commands.doctor.check", older)
        detail = findings(run("doctor", "--json"))["Database"]["detail"]
        assert detail == "SQLite, schema 0001; the next start brings it to 0002"

    def test_a_database_that_cannot_be_reached_is_a_problem(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THREADLINE_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:1/x")
        result = run("doctor", "--json")
        assert findings(result)["Database"]["state"] == "problem"
        assert "hunter2" not in result.output

    def test_a_data_directory_that_is_none_is_a_problem(self, run: Run, data: Path) -> None:
        data.write_text("a file")
        assert "is no directory" in findings(run("doctor", "--json"))["Data directory"]["detail"]

    def test_one_that_cannot_be_written_is_a_problem(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("os.access", lambda *_: False)
        assert "cannot be written" in findings(run("doctor", "--json"))["Data directory"]["detail"]

    def test_a_disk_that_is_nearly_full_is_a_warning(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5_000_000))
        finding = findings(run("doctor", "--json"))["Data directory"]
        assert (finding["state"], finding["detail"].endswith("5 MB left")) == ("warning", True)

    def test_keys_are_counted(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THREADLINE_SECRET_KEYS", ",".join(Fernet.generate_key().decode() for _ in range(2)))
        assert "2 key(s)" in findings(run("doctor", "--json"))["Secrets"]["detail"]

    def test_a_model_is_named(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THREADLINE_OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
        monkeypatch.setenv("THREADLINE_OPENAI_MODEL", "llama[3]")
        assert "llama[3]" in run("doctor").stdout

    def test_missing_extras_are_told(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing(name: str) -> None:
            if "google" in name:
                raise ModuleNotFoundError(name)

        monkeypatch.setattr("importlib.util.find_spec", missing)
        assert "not installed" in findings(run("doctor", "--json"))["Extras"]["detail"]

    def test_extras_that_are_there_are_told(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
        assert findings(run("doctor", "--json"))["Extras"]["state"] == "ok"

    def test_each_channel_says_what_it_lacks(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        channels = ("Slack", "Microsoft Teams", "Mail")
        bare = findings(run("doctor", "--json"))
        assert [bare[channel]["state"] for channel in channels] == ["off"] * 3
        assert "docs/email.md" in bare["Mail"]["advice"]
        for name, value in (
            ("SLACK_BOT_TOKEN", "xoxb-1"),
            ("SLACK_SIGNING_SECRET", "secret"),
            ("TEAMS_APP_ID", "0c6f2f6a-52a4-4a86-8a57-3d8b7a3c9b02"),
            ("TEAMS_APP_PASSWORD", "secret"),
            ("TEAMS_TENANT_ID", "5e1b5b0e-7a3c-4a43-9d3c-1f6b6c1f0a01"),
            ("MAIL_ADDRESS", "assistant@example.com"),
            ("MAIL_PASSWORD", "secret"),
            ("MAIL_IMAP_HOST", "imap.example.com"),
        ):
            monkeypatch.setenv(f"THREADLINE_{name}", value)
        given = findings(run("doctor", "--json"))
        assert [given[channel]["state"] for channel in channels] == ["warning", "warning", "ok"]
        assert given["Mail"]["detail"] == "assistant@example.com"
        monkeypatch.setenv("THREADLINE_BASE_URL", "https://threadline.example.com")
        assert findings(run("doctor", "--json"))["Microsoft Teams"]["state"] == "ok"
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        missing = findings(run("doctor", "--json"))
        assert [missing[channel]["state"] for channel in channels] == ["problem"] * 3
        assert "threadline[email]" in missing["Mail"]["advice"]

    def test_each_kind_of_calendar_says_what_it_lacks(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        kinds = ("Google Calendar", "Microsoft 365", "CalDAV and feeds")
        bare = findings(run("doctor", "--json"))
        assert [bare[kind]["state"] for kind in kinds] == ["off"] * 3
        assert "THREADLINE_GOOGLE_CLIENT_ID" in bare["Google Calendar"]["advice"]
        assert "THREADLINE_SECRET_KEYS" in bare["CalDAV and feeds"]["advice"]
        for name in ("GOOGLE", "MICROSOFT"):
            monkeypatch.setenv(f"THREADLINE_{name}_CLIENT_ID", "id")
            monkeypatch.setenv(f"THREADLINE_{name}_CLIENT_SECRET", "secret")
        without_key = findings(run("doctor", "--json"))
        assert {without_key[kind]["state"] for kind in kinds[:2]} == {"warning"}
        monkeypatch.setenv("THREADLINE_SECRET_KEYS", Fernet.generate_key().decode())
        assert "only from this machine" in findings(run("doctor", "--json"))["Google Calendar"]["detail"]
        monkeypatch.setenv("THREADLINE_BASE_URL", "https://threadline.example.com")
        monkeypatch.setenv("THREADLINE_CALENDAR_HOSTS", "dav.intern")
        whole = findings(run("doctor", "--json"))
        assert [whole[kind]["state"] for kind in kinds] == ["ok"] * 3
        back = "https://threadline.example.com/api/v1/calendar/auth/callback"
        assert back in whole["Google Calendar"]["detail"]
        assert "dav.intern" in whole["CalDAV and feeds"]["detail"]

    def test_calendars_that_are_not_installed(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THREADLINE_GOOGLE_CLIENT_ID", "id")
        monkeypatch.setenv("THREADLINE_GOOGLE_CLIENT_SECRET", "secret")
        monkeypatch.setenv("THREADLINE_SECRET_KEYS", Fernet.generate_key().decode())
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        found = findings(run("doctor", "--json"))
        assert "threadline[google]" in found["Google Calendar"]["advice"]
        assert "threadline[caldav]" in found["CalDAV and feeds"]["advice"]

    def test_a_broken_plugin_is_a_problem(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> None:
            raise PluginBroken("threadline.channels 'x' of y cannot be loaded")

        monkeypatch.setattr("threadline.plugins.load", broken)
        assert "THREADLINE_PLUGINS=false" in findings(run("doctor", "--json"))["Plugins"]["advice"]


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

    def test_a_file_that_is_no_text(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / ".env").write_bytes(b"THREADLINE_PORT=\xff\xfe")
        assert "The file .env is not UTF-8 text." in refused(run("doctor"), 2)

    def test_a_data_directory_that_is_a_file(self, run: Run, data: Path) -> None:
        data.write_text("a file")
        for command in (TOKEN, ("db", "upgrade"), ("signin",)):
            assert str(data) in refused(run(*command))


class TestFailures:
    """Errors that a person can do something about are sentences; others are ours and are shown."""

    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (PluginBroken("it is broken"), "it is broken"),
            (ChannelDenied("no scope", channel="slack", missing="chat:write"), "no scope"),
            (OSError(98, "Address already in use"), "Address already in use. Another program listens there"),
            (PermissionError(13, "Permission denied", "/x"), "/x may not be used by this user: Permission denied."),
            (PermissionError(13, "Permission denied"), "That may not be used by this user"),
            (FileNotFoundError(2, "No such file or directory", "/x/y"), "/x/y: No such file or directory."),
            (OSError("path too long"), "Path too long."),
        ],
    )
    def test_they_are_explained(self, error: Exception, sentence: str) -> None:
        assert (explain(error) or "").startswith(sentence)

    @pytest.mark.parametrize("error", [RuntimeError("a fault"), BrokenPipeError(32, "Broken pipe")])
    def test_or_not(self, error: Exception) -> None:
        assert explain(error) is None

    def test_a_fault_of_ours_is_shown(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fault(*_: object, **__: object) -> None:
            raise RuntimeError("a fault")

        monkeypatch.setattr("threadline.commands.doctor.doctor", fault)
        assert isinstance(run("doctor").exception, RuntimeError)

    def test_ctrl_c_ends_quietly(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("threadline.commands.doctor.doctor", interrupted)
        result = run("doctor")
        assert (result.exit_code, result.output) == (130, "")


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
