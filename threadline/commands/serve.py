"""`threadline serve`: run the service until it is told to stop."""

import asyncio
import errno
import gc
import json
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from aiohttp import web
from rich.console import Console
from rich.markup import escape

from threadline import __version__, log
from threadline.app import Application
from threadline.bots.webhook.http.front_door import FrontDoor, patience_of
from threadline.bots.webhook.server import create_app
from threadline.commands.running_service import ADDRESS_FILE
from threadline.commands.token import signin_link
from threadline.config import Settings
from threadline.core.channels.port import Channel, HttpServed, Preloading
from threadline.core.people.directory import OWNER_EMAIL
from threadline.core.services import Services
from threadline.core.turns.engine import DRAIN_SECONDS
from threadline.core.turns.first_use import warm_up
from threadline.providers.port import Provider

logger = structlog.get_logger()

_BACKLOG = 1024
_BEHIND_THE_REPORTS = 4  # of the middlewares: what it refuses is told in the contract's shape
EXAMPLE = "Design review with ana@example.com next Thursday 3-4:30pm in Room 4"


def serve(settings: Settings, *, uds: Path | None) -> None:
    """Run until SIGTERM or Ctrl-C. Raises `StorageError`, `PluginBroken`, `OSError` where it cannot start."""
    log.configure(settings.log_level, settings.log_format)
    os.umask(0o077)  # whatever is written from here on is nobody else's
    asyncio.run(_serve(settings, uds))


@asynccontextmanager
async def running(
    settings: Settings, *, uds: Path | None = None, provider: Provider | None = None
) -> AsyncIterator[tuple[Services, str]]:
    """The service, listening; yields it with the address it is reached at. `provider` stands in for the settings'."""
    async with Application(settings, provider=provider) as application:
        channels = application.services.channels.values()
        doors = [route for channel in channels if isinstance(channel, HttpServed) for route in channel.routes()]
        app = create_app(application.services, extra_routes=doors)
        door = FrontDoor(patience_of(settings))
        app.middlewares.insert(_BEHIND_THE_REPORTS, door.guard)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=DRAIN_SECONDS)
        await runner.setup()
        try:
            protocols = door.before(runner.server)
            listening, address = await _listen(protocols, settings, uds)
            yield application.services, address
            await door.close(listening, protocols)
        finally:
            application.services.engine.drain(DRAIN_SECONDS)
            await runner.cleanup()


async def _serve(settings: Settings, uds: Path | None) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with running(settings, uds=uds) as (services, address):
        with _published(settings.data_dir, address):
            await _greet(services, settings, address)
            settling = asyncio.create_task(_settle(services.channels.values()))
            await stopped.wait()
            settling.cancel()
            await asyncio.gather(settling, return_exceptions=True)


async def _settle(channels: Iterable[Channel]) -> None:
    """Load what the first message would have to wait for, then let the garbage collector pass over what stays.

    A collection of everything stops all streams for 50 to 120 ms; what was loaded at the start is never garbage.
    """
    try:
        for channel in channels:
            if isinstance(channel, Preloading):
                await asyncio.to_thread(channel.preload)
        await warm_up()
    except Exception:  # the edge of a job: whoever needs what is missing hears of it then
        logger.exception("not all is loaded before the first message")
    finally:
        gc.enable()
    gc.collect()
    gc.freeze()


async def _listen(
    protocols: Callable[[], asyncio.Protocol], settings: Settings, uds: Path | None
) -> tuple[asyncio.Server, str]:
    """Open the door; answers with what listens, and the address it is reached at."""
    loop = asyncio.get_running_loop()
    if uds is not None:
        if not uds.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "there is no such folder for the socket", str(uds.parent))
        return await loop.create_unix_server(protocols, str(uds)), f"unix:{uds}"
    listening = await loop.create_server(protocols, settings.host, settings.port, backlog=_BACKLOG)
    port = listening.sockets[0].getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return listening, f"http://{host}:{port}"


async def _greet(services: Services, settings: Settings, address: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]Threadline {__version__}[/bold] runs on [bold]{escape(settings.base_url or address)}[/bold]")
    if not settings.is_private or not address.startswith("http"):
        pass  # whoever comes from elsewhere is let in by `threadline signin`
    elif await services.people.tokens.opens():
        console.print("Come in as you did before; `threadline signin` prints a new link.")
    else:
        owner = await services.people.directory.ensure(OWNER_EMAIL, name="You")
        link = await signin_link(settings, services.people.tokens, owner.id, base=address, admin=True)
        console.print(f"Sign in (once, within half an hour): [bold]{escape(link)}[/bold]")
    console.print(f"Try: [italic]{EXAMPLE}[/italic]")


class _published:  # noqa: N801 - reads as a statement
    """While the service runs, commands on this machine find it through a file in its data directory."""

    def __init__(self, directory: Path, address: str) -> None:
        self._file = directory / ADDRESS_FILE
        self._address = address

    def __enter__(self) -> None:
        self._file.write_text(json.dumps({"address": self._address, "pid": os.getpid()}))

    def __exit__(self, *_: object) -> None:
        self._file.unlink(missing_ok=True)
