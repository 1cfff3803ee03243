"""Breakers, and requests that nobody waits for any more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from tests.unit.providers.answers import collect
from tests.unit.providers.chain_world import ASKED, GOOD, ONCE, Stalled, World, down, scripted
from threadline.providers.port import (
    AuthenticationFailed,
    ContextTooLong,
    Delta,
    InvalidRequest,
    NoRoomToAnswer,
    ProviderError,
    RateLimited,
    Refused,
    Request,
    Resting,
    Text,
    Unavailable,
    Unusable,
)


@pytest.mark.parametrize(
    "error",
    [
        InvalidRequest("no", provider="a"),
        NoRoomToAnswer("no", provider="a"),
        ContextTooLong("no", provider="a"),
        Refused("no", provider="a"),
        AuthenticationFailed("no", provider="a"),
        Unusable("no", provider="a"),
    ],
)
async def test_what_a_request_causes_opens_no_breaker(error: ProviderError) -> None:
    world = World()
    a = scripted("a", *[(error,)] * 20)
    chain = world.chain(a, retry=ONCE)
    for _ in range(20):
        with pytest.raises(type(error)):
            await collect(chain, ASKED)
    assert chain._links[0].breaker.state == "closed"


async def test_the_breaker_lets_nobody_wait_for_what_keeps_failing() -> None:
    world = World()
    a = scripted("a", *[(down(),)] * 5)
    b = scripted("b")
    chain = world.chain(a, b)
    for _ in range(4):
        await collect(chain, ASKED)
    assert len(a.requests) == 5
    world.now += 30
    await collect(chain, ASKED)
    assert len(a.requests) == 6  # the probe went well: it echoes after its scripts
    assert len(b.requests) == 4


async def test_alone_and_resting_is_unavailable() -> None:
    world = World()
    chain = world.chain(scripted("a", *[(down(),)] * 5), retry=ONCE)
    for _ in range(5):
        with pytest.raises(Unavailable, match="down"):
            await collect(chain, ASKED)
    with pytest.raises(Resting, match="left alone") as caught:
        await collect(chain, ASKED)
    assert caught.value.retry_after == 30


async def test_who_asked_us_to_wait_is_not_said_to_keep_failing() -> None:
    world = World()
    a = scripted("a", (RateLimited("slow down", provider="a", retry_after=3_600),))
    chain = world.chain(a)
    with pytest.raises(RateLimited):
        await collect(chain, ASKED)
    with pytest.raises(Resting) as caught:
        await collect(chain, ASKED)
    assert caught.value.advice.startswith("a asked us to wait, so")
    assert caught.value.retry_after == 300
    assert len(a.requests) == 1


async def test_leaving_closes_the_request_and_gives_the_probe_back() -> None:
    stalled = Stalled(Text("Half"))
    chain = World().chain(stalled)
    breaker = chain._links[0].breaker
    breaker.threshold = 1
    breaker.failed()
    breaker._open_until = 0.0
    async with aclosing(chain.stream(ASKED)) as deltas:  # type: ignore[type-var]
        assert await anext(deltas) == Text("Half")
        assert not breaker.allows()
    assert stalled.closed
    assert breaker.allows()


async def test_cancelling_closes_the_request() -> None:
    stalled = Stalled(Text("Half"))
    came = asyncio.Event()

    async def read() -> None:
        async for _ in World().chain(stalled).stream(ASKED):
            came.set()

    task = asyncio.create_task(read())
    await came.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert stalled.closed


async def test_a_source_that_is_no_generator_is_taken() -> None:
    class Plain:
        name = "plain"

        def stream(self, request: Request) -> AsyncIterator[Delta]:
            class Deltas:
                def __init__(self) -> None:
                    self.left: list[Delta] = list(GOOD)

                def __aiter__(self) -> "Deltas":
                    return self

                async def __anext__(self) -> Delta:
                    if not self.left:
                        raise StopAsyncIteration
                    return self.left.pop(0)

            return Deltas()

        async def aclose(self) -> None: ...

    chain = World().chain(Plain())
    assert (await collect(chain, ASKED)).text == "Hi"
    await chain.aclose()
