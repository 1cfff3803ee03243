"""OpenAI's Responses, with nothing stored.

Refused is what OpenAI refuses: a call without its output, an output without its call, reasoning that comes back without
its encrypted content, without what followed it or with content that was not made there, and a call whose reasoning is
missing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from threadline.simulator.models.refusals import Refusal, check_names, check_schema, signed
from threadline.simulator.models.script import Asked, Calls, Round, Says, Thinks, event


class ResponsesDialect:
    """Checks requests and writes answers."""

    path = "/responses"

    def __init__(self) -> None:
        self._made = 0
        self._reasoned: dict[str, str] = {}

    def read(self, body: Mapping[str, Any]) -> Asked:
        """What a request asks. Raises `Refusal`."""
        tools = body.get("tools", [])
        check_names(tool.get("name", "") for tool in tools)
        for place, tool in enumerate(tools):
            strict = tool.get("strict", True) is not False
            check_schema(tool.get("parameters"), tool["name"], strict=strict, param=f"tools[{place}].parameters")
        items = body["input"]
        results = self._check_items(items, stored=body.get("store", True))
        users = [item["content"] for item in items if item.get("role") == "user"]
        return Asked(
            str(users[-1]) if users else "",
            tuple(results),
            tuple(tool["name"] for tool in tools),
            calls_allowed=body.get("tool_choice", "auto") != "none",
            schema="text" in body,
            body=body,
        )

    def _check_items(self, items: list[dict[str, Any]], *, stored: bool) -> list[str]:
        calls = {item["call_id"]: item for item in items if item.get("type") == "function_call"}
        outputs = {item["call_id"]: item for item in items if item.get("type") == "function_call_output"}
        for call_id in outputs.keys() - calls.keys():
            raise Refusal(f"No tool call found for function call output with call_id {call_id}.", param="input")
        for call_id in calls.keys() - outputs.keys():
            raise Refusal(f"No tool output found for function call {call_id}.", param="input")
        seen: set[str] = set()
        for place, item in enumerate(items):
            if item.get("type") == "reasoning":
                self._check_reasoning(item, items[place + 1 :], stored=stored)
                seen.add(item["id"])
            elif item.get("type") == "function_call":
                needs = self._reasoned.get(item["call_id"])
                if needs is not None and needs not in seen:
                    said = "of type 'function_call' was provided without its required 'reasoning' item"
                    raise Refusal(f"Item '{item.get('id')}' {said}: '{needs}'.", param="input")
        trailing: list[str] = []
        for item in items:
            trailing = [*trailing, item["output"]] if item.get("type") == "function_call_output" else []
        return trailing

    def _check_reasoning(self, item: dict[str, Any], after: list[dict[str, Any]], *, stored: bool) -> None:
        if "encrypted_content" not in item and not stored:
            said = f"Item with id '{item['id']}' not found. Items are not persisted when `store` is set to false."
            raise Refusal(said, status=404, param="input")
        if item["encrypted_content"] != signed(item["id"]):
            raise Refusal("The encrypted content could not be verified.", code="invalid_encrypted_content")
        if not after or after[0].get("type") not in ("function_call", "message", "reasoning"):
            said = f"Item '{item['id']}' of type 'reasoning' was provided without its required following item."
            raise Refusal(said, param="input")

    def stream(self, round_: Round, asked: Asked) -> Iterator[bytes]:
        """The answer in events."""
        yield _event("response.created", response=_response("in_progress", []))
        items = self._items(round_, asked)
        for index, (item, part) in enumerate(zip(items, round_.parts, strict=True)):
            cut = round_.cut and part is round_.parts[-1]
            yield from _growing(index, item, part, cut=cut)
            if cut:
                item["status"] = "incomplete"
                if item["type"] == "function_call":
                    item["arguments"] = item["arguments"][: len(item["arguments"]) // 2]
            if not (cut and round_.ending == "eof"):
                yield _event("response.output_item.done", output_index=index, item=item)
        if round_.ending == "length":
            details = {"reason": "max_output_tokens"}
            yield _event("response.incomplete", response=_response("incomplete", items, incomplete_details=details))
        elif round_.ending != "eof":
            yield _event("response.completed", response=_response("completed", items))

    def whole(self, round_: Round, asked: Asked) -> dict[str, Any]:
        """The answer in one piece."""
        if round_.cut:
            items = self._items(round_, asked)
            return _response("incomplete", items, incomplete_details={"reason": "max_output_tokens"})
        return _response("completed", self._items(round_, asked))

    def error(self, refusal: Refusal) -> dict[str, Any]:
        """An error's body."""
        kind = "invalid_request_error"
        return {"error": {"message": refusal.message, "type": kind, "param": refusal.param, "code": refusal.code}}

    def _items(self, round_: Round, asked: Asked) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        reasoning: str | None = None
        for part in round_.parts:
            self._made += 1
            number = str(self._made)
            if isinstance(part, Thinks):
                reasoning = f"rs_{number}"
                items.append({"id": reasoning, "type": "reasoning", "summary": []})
                if "reasoning.encrypted_content" in asked.body.get("include", ()):
                    items[-1]["encrypted_content"] = signed(reasoning)
            elif isinstance(part, Says):
                content = [{"type": "output_text", "text": part.text, "annotations": []}]
                message = {"type": "message", "role": "assistant", "status": "completed", "content": content}
                items.append({"id": f"msg_{number}", **message})
            else:
                call = {"call_id": f"call_{number}", "name": part.name, "arguments": part.arguments}
                items.append({"id": f"fc_{number}", "type": "function_call", "status": "completed", **call})
                if reasoning:
                    self._reasoned[f"call_{number}"] = reasoning
        return items


def _growing(index: int, item: dict[str, Any], part: Says | Thinks | Calls, *, cut: bool) -> Iterator[bytes]:
    """The events of an item before it is done. Its encrypted content is not to be trusted yet."""
    place = {"item_id": item["id"], "output_index": index}
    empty = {"function_call": {"arguments": ""}, "reasoning": {"encrypted_content": "incomplete"}}
    begun = {**item, "status": "in_progress", **empty.get(item["type"], {})}
    yield _event("response.output_item.added", output_index=index, item=begun)
    if isinstance(part, Says):
        for piece in part.cut()[: 1 if cut else None]:
            yield _event("response.output_text.delta", delta=piece, content_index=0, logprobs=[], **place)
    elif isinstance(part, Thinks):
        yield _event("response.reasoning_summary_text.delta", delta=part.text, summary_index=0, **place)
    else:
        for piece in part.cut()[: -1 if cut else None]:
            yield _event("response.function_call_arguments.delta", delta=piece, **place)


def _event(kind: str, **more: Any) -> bytes:
    return event({"type": kind, "sequence_number": 1, **more}, kind)


def _response(status: str, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "model": "m-1",
        "status": status,
        "output": items,
        "error": None,
        "incomplete_details": None,
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": 11,
            "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 2},
            "output_tokens": 7,
            "output_tokens_details": {"reasoning_tokens": 3},
            "total_tokens": 18,
        },
        **more,
    }
