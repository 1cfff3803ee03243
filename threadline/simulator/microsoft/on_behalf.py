"""Entra's on-behalf-of flow: tokens that Teams gets for a person, and what they are exchanged for.

Sources: learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow and …/reference-error-codes. A token
counts only if it was issued here for this app (`aud`), carries the app's own scope, is not over, and is exchanged in
the person's own tenant; and only what they, or their administrator, consented to is given.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

Json = dict[str, Any]
Clock = Callable[[], float]
Give = Callable[[str, tuple[str, ...]], tuple[str, str]]

_APP_GRANT = "client_credentials"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
GRANTS = frozenset((GRANT, _APP_GRANT))
SCOPE = "access_as_user"
_HEADER: Json = {"alg": "RS256", "typ": "JWT"}
_GRAPH = "https://graph.microsoft.com/"
_OFFLINE = "offline_access"


@cache
def _key() -> rsa.RSAPrivateKey:
    """Making one takes long, so that a process makes it once."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _encoded(part: Json) -> str:
    return _base64(json.dumps(part).encode())


class _Refused(Exception):
    """An answer of Entra's that is no token: its error, the AADSTS code, what it says and what it adds."""

    def __init__(self, error: str, code: int, words: str, suberror: str = "") -> None:
        super().__init__(words)
        self.body: Json = {
            "error": error,
            "error_description": f"AADSTS{code}: {words}",
            "error_codes": [code],
            "trace_id": secrets.token_hex(8),
        }
        if suberror:
            self.body["suberror"] = suberror


@dataclass(slots=True)
class OnBehalf:
    """Issues the tokens that Teams gets, and exchanges them. `give` makes an access and a refresh token.

    `consented` are the addresses of those who allowed what the app asks of Graph. `resource` is its application ID URI.
    """

    clock: Clock
    client_id: str
    client_secret: str
    give: Give
    resource: str = "api://threadline.example.com/botid-outlook"
    lifetime: int = 3_599
    consented: set[str] = field(default_factory=set)
    exchanges: list[str] = field(default_factory=list)
    """Whose tokens were exchanged, once for each time."""
    down: int = 0
    """How many of the next requests answer 503."""

    def issue(self, address: str, object_id: str, tenant: str, **claims: Any) -> str:
        """The token that Teams gets for somebody; `claims` replace those that it should have."""
        now = int(self.clock())
        good = {
            "aud": self.client_id,
            "iss": f"https://login.microsoftonline.com/{tenant}/v2.0",
            "iat": now,
            "nbf": now,
            "exp": now + self.lifetime,
            "oid": object_id,
            "tid": tenant,
            "preferred_username": address,
            "scp": SCOPE,
            "ver": "2.0",
        }
        signed = f"{_encoded(_HEADER)}.{_encoded(good | claims)}"
        return f"{signed}.{_base64(_key().sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def answer(self, tenant: str, form: Mapping[str, str]) -> web.Response:
        """What the token endpoint of a tenant answers."""
        if self.down:
            self.down -= 1
            return web.json_response({"error": "temporarily_unavailable"}, status=503)
        try:
            self._require_app(form)
            if form.get("grant_type") == _APP_GRANT:
                return web.json_response(self._for_app(form))
            return web.json_response(self._exchanged(tenant, form))
        except _Refused as refused:
            return web.json_response(refused.body, status=400)

    def _require_app(self, form: Mapping[str, str]) -> None:
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            raise _Refused("invalid_client", 7000215, "Invalid client secret provided.")

    def _for_app(self, form: Mapping[str, str]) -> Json:
        """A token of the app itself, which opens nobody's calendar here."""
        if form.get("scope") != f"{_GRAPH}.default":
            raise _Refused("invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.")
        return {"token_type": "Bearer", "expires_in": self.lifetime, "access_token": secrets.token_urlsafe(16)}

    def _exchanged(self, tenant: str, form: Mapping[str, str]) -> Json:
        if form.get("requested_token_use") != "on_behalf_of":
            raise _Refused("invalid_request", 900144, "The request body must contain 'requested_token_use'.")
        claims = self._claims(form.get("assertion", ""))
        if claims["tid"] != tenant:
            raise _Refused("invalid_grant", 50020, "User account from another tenant does not exist in this one.")
        wanted = tuple(name.removeprefix(_GRAPH) for name in form.get("scope", "").split())
        asked = tuple(name for name in wanted if name != _OFFLINE)
        if not asked or any("/" in name for name in asked):
            raise _Refused("invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.")
        address = str(claims["preferred_username"])
        if address not in self.consented:
            words = "The user or administrator has not consented to use the application."
            raise _Refused("invalid_grant", 65001, words, "consent_required")
        return self._given(address, asked, lasting=_OFFLINE in wanted)

    def _given(self, address: str, asked: tuple[str, ...], *, lasting: bool) -> Json:
        access, refresh = self.give(address, (*asked, _OFFLINE))
        self.exchanges.append(address)
        answer: Json = {
            "token_type": "Bearer",
            "scope": " ".join(f"{_GRAPH}{name}" for name in asked),
            "expires_in": self.lifetime,
            "access_token": access,
        }
        return answer | ({"refresh_token": refresh} if lasting else {})

    def _claims(self, assertion: str) -> Json:
        """What a token says, if it counts. Raises `_Refused`."""
        signed, _, signature = assertion.rpartition(".")
        try:
            given = urlsafe_b64decode(signature + "==")
            _key().public_key().verify(given, signed.encode(), padding.PKCS1v15(), hashes.SHA256())
            claims: Json = json.loads(urlsafe_b64decode(signed.partition(".")[2] + "=="))
        except (ValueError, InvalidSignature):
            raise _Refused("invalid_grant", 50013, "Assertion failed signature validation.") from None
        if not claims["nbf"] - 300 <= self.clock() < claims["exp"]:
            raise _Refused("invalid_grant", 500133, "Assertion is not within its valid time range.")
        if claims["aud"] not in (self.client_id, self.resource):
            raise _Refused("invalid_grant", 500131, "Assertion audience does not match the Client app.")
        if SCOPE not in str(claims.get("scp") or "").split():
            raise _Refused("invalid_grant", 65002, "The assertion carries no scope of the application.")
        return claims
