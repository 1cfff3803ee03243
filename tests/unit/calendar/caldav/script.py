"""A CalDAV server that answers as a test says."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from threadline.calendar.caldav.server import DavServer

OPEN = '<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'


Answer = web.Response | Callable[[web.Request], web.Response]


@dataclass
class Script:
    """A server that answers as a test says, by method and path."""

    url: str = ""
    answers: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def on(self, method: str, path: str, *answers: Answer) -> None:
        self.answers[method, path] = list(answers)

    async def serve(self, request: web.Request) -> web.Response:
        self.asked.append(f"{request.method} {request.path}")
        answers = self.answers.get((request.method, request.path))
        if not answers:
            return web.Response(status=404)
        answer = answers[0] if len(answers) == 1 else answers.pop(0)
        if callable(answer):
            return answer(request)
        return web.Response(status=answer.status, text=answer.text, headers=answer.headers)


@pytest.fixture
async def script() -> AsyncIterator[Script]:
    script = Script()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", script.serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    script.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield script
    await runner.cleanup()


@pytest.fixture
async def server(script: Script) -> AsyncIterator[DavServer]:
    server = DavServer(script.url, "ana", "secret", allowed=["127.0.0.1"])
    yield server
    await server.close()


def many(*responses: str) -> web.Response:
    text = f"{OPEN}{''.join(responses)}</d:multistatus>"
    return web.Response(status=207, text=text, content_type="application/xml")


def found(href: str, props: str) -> str:
    return (
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>{props}</d:prop>"
        "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    )
