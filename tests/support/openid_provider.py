"""An OpenID Connect provider, as strict as the real ones: exact return address, PKCE, a code that works once, and a way
out for its own sign-ins alone.

What it says about whoever signs in, and what it does wrong, the test sets.
"""

import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

CLIENT, SECRET = "threadline-client", "a secret / with signs"
KEY, OTHER_KEY = (generate_private_key(65537, 2048) for _ in range(2))


@dataclass
class Provider:
    """One provider with one client. `claims` go into the ID token over those of the standard; None leaves one out."""

    return_to: str
    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    user_info: dict[str, Any] = field(default_factory=dict)
    key: RSAPrivateKey = KEY
    kid: str = "first"
    signs_with: RSAPrivateKey | None = None
    unsigned: bool = False
    refuses: str = ""
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    after_logout: str = ""
    signed_out: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/.well-known/openid-configuration", self._discovery),
            web.get("/authorize", self._authorize),
            web.post("/token", self._token),
            web.get("/keys", self._keys),
            web.get("/userinfo", self._user_info),
            web.get("/logout", self._logout),
        ]

    def roll_over(self) -> None:
        """Sign with another key from now on."""
        self.key, self.kid = OTHER_KEY, f"{self.kid}-next"

    async def _discovery(self, request: web.Request) -> web.Response:
        self.asked.append("discovery")
        if self.broken:
            return web.Response(status=503, text="down")
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/logout",
            "code_challenge_methods_supported": ["S256"],
        }
        told = {name: value for name, value in (found | self.metadata).items() if value is not None}
        return web.json_response(told)

    async def _logout(self, request: web.Request) -> web.Response:
        """RP-Initiated Logout 1.0: whose sign-in ends is proved, and where the browser goes then was registered."""
        asked = dict(request.query)
        try:
            # It may have expired meanwhile (section 2); everything else about it has to hold.
            claims = jwt.decode(
                asked["id_token_hint"],
                self.key.public_key(),
                algorithms=["RS256"],
                audience=CLIENT,
                issuer=self.issuer,
                options={"verify_exp": False},
            )
        except (KeyError, jwt.PyJWTError):
            return web.Response(status=400, text="whose sign-in should end?")
        if asked.get("client_id", CLIENT) != CLIENT or asked.get("post_logout_redirect_uri") != self.after_logout:
            return web.Response(status=400, text="unknown client or return address")
        self.signed_out.append(claims["sub"])
        return web.Response(status=302, headers={"Location": self.after_logout})

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = dict(request.query)
        if asked["client_id"] != CLIENT or asked["redirect_uri"] != self.return_to:
            return web.Response(status=400, text="unknown client or return address")
        back = {"state": asked["state"]}
        if self.refuses:
            back["error"] = self.refuses
        else:
            assert asked["response_type"] == "code"
            assert asked["code_challenge_method"] == "S256"
            assert "openid" in asked["scope"].split()
            back["code"] = token_urlsafe(16)
            self._codes[back["code"]] = asked
        return web.Response(status=302, headers={"Location": f"{self.return_to}?{urlencode(back)}"})

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        given = self._client_of(request, {name: str(value) for name, value in form.items()})
        asked = self._codes.pop(str(form.get("code")), None)
        challenge = urlsafe_b64encode(sha256(str(form.get("code_verifier")).encode()).digest()).rstrip(b"=").decode()
        if given != (CLIENT, SECRET):
            return web.json_response({"error": "invalid_client"}, status=401)
        if asked is None or challenge != asked["code_challenge"] or form.get("redirect_uri") != self.return_to:
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"access_token": "open", "token_type": "Bearer", "id_token": self._id_token(asked)})

    def _client_of(self, request: web.Request, form: dict[str, str]) -> tuple[str, str]:
        scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            name, _, secret = b64decode(credentials).decode().partition(":")
            return name, secret
        return form.get("client_id", ""), form.get("client_secret", "")

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        standard = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "4711",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "name": "Ana Lopes",
            "email": "ana@example.com",
            "email_verified": True,
        }
        claims = {name: value for name, value in (standard | self.claims).items() if value is not None}
        if self.unsigned:
            return jwt.encode(claims, "", algorithm="none", headers={"kid": self.kid})
        return jwt.encode(claims, self.signs_with or self.key, algorithm="RS256", headers={"kid": self.kid})

    async def _keys(self, request: web.Request) -> web.Response:
        self.asked.append("keys")
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return web.json_response({"keys": [public | {"kid": self.kid, "use": "sig"}]})

    async def _user_info(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer open"
        return web.json_response(self.user_info)


@asynccontextmanager
async def provider(return_to: str) -> AsyncIterator[Provider]:
    """A provider that is served on a free port."""
    made = Provider(return_to)
    app = web.Application()
    app.add_routes(made.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        made.issuer = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield made
    finally:
        await runner.cleanup()
