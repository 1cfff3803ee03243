"""Content blocks of the Messages API: what is sent, what comes in pieces, and what has to go back as it came.

An assistant message that called tools goes back with its `thinking` and `redacted_thinking` blocks before the calls,
unchanged, and nothing after the calls; the user message after it begins with all their results. A block's own end is
awaited: the SDK's snapshot repairs JSON that was cut, so that half a call looks whole there.

At most four cache marks are allowed: on the last tool, the instructions, what the next turn repeats of the newest
message, and the end of the request, which the next round of the same turn repeats. A long conversation has the first
one at the end of its opening instead, which is all that stays when a block falls out.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from threadline.providers.call_pieces import GrowingCall, finished, read_object
from threadline.providers.port import Delta, ToolRound
from threadline.providers.rounds import answered, calls_before, kept
from threadline.providers.tool_faults import malformed

if TYPE_CHECKING:
    from anthropic.types import RawContentBlockDelta
    from anthropic.types.raw_content_block_start_event import ContentBlock

    from threadline.providers.sdk import Call

_CACHED = {"cache_control": {"type": "ephemeral"}}
_THOUGHTS = ("thinking", "redacted_thinking")


@dataclass(frozen=True, slots=True)
class TextDelta:
    """As the SDK's."""

    text: str
    type: str = "text_delta"


@dataclass(frozen=True, slots=True)
class TextEvent:
    """As `RawContentBlockDeltaEvent`, with text alone."""

    index: int
    delta: TextDelta
    type: str = "content_block_delta"


def text_of(data: object) -> TextEvent | None:
    """An event that is text and nothing more; None for every other."""
    if type(data) is not dict or data.get("type") != "content_block_delta" or type(data.get("index")) is not int:
        return None
    delta = data.get("delta")
    if type(delta) is not dict or delta.get("type") != "text_delta" or type(delta.get("text")) is not str:
        return None
    return TextEvent(data["index"], TextDelta(delta["text"]))


class Blocks:
    """The blocks of one answer as they grow, by index."""

    def __init__(self) -> None:
        self._blocks: dict[int, dict[str, Any]] = {}
        self._json: dict[int, list[str]] = {}
        self._open: set[int] = set()

    def __bool__(self) -> bool:
        """Whether a tool was called."""
        return any(block["type"] == "tool_use" for block in self._blocks.values())

    def begin(self, index: int, block: "ContentBlock") -> None:
        """A block begins."""
        self._blocks[index] = block.to_dict(mode="json")
        self._open.add(index)

    def grow(self, index: int, delta: "RawContentBlockDelta") -> None:
        """A piece of a block; of a call it is JSON that is not looked at before its end."""
        block = self._blocks.setdefault(index, {"type": "text", "text": ""})
        if delta.type == "input_json_delta":
            self._json.setdefault(index, []).append(delta.partial_json)
        elif delta.type == "text_delta":
            block["text"] = block.get("text", "") + delta.text
        elif delta.type == "thinking_delta":
            block["thinking"] = block.get("thinking", "") + delta.thinking
        elif delta.type == "signature_delta":
            block["signature"] = block.get("signature", "") + delta.signature

    def stop(self, index: int) -> None:
        """A block is over."""
        self._open.discard(index)

    def end(self, provider: str, call: "Call") -> Iterable[Delta]:
        """The calls of an answer that came to its natural end, and what to send back with their results.

        Raises `MalformedCalls` where the end of a call is missing.
        """
        if not self:
            return
        calls = {index: block for index, block in sorted(self._blocks.items()) if block["type"] == "tool_use"}
        if self._open & calls.keys():
            raise malformed(provider, "the end of a call is missing")
        if not all(block.get("name") for block in calls.values()):
            raise malformed(provider, "a call has no name")
        growing = [
            GrowingCall(id=block.get("id") or "", name=block["name"], arguments=self._arguments(index, block))
            for index, block in calls.items()
        ]
        made = finished(growing, earlier=calls_before(call.request))
        yield from made
        used = [
            {"type": "tool_use", "id": each.id, "name": each.name, "input": read_object(each.arguments)}
            for each in made
        ]
        yield kept(provider, call.model, [*self._before_calls(), *used])

    def _arguments(self, index: int, block: dict[str, Any]) -> str:
        """The pieces as they came; a server that sends none may have put the object into the block's start."""
        pieces = "".join(self._json.get(index, ()))
        return pieces or json.dumps(block.get("input") or {}, ensure_ascii=False)

    def _before_calls(self) -> list[dict[str, Any]]:
        kept = []
        for _, block in sorted(self._blocks.items()):
            if block["type"] in _THOUGHTS or (block["type"] == "text" and block["text"].strip()):
                kept.append({name: value for name, value in block.items() if value is not None})
        return kept


def arguments_of(call: "Call", *, max_tokens: int) -> dict[str, Any]:
    """What `messages.create` is called with."""
    arguments: dict[str, Any] = {"max_tokens": max_tokens, **call.sent.values}
    arguments |= {"model": call.model, "messages": _messages(call)}
    if call.prompt.instructions:
        arguments["system"] = [{"type": "text", "text": call.prompt.instructions, **_CACHED}]
    if call.tools:
        arguments["tools"] = _tools(call, marked=not call.prompt.opening)
        if not call.calls_allowed:
            arguments["tool_choice"] = {"type": "none"}
    if (schema := call.request.schema) is not None:
        arguments["output_config"] = {"format": {"type": "json_schema", "schema": dict(schema)}}
    return arguments


def _tools(call: "Call", *, marked: bool) -> list[dict[str, Any]]:
    """The declarations. Not `strict`: the API bounds how many optional values strict tools may have together."""
    tools: list[dict[str, Any]] = [
        {"name": tool.name, "description": tool.description, "input_schema": dict(tool.parameters)}
        for tool in call.tools
    ]
    if marked:
        tools[-1] |= _CACHED
    return tools


def _messages(call: "Call") -> list[dict[str, Any]]:
    """The transcript, the news as a block of its own behind the words of the newest message, and the rounds."""
    prompt = call.prompt
    messages: list[dict[str, Any]] = [{"role": each.role, "content": _texts(each.parts)} for each in prompt.messages]
    if prompt.opening:
        _mark(messages[prompt.opening - 1])
    if prompt.messages[-1].parts:
        _mark(messages[-1])
    if prompt.news:
        messages[-1]["content"] += _texts((prompt.news,))
    for made in prompt.rounds:
        messages += _round(made)
    if call.tools:
        _mark(messages[-1])
    return messages


def _round(made: ToolRound) -> list[dict[str, Any]]:
    results = [
        {"type": "tool_result", "tool_use_id": each.call_id, "content": each.text, "is_error": each.failed}
        for each in answered(made)
    ]
    state = json.loads(made.state.items) if made.state is not None else []
    return [{"role": "assistant", "content": state}, {"role": "user", "content": results}]


def _texts(parts: Iterable[str]) -> list[dict[str, Any]]:
    return [{"type": "text", "text": part} for part in parts]


def _mark(message: dict[str, Any]) -> None:
    """Mark the end of a message for the cache."""
    message["content"][-1] |= _CACHED
