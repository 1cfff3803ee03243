"""What only the Responses API has."""

from tests.unit.providers.answers import collect
from tests.unit.providers.failing import fail, fail_whole
from tests.unit.providers.wires import (
    ResponsesWire,
    Server,
    event,
    stream,
)
from threadline.providers.port import (
    ChatMessage,
    CutOff,
    Refused,
    Request,
    Unavailable,
)

ASKED = Request((ChatMessage("user", "Hello"),))


async def test_responses_ways_to_end() -> None:
    wire = ResponsesWire()
    assert isinstance(await fail(wire, *wire.answer("x", finish="content_filter")), Refused)
    assert isinstance(await fail(wire, *wire.answer("x", finish="other")), CutOff)
    assert isinstance(
        await fail(wire, event({"type": "response.failed", "response": wire._response("failed")})), Unavailable
    )
    assert isinstance(await fail_whole(wire, wire._response("cancelled")), CutOff)
    refusal = wire._response("completed", "x")
    refusal["output"][0]["content"] = [{"type": "refusal", "refusal": "no"}]
    assert isinstance(await fail_whole(wire, refusal), Refused)


async def test_responses_without_usage_or_text() -> None:
    wire = ResponsesWire()
    blank = event({"type": "response.output_text.delta", "delta": ""})
    end = event({"type": "response.completed", "response": wire._response("completed", usage=None)})
    got = await collect(wire.provider(Server([stream(*wire.unfinished("ok"), blank, end)])), ASKED)
    assert got.pieces == ["ok"]
    assert got.usage is not None
    assert got.usage.estimated


async def test_responses_are_not_stored() -> None:
    server = Server([stream(*ResponsesWire().answer("ok"))])
    await collect(ResponsesWire().provider(server), ASKED)
    assert server.asked[0]["store"] is False
