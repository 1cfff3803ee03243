"""Addresses that things once had: they lead to where these are now, and say that they are old (RFC 9745, RFC 8288)."""

from collections.abc import Mapping

from aiohttp import web

DEPRECATED = "@1795996800"
"""Since when: 30 November 2026, as the header `Deprecation` writes it."""
MOVED: Mapping[str, str] = {
    "/api/v1/swagger.json": "/api/v1/openapi.json",
    "/swagger.json": "/api/v1/openapi.json",
    "/openapi.json": "/api/v1/openapi.json",
    "/api/v1/docs": "/docs",
    "/api/v1/docs/": "/docs",
    "/docs/": "/docs",
    "/docs/reference": "/docs",
    "/docs/examples": "/docs#examples",
}


def old_addresses() -> list[web.RouteDef]:
    """The routes of all of them."""
    return [web.get(path, moved) for path in MOVED]


async def moved(request: web.Request) -> web.Response:
    """Where it is now."""
    target = MOVED[request.path]
    query = f"?{request.query_string}" if request.query_string else ""
    path, mark, fragment = target.partition("#")
    headers = {
        "Location": f"{path}{query}{mark}{fragment}",
        "Deprecation": DEPRECATED,
        "Link": f'<{path}>; rel="successor-version"',
    }
    return web.Response(status=308, headers=headers)
