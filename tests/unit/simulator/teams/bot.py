"""A bot double for the tests of the fake Teams: keeps what it hears, answers as told, calls the Connector."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from threadline.simulator.teams.platform import FakeTeams

Json = dict[str, Any]

SCOPE = "https://api.botframework.com/.default"


@dataclass
class Time:
    """A clock that a test moves."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Bot:
    """What it heard, newest last; `answer` makes the body of a response, `status` is its status."""

    teams: FakeTeams
    http: aiohttp.ClientSession
    heard: list[Json] = field(default_factory=list)
    headers: list[str | None] = field(default_factory=list)
    answer: Callable[[Json], Json | None] = lambda _: None
    status: int = 200
    token: str = ""

    async def serve(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.heard.append(activity)
        self.headers.append(request.headers.get("Authorization"))
        body = self.answer(activity)
        return web.Response(status=self.status) if body is None else web.json_response(body, status=self.status)

    def credentials(self, **changes: str) -> dict[str, str]:
        given = {
            "grant_type": "client_credentials",
            "client_id": self.teams.app_id,
            "client_secret": self.teams.app_password,
            "scope": SCOPE,
        }
        return given | changes

    async def sign_in(self) -> None:
        async with self.http.post(self.teams.token_url, data=self.credentials()) as response:
            self.token = (await response.json())["access_token"]

    async def call(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        status, answer, _ = await self.whole(method, path, body, **query)
        return status, answer

    async def whole(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.teams.service_url}v3/{path}"
        async with self.http.request(method, url, json=body, headers=headers, params=query) as response:
            is_json = response.content_type == "application/json"
            return response.status, await response.json() if is_json else await response.text(), response.headers

    async def say(self, conversation: str, text: str = "", **fields: Any) -> tuple[int, Any]:
        body = {"type": "message", "text": text, **fields}
        return await self.call("POST", f"conversations/{conversation}/activities", body)

    async def stream(
        self,
        conversation: str,
        text: str,
        *,
        kind: str = "streaming",
        stream: str | None = None,
        sequence: int | None = 1,
    ) -> tuple[int, Any]:
        info: Json = {"type": "streaminfo", "streamType": kind}
        info |= {"streamId": stream} if stream else {}
        info |= {"streamSequence": sequence} if sequence is not None else {}
        body = {"type": "message" if kind == "final" else "typing", "text": text, "entities": [info]}
        return await self.call("POST", f"conversations/{conversation}/activities", body)


@asynccontextmanager
async def meeting(clock: Time | None = None) -> AsyncIterator[Bot]:
    """A fake Teams and a bot that it knows."""
    timing: Json = {"clock": clock, "sleep": clock.sleep} if clock else {}
    async with FakeTeams(**timing) as teams, aiohttp.ClientSession() as http:
        bot = Bot(teams, http)
        app = web.Application()
        app.router.add_post("/api/messages", bot.serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages")
        await bot.sign_in()
        yield bot
        await runner.cleanup()


def card(*body: Json, actions: tuple[Json, ...] = (), version: str = "1.5", **more: Any) -> Json:
    content = {"type": "AdaptiveCard", "version": version, "body": list(body), "actions": list(actions), **more}
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}


def block(text: str, **more: Any) -> Json:
    return {"type": "TextBlock", "text": text, **more}


def execute(title: str, **more: Any) -> Json:
    return {"type": "Action.Execute", "title": title, "verb": title.lower(), **more}
