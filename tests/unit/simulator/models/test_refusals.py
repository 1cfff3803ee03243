"""What the fakes of the services refuse, as the services do: a fake that is kinder would hide our faults."""

import base64
import json
from typing import Any

import pytest

from threadline.simulator.models.anthropic import AnthropicDialect
from threadline.simulator.models.chat import ChatDialect
from threadline.simulator.models.gemini import GeminiDialect
from threadline.simulator.models.refusals import Refusal, signed

Json = dict[str, Any]

TOOL: Json = {"name": "look_up", "input_schema": {"type": "object"}}
ASKS: Json = {"role": "user", "content": "hello"}
USE: Json = {"type": "tool_use", "id": "t1", "name": "look_up", "input": {}}
RESULT: Json = {"type": "tool_result", "tool_use_id": "t1", "content": "none"}


def anthropic(*messages: Json, **more: Any) -> Json:
    return {"max_tokens": 10, "tools": [TOOL], "messages": list(messages), **more}


def says(role: str, *blocks: Json) -> Json:
    return {"role": role, "content": list(blocks)}


TEXT: Json = {"type": "text", "text": "so"}
THOUGHT: Json = {"type": "thinking", "thinking": "hm", "signature": "made up"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"messages": [ASKS]}, "max_tokens"),
        (anthropic(ASKS, tools=[TOOL, TOOL]), "unique"),
        (anthropic(ASKS, tools=[TOOL | {"name": "look up!"}]), "Invalid tool name"),
        (anthropic(ASKS, tools=[TOOL | {"input_schema": {"type": "array"}}]), "must be of 'type"),
        (anthropic(ASKS, tools=[TOOL | {"strict": True}]), "additionalProperties"),
        (anthropic(ASKS, tools=[], tool_choice={"type": "auto"}), "tool_choice"),
        (anthropic(says("user", *[TEXT | {"cache_control": {"type": "ephemeral"}}] * 5)), "maximum of 4"),
        (anthropic(says("assistant", TEXT)), "first message"),
        (anthropic(says("user", TEXT | {"text": " "})), "non-empty"),
        (anthropic(ASKS, says("assistant", USE), says("user", RESULT), tools=[]), "must define tools"),
        (anthropic(ASKS, says("assistant", TEXT), says("user", RESULT)), "unexpected `tool_use_id`"),
        (anthropic(ASKS, says("assistant", USE), says("user", TEXT)), "without `tool_result`"),
        (anthropic(ASKS, says("assistant", USE), says("user", TEXT, RESULT)), "without `tool_result`"),
        (anthropic(ASKS, says("assistant", USE)), "without `tool_result`"),
        (anthropic(ASKS, says("assistant", USE, TEXT), says("user", RESULT)), "without `tool_result`"),
        (anthropic(ASKS, says("assistant", THOUGHT, USE), says("user", RESULT)), "Invalid `signature`"),
        (anthropic(ASKS, says("assistant", USE | {"id": "t 1"}), says("user", RESULT)), "should match pattern"),
        (anthropic(ASKS, says("assistant", USE | {"input": "{}"}), says("user", RESULT)), "valid dictionary"),
    ],
)
def test_anthropic_refuses(body: Json, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        AnthropicDialect().read(body)


def test_anthropic_takes_calls_with_their_results() -> None:
    thought = THOUGHT | {"signature": signed("hm")}
    asked = AnthropicDialect().read(anthropic(ASKS, says("assistant", thought, USE), says("user", RESULT, TEXT)))
    assert (asked.text, asked.results) == ("so", ("none",))


FUNCTION: Json = {"type": "function", "function": {"name": "look_up", "parameters": {"type": "object"}}}
CALLS: Json = {
    "role": "assistant",
    "content": None,
    "tool_calls": [{"id": "t1", "function": {"name": "look_up", "arguments": "{}"}}],
}
ANSWERS: Json = {"role": "tool", "tool_call_id": "t1", "content": "none"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"tools": [], "messages": [ASKS]}, "too short"),
        ({"tool_choice": "auto", "messages": [ASKS]}, "only allowed when 'tools'"),
        ({"tools": [FUNCTION, FUNCTION], "messages": [ASKS]}, "unique"),
        ({"tools": [FUNCTION], "messages": [ASKS, ANSWERS]}, "preceeding message"),
        ({"tools": [FUNCTION], "messages": [ASKS, CALLS]}, "must be followed by tool messages"),
        ({"tools": [FUNCTION], "messages": [ASKS, CALLS, ASKS, ANSWERS]}, "must be followed by tool messages"),
        ({"tools": [FUNCTION], "messages": [ASKS, CALLS, ANSWERS, ANSWERS]}, "preceeding message"),
    ],
)
def test_chat_completions_refuse(body: Json, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        ChatDialect().read(body)


def test_chat_completions_take_calls_with_their_results() -> None:
    asked = ChatDialect().read({"tools": [FUNCTION], "messages": [ASKS, CALLS, ANSWERS]})
    assert (asked.text, asked.results, asked.calls_allowed) == ("hello", ("none",), True)


def gemini(*contents: list[Json]) -> Json:
    return {"contents": [{"parts": parts} for parts in contents]}


CALL: Json = {"name": "look_up", "args": {}}
SIGNATURE = base64.urlsafe_b64encode(signed(json.dumps(CALL, sort_keys=True)).encode()).decode()
SIGNED: Json = {"functionCall": CALL, "thoughtSignature": SIGNATURE}
RESPONSE: Json = {"functionResponse": {"name": "look_up", "response": {"result": "none"}}}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (gemini([]), "must not be empty"),
        (gemini([{"text": ""}]), "must not be empty"),
        (gemini([RESPONSE]), "immediately after a function call"),
        (gemini([{"text": "a"}], [RESPONSE]), "immediately after a function call"),
        (gemini([{"text": "a"}], [SIGNED], [{"text": "b"}]), "number of function response parts"),
        (
            gemini([{"text": "a"}], [SIGNED], [{"functionResponse": {"name": "other", "response": {"result": ""}}}]),
            "names match",
        ),
        (gemini([{"text": "a"}], [{"functionCall": CALL}], [RESPONSE]), "missing a `thought_signature`"),
        (gemini([{"text": "a"}], [SIGNED | {"thoughtSignature": "bWFkZQ=="}], [RESPONSE]), "not valid"),
    ],
)
def test_gemini_refuses(body: Json, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        GeminiDialect().read(body)


def test_gemini_takes_calls_with_their_responses() -> None:
    asked = GeminiDialect().read(gemini([{"text": "a"}], [SIGNED], [RESPONSE]))
    assert asked.results == ("none",)
