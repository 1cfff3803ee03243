"""`chat/completions` as OpenAI and the servers like it speak it.

Refused is what they refuse: a call without its result, a result without its call, and reasoning of a thinking model
that does not come back (DeepSeek).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from threadline.simulator.models.refusals import Refusal, check_names, check_schema, signed
from threadline.simulator.models.script import Asked, Calls, Round, Says, Thinks, event


class ChatDialect:
    """Checks requests and writes answers."""

    path = "/chat/completions"

    def __init__(self) -> None:
        self._made = 0
        self._thought: dict[str, str] = {}

    def read(self, body: Mapping[str, Any]) -> Asked:
        """What a request asks. Raises `Refusal`."""
        tools = [tool["function"] for tool in body.get("tools", ())]
        if "tools" in body and not tools:
            raise Refusal("[] is too short - 'tools'", code="invalid_request_error", param="tools")
        if body.get("tool_choice") and not tools:
            raise Refusal("'tool_choice' is only allowed when 'tools' are specified.", param="tool_choice")
        check_names(tool["name"] for tool in tools)
        for tool in tools:
            check_schema(tool.get("parameters", {"type": "object"}), tool["name"], strict=tool.get("strict") is True)
        results = self._check_calls(body["messages"])
        users = [message["content"] for message in body["messages"] if message["role"] == "user"]
        return Asked(
            str(users[-1]) if users else "",
            tuple(results),
            tuple(tool["name"] for tool in tools),
            calls_allowed=body.get("tool_choice") != "none",
            schema="response_format" in body,
            body=body,
        )

    def _check_calls(self, messages: list[dict[str, Any]]) -> list[str]:
        """Each call has its result right behind it; given back are the results at the end."""
        open_calls: list[str] = []
        results: list[str] = []
        for place, message in enumerate(messages):
            if message["role"] == "tool":
                if message.get("tool_call_id") not in open_calls:
                    raise Refusal(
                        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with "
                        "'tool_calls'.",
                        param=f"messages.[{place}].role",
                    )
                open_calls.remove(message["tool_call_id"])
                results.append(message["content"])
                continue
            self._check_open(open_calls)
            results = []
            calls = message.get("tool_calls") or ()
            open_calls = [call["id"] for call in calls]
            for call in calls:
                json.loads(call["function"]["arguments"])
                thought = self._thought.get(call["id"])
                if thought is not None and message.get("reasoning_content") != thought:
                    raise Refusal("Missing `reasoning_content` field in the assistant message.")
        self._check_open(open_calls)
        return results

    def _check_open(self, open_calls: list[str]) -> None:
        if open_calls:
            raise Refusal(
                "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
                f"'tool_call_id'. The following tool_call_ids did not have response messages: {', '.join(open_calls)}",
                param="messages",
            )

    def stream(self, round_: Round, asked: Asked) -> Iterator[bytes]:
        """The answer in events."""
        yield self._chunk({"role": "assistant", "content": ""})
        index = 0
        for part in round_.parts:
            last = round_.cut and part is round_.parts[-1]
            if isinstance(part, Thinks):
                yield self._chunk({"reasoning_content": part.text})
            elif isinstance(part, Says):
                for piece in part.cut()[: 1 if last else None]:
                    yield self._chunk({"content": piece})
            else:
                yield from self._call(part, index, round_, cut=last)
                index += 1
        if round_.ending == "eof":
            return
        yield self._chunk({}, self._finish(round_))
        if "stream_options" in asked.body:
            yield event(
                {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m-1", "choices": []} | _spent()
            )
        yield b"data: [DONE]\n\n"

    def _call(self, call: Calls, index: int, round_: Round, *, cut: bool) -> Iterator[bytes]:
        function = {"name": call.name, "arguments": ""}
        yield self._chunk(
            {"tool_calls": [{"index": index, "id": self._id(round_), "type": "function", "function": function}]}
        )
        for piece in call.cut()[: -1 if cut else None]:
            yield self._chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})

    def whole(self, round_: Round, asked: Asked) -> dict[str, Any]:
        """The answer in one piece."""
        message: dict[str, Any] = {"role": "assistant"}
        message["content"] = "".join(part.text for part in round_.parts if isinstance(part, Says)) or None
        thoughts = [part.text for part in round_.parts if isinstance(part, Thinks)]
        if thoughts:
            message["reasoning_content"] = "".join(thoughts)
        if round_.calls:
            message["tool_calls"] = [
                {
                    "id": self._id(round_),
                    "type": "function",
                    "function": {"name": call.name, "arguments": call.arguments},
                }
                for call in round_.calls
            ]
        choice = {"index": 0, "message": message, "finish_reason": self._finish(round_)}
        return {"id": "1", "object": "chat.completion", "created": 1, "model": "m-1", "choices": [choice], **_spent()}

    def error(self, refusal: Refusal) -> dict[str, Any]:
        """An error's body."""
        kind = "invalid_request_error"
        return {"error": {"message": refusal.message, "type": kind, "param": refusal.param, "code": refusal.code}}

    def _finish(self, round_: Round) -> str:
        if round_.ending == "length":
            return "length"
        return "tool_calls" if round_.calls and round_.ending == "natural" else "stop"

    def _id(self, round_: Round) -> str:
        self._made += 1
        made = f"call_{signed(str(self._made))[3:15]}"
        thoughts = [part.text for part in round_.parts if isinstance(part, Thinks)]
        if thoughts:
            self._thought[made] = "".join(thoughts)
        return made

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m-1", "choices": [choice]})


def _spent() -> dict[str, Any]:
    return {"usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}
