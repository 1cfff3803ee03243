"""Socket Mode: `apps.connections.open` and the WebSocket behind it.

Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from threadline.simulator.slack.arguments import Arguments
from threadline.simulator.slack.faults import SlackFault

Json = dict[str, Any]


@dataclass(slots=True)
class Sockets:
    """The app's connections, below `address`. Envelopes go to the newest one and wait for their acknowledgement."""

    address: Callable[[], str]
    app_token: str = "xapp-fake"  # noqa: S105 - the fake's own
    opened: int = 0
    mute: bool = False
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    _connections: list[web.WebSocketResponse] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)

    def open(self, _arguments: Arguments, token: str) -> Json:
        """`apps.connections.open`: needs the app-level token."""
        if token != self.app_token:
            raise SlackFault("invalid_auth")
        self.opened += 1
        return {"url": f"{self.address().replace('http', 'ws', 1)}/link"}

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, until it closes. While `mute` is set it is dead without being closed."""
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self._connections.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self._connections)})
        self.connected.set()
        async for message in socket:
            if self.mute:
                continue
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(json.loads(message.data))
        self._connections.remove(socket)
        return socket

    async def send(self, kind: str, payload: Json) -> Json:
        """Send an envelope (`events_api`, `slash_commands`, `interactive`); answers with the app's answer to it."""
        envelope_id = uuid4().hex
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        await self._connections[-1].send_json(envelope)
        return await answer

    async def close(self) -> None:
        """Close all connections."""
        for connection in tuple(self._connections):
            await connection.close()

    def _acknowledged(self, message: Json) -> None:
        waiting = self._waiting.pop(message.get("envelope_id", ""), None)
        if waiting is not None:
            waiting.set_result(message.get("payload") or {})
