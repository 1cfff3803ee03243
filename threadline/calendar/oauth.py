"""OAuth 2 for calendars elsewhere: consent with PKCE, tokens that are refreshed, and letting go of them.

RFC 6749 (sections 4.1 and 6), RFC 7636 (PKCE, S256), RFC 7009 (revocation). The person's consent page and the state
are the core's; here is what is said to the authorization server. Errors are those of the Calendar port:
`CalendarDenied` where a grant is over, `CalendarUnavailable` where the server or the client's registration fails.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

import aiohttp

from threadline.calendar.backend import Scope, Vault
from threadline.calendar.port import CalendarDenied, CalendarUnavailable, ConsentNeeded
from threadline.texts.messages import _

_TIMEOUT = 20.0
_EARLY = 60.0
"""An access token that ends within this many seconds is renewed before it is used."""

_ASKS = frozenset(("interaction_required", "consent_required", "login_required"))
_OVER = frozenset(("invalid_grant",))
_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_NO_CONSENT = 65001  # AADSTS65001: the person or their administrator has not consented
_ASKING_SUBERRORS = frozenset(("consent_required", "basic_action", "additional_action"))
"""What Entra adds to `invalid_grant` where the person has to do something on a page of its own."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens a person's calendars. `expires_at` is seconds since 1970, `scopes` what they allowed."""

    access: str
    refresh: str
    expires_at: float
    scopes: tuple[str, ...]
    account: str = ""

    def to_json(self) -> str:
        """The credentials, as they are kept."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Tokens":
        """The tokens of credentials. Raises `ValueError` for text that holds none."""
        try:
            values = json.loads(text)
            return cls(**(values | {"scopes": tuple(values["scopes"])}))
        except (TypeError, KeyError) as error:
            raise ValueError("these are no credentials") from error


@dataclass(frozen=True, slots=True)
class OAuthApp:
    """How Threadline is registered at an authorization server, and where that server is.

    `title` is its name for people. `asked` adds to the authorization request. `names_scopes`: a refresh
    names the scopes again.
    """

    title: str
    client_id: str
    client_secret: str
    authorize_url: str
    token_url: str
    scopes: tuple[Scope, ...]
    asked: Mapping[str, str]
    revoke_url: str | None = None
    names_scopes: bool = False


class SharedSession:
    """One HTTP session for a back end, opened at the first call. Cookies of one person never reach another's calls."""

    def __init__(self, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    def get(self) -> aiohttp.ClientSession:
        """The session."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._timeout), cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    async def close(self) -> None:
        """Close its connections."""
        if self._session is not None:
            await self._session.close()


class OAuthClient:
    """Speaks to one authorization server. `clock` tells seconds since 1970."""

    def __init__(self, app: OAuthApp, session: SharedSession, *, clock: Callable[[], float] = time.time) -> None:
        self.app = app
        self._session = session
        self._clock = clock

    def authorization_url(
        self, *, state: str, challenge: str, redirect_uri: str, hint: str | None, further: Sequence[Scope] = ()
    ) -> str:
        """Where the person's browser is sent to consent, to `further` scopes too."""
        query = {
            "client_id": self.app.client_id,
            "response_type": "code",
            "redirect_uri": redirect_uri,
            "scope": " ".join(scope.name for scope in (*self.app.scopes, *further)),
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **self.app.asked,
            **({"login_hint": hint} if hint else {}),
        }
        return f"{self.app.authorize_url}?{urlencode(query)}"

    async def exchange(self, *, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """Tokens for a code. Raises `CalendarDenied`, also where no refresh token comes with them."""
        answer = await self._token(
            grant_type="authorization_code", code=code, code_verifier=verifier, redirect_uri=redirect_uri
        )
        tokens = self._tokens(answer, Tokens("", "", 0.0, ()))
        if not tokens.refresh:
            raise CalendarDenied(_("{title} gave no lasting access. Connect it again.", title=self.app.title))
        return tokens

    async def refresh(self, tokens: Tokens) -> Tokens:
        """Fresh tokens; the refresh token stays where none comes back. Raises `CalendarDenied` where it is over."""
        # What was allowed besides is named too: Entra's tokens open what their request names, and no more.
        own = {_short(scope.name) for scope in self.app.scopes}
        asked = [scope.name for scope in self.app.scopes] + [each for each in tokens.scopes if _short(each) not in own]
        scopes = {"scope": " ".join(asked)} if self.app.names_scopes else {}
        answer = await self._token(grant_type="refresh_token", refresh_token=tokens.refresh, **scopes)
        return self._tokens(answer, tokens)

    async def on_behalf(self, assertion: str, *, token_url: str) -> Tokens:
        """Tokens for a token that another program got for the person and this app (RFC 7523, section 2.1).

        Raises `ConsentNeeded` where they have not allowed it yet, `CalendarDenied` for a token that does not count,
        `CalendarUnavailable`.
        """
        answer = await self._token(
            token_url,
            grant_type=_BEARER,
            assertion=assertion,
            requested_token_use="on_behalf_of",  # noqa: S106 - no password
            scope=" ".join(scope.name for scope in self.app.scopes),
        )
        tokens = self._tokens(answer, Tokens("", "", 0.0, ()))
        if not tokens.refresh:
            raise ConsentNeeded(_("{title} gave no lasting access. Connect it again.", title=self.app.title))
        return tokens

    async def revoke(self, tokens: Tokens) -> None:
        """Let the server forget the grant, where it has a way to (RFC 7009); what is gone already is done."""
        if self.app.revoke_url is None:
            return
        status, _headers, answer = await self._post(self.app.revoke_url, {"token": tokens.refresh or tokens.access})
        if status >= 300 and answer.get("error") not in ("invalid_token", "invalid_grant"):
            raise CalendarUnavailable(
                _("{title} could not be told at the moment (HTTP {status}).", title=self.app.title, status=status)
            )

    async def _token(self, url: str = "", **form: str) -> dict[str, Any]:
        client = {"client_id": self.app.client_id, "client_secret": self.app.client_secret}
        status, wait, answer = await self._post(url or self.app.token_url, client | form)
        error = answer.get("error")
        if status == 200 and isinstance(answer.get("access_token"), str):
            return answer
        if error in _ASKS or (error in _OVER and _asks(answer)):
            raise ConsentNeeded(
                _("{title} does not let Threadline in without you. Connect it again.", title=self.app.title)
            )
        if error in _OVER:
            raise CalendarDenied(_("{title} no longer lets Threadline in. Connect it again.", title=self.app.title))
        if status == 429 or status >= 500 or not error:
            raise CalendarUnavailable(
                _("{title} cannot be reached at the moment.", title=self.app.title), retry_after=wait
            )
        raise CalendarUnavailable(
            _(
                "{title} refuses this service ({error}). Whoever runs it has to check its client id and secret.",
                title=self.app.title,
                error=error,
            )
        )

    async def _post(self, url: str, form: Mapping[str, str]) -> tuple[int, float | None, dict[str, Any]]:
        try:
            async with self._session.get().post(url, data=form, headers={"Accept": "application/json"}) as response:
                text = await response.text(errors="replace")
                return response.status, seconds(response.headers.get("Retry-After")), _object(text)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CalendarUnavailable(_("{title} cannot be reached at the moment.", title=self.app.title)) from error

    def _tokens(self, answer: Mapping[str, Any], before: Tokens) -> Tokens:
        scope = answer.get("scope")
        return replace(
            before,
            access=answer["access_token"],
            refresh=answer.get("refresh_token") or before.refresh,
            expires_at=self._clock() + float(answer.get("expires_in", 3600)),
            scopes=tuple(scope.split()) if isinstance(scope, str) and scope else before.scopes,
        )


class TokenSource:
    """Good tokens for everybody: several calls of one person at once refresh theirs once.

    The refresh is nobody's own: a caller that gives up does not take it from the others.
    """

    def __init__(self, client: OAuthClient, *, clock: Callable[[], float] = time.time) -> None:
        self._client = client
        self._clock = clock
        self._refreshing: dict[str, asyncio.Task[Tokens]] = {}

    async def tokens(self, person_id: str, vault: Vault, *, refused: str | None = None) -> Tokens:
        """Tokens that are good now. `refused` is an access token that was refused and will not be given again.

        Raises `CalendarDenied` where the person is not connected any more, `CalendarUnavailable`.
        """
        tokens = await self._kept(vault)
        if tokens.access != refused and tokens.expires_at - _EARLY > self._clock():
            return tokens
        task = self._refreshing.get(person_id)
        if task is None:
            task = asyncio.create_task(self._refresh(tokens, vault), name="calendar-token-refresh")
            self._refreshing[person_id] = task
            task.add_done_callback(lambda done: self._done(person_id, done))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Wait for refreshes that are on their way: a token that came must be kept."""
        await asyncio.gather(*self._refreshing.values(), return_exceptions=True)

    def _done(self, person_id: str, task: asyncio.Task[Tokens]) -> None:
        self._refreshing.pop(person_id, None)
        if not task.cancelled():
            task.exception()  # whoever waited was told; where nobody waits any more, nobody need be

    async def _refresh(self, tokens: Tokens, vault: Vault) -> Tokens:
        kept = await self._kept(vault)
        if kept.access != tokens.access:  # renewed between reading and now
            return kept
        try:
            fresh = await self._client.refresh(tokens)
        except CalendarDenied as error:
            kept = await self._kept(vault)
            if kept.refresh != tokens.refresh:  # connected again meanwhile, or renewed by another process
                return kept
            await vault.revoked(str(error))
            raise
        await vault.replace(fresh.to_json())
        return fresh

    async def _kept(self, vault: Vault) -> Tokens:
        credentials = await vault.load()
        try:
            return Tokens.from_json(credentials or "")
        except ValueError:
            raise CalendarDenied(
                _("{title} is not connected. Connect it again.", title=self._client.app.title)
            ) from None


def _asks(answer: Mapping[str, Any]) -> bool:
    """Whether what is over can be begun anew by the person's consent."""
    return answer.get("suberror") in _ASKING_SUBERRORS or _NO_CONSENT in (answer.get("error_codes") or ())


def missing(app: OAuthApp, allowed: Sequence[str], needed: Sequence[str]) -> list[Scope]:
    """The scopes of `needed` that the person did not allow."""
    granted = {_short(name) for name in allowed}
    return [scope for scope in app.scopes if scope.name in needed and _short(scope.name) not in granted]


def _short(scope: str) -> str:
    """A scope's name without the resource that it is of, which some answers leave out."""
    return scope.lower().rpartition("/")[2]


def seconds(text: str | None) -> float | None:
    """A `Retry-After` in seconds; None for none, and for a date, which nobody sends here."""
    return float(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
