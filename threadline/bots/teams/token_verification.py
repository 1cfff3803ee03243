"""Whether a request is the Bot Connector's, checked by ourselves before the SDK sees anything of it.

Source: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication (requests from the
connector service to your bot). Everything that can be said without the keys is said first, so that a forged request
causes no call to anywhere. botbuilder itself accepts tokens without an end and fails with bare exceptions.
"""

import hmac
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.service_urls import ServiceHosts
from threadline.bots.teams.signing_keys import ALGORITHM, Key, KeyRing

Json = dict[str, Any]

CHANNEL = "msteams"
_LEEWAY_SECONDS = 300
_LONGEST_TOKEN = 16_000
_MOST_TOKENS = 256


class Unauthorized(Exception):
    """The caller is not the Bot Connector, or says something it does not say of itself (401)."""


class Forbidden(Exception):
    """The caller may be genuine, but is not one to be answered (403)."""


@dataclass(frozen=True, slots=True)
class _Token:
    """What a token says, and what was signed of it."""

    header: Json
    claims: Json
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks callers. `tenants` are those that are answered, `issuer` who signs; `wall` tells seconds since 1970.

    The Connector sends the same token for as long as it lasts. So a signature that was found good is remembered with
    the key it was found good by, while that key counts; everything else is checked of each request.
    """

    app_id: str
    tenants: Collection[str]
    hosts: ServiceHosts
    keys: KeyRing
    issuer: str
    wall: Callable[[], float] = time.time
    _good: dict[str, tuple[_Token, Key]] = field(default_factory=dict, repr=False)

    async def verify(self, incoming: Incoming, authorization: str) -> Json:
        """The claims of a genuine request. Raises `Unauthorized`, `Forbidden`, `KeysUnavailable`."""
        text = _bearer(authorization)
        token, good = self._good.get(text, (None, None))
        token = token or self._read(text)
        self._check(incoming, token)
        key = await self.keys.find(str(token.header["kid"]))
        if key is None or CHANNEL not in key.endorsements:
            raise Unauthorized("The token is signed with a key that does not stand for Teams")
        if key is not good:
            _require_signature(token, key)
            self._remember(text, token, key)
        return dict(token.claims)

    def _check(self, incoming: Incoming, token: _Token) -> None:
        """Everything that needs no key, the token's own claims first."""
        header, claims = token.header, token.claims
        if header.get("alg") != ALGORITHM or not header.get("kid"):
            raise Unauthorized("The token is not signed as the Bot Framework signs")
        if not self._is_timely(claims):
            raise Unauthorized("The token is over, or not valid yet")
        if incoming.channel_id != CHANNEL:
            raise Unauthorized("The activity is not from Teams")
        said = claims.get("serviceurl", claims.get("serviceUrl"))
        if not isinstance(said, str) or not hmac.compare_digest(
            said.rstrip("/").encode(), incoming.service_url.rstrip("/").encode()
        ):
            raise Unauthorized("The token was issued for another service address than the activity names")
        if not self.hosts.allow(incoming.service_url):
            raise Forbidden("The service address is none of those that are allowed")
        if incoming.tenant.lower() not in self.tenants:
            raise Forbidden("This tenant is not among those that are answered")

    def _read(self, text: str) -> _Token:
        """The token, taken apart: everything but its signature and its times is checked. Raises `Unauthorized`."""
        import jwt

        unchecked = dict.fromkeys(("verify_signature", "verify_exp", "verify_nbf", "verify_iat"), False)
        options: Any = {"require": ["exp", "iss", "aud"], "verify_aud": True, "verify_iss": True, **unchecked}
        try:
            whole = jwt.decode_complete(text, audience=self.app_id, issuer=self.issuer, options=options)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise Unauthorized(f"The token does not count: {type(error).__name__}") from error
        signed = text.rpartition(".")[0].encode()
        return _Token(dict(whole["header"]), dict(whole["payload"]), signed, whole["signature"])

    def _remember(self, text: str, token: _Token, key: Key) -> None:
        if len(self._good) >= _MOST_TOKENS:
            self._good.clear()
        self._good[text] = (token, key)

    def _is_timely(self, claims: Json) -> bool:
        """Whether it is valid now, by five minutes more or less."""
        now, end, begin = self.wall(), claims.get("exp"), claims.get("nbf", 0)
        if not isinstance(end, int | float) or not isinstance(begin, int | float):
            return False
        return begin - _LEEWAY_SECONDS <= now < end + _LEEWAY_SECONDS


def _require_signature(token: _Token, key: Key) -> None:
    """Raises `Unauthorized` where the token was not signed by this key (RS256, RFC 7518 section 3.3)."""
    from jwt.algorithms import RSAAlgorithm

    if not RSAAlgorithm(RSAAlgorithm.SHA256).verify(token.signed, key.key, token.signature):
        raise Unauthorized("The token's signature is not good")


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or len(token) > _LONGEST_TOKEN:
        raise Unauthorized("The request carries no token")
    return token.strip()
