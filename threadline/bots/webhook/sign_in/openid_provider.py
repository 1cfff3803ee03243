"""An OpenID Connect provider: where it is, where a browser is sent, and whom it says has come.

Sources: OpenID Connect Core 1.0 (sections 3.1.2, 3.1.3.7, 5.3), Discovery 1.0 (section 4), RFC 7636 (PKCE, S256),
RFC 9207 (`iss` in the answer), RFC 8725 (algorithms from a list of ours), RP-Initiated Logout 1.0 (section 2).

    SignInFailed          nobody is signed in
        ProviderRefused       the provider, or the person there, said no
        ProviderUnreachable   it cannot be reached, or answers what nobody can use
        NotConvinced          what came does not prove who it is
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from threadline.config import Settings

_SCOPES = "openid email profile"
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_TIMEOUT = 10.0
_MOST_BYTES = 1_000_000
_KEPT_SECONDS = 3_600.0
_LEEWAY_SECONDS = 60


class SignInFailed(Exception):
    """Nobody is signed in. `reason` is for the log: it holds no code and no token."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProviderRefused(SignInFailed):
    """The provider, or the person there, said no."""


class ProviderUnreachable(SignInFailed):
    """The provider cannot be reached, or answers what nobody can use."""


class NotConvinced(SignInFailed):
    """What came does not prove who it is."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What ties a sign-in to one browser: all three come of one secret that only this browser holds."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for. `address_verified` is what it says of the address; `zone` is as it named it.

    `id_token` is what it said so with, by which it knows the sign-in again when that is to end.
    """

    issuer: str
    subject: str
    name: str
    address: str
    address_verified: bool
    zone: str
    language: str
    groups: frozenset[str]
    id_token: str = field(repr=False)

    @property
    def account(self) -> str:
        """The one name by which this provider will always know them: addresses change, and are given to others."""
        return f"{self.issuer} {self.subject}"


