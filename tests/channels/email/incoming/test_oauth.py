"""Access tokens: cached, renewed in time, and clear words where there are none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr, ValidationError

from tests.channels.email.incoming.test_end_to_end import TokenServer
from tests.support.clock import Clock
from threadline.bots.email.imap.errors import MailboxUnavailable, SignInRefused
from threadline.bots.email.imap.oauth import TokenSource
from threadline.bots.email.outbox.smtp import AccountBroken, Deferred
from threadline.bots.email.wiring import _SendingTokens
from threadline.config.mailbox import MailboxSettings, MailOAuth
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.secrets import SecretStore

KEY = Fernet.generate_key().decode()


@pytest.fixture
async def secrets(sqlite_file: Path) -> AsyncIterator[SecretStore]:
    database = Database(sqlite_url(sqlite_file))
    yield SecretStore(database, keys=[KEY])
    await database.close()


@pytest.fixture
async def server() -> AsyncIterator[TokenServer]:
    server = TokenServer()
    runner = await server.start()
    yield server
    await runner.cleanup()


def source(
    server: TokenServer, secrets: SecretStore, clock: Clock, *, refresh: str | None = "first", port: int = 0
) -> TokenSource:
    oauth = MailOAuth(
        client_id="app",
        client_secret=SecretStr("hush"),
        refresh_token=SecretStr(refresh) if refresh else None,
        token_url=f"http://127.0.0.1:{port or server.port}/token",
        scope="mail",
    )
    return TokenSource(oauth, mailbox="bot", secrets=secrets, clock=clock.monotonic)


async def test_a_token_is_kept_until_shortly_before_its_end(server: TokenServer, secrets: SecretStore) -> None:
    clock = Clock()
    tokens = source(server, secrets, clock)
    assert await tokens.token() == await tokens.token() == "token-1"
    assert len(server.asked) == 1
    assert server.asked[0]["scope"] == "mail"
    clock.advance(minutes=56)
    server.good = "token-2"
    assert await tokens.token() == "token-2"
    tokens.forget()
    await tokens.token()
    assert len(server.asked) == 3


async def test_a_refresh_token_that_was_replaced_is_kept(server: TokenServer, secrets: SecretStore) -> None:
    server.answer = {"refresh_token": "second"}
    await source(server, secrets, Clock()).token()
    await source(server, secrets, Clock()).token()
    assert [asked["refresh_token"] for asked in server.asked] == ["first", "second"]
    await source(server, secrets, Clock(), refresh="configured-anew").token()
    assert server.asked[-1]["refresh_token"] == "configured-anew"


async def test_what_no_key_opens_any_more_is_left_aside(
    server: TokenServer, secrets: SecretStore, sqlite_file: Path
) -> None:
    server.answer = {"refresh_token": "second"}
    await source(server, secrets, Clock()).token()
    database = Database(sqlite_url(sqlite_file))
    other = SecretStore(database, keys=[Fernet.generate_key().decode()])
    await source(server, other, Clock()).token()
    await database.close()
    assert server.asked[-1]["refresh_token"] == "first"


async def test_an_app_in_its_own_name_needs_no_refresh_token(server: TokenServer, secrets: SecretStore) -> None:
    await source(server, secrets, Clock(), refresh=None).token()
    assert server.asked[0] == {
        "client_id": "app",
        "client_secret": "hush",
        "grant_type": "client_credentials",
        "scope": "mail",
    }


async def test_a_refusal_says_what_to_do(server: TokenServer, secrets: SecretStore) -> None:
    server.status, server.answer = 400, {"error": "invalid_grant", "error_description": "Token has been revoked."}
    tokens = source(server, secrets, Clock())
    with pytest.raises(SignInRefused, match=r"invalid_grant: Token has been revoked.*docs/email.md") as refused:
        await tokens.token()
    assert "first" not in str(refused.value)
    with pytest.raises(AccountBroken, match="invalid_grant"):
        await _SendingTokens(tokens).token()


@pytest.mark.parametrize("answer", [{"access_token": ""}, {"access_token": 7}, {"access_token": "ü"}])
async def test_answers_without_a_token(server: TokenServer, secrets: SecretStore, answer: dict[str, object]) -> None:
    server.answer = answer
    with pytest.raises(MailboxUnavailable, match="without an access token"):
        await source(server, secrets, Clock()).token()


async def test_a_server_in_trouble_is_asked_again_later(server: TokenServer, secrets: SecretStore) -> None:
    server.status = 503
    tokens = source(server, secrets, Clock())
    with pytest.raises(MailboxUnavailable, match="503"):
        await tokens.token()
    server.status = 200
    server.answer = {"expires_in": "soon"}
    sending = _SendingTokens(tokens)
    assert await sending.token() == "token-1"
    sending.forget()
    with pytest.raises(Deferred):
        await _SendingTokens(source(server, secrets, Clock(), port=9)).token()


def test_known_providers_fill_in_their_servers() -> None:
    google = MailboxSettings.model_validate(
        {
            "address": "bot@example.com",
            "oauth": {"provider": "google", "client_id": "a", "client_secret": "b", "refresh_token": "c"},
        }
    )
    assert google.oauth is not None
    assert (google.imap_host, google.imap_server_port) == ("imap.gmail.com", 993)
    assert (google.smtp_server, google.smtp_server_port, google.smtp_security) == ("smtp.gmail.com", 465, "implicit")
    assert google.authserv_ids == ("mx.google.com",)
    assert google.oauth.url == "https://oauth2.googleapis.com/token"
    assert google.oauth.scopes == "https://mail.google.com/"
    microsoft = MailboxSettings(
        address="bot@example.com",
        oauth=MailOAuth(provider="microsoft", client_id="a", client_secret=SecretStr("b"), tenant="t"),
    )  # type: ignore[call-arg]
    assert microsoft.oauth is not None
    assert (microsoft.smtp_server_port, microsoft.smtp_security) == (587, "starttls")
    assert microsoft.oauth.url == "https://login.microsoftonline.com/t/oauth2/v2.0/token"
    assert microsoft.oauth.scopes == "https://outlook.office365.com/.default"
    delegated = MailOAuth(provider="microsoft", client_id="a", refresh_token=SecretStr("c"))
    assert "offline_access" in (delegated.scopes or "")


PLAIN = {"address": "bot@example.com", "imap_host": "imap.example.com", "password": "x"}


def test_a_plain_server() -> None:
    plain = MailboxSettings.model_validate(PLAIN)
    assert (plain.key, plain.user, plain.smtp_server) == ("bot@example.com",) * 2 + ("imap.example.com",)
    assert (plain.imap_server_port, plain.smtp_server_port) == (993, 465)
    upgraded = MailboxSettings.model_validate(PLAIN | {"tls": "starttls", "name": "desk"})
    assert (upgraded.key, upgraded.imap_server_port, upgraded.smtp_server_port) == ("desk", 143, 587)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"password": None}, "either a password or oauth"),
        ({"tls": "none"}, "could read along"),
        ({"imap_host": "127.0.0.1", "tls": "none", "smtp_host": "smtp.example.com"}, "could read along"),
        ({"processed": "inbox"}, "three folders"),
        ({"address": "nobody"}, "pattern"),
        ({"address": f"{'x' * 70}@example.com"}, "needs a name"),
        ({"password": None, "oauth": {"client_id": "a", "refresh_token": "b"}}, "name a provider"),
        (
            {"password": None, "oauth": {"client_id": "a", "refresh_token": "b", "token_url": "http://x.example"}},
            "https",
        ),
        ({"password": None, "oauth": {"provider": "google", "client_id": "a", "client_secret": "b"}}, "refresh_token"),
        ({"password": None, "oauth": {"provider": "microsoft", "client_id": "a", "client_secret": "b"}}, "tenant"),
    ],
)
def test_settings_that_cannot_be_say_why(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        MailboxSettings.model_validate(PLAIN | values)
