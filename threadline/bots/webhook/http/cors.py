"""Cross-origin requests (CORS, Fetch standard section 3.2): pages of the origins in the settings may call the API."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]

_ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_ALLOWED_HEADERS = (
    "Authorization, X-API-Token, Content-Type, Idempotency-Key, Last-Event-ID, Prefer, MCP-Protocol-Version"
)
_EXPOSED_HEADERS = "X-Request-Id, Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
_PREFLIGHT_SECONDS = "600"


def allow_origins(origins: tuple[str, ...]) -> Middleware:
    """Let pages of these origins call the API, by token and never by cookie."""

    @web.middleware
    async def allow(request: web.Request, handler: Next) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin not in origins:
            return await handler(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return web.Response(
                status=204,
                headers={
                    "Access-Control-Allow-Methods": _ALLOWED_METHODS,
                    "Access-Control-Allow-Headers": _ALLOWED_HEADERS,
                    "Access-Control-Max-Age": _PREFLIGHT_SECONDS,
                },
            )
        return await handler(request)

    return allow


def add_cors(request: web.Request, response: web.StreamResponse, origins: tuple[str, ...]) -> None:
    """Say in an answer that a page of one of these origins may read it."""
    if origins:
        response.headers.add("Vary", "Origin")
    if (origin := request.headers.get("Origin")) in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED_HEADERS
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
