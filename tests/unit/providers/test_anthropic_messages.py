"""What only the Messages API has."""

import json

from tests.unit.providers.answers import collect
from tests.unit.providers.failing import fail
from tests.unit.providers.wires import (
    AnthropicWire,
    Server,
    event,
    stream,
)
from threadline.providers.anthropic_blocks import text_of
from threadline.providers.port import (
    AuthenticationFailed,
    ChatMessage,
    ContextTooLong,
    Finish,
    InvalidRequest,
    ProviderError,
    Request,
    ToolSpec,
    Unavailable,
    Working,
)

ASKED = Request((ChatMessage("user", "Hello"),))


async def test_anthropic_marks_what_stays_for_its_cache() -> None:
    talk = (ChatMessage("user", "a"), ChatMessage("assistant", "b"), ChatMessage("user", "c"))
    mark = {"cache_control": {"type": "ephemeral"}}
    server = Server([stream(*AnthropicWire().answer("ok")) for _ in range(2)])
    provider = AnthropicWire().provider(server)
    await collect(provider, Request(talk, system="Be brief."))
    await collect(provider, Request(talk, system="Be brief.", facts=("Monday is free.",)))
    first, second = server.asked
    assert first["system"][0]["text"].startswith("Be brief.")
    assert first["system"][0]["cache_control"] == mark["cache_control"]
    assert first["messages"][2]["content"] == [{"type": "text", "text": "c", **mark}]
    assert (second["system"], second["messages"][:2]) == (first["system"], first["messages"][:2])
    assert second["messages"][2]["content"][:1] == first["messages"][2]["content"]
    assert [part["text"][:7] for part in second["messages"][2]["content"]] == ["c", "<facts>"]
    assert first["max_tokens"] == 8_192


async def test_anthropic_marks_the_end_of_the_opening_and_never_more_than_it_may() -> None:
    talk = tuple(ChatMessage(role, role) for role in ("user", "assistant", "user", "assistant", "user"))
    tools = (ToolSpec("look", "Look.", {"type": "object", "properties": {}}),)
    server = Server([stream(*AnthropicWire().answer("ok")) for _ in range(2)])
    provider = AnthropicWire().provider(server)
    await collect(provider, Request(talk, facts=("Monday is free.",), tools=tools))
    await collect(provider, Request(talk, facts=("Monday is free.",), tools=tools, opening=2, earlier="In short."))
    young, long = server.asked
    assert [json.dumps(each).count("cache_control") for each in server.asked] == [4, 4]
    assert "cache_control" in young["tools"][-1]
    assert "cache_control" in long["messages"][1]["content"][-1]
    assert long["messages"][2]["content"][0]["text"].startswith("<earlier>")


async def test_anthropic_ignores_what_is_not_the_answer() -> None:
    wire = AnthropicWire()
    thinking = {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "hm"}}
    empty = {"type": "message_delta", "delta": {"stop_reason": None}, "usage": {"output_tokens": 3}}
    steps = [*wire.unfinished("ok"), event(thinking, "content_block_delta"), event(empty, "message_delta")]
    got = await collect(wire.provider(Server([stream(*steps, *wire._end("end_turn"))])), ASKED)
    assert (got.text, got.finish) == ("ok", Finish("stop"))
    assert got.deltas.count(Working()) == 1


async def test_anthropic_reads_the_type_of_an_event_sent_with_status_200() -> None:
    kinds: dict[str, type[ProviderError]] = {
        "authentication_error": AuthenticationFailed,
        "not_found_error": InvalidRequest,
        "request_too_large": ContextTooLong,
        "something_new": Unavailable,
    }
    for kind, error in kinds.items():
        step = event({"type": "error", "error": {"type": kind, "message": "x"}}, "error")
        assert isinstance(await fail(AnthropicWire(), step), error)


async def test_anthropic_reads_text_past_the_types_of_its_sdk_and_nothing_else() -> None:
    plain = {"type": "content_block_delta", "index": 2, "delta": {"type": "text_delta", "text": "hi"}}
    read = text_of(plain)
    assert read is not None
    assert (read.type, read.index, read.delta.type, read.delta.text) == (plain["type"], 2, "text_delta", "hi")
    odd: list[object] = [
        None,
        [],
        plain | {"type": "content_block_start"},
        plain | {"index": None},
        plain | {"delta": None},
        plain | {"delta": {"type": "thinking_delta", "thinking": "hm"}},
        plain | {"delta": {"type": "text_delta", "text": None}},
    ]
    assert [text_of(each) for each in odd] == [None] * len(odd)
