"""A client of the HTTP API that holds every answer against what all answers have in common."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, ClientSession, ClientTimeout
from multidict import CIMultiDictProxy


@dataclass(frozen=True)
class Answer:
    """What the service said."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def refused(self, status: int, code: str) -> Any:
        """It is an error of the contract's shape; answers with the body."""
        assert (self.status, self.json["code"]) == (status, code), self.text
        assert set(self.json) - {"usage"} == {"error", "details", "code", "request_id"}
        assert self.json["request_id"] == self.headers["X-Request-Id"]
        return self.json

    @property
    def told(self) -> str:
        """What the details of an error say."""
        return "\n".join(detail["message"] for detail in self.json["details"])

    def fields(self) -> list[str]:
        """The fields that an error is about."""
        return [detail["field"] for detail in self.json["details"]]


@dataclass(frozen=True)
class Event:
    """One server-sent event."""

    name: str
    id: str | None
    data: str

    @property
    def json(self) -> Any:
        return json.loads(self.data)


class Stream:
    """A stream of server-sent events that is being read."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response
        self.comments: list[str] = []

    async def next(self) -> Event | None:
        """The next event, None at the end."""
        fields: dict[str, str] = {}
        while line := (await self.response.content.readline()).decode():
            if line == "\n":
                if "data" in fields:
                    return Event(fields.get("event", "message"), fields.get("id"), fields["data"])
            elif line.startswith(":"):
                self.comments.append(line.strip())
            else:
                name, _, value = line.rstrip("\n").partition(": ")
                fields[name] = value
        return None

    async def rest(self) -> list[Event]:
        """All that is still to come."""
        found = []
        while (event := await self.next()) is not None:
            found.append(event)
        return found


def text_of(events: list[Event], before: str = "") -> str:
    """What a reader of the stream has in front of them."""
    text = before
    for event in events:
        if event.name == "replace":
            text = event.json["text"]
        elif event.name == "message" and event.data != "[DONE]":
            text += event.json["chunk"]
    return text


class Client:
    """One person with a token, or nobody."""

    def __init__(self, http: ClientSession, address: str, token: str | None = None, person_id: str = "") -> None:
        self.http = http
        self.address = address
        self.token = token
        self.person_id = person_id

    async def call(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None, **options: Any
    ) -> Answer:
        """Ask, and check what holds of every answer."""
        if body is not None:
            options["json"] = body
        async with self.http.request(
            method, self.address + path, headers=self._headers(headers), allow_redirects=False, **options
        ) as response:
            answer = Answer(response.status, response.headers, await response.read())
        assert len(answer.headers["X-Request-Id"]) == 32
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        return answer

    async def get(self, path: str, **options: Any) -> Answer:
        return await self.call("GET", path, **options)

    async def post(self, path: str, body: Any = None, **options: Any) -> Answer:
        return await self.call("POST", path, {} if body is None else body, **options)

    async def put(self, path: str, body: Any, **options: Any) -> Answer:
        return await self.call("PUT", path, body, **options)

    async def patch(self, path: str, body: Any, **options: Any) -> Answer:
        return await self.call("PATCH", path, body, **options)

    async def delete(self, path: str, **options: Any) -> Answer:
        return await self.call("DELETE", path, **options)

    @asynccontextmanager
    async def stream(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> AsyncIterator[Stream]:
        """Read a stream."""
        async with self.http.request(
            method, self.address + path, headers=self._headers(headers), json=body, timeout=ClientTimeout(20)
        ) as response:
            assert response.status == 200, await response.text()
            assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
            assert len(response.headers["X-Request-Id"]) == 32
            yield Stream(response)

    def _headers(self, headers: dict[str, str] | None) -> dict[str, str]:
        return {**({"X-API-Token": self.token} if self.token else {}), **(headers or {})}
