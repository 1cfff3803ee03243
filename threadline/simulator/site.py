"""Where a fake listens: a site on loopback."""

from collections.abc import Iterable

from aiohttp import web

_LONGEST_BODY = 50_000_000


class Site:
    """One fake's site, from `start` to `stop`. `url` is empty before."""

    def __init__(self, port: int = 0) -> None:
        self.url = ""
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Listen."""
        app = web.Application(client_max_size=_LONGEST_BODY)
        app.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()
