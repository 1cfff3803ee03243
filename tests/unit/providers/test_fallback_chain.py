import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from random import Random

import pytest

from tests.unit.providers.answers import Answer, collect
from threadline.providers.attempts import Meter
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.fallback_chain import Chain, Link, Surroundings
from threadline.providers.port import (
    AuthenticationFailed,
    ChatMessage,
    ContextTooLong,
    CutOff,
    Delta,
    Finish,
    InvalidRequest,
    NoRoomToAnswer,
    OverBudget,
    ProviderError,
    RateLimited,
    Refused,
    Request,
    Restart,
    Resting,
    ScriptedProvider,
    Text,
    ToolCall,
    TooSlow,
    Unavailable,
    Unusable,
    Usage,
    Working,
)
from threadline.providers.retry import Retry
from threadline.providers.settings import Deadlines

ASKED = Request((ChatMessage("user", "Hello"),), model="big")
REPLACEABLE = Request((ChatMessage("user", "Hello"),), replaceable=True)
GOOD = (Text("Hi"), Usage("m", 1, 1), Finish("stop"))
Script = tuple[Delta | ProviderError, ...]


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


async def test_a_good_answer_passes_unchanged() -> None:
    world = World()
    got = await collect(world.chain(scripted("a", GOOD)), ASKED)
    assert got.deltas == list(GOOD)
    assert not world.slept


async def test_a_failure_is_retried_with_growing_jittered_waits() -> None:
    world = World()
    a = scripted("a", (down(),), (down(),), GOOD)
    got = await collect(world.chain(a), ASKED)
    assert got.text == "Hi"
    assert len(a.requests) == 3
    assert 0 <= world.slept[0] <= 0.5
    assert 0 <= world.slept[1] <= 1.0
    assert world.seen == [("a", "unavailable")] * 2


async def test_retry_after_is_kept_to() -> None:
    world = World()
    got = await collect(world.chain(scripted("a", (RateLimited("slow", provider="a", retry_after=7),), GOOD)), ASKED)
    assert got.text == "Hi"
    assert 7 <= world.slept[0] <= 7.5


async def test_a_long_retry_after_goes_to_the_next_provider() -> None:
    world = World()
    a = scripted("a", (RateLimited("slow", provider="a", retry_after=3600),), GOOD)
    b = scripted("b", GOOD, GOOD)
    chain = world.chain(a, b)
    assert (await collect(chain, ASKED)).text == "Hi"
    assert not world.slept
    assert (await collect(chain, ASKED)).text == "Hi"
    assert len(a.requests) == 1  # its breaker rests for as long as it asked, up to ten cooldowns
    world.now = 301
    await collect(chain, ASKED)
    assert len(a.requests) == 2


@pytest.mark.parametrize("error", [AuthenticationFailed("no", provider="a"), InvalidRequest("no", provider="a")])
async def test_a_lasting_error_goes_to_the_next_provider_at_once(error: ProviderError) -> None:
    world = World()
    a, b = scripted("a", (error,)), scripted("b", GOOD)
    assert (await collect(world.chain(a, b), ASKED)).deltas == list(GOOD)
    assert (len(a.requests), len(b.requests), world.slept) == (1, 1, [])
    assert a.requests[0].model == "big"
    assert b.requests[0].model is None


@pytest.mark.parametrize("error", [OverBudget("no", provider="a"), Refused("no", provider="a")])
async def test_what_nobody_else_may_answer_ends_the_chain(error: ProviderError) -> None:
    b = scripted("b", GOOD)
    with pytest.raises(type(error)):
        await collect(World().chain(scripted("a", (error,)), b), ASKED)
    assert not b.requests


async def test_what_is_too_long_for_one_goes_to_the_next() -> None:
    a, b = scripted("a", (ContextTooLong("no", provider="a"),)), scripted("b", GOOD)
    assert (await collect(World().chain(a, b), ASKED)).text == "Hi"


async def test_what_is_too_long_for_all_is_told_as_such() -> None:
    a, b = (scripted(name, (ContextTooLong("no", provider=name),)) for name in "ab")
    with pytest.raises(ContextTooLong):
        await collect(World().chain(a, b), ASKED)


