"""Everything that can go wrong with a model's server, as bytes on a loopback wire, in each of the four dialects.

A `Fault` says what the server does with every request, and what must come of it where it is the only model.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

from tests.unit.providers.wires import Wire

Act = bytes | Literal["reset", "stall"]
Steps = Callable[[Wire], Sequence[Act]]
HEADERS = {"Content-Type": "text/event-stream"}


@dataclass(frozen=True)
class Fault:
    """`steps` are sent with `status` and `headers`. `expected` is the status of `/webhook`, `attempts` how many rows.

    `answered`: the answer stands all the same. `seen`: some of an answer was visible before it failed.
    """

    name: str
    steps: Steps
    expected: int
    attempts: int = 3
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS))
    seen: bool = False

    def attempts_of(self, kind: str) -> set[int]:
        """How many attempts there may be in a dialect."""
        if self.expected == 413:  # asked once more at half the length, where something can be left out
            return {1, 2}
        if self.name == "silent-after-text" and kind != "anthropic":  # the second one is not streamed, and waits long
            return {2}
        return {self.attempts}

    @property
    def answered(self) -> bool:
        """Whether an answer came of it."""
        return self.expected == 200


def refusing(
    name: str, status: int, expected: int, attempts: int = 3, *, message: str = "no", code: str = "x", after: str = ""
) -> Fault:
    """A server that answers with an error's status."""
    headers = {"Content-Type": "application/json"} | ({"Retry-After": after} if after else {})
    return Fault(name, lambda wire: [dumped(wire.error(message, code))], expected, attempts, status, headers)


def dumped(body: object) -> bytes:
    return json.dumps(body).encode()


def counting(tokens: object) -> Steps:
    """A good answer whose usage is nonsense."""

    def steps(wire: Wire) -> list[bytes]:
        return [_with_usage(part, tokens) for part in wire.answer("All ", "is well.")]

    return steps


def _with_usage(part: bytes, tokens: object) -> bytes:
    lines = part.split(b"\n")
    return b"\n".join(_renumbered(line, tokens) for line in lines)


def _renumbered(line: bytes, tokens: object) -> bytes:
    if not line.startswith(b"data: {"):
        return line
    return b"data: " + dumped(_replaced(json.loads(line[6:]), tokens))


def _replaced(body: Any, tokens: object) -> Any:
    if isinstance(body, list):
        return [_replaced(each, tokens) for each in body]
    if not isinstance(body, dict):
        return body
    return {
        key: tokens if key.lower().endswith(("tokens", "tokencount")) else _replaced(value, tokens)
        for key, value in body.items()
    }


def raw(*acts: Act) -> Steps:
    return lambda _: acts


