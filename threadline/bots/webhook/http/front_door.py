"""The front door: how long a caller may take over a request's head and body, and how many may stand in it.

aiohttp has no time limit for an unfinished head and no bound on connections: a thousand callers that say nothing would
leave no descriptor for anybody else. Here a connection whose head is not there in time is cut, and where the door is
full, whoever has waited longest without having asked anything makes room.
"""

import asyncio
import os
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

import structlog
from aiohttp import web

from threadline.bots.webhook.http.errors import Problem
from threadline.config.addresses import is_loopback

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for a head and for a body; how many connections in all and of one client, and requests at once."""

    head: float = 10.0
    body: float = 120.0
    connections: int = 2_000
    per_client: int = 200
    requests: int = 500


class FrontDoor:
    """Makes the protocols of a server, one for each connection, once it stands `before` one."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self._idle: dict[_Connection, None] = {}  # in the order in which they began to wait
        self._clients: Counter[str] = Counter()
        self._busy: dict[asyncio.BaseProtocol, _Connection] = {}
        self.open = 0
        self.requests = 0

    def before(self, server: Callable[[], Any] | None) -> Callable[[], asyncio.Protocol]:
        """The protocols of a server, behind this door."""
        if server is None:
            raise RuntimeError("the server is not set up yet")
        return lambda: _Connection(self, cast("asyncio.Protocol", server()))

    async def close(self, listening: asyncio.Server, protocols: Callable[[], asyncio.Protocol]) -> None:
        """Let in nobody more. Who stood before it already is let in, and may still say what for.

        A proxy takes a connection that was accepted for one that will be answered: what it sent over it is lost else.
        """
        loop = asyncio.get_running_loop()
        came = [connection for each in listening.sockets for connection in _standing_before(each.fileno())]
        listening.close()
        for connection in came:
            await loop.connect_accepted_socket(protocols, connection)
        for _ in range(_LOOKS_FOR_WORDS):
            if not any(connection.is_new for connection in self._idle):
                return
            await asyncio.sleep(0.01)

    def entered(self, connection: "_Connection", client: str) -> bool:
        """Let a connection in, if there is room or can be made."""
        # What stands before us on this machine is a proxy, behind which everybody is.
        if client and not is_loopback(client) and self._clients[client] >= self.patience.per_client:
            return False
        if self.open >= self.patience.connections:
            if not self._idle:
                return False
            next(iter(self._idle)).cut()
        self.open += 1
        self._clients[client] += 1
        self._busy[connection.inner] = connection
        return True

    def left(self, connection: "_Connection", client: str) -> None:
        """A connection is over."""
        self.open -= 1
        self._clients[client] -= 1
        if not self._clients[client]:
            del self._clients[client]
        self._idle.pop(connection, None)
        self._busy.pop(connection.inner, None)

    def waits(self, connection: "_Connection") -> None:
        """It has asked nothing, or nothing more."""
        self._idle.pop(connection, None)
        self._idle[connection] = None

    def asks(self, connection: "_Connection") -> None:
        """It has a request that is being answered."""
        self._idle.pop(connection, None)

    @web.middleware
    async def guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Tell the connection of each request, and refuse those that are too many at once."""
        connection = self._busy.get(cast("asyncio.BaseProtocol", request.protocol))
        if connection is not None:
            connection.began(request)
        self.requests += 1
        try:
            if self.requests > self.patience.requests and not request.path.startswith("/api/v1/health"):
                raise Problem(503, "Too many requests at once. Try again in a moment.", headers={"Retry-After": "2"})
            return await handler(request)
        finally:
            self.requests -= 1
            if connection is not None:
                connection.ended()


class _Connection(asyncio.Protocol):
    """One connection: aiohttp's own protocol, with a clock beside it."""

    def __init__(self, door: FrontDoor, inner: asyncio.Protocol) -> None:
        self._door = door
        self.inner = inner
        self._transport: asyncio.Transport | None = None
        self._client = ""
        self._entered = False
        self._made = False
        self._answering = False
        self._asked = False
        self._clock: asyncio.TimerHandle | None = None

    @property
    def is_new(self) -> bool:
        """Whether it has asked nothing yet."""
        return not self._asked

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody came."""
        self._transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self._client = str(peer[0]) if isinstance(peer, tuple) else ""
        self._entered = self._door.entered(self, self._client)
        if not self._entered:
            log.warning("connection refused, there are too many", open=self._door.open)
            self._transport.abort()
            return
        self._door.waits(self)
        self._set_clock(self._door.patience.head)
        self._made = True
        self.inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """A piece of a head or of a body. After an answer, the first piece of a next head starts its clock."""
        if not self._entered:
            return
        if not self._answering and self._clock is None:
            self._set_clock(self._door.patience.head)
        self.inner.data_received(data)

    def eof_received(self) -> bool | None:
        """The caller says no more."""
        return self.inner.eof_received() if self._made else None

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._leave()
        if self._made:
            self._made = False
            self.inner.connection_lost(exc)

    def _leave(self) -> None:
        self._stop_clock()
        if self._entered:
            self._entered = False
            self._door.left(self, self._client)

    def pause_writing(self) -> None:
        """The caller reads too slowly."""
        self.inner.pause_writing()

    def resume_writing(self) -> None:
        """The caller reads again."""
        self.inner.resume_writing()

    def began(self, request: web.Request) -> None:
        """The head is there; its body has a time of its own."""
        self._answering = self._asked = True
        self._stop_clock()
        self._door.asks(self)
        if request.can_read_body:
            self._set_clock(self._door.patience.body, unless=request.content.is_eof)

    def ended(self) -> None:
        """The answer was given: the next request may take its time, unless it begins."""
        self._answering = False
        self._stop_clock()
        if self._entered:
            self._door.waits(self)

    def cut(self) -> None:
        """End it at once."""
        self._leave()  # whoever comes next needs the place now
        if self._transport is not None:
            self._transport.abort()

    def _set_clock(self, seconds: float, unless: Callable[[], bool] | None = None) -> None:
        self._stop_clock()
        self._clock = asyncio.get_running_loop().call_later(seconds, self._too_late, unless)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _too_late(self, unless: Callable[[], bool] | None) -> None:
        self._clock = None
        if unless is None or not unless():
            self.cut()


_LOOKS_FOR_WORDS = 100  # for a second


def _standing_before(descriptor: int) -> list[socket.socket]:
    """The connections that wait to be accepted."""
    came: list[socket.socket] = []
    with socket.socket(fileno=os.dup(descriptor)) as listening, suppress(OSError):
        listening.setblocking(False)
        while True:
            came.append(listening.accept()[0])
    return came


def patience_of(settings: Any) -> Patience:
    """As the settings say, within what the system lets a process open."""
    return Patience(
        head=settings.head_seconds,
        connections=min(settings.connections, _descriptors() - _KEPT_FOR_OURSELVES),
        per_client=settings.connections_per_client,
        requests=settings.requests_at_once,
    )


_KEPT_FOR_OURSELVES = 200
"""Descriptors for the database, platforms, models and files."""


def _descriptors() -> int:
    """How many the process may have, after asking for as many as it may ask for."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return 65_536 if soft == resource.RLIM_INFINITY else max(soft, 2 * _KEPT_FOR_OURSELVES)