async def test_after_the_first_time_out_the_next_one_is_asked() -> None:
    stalled, world = Stalled(), World()
    got = await collect(world.chain(stalled, scripted("b", GOOD), deadlines=QUICK), ASKED)
    assert got.text == "Hi"
    assert world.seen == [("stalled", "too_slow")]
    assert world.slept == []


async def test_whoever_wants_a_wait_is_asked_again_if_nobody_else_answers() -> None:
    a = scripted("a", (RateLimited("slow", provider="a", retry_after=7),), GOOD)
    b, world = scripted("b", *[(down(),)] * 3), World()
    assert (await collect(world.chain(a, b), ASKED)).text == "Hi"
    assert (len(a.requests), len(b.requests)) == (2, 3)
    assert 7 <= sum(world.slept) <= 9


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


@pytest.mark.parametrize("kind", [AuthenticationFailed, RateLimited])
@pytest.mark.parametrize("exclusive", [True, False])
async def test_nobody_pays_for_whose_own_key_is_refused_unless_they_may(
    kind: type[ProviderError], exclusive: bool
) -> None:
    world, b = World(), scripted("b", GOOD)
    chain = world.chain(scripted("a", (kind("no", provider="a", retry_after=60),)), b)
    chain._links[0].own_key, chain._links[0].exclusive = True, exclusive
    if exclusive:
        with pytest.raises(kind) as caught:
            await collect(chain, ASKED)
        assert "own" in caught.value.advice
        assert not b.requests
    else:
        assert (await collect(chain, ASKED)).text == "Hi"


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


async def test_every_attempt_is_counted_with_what_it_took() -> None:
    meter = Meter()
    refused_usage = Unusable("empty", provider="a")
    refused_usage.usage = Usage("m", 30, 9)
    a = scripted("a", (refused_usage,), (down(),), (Text("Half"), cut("Half")))
    b = scripted("b", GOOD)
    chain = Chain(
        [Link(each, Breaker(lambda: 0.0), model=each.name) for each in (a, b)], meter=meter, retry=Retry(base=0)
    )
    await collect(chain, REPLACEABLE)
    assert [(each.provider, each.outcome) for each in meter.attempts] == [
        ("a", "unusable"),
        ("a", "unavailable"),
        ("a", "cut_off"),
        ("b", "answered"),
    ]
    empty, nothing, half, whole = (each.usage for each in meter.attempts)
    assert (empty.input_tokens, empty.output_tokens, empty.estimated) == (30, 9, False)
    assert (nothing.input_tokens, nothing.output_tokens) == (0, 0)
    assert half.input_tokens > 0
    assert (half.output_tokens, half.estimated) == (1, True)
    assert (whole.input_tokens, whole.output_tokens) == (1, 1)


async def test_what_was_left_before_its_end_is_counted_too() -> None:
    meter = Meter()
    chain = Chain([Link(Stalled(Text("Half")), Breaker(lambda: 0.0))], meter=meter)
    async with aclosing(chain.stream(ASKED)) as deltas:  # type: ignore[type-var]
        await anext(deltas)
    assert [(each.outcome, each.usage.output_tokens) for each in meter.attempts] == [("stopped", 1)]


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


async def test_after_visible_text_the_error_goes_to_the_caller() -> None:
    b = scripted("b", GOOD)
    answer = Answer()
    with pytest.raises(CutOff) as caught:
        await collect(World().chain(scripted("a", (Text("Half"), cut("Half"))), b), ASKED, answer)
    assert caught.value.text == answer.text == "Half"
    assert not b.requests


async def test_after_visible_text_a_replaceable_answer_begins_anew() -> None:
    world = World()
    a, b = scripted("a", *[(Text("Half"), cut("Half"))] * 3), scripted("b", GOOD)
    got = await collect(world.chain(a, b), REPLACEABLE)
    assert [type(delta) for delta in got.deltas] == [Text, Restart, Text, Restart, Text, Restart, Text, Usage, Finish]
    assert got.deltas[-3:] == list(GOOD)
    assert isinstance(got.deltas[1], Restart)
    assert "broke off" in got.deltas[1].reason


