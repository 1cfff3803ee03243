"""What Gemini's server streams, cleaned below its SDK, which raises on a comment line and on usage that is no number.

A line that is no data (a keep-alive, the name of an event) says nothing of the answer and is left out; of usage, what
is no count of tokens is left out, so that it is estimated.
"""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import httpx2

from threadline.providers.usage import token_count

_DATA = b"data:"
_ODD_COUNT = re.compile(rb'Count"\s*:(?!\s*\d{1,7}\s*[,}])')
"""What may be no count of tokens. To read each line a second time costs as much as the SDK's reading."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class CleanStream(httpx2.AsyncByteStream):
    """The body of a streamed answer without what the SDK cannot read."""

    def __init__(self, source: httpx2.AsyncByteStream) -> None:
        self._source = source

    async def __aiter__(self) -> AsyncIterator[bytes]:
        rest, begun = b"", False
        source = aiter(self._source)
        try:
            async for piece in source:
                if not begun:
                    piece, begun = piece.removeprefix(_BYTE_ORDER_MARK), True
                *lines, rest = (rest + piece).split(b"\n")
                if lines:
                    yield b"".join(cleaned(line) + b"\n" for line in lines if _is_said(line))
        finally:
            if isinstance(source, AsyncGenerator):
                await source.aclose()
        if rest and _is_said(rest):
            yield cleaned(rest)

    async def aclose(self) -> None:
        """Close what it is read from."""
        await self._source.aclose()


def _is_said(line: bytes) -> bool:
    """Whether a line carries an object, or ends an event; what is no stream of events passes."""
    if line.startswith(_DATA):
        return line[len(_DATA) :].lstrip().startswith(b"{")
    return not line.startswith((b":", b"event:", b"id:", b"retry:"))


def cleaned(line: bytes) -> bytes:
    """A line of data whose usage has nothing but counts of tokens."""
    if b"usageMetadata" not in line or not line.startswith(_DATA) or not _ODD_COUNT.search(line):
        return line
    try:
        body = json.loads(line[len(_DATA) :])
    except ValueError:
        return line
    usage = body.get("usageMetadata") if isinstance(body, dict) else None
    if not isinstance(usage, dict):
        return line
    body["usageMetadata"] = {key: value for key, value in usage.items() if _is_sane(key, value)}
    return b"data: " + json.dumps(body).encode()


def _is_sane(key: str, value: Any) -> bool:
    return not key.endswith("Count") or (isinstance(value, int) and token_count(value) is not None)
