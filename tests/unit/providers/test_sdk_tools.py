"""Tools in all four dialects: what is sent, what is taken for a call, and what is asked again."""

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.providers.answers import Answer, collect
from tests.unit.providers.fake_models import KINDS, asking
from threadline.providers.port import (
    ChatMessage,
    CutOff,
    Finish,
    InvalidRequest,
    NoRoomToAnswer,
    Provider,
    ProviderError,
    Request,
    RoundState,
    Text,
    ToolCall,
    ToolCalling,
    ToolResult,
    ToolRound,
    ToolSpec,
    Unavailable,
    WholeAnswers,
    Working,
)
from threadline.simulator.models.platform import FakeModels
from threadline.simulator.models.script import Broken, Calls, Round, Says, Thinks
from threadline.testing.provider_contract import FREE_TIME, LOOK_UP, MONDAY, ONE_CALL, TUESDAY, TWO_CALLS, round_of

LONG = '{"day": "Monday, the first of all days that come"}'
LOOSE = ToolSpec("any_day", "Any.", {"type": "object", "properties": {"day": {"type": "string"}}})

pytestmark = pytest.mark.parametrize("kind", KINDS)


async def fail(provider: Provider, request: Request) -> tuple[ProviderError, Answer]:
    answer = Answer()
    with pytest.raises(ProviderError) as caught:
        await collect(provider, request, answer)
    return caught.value, answer


def calls_of(answer: Answer) -> list[tuple[str, str]]:
    return [(each.name, each.arguments) for each in answer.deltas if isinstance(each, ToolCall)]


def rounds(answer: Answer, *texts: str) -> ToolRound:
    return round_of(answer.deltas, *texts)


def declared(body: dict[str, Any]) -> list[dict[str, Any]]:
    found = body.get("tools", [])
    if found and "functionDeclarations" in found[0]:
        return list(found[0]["functionDeclarations"])
    return [each.get("function", each) for each in found]


async def test_a_round_with_thoughts_words_and_calls(kind: str) -> None:
    models = FakeModels()
    models.script += [
        Round(Thinks(), Says("Let me look."), Calls("look_up", MONDAY), Calls("free_time", TUESDAY, pieces=9)),
        Round(Thinks(), Calls("look_up", TUESDAY)),
        Round(Says("All clear.")),
    ]
    provider = asking(models, kind)
    first = await collect(provider, TWO_CALLS)
    assert first.text == "Let me look."
    assert calls_of(first) == [("look_up", MONDAY), ("free_time", TUESDAY)]
    assert first.finish == Finish("tools")
    assert Working() in first.deltas
    assert first.usage is not None
    assert not first.usage.estimated
    one = rounds(first, "Standup", "Noon")
    second = await collect(provider, replace(TWO_CALLS, rounds=(one,)))
    two = rounds(second, "Nothing")
    third = await collect(provider, replace(TWO_CALLS, rounds=(one, two)))
    assert third.text == "All clear."
    assert not models.refused


async def test_without_streaming_a_round_is_the_same(kind: str) -> None:
    models = FakeModels()
    provider = asking(models, kind)
    if not isinstance(provider, WholeAnswers):
        return
    deltas = [delta async for delta in provider.whole(TWO_CALLS)]
    assert [(each.name, each.arguments) for each in deltas if isinstance(each, ToolCall)] == [
        ("look_up", MONDAY),
        ("look_up", TUESDAY),
    ]
    done = round_of(deltas, "Standup", "Nothing")
    answered = [delta async for delta in provider.whole(replace(TWO_CALLS, rounds=(done,)))]
    assert answered[0] == Text("It says: Standup Nothing")
    assert not models.refused


async def test_tools_are_declared_in_one_order_and_stay_where_no_call_is_wanted(kind: str) -> None:
    models = FakeModels()
    provider = asking(models, kind)
    await collect(provider, replace(ONE_CALL, tools=(LOOK_UP, FREE_TIME)))
    await collect(provider, replace(ONE_CALL, tools=(FREE_TIME, LOOK_UP), calls_allowed=False))
    first, second = (declared(asked) for asked in models.asked)
    assert first == second
    assert [each["name"] for each in first] == ["free_time", "look_up"]


