"""Settings: by variable and by file, and a sentence for each that cannot be."""

import re
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr, ValidationError

from threadline.config import Settings
from threadline.config.addresses import is_loopback, is_protected

ENV_EXAMPLE = Path(__file__).parents[2] / ".env.example"
KEY = Fernet.generate_key().decode()


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


def test_nothing_needs_to_be_set() -> None:
    made = settings(zone="UTC")
    assert (made.host, made.port, made.database_url, made.base_url) == ("127.0.0.1", 8080, None, None)
    assert made.database_file == Path("data/threadline.db")
    assert made.durable_file == Path("data/durable.db")
    assert (made.proposal_lifetime, made.undo_time) == (timedelta(days=14), timedelta(hours=24))
    assert made.tz.key == "UTC"


SAMPLES: dict[str, tuple[str, object]] = {
    "data_dir": ("/tmp/x", Path("/tmp/x")),
    "database_url": ("postgresql://u:p@h/d", SecretStr("postgresql://u:p@h/d")),
    "replica": ("one.two-3", "one.two-3"),
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": ("0", 0),
    "base_url": ("https://x.example/", "https://x.example"),
    "allow_origins": (" https://a.example, ,https://b.example ", ("https://a.example", "https://b.example")),
    "requests_per_minute": ("7", 7),
    "max_body_bytes": ("20000", 20_000),
    "zone": ("Europe/Vienna", "Europe/Vienna"),
    "proposal_days": ("3", 3),
    "undo_hours": ("5", 5),
    "history_tokens": ("0", 0),
    "retention_days": ("30", 30),
    "secret_keys": (KEY, (SecretStr(KEY),)),
    "log_level": ("debug", "debug"),
    "log_format": ("json", "json"),
    "plugins": ("false", False),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_setting_is_read_from_its_variable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, value = SAMPLES[name]
    monkeypatch.setenv(f"THREADLINE_{name.upper()}", text)
    assert getattr(settings(), name) == value


def test_settings_are_read_from_a_file_and_variables_go_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("THREADLINE_PORT=1\nTHREADLINE_HOST=localhost\nOTHER=x\nTHREADLINE_UNKNOWN=y\n")
    monkeypatch.setenv("THREADLINE_PORT", "2")
    made = Settings()
    assert (made.host, made.port) == ("localhost", 2)
    assert Settings(port=3).port == 3


TEAMS = {"teams_app_id": "1", "teams_tenant_id": "2", "teams_app_password": "x"}
MAIL = {"mail_address": "a@example.com", "mail_imap_host": "i.example.com", "mail_password": "x"}
MAILBOX = {"address": "b@example.com", "imap_host": "i.example.com", "password": "x"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"port": "x"}, "valid integer"),
        ({"port": 65_536}, "less than or equal to 65535"),
        ({"zone": "Nowhere/Land"}, "'Nowhere/Land' is no IANA time zone"),
        ({"base_url": "example.com"}, "starts with http"),
        ({"database_url": "nonsense"}, "no database URL"),
        ({"database_url": "postgresql://h:port/x"}, "no database URL"),
        ({"database_url": "mysql://h/x"}, "not on 'mysql'"),
        ({"database_url": "sqlite://"}, "kept in a file"),
        ({"database_url": "sqlite:///:memory:"}, "kept in a file"),
        ({"secret_keys": "short"}, "32 random bytes"),
        ({"secret_keys": f"{KEY},short"}, "32 random bytes"),
        ({"replica": "two words"}, "pattern"),
        ({"log_level": "loud"}, "'debug', 'info'"),
        ({"undo_hours": 0}, "greater than or equal to 1"),
        ({"retention_days": 0}, "greater than or equal to 1"),
        ({"openai_base_url": "http://127.0.0.1:1"}, "THREADLINE_OPENAI_MODEL"),
        ({"chain": "openai,nobody"}, "names nobody, openai, but configured are extractive"),
        ({"channel_chains": {"slack": ["nobody"]}}, "names nobody"),
        ({"slack_bot_token": "xoxb"}, "needs THREADLINE_SLACK_SIGNING_SECRET"),
        ({"slack_client_id": "1"}, "go together"),
        ({"slack_signing_secret": "x"}, "Slack needs THREADLINE_SLACK_BOT_TOKEN"),
        ({"teams_app_password": "x"}, "Teams needs THREADLINE_TEAMS_APP_ID"),
        ({"teams_tenant_id": "x"}, "Teams needs THREADLINE_TEAMS_APP_ID"),
        ({"teams_managed_identity": True}, "Teams needs THREADLINE_TEAMS_APP_ID"),
        ({"teams_app_id": "1", "teams_app_password": "x"}, "needs THREADLINE_TEAMS_TENANT_ID"),
        ({**TEAMS, "teams_app_password": None}, "either THREADLINE_TEAMS_APP_PASSWORD or"),
        ({**TEAMS, "teams_managed_identity": True}, "either THREADLINE_TEAMS_APP_PASSWORD or"),
        ({**TEAMS, "teams_development": True}, "for a service without THREADLINE_TEAMS_APP_ID"),
        ({"teams_development": True, "host": "0.0.0.0"}, "lets anybody in"),
        ({"teams_development": True, "host": "service.example.com"}, "lets anybody in"),
        ({"teams_development": True, "base_url": "https://x.example"}, "lets anybody in"),
        ({"mail_password": "x"}, "e-mail needs THREADLINE_MAIL_ADDRESS"),
        ({"mail_address": "a@example.com", "mail_password": "x"}, "needs THREADLINE_MAIL_IMAP_HOST"),
        ({"mail_address": "a@example.com", "mail_imap_host": "i.example.com"}, "either a password or oauth"),
        ({**MAIL, "mail_tls": "none"}, "i.example.com is not this machine"),
        ({**MAIL, "mailboxes": [MAILBOX | {"address": "A@example.com"}]}, "each mailbox needs a name of its own"),
        ({"google_client_id": "1"}, "THREADLINE_GOOGLE_CLIENT_ID and THREADLINE_GOOGLE_CLIENT_SECRET go together"),
        ({"microsoft_client_secret": "x"}, "THREADLINE_MICROSOFT_CLIENT_SECRET go together"),
        ({"limits": [{"scope": "person", "per": "day"}]}, "a limit needs `requests` or `usd`"),
        ({"limits": [{"scope": "person", "per": "day", "usd": 1, "channel": "slack"}]}, "goes with the scope"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        settings(**values)


@pytest.mark.parametrize(
    "url", ["sqlite:///x.db", "sqlite+aiosqlite:////x.db", "postgres://h/d", "postgresql+psycopg://h/d"]
)
def test_databases_that_can_be_used(url: str) -> None:
    made = settings(database_url=url).database_url
    assert made is not None
    assert made.get_secret_value() == url


def test_a_provider_given_in_detail_stands_in_for_its_short_form() -> None:
    made = settings(
        openai_api_key="sk-1",
        anthropic_api_key="sk-2",
        openai_base_url="http://127.0.0.1:1/v1",
        openai_model="llama",
        providers=[{"name": "anthropic", "kind": "anthropic", "api_key": "sk-3", "model": "m"}],
        chain="anthropic, openai_compatible",
    )
    specs = {spec.name: spec for spec in made.provider_specs()}
    assert list(specs) == ["openai_compatible", "anthropic"]
    assert specs["openai_compatible"].base_url == "http://127.0.0.1:1/v1"
    assert specs["anthropic"].model == "m"
    assert made.chain == ("anthropic", "openai_compatible")


def test_channels_that_are_set_completely_are_taken() -> None:
    google = {"provider": "google", "client_id": "1", "client_secret": "x", "refresh_token": "x"}
    made = settings(
        **TEAMS,
        **MAIL,
        mailboxes=[MAILBOX, {"address": "c@example.com", "oauth": google}],
        limits=[{"scope": "channel", "per": "month", "usd": "2.50", "channel": "slack"}],
    )
    boxes = made.all_mailboxes()
    assert [(box.key, box.imap_host) for box in boxes] == [
        ("a@example.com", "i.example.com"),
        ("b@example.com", "i.example.com"),
        ("c@example.com", "imap.gmail.com"),
    ]
    assert made.limits[0].usd == Decimal("2.50")
    assert settings(teams_app_id="1", teams_tenant_id="2", teams_managed_identity=True).teams_app_password is None
    assert [settings(teams_development=True, host=host).teams_app_id for host in ("localhost", "::1")] == [None, None]


@pytest.mark.parametrize(
    ("values", "address"),
    [
        ({}, "http://127.0.0.1:8080"),
        ({"host": "0.0.0.0", "port": 1}, "http://localhost:1"),
        ({"host": "::1"}, "http://[::1]:8080"),
        ({"base_url": "https://x.example/"}, "https://x.example"),
    ],
)
def test_the_address_is_where_people_reach_the_service(values: dict[str, Any], address: str) -> None:
    assert settings(**values).address == address


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("LocalHost", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("example.com", False),
        ("localhost.example.com", False),
    ],
)
def test_which_addresses_only_this_machine_can_reach(host: str, local: bool) -> None:
    assert is_loopback(host) is local
    assert settings(host=host).is_private is local
    assert not settings(host=host, base_url="https://x.example").is_private


