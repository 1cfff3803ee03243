"""A chat platform for the kill test: it delivers until it is acknowledged, and keeps what was posted to it.

It is as unhelpful as real platforms are: posting twice makes two messages. All it offers is to look a message up by the
metadata it was posted with, as Slack does.
"""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(slots=True)
class Posted:
    """One message or card somebody posted."""

    ref: str
    key: str
    texts: list[str] = field(default_factory=list)
    final: bool = False


class Platform:
    """Everything that is visible to people."""

    def __init__(self) -> None:
        self.posted: list[Posted] = []
        self.edits = 0

    def by_key(self, key: str) -> list[Posted]:
        """All messages that were posted with this key."""
        return [message for message in self.posted if message.key == key]

    async def post(self, request: web.Request) -> web.Response:
        body = await request.json()
        await asyncio.sleep(0.001)
        message = Posted(f"p{len(self.posted) + 1}", body["key"], [body["text"]], body["final"])
        self.posted.append(message)
        await asyncio.sleep(0.001)  # long enough to be killed between what happened and its answer
        return web.json_response({"ref": message.ref})

    async def edit(self, request: web.Request) -> web.Response:
        body = await request.json()
        message = next(message for message in self.posted if message.ref == body["ref"])
        message.texts.append(body["text"])
        message.final = body["final"]
        self.edits += 1
        return web.json_response({"ref": message.ref})

    async def find(self, request: web.Request) -> web.Response:
        found = self.by_key(request.query["key"])
        return web.json_response({"ref": found[0].ref if found else None})

    def app(self) -> web.Application:
        """The platform's web API."""
        app = web.Application()
        app.add_routes([web.post("/post", self.post), web.post("/edit", self.edit), web.get("/find", self.find)])
        return app
