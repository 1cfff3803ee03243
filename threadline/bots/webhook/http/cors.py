"""Cross-origin requests (CORS, Fetch standard section 3.2): pages of the origins in the settings may call the API.

An origin is named exactly, or by a pattern in which `*` stands for names below a host ("https://*.example.com"), or
is any at all ("*"). Cookies never count across origins, so that a page can only do what the token it was given may.
"""

import re
from collections.abc import Awaitable, Callable
from functools import lru_cache

from aiohttp import web
from aiohttp.typedefs import Middleware

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]

ANY = "*"
_OPEN = ("/api/v1/", "/console/lib/threadline.js")
"""What any origin may call where all are let in: a token is asked for there, or what is given is public."""

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
        asks_first = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        if asks_first and _allowed(request, origins) is not None:
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
    if (allowed := _allowed(request, origins)) is not None:
        response.headers["Access-Control-Allow-Origin"] = allowed
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED_HEADERS
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def fits(origin: str, allowed: str) -> bool:
    """Whether an origin is one that is named, exactly or by a pattern."""
    return origin == allowed if ANY not in allowed else _pattern(allowed).fullmatch(origin) is not None


@lru_cache(maxsize=256)
def _pattern(allowed: str) -> re.Pattern[str]:
    labels = [re.escape(part) for part in allowed.split(ANY)]
    return re.compile(r"[A-Za-z0-9_.-]+".join(labels))


def _allowed(request: web.Request, origins: tuple[str, ...]) -> str | None:
    """What an answer names as the origin that may read it; None where the one that asks may not."""
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    if any(fits(origin, each) for each in origins if each != ANY):
        return origin
    return ANY if ANY in origins and request.path.startswith(_OPEN) else None