class OpenIdProvider:
    """Speaks to the provider of the settings. `clock` is monotonic, in seconds."""

    def __init__(self, settings: Settings, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer = settings.openid_issuer or ""
        self._client_id = settings.openid_client_id or ""  # the settings are checked together
        secret = settings.openid_client_secret
        self._secret = secret.get_secret_value() if secret is not None else None
        self._clock = clock
        self._metadata = _Kept(clock)
        self._keys = _Kept(clock)

    async def authorization_url(self, attempt: Attempt, *, challenge: str, redirect_uri: str) -> str:
        """Where the browser is sent. Raises `ProviderUnreachable`."""
        metadata = await self._discover()
        query = {
            "client_id": self._client_id,
            "response_type": "code",
            "redirect_uri": redirect_uri,
            "scope": _SCOPES,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        endpoint = _address(metadata, "authorization_endpoint")
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    async def logout_url(self, id_token: str, *, return_to: str) -> str | None:
        """Where a browser ends the sign-in that this token came of; None where the provider has no such place.

        Raises `ProviderUnreachable`.
        """
        endpoint = (await self._discover()).get("end_session_endpoint")
        if not isinstance(endpoint, str):
            return None
        query = {
            "id_token_hint": id_token,
            "client_id": self._client_id,
            "post_logout_redirect_uri": return_to,
        }
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    async def identify(self, attempt: Attempt, answer: Mapping[str, str], *, redirect_uri: str) -> Identity:
        """Who has come back, by the query of their return. Raises `SignInFailed`."""
        if answer.get("state") != attempt.state:
            raise NotConvinced("the state is that of another sign-in")
        metadata = await self._discover()
        issuer, named = str(metadata["issuer"]), answer.get("iss")
        if named != issuer and (named or metadata.get("authorization_response_iss_parameter_supported")):
            raise NotConvinced("the answer is another provider's")
        if (error := answer.get("error")) is not None:
            raise ProviderRefused(f"the provider says {error[:100]!r}")
        tokens = await self._exchange(metadata, answer.get("code", ""), attempt.verifier, redirect_uri)
        claims = await self._verified(metadata, tokens.get("id_token"), attempt.nonce)
        if not claims.get("email"):
            claims |= await self._user_info(metadata, tokens.get("access_token"), claims["sub"])
        return _identity(issuer, claims, str(tokens["id_token"]))

    async def _discover(self) -> Mapping[str, Any]:
        found = await self._metadata.get(lambda: self._get(f"{self._issuer}/.well-known/openid-configuration"))
        issuer = found.get("issuer")
        if not isinstance(issuer, str) or issuer.rstrip("/") != self._issuer:  # some end with a slash, and mean it
            self._metadata.forget()
            raise ProviderUnreachable("the discovery document is another issuer's than THREADLINE_OPENID_ISSUER")
        return found

    async def _exchange(
        self, metadata: Mapping[str, Any], code: str, verifier: str, redirect_uri: str
    ) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect_uri,
            "client_id": self._client_id,
        }
        headers = {}
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self._secret is not None and "client_secret_basic" in ways:
            headers["Authorization"] = aiohttp.encode_basic_auth(self._client_id, self._secret)
        elif self._secret is not None:
            form["client_secret"] = self._secret
        status, answer = await self._ask("POST", _address(metadata, "token_endpoint"), data=form, headers=headers)
        if status >= 500:
            raise ProviderUnreachable(f"the token endpoint answers {status}")
        if status != 200:
            raise ProviderRefused(f"the token endpoint says {str(answer.get('error'))[:100]!r}")
        return answer

    async def _verified(self, metadata: Mapping[str, Any], token: object, nonce: str) -> dict[str, Any]:
        import jwt

        if not isinstance(token, str):
            raise NotConvinced("there is no ID token")
        try:
            key = await self._key(metadata, jwt.get_unverified_header(token))
            claims = jwt.decode(
                token,
                key.key,
                algorithms=_ALGORITHMS,
                audience=self._client_id,
                issuer=str(metadata["issuer"]),
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "aud", "iss", "sub"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            raise NotConvinced(f"the ID token does not hold: {type(error).__name__}") from error
        if claims.get("nonce") != nonce:
            raise NotConvinced("the ID token is that of another sign-in")
        if claims.get("azp", self._client_id) != self._client_id:
            raise NotConvinced("the ID token was made for another party")
        return dict(claims)

    async def _key(self, metadata: Mapping[str, Any], header: Mapping[str, Any]) -> Any:
        from jwt import PyJWKSet

        for renew in (False, True):
            if renew:  # the token came from the provider itself, so nobody can cause this with a forged one
                self._keys.forget()
            keys = PyJWKSet.from_dict(
                dict(await self._keys.get(lambda: self._get(_address(metadata, "jwks_uri"))))
            ).keys
            kid = header.get("kid")
            fitting = [key for key in keys if key.key_id == kid] if kid is not None else keys
            if len(fitting) == 1:
                return fitting[0]
        raise NotConvinced("the ID token is signed with an unknown key")

    async def _user_info(self, metadata: Mapping[str, Any], token: object, subject: str) -> Mapping[str, Any]:
        """What the provider tells beside the ID token (section 5.3), of the same person only."""
        if not isinstance(token, str) or not isinstance(metadata.get("userinfo_endpoint"), str):
            return {}
        headers = {"Authorization": f"Bearer {token}"}
        status, told = await self._ask("GET", _address(metadata, "userinfo_endpoint"), headers=headers)
        return told if status == 200 and told.get("sub") == subject else {}

    async def _get(self, address: str) -> Mapping[str, Any]:
        status, found = await self._ask("GET", address)
        if status != 200:
            raise ProviderUnreachable(f"{address} answers {status}")
        return found

    async def _ask(self, method: str, address: str, **options: Any) -> tuple[int, Mapping[str, Any]]:
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=aiohttp.ClientTimeout(total=_TIMEOUT), cookie_jar=aiohttp.DummyCookieJar()
                ) as session,
                session.request(method, address, allow_redirects=False, **options) as response,
            ):
                raw = await response.content.read(_MOST_BYTES)
                found = json.loads(raw) if raw else {}
                return response.status, found if isinstance(found, dict) else {}
        except (aiohttp.ClientError, TimeoutError, ValueError, RecursionError) as error:
            raise ProviderUnreachable(f"{address}: {type(error).__name__}") from error


class _Kept:
    """A document of the provider's, fetched once for all who ask at once, and anew after an hour."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._found: Mapping[str, Any] | None = None
        self._at = 0.0
        self._lock = asyncio.Lock()

    async def get(self, fetch: Callable[[], Any]) -> Mapping[str, Any]:
        async with self._lock:
            if self._found is None or self._clock() - self._at > _KEPT_SECONDS:
                self._found, self._at = await fetch(), self._clock()
            return self._found

    def forget(self) -> None:
        self._found = None


def _address(metadata: Mapping[str, Any], name: str) -> str:
    found = metadata.get(name)
    if not isinstance(found, str):
        raise ProviderUnreachable(f"the discovery document names no {name}")
    return found


def _identity(issuer: str, claims: Mapping[str, Any], id_token: str) -> Identity:
    groups = [value for name in ("groups", "roles") for value in _list(claims.get(name))]
    verified = claims.get("email_verified")
    return Identity(
        issuer,
        _text(claims, "sub"),
        _text(claims, "name")[:200],
        _text(claims, "email").strip().lower()[:320],
        verified is True or verified == "true",  # as text at some providers
        _text(claims, "zoneinfo"),
        _text(claims, "locale"),
        frozenset(groups),
        id_token,
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return found if isinstance(found, str) else ""


def _list(found: object) -> list[str]:
    values = found if isinstance(found, list) else [found]
    return [value for value in values if isinstance(value, str)]
