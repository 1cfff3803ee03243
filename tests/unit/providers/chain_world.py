"""What the tests of the chain play with: a clock that only sleeping moves, and providers that fail as they are told."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from random import Random

from threadline.providers.circuit_breaker import Breaker
from threadline.providers.fallback_chain import Chain, Link, Surroundings
from threadline.providers.port import (
    ChatMessage,
    CutOff,
    Delta,
    Finish,
    ProviderError,
    Request,
    ScriptedProvider,
    Text,
    ToolCall,
    Unavailable,
    Usage,
)
from threadline.providers.retry import Retry
from threadline.providers.settings import Deadlines

ASKED = Request((ChatMessage("user", "Hello"),), model="big")
REPLACEABLE = Request((ChatMessage("user", "Hello"),), replaceable=True)
GOOD = (Text("Hi"), Usage("m", 1, 1), Finish("stop"))
Script = tuple[Delta | ProviderError, ...]
QUICK = Deadlines(first_delta=0.01, between_deltas=0.01)
ONCE = Retry(attempts=1)
CALL = ToolCall("c1", "look_up", "{}")
CALLED = (CALL, Usage("m", 1, 1), Finish("tools"))


def down(after: float | None = None) -> Unavailable:
    return Unavailable("down", provider="a", retry_after=after)


def cut(text: str = "") -> CutOff:
    return CutOff("cut", provider="a", text=text)


@dataclass
class World:
    """A clock that only sleeping moves."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def chain(self, *providers: object, retry: Retry | None = None, deadlines: Deadlines | None = None) -> Chain:
        links = [
            Link(provider, Breaker(self.clock), deadlines or Deadlines())  # type: ignore[arg-type]
            for provider in providers
        ]
        self.seen: list[tuple[str, str]] = []
        return Chain(
            links,
            retry=retry,
            surroundings=Surroundings(self.clock, self.sleep, Random(1)),
            observe=lambda name, error: self.seen.append((name, error.code)),
        )


def scripted(name: str, *scripts: Script) -> ScriptedProvider:
    return ScriptedProvider(list(scripts), name=name)


@dataclass
class WholeProvider(ScriptedProvider):
    """Broken when it streams, well when it does not."""

    wholes: int = 0

    async def whole(self, request: Request) -> AsyncIterator[Delta]:
        self.wholes += 1
        for delta in GOOD:
            yield delta


class Stalled:
    name = "stalled"
    closed = False

    def __init__(self, *deltas: Delta) -> None:
        self.deltas = deltas

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        try:
            for delta in self.deltas:
                yield delta
            await asyncio.Event().wait()
        finally:
            self.closed = True

    async def aclose(self) -> None: ...
