"""The tour's site: the page, what it tells, and the buttons that do by hand what a step says."""

from collections.abc import Sequence
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from threadline.simulator.site import Site
from threadline.simulator.tour.story import Step, Stop
from threadline.simulator.view_files import ViewFiles

Json = dict[str, Any]


class Tour:
    """Serves the joined page; use it as an asynchronous context manager. `console` is where the console opens."""

    def __init__(self, stops: Sequence[Stop], steps: Sequence[Step], *, console: str, port: int = 0) -> None:
        self._stops = {stop.id: stop for stop in stops}
        self._steps = steps
        self._console = console
        self._site = Site(port)

    @property
    def url(self) -> str:
        """Where the page is."""
        return self._site.url

    async def __aenter__(self) -> Self:
        places = " ".join(stop.url for stop in self._stops.values())
        files = ViewFiles("threadline.simulator.tour", "view.css", "view.js", policy=f"frame-src {places}")
        routes = [*files.routes(), web.get("/tour", self._told), web.post("/send/{number}", self._send)]
        await self._site.start(routes)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._site.stop()

    async def _told(self, _: web.Request) -> web.Response:
        steps = [
            {"stop": step.stop, "title": step.title, "quote": step.quote, "look": step.look}
            | ({"send": step.sending.label} if step.sending else {})
            for step in self._steps
        ]
        stops = [asdict(stop) for stop in self._stops.values()]
        return web.json_response({"stops": stops, "steps": steps, "console": self._console})

    async def _send(self, request: web.Request) -> web.Response:
        """Do what a step says. Other sites may not: they cannot send this header without asking."""
        if request.headers.get("X-Simulator") != "1":
            raise web.HTTPForbidden
        number = request.match_info["number"]
        if not number.isdecimal() or int(number) >= len(self._steps):
            raise web.HTTPNotFound
        step = self._steps[int(number)]
        if step.sending is None:
            raise web.HTTPNotFound
        address = f"{self._stops[step.stop].url}/act/{step.sending.action}"
        async with (
            aiohttp.ClientSession(headers={"X-Simulator": "1"}) as http,
            http.post(address, json=dict(step.sending.body)) as done,
        ):
            return web.json_response({}, status=200 if done.ok else 502)
