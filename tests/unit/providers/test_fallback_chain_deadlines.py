"""What comes too late, and what is late through no fault of the provider."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from tests.unit.providers.answers import Answer, collect
from tests.unit.providers.chain_world import ASKED, GOOD, ONCE, QUICK, Stalled, World, down, scripted
from threadline.providers.port import (
    CutOff,
    Delta,
    Request,
    ScriptedProvider,
    Text,
    Unavailable,
    Working,
)
from threadline.providers.settings import Deadlines


async def test_after_the_first_time_out_the_next_one_is_asked() -> None:
    stalled, world = Stalled(), World()
    got = await collect(world.chain(stalled, scripted("b", GOOD), deadlines=QUICK), ASKED)
    assert got.text == "Hi"
    assert world.seen == [("stalled", "too_slow")]
    assert world.slept == []


async def test_signs_of_life_begin_the_wait_anew() -> None:
    class Thinking(Stalled):
        async def stream(self, request: Request) -> AsyncIterator[Delta]:
            steps: list[Delta] = [*[Working()] * 6, *GOOD]
            for delta in steps:
                await asyncio.sleep(0.02)
                yield delta

    deadlines = Deadlines(first_delta=0.09, between_deltas=0.09)
    assert (await collect(World().chain(Thinking(), retry=ONCE, deadlines=deadlines), ASKED)).text == "Hi"


async def test_what_a_provider_loads_counts_into_no_deadline() -> None:
    class Cold(ScriptedProvider):
        warm = False

        async def warm_up(self) -> None:
            await asyncio.sleep(0.05)
            self.warm = True

    cold = Cold([GOOD], name="a")
    assert (await collect(World().chain(cold, retry=ONCE, deadlines=QUICK), ASKED)).text == "Hi"
    assert cold.warm


async def test_a_source_that_turns_its_cancellation_into_an_error() -> None:
    class Translating(Stalled):
        async def stream(self, request: Request) -> AsyncIterator[Delta]:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                raise Unavailable("translated", provider="stalled") from None
            yield Text("never")

    with pytest.raises(Unavailable, match="translated"):
        await collect(World().chain(Translating(), retry=ONCE, deadlines=QUICK), ASKED)
    task = asyncio.current_task()
    assert task is not None
    assert not task.cancelling()


async def test_a_slow_first_text() -> None:
    stalled = Stalled()
    chain = World().chain(stalled, scripted("b", GOOD), retry=ONCE, deadlines=QUICK)
    assert (await collect(chain, ASKED)).text == "Hi"
    assert stalled.closed


async def test_a_stall_after_text() -> None:
    stalled = Stalled(Text("Half"))
    with pytest.raises(CutOff, match="more text") as caught:
        await collect(World().chain(stalled, retry=ONCE, deadlines=QUICK), ASKED)
    assert caught.value.text == "Half"
    assert stalled.closed


async def test_a_slow_consumer_is_not_the_provider_s_fault() -> None:
    got: list[Delta] = []
    async for delta in World().chain(scripted("a", GOOD), retry=ONCE, deadlines=QUICK).stream(ASKED):
        await asyncio.sleep(0.03)
        got.append(delta)
    assert got == list(GOOD)


async def test_pieces_in_time_may_take_longer_together() -> None:
    class Steady(Stalled):
        async def stream(self, request: Request) -> AsyncIterator[Delta]:
            steps: list[Delta] = [*[Text("a")] * 5, *GOOD]
            for delta in steps:
                await asyncio.sleep(0.02)
                yield delta

    deadlines = Deadlines(first_delta=0.5, between_deltas=0.06)
    assert (await collect(World().chain(Steady(), retry=ONCE, deadlines=deadlines), ASKED)).text == "aaaaaHi"


async def test_a_source_that_swallows_its_cancellation_is_late_all_the_same() -> None:
    class Deaf(Stalled):
        async def stream(self, request: Request) -> AsyncIterator[Delta]:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            yield Text("late")

    with pytest.raises(Unavailable, match="the first text"):
        await collect(World().chain(Deaf(), retry=ONCE, deadlines=QUICK), ASKED)
    task = asyncio.current_task()
    assert task is not None
    assert not task.cancelling()


async def test_a_source_that_ends_on_its_cancellation_is_cut_off() -> None:
    class Quiet(Stalled):
        async def stream(self, request: Request) -> AsyncIterator[Delta]:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            for delta in self.deltas:
                yield delta

    with pytest.raises(CutOff, match="without a finish"):
        await collect(World().chain(Quiet(), retry=ONCE, deadlines=QUICK), ASKED)
    task = asyncio.current_task()
    assert task is not None
    assert not task.cancelling()


async def test_a_cancellation_from_outside_stays_one() -> None:
    world = World()

    async def read() -> Answer:
        return await collect(world.chain(Stalled(), scripted("b", GOOD), retry=ONCE), ASKED)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await read()
    assert world.seen == []


async def test_the_whole_answer_is_due() -> None:
    world = World()

    class Endless(Stalled):
        async def stream(self, request: Request) -> AsyncIterator[Delta]:
            while True:
                yield Text("and ")
                world.now += 1
                await asyncio.sleep(0)

    with pytest.raises(CutOff, match="the whole answer") as caught:
        await collect(world.chain(Endless(), retry=ONCE, deadlines=Deadlines(whole=5)), ASKED)
    assert caught.value.text == "and " * 6


async def test_no_attempt_begins_when_the_answer_is_due_before_it() -> None:
    world = World()
    a = scripted("a", (down(after=10),), GOOD)
    b = scripted("b", GOOD)
    assert (await collect(world.chain(a, b, deadlines=Deadlines(whole=5)), ASKED)).text == "Hi"
    assert (len(a.requests), len(b.requests), world.slept) == (1, 1, [])


async def test_json_has_only_the_deadline_of_the_whole() -> None:
    class Slow(Stalled):
        async def stream(self, request: Request) -> AsyncIterator[Delta]:
            await asyncio.sleep(0.05)
            for delta in GOOD:
                yield delta

    request = Request(ASKED.messages, schema={"type": "object"})
    assert (await collect(World().chain(Slow(), retry=ONCE, deadlines=QUICK), request)).text == "Hi"
