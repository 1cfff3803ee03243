"""Tokens of the app for the Bot Connector: by a client secret of a single tenant, or by a managed identity.

Sources: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow,
learn.microsoft.com/azure/app-service/overview-managed-identity (REST endpoint reference) and
learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token (IMDS).
"""

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp

from threadline.backoff import Backoff
from threadline.bots.teams.errors import NAME
from threadline.core.channels.errors import ChannelDenied, ChannelUnavailable
from threadline.core.runtime.clock import Sleep

if TYPE_CHECKING:
    from threadline.config import Settings

Json = dict[str, Any]

IMDS_URL = "http://169.254.169.254/metadata/identity/oauth2/token"
_RENEW_BEFORE_SECONDS = 300.0
_TIMEOUT = aiohttp.ClientTimeout(total=10)
_ATTEMPTS = 3
_BACKOFF = Backoff(first=1.0, longest=4.0)
_PASSING = frozenset({404, 408, 410, 429, 500, 502, 503, 504})  # IMDS answers 404 and 410 while it is updated


@dataclass(frozen=True, slots=True)
class Token:
    """A token and how many seconds it lasts from when it was issued."""

    value: str
    seconds: float


class Issuer(Protocol):
    """Where tokens come from."""

    async def issue(self, session: aiohttp.ClientSession) -> Token:
        """A new token. Raises `ChannelDenied`, `ChannelUnavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """An app of one tenant with a client secret. `login_url` is the authority, without the tenant.

    `resource` is what tokens are for: the Bot Connector of a cloud.
    """

    app_id: str
    secret: str = field(repr=False)
    tenant: str
    login_url: str
    resource: str
    sleep: Sleep = asyncio.sleep

    async def issue(self, session: aiohttp.ClientSession) -> Token:
        """A token by the client credentials grant."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self.app_id,
            "client_secret": self.secret,
            "scope": f"{self.resource}/.default",
        }
        url = f"{self.login_url.rstrip('/')}/{self.tenant}/oauth2/v2.0/token"
        return await _issued(lambda: session.post(url, data=form, timeout=_TIMEOUT, allow_redirects=False), self.sleep)


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """A user-assigned identity of the Azure machine: App Service names its endpoint, a VM has IMDS."""

    app_id: str
    resource: str
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    imds_url: str = IMDS_URL
    sleep: Sleep = asyncio.sleep

    async def issue(self, session: aiohttp.ClientSession) -> Token:
        """A token from the machine's own endpoint."""
        url, header = self.environment.get("IDENTITY_ENDPOINT"), self.environment.get("IDENTITY_HEADER")
        query = {"resource": self.resource, "client_id": self.app_id}
        if url and header:
            query, headers = {**query, "api-version": "2019-08-01"}, {"X-IDENTITY-HEADER": header}
        else:
            url = self.imds_url
            query, headers = {**query, "api-version": "2018-02-01"}, {"Metadata": "true"}
        return await _issued(
            lambda: session.get(url, params=query, headers=headers, timeout=_TIMEOUT, allow_redirects=False),
            self.sleep,
        )


def issuer_of(settings: "Settings", sleep: Sleep = asyncio.sleep) -> Issuer:
    """Where the app's tokens come from, as the settings have it."""
    app_id, cloud = settings.teams_app_id or "", settings.teams_endpoints
    if settings.teams_app_password is None:
        return ManagedIdentity(app_id, cloud.resource, sleep=sleep)
    secret, tenant = settings.teams_app_password.get_secret_value(), settings.teams_tenant_id or ""
    return ClientSecret(app_id, secret, tenant, cloud.login_url, cloud.resource, sleep)


@dataclass(slots=True)
class Tokens:
    """The app's token: asked for once, kept until five minutes before its end. `clock` is monotonic, in seconds."""

    issuer: Issuer
    clock: Callable[[], float]
    _token: Token | None = None
    _until: float = float("-inf")
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, session: aiohttp.ClientSession) -> str:
        """The token. Raises `ChannelDenied`, `ChannelUnavailable`."""
        if self._token is None or self.clock() >= self._until:
            async with self._lock:
                if self._token is None or self.clock() >= self._until:
                    asked = self.clock()
                    self._token = await self.issuer.issue(session)
                    self._until = asked + max(self._token.seconds - _RENEW_BEFORE_SECONDS, self._token.seconds / 2)
        return self._token.value

    def forget(self, value: str) -> None:
        """The connector does not take this token any more."""
        if self._token is not None and self._token.value == value:
            self._token = None


Ask = Callable[[], Any]


async def _issued(ask: Ask, sleep: Sleep) -> Token:
    """The token in the answer; passing trouble is met with patience."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            async with ask() as response:
                if response.status == 200:
                    return _read(await response.json(content_type=None))
                if response.status not in _PASSING:
                    raise _denied(response.status, await _code(response))
                trouble = f"HTTP {response.status}"
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            trouble = type(error).__name__
        if attempt < _ATTEMPTS:
            await sleep(_BACKOFF.pause(attempt))
    raise ChannelUnavailable(f"The app's token cannot be had: {trouble}", channel=NAME)


def _read(answer: Json) -> Token:
    """Entra says how long a token lasts; App Service says only when it ends, in seconds since 1970."""
    value = str(answer["access_token"])
    if answer.get("expires_in") is not None:
        return Token(value, float(answer["expires_in"]))
    return Token(value, max(float(answer["expires_on"]) - time.time(), 0.0))


async def _code(response: aiohttp.ClientResponse) -> str:
    try:
        return str((await response.json(content_type=None)).get("error") or "")
    except (ValueError, AttributeError, aiohttp.ClientError):
        return ""


def _denied(status: int, code: str) -> ChannelDenied:
    return ChannelDenied(
        f"The app's token was refused ({status} {code or 'without a reason'}): check THREADLINE_TEAMS_APP_ID, "
        "THREADLINE_TEAMS_APP_PASSWORD and THREADLINE_TEAMS_TENANT_ID, or the machine's identity",
        channel=NAME,
        missing="credentials",
    )
