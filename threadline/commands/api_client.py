"""A small client of our own HTTP API, for commands."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import aiohttp

_LONGEST_LINE = 2**22  # an event of a stream is one line, and may carry a whole answer


class ApiFailed(Exception):
    """The service said no, or could not be reached; `code` is the contract's error code."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Streamed:
    """One item of a streamed answer: more text, text that `replaces` what was shown, a proposal, or what is done."""

    text: str = ""
    replaces: bool = False
    proposal: dict[str, Any] | None = None
    step: str | None = None


class ApiClient:
    """Talks to a service at `http://…` or `unix:/path`. Use it as an asynchronous context manager."""

    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._headers = {"X-API-Token": token}
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        connector, base = None, self._address
        if self._address.startswith("unix:"):
            connector, base = aiohttp.UnixConnector(self._address.removeprefix("unix:")), "http://localhost"
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10)
        self._session = aiohttp.ClientSession(
            base, connector=connector, headers=self._headers, timeout=timeout, read_bufsize=_LONGEST_LINE
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, path: str) -> dict[str, Any]:
        """GET. Raises `ApiFailed`."""
        return await self._ask("GET", path)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """POST. Raises `ApiFailed`."""
        return await self._ask("POST", path, body)

    async def stream(self, path: str, body: dict[str, Any]) -> AsyncIterator[Streamed]:
        """POST, and follow the server-sent events of the answer. Raises `ApiFailed`."""
        headers = {"Idempotency-Key": uuid4().hex, "Accept": "text/event-stream"}
        try:
            async with self._session.post(path, json=body, headers=headers) as response:
                if response.status >= 400:
                    raise _failure(await response.json())
                event = "message"
                async for raw in response.content:
                    line = raw.decode().rstrip("\r\n")
                    if line.startswith("event:"):
                        event = line.removeprefix("event:").strip()
                    elif line.startswith("data:"):
                        data = line.removeprefix("data:").strip()
                        if data == "[DONE]":
                            return
                        yield _streamed(event, json.loads(data))
                    elif not line:
                        event = "message"
        except aiohttp.ClientError as error:
            raise ApiFailed(f"The service cannot be reached: {error}", code="UNREACHABLE") from error

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            async with self._session.request(method, path, json=body) as response:
                answer: dict[str, Any] = await response.json()
                if response.status >= 400:
                    raise _failure(answer)
                return answer
        except aiohttp.ClientError as error:
            raise ApiFailed(f"The service cannot be reached: {error}", code="UNREACHABLE") from error


def _streamed(event: str, data: dict[str, Any]) -> Streamed:
    match event:
        case "proposal":
            return Streamed(proposal=data)
        case "step":
            return Streamed(step=data["title"] if data["state"] == "running" else "")
        case "replace":
            return Streamed(data["text"], replaces=True)
        case "error":
            raise _failure(data)
        case _:
            return Streamed(data.get("chunk", ""))


def _failure(body: dict[str, Any]) -> ApiFailed:
    return ApiFailed(body.get("error", "The service failed"), code=body.get("code", "SERVER_ERROR"))
