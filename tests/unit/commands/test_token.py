"""`threadline token` and `threadline signin`."""

import sqlite3
from pathlib import Path

import pytest
from rich.console import Console

from tests.unit.commands.outcomes import TOKEN, Run, answer, refused


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks at it, in black and white."""
    monkeypatch.setattr(
        "threadline.commands.token._console", Console(force_terminal=True, width=200, color_system=None)
    )


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

    def test_it_can_say_where_its_person_lives(self, run: Run, data: Path) -> None:
        answer(run(*TOKEN, "--zone", "Asia/Kathmandu", "--json"))
        with sqlite3.connect(data / "threadline.db") as database:
            kept = database.execute("SELECT key, value FROM preferences").fetchall()
        assert kept == [("timezone", "Asia/Kathmandu")]
        assert "no IANA time zone" in refused(run(*TOKEN, "--zone", "Mars/Base"), 2)

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
