"""What only Gemini's API has."""

import pytest

from tests.unit.providers.answers import collect
from tests.unit.providers.failing import fail
from tests.unit.providers.wires import (
    GeminiWire,
    Server,
    event,
    failure,
    stream,
)
from threadline.providers.port import (
    AuthenticationFailed,
    ChatMessage,
    CutOff,
    RateLimited,
    Refused,
    Request,
)

ASKED = Request((ChatMessage("user", "Hello"),))


async def test_gemini_blocks_and_odd_ends() -> None:
    wire = GeminiWire()
    assert isinstance(await fail(wire, event({"promptFeedback": {"blockReason": "SAFETY"}})), Refused)
    assert isinstance(await fail(wire, event(wire._candidate("x", "OTHER"))), CutOff)


async def test_gemini_leaves_thoughts_out() -> None:
    wire = GeminiWire()
    thought = {"candidates": [{"index": 0, "content": {"role": "model", "parts": [{"text": "hm", "thought": True}]}}]}
    got = await collect(wire.provider(Server([stream(event(thought), *wire.answer("ok"))])), ASKED)
    assert got.text == "ok"


@pytest.mark.parametrize(
    ("details", "seconds"), [([{"@type": "x"}, {"retryDelay": "31.5s"}], 31.5), ([{"retryDelay": "soon"}, 3], None)]
)
async def test_gemini_says_when_in_its_details(details: list[object], seconds: float | None) -> None:
    body = {"error": {"code": 429, "message": "slow", "status": "RESOURCE_EXHAUSTED", "details": details}}
    with pytest.raises(RateLimited) as caught:
        await collect(GeminiWire().provider(Server([failure(429, body)])), ASKED)
    assert caught.value.retry_after == seconds


async def test_gemini_calls_a_wrong_key_a_bad_request() -> None:
    body = {"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID"}}
    with pytest.raises(AuthenticationFailed):
        await collect(GeminiWire().provider(Server([failure(400, body)])), ASKED)
