"""Settings: by variable and by file, and a sentence for each that cannot be."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr, ValidationError

from threadline.config import Settings

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


def test_secrets_are_not_printed() -> None:
    made = settings(secret_keys=KEY, database_url="postgresql://u:hunter2@h/d", openai_api_key="sk-123")
    for secret in (KEY, "hunter2", "sk-123"):
        assert secret not in repr(made)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        settings().port = 1  # type: ignore[misc]
