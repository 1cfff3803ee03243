"""Server-sent events (HTML standard, section 9.2), and the streams that are being read."""

import asyncio
import json
from types import TracebackType
from typing import Self

import structlog
from aiohttp import web
from prometheus_client import Gauge

log = structlog.get_logger()

KEEP_ALIVE_SECONDS = 15.0
EVENT_STREAM = "text/event-stream"

_HEADERS = {"Cache-Control": "no-cache, no-store", "X-Accel-Buffering": "no"}


class Streams:
    """The streams of this process. When the service stops they end, and their readers come back to the next one."""

    def __init__(self, gauge: Gauge, *, keep_alive: float = KEEP_ALIVE_SECONDS) -> None:
        self.keep_alive = keep_alive
        self._gauge = gauge
        self._running: set[EventStream] = set()

    @property
    def reading(self) -> int:
        """How many there are."""
        return len(self._running)

    def add(self, stream: "EventStream") -> None:
        """A stream is being read."""
        self._running.add(stream)
        self._gauge.set(len(self._running))

    def remove(self, stream: "EventStream") -> None:
        """A stream is over."""
        self._running.discard(stream)
        self._gauge.set(len(self._running))

    def close(self) -> None:
        """End all streams, in the middle of what they say."""
        for stream in self._running:
            stream.end()


class EventStream:
    """One answer of server-sent events: use it as an asynchronous context manager, and return `response`.

    The block ends early, without an error, when the reader is gone or the service stops. When it fails the status was
    sent already, so the stream breaks off before its end, and its reader comes back.
    """

    def __init__(self, request: web.Request, streams: Streams) -> None:
        self.response = web.StreamResponse(headers=_HEADERS)
        self.response.content_type = EVENT_STREAM
        self.response.charset = "utf-8"
        self._request = request
        self._streams = streams
        self._patience = asyncio.timeout(None)
        self._keeper: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        await self.response.prepare(self._request)
        await self._patience.__aenter__()
        self._streams.add(self)
        self._keeper = asyncio.create_task(self._keep_alive())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._streams.remove(self)
        self._keeper.cancel()
        try:
            await self._patience.__aexit__(kind, error, trace)
        except TimeoutError:
            return True
        if isinstance(error, Exception) and not isinstance(error, ConnectionError):
            log.error("stream broke off", error=type(error).__name__, exc_info=error)
        return isinstance(error, Exception)

    def end(self) -> None:
        """Stop the block that uses this stream."""
        if not self._patience.expired():
            self._patience.reschedule(asyncio.get_running_loop().time())

    async def send(self, data: object, *, event: str | None = None, event_id: str | None = None) -> None:
        """One event with JSON data. Raises `ConnectionError` when the reader is gone."""
        await self.send_text(json.dumps(data, ensure_ascii=False), event=event, event_id=event_id)

    async def send_text(self, data: str, *, event: str | None = None, event_id: str | None = None) -> None:
        """One event with data of a single line. Raises `ConnectionError` when the reader is gone."""
        fields = {"event": event, "id": event_id, "data": data}
        lines = "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None)
        await self.response.write(f"{lines}\n".encode())

    async def _keep_alive(self) -> None:
        """A comment now and then: nothing in between takes the connection for dead, a reader who left is noticed."""
        try:
            while True:
                await asyncio.sleep(self._streams.keep_alive)
                await self.response.write(b": keep-alive\n\n")
        except ConnectionError:
            self.end()
