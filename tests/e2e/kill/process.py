"""The service under the kill test, as a process that can be killed and started again in a moment.

The parent has everything imported and forks a child per start: what is tested is what a kill does to a running service,
not how long Python takes to import. Each line on standard input starts a child, with the variables that it names; its
process id is printed.
"""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
from aiohttp import web

import threadline.bots.webhook
import threadline.calendar.extract
import threadline.core.runtime.workflows  # noqa: F401 - imported before the fork
from threadline import log
from threadline.app import Application
from threadline.bots.webhook.server import create_app
from threadline.commands.serve import running
from threadline.config import Settings
from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.channels.port import Capabilities, HttpServed, Reply
from threadline.core.domain.message import Author, Message, Turn
from threadline.core.domain.proposal import DecisionError, Proposal
from threadline.core.scheduling.interpretation import understand
from threadline.providers.port import Delta, Finish, Request, Text, Usage

CHANNEL = "platform"
PERSON = "ana@example.com"


POISON = "ends the process"
SERVE = "serve"
"""In the place of the platform's address: nothing but the service."""
PATIENCE = "THREADLINE_TEST_PATIENCE"
"""How many seconds running answers have when the process is told to stop; ten if absent."""


class SlowEcho:
    """A model that repeats the message word by word, slowly enough to be killed in between.

    One message ends the process whenever it is answered, as a fault in a library of C would.
    """

    name = "echo"

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        said = request.messages[-1].text
        if POISON in said:
            os.kill(os.getpid(), signal.SIGKILL)
        for word in said.split():
            await asyncio.sleep(0.015)
            yield Text(f"{word} ")
        yield Usage("echo", 1, 1)
        yield Finish("stop")

    async def aclose(self) -> None:
        return None


class PlatformReply:
    """Posts once, then edits; both over HTTP, each answer may get lost in a kill."""

    bucket = CHANNEL

    def __init__(self, channel: "PlatformChannel", key: str, ref: str | None) -> None:
        self._channel = channel
        self._key = key
        self._ref = ref

    async def show(self, text: str) -> str | None:
        return await self._send(text, final=False)

    async def finish(self, text: str) -> str | None:
        return await self._send(text, final=True)

    async def _send(self, text: str, *, final: bool) -> str | None:
        path = "/edit" if self._ref else "/post"
        body = {"key": self._key, "ref": self._ref, "text": text, "final": final}
        self._ref = (await self._channel.call("POST", path, json=body))["ref"]
        return self._ref


class PlatformChannel:
    """The platform's channel: takes messages at its own door and answers on the platform."""

    name = CHANNEL
    capabilities = Capabilities(interval=0.01)

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def call(self, method: str, path: str, **options: object) -> dict[str, str | None]:
        if self._session is None:
            self._session = aiohttp.ClientSession(self._url)
        try:
            async with self._session.request(method, path, **options) as response:  # type: ignore[arg-type]
                answer: dict[str, str | None] = await response.json()
                return answer
        except aiohttp.ClientError as error:
            raise ChannelUnavailable(str(error), channel=CHANNEL) from error

    async def open_reply(self, turn: Turn) -> Reply:
        ref = turn.surface_ref
        if ref is None and turn.epoch > 1:
            ref = (await self.call("GET", "/find", params={"key": turn.key}))["ref"]
        return PlatformReply(self, turn.key, ref)

    async def present(self, proposal: Proposal, turn: Turn) -> str | None:
        key = f"card-{turn.message_id}"
        found = (await self.call("GET", "/find", params={"key": key}))["ref"]
        return await PlatformReply(self, key, found).finish(proposal.id)

    async def refresh(self, proposal: Proposal) -> None:
        if proposal.surface_ref is not None:
            await PlatformReply(self, "", proposal.surface_ref).finish(proposal.id)

    async def run(self) -> None:
        return None


def _routes(application: Application) -> list[web.RouteDef]:
    """The door: messages and clicks, acknowledged only when stored."""
    services = application.services

    async def message(request: web.Request) -> web.Response:
        body = await request.json()
        author = Author("ana", name="Ana", email=PERSON, zone="Europe/Vienna")
        receipt = await services.engine.receive(
            Message(CHANNEL, body["event"], body["thread"], author, body["text"], datetime.now(UTC))
        )
        return web.json_response({"message": receipt.message_id})

    async def confirm(request: web.Request) -> web.Response:
        person = await services.people.directory.by_email(PERSON)
        assert person is not None
        try:
            proposal = await services.proposals.decisions.confirm(
                person, (await request.json())["proposal"], despite_conflicts=True
            )
        except DecisionError as error:
            return web.json_response({"error": str(error)}, status=409)
        return web.json_response({"state": proposal.state.value})

    return [web.post("/test/message", message), web.post("/test/confirm", confirm)]


class Victim(Application):
    """The whole service, with the platform of this test beside the channels that are configured."""

    platform: PlatformChannel

    async def _open_channels(self) -> None:
        self.services.channels.join(self.platform)
        await super()._open_channels()


async def _serve(url: str) -> None:
    settings = Settings(plugins=False, _env_file=None)
    application = Victim(settings, provider=SlowEcho())
    application.platform = PlatformChannel(url)
    async with application:
        channels = application.services.channels.values()
        doors = [route for channel in channels if isinstance(channel, HttpServed) for route in channel.routes()]
        runner = web.AppRunner(
            create_app(application.services, extra_routes=[*doors, *_routes(application)]), access_log=None
        )
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port, reuse_address=True).start()
        stopped = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
        await stopped.wait()
        application.services.engine.drain(float(os.environ.get(PATIENCE, "10")))
        await runner.cleanup()


async def _serve_as_shipped() -> None:
    """The service behind its own front door, as `threadline serve` runs it."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with running(Settings(_env_file=None), provider=SlowEcho()):
        await stopped.wait()


def end_with_the_test() -> None:
    """However the test ends, kill -9 included, nothing of it runs on (Linux: PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def main() -> None:
    log.configure("warning", "json")  # to standard error: the parent reads standard output
    url = sys.argv[1]
    understand("Lunch tomorrow at noon", sent_at=datetime.now(UTC), zone="UTC")  # so that no child has to warm up
    end_with_the_test()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            end_with_the_test()
            for given in line.split()[1:]:
                name, _, value = given.partition("=")
                os.environ[name] = value
            asyncio.run(_serve_as_shipped() if url == SERVE else _serve(url))
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
