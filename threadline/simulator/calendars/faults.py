"""Faults to switch on: what an operation answers instead, or what becomes of its answer.

faults.add("events.insert", Fault(503))                  # the next insert fails before it did anything
faults.add("events.insert", Fault(lost=True))            # the next insert is done, its answer never arrives
faults.add("events.list", Fault(hangs=True), times=2)    # the next two lists never answer
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong: an answer with a status, a connection that hangs, or one that breaks after the work is done."""

    status: int = 0
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    lost: bool = False


class Faults:
    """The faults of one fake, by operation. `calls` lists the operations that were asked for."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._script: dict[str, list[Fault]] = {}
        self._over = asyncio.Event()

    def add(self, operation: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next calls of an operation go wrong."""
        self._script.setdefault(operation, []).extend([fault] * times)

    def clear(self) -> None:
        """Let everything go right again."""
        self._script.clear()

    def release(self) -> None:
        """Let go of calls that hang."""
        self._over.set()

    async def served(self, operation: str, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request, or go wrong."""
        self.calls.append(operation)
        script = self._script.get(operation)
        fault = script.pop(0) if script else None
        if fault is None:
            return await handler(request)
        if fault.hangs:
            await self._over.wait()
            return web.Response(status=503)
        if not fault.lost:
            return web.json_response(dict(fault.body), status=fault.status, headers=dict(fault.headers))
        answer = await handler(request)
        if request.transport is not None:
            request.transport.abort()
        return answer
