"""Where the bot gets its access tokens: Microsoft Entra's token endpoint, and the two endpoints of a managed identity.

Client credentials: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow. App Service:
`IDENTITY_ENDPOINT` with the header `X-IDENTITY-HEADER`; virtual machines: IMDS with the header `Metadata: true`.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from threadline.simulator.teams.model import Clock

Json = dict[str, Any]

SCOPE = "https://api.botframework.com/.default"
RESOURCE = "https://api.botframework.com"


@dataclass(slots=True)
class Login:
    """Hands out access tokens. `requests` counts those of the token endpoint, `identities` those of the identity."""

    clock: Clock
    app_id: str
    app_password: str
    tenant_id: str
    identity_header: str = "fake-identity-header"
    lifetime: int = 3_599
    requests: int = 0
    identities: int = 0
    down: int = 0
    """How many of the next requests answer 503."""
    _tokens: dict[str, float] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """The addresses of all three."""
        return [
            web.post("/login/{tenant}/oauth2/v2.0/token", self._token),
            web.get("/msi/token", self._app_service),
            web.get("/metadata/identity/oauth2/token", self._instance),
        ]

    def accepts(self, token: str) -> bool:
        """Whether an access token was given here and has not expired."""
        return self._tokens.get(token, 0.0) > self.clock()

    def revoke(self) -> None:
        """Let every token given so far be refused."""
        self._tokens.clear()

    async def _token(self, request: web.Request) -> web.Response:
        self.requests += 1
        if self._is_down():
            return web.json_response({"error": "temporarily_unavailable"}, status=503)
        form = await request.post()
        refusal = self._refusal(request.match_info["tenant"], {name: str(value) for name, value in form.items()})
        if refusal is not None:
            return refusal
        token = self._give()
        return web.json_response(
            {
                "token_type": "Bearer",
                "expires_in": self.lifetime,
                "ext_expires_in": self.lifetime,
                "access_token": token,
            }
        )

    def _refusal(self, tenant: str, form: dict[str, str]) -> web.Response | None:
        if tenant != self.tenant_id:
            return _refused(400, "invalid_request", 90002, f"Tenant '{tenant}' not found.")
        if form.get("grant_type") != "client_credentials":
            return _refused(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
        if form.get("scope") != SCOPE:
            return _refused(
                400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid."
            )
        if form.get("client_id") != self.app_id:
            return _refused(400, "unauthorized_client", 700016, "Application was not found in the directory.")
        if form.get("client_secret") != self.app_password:
            return _refused(401, "invalid_client", 7000215, "Invalid client secret provided.")
        return None

    async def _app_service(self, request: web.Request) -> web.Response:
        if request.headers.get("X-IDENTITY-HEADER") != self.identity_header:
            return web.json_response({"statusCode": 401, "message": "The identity header is not valid."}, status=401)
        return self._identity(request, "2019-08-01")

    async def _instance(self, request: web.Request) -> web.Response:
        if request.headers.get("Metadata") != "true":
            return web.json_response(
                {"error": "bad_request_102", "error_description": "No Metadata header"}, status=400
            )
        return self._identity(request, "2018-02-01")

    def _identity(self, request: web.Request, version: str) -> web.Response:
        self.identities += 1
        if self._is_down():
            return web.json_response({"error": "unavailable"}, status=503)
        asked = request.query
        if asked.get("resource", "").rstrip("/") != RESOURCE or asked.get("api-version") != version:
            return web.json_response({"error": "invalid_resource"}, status=400)
        if asked.get("client_id") != self.app_id:
            return web.json_response(
                {"error": "invalid_request", "error_description": "Identity not found"}, status=400
            )
        token = self._give()
        return web.json_response(
            {
                "access_token": token,
                "client_id": self.app_id,
                "expires_on": str(int(self.clock()) + self.lifetime),
                "resource": RESOURCE,
                "token_type": "Bearer",
            }
        )

    def _is_down(self) -> bool:
        self.down = max(0, self.down)
        if self.down:
            self.down -= 1
            return True
        return False

    def _give(self) -> str:
        token = secrets.token_urlsafe(24)
        self._tokens[token] = self.clock() + self.lifetime
        return token


def _refused(status: int, error: str, code: int, words: str) -> web.Response:
    body: Json = {"error": error, "error_description": f"AADSTS{code}: {words}", "error_codes": [code]}
    return web.json_response(body, status=status)
