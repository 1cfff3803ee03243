"""Access tokens for a mailbox (OAuth 2.0, RFC 6749), for reading and for sending alike.

Sources: developers.google.com/identity/protocols/oauth2/native-app, learn.microsoft.com/entra/identity-platform
(v2-oauth2-auth-code-flow, v2-oauth2-client-creds-grant-flow), developers.google.com/gmail/imap/xoauth2-protocol.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import aiohttp
import structlog

from threadline.bots.email.imap.errors import MailboxUnavailable, SignInRefused
from threadline.config.mailbox import MailOAuth
from threadline.storage.database.errors import SecretUnreadable
from threadline.storage.secrets import SecretStore

log = structlog.get_logger()

_TIMEOUT = aiohttp.ClientTimeout(total=30)
_USUAL_LIFETIME = 3600.0
_BEFORE_ITS_END = 300.0
_OWNER = "mailbox"


@dataclass(slots=True)
class _Token:
    value: str
    until: float


class TokenSource:
    """Gives the access token of one mailbox, a new one in time before the old one ends.

    A refresh token that the server replaced is kept among the secrets, where there is a key for them, as long as the
    setting names the one it replaced.
    """

    def __init__(
        self,
        oauth: MailOAuth,
        *,
        mailbox: str,
        secrets: SecretStore,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._oauth = oauth
        self._mailbox = mailbox
        self._secrets = secrets
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._token: _Token | None = None

    async def token(self) -> str:
        """A token that is good for some minutes at least. Raises `SignInRefused`, `MailboxUnavailable`."""
        async with self._one_at_a_time:
            if self._token is None or self._token.until <= self._clock():
                self._token = await self._fetch()
            return self._token.value

    def forget(self) -> None:
        """Ask for a new token next time: the server did not take this one."""
        self._token = None

    async def _fetch(self) -> _Token:
        answer = await self._ask(await self._form())
        value = answer.get("access_token")
        if not isinstance(value, str) or not value.isascii() or not value:
            raise MailboxUnavailable(f"{self._oauth.url} answered without an access token")
        replaced = answer.get("refresh_token")
        if isinstance(replaced, str) and replaced:
            await self._keep(replaced)
        lifetime = _seconds(answer.get("expires_in"))
        return _Token(value, self._clock() + max(lifetime - _BEFORE_ITS_END, lifetime / 2))

    async def _form(self) -> Mapping[str, str]:
        form = {"client_id": self._oauth.client_id}
        if self._oauth.client_secret:
            form["client_secret"] = self._oauth.client_secret.get_secret_value()
        if self._oauth.refresh_token:
            form |= {"grant_type": "refresh_token", "refresh_token": await self._refresh_token()}
        else:
            form["grant_type"] = "client_credentials"
        # Google takes a refresh as good for what was granted; naming scopes there is of no use but does no harm.
        return form | ({"scope": self._oauth.scopes} if self._oauth.scopes else {})

    async def _ask(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        url = self._oauth.url
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.post(url, data=form, allow_redirects=False) as response,
            ):
                status, body = response.status, await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise MailboxUnavailable(f"No token for {self._mailbox} from {url}: {error}") from error
        answer = body if isinstance(body, dict) else {}
        if status in (400, 401, 403):
            why = f"{answer.get('error', status)}: {answer.get('error_description', 'no reason given')}"
            raise SignInRefused(
                f"{url} gives no token for {self._mailbox} ({why}). Renew its OAuth settings, as docs/email.md says."
            )
        if status != 200:
            raise MailboxUnavailable(f"No token for {self._mailbox}: {url} answered {status}")
        return answer

    async def _refresh_token(self) -> str:
        configured = self._configured()
        try:
            kept = await self._secrets.get(_OWNER, self._mailbox)
        except SecretUnreadable as error:
            log.warning("kept refresh token not readable, the configured one is used", error=str(error))
            kept = None
        replacement = json.loads(kept) if kept else {}
        return str(replacement["token"]) if replacement.get("instead_of") == _hash(configured) else configured

    async def _keep(self, replaced: str) -> None:
        if self._secrets.has_key and replaced != self._configured():
            value = {"instead_of": _hash(self._configured()), "token": replaced}
            await self._secrets.put(_OWNER, self._mailbox, json.dumps(value))

    def _configured(self) -> str:
        return self._oauth.refresh_token.get_secret_value() if self._oauth.refresh_token else ""


def _seconds(said: object) -> float:
    """How long a token lives; servers say it as a number or as text, or not at all."""
    try:
        return max(float(str(said)), 1.0)
    except ValueError:
        return _USUAL_LIFETIME


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
