"""Socket Mode: events over a WebSocket that this side opens (docs.slack.dev/apis/events-api/using-socket-mode).

The SDK's connection can go dead without noticing: its monitor may end, or never see a pong. This watch looks at it from
outside and makes a new one.
"""

import asyncio
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from threadline.backoff import Backoff
from threadline.bots.slack.inbox import Inbox, OddRequest
from threadline.bots.slack.workspaces import Workspaces

if TYPE_CHECKING:
    from slack_sdk.socket_mode.aiohttp import SocketModeClient
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

log = structlog.get_logger()

_LOOK_SECONDS = 10.0
_DEAD_SECONDS = 45.0
_BACKOFF = Backoff(first=2.0, longest=60.0)


class SocketMode:
    """Keeps one connection alive. `app_token` is the app-level token, `xapp-…`; intervals are in seconds."""

    def __init__(
        self,
        inbox: Inbox,
        workspaces: Workspaces,
        app_token: str,
        *,
        look_every: float = _LOOK_SECONDS,
        dead_after: float = _DEAD_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._inbox = inbox
        self._workspaces = workspaces
        self._app_token = app_token
        self._look_every = look_every
        self._dead_after = dead_after
        self._clock = clock

    async def run(self) -> None:
        """Connect, and connect again, until cancelled."""
        failures = 0
        while True:
            try:
                await self._connection()
                failures = 0
            except Exception as error:  # noqa: BLE001 - the edge: a socket may fail in any way, and is opened again
                failures += 1
                log.warning("socket not connected", error=type(error).__name__)
            await asyncio.sleep(_BACKOFF.pause(failures) if failures else 0)

    async def _connection(self) -> None:
        """One connection, until it looks dead."""
        from slack_sdk.socket_mode.aiohttp import SocketModeClient

        client = SocketModeClient(
            app_token=self._app_token, web_client=self._workspaces.client(), ping_interval=self._look_every / 2
        )
        client.socket_mode_request_listeners.append(self._receive)
        try:
            await client.connect_to_new_endpoint()
            log.info("socket connected")
            await self._death(client, self._clock())
            log.warning("socket is dead, connecting anew")
        finally:
            await client.close()  # type: ignore[no-untyped-call]

    async def _receive(self, client: "AsyncBaseSocketModeClient", request: "SocketModeRequest") -> None:
        """Store what comes and say so. What cannot be stored is not said to be: Slack sends it again."""
        from slack_sdk.socket_mode.response import SocketModeResponse

        try:
            answer = await self._inbox.take(request.payload)
        except OddRequest:
            answer = ""
        payload = json.loads(answer) if answer else None
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=payload))

    async def _death(self, client: "SocketModeClient", connected_at: float) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            if not self._is_alive(client, connected_at):
                return

    def _is_alive(self, client: "SocketModeClient", connected_at: float) -> bool:
        monitor = client.current_session_monitor
        if client.current_session is None or (monitor is not None and monitor.done()):
            return False
        return self._clock() - max(connected_at, client.last_ping_pong_time or 0.0) < self._dead_after
