"""Messages of `chat/completions` with tools: what is sent, and the assistant's message that has to go back.

Servers put what they want to see again into fields of their own (`reasoning_content` of DeepSeek, `reasoning_details`
of OpenRouter, `extra_content` of Gemini's compatible door): whatever came goes back where it came.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from threadline.providers.call_pieces import CallPieces, GrowingCall, Piece, finished, read_object
from threadline.providers.port import Delta, Text, ToolCall, ToolRound, ToolSpec, Working
from threadline.providers.rounds import answered, calls_before, kept
from threadline.providers.schema import is_strict
from threadline.providers.spoken_text import SpokenText

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessage
    from openai.types.chat.chat_completion_chunk import ChoiceDelta

    from threadline.providers.sdk import Call


class SaidMessage:
    """The assistant's message as it grows."""

    def __init__(self, provider: str, call: "Call") -> None:
        self._provider = provider
        self._call = call
        self._spoken = SpokenText(provider, call.tools)
        self._text: list[str] = []
        self._extra: dict[str, Any] = {}
        self._pieces = CallPieces()

    def grow(self, said: "ChoiceDelta | ChatCompletionMessage") -> Iterable[Delta]:
        """Take in a chunk."""
        for name, value in (said.model_extra or {}).items():
            if value is not None:
                self._extra[name] = _joined(self._extra.get(name), value)
        for call in said.tool_calls or ():
            self._pieces.add(_piece(call))
        if said.content and (shown := self._spoken.feed(said.content)):
            self._text.append(shown)
            yield Text(shown)
        elif said.content or said.tool_calls or said.model_extra:
            yield Working()

    def end(self, *, naturally: bool) -> Iterable[Delta]:
        """What was held back, the calls of an answer that came to its natural end, and what to send back with them."""
        rest, written = self._spoken.end() if naturally else (self._spoken.rest(), [])
        if rest:
            self._text.append(rest)
            yield Text(rest)
        growing = self._pieces.calls()
        made = finished(growing or written, earlier=calls_before(self._call.request)) if naturally else ()
        yield from made
        if growing and made:
            calls = [_sent_back(each, was) for each, was in zip(made, growing, strict=True)]
            text = "".join(self._text)
            message = {"role": "assistant", "content": text or None, **self._extra, "tool_calls": calls}
            yield kept(self._provider, self._call.model, message)


def messages_of(call: "Call") -> list[dict[str, Any]]:
    """The transcript with the instructions before it and the rounds after it."""
    prompt = call.prompt
    messages: list[dict[str, Any]] = []
    if prompt.instructions:
        messages.append({"role": "system", "content": prompt.instructions})
    messages += [{"role": each.role, "content": each.text} for each in prompt.joined()]
    for made in prompt.rounds:
        messages += _round(made)
    return messages


def tools_of(call: "Call") -> dict[str, Any]:
    """The declarations as arguments of the call. What is the default is left out: some servers know nothing else."""
    if not call.tools:
        return {}
    functions = [{"type": "function", "function": _declaration(call, tool)} for tool in call.tools]
    arguments: dict[str, Any] = {"tools": functions}
    if not call.calls_allowed:
        arguments["tool_choice"] = "none"
    return arguments


def _declaration(call: "Call", tool: ToolSpec) -> dict[str, Any]:
    declared: dict[str, Any] = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    if "strict" not in call.refused and is_strict(tool.parameters):
        declared["strict"] = True
    return declared


def _round(made: ToolRound) -> list[dict[str, Any]]:
    state = [json.loads(made.state.items)] if made.state is not None else []
    results = [{"role": "tool", "tool_call_id": each.call_id, "content": each.text} for each in answered(made)]
    return [*state, *results]


def _sent_back(made: ToolCall, was: GrowingCall) -> dict[str, Any]:
    """A call as it goes back. Servers read the arguments again and fail on what is no JSON."""
    arguments = made.arguments if was.complete else json.dumps(read_object(was.arguments), ensure_ascii=False)
    return {
        **was.extra,
        "id": made.id,
        "type": "function",
        "function": {"name": made.name, "arguments": arguments},
    }


def _piece(call: Any) -> Piece:
    """A piece as it came: servers leave out what the SDK's types call required, and the SDK does not check."""
    function = getattr(call, "function", None)
    return Piece(
        index=getattr(call, "index", None),
        id=getattr(call, "id", None) or None,
        name=getattr(function, "name", None) or None,
        arguments=getattr(function, "arguments", None),
        extra=call.model_extra or {},
    )


def _joined(before: Any, piece: Any) -> Any:
    """A field that came in pieces: texts and lists grow, anything else is replaced."""
    if isinstance(before, str) and isinstance(piece, str):
        return before + piece
    if isinstance(before, list) and isinstance(piece, list):
        joined = list(before)
        for part in piece:
            if joined and _continues(joined[-1], part):
                joined[-1] = _grown(joined[-1], part)
            else:
                joined.append(part)
        return joined
    return piece


_GROWING = ("text", "summary", "data", "signature")


def _continues(before: Any, part: Any) -> bool:
    """Whether a part of a list goes on with the one before it (OpenRouter's `reasoning_details`)."""
    if not (isinstance(before, Mapping) and isinstance(part, Mapping)) or "index" not in part:
        return False
    return all(before.get(name) == part.get(name) for name in ("type", "index"))


def _grown(before: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    grown = dict(before)
    for name, value in part.items():
        if name in _GROWING and isinstance(grown.get(name), str) and isinstance(value, str):
            grown[name] += value
        elif value is not None:
            grown[name] = value
    return grown
