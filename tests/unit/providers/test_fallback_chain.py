"""Whom a chain asks, how often, and what it tells when nobody answers."""

from contextlib import aclosing

import pytest

from tests.unit.providers.answers import collect
from tests.unit.providers.chain_world import ASKED, GOOD, ONCE, REPLACEABLE, Stalled, World, cut, down, scripted
from threadline.providers.attempts import Meter
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.fallback_chain import Chain, Link
from threadline.providers.port import (
    AuthenticationFailed,
    ContextTooLong,
    InvalidRequest,
    OverBudget,
    ProviderError,
    RateLimited,
    Refused,
    Text,
    TooSlow,
    Unavailable,
    Unusable,
    Usage,
)
from threadline.providers.retry import Retry


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


async def test_whoever_wants_a_wait_is_asked_again_if_nobody_else_answers() -> None:
    a = scripted("a", (RateLimited("slow", provider="a", retry_after=7),), GOOD)
    b, world = scripted("b", *[(down(),)] * 3), World()
    assert (await collect(world.chain(a, b), ASKED)).text == "Hi"
    assert (len(a.requests), len(b.requests)) == (2, 3)
    assert 7 <= sum(world.slept) <= 9


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


def test_a_chain_needs_a_link() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Chain([])