FAULTS = [
    refusing("bad-request", 400, 502, 1),
    refusing("unauthorised", 401, 502, 1),
    refusing("no-credit", 402, 502),
    refusing("forbidden", 403, 502, 1),
    refusing("unknown-model", 404, 502, 1),
    refusing("timed-out-there", 408, 504),
    refusing("conflict", 409, 502),
    refusing("too-large", 413, 413, 2),
    refusing("unprocessable", 422, 502, 1),
    refusing("too-early", 425, 502),
    refusing("too-often", 429, 502),
    refusing("too-often-for-long", 429, 502, 1, after="60"),
    refusing("too-often-until-a-date", 429, 502, 1, after="Fri, 31 Dec 2027 23:59:59 GMT"),
    refusing("too-often-with-nonsense", 429, 502, after="soon"),
    refusing("broken", 500, 502),
    refusing("bad-gateway", 502, 502),
    refusing("unavailable", 503, 502),
    refusing("unavailable-for-long", 503, 502, 1, after="60"),
    refusing("gateway-timed-out", 504, 504),
    refusing("cloud-timed-out", 524, 504),
    refusing("overloaded", 529, 502),
    refusing("context-too-long", 400, 413, 2, message="This model's maximum context length is 8192 tokens"),
    Fault("redirect", raw(), 502, 1, 302, {"Location": "http://127.0.0.1:9/elsewhere"}),
    Fault("web-page", raw(b"<html><body>Sign in</body></html>"), 502, headers={"Content-Type": "text/html"}),
    Fault("nothing-at-all", raw(), 502),
    Fault("not-a-stream", raw(b'{"ok": true}'), 502, headers={"Content-Type": "application/json"}),
    Fault("broken-json", lambda wire: [*wire.unfinished(), b'data: {"broken\n\n'], 502),
    Fault("broken-json-after-text", lambda wire: [*wire.unfinished("All "), b'data: {"broken\n\n'], 502, seen=True),
    Fault("broken-utf-8", lambda wire: [*wire.unfinished(), b"data: \xff\xfe\n\n"], 502),
    Fault("error-event", lambda wire: [wire.error_event()], 502),
    Fault("error-event-after-text", lambda wire: [*wire.unfinished("All "), wire.error_event()], 502, seen=True),
    Fault("rate-limit-event", lambda wire: [wire.rate_limit_event()], 502),
    Fault("ended-before-text", lambda wire: wire.unfinished(), 502),
    Fault("ended-after-text", lambda wire: wire.unfinished("All ", "is "), 502, seen=True),
    Fault("reset-before-headers", raw("reset"), 502),
    Fault("reset-before-text", lambda wire: [*wire.unfinished(), "reset"], 502),
    Fault("reset-after-text", lambda wire: [*wire.unfinished("All "), "reset"], 502, seen=True),
    Fault("silent", raw("stall"), 504),
    Fault("silent-before-text", lambda wire: [*wire.unfinished(), "stall"], 504),
    Fault("silent-after-text", lambda wire: [*wire.unfinished("All "), "stall"], 502, seen=True),
    Fault("empty", lambda wire: wire.answer(), 502),
    Fault("blank", lambda wire: wire.answer(" ", "\n"), 502),
    Fault("empty-at-the-limit", lambda wire: wire.answer(finish="length"), 422, 1),
    Fault("refused", lambda wire: wire.refusal(), 422, 1),
    Fault("cut-at-the-limit", lambda wire: wire.answer("All ", "is", finish="length"), 200, 1),
    Fault("keep-alives", lambda wire: [b": keep-alive\n\n", *wire.answer("All ", "is well.")], 200, 1),
    Fault("usage-minus-one", counting(-1), 200, 1),
    Fault("usage-null", counting(None), 200, 1),
    Fault("usage-words", counting("many"), 200, 1),
    Fault("usage-fractions", counting(1.5), 200, 1),
    Fault("usage-beyond-reason", counting(10**30), 200, 1),
]


@dataclass
class FaultyServer:
    """Does the same with every request."""

    wire: Wire
    url: str
    fault: Fault | None = None
    asked: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request."""
        await request.read()
        self.asked += 1
        assert self.fault is not None
        acts = list(self.fault.steps(self.wire))
        if acts[:1] == ["reset"]:
            return _gone(request)
        if acts[:1] == ["stall"]:
            await asyncio.sleep(30)
        response = web.StreamResponse(status=self.fault.status, headers=self.fault.headers)
        await response.prepare(request)
        for act in acts:
            if act == "reset":
                return _gone(request)
            if act == "stall":
                await asyncio.sleep(30)
            else:
                assert isinstance(act, bytes)
                await response.write(act)
                await asyncio.sleep(0.001)
        await response.write_eof()
        return response


def _gone(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@asynccontextmanager
async def faulty(wire: Wire) -> AsyncIterator[FaultyServer]:
    """The server on a free port."""
    app = web.Application()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    server = FaultyServer(wire, "")
    app.router.add_route("*", "/{path:.*}", server.answer)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield server
    finally:
        await runner.cleanup()
