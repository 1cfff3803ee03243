"""Events that are text and nothing more are read by us, all others by the SDK; what comes of them is the same."""

from typing import Any

import pytest
from openai.types.chat import ChatCompletionChunk

from tests.unit.providers.answers import collect
from tests.unit.providers.wires import ChatWire, Server, event, stream
from threadline.providers.openai_chunks import TextChunk, TextEvent, text_of
from threadline.providers.port import ChatMessage, Request


def chunk(delta: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "1", "model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": None}], **more}


@pytest.mark.parametrize("delta", [{"content": "Hi"}, {"role": "assistant", "content": ""}])
def test_text_alone_reads_as_the_sdk_reads_it(delta: dict[str, Any]) -> None:
    ours, theirs = text_of(chunk(delta, usage=None)), ChatCompletionChunk.construct(**chunk(delta))
    assert isinstance(ours, TextChunk)
    for name in ("content", "refusal", "tool_calls"):
        assert getattr(ours.choices[0].delta, name) == getattr(theirs.choices[0].delta, name)
    assert not theirs.choices[0].delta.model_extra
    assert ours.choices[0].finish_reason == theirs.choices[0].finish_reason
    assert ours.usage == theirs.usage


@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        [],
        {},
        {"error": {"message": "no"}},
        {"choices": None},
        {"choices": [None]},
        chunk({}),
        chunk({"content": None}),
        chunk({"content": "x", "reasoning_content": "y"}),
        chunk({"content": "x", "tool_calls": []}),
        chunk({"content": "x"}, usage={"prompt_tokens": 1}),
        chunk({"content": "x"}, citations=["y"]),
        {**chunk({"content": "x"}), "choices": chunk({"content": "x"})["choices"] * 2},
        {"choices": [{"delta": {"content": "x"}, "finish_reason": "stop"}]},
        {"type": "response.output_text.delta", "delta": 7},
        {"type": "response.completed"},
    ],
)
def test_whatever_has_more_in_it_goes_the_way_of_the_sdk(data: object) -> None:
    assert text_of(data) is None


def test_text_of_a_response() -> None:
    assert text_of({"type": "response.output_text.delta", "delta": "Hi", "logprobs": []}) == TextEvent("Hi")


async def test_both_ways_make_one_answer() -> None:
    wire = ChatWire()
    thinking = event(chunk({"content": "is ", "reasoning_content": "hm"}))
    steps = [*wire.unfinished("All "), thinking, *wire.answer("well.")[1:]]
    answer = await collect(wire.provider(Server([stream(*steps)])), Request((ChatMessage("user", "Hello"),)))
    assert answer.text == "All is well."
