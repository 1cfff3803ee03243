"""The whole service on SQLite with a provider that the test conducts, behind a real server on a free port."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, web

from tests.channels.webhook.client import Client
from threadline.app import Application
from threadline.bots.webhook.http.call import ROOM, Room
from threadline.bots.webhook.server import create_app
from threadline.config import Settings
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.core.services import Services
from threadline.core.turns.budgets import Budgets
from threadline.providers.port import Delta, Finish, ProviderError, Request, ScriptedProvider, Text, Usage
from threadline.storage.tokens import TokenKind

ZONE = "Europe/Vienna"


@dataclass
class Conductor:
    """A provider that says what the test gives it, when it gives it; without that it echoes."""

    name: str = "scripted"
    requests: list[Request] = field(default_factory=list)
    calls_tools: bool = False
    scripted: ScriptedProvider | None = None
    _parts: dict[str, "asyncio.Queue[Delta | ProviderError]"] = field(default_factory=dict)

    def part(self, prompt: str) -> "Part":
        """From now on the answer to this prompt waits for the test."""
        queue: asyncio.Queue[Delta | ProviderError] = asyncio.Queue()
        self._parts[prompt] = queue
        return Part(queue)

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        self.requests.append(request)
        queue = self._parts.get(request.messages[-1].text)
        if queue is None:
            async for delta in (self.scripted or ScriptedProvider()).stream(request):
                yield delta
            return
        while True:
            item = await queue.get()
            if isinstance(item, ProviderError):
                raise item
            yield item
            if isinstance(item, Finish):
                return

    async def aclose(self) -> None:
        """Nothing to free."""


class Part:
    """What one answer says."""

    def __init__(self, queue: "asyncio.Queue[Delta | ProviderError]") -> None:
        self._queue = queue

    def say(self, text: str) -> None:
        self._queue.put_nowait(Text(text))

    def end(self) -> None:
        self._queue.put_nowait(Usage("conducted", 3, 5, dropped=("top_p",), provider="scripted"))
        self._queue.put_nowait(Finish("stop"))

    def fail(self, error: ProviderError) -> None:
        self._queue.put_nowait(error)


@dataclass
class House:
    """A running service."""

    services: Services
    conductor: Conductor
    http: ClientSession
    app: web.Application
    address: str

    @property
    def room(self) -> Room:
        return self.app[ROOM]

    @property
    def stranger(self) -> Client:
        """Somebody without a token."""
        return Client(self.http, self.address)

    async def person(self, *scopes: str, name: str = "ana") -> Client:
        """Somebody new, with a token of these scopes (all, if none are named)."""
        person = await self.services.people.directory.ensure(
            f"{name}-{uuid4().hex[:8]}@example.com", name=name, zone=ZONE
        )
        _, token = await self.services.people.tokens.create(
            person.id, kind=TokenKind.API, name="test", scopes=scopes or ALL_SCOPES, lifetime=None
        )
        return Client(self.http, self.address, token, person.id)

    def rebuilt(self, **settings: Any) -> "AbstractAsyncContextManager[House]":
        """The same service behind another server with other settings."""
        changed = self.services.settings.model_copy(update=settings)
        models = self.services.models
        budgets = Budgets(models.usage, changed.limits, zone=changed.zone)
        services = replace(self.services, settings=changed, models=replace(models, budgets=budgets))
        return served(services, self.conductor)


@asynccontextmanager
async def opened(directory: Path, **settings: Any) -> AsyncIterator[House]:
    """A whole service of its own, with these settings."""
    conductor = Conductor()
    common = {"data_dir": directory, "requests_per_minute": 1_000_000, "zone": "UTC", "plugins": False}
    made = Settings(_env_file=None, **{**common, **settings})
    async with (
        Application(made, provider=conductor) as application,
        served(application.services, conductor) as house,
    ):
        yield house


@asynccontextmanager
async def served(
    services: Services, conductor: Conductor, *, extra_routes: Iterable[web.AbstractRouteDef] = ()
) -> AsyncIterator[House]:
    """Serve on a free port."""
    app = create_app(services, extra_routes=extra_routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with ClientSession() as http:
            yield House(services, conductor, http, app, f"http://127.0.0.1:{runner.addresses[0][1]}")
    finally:
        await runner.cleanup()


def instant(text: str) -> datetime:
    """A time as the API writes it."""
    return datetime.fromisoformat(text)
