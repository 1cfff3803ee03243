"""How a mailbox is configured. Nothing here reads the environment."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from threadline.config.addresses import is_loopback, is_protected

Tls = Literal["implicit", "starttls", "none"]
Port = Annotated[int, Field(ge=1, le=65535)]

_ADDRESS = r"^[^@\s<>,;]+@[^@\s<>,;]+$"
_SUBMISSION = 587
_GOOGLE_TOKENS = "https://oauth2.googleapis.com/token"
_GOOGLE_SCOPE = "https://mail.google.com/"
_MICROSOFT_TOKENS = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_MICROSOFT_DELEGATED = (
    "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"
)
_MICROSOFT_OWN = "https://outlook.office365.com/.default"
_SERVERS: Mapping[str, Mapping[str, object]] = {
    "google": {
        "imap_host": "imap.gmail.com",
        "smtp_host": "smtp.gmail.com",
        "authserv_ids": ("mx.google.com",),
    },
    "microsoft": {
        "imap_host": "outlook.office365.com",
        "smtp_host": "smtp.office365.com",
        "smtp_port": _SUBMISSION,
        "authserv_ids": ("microsoft",),
    },
}


class MailOAuth(BaseModel):
    """What access tokens for a mailbox are got with (RFC 6749).

    `provider` fills in where tokens come from and what they are for; `token_url` and `scope` say it for others. With a
    `refresh_token` the service acts for the mailbox's user (section 6), without one in its own name (section 4.4, which
    Microsoft takes for mailboxes that an administrator opens to the app). `tenant` is Microsoft's directory id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: Literal["google", "microsoft", "other"] = "other"
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    tenant: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+$")] = "common"
    token_url: str | None = None
    scope: str | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> "MailOAuth":
        if self.provider == "other" and not self.token_url:
            raise ValueError("name a provider (google, microsoft) or a token_url")
        if self.token_url and not is_protected(self.token_url):
            raise ValueError("tokens are asked for over https:// only")
        if self.refresh_token is None and (self.provider == "google" or self.client_secret is None):
            raise ValueError("a refresh_token is needed (Microsoft also takes a client_secret and a tenant alone)")
        if self.provider == "microsoft" and self.refresh_token is None and self.tenant == "common":
            raise ValueError("without a refresh_token, Microsoft needs the tenant (directory id)")
        return self

    @property
    def url(self) -> str:
        """Where tokens are asked for."""
        known = _GOOGLE_TOKENS if self.provider == "google" else _MICROSOFT_TOKENS.format(tenant=self.tenant)
        return self.token_url or known

    @property
    def scopes(self) -> str | None:
        """What a token is asked for, separated by blanks; None leaves it to the server."""
        if self.scope or self.provider == "other":
            return self.scope
        if self.provider == "google":
            return _GOOGLE_SCOPE
        return _MICROSOFT_DELEGATED if self.refresh_token else _MICROSOFT_OWN


class MailboxSettings(BaseModel):
    """One mailbox: where its mails are read, and where answers go out.

    `name` is what the service knows it by and must not change later; the address if unset. `authserv_ids` are the names
    under which its own mail servers write Authentication-Results (RFC 8601), and nobody else's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Annotated[str, Field(pattern=_ADDRESS, max_length=254)]
    name: Annotated[str, Field(max_length=64)] = ""
    imap_host: Annotated[str, Field(min_length=1)]
    imap_port: Port | None = None
    smtp_host: str | None = None
    smtp_port: Port | None = None
    username: str | None = None
    password: SecretStr | None = None
    oauth: MailOAuth | None = None
    tls: Tls = "implicit"
    smtp_tls: Tls | None = None
    folder: Annotated[str, Field(min_length=1)] = "INBOX"
    processed: Annotated[str, Field(min_length=1)] = "Processed"
    quarantine: Annotated[str, Field(min_length=1)] = "Quarantine"
    authserv_ids: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _provider_fills_in(cls, values: object) -> object:
        """With a known provider's OAuth, its servers need not be named."""
        oauth = values.get("oauth") if isinstance(values, dict) else None
        provider = oauth.provider if isinstance(oauth, MailOAuth) else oauth.get("provider") if oauth else None
        return {**_SERVERS.get(str(provider), {}), **_given(values)} if isinstance(values, dict) else values

    @model_validator(mode="after")
    def _is_sound(self) -> "MailboxSettings":
        if (self.password is None) == (self.oauth is None):
            raise ValueError("a mailbox needs either a password or oauth")
        for host, tls in ((self.imap_host, self.tls), (self.smtp_server, self.smtp_security)):
            if tls == "none" and not is_loopback(host):
                raise ValueError(f"without TLS everybody on the way could read along: {host} is not this machine")
        if len({self.folder.upper(), self.processed.upper(), self.quarantine.upper()}) < 3:
            raise ValueError("folder, processed and quarantine must be three folders")
        if not self.name and len(self.address) > 64:
            raise ValueError("an address of more than 64 characters needs a name for its mailbox")
        return self

    @property
    def key(self) -> str:
        """What the service knows the mailbox by."""
        return self.name or self.address.lower()

    @property
    def user(self) -> str:
        """Who signs in."""
        return self.username or self.address

    @property
    def imap_server_port(self) -> int:
        """The port of the server that mails are read from."""
        return self.imap_port or (993 if self.tls == "implicit" else 143)

    @property
    def smtp_server(self) -> str:
        """The server that answers go out by; the one that mails are read from, if no other is named."""
        return self.smtp_host or self.imap_host

    @property
    def smtp_security(self) -> Tls:
        """How sending is protected: as reading is, except that port 587 begins in the clear (RFC 6409, RFC 8314)."""
        if self.smtp_tls:
            return self.smtp_tls
        return "starttls" if self.smtp_port == _SUBMISSION and self.tls == "implicit" else self.tls

    @property
    def smtp_server_port(self) -> int:
        """The port of the server that answers go out by."""
        return self.smtp_port or (465 if self.smtp_security == "implicit" else _SUBMISSION)


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, ())}