async def test_a_restart_waits_for_its_first_text() -> None:
    world = World()
    a = scripted("a", (Text("Half"), cut("Half")), (down(),), GOOD)
    got = await collect(world.chain(a), REPLACEABLE)
    assert [type(delta) for delta in got.deltas] == [Text, Restart, Text, Usage, Finish]


async def test_when_all_fail_it_is_told_who_failed_and_why() -> None:
    a = scripted("a", (AuthenticationFailed("key", provider="a"),))
    b = scripted("b", *[(Unavailable("down", provider="b"),)] * 3)
    with pytest.raises(Unavailable) as caught:
        await collect(World().chain(a, b), ASKED)
    assert caught.value.advice == "No model could answer: a does not accept its key and b does not answer."


async def test_when_all_fail_in_the_same_way_that_is_what_is_told() -> None:
    chain = World().chain(*(scripted(name, (TooSlow("slow", provider=name),) * 3) for name in "ab"), retry=ONCE)
    with pytest.raises(TooSlow) as caught:
        await collect(chain, ASKED)
    assert caught.value.advice == "No model could answer: a took too long and b took too long."


async def test_when_all_fail_after_text_the_cut_is_told() -> None:
    a, b = scripted("a", (Text("Half"), cut("Half")), (down(),), (down(),)), scripted("b", *[(down(),)] * 3)
    with pytest.raises(CutOff) as caught:
        await collect(World().chain(a, b), REPLACEABLE)
    assert caught.value.text == "Half"


async def test_a_broken_stream_is_repeated_without_streaming() -> None:
    a = WholeProvider([(cut(),)], name="a")
    assert (await collect(World().chain(a), ASKED)).text == "Hi"
    assert (len(a.requests), a.wholes) == (1, 1)


async def test_an_outage_is_repeated_with_streaming() -> None:
    a = WholeProvider([(down(),), GOOD], name="a")
    assert (await collect(World().chain(a), ASKED)).text == "Hi"
    assert (len(a.requests), a.wholes) == (2, 0)


@pytest.mark.parametrize("deltas", [(Text("Half"),), ()])
async def test_a_provider_that_forgets_its_finish_is_cut_off(deltas: tuple[Delta, ...]) -> None:
    with pytest.raises(CutOff, match="without a finish") as caught:
        await collect(World().chain(scripted("a", *[deltas] * 3)), ASKED)
    assert caught.value.text == "".join(delta.text for delta in deltas if isinstance(delta, Text))


QUICK = Deadlines(first_delta=0.01, between_deltas=0.01)
ONCE = Retry(attempts=1)


async def test_the_next_provider_streams_though_the_one_before_broke_off() -> None:
    a, b = WholeProvider([(cut(),)], name="a"), WholeProvider([GOOD], name="b")
    assert (await collect(World().chain(a, b, retry=ONCE), ASKED)).text == "Hi"
    assert (a.wholes, len(b.requests), b.wholes) == (0, 1, 0)


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


def test_a_chain_needs_a_link() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Chain([])


CALL = ToolCall("c1", "look_up", "{}")
CALLED = (CALL, Usage("m", 1, 1), Finish("tools"))


async def test_deltas_of_tools_pass() -> None:
    got = await collect(World().chain(scripted("a", CALLED)), ASKED)
    assert got.deltas == list(CALLED)


async def test_a_call_that_was_given_is_not_replaced_in_silence() -> None:
    world = World()
    answer = Answer()
    with pytest.raises(CutOff):
        await collect(world.chain(scripted("a", (CALL, cut())), scripted("b", GOOD)), ASKED, answer)
    assert answer.deltas == [CALL]
    once = Retry(attempts=1)
    got = await collect(world.chain(scripted("a", (CALL, cut())), scripted("b", CALLED), retry=once), REPLACEABLE)
    assert [type(delta) for delta in got.deltas] == [ToolCall, Restart, ToolCall, Usage, Finish]


async def test_text_that_broke_off_is_taken_back_before_a_call() -> None:
    first, second = scripted("a", (Text("Let me"), cut("Let me"))), scripted("b", CALLED)
    chain = World().chain(first, second, retry=Retry(attempts=1))
    got = await collect(chain, REPLACEABLE)
    assert [type(delta) for delta in got.deltas] == [Text, Restart, ToolCall, Usage, Finish]
