"""What only servers of chat completions do."""

from typing import Any

import pytest

from tests.unit.providers.answers import collect
from tests.unit.providers.failing import fail, fail_whole
from tests.unit.providers.wires import (
    WIRES,
    ChatWire,
    Server,
    event,
    failure,
    stream,
)
from threadline.providers.port import (
    ChatMessage,
    CutOff,
    Finish,
    InvalidRequest,
    ProviderError,
    Refused,
    Request,
    Unavailable,
)

ASKED = Request((ChatMessage("user", "Hello"),))


@pytest.mark.parametrize(
    ("reason", "kind"), [("content_filter", Refused), ("insufficient_system_resource", CutOff), ("error", CutOff)]
)
async def test_chat_finish_reasons(reason: str, kind: type[ProviderError]) -> None:
    assert isinstance(await fail(ChatWire(), *ChatWire().answer("x", finish=reason)), kind)


async def test_chat_chunks_without_what_the_types_require() -> None:
    wire = ChatWire()
    odd = [
        event({"choices": None}),
        event({"choices": [{"index": 0, "delta": None, "finish_reason": None}]}),
        b": hi\n\n",
    ]
    server = Server([stream(*odd, *wire.unfinished("ok"), wire._chunk({}, "eos"))])
    got = await collect(wire.provider(server), ASKED)
    assert (got.text, got.finish) == ("ok", Finish("stop"))
    assert got.usage is not None
    assert got.usage.estimated
    assert (got.usage.model, got.usage.input_tokens, got.usage.output_tokens) == ("m-1", 10, 1)


async def test_chat_text_after_a_finish_is_kept() -> None:
    wire = ChatWire()
    steps = [*wire.unfinished("Hel"), wire._chunk({}, "stop"), wire._chunk({"content": "lo."}, "stop"), wire.usage()]
    got = await collect(wire.provider(Server([stream(*steps)])), ASKED)
    assert got.text == "Hello."
    assert got.usage is not None
    assert not got.usage.estimated


async def test_chat_with_a_schema_that_is_none() -> None:
    request = Request(ASKED.messages, schema={"type": "nope"})
    with pytest.raises(Unavailable, match="the schema itself"):
        await collect(ChatWire().provider(Server([stream(*ChatWire().answer("{}"))])), request)


async def test_chat_whole_refusal_and_emptiness() -> None:
    message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": "no"}
    body: dict[str, Any] = {"id": "1", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    assert isinstance(await fail_whole(ChatWire(), body), Refused)
    message["refusal"] = None
    assert isinstance(await fail_whole(ChatWire(), body), Unavailable)
    assert isinstance(await fail_whole(ChatWire(), {"id": "1", "choices": []}), CutOff)
    unfinished = {"index": 0, "message": {"role": "assistant", "content": "x"}, "finish_reason": None}
    assert isinstance(await fail_whole(ChatWire(), {"id": "1", "choices": [unfinished]}), CutOff)


async def test_no_model_is_said() -> None:
    with pytest.raises(InvalidRequest, match="no model configured"):
        await collect(WIRES[0].provider(Server([stream()]), model=None), ASKED)


async def test_nothing_to_answer_is_said() -> None:
    with pytest.raises(InvalidRequest, match="no message"):
        await collect(WIRES[0].provider(Server([stream()])), Request((ChatMessage("user", " "),)))


async def test_a_parameter_the_model_refuses_is_left_out_from_then_on() -> None:
    wire = WIRES[0]
    body = {"error": {"message": "Unsupported parameter: 'x'", "code": "unsupported_parameter", "param": "max_tokens"}}
    options = {"error": {"message": "unsupported", "code": "unsupported_parameter", "param": "stream_options"}}
    good = [stream(*wire.answer("ok")) for _ in range(2)]
    server = Server([failure(400, body), failure(400, options), *good])
    provider = wire.provider(server, max_tokens=9)
    got = await collect(provider, ASKED)
    assert got.usage is not None
    assert got.usage.dropped == ("max_tokens",)
    await collect(provider, ASKED)
    assert [("max_tokens" in asked, "stream_options" in asked) for asked in server.asked] == [
        (True, True),
        (False, True),
        (False, False),
        (False, False),
    ]


async def test_a_parameter_refused_again_is_an_error() -> None:
    body = {"error": {"message": "unsupported", "code": "unsupported_value", "param": "model"}}
    server = Server([failure(400, body)])
    with pytest.raises(InvalidRequest):
        await collect(WIRES[0].provider(server), ASKED)
    assert len(server.asked) == 2


async def test_the_environment_does_not_leak_to_other_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k-environment")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-environment")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-environment")
    server = Server([stream(*WIRES[0].answer("ok"))])
    await collect(WIRES[0].provider(server, api_key=None), ASKED)
    assert "environment" not in str(server.requests[0].headers)
