"""Every setting, from `THREADLINE_…` variables and a `.env` file. The reference in `docs/` is generated from here."""

import ipaddress
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from tzlocal import get_localzone_name

from threadline.core.mailbox_settings import MailboxSettings, MailOAuth
from threadline.core.spending import SpendingLimit
from threadline.providers.pricing import Price
from threadline.providers.settings import ProviderSpec


def _machine_zone() -> str:
    """The machine's zone, by the name people know."""
    name = get_localzone_name()
    return "UTC" if name in ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Zulu", "Etc/Zulu") else name


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Settings(BaseSettings):
    """What an operator can set. Everything has a default: nothing needs to be set for a first run."""

    model_config = SettingsConfigDict(
        env_prefix="THREADLINE_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    data_dir: Path = Field(default=Path("data"), description="Everything the service writes lies under this directory")
    database_url: SecretStr | None = Field(
        default=None,
        description="A Postgres or SQLite URL; without it, SQLite in the data directory",
        examples=["postgresql://threadline@localhost/threadline"],
    )
    replica: str = Field(
        default="local",
        pattern=r"^[A-Za-z0-9_.-]{1,100}$",
        description="The stable name of this process where several share one Postgres; each needs its own",
    )

    host: str = Field(default="127.0.0.1", description="The address to listen on")
    port: int = Field(default=8080, ge=0, le=65535, description="The port to listen on; 0 takes a free one")
    base_url: str | None = Field(
        default=None,
        description="How the service is reached from outside, for links in mails and cards",
        examples=["https://threadline.example.com"],
    )
    allow_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Origins that browsers may call the API from, separated by commas; none by default"
    )
    requests_per_minute: int = Field(default=60, ge=1, description="How often one API token may ask")
    max_body_bytes: int = Field(default=1_000_000, ge=10_000, description="The largest request body")
    max_file_bytes: int = Field(default=10_000_000, ge=10_000, description="The largest file that is read")
    calendar_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Hosts of private networks that people may connect calendars from, separated by commas",
        examples=["nextcloud.intern"],
    )
    ocr_languages: str = Field(
        default="eng",
        pattern=r"^[a-z_]{3,20}(\+[a-z_]{3,20})*$",
        description="The languages of text in pictures, as Tesseract names them; each needs its package",
        examples=["eng+deu"],
    )

    zone: str = Field(
        default_factory=_machine_zone,
        description="The IANA zone of people whose channel does not tell theirs; the machine's own if unset",
        examples=["Europe/Vienna"],
    )
    proposal_days: int = Field(default=14, ge=1, le=365, description="How long a proposal waits for its click")
    undo_hours: int = Field(default=24, ge=1, le=720, description="How long a booking can be undone from its card")
    history_tokens: int = Field(default=6_000, ge=0, description="How much of a conversation a model gets to see")
    retention_days: int | None = Field(
        default=None, ge=1, description="Finished messages older than this are deleted; unset keeps them"
    )

    openai_api_key: SecretStr | None = Field(default=None, description="Answer with OpenAI's models")
    openai_model: str | None = Field(default=None, description="Which one; a cheap one if unset")
    openai_base_url: str | None = Field(
        default=None,
        description="Any server that speaks OpenAI's chat completions; `THREADLINE_OPENAI_MODEL` names its model",
        examples=["http://127.0.0.1:11434/v1"],
    )
    anthropic_api_key: SecretStr | None = Field(default=None, description="Answer with Anthropic's models")
    anthropic_model: str | None = Field(default=None, description="Which one; a cheap one if unset")
    gemini_api_key: SecretStr | None = Field(default=None, description="Answer with Google's Gemini models")
    gemini_model: str | None = Field(default=None, description="Which one; a cheap one if unset")
    xai_api_key: SecretStr | None = Field(default=None, description="Answer with xAI's models")
    xai_model: str | None = Field(default=None, description="Which one", examples=["grok-4-fast"])
    openrouter_api_key: SecretStr | None = Field(default=None, description="Answer with models by way of OpenRouter")
    openrouter_model: str | None = Field(default=None, description="Which one; OpenRouter chooses if unset")
    providers: tuple[ProviderSpec, ...] = Field(
        default=(),
        description="More providers, or those above in detail, as JSON",
        examples=['[{"name": "house", "kind": "vllm", "base_url": "http://10.0.0.5:8000/v1", "model": "qwen3"}]'],
    )
    chain: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Who answers, in this order, separated by commas: the next one where one fails. All, if unset",
        examples=["anthropic,openai"],
    )
    channel_chains: dict[str, tuple[str, ...]] = Field(
        default={}, description="Another order for a channel, as JSON", examples=['{"slack": ["openai"]}']
    )
    prices: dict[str, Price] = Field(
        default={},
        description="Dollars per million tokens where the list is wrong or silent, as JSON",
        examples=['{"house/qwen3": {"input": "0.1", "output": "0.2"}}'],
    )
    limits: tuple[SpendingLimit, ...] = Field(
        default=(),
        description="What a person, a channel or the workspace may have in a day or a month, as JSON",
        examples=['[{"scope": "person", "per": "day", "requests": 200}]'],
    )

    slack_bot_token: SecretStr | None = Field(
        default=None, description="The bot token (xoxb-…) of the one Slack workspace to answer in"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="The Slack app's signing secret; with it Slack may call /slack/events"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="An app-level token (xapp-…): events come by Socket Mode, no public address needed"
    )
    slack_client_id: str | None = Field(
        default=None, description="The Slack app's client id; with its secret, many workspaces can install the app"
    )
    slack_client_secret: SecretStr | None = Field(default=None, description="The Slack app's client secret")
    slack_channels: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Ids of the Slack channels to answer in, separated by commas; all where it is invited"
    )
    slack_email_domains: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Domains whose addresses in Slack identify a person across channels; all of the one workspace",
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="Slack's Web API; another one for tests")

    teams_app_id: str | None = Field(
        default=None, description="The Microsoft app id of the bot; with it Teams may call /api/messages"
    )
    teams_app_password: SecretStr | None = Field(default=None, description="A client secret of the Teams app")
    teams_tenant_id: str | None = Field(
        default=None, description="The Entra tenant that the Teams app is registered in (directory id)"
    )
    teams_managed_identity: bool = Field(
        default=False, description="The Teams app is a managed identity of the Azure machine: no password"
    )
    teams_tenants: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Ids of the tenants to answer in, separated by commas; the app's own if unset"
    )
    teams_service_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"),
        description="The exact hosts that answers may be sent to, separated by commas",
    )
    teams_login_url: str = Field(
        default="https://login.microsoftonline.com", description="Where Teams tokens are issued; another one for tests"
    )
    teams_openid_url: str = Field(
        default="https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="What tells the keys that Teams signs with; another one for tests",
    )
    teams_development: bool = Field(
        default=False,
        description="Without an app id, let the Agents Playground on this machine call /api/messages unsigned",
    )

    mail_address: str | None = Field(
        default=None,
        description="The address of the mailbox that mails are forwarded to; with it they are read and answered",
        examples=["assistant@example.com"],
    )
    mail_imap_host: str | None = Field(
        default=None,
        description="The server that mails are read from; known for Google's and Microsoft's OAuth",
        examples=["imap.example.com"],
    )
    mail_imap_port: int | None = Field(default=None, ge=1, le=65535, description="Its port; 993, without TLS 143")
    mail_smtp_host: str | None = Field(
        default=None, description="The server that answers go out by; the one that mails are read from if unset"
    )
    mail_smtp_port: int | None = Field(default=None, ge=1, le=65535, description="Its port; 465, without TLS 587")
    mail_tls: Literal["implicit", "starttls", "none"] = Field(
        default="implicit",
        description="How both connections are protected (port 587 begins in the clear); `none` only on this machine",
    )
    mail_username: str | None = Field(default=None, description="Who signs in to the mailbox; its address if unset")
    mail_password: SecretStr | None = Field(default=None, description="The mailbox's password")
    mail_oauth: MailOAuth | None = Field(
        default=None,
        description="Instead of a password, what OAuth tokens are got with, as JSON; Gmail and Microsoft 365 need it",
        examples=[
            '{"provider": "google", "client_id": "123-abc.apps.googleusercontent.com", "client_secret": "…", '
            '"refresh_token": "…"}'
        ],
    )
    mail_authserv_ids: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="The names under which the mailbox's own servers write Authentication-Results, separated by "
        "commas; without them each mail's DKIM signature is checked here",
        examples=["mx.example.com"],
    )
    mailboxes: tuple[MailboxSettings, ...] = Field(
        default=(),
        description="More mailboxes, as JSON",
        examples=[
            '[{"address": "sales@example.com", "imap_host": "imap.example.com", "password": "…", '
            '"authserv_ids": ["mx.example.com"]}]'
        ],
    )
    mail_strangers: Literal["answer", "ignore"] = Field(
        default="answer",
        description="Whether somebody who is not registered gets one polite answer a week, or none",
    )
    mail_max_bytes: int = Field(
        default=25_000_000, ge=10_000, le=40_000_000, description="The largest mail that is read"
    )
    mail_per_sender_hour: int = Field(
        default=60, ge=1, description="How many mails of one sender are answered in an hour; the rest is quarantined"
    )
    mail_per_minute: int = Field(
        default=30, ge=1, description="How many mails a mailbox sends in a minute; the rest waits (Microsoft allows 30)"
    )
    mail_invite: bool = Field(
        default=True,
        description="Whether attendees are mailed an invitation to what was confirmed, where the calendar sends none",
    )

    google_client_id: str | None = Field(
        default=None, description="The client id of the Google Cloud project; with it people connect Google Calendar"
    )
    google_client_secret: SecretStr | None = Field(default=None, description="Its client secret")
    google_api_url: str = Field(
        default="https://www.googleapis.com", description="Google's APIs; another address for tests"
    )
    google_auth_url: str = Field(
        default="https://accounts.google.com/o/oauth2/v2/auth",
        description="Google's consent page; another one for tests",
    )
    google_token_url: str = Field(
        default="https://oauth2.googleapis.com/token", description="Where Google gives tokens; another one for tests"
    )
    microsoft_client_id: str | None = Field(
        default=None, description="The application id in Entra; with it people connect their Microsoft 365 calendar"
    )
    microsoft_client_secret: SecretStr | None = Field(default=None, description="Its client secret")
    microsoft_tenant: str = Field(
        default="common",
        pattern=r"^[A-Za-z0-9.-]{1,100}$",
        description="Whose accounts may connect: `common`, `organizations`, `consumers` or the id of one tenant",
    )
    microsoft_graph_url: str = Field(
        default="https://graph.microsoft.com/v1.0", description="Microsoft Graph; another one for tests"
    )
    microsoft_login_url: str = Field(
        default="https://login.microsoftonline.com", description="Where Microsoft gives tokens; another one for tests"
    )

    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(),
        description="Fernet keys that encrypt stored secrets, separated by commas: the first encrypts, all decrypt",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="What to log")
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="`auto` is readable in a terminal and JSON elsewhere"
    )
    plugins: bool = Field(default=True, description="Load channels, providers and calendars of other packages")

    @field_validator(
        "allow_origins",
        "calendar_hosts",
        "secret_keys",
        "chain",
        "slack_channels",
        "slack_email_domains",
        "teams_tenants",
        "teams_service_hosts",
        "mail_authserv_ids",
        mode="before",
    )
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        if value is None:
            return None
        try:
            url = make_url(value.get_secret_value())
        except (ArgumentError, ValueError):
            raise ValueError(
                "this is no database URL (an example is postgresql://threadline@localhost/threadline)"
            ) from None
        if url.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
            raise ValueError(f"Threadline runs on SQLite and on Postgres, not on {url.get_backend_name()!r}")
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError(
                "a SQLite database is kept in a file: name one (an example is sqlite:///data/threadline.db)"
            )
        return value

    @field_validator("secret_keys")
    @classmethod
    def _fernet(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        from cryptography.fernet import Fernet

        for key in value:
            try:
                Fernet(key.get_secret_value())
            except ValueError:
                raise ValueError(
                    "a key is 32 random bytes in URL-safe base64 (`threadline doctor` says how to make one)"
                ) from None
        return value

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is no IANA time zone (an example is Europe/Vienna)")
        return value

    @field_validator("base_url", "openai_base_url")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("the address starts with http:// or https://")
        return value.rstrip("/") if value else None

    @model_validator(mode="after")
    def _model_is_named(self) -> "Settings":
        if self.openai_base_url and not self.openai_model:
            raise ValueError("THREADLINE_OPENAI_BASE_URL needs THREADLINE_OPENAI_MODEL: the model to ask for")
        return self

    @model_validator(mode="after")
    def _chains_name_providers(self) -> "Settings":
        known = {spec.name for spec in self.provider_specs()} | {"extractive"}
        named = {name for chain in (self.chain, *self.channel_chains.values()) for name in chain}
        if unknown := sorted(named - known):
            raise ValueError(
                f"THREADLINE_CHAIN names {', '.join(unknown)}, but configured are {', '.join(sorted(known))}"
            )
        return self

    def provider_specs(self) -> tuple[ProviderSpec, ...]:
        """Every provider that is configured; one given in detail stands in for the short form of its name."""
        detailed = {spec.name for spec in self.providers}
        short = [
            ProviderSpec(name=name, kind=name, api_key=key, model=model)
            for name, key, model in (
                ("openai", self.openai_api_key, self.openai_model),
                ("anthropic", self.anthropic_api_key, self.anthropic_model),
                ("gemini", self.gemini_api_key, self.gemini_model),
                ("xai", self.xai_api_key, self.xai_model),
                ("openrouter", self.openrouter_api_key, self.openrouter_model),
            )
            if key is not None and not (name == "openai" and self.openai_base_url)
        ]
        if self.openai_base_url:
            name = "openai_compatible"
            short.append(
                ProviderSpec(
                    name=name,
                    kind=name,
                    api_key=self.openai_api_key,
                    model=self.openai_model,
                    base_url=self.openai_base_url,
                )
            )
        return (*(spec for spec in short if spec.name not in detailed), *self.providers)

    @model_validator(mode="after")
    def _slack_is_complete(self) -> "Settings":
        reachable = self.slack_signing_secret or self.slack_app_token
        if self.slack_bot_token and not reachable:
            raise ValueError("THREADLINE_SLACK_BOT_TOKEN needs THREADLINE_SLACK_SIGNING_SECRET or _SLACK_APP_TOKEN")
        if (self.slack_client_id is None) != (self.slack_client_secret is None):
            raise ValueError("THREADLINE_SLACK_CLIENT_ID and THREADLINE_SLACK_CLIENT_SECRET go together")
        if reachable and not (self.slack_bot_token or self.slack_client_id):
            raise ValueError("Slack needs THREADLINE_SLACK_BOT_TOKEN, or THREADLINE_SLACK_CLIENT_ID to be installed")
        return self

    @model_validator(mode="after")
    def _teams_is_complete(self) -> "Settings":
        if self.teams_development:
            if self.teams_app_id:
                raise ValueError("THREADLINE_TEAMS_DEVELOPMENT is for a service without THREADLINE_TEAMS_APP_ID")
            if not _is_loopback(self.host) or self.base_url:
                raise ValueError(
                    "THREADLINE_TEAMS_DEVELOPMENT lets anybody in who reaches the service: it needs THREADLINE_HOST "
                    "to be 127.0.0.1, and no THREADLINE_BASE_URL"
                )
        if self.teams_app_id is None:
            if self.teams_app_password or self.teams_tenant_id or self.teams_managed_identity:
                raise ValueError("Teams needs THREADLINE_TEAMS_APP_ID, the Microsoft app id of the bot")
            return self
        if not self.teams_tenant_id:
            raise ValueError("THREADLINE_TEAMS_APP_ID needs THREADLINE_TEAMS_TENANT_ID: the tenant it is registered in")
        if (self.teams_app_password is None) != self.teams_managed_identity:
            raise ValueError("Teams needs either THREADLINE_TEAMS_APP_PASSWORD or THREADLINE_TEAMS_MANAGED_IDENTITY")
        return self

    @model_validator(mode="after")
    def _calendar_clients_are_complete(self) -> "Settings":
        if (self.google_client_id is None) != (self.google_client_secret is None):
            raise ValueError("THREADLINE_GOOGLE_CLIENT_ID and THREADLINE_GOOGLE_CLIENT_SECRET go together")
        if (self.microsoft_client_id is None) != (self.microsoft_client_secret is None):
            raise ValueError("THREADLINE_MICROSOFT_CLIENT_ID and THREADLINE_MICROSOFT_CLIENT_SECRET go together")
        return self

    @model_validator(mode="after")
    def _mailboxes_are_complete(self) -> "Settings":
        if self.mail_address is None and (self.mail_imap_host or self.mail_password or self.mail_oauth):
            raise ValueError("e-mail needs THREADLINE_MAIL_ADDRESS, the address of the mailbox")
        keys = [mailbox.key for mailbox in self.all_mailboxes()]
        if len(set(keys)) < len(keys):
            raise ValueError("THREADLINE_MAILBOXES: each mailbox needs a name of its own")
        return self

    def all_mailboxes(self) -> tuple[MailboxSettings, ...]:
        """Every mailbox that is configured, that of the simple settings first. Raises `ValueError`."""
        if self.mail_address is None:
            return self.mailboxes
        if self.mail_imap_host is None and (self.mail_oauth is None or self.mail_oauth.provider == "other"):
            raise ValueError("THREADLINE_MAIL_ADDRESS needs THREADLINE_MAIL_IMAP_HOST: the server mails are read from")
        values = {
            "address": self.mail_address,
            "imap_host": self.mail_imap_host,
            "imap_port": self.mail_imap_port,
            "smtp_host": self.mail_smtp_host,
            "smtp_port": self.mail_smtp_port,
            "username": self.mail_username,
            "password": self.mail_password,
            "oauth": self.mail_oauth,
            "tls": self.mail_tls,
            "authserv_ids": self.mail_authserv_ids,
        }
        return (MailboxSettings.model_validate(values), *self.mailboxes)

    @property
    def address(self) -> str:
        """Where people reach the service: as is set, else on this machine."""
        if self.base_url:
            return self.base_url
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - nothing listens by this
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def tz(self) -> ZoneInfo:
        """The default zone."""
        return ZoneInfo(self.zone)

    @property
    def proposal_lifetime(self) -> timedelta:
        """How long a proposal waits."""
        return timedelta(days=self.proposal_days)

    @property
    def undo_time(self) -> timedelta:
        """How long a booking can be undone."""
        return timedelta(hours=self.undo_hours)

    @cached_property
    def database_file(self) -> Path:
        """Where the SQLite database is, if it is one of ours."""
        return self.data_dir / "threadline.db"

    @cached_property
    def durable_file(self) -> Path:
        """Where DBOS keeps its tables on SQLite."""
        return self.data_dir / "durable.db"
