"""How people sign in to the console."""

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator

from threadline.config.addresses import HttpAddress, is_loopback
from threadline.config.comma_separated import CommaSeparated

ANY_DOMAIN = "*"


class SignInSettings(BaseModel):
    """Who may sign in, beside those with a token or a link: by an OpenID Connect provider, and by a link in a mail."""

    sign_in_domains: CommaSeparated[str] = Field(
        default=(),
        description="Domains whose people may sign in by themselves, separated by commas; `*` for everybody whom the "
        "OpenID provider knows",
        examples=["example.com"],
    )
    sign_in_by_mail: bool = Field(
        default=True,
        description="Whether the console mails a sign-in link to people Threadline knows, where it has a mailbox and "
        "THREADLINE_BASE_URL is set",
    )
    openid_issuer: HttpAddress | None = Field(
        default=None,
        description="The OpenID Connect provider that people sign in with",
        examples=["https://accounts.google.com", "https://login.microsoftonline.com/TENANT/v2.0"],
    )
    openid_client_id: str | None = Field(
        default=None,
        description="The client id that the provider gave to Threadline",
        examples=["1234567890.apps.googleusercontent.com"],
    )
    openid_client_secret: SecretStr | None = Field(
        default=None, description="Its client secret; without one, Threadline is a public client"
    )
    openid_title: str | None = Field(
        default=None,
        max_length=60,
        description="What people call the provider; if absent, Google, Microsoft or the name of its host",
    )
    openid_addresses: Literal["verified", "all"] = Field(
        default="verified",
        description="`all` where the provider answers for the addresses it names without saying that they are "
        "verified, as one tenant of Microsoft Entra does",
    )
    openid_admins: CommaSeparated[str] = Field(
        default=(), description="Addresses of those who administer Threadline once they are signed in by the provider"
    )
    openid_admin_group: str | None = Field(
        default=None, description="The same for everybody with this value among the groups or roles the provider names"
    )

    @field_validator("sign_in_domains", "openid_admins")
    @classmethod
    def _lower(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part.lower().removeprefix("@") for part in value)

    @model_validator(mode="after")
    def _openid_is_complete(self) -> Self:
        if self.openid_issuer is None:
            return self
        if not self.openid_client_id:
            raise ValueError("THREADLINE_OPENID_ISSUER needs THREADLINE_OPENID_CLIENT_ID")
        if not self.sign_in_domains:
            raise ValueError(
                "THREADLINE_OPENID_ISSUER needs THREADLINE_SIGN_IN_DOMAINS: the domains whose people may sign in, "
                "or * for everybody whom your provider knows"
            )
        parts = urlsplit(self.openid_issuer)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise ValueError("THREADLINE_OPENID_ISSUER must begin with https://")
        return self

    @property
    def openid_name(self) -> str:
        """What people call the provider they sign in with; empty where there is none."""
        host = urlsplit(self.openid_issuer or "").hostname or ""
        known = {"accounts.google.com": "Google", "login.microsoftonline.com": "Microsoft"}
        return self.openid_title or known.get(host, host)

    def admits(self, address: str) -> bool:
        """Whether whoever has this address, which is theirs for sure, may sign in without having been invited."""
        return address.lower().rpartition("@")[2] in self.sign_in_domains