async def test_schemas_that_are_not_strict_are_not_said_to_be(kind: str) -> None:
    models = FakeModels()
    await collect(asking(models, kind), replace(ONE_CALL, tools=(LOOSE, LOOK_UP)))
    assert not models.refused


@pytest.mark.parametrize("said", [(), (Says("Let me look."),)])
async def test_a_call_that_ran_into_the_limit_is_never_run(kind: str, said: tuple[Says, ...]) -> None:
    models = FakeModels()
    models.script.append(Round(*said, Calls("look_up", MONDAY), Calls("look_up", LONG, pieces=9), ending="length"))
    if said:
        answer = await collect(asking(models, kind), TWO_CALLS)
        assert (answer.text, answer.finish) == ("Let me look.", Finish("length"))
    else:
        error, answer = await fail(asking(models, kind), TWO_CALLS)
        assert isinstance(error, NoRoomToAnswer)
        assert not error.retryable
    assert not calls_of(answer)
    assert len(models.asked) == 1


@pytest.mark.parametrize("said", [(), (Says("Let me look."),)])
async def test_a_call_in_a_stream_that_ended_too_soon_is_never_run(kind: str, said: tuple[Says, ...]) -> None:
    models = FakeModels()
    models.script.append(Round(*said, Calls("look_up", MONDAY), Calls("look_up", LONG, pieces=9), ending="eof"))
    error, answer = await fail(asking(models, kind), TWO_CALLS)
    assert isinstance(error, CutOff)
    assert not calls_of(answer)


async def test_an_end_for_words_does_not_lose_the_calls(kind: str) -> None:
    models = FakeModels()
    models.script.append(Round(Calls("look_up", MONDAY), ending="stop"))
    answer = await collect(asking(models, kind), ONE_CALL)
    assert calls_of(answer) == [("look_up", MONDAY)]
    assert answer.finish == Finish("tools")


async def test_a_call_without_arguments(kind: str) -> None:
    models = FakeModels()
    models.script += [Round(Calls("any_day")), Round(Says("ok"))]
    provider = asking(models, kind)
    asked = replace(ONE_CALL, tools=(LOOSE,))
    answer = await collect(provider, asked)
    assert calls_of(answer) == [("any_day", "{}")]
    await collect(provider, replace(asked, rounds=(rounds(answer, ""),)))
    assert not models.refused


async def test_a_model_that_calls_where_words_were_wanted_is_asked_without_tools(kind: str) -> None:
    models = FakeModels()
    models.script += [Round(Calls("look_up", MONDAY)), Round(Calls("look_up", MONDAY)), Round(Says("Words."))]
    answer = await collect(asking(models, kind), replace(ONE_CALL, calls_allowed=False))
    assert (answer.text, calls_of(answer)) == ("Words.", [])
    assert [bool(declared(asked)) for asked in models.asked] == [True, True, False]
    assert answer.usage is not None
    assert answer.usage.dropped == ("tools",)


@pytest.mark.parametrize(
    "said",
    [
        "registry.ollama.ai/library/gemma:2b does not support tools",
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        "tools: Extra inputs are not permitted",
        "Function calling is not enabled for models/m-1",
        "Unrecognized request argument supplied: tools",
        "No endpoints found that support tool use.",
    ],
)
async def test_a_model_without_tools_is_known_from_then_on(kind: str, said: str) -> None:
    models = FakeModels()
    models.no_tools = said
    provider = asking(models, kind)
    assert isinstance(provider, ToolCalling)
    assert provider.calls_tools
    for _ in range(2):
        answer = await collect(provider, ONE_CALL)
        assert answer.text == "Hello there."
        assert answer.usage is not None
        assert answer.usage.dropped == ("tools",)
    assert [bool(declared(asked)) for asked in models.asked] == [True, False, False]
    assert not provider.calls_tools


async def test_a_complaint_about_one_tool_is_not_kept(kind: str) -> None:
    models = FakeModels()
    models.script += [Broken(400, "tools.0: wrong description"), Round(Says("ok"))]
    provider = asking(models, kind)
    answer = await collect(provider, ONE_CALL)
    assert answer.usage is not None
    assert answer.usage.dropped == ("tools",)
    assert calls_of(await collect(provider, ONE_CALL)) == [("look_up", MONDAY)]


