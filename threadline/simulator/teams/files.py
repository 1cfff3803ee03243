"""Files that people attach: kept here, fetched once by an address that carries its own permission."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from threadline.simulator.teams.model import Clock

LIFETIME = 300.0
"""Seconds for which an address works."""


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    content: bytes
    media_type: str
    until: float


@dataclass(slots=True)
class Files:
    """Keeps files and serves them, below `base`, to whoever has the address. `fetched` are the names in order."""

    clock: Clock
    base: Callable[[], str]
    fetched: list[str] = field(default_factory=list)
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def keep(self, name: str, content: bytes, media_type: str) -> tuple[str, str]:
        """Keep a file: its id and the address to fetch it from."""
        unique = secrets.token_hex(16)
        self._kept[unique] = _Kept(name, content, media_type, self.clock() + LIFETIME)
        return unique, f"{self.base()}/download/{unique}"

    def routes(self) -> list[web.RouteDef]:
        """Where files are fetched."""
        return [web.get("/download/{file}", self._serve)]

    async def _serve(self, request: web.Request) -> web.Response:
        kept = self._kept.get(request.match_info["file"])
        if kept is None or kept.until < self.clock():
            raise web.HTTPForbidden
        self.fetched.append(kept.name)
        return web.Response(body=kept.content, content_type=kept.media_type)
