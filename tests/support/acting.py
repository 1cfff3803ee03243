"""What tests of channels need on any platform: time they move, a provider they direct, a channel that is served."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from aiohttp import web

from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.port import Channel
from threadline.core.services import Services
from threadline.providers.port import Delta, Finish, Provider, Request, ScriptedProvider, Text, Usage

EVENT = "Design review with ana@example.com tomorrow 3-4:30pm in Room 4"


@dataclass
class Time:
    """Real time, moved forward by whoever sleeps."""

    ahead: float = 0.0

    def wall(self) -> float:
        return time.time() + self.ahead

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead

    async def sleep(self, seconds: float) -> None:
        self.ahead += seconds
        await asyncio.sleep(0)


class Actor(ScriptedProvider):
    """A provider that waits where the test says so: before it speaks, or after each of its pieces."""

    before: asyncio.Event | None = None
    between: asyncio.Event | None = None

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        if self.before is not None:
            await self.before.wait()
        async for delta in super().stream(request):
            yield delta
            if self.between is not None:
                await self.between.wait()

    def rest(self) -> None:
        """Nothing is scripted, and nothing waits: what a test left speaking has its say, and holds up no other's."""
        for held in (self.before, self.between):
            if held is not None:
                held.set()
        self.scripts.clear()
        self.before = self.between = None


class Served(Protocol):
    """A channel that has addresses of its own."""

    def routes(self) -> "list[web.RouteDef]": ...

    async def close(self) -> None: ...


class ServedChannel(Channel, Served, Protocol):
    """One that the engine speaks on, too."""


def script(*texts: str) -> tuple[Delta, ...]:
    """An answer that comes in these pieces."""
    return (*(Text(text) for text in texts), Usage("scripted", 1, 1, provider="scripted"), Finish("stop"))


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something that another task brings about."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def until_true(condition: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
    """Wait for something that only asking tells, such as a database."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def serving(channel: Served, services: Services) -> AsyncIterator[str]:
    """The channel on a free port, by its address; in the end the engine and the channel are closed."""
    app = web.Application(client_max_size=1_000_000)
    app.add_routes(channel.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
        await services.inbound.close(patience=2)
        await services.engine.close(patience=2)
        await channel.close()


Made = TypeVar("Made", bound=ServedChannel)


@asynccontextmanager
async def housed(
    settings: Settings, provider: Provider | None, make: Callable[[Services], Made], *, fast: bool
) -> AsyncIterator[tuple[Services, Made, str]]:
    """A service with one channel that is served, and its address; `fast` shows text without waiting between updates."""
    async with Application(settings, provider=provider, channels=[]) as application:
        services = application.services
        channel = make(services)
        if fast:
            channel.capabilities = replace(channel.capabilities, interval=0.0, updates_per_minute=None)
        services.channels.join(channel)
        async with serving(channel, services) as address:
            yield services, channel, address