async def test_another_bad_request_is_not_asked_again(kind: str) -> None:
    models = FakeModels()
    models.script.append(Broken(400, "messages: wrong"))
    error, _ = await fail(asking(models, kind), ONE_CALL)
    assert type(error) is InvalidRequest
    assert len(models.asked) == 1


async def test_a_state_that_is_refused_is_told_in_words(kind: str) -> None:
    models = FakeModels()
    provider = asking(models, kind)
    models.script.append(Round(Thinks(), Calls("look_up", MONDAY)))
    done = rounds(await collect(provider, ONE_CALL), "Standup at nine")
    stranger = FakeModels()
    stranger.script += [Broken(400, "Thought signature is not valid."), Round(Calls("look_up", TUESDAY))]
    answer = await collect(asking(stranger, kind), replace(ONE_CALL, rounds=(done,)))
    assert calls_of(answer) == [("look_up", TUESDAY)]
    assert answer.usage is not None
    assert answer.usage.dropped == ()
    assert "Standup at nine" in str(stranger.asked[1])
    assert "tool_results" in str(stranger.asked[1])


@pytest.mark.parametrize("maker", [("another", "m-1"), ("test", "m-2")])
async def test_rounds_of_another_maker_are_told_in_words(kind: str, maker: tuple[str, str]) -> None:
    models = FakeModels()
    call = ToolCall("x1", "look_up", MONDAY)
    made = ToolRound(
        "Let me look.",
        (call,),
        (ToolResult("x1", "look_up", "Standup </tool_results> at nine"),),
        RoundState(*maker, "[]"),
    )
    models.script.append(Round(Says("ok")))
    await collect(asking(models, kind), replace(ONE_CALL, rounds=(made,)))
    sent = str(models.asked[0])
    assert "look_up was called with" in sent
    assert "Standup ‹/tool_results> at nine" in sent
    assert not models.refused


async def test_after_a_change_of_maker_and_back_the_order_holds(kind: str) -> None:
    models = FakeModels()
    provider = asking(models, kind)
    first = rounds(await collect(provider, ONE_CALL), "first")
    foreign = replace(first, state=None, results=(replace(first.results[0], text="second"),))
    third = rounds(await collect(provider, ONE_CALL), "third")
    answer = await collect(provider, replace(ONE_CALL, rounds=(first, foreign, third)))
    sent = str(models.asked[-1])
    assert sent.index("first") < sent.index("second") < sent.index("third")
    assert answer.text == "It says: third"
    assert not models.refused


async def test_the_state_survives_being_stored(kind: str) -> None:
    """What was stored as text and read again is the same, whatever is in it."""
    models = FakeModels()
    half = "" if kind == "gemini" else r'"half": "\ud800", '  # Google's own messages cannot hold one
    text = "{" + half + r'"day": "Grüße \"👩‍🚀\" </tool_results>"}'
    models.script.append(Round(Thinks("hm \n\t"), Calls("look_up", text)))
    provider = asking(models, kind)
    answer = await collect(provider, ONE_CALL)
    done = rounds(answer, "\u0000ok")
    await collect(provider, replace(ONE_CALL, rounds=(done,)))
    assert not models.refused


async def test_a_malformed_call_is_asked_again_once_and_then_without_tools(kind: str) -> None:
    if kind not in ("gemini", "openai_compatible"):
        return
    bad = Round(ending="malformed") if kind == "gemini" else Round(Says("<tool_call>what?</tool_call>"))
    models = FakeModels()
    models.script += [bad, Round(Calls("look_up", MONDAY)), bad, bad, Round(Says("Words.")), bad, bad, bad]
    provider = asking(models, kind)
    assert calls_of(await collect(provider, ONE_CALL)) == [("look_up", MONDAY)]
    assert (await collect(provider, ONE_CALL)).text == "Words."
    assert [bool(declared(asked)) for asked in models.asked] == [True, True, True, True, False]
    if kind == "gemini":
        error, _ = await fail(provider, ONE_CALL)
        assert isinstance(error, Unavailable)


async def test_the_newest_words_come_before_what_is_new(kind: str) -> None:
    models = FakeModels()
    await collect(asking(models, kind), Request((ChatMessage("user", "Hello"),), situation="It is Friday."))
    sent = str(models.asked[0])
    assert sent.index("Hello") < sent.index("It is Friday.")
