"""Files that people attach, fetched by an address that carries its own permission, and pictures that they paste.

Pictures lie at the Connector and are handed to whoever brings the bot's token (learn.microsoft.com/microsoftteams/
platform/bots/how-to/bots-filesv4, "Receive inline images").
"""

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
    """Keeps files and serves them, below `base`, to whoever has the address. `fetched` are the names in order.

    `accepts` says whether a token is the bot's.
    """

    clock: Clock
    base: Callable[[], str]
    accepts: Callable[[str], bool]
    fetched: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Pictures that were asked for without the bot's token."""
    _pasted: dict[str, _Kept] = field(default_factory=dict)
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def keep(self, name: str, content: bytes, media_type: str) -> tuple[str, str]:
        """Keep a file: its id and the address to fetch it from."""
        unique = secrets.token_hex(16)
        self._kept[unique] = _Kept(name, content, media_type, self.clock() + LIFETIME)
        return unique, f"{self.base()}/download/{unique}"

    def paste(self, picture: str, content: bytes, media_type: str) -> None:
        """Keep a picture under an id, as it stands in its address: `v3/attachments/{id}/views/original`."""
        self._pasted[picture] = _Kept(picture, content, media_type, float("inf"))

    def routes(self, service: str) -> list[web.RouteDef]:
        """Where files are fetched, and pictures below the path of the service."""
        return [
            web.get("/download/{file}", self._serve),
            web.get(f"{service}/v3/attachments/{{picture}}/views/{{view}}", self._serve_picture),
        ]

    async def _serve_picture(self, request: web.Request) -> web.Response:
        picture = request.match_info["picture"]
        if not self.accepts(request.headers.get("Authorization", "").removeprefix("Bearer ")):
            self.refused.append(picture)
            raise web.HTTPUnauthorized
        kept = self._pasted.get(picture)
        if kept is None:
            raise web.HTTPNotFound
        self.fetched.append(picture)
        return web.Response(body=kept.content, content_type=kept.media_type)

    async def _serve(self, request: web.Request) -> web.Response:
        kept = self._kept.get(request.match_info["file"])
        if kept is None or kept.until < self.clock():
            raise web.HTTPForbidden
        self.fetched.append(kept.name)
        return web.Response(body=kept.content, content_type=kept.media_type)
