"""`threadline doctor`: what is well, what is missing, and what to do."""

import json
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from cryptography.fernet import Fernet

from tests.unit.commands.outcomes import Run, refused
from threadline.plugins import PluginBroken


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

    def test_settings_of_earlier_documents_are_told_by_their_names_here(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / ".env").write_text("DEBUG=true\nALLOWED_ORIGINS=https://x.example\nTHREADLINE_ZONE=UTC\n")
        found = findings(run("doctor", "--json"))["Earlier settings"]
        assert (found["state"], found["detail"]) == ("warning", "ALLOWED_ORIGINS, DEBUG")
        assert "ALLOWED_ORIGINS is THREADLINE_ALLOW_ORIGINS" in found["advice"]
        assert "https://x.example" not in str(found)

    @pytest.mark.parametrize(
        ("name", "state", "meant"),
        [
            ("THREADLINE_SLACK_BOT_TOKNE", "problem", "Did you mean THREADLINE_SLACK_BOT_TOKEN?"),
            ("THREADLINE_BASEURL", "problem", "Did you mean THREADLINE_BASE_URL?"),
            ("THREADLINE_OPENAI_KEY", "warning", "The nearest setting is THREADLINE_OPENAI_API_KEY."),
            ("THREADLINE_TIMEZONE", "warning", "The nearest setting is THREADLINE_ZONE."),
            ("THREADLINE_GREETING_OF_ACME", "warning", "Leave it if a plug-in of yours reads it."),
        ],
    )
    def test_a_setting_that_nothing_reads_is_told_with_the_nearest_one(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, state: str, meant: str
    ) -> None:
        monkeypatch.setenv(name, "hunter2")
        result = run("doctor", "--json")
        found = findings(result)["Settings"]
        assert (found["state"], name in found["detail"]) == (state, True)
        assert meant in found["advice"]
        assert "hunter2" not in result.output

    def test_the_token_of_the_chat_is_no_misspelt_setting(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THREADLINE_TOKEN", "tl_x")
        assert "Settings" not in findings(run("doctor", "--json"))

    def test_a_misspelt_model_is_told_with_what_it_may_have_meant(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("THREADLINE_OPENAI_API_KEY", "sk-x")
        monkeypatch.setenv("THREADLINE_OPENAI_MODEL", "gpt-5-minni")
        models = findings(run("doctor", "--json"))["Models"]
        assert models["state"] == "warning"
        assert "Did you mean gpt-5-mini" in models["advice"]

    def test_the_provider_to_sign_in_with_is_told_where_it_leads_back_to(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert findings(run("doctor", "--json"))["Sign-in"]["state"] == "off"
        monkeypatch.setenv("THREADLINE_OPENID_ISSUER", "https://accounts.google.com")
        monkeypatch.setenv("THREADLINE_OPENID_CLIENT_ID", "client")
        assert "THREADLINE_SIGN_IN_DOMAINS" in refused(run("doctor"), 2)
        monkeypatch.setenv("THREADLINE_SIGN_IN_DOMAINS", "example.com")
        monkeypatch.setenv("THREADLINE_BASE_URL", "https://threadline.example")
        found = findings(run("doctor", "--json"))["Sign-in"]
        assert found["state"] == "ok"
        assert found["detail"] == (
            "with Google; the address to come back to is https://threadline.example/openid/callback"
        )

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
