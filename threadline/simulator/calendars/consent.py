"""An authorization server: a page to consent on, codes with PKCE, tokens that end, are refreshed and are revoked.

RFC 6749, RFC 7636 (S256 alone), RFC 7009. Whoever opens the page is whom they press the button of.
"""

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from urllib.parse import urlencode

from aiohttp import web
from yarl import URL

Clock = Callable[[], float]
_PASSED_ON = ("client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "access_type")


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody allowed an app."""

    address: str
    scopes: tuple[str, ...]
    expires_at: float = 0.0


@dataclass(frozen=True, slots=True)
class _Code:
    grant: Grant
    redirect_uri: str
    challenge: str
    lasting: bool


@dataclass(slots=True)
class Consent:
    """One authorization server. `people` are addresses that can consent; `rotates`: each refresh gives a new token.

    `offline` is the scope without which no refresh token is given; Google has `access_type=offline` instead.
    """

    title: str
    client_id: str
    client_secret: str
    people: Sequence[str]
    clock: Clock = time.time
    lifetime: int = 3_599
    rotates: bool = False
    offline: str | None = None
    refreshes: int = 0
    failure: tuple[int, str] | None = None
    """What every call for tokens, or to revoke them, answers while it is set: a status and an error code."""
    revoked: list[str] = field(default_factory=list)
    on_allowed: Callable[[str], object] | None = None
    """Is told who allowed something on the page."""
    _codes: dict[str, _Code] = field(default_factory=dict)
    _access: dict[str, Grant] = field(default_factory=dict)
    _refresh: dict[str, Grant] = field(default_factory=dict)

    def holder(self, token: str) -> Grant | None:
        """Whose access token it is, while it is good."""
        grant = self._access.get(token)
        return grant if grant is not None and grant.expires_at > self.clock() else None

    def give(self, address: str, scopes: Sequence[str]) -> tuple[str, str]:
        """An access and a refresh token, without a page."""
        grant = Grant(address, tuple(scopes))
        refresh = f"refresh-{secrets.token_urlsafe(16)}"
        self._refresh[refresh] = grant
        return self._given(grant), refresh

    def withdraw(self, address: str) -> None:
        """Let a person take back everything they allowed: tokens open nothing, refreshing is `invalid_grant`."""
        self._access = {token: grant for token, grant in self._access.items() if grant.address != address}
        self._refresh = {token: grant for token, grant in self._refresh.items() if grant.address != address}

    def end_access(self) -> None:
        """Let every access token end now; refresh tokens stay good."""
        self._access.clear()

    def allow(self, url: str, address: str, *, scopes: Sequence[str] | None = None) -> str:
        """Consent as a person at an authorization URL; the address that their browser is sent to."""
        query = URL(url).query
        problem = self._problem(query)
        if problem is not None:
            raise ValueError(problem)
        asked = query["scope"].split()
        granted = tuple(asked if scopes is None else scopes)
        lasting = query.get("access_type") == "offline" if self.offline is None else self.offline in granted
        if self.on_allowed is not None:
            self.on_allowed(address)
        code = secrets.token_urlsafe(16)
        self._codes[code] = _Code(Grant(address, granted), query["redirect_uri"], query["code_challenge"], lasting)
        return _back(query, code=code)

    async def page(self, request: web.Request) -> web.Response:
        """The consent page."""
        problem = self._problem(request.query)
        if problem is not None:
            return web.Response(status=400, text=f"Error 400: {problem}")
        return web.Response(text=self._html(request.query), content_type="text/html")

    async def pressed(self, request: web.Request) -> web.Response:
        """A button of the page: somebody's, or the one that says no."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        url = str(URL("http://fake/").with_query({name: form[name] for name in _PASSED_ON if name in form}))
        if self._problem(URL(url).query) is not None:
            return web.Response(status=400, text="Error 400")
        if form.get("as") not in self.people:
            raise web.HTTPFound(_back(URL(url).query, error="access_denied"))
        raise web.HTTPFound(self.allow(url, form["as"]))

    async def token(self, request: web.Request) -> web.Response:
        """The token endpoint."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        if self.failure is not None:
            status, error = self.failure
            return _refused(error, status)
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            return _refused("invalid_client", 401)
        if form.get("grant_type") == "authorization_code":
            return self._exchanged(form)
        if form.get("grant_type") == "refresh_token":
            return self._refreshed(form)
        return _refused("unsupported_grant_type")

    async def revoke(self, request: web.Request) -> web.Response:
        """The revocation endpoint: the whole grant of a token goes."""
        if self.failure is not None:
            return _refused(self.failure[1], self.failure[0])
        token = str((await request.post()).get("token", ""))
        grant = self._refresh.get(token) or self._access.get(token)
        if grant is None:
            return _refused("invalid_token")
        self.revoked.append(grant.address)
        self.withdraw(grant.address)
        return web.json_response({})

    def _exchanged(self, form: Mapping[str, str]) -> web.Response:
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or form.get("redirect_uri") != code.redirect_uri:
            return _refused("invalid_grant")
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).rstrip(b"=").decode() != code.challenge:
            return _refused("invalid_grant")
        refresh = None
        if code.lasting:
            refresh = f"refresh-{secrets.token_urlsafe(16)}"
            self._refresh[refresh] = code.grant
        return self._answer(code.grant, refresh)

    def _refreshed(self, form: Mapping[str, str]) -> web.Response:
        self.refreshes += 1
        token = form.get("refresh_token", "")
        grant = self._refresh.get(token)
        if grant is None:
            return _refused("invalid_grant")
        if not self.rotates:
            return self._answer(grant, None)
        fresh = f"refresh-{secrets.token_urlsafe(16)}"
        self._refresh[fresh] = self._refresh.pop(token)
        return self._answer(grant, fresh)

    def _answer(self, grant: Grant, refresh: str | None) -> web.Response:
        body: dict[str, object] = {
            "access_token": self._given(grant),
            "expires_in": self.lifetime,
            "scope": " ".join(scope for scope in grant.scopes if scope != self.offline),
            "token_type": "Bearer",
        }
        return web.json_response(body | ({"refresh_token": refresh} if refresh else {}))

    def _given(self, grant: Grant) -> str:
        token = f"access-{secrets.token_urlsafe(16)}"
        self._access[token] = Grant(grant.address, grant.scopes, self.clock() + self.lifetime)
        return token

    def _problem(self, query: Mapping[str, str]) -> str | None:
        if query.get("client_id") != self.client_id:
            return "invalid_client"
        if not query.get("redirect_uri") or not query.get("scope"):
            return "invalid_request"
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            return "invalid_request: PKCE with S256 is needed"
        return None

    def _html(self, query: Mapping[str, str]) -> str:
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(query[name])}">' for name in _PASSED_ON if name in query
        )
        scopes = "".join(f"<li>{escape(scope)}</li>" for scope in query["scope"].split())
        buttons = "".join(
            f'<button name="as" value="{escape(person)}">Allow as {escape(person)}</button> ' for person in self.people
        )
        return (
            f"<!doctype html><html lang=en><title>{escape(self.title)}</title><h1>{escape(self.title)}</h1>"
            f"<p>{escape(query['client_id'])} wants to:</p><ul>{scopes}</ul>"
            f'<form method="post">{hidden}{buttons}<button name="as" value="">Cancel</button></form></html>'
        )


def _back(query: Mapping[str, str], **answer: str) -> str:
    state = {"state": query["state"]} if "state" in query else {}
    separator = "&" if "?" in query["redirect_uri"] else "?"
    return f"{query['redirect_uri']}{separator}{urlencode(answer | state)}"


def _refused(error: str, status: int = 400) -> web.Response:
    return web.json_response({"error": error, "error_description": f"{error}: refused"}, status=status)
