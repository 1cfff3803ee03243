"""The Bot Framework's identity: its OpenID metadata, its keys, and the tokens that come with every activity.

A request to a bot carries a JWT signed with RS256 by a key of the issuer `https://api.botframework.com`
(learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication). `TokenFault` names what
can be wrong with one.
"""

import base64
import hashlib
import hmac
import json
import uuid
from enum import StrEnum
from functools import cache
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from threadline.simulator.teams.model import Clock

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"
_LIFETIME = 3_600
_ENDORSEMENTS = ["acs", "directline", "emulator", "msteams", "webchat"]


class TokenFault(StrEnum):
    """A way in which a token, or the header it comes in, is not to be accepted."""

    NO_HEADER = "no Authorization header"
    NOT_BEARER = "another scheme than Bearer"
    NO_TOKEN = "Bearer without a token"  # noqa: S105 - describes a fault
    GARBAGE = "no JWT at all"
    NO_ALGORITHM = "alg none, without a signature"
    HMAC = "alg HS256, keyed with the public key"
    OTHER_ALGORITHM = "alg RS384"
    NO_KEY_ID = "no kid"
    UNKNOWN_KEY_ID = "a kid that is not published"
    NOT_ENDORSED = "a key not endorsed for msteams"
    OTHER_KEY = "signed with a key of somebody else"
    BAD_SIGNATURE = "a signature that was tampered with"
    NO_EXPIRY = "no exp"
    EXPIRED = "expired"
    NOT_YET = "not valid yet"
    NO_AUDIENCE = "no aud"
    OTHER_AUDIENCE = "the aud of another bot"
    NO_ISSUER = "no iss"
    OTHER_ISSUER = "the iss of somebody else"
    EMULATOR = "the iss of the emulator, unsigned"
    NO_SERVICE_URL = "no serviceurl"
    OTHER_SERVICE_URL = "another serviceurl than the activity's"