@pytest.mark.parametrize(
    ("url", "protected"),
    [
        ("https://login.example.com/token", True),
        ("http://127.0.0.1:8080/token", True),
        ("http://localhost/token", True),
        ("http://[::1]:1/token", True),
        ("http://login.example.com/token", False),
        ("http://127.0.0.1:80@login.example.com/token", False),
        ("https:///token", False),
        ("ftp://127.0.0.1/token", False),
    ],
)
def test_which_addresses_nobody_on_the_way_can_read_along_to(url: str, protected: bool) -> None:
    assert is_protected(url) is protected


def test_the_example_file_is_taken_when_it_is_uncommented(tmp_path: Path) -> None:
    lines = re.findall(r"^# (THREADLINE_[A-Z_]+=.+)$", ENV_EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    lines.remove(
        "THREADLINE_OPENAI_BASE_URL=http://127.0.0.1:11434/v1"
    )  # it stands in for OpenAI, which the chain names
    file = tmp_path / "uncommented"
    file.write_text("\n".join((*lines, "THREADLINE_OPENAI_API_KEY=1", "THREADLINE_ANTHROPIC_API_KEY=2")), "utf-8")
    made = Settings(_env_file=file)
    assert made.chain == ("anthropic", "openai")
    shown = {line.partition("=")[0].removeprefix("THREADLINE_").lower() for line in lines}
    defaults = {name: field.default for name, field in Settings.model_fields.items() if not field.examples}
    changed = {name for name in shown & set(defaults) if getattr(made, name) != defaults[name]}
    assert not changed


def test_settings_need_nothing_of_the_core_and_no_heavy_library() -> None:
    code = "import sys, threadline.config; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    rooms = ("threadline.core", "threadline.storage", "threadline.calendar", "threadline.bots")
    assert {"threadline.config", "pydantic"} <= set(found)
    assert not {"sqlalchemy", "cryptography", "aiohttp", *rooms} & set(found)


def test_secrets_are_not_printed() -> None:
    made = settings(secret_keys=KEY, database_url="postgresql://u:hunter2@h/d", openai_api_key="sk-123")
    for secret in (KEY, "hunter2", "sk-123"):
        assert secret not in repr(made)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        settings().port = 1  # type: ignore[misc]
