"""Anthropic's Messages.

Refused is what Anthropic refuses: calls without results in the very next message, results without their calls or
behind other blocks, thinking that is missing before a call or whose signature is wrong, anything behind a call, empty
text, calls in the transcript of a request without tools, and more than four cache marks.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from threadline.simulator.models.refusals import Refusal, check_names, check_schema, signed
from threadline.simulator.models.script import Asked, Calls, Round, Says, Thinks, event

_ID = re.compile(r"[a-zA-Z0-9_-]+")
_MOST_MARKS = 4


class AnthropicDialect:
    """Checks requests and writes answers."""

    path = "/v1/messages"

    def __init__(self) -> None:
        self._made = 0
        self._thought: set[str] = set()

    def read(self, body: Mapping[str, Any]) -> Asked:
        """What a request asks. Raises `Refusal`."""
        if not isinstance(body.get("max_tokens"), int):
            raise Refusal("max_tokens: Field required")
        tools = body.get("tools", [])
        check_names(tool.get("name", "") for tool in tools)
        for tool in tools:
            check_schema(tool.get("input_schema"), tool["name"], strict=tool.get("strict") is True)
        if "tool_choice" in body and not tools:
            raise Refusal("tool_choice: may only be specified while providing tools.")
        marks = json.dumps(body).count('"cache_control"')
        if marks > _MOST_MARKS:
            raise Refusal(f"A maximum of {_MOST_MARKS} blocks with cache_control may be provided. Found {marks}.")
        messages = [(message["role"], _blocks(message["content"])) for message in body["messages"]]
        if not messages or messages[0][0] != "user":
            raise Refusal('messages: first message must use the "user" role')
        self._check(messages, has_tools=bool(tools))
        last = messages[-1][1]
        texts = [block["text"] for block in last if block["type"] == "text"]
        return Asked(
            "\n".join(texts),
            tuple(block["content"] for block in last if block["type"] == "tool_result"),
            tuple(tool["name"] for tool in tools),
            calls_allowed=body.get("tool_choice", {}).get("type") != "none",
            schema="output_config" in body,
            body=body,
        )

    def _check(self, messages: list[tuple[str, list[dict[str, Any]]]], *, has_tools: bool) -> None:
        waiting: list[str] = []
        for place, (role, blocks) in enumerate(messages):
            if any(block["type"] == "text" and not block["text"].strip() for block in blocks):
                raise Refusal(f"messages.{place}: text content blocks must be non-empty")
            kinds = [block["type"] for block in blocks]
            if not has_tools and {"tool_use", "tool_result"} & set(kinds):
                raise Refusal("Requests which include `tool_use` or `tool_result` blocks must define tools.")
            results = [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]
            if unknown := set(results) - set(waiting):
                raise Refusal(f"messages.{place}: unexpected `tool_use_id` found in `tool_result` blocks: {unknown}.")
            if set(waiting) - set(kinds and results) or kinds[: len(waiting)] != ["tool_result"] * len(waiting):
                raise Refusal(
                    f"messages.{place}: `tool_use` ids were found without `tool_result` blocks immediately after: "
                    f"{', '.join(waiting)}."
                )
            waiting = self._check_calls(place, blocks) if role == "assistant" else []
        if waiting:
            raise Refusal(f"`tool_use` ids were found without `tool_result` blocks immediately after: {waiting}.")

    def _check_calls(self, place: int, blocks: list[dict[str, Any]]) -> list[str]:
        calls: list[str] = []
        thought = False
        for number, block in enumerate(blocks):
            at = f"messages.{place}.content.{number}"
            if block["type"] == "thinking":
                thought = True
                if block.get("signature") != signed(block["thinking"]):
                    raise Refusal(f"{at}: Invalid `signature` in `thinking` block")
            elif block["type"] == "tool_use":
                if not _ID.fullmatch(block["id"]) or block["id"] in calls:
                    raise Refusal(f"{at}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$' and be unique")
                if not isinstance(block["input"], dict):
                    raise Refusal(f"{at}.tool_use.input: Input should be a valid dictionary")
                if block["id"] in self._thought and not thought:
                    raise Refusal(f"{at}.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.")
                calls.append(block["id"])
            elif calls:
                raise Refusal(f"{at}: `tool_use` ids were found without `tool_result` blocks immediately after")
        return calls

    def stream(self, round_: Round, asked: Asked) -> Iterator[bytes]:
        """The answer in events."""
        usage = {"input_tokens": 4, "output_tokens": 1, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 2}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m-1", "content": [], "usage": usage}
        yield _event("message_start", message={**message, "stop_reason": None, "stop_sequence": None})
        yield _event("ping")
        thought = any(isinstance(part, Thinks) for part in round_.parts)
        for index, part in enumerate(round_.parts):
            cut = round_.cut and part is round_.parts[-1]
            block, deltas = self._block(part, thought=thought, cut=cut)
            yield _event("content_block_start", index=index, content_block=block)
            for delta in deltas:
                yield _event("content_block_delta", index=index, delta=delta)
            if not (cut and round_.ending == "eof"):
                yield _event("content_block_stop", index=index)
        if round_.ending == "eof":
            return
        delta = {"stop_reason": self._reason(round_), "stop_sequence": None}
        yield _event("message_delta", delta=delta, usage={"output_tokens": 7})
        yield _event("message_stop")

    def _block(
        self, part: Says | Thinks | Calls, *, thought: bool, cut: bool
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        if isinstance(part, Says):
            pieces = part.cut()[: 1 if cut else None]
            return {"type": "text", "text": ""}, [{"type": "text_delta", "text": piece} for piece in pieces]
        if isinstance(part, Thinks):
            signature = {"type": "signature_delta", "signature": signed(part.text)}
            block = {"type": "thinking", "thinking": "", "signature": ""}
            return block, [{"type": "thinking_delta", "thinking": part.text}, signature]
        self._made += 1
        made = f"toolu_{self._made}"
        if thought:
            self._thought.add(made)
        pieces = [] if part.arguments == "{}" else part.cut()[: -1 if cut else None]
        deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]
        return {"type": "tool_use", "id": made, "name": part.name, "input": {}}, deltas

    def whole(self, round_: Round, asked: Asked) -> dict[str, Any]:
        """The answer in one piece, for who does not stream."""
        thought = any(isinstance(part, Thinks) for part in round_.parts)
        content = []
        for part in round_.parts:
            block, _ = self._block(part, thought=thought, cut=False)
            match part:
                case Says():
                    block["text"] = part.text
                case Thinks():
                    block |= {"thinking": part.text, "signature": signed(part.text)}
                case _:
                    block["input"] = json.loads(part.arguments)
            content.append(block)
        usage = {"input_tokens": 4, "output_tokens": 7, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 2}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m-1", "content": content}
        return {**message, "usage": usage, "stop_reason": self._reason(round_), "stop_sequence": None}

    def _reason(self, round_: Round) -> str:
        natural = "tool_use" if round_.calls and round_.ending == "natural" else "end_turn"
        return "max_tokens" if round_.ending == "length" else natural

    def error(self, refusal: Refusal) -> dict[str, Any]:
        """An error's body."""
        return {"type": "error", "error": {"type": "invalid_request_error", "message": refusal.message}}


def _blocks(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def _event(kind: str, **more: Any) -> bytes:
    return event({"type": kind, **more}, kind)