@cache
def _made(number: int) -> rsa.RSAPrivateKey:
    """An RSA key. Making one takes long, so that a process makes each once."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


class SigningKey:
    """An RSA key with its id, the same key in one process for the same number; `endorsed` ones may sign for Teams."""

    def __init__(self, number: int, *, endorsed: bool = True) -> None:
        self.kid = uuid.uuid4().hex
        self.endorsed = endorsed
        self._key = _made(number)

    def published(self) -> Json:
        """The public half as the JWKS shows it."""
        numbers = self._key.public_key().public_numbers()
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": _number(numbers.n),
            "e": _number(numbers.e),
            "endorsements": _ENDORSEMENTS if self.endorsed else ["directline"],
        }

    def sign(self, signed: bytes, *, algorithm: str = "RS256") -> bytes:
        """A signature; `HS256` misuses the public key as a secret."""
        if algorithm == "HS256":
            pem = self._key.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            return hmac.new(pem, signed, hashlib.sha256).digest()
        digest = hashes.SHA384() if algorithm == "RS384" else hashes.SHA256()
        return self._key.sign(signed, padding.PKCS1v15(), digest)


class Issuer:
    """Publishes keys and signs tokens. `fetches` counts how often the metadata or the keys were read."""

    def __init__(self, clock: Clock, app_id: str) -> None:
        self._clock = clock
        self._app_id = app_id
        self._stranger = SigningKey(0)
        self.key = SigningKey(2)
        self.keys = [self.key, SigningKey(1, endorsed=False)]
        self.fetches = 0
        self.down = False

    def rotate(self) -> None:
        """Sign with a new key from now on; the old ones stay published."""
        self.key = SigningKey(len(self.keys) + 1)
        self.keys.insert(0, self.key)

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the metadata and of the keys."""
        return [
            web.get("/v1/.well-known/openidconfiguration", self._metadata),
            web.get("/v1/.well-known/keys", self._jwks),
        ]

    async def _metadata(self, request: web.Request) -> web.Response:
        self._fetched()
        return web.json_response(
            {
                "issuer": ISSUER,
                "authorization_endpoint": "https://invalid.botframework.com",
                "jwks_uri": f"{request.url.origin()}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def _jwks(self, _: web.Request) -> web.Response:
        self._fetched()
        return web.json_response({"keys": [key.published() for key in self.keys]})

    def _fetched(self) -> None:
        self.fetches += 1
        if self.down:
            raise web.HTTPServiceUnavailable

    def header(self, service_url: str, fault: TokenFault | None = None) -> str | None:
        """The Authorization header of a delivery; None if there shall be none."""
        token = self.token(service_url, fault)
        match fault:
            case TokenFault.NO_HEADER:
                return None
            case TokenFault.NOT_BEARER:
                return f"Basic {token}"
            case TokenFault.NO_TOKEN:
                return "Bearer"
            case TokenFault.GARBAGE:
                return "Bearer not.a-token"
            case _:
                return f"Bearer {token}"

    def token(self, service_url: str, fault: TokenFault | None = None, *, claims: Json | None = None) -> str:
        """A token for a delivery; `claims` replace those it would have, None removes one."""
        header, payload, key = self._header(fault), self._payload(service_url, fault), self._key(fault)
        payload = {name: value for name, value in {**payload, **(claims or {})}.items() if value is not None}
        signed = f"{_part(header)}.{_part(payload)}"
        if header["alg"] == "none":
            return f"{signed}."
        signature = key.sign(signed.encode(), algorithm=header["alg"])
        if fault is TokenFault.BAD_SIGNATURE:
            signature = bytes([signature[0] ^ 1]) + signature[1:]
        return f"{signed}.{_base64(signature)}"

    def _key(self, fault: TokenFault | None) -> SigningKey:
        match fault:
            case TokenFault.OTHER_KEY | TokenFault.UNKNOWN_KEY_ID:
                return self._stranger
            case TokenFault.NOT_ENDORSED:
                return next(key for key in self.keys if not key.endorsed)
            case _:
                return self.key

    def _header(self, fault: TokenFault | None) -> Json:
        algorithms = {
            TokenFault.NO_ALGORITHM: "none",
            TokenFault.EMULATOR: "none",
            TokenFault.HMAC: "HS256",
            TokenFault.OTHER_ALGORITHM: "RS384",
        }
        kid = self.key.kid if fault is TokenFault.OTHER_KEY else self._key(fault).kid
        header = {"typ": "JWT", "alg": algorithms.get(fault, "RS256") if fault else "RS256", "kid": kid, "x5t": kid}
        return {"typ": "JWT", "alg": header["alg"]} if fault is TokenFault.NO_KEY_ID else header

    def _payload(self, service_url: str, fault: TokenFault | None) -> Json:
        now = int(self._clock())
        payload: Json = {
            "serviceurl": service_url,
            "nbf": now - 1,
            "exp": now + _LIFETIME,
            "iss": ISSUER,
            "aud": self._app_id,
        }
        changes: dict[TokenFault, Json] = {
            TokenFault.NO_EXPIRY: {"exp": None},
            TokenFault.EXPIRED: {"nbf": now - 2 * _LIFETIME, "exp": now - _LIFETIME},
            TokenFault.NOT_YET: {"nbf": now + _LIFETIME, "exp": now + 2 * _LIFETIME},
            TokenFault.NO_AUDIENCE: {"aud": None},
            TokenFault.OTHER_AUDIENCE: {"aud": str(uuid.uuid4())},
            TokenFault.NO_ISSUER: {"iss": None},
            TokenFault.OTHER_ISSUER: {"iss": "https://login.example.com"},
            TokenFault.EMULATOR: {
                "iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
                "appid": self._app_id,
                "ver": "1.0",
            },
            TokenFault.NO_SERVICE_URL: {"serviceurl": None},
            TokenFault.OTHER_SERVICE_URL: {"serviceurl": "https://smba.example.com/emea/"},
        }
        changed = {**payload, **(changes.get(fault, {}) if fault else {})}
        return {name: value for name, value in changed.items() if value is not None}


def _part(value: Json) -> str:
    return _base64(json.dumps(value).encode())


def _number(value: int) -> str:
    return _base64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
