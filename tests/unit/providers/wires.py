"""What each provider's server sends, byte by byte: one `Wire` per API, so that one test says a fault to all of them."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import httpx2
from pydantic import SecretStr

from threadline.providers.port import Provider
from threadline.providers.registry import create
from threadline.providers.settings import ProviderSpec

Step = bytes | Exception | float | Literal["stall"]


@dataclass
class Body(httpx2.AsyncByteStream):
    """A response body: bytes in order, seconds of silence, an error of the network, or a stall; knows its closing."""

    steps: Iterable[Step]
    closed: bool = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            if step == "stall":
                await asyncio.sleep(100_000)  # virtual time has to have an end to go to
            elif isinstance(step, float):
                await asyncio.sleep(step)
            else:
                assert isinstance(step, bytes)
                yield step
                await asyncio.sleep(0)

    async def aclose(self) -> None:
        self.closed = True


Reply = httpx2.Response | Exception


@dataclass
class Server:
    """Plays its replies in order, the last one for ever, and keeps what was asked."""

    replies: list[Reply]
    asked: list[dict[str, Any]] = field(default_factory=list)
    requests: list[httpx2.Request] = field(default_factory=list)

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        self.asked.append(json.loads(request.content))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self))


def stream(*steps: Step) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=Body(steps))


def failure(status: int, body: object, headers: dict[str, str] | None = None) -> httpx2.Response:
    return httpx2.Response(status, json=body, headers=headers)


def event(data: object, name: str | None = None) -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


class Wire(ABC):
    """One API. `answer` is a good stream in separate events; the others are its ways to fail."""

    kind: ClassVar[str]
    base_url: ClassVar[str | None] = "https://model.test/v1"
    streams_whole: ClassVar[bool] = True

    def provider(self, server: Server, **spec: Any) -> Provider:
        values: dict[str, Any] = {
            "name": "test",
            "kind": self.kind,
            "model": "m-1",
            "api_key": SecretStr("k-secret"),
            "base_url": self.base_url,
        }
        return create(ProviderSpec(**(values | spec)), server.client(), third_party=False)

    @abstractmethod
    def answer(self, *pieces: str, finish: str = "stop") -> list[bytes]: ...

    @abstractmethod
    def unfinished(self, *pieces: str) -> list[bytes]:
        """The good stream up to its last text: what a clean EOF leaves."""
        ...

    @abstractmethod
    def refusal(self) -> list[bytes]: ...

    @abstractmethod
    def error_event(self) -> bytes:
        """Overloaded, in mid-stream."""
        ...

    @abstractmethod
    def rate_limit_event(self) -> bytes: ...

    @abstractmethod
    def whole(self, text: str, finish: str = "stop") -> object: ...

    @abstractmethod
    def error(self, message: str, code: str) -> object: ...


class ChatWire(Wire):
    kind = "openai_compatible"

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m-1", "choices": [choice]})

    def unfinished(self, *pieces: str) -> list[bytes]:
        return [
            self._chunk({"role": "assistant", "content": ""}),
            *(self._chunk({"content": piece}) for piece in pieces),
        ]

    def usage(self) -> bytes:
        spent = {
            "prompt_tokens": 11,
            "completion_tokens": 7,
            "total_tokens": 18,
            "prompt_tokens_details": {"cached_tokens": 5},
        }
        return event({"id": "1", "object": "c", "created": 1, "model": "m-1", "choices": [], "usage": spent})

    def answer(self, *pieces: str, finish: str = "stop") -> list[bytes]:
        return [*self.unfinished(*pieces), self._chunk({}, finish), self.usage(), b"data: [DONE]\n\n"]

    def refusal(self) -> list[bytes]:
        return [self._chunk({"role": "assistant", "refusal": "no"}), self._chunk({}, "stop"), b"data: [DONE]\n\n"]

    def error_event(self) -> bytes:
        return event({"error": {"message": "The engine is overloaded", "code": "server_error", "type": "server_error"}})

    def rate_limit_event(self) -> bytes:
        return event({"error": {"message": "slow down", "code": "rate_limit_exceeded"}})

    def whole(self, text: str, finish: str = "stop") -> object:
        message = {"role": "assistant", "content": text}
        return {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "m-1",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
        }

    def error(self, message: str, code: str) -> object:
        return {"error": {"message": message, "type": "t", "param": None, "code": code}}


class ResponsesWire(Wire):
    kind = "openai"

    def _response(self, status: str, text: str = "", **more: Any) -> dict[str, Any]:
        content = [{"type": "output_text", "text": text, "annotations": []}]
        output = [{"id": "m", "type": "message", "role": "assistant", "status": "completed", "content": content}]
        return {
            "id": "r",
            "object": "response",
            "created_at": 1,
            "model": "m-1",
            "status": status,
            "output": output if text else [],
            "error": None,
            "incomplete_details": None,
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": [],
            "usage": {
                "input_tokens": 11,
                "input_tokens_details": {"cached_tokens": 5},
                "output_tokens": 7,
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": 18,
            },
            **more,
        }

    def _event(self, kind: str, **more: Any) -> bytes:
        return event({"type": kind, "sequence_number": 1, **more}, kind)

    def unfinished(self, *pieces: str) -> list[bytes]:
        head = self._event("response.created", response=self._response("in_progress"))
        place = {"item_id": "m", "output_index": 0, "content_index": 0, "logprobs": []}
        return [head, *(self._event("response.output_text.delta", delta=piece, **place) for piece in pieces)]

    def _end(self, finish: str) -> bytes:
        if finish == "stop":
            return self._event("response.completed", response=self._response("completed"))
        reason = {"length": "max_output_tokens"}.get(finish, finish)
        response = self._response("incomplete", incomplete_details={"reason": reason})
        return self._event("response.incomplete", response=response)

    def answer(self, *pieces: str, finish: str = "stop") -> list[bytes]:
        return [*self.unfinished(*pieces), self._end(finish)]

    def refusal(self) -> list[bytes]:
        place = {"item_id": "m", "output_index": 0, "content_index": 0}
        return [*self.unfinished(), self._event("response.refusal.done", refusal="no", **place)]

    def error_event(self) -> bytes:
        return self._event("error", code="server_error", message="The engine is overloaded", param=None)

    def rate_limit_event(self) -> bytes:
        response = self._response("failed", error={"code": "rate_limit_exceeded", "message": "slow down"})
        return self._event("response.failed", response=response)

    def whole(self, text: str, finish: str = "stop") -> object:
        if finish == "stop":
            return self._response("completed", text)
        return self._response("incomplete", text, incomplete_details={"reason": "max_output_tokens"})

    def error(self, message: str, code: str) -> object:
        return {"error": {"message": message, "type": "t", "param": None, "code": code}}


class AnthropicWire(Wire):
    kind = "anthropic"
    base_url = "https://model.test"
    streams_whole = False

    def unfinished(self, *pieces: str) -> list[bytes]:
        usage = {"input_tokens": 4, "output_tokens": 1, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 2}
        message: dict[str, Any] = {
            "id": "1",
            "type": "message",
            "role": "assistant",
            "model": "m-1",
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": usage,
        }
        block = {"type": "text", "text": ""}
        return [
            event({"type": "message_start", "message": message}, "message_start"),
            event({"type": "content_block_start", "index": 0, "content_block": block}, "content_block_start"),
            event({"type": "ping"}, "ping"),
            *(
                event(
                    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}},
                    "content_block_delta",
                )
                for piece in pieces
            ),
        ]

    def _end(self, reason: str) -> list[bytes]:
        delta = {"stop_reason": reason, "stop_sequence": None}
        return [
            event({"type": "content_block_stop", "index": 0}, "content_block_stop"),
            event({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 7}}, "message_delta"),
            event({"type": "message_stop"}, "message_stop"),
        ]

    def answer(self, *pieces: str, finish: str = "stop") -> list[bytes]:
        return [*self.unfinished(*pieces), *self._end({"stop": "end_turn", "length": "max_tokens"}[finish])]

    def refusal(self) -> list[bytes]:
        return [*self.unfinished(), *self._end("refusal")]

    def error_event(self) -> bytes:
        return event({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, "error")

    def rate_limit_event(self) -> bytes:
        return event({"type": "error", "error": {"type": "rate_limit_error", "message": "slow down"}}, "error")

    def whole(self, text: str, finish: str = "stop") -> object:
        raise AssertionError("always streamed")

    def error(self, message: str, code: str) -> object:
        return {"type": "error", "error": {"type": code, "message": message}}


class GeminiWire(Wire):
    kind = "gemini"
    base_url = "https://model.test"

    def _candidate(self, text: str, finish: str | None = None) -> dict[str, Any]:
        candidate: dict[str, Any] = {"index": 0, "content": {"role": "model", "parts": [{"text": text}]}}
        usage = {
            "promptTokenCount": 11,
            "candidatesTokenCount": 4,
            "thoughtsTokenCount": 3,
            "cachedContentTokenCount": 5,
        }
        if finish:
            candidate["finishReason"] = finish
        return {"candidates": [candidate], "modelVersion": "m-1", **({"usageMetadata": usage} if finish else {})}

    def unfinished(self, *pieces: str) -> list[bytes]:
        return [event(self._candidate(piece)) for piece in pieces]

    def answer(self, *pieces: str, finish: str = "stop") -> list[bytes]:
        reason = {"stop": "STOP", "length": "MAX_TOKENS"}[finish]
        return [*self.unfinished(*pieces), event(self._candidate("", reason))]

    def refusal(self) -> list[bytes]:
        return [event({"candidates": [{"index": 0, "finishReason": "SAFETY"}]})]

    def error_event(self) -> bytes:
        return event({"error": {"code": 503, "message": "The model is overloaded", "status": "UNAVAILABLE"}})

    def rate_limit_event(self) -> bytes:
        return event({"error": {"code": 429, "message": "slow down", "status": "RESOURCE_EXHAUSTED"}})

    def whole(self, text: str, finish: str = "stop") -> object:
        return self._candidate(text, {"stop": "STOP", "length": "MAX_TOKENS"}[finish])

    def error(self, message: str, code: str) -> object:
        return {"error": {"code": 0, "message": message, "status": code}}


WIRES: list[Wire] = [ChatWire(), ResponsesWire(), AnthropicWire(), GeminiWire()]
