"""Items of the Responses API: what is sent, the calls among those that come, and what has to go back as it came.

Nothing is stored at OpenAI, so all output items of a round go back in order, reasoning with its encrypted content. An
item counts as it is in `response.output_item.done`: before that its encrypted content may be incomplete. A response
with calls has the status `completed`, there is no reason of its own for them.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from threadline.providers.call_pieces import GrowingCall, finished
from threadline.providers.port import Delta, ToolRound
from threadline.providers.rounds import answered, calls_before, kept
from threadline.providers.schema import is_strict
from threadline.providers.tool_faults import malformed

if TYPE_CHECKING:
    from openai.types.responses import ResponseOutputItem

    from threadline.providers.sdk import Call

_REASONING = "reasoning.encrypted_content"


class Items:
    """The finished items of one answer, in order."""

    def __init__(self) -> None:
        self._items: dict[int, dict[str, Any]] = {}

    def done(self, index: int, item: "ResponseOutputItem") -> None:
        """An item is finished."""
        self._items[index] = item.to_dict(mode="json")

    def missing(self, items: "Iterable[ResponseOutputItem]") -> None:
        """What stands in the finished response: all of it where nothing came before, as without streaming."""
        if not self._items:
            for index, item in enumerate(items):
                self.done(index, item)

    def end(self, provider: str, call: "Call") -> Iterable[Delta]:
        """The calls of a completed response, and what to send back with their results.

        Raises `MalformedCalls` where a call is not complete.
        """
        items = [item for _, item in sorted(self._items.items())]
        calls = [item for item in items if item["type"] == "function_call"]
        if not calls:
            return
        if any(item.get("status") not in (None, "completed") for item in calls):
            raise malformed(provider, "the end of a call is missing")
        if not all(item.get("name") for item in calls):
            raise malformed(provider, "a call has no name")
        growing = [
            GrowingCall(id=item.get("call_id") or "", name=item["name"], arguments=item.get("arguments") or "")
            for item in calls
        ]
        made = finished(growing, earlier=calls_before(call.request))
        yield from made
        for item, each in zip(calls, made, strict=True):
            item["call_id"] = each.id
        yield kept(provider, call.model, items)


def arguments_of(call: "Call") -> dict[str, Any]:
    """What `responses.create` is called with.

    What can be long goes past the SDK, as `extra_body`: it would walk through each part by its types, which takes
    0.2 ms a message and changes nothing.
    """
    prompt = call.prompt
    said: list[dict[str, Any]] = [{"role": each.role, "content": each.text} for each in prompt.joined()]
    for made in prompt.rounds:
        said += _round(made)
    body: dict[str, Any] = {"input": said}
    arguments: dict[str, Any] = {"model": call.model, "store": False, "extra_body": body, **call.sent.values}
    if prompt.instructions:
        arguments["instructions"] = prompt.instructions
    if "prompt_cache_key" not in call.refused:
        arguments["prompt_cache_key"] = _cache_key(call)
    if call.tools:
        body |= _tools(call)
    if (schema := call.request.schema) is not None:
        form = {"type": "json_schema", "name": "answer", "schema": dict(schema), "strict": is_strict(schema)}
        arguments["text"] = {"format": form}
    return arguments


def _tools(call: "Call") -> dict[str, Any]:
    tools = [
        {
            "type": "function",
            "name": tool.name,
            "description": tool.description,
            "parameters": dict(tool.parameters),
            "strict": "strict" not in call.refused and is_strict(tool.parameters),
        }
        for tool in call.tools
    ]
    arguments: dict[str, Any] = {"tools": tools, "tool_choice": "auto" if call.calls_allowed else "none"}
    if "include" not in call.refused:  # models that do not reason refuse it
        arguments["include"] = [_REASONING]
    return arguments


def _cache_key(call: "Call") -> str:
    """The same for a conversation, so that its requests meet where the beginning of its prompt is kept."""
    begins = [call.prompt.instructions, *call.prompt.messages[0].parts[:1], *(tool.name for tool in call.tools)]
    return hashlib.sha256("\0".join(begins).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _round(made: ToolRound) -> list[dict[str, Any]]:
    state = json.loads(made.state.items) if made.state is not None else []
    outputs = [
        {"type": "function_call_output", "call_id": each.call_id, "output": each.text} for each in answered(made)
    ]
    return [*state, *outputs]
