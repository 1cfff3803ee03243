"""What becomes of an answer that breaks off after something of it was given."""

import pytest

from tests.unit.providers.answers import Answer, collect
from tests.unit.providers.chain_world import (
    ASKED,
    CALL,
    CALLED,
    GOOD,
    ONCE,
    REPLACEABLE,
    WholeProvider,
    World,
    cut,
    down,
    scripted,
)
from threadline.providers.port import (
    CutOff,
    Delta,
    Finish,
    Restart,
    Text,
    ToolCall,
    Usage,
)
from threadline.providers.retry import Retry


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
    assert "stopped midway" in got.deltas[1].reason


async def test_a_restart_waits_for_its_first_text() -> None:
    world = World()
    a = scripted("a", (Text("Half"), cut("Half")), (down(),), GOOD)
    got = await collect(world.chain(a), REPLACEABLE)
    assert [type(delta) for delta in got.deltas] == [Text, Restart, Text, Usage, Finish]


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


async def test_the_next_provider_streams_though_the_one_before_broke_off() -> None:
    a, b = WholeProvider([(cut(),)], name="a"), WholeProvider([GOOD], name="b")
    assert (await collect(World().chain(a, b, retry=ONCE), ASKED)).text == "Hi"
    assert (a.wholes, len(b.requests), b.wholes) == (0, 1, 0)


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
