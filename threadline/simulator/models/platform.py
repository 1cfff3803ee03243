"""The fake models as one component: on loopback for a running service, or asked directly by tests.

async with FakeModels() as models:
    ...  # providers are given models.base_url("anthropic") and the like, with any key
    models.script.append(Round(Calls("look_up", '{"day": "Monday"}')))

Without a script a model does what it is told (`script.parrot`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from aiohttp import web

from threadline.simulator.models.anthropic import AnthropicDialect
from threadline.simulator.models.chat import ChatDialect
from threadline.simulator.models.gemini import GeminiDialect
from threadline.simulator.models.refusals import Refusal
from threadline.simulator.models.responses import ResponsesDialect
from threadline.simulator.models.script import Asked, Broken, Model, Round, parrot

_ROOTS = {"openai_compatible": "/v1", "openai": "/v1", "anthropic": "", "gemini": ""}


class Dialect(Protocol):
    """One service's way to speak."""

    def read(self, body: Mapping[str, Any]) -> Asked:
        """What a request asks. Raises `Refusal`."""
        ...

    def stream(self, round_: Round, asked: Asked) -> Iterable[bytes]:
        """An answer in events."""
        ...

    def whole(self, round_: Round, asked: Asked) -> dict[str, Any]:
        """An answer in one piece."""
        ...

    def error(self, refusal: Refusal) -> dict[str, Any]:
        """An error's body."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    """What goes back: events, or JSON where there are none."""

    status: int
    events: tuple[bytes, ...] | None = None
    body: Mapping[str, Any] = field(default_factory=dict)


class FakeModels:
    """Four services, each with its own memory of what it made. `no_tools` is what a model without tools says."""

    def __init__(self, *, model: Model = parrot, port: int = 0) -> None:
        self.script: list[Round | Broken] = []
        self.asked: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self.no_tools: str | None = None
        self.url = ""
        self._model = model
        self._port = port
        self._dialects: dict[str, Dialect] = {
            "/chat/completions": ChatDialect(),
            "/responses": ResponsesDialect(),
            "/messages": AnthropicDialect(),
            "enerateContent": GeminiDialect(),
        }
        self._runner: web.AppRunner | None = None

    def base_url(self, kind: str) -> str:
        """Where a provider of a kind (`openai`, `openai_compatible`, `anthropic`, `gemini`) finds it."""
        return f"{self.url}{_ROOTS[kind]}"

    def answer(self, path: str, content: bytes) -> Answered:
        """Answer one request, by the script while there is one."""
        body = json.loads(content)
        self.asked.append(body)
        dialect = next(made for end, made in self._dialects.items() if end in path)
        try:
            asked = dialect.read(body)
            if self.no_tools is not None and asked.tools:
                raise Refusal(self.no_tools)
        except Refusal as refusal:
            self.refused.append(refusal.message)
            return Answered(refusal.status, body=dialect.error(refusal))
        said = self.script.pop(0) if self.script else self._model(asked)
        if isinstance(said, Broken):
            return Answered(said.status, body=dialect.error(Refusal(said.message, status=said.status)))
        if body.get("stream") or "streamGenerateContent" in path:
            return Answered(200, tuple(dialect.stream(said, asked)))
        return Answered(200, body=dialect.whole(said, asked))

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        answered = self.answer(request.path, await request.read())
        if answered.events is None:
            return web.json_response(dict(answered.body), status=answered.status)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for sent in answered.events:
            await response.write(sent)
        await response.write_eof()
        return response
