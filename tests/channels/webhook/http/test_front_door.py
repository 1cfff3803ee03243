"""Callers that say nothing, or say it slowly, take nobody's place."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web

from threadline.bots.webhook.http import front_door
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.front_door import FrontDoor, Patience

QUICK = Patience(head=0.3, body=0.3, connections=50, per_client=5, requests=3)
HEAD = b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n"


class Place:
    """A small server behind a door."""

    def __init__(self, door: FrontDoor, server: asyncio.Server, protocols: Callable[[], asyncio.Protocol]) -> None:
        self.door = door
        self.server = server
        self.protocols = protocols
        self.port = server.sockets[0].getsockname()[1]

    async def knock(self, said: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(said)
        return reader, writer

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()


async def _long(request: web.Request) -> web.Response:
    await asyncio.sleep(0.8)
    return web.Response(text="long")


async def _take(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await request.read())))


async def _quick(request: web.Request) -> web.Response:
    return web.Response(text="quick")


@contextlib.asynccontextmanager
async def place(patience: Patience) -> AsyncIterator[Place]:
    door = FrontDoor(patience)

    @web.middleware
    async def report(request: web.Request, handler: object) -> web.StreamResponse:
        try:
            return await handler(request)  # type: ignore[operator, no-any-return]
        except Problem as problem:
            return problem.response("id")

    app = web.Application(middlewares=[report, door.guard])
    app.add_routes([web.get("/long", _long), web.post("/take", _take), web.get("/quick", _quick)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    protocols = door.before(runner.server)
    server = await asyncio.get_running_loop().create_server(protocols, "127.0.0.1", 0)
    try:
        yield Place(door, server, protocols)
    finally:
        server.close()
        await runner.cleanup()


async def ended(reader: asyncio.StreamReader) -> bytes:
    """What was said until the end of the connection."""
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(30):
            return await reader.read()
    return b""


@pytest.mark.parametrize("said", [b"", b"GET /quick HT", b"GET /quick HTTP/1.1\r\nHost: x\r\n"])
async def test_a_head_that_is_not_there_in_time_ends_the_connection(said: bytes) -> None:
    async with place(QUICK) as here:
        reader, writer = await here.knock(said)
        assert await ended(reader) == b""
        writer.close()
        assert here.door.open == 0


async def test_one_line_after_the_other_gains_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async with place(QUICK) as here:
        reader, writer = await here.knock(b"GET /quick HTTP/1.1\r\n")
        reading = asyncio.create_task(ended(reader))
        for number in range(20):
            with contextlib.suppress(ConnectionError):
                writer.write(b"X-Header-%d: x\r\n" % number)
            if (await asyncio.wait([reading], timeout=0.1))[0]:
                break
        assert reading.done()
        assert number < 10
        writer.close()


async def test_an_answer_may_take_longer_and_the_next_head_has_its_own_time() -> None:
    async with place(QUICK) as here:
        reader, writer = await here.knock(HEAD)
        assert b"200 OK" in await reader.readuntil(b"long")
        await asyncio.sleep(0.5)  # idle: it may come back
        writer.write(b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200 OK" in await reader.readuntil(b"quick")
        writer.write(b"GET /quick HT")
        assert await ended(reader) == b""
        writer.close()


async def test_a_body_that_does_not_end_is_not_waited_for() -> None:
    async with place(QUICK) as here:
        reader, writer = await here.knock(b"POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc")
        assert b"200 OK" not in await ended(reader)
        writer.close()
        reader, writer = await here.knock(b"POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
        assert b"200 OK" in await reader.readuntil(b"\r\n\r\n3")
        writer.close()


async def test_hundreds_who_say_nothing_stop_nobody() -> None:
    async with place(replace(QUICK, head=60.0)) as here:
        silent = [await here.knock(b"GET / HTTP/1.1\r\n") for _ in range(200)]
        assert here.door.open <= 50
        async with asyncio.timeout(30):
            assert await here.get("/quick") == (200, "quick")
        for _, writer in silent:
            writer.close()


async def test_where_all_are_being_answered_nobody_is_cut_for_a_new_one() -> None:
    async with place(replace(QUICK, connections=2)) as here:
        busy = [asyncio.create_task(here.get("/long")) for _ in range(2)]
        while here.door.requests < 2:
            await asyncio.sleep(0.01)
        reader, writer = await here.knock(HEAD)
        assert await ended(reader) == b""
        writer.close()
        assert await asyncio.gather(*busy) == [(200, "long")] * 2


async def test_one_client_from_elsewhere_has_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_door, "is_loopback", lambda _: False)
    async with place(replace(QUICK, head=60.0)) as here:
        callers = [await here.knock() for _ in range(6)]
        assert await ended(callers[-1][0]) == b""
        assert here.door.open == 5
        for _, writer in callers:
            writer.close()


async def test_more_requests_than_can_be_worked_on_are_told_to_come_again() -> None:
    async with place(QUICK) as here:
        answers = await asyncio.gather(*(here.get("/long") for _ in range(5)))
        assert sorted(status for status, _ in answers) == [200, 200, 200, 503, 503]


async def test_whoever_stands_before_a_closing_door_is_answered_and_nobody_after() -> None:
    """A proxy has sent its request by then, and takes what is not answered for a failure."""
    async with place(replace(QUICK, head=30.0)) as here:
        reader, writer = await here.knock()
        await here.get("/quick")  # the one that says nothing yet was accepted by then
        # By the system's hand alone: nothing here has accepted it when the door closes.
        with socket.create_connection(("127.0.0.1", here.port)) as standing:
            standing.sendall(b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")
            closing = asyncio.create_task(here.door.close(here.server, here.protocols))
            await asyncio.sleep(0)
            writer.write(b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"200 OK" in await reader.readuntil(b"quick")
            standing.settimeout(30)
            assert b"200 OK" in await asyncio.to_thread(standing.recv, 4096)
        await closing
        with pytest.raises(aiohttp.ClientConnectionError):
            await here.get("/quick")
        writer.close()
