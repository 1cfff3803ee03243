"""Waiting for models, on a clock that the test moves: who is alive is waited for, who is not is left at once."""

import asyncio
from collections.abc import Callable
from random import Random

import httpx2
import pytest

from tests.support import virtual_time
from tests.unit.providers.answers import Answer, collect
from tests.unit.providers.wires import WIRES, Server, Step, Wire, failure, stream
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.fallback_chain import Chain, Link, Surroundings
from threadline.providers.port import ChatMessage, Provider, Request, Text, TooSlow
from threadline.providers.settings import Deadlines

ASKED = Request((ChatMessage("user", "Hello"),), replaceable=True)
DEADLINES = Deadlines(connect=5, first_delta=45, between_deltas=20, whole=240)
COMMENT, PING = b": keep-alive\n\n", b'event: ping\ndata: {"type": "ping"}\n\n'
SILENT: dict[str, Callable[[Wire], list[Step]]] = {
    "from-the-start": lambda _: ["stall"],
    "after-the-headers": lambda wire: [*wire.unfinished()[:1], "stall"],
    "after-some-text": lambda wire: [*wire.unfinished("Half "), "stall"],
    "after-keep-alives": lambda _: [COMMENT, 40.0, COMMENT, 40.0, COMMENT, "stall"],
}


def chain(*providers: Provider) -> Chain:
    links = [Link(provider, Breaker(virtual_time.now), DEADLINES) for provider in providers]
    return Chain(links, surroundings=Surroundings(virtual_time.now, asyncio.sleep, Random(1)))


def asking(wire: Wire, reply: httpx2.Response | Exception, name: str = "test") -> Provider:
    """A provider whose server answers with this.

    It was asked before time is virtual: SDKs let threads work at their first request, which takes no time there.
    """
    provider = wire.provider(Server([stream(*wire.answer("Here.")), reply]), name=name)
    asyncio.run(collect(provider, ASKED))
    return provider


def answered(wire: Wire, *steps: Step) -> tuple[Answer, float]:
    """The answer of a server that sends this, and how long it took."""
    provider = asking(wire, stream(*steps))

    async def ask() -> tuple[Answer, float]:
        began = virtual_time.now()
        return await collect(chain(provider), ASKED), virtual_time.now() - began

    return virtual_time.run(ask())


def seconds_to_the_second(first: Provider, second: Provider) -> list[float]:
    """When text came from a chain of two."""

    async def ask() -> list[float]:
        began, deltas = virtual_time.now(), chain(first, second).stream(ASKED)
        return [virtual_time.now() - began async for delta in deltas if isinstance(delta, Text)]

    return virtual_time.run(ask())


@pytest.mark.parametrize("sign", [COMMENT, b": OPENROUTER PROCESSING\n\n", PING, b"\n"], ids=repr)
@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.kind)
def test_what_an_sdk_swallows_is_a_sign_of_life(wire: Wire, sign: bytes) -> None:
    thinking: list[Step] = [step for _ in range(10) for step in (15.0, sign)]
    answer, took = answered(wire, *thinking, *wire.answer("All ", "is well."))
    assert (answer.text, round(took)) == ("All is well.", 150)


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.kind)
def test_the_same_between_two_pieces(wire: Wire) -> None:
    head, whole = wire.unfinished("All "), wire.answer("All ", "is well.")
    answer, took = answered(wire, *head, 15.0, COMMENT, 15.0, PING, 15.0, *whole[len(head) :])
    assert (answer.text, round(took)) == ("All is well.", 45)


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.kind)
def test_signs_of_life_alone_do_not_last_for_ever(wire: Wire) -> None:
    with pytest.raises(TooSlow, match="the whole answer"):
        answered(wire, *[step for _ in range(100) for step in (15.0, COMMENT)])


@pytest.mark.parametrize("fault", SILENT)
@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.kind)
def test_the_second_one_speaks_within_a_second_of_the_first_time_out(wire: Wire, fault: str) -> None:
    mute = asking(wire, stream(*SILENT[fault](wire)), "mute")
    good = asking(wire, stream(*wire.answer("All ", "is well.")), "good")
    last_sign = 80.0 if fault == "after-keep-alives" else 0.0
    limit = DEADLINES.between_deltas if fault == "after-some-text" else DEADLINES.first_delta
    heard = [at for at in seconds_to_the_second(mute, good) if at > 0]
    assert len(heard) == 2
    assert all(0 <= at - last_sign - limit <= 1 for at in heard)


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.kind)
@pytest.mark.parametrize(
    "reply",
    [httpx2.ConnectTimeout("slow"), httpx2.PoolTimeout("full"), failure(504, {}), failure(408, {}), failure(524, {})],
    ids=["connect", "pool", "504", "408", "524"],
)
def test_so_it_does_where_others_tell_of_the_time_out(wire: Wire, reply: httpx2.Response | Exception) -> None:
    mute = asking(wire, reply, "mute")
    good = asking(wire, stream(*wire.answer("All ", "is well.")), "good")
    assert seconds_to_the_second(mute, good) == [0.0, 0.0]
