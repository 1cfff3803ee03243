"""Signs of life below the SDKs, which swallow some: comments in a stream, Anthropic's pings, half of an event.

Whoever waits for a stream listens; whatever its server sends is told to them, before an SDK makes something of it.
"""

from collections.abc import AsyncGenerator, AsyncIterator

import httpx2

from threadline.providers.deadlines import Heard, listener


def tap(http: httpx2.AsyncClient) -> None:
    """Let every answer of a client be heard; once for each client."""
    hooks = http.event_hooks["response"]
    if _tap not in hooks:
        hooks.insert(0, _tap)


_END_OF_EVENT = b"\n\n"


async def _tap(response: httpx2.Response) -> None:
    heard, source = listener.get(), response.stream
    if heard is not None and isinstance(source, httpx2.AsyncByteStream):
        plain = "content-encoding" not in response.headers
        events = plain and response.headers.get("content-type", "").startswith("text/event-stream")
        response.stream = _HeardStream(source, heard, _END_OF_EVENT if events else b"")


class _HeardStream(httpx2.AsyncByteStream):
    """The body of an answer whose every piece is told. `end` follows it: the last event may lack its blank line."""

    def __init__(self, source: httpx2.AsyncByteStream, heard: Heard, end: bytes) -> None:
        self._source = source
        self._heard = heard
        self._end = end

    async def __aiter__(self) -> AsyncIterator[bytes]:
        heard, source = self._heard, aiter(self._source)
        try:
            async for piece in source:
                heard()
                yield piece
        finally:  # an answer that is left early leaves nothing to the garbage collector
            if isinstance(source, AsyncGenerator):
                await source.aclose()
        if self._end:
            yield self._end

    async def aclose(self) -> None:
        """Close what it is read from."""
        await self._source.aclose()
