"""Anthropic by its Messages API, through the Anthropic SDK.

Facts of the protocol: https://docs.claude.com/en/api/messages-streaming. The stop reason comes in `message_delta`,
and `message_stop` ends the stream. An `error` event is raised with the status of the stream itself, 200: its `type`
says what it was. Input tokens are counted without those read from or written to the cache. SDK 2.10 takes no
temperature and no top_p. The API wants `max_tokens` and is always streamed: the SDK declines long answers otherwise.
"""

from collections.abc import AsyncGenerator, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from threadline.providers.faults import Fault, error_of, refused, retry_after, transport_error
from threadline.providers.port import Delta, Finish, ProviderError, Text, Usage
from threadline.providers.prompt import Prompt
from threadline.providers.sdk import Call, SdkProvider
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import patience

if TYPE_CHECKING:
    import httpx2
    from anthropic import APIStatusError, AsyncAnthropic
    from anthropic.types import MessageDeltaUsage, RawMessageStreamEvent
    from anthropic.types import Usage as AnthropicUsage

_BASE_URL = "https://api.anthropic.com"
_MAX_TOKENS = 8_192
_STATUS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
_CACHED = {"cache_control": {"type": "ephemeral"}}


def create(spec: ProviderSpec, http: "httpx2.AsyncClient") -> "AnthropicMessagesProvider":
    """The provider of a spec of the kind `anthropic`."""
    return AnthropicMessagesProvider(spec, http)


class AnthropicMessagesProvider(SdkProvider):
    """Answers by `messages`."""

    extra: ClassVar[str] = "anthropic"
    takes: ClassVar[dict[str, str]] = {"max_tokens": "max_tokens", "stop": "stop_sequences"}
    default_model = "claude-haiku-5-5"
    _client: "AsyncAnthropic"

    def _load(self) -> None:
        from anthropic import AsyncAnthropic

        self._client = AsyncAnthropic(
            api_key=self._spec.key(),
            base_url=self._spec.base_url or _BASE_URL,
            http_client=self._http,
            max_retries=0,
            timeout=patience(self._spec.deadlines),
        )

    def _error(self, error: Exception) -> ProviderError:
        import anthropic

        if isinstance(error, anthropic.APIStatusError):
            return error_of(_fault(error), self.name)
        cause = error.__cause__
        return transport_error(cause if isinstance(cause, Exception) else error, self.name)

    async def _deltas(self, call: Call) -> AsyncGenerator[Delta, None]:
        spent = _Spent(call.model)
        stream = await self._client.messages.create(**_arguments(call), stream=True)
        async with stream:
            async for event in stream:
                for delta in self._read(event, spent):
                    yield delta

    def _read(self, event: "RawMessageStreamEvent", spent: "_Spent") -> Iterable[Delta]:
        if event.type == "message_start":
            spent.model = event.message.model
            spent.add(event.message.usage)
        elif event.type == "content_block_delta":
            if event.delta.type == "text_delta" and event.delta.text:
                yield Text(event.delta.text)
        elif event.type == "message_delta":
            spent.add(event.usage)
            if event.delta.stop_reason:
                yield spent.usage()
                yield self._finish(event.delta.stop_reason)

    def _finish(self, reason: str) -> Finish:
        if reason == "refusal":
            raise refused(self.name, f"{self.name} refused")
        return Finish("length" if reason in ("max_tokens", "model_context_window_exceeded") else "stop")


class _Spent:
    """Usage as it grows: the start has the input, each delta the output so far."""

    def __init__(self, model: str) -> None:
        self.model = model
        self._input = self._output = self._read = self._written = 0

    def add(self, usage: "AnthropicUsage | MessageDeltaUsage") -> None:
        """Take over what a report says; it may leave out what did not change."""
        self._input = usage.input_tokens or self._input
        self._output = usage.output_tokens or self._output
        self._read = usage.cache_read_input_tokens or self._read
        self._written = usage.cache_creation_input_tokens or self._written

    def usage(self) -> Usage:
        """The port's usage, whose input includes the cache."""
        total = self._input + self._read + self._written
        return Usage(self.model, total, self._output, cached_tokens=self._read, cache_write_tokens=self._written)


def _arguments(call: Call) -> dict[str, Any]:
    arguments: dict[str, Any] = {"max_tokens": _MAX_TOKENS, **call.sent.values}
    arguments |= {"model": call.model, "messages": _messages(call.prompt)}
    if system := _system(call.prompt):
        arguments["system"] = system
    if (schema := call.request.schema) is not None:
        arguments["output_config"] = {"format": {"type": "json_schema", "schema": dict(schema)}}
    return arguments


def _system(prompt: Prompt) -> list[dict[str, Any]]:
    """Instructions are marked for the cache; facts change from turn to turn and come after the mark."""
    blocks: list[dict[str, Any]] = []
    if prompt.instructions:
        blocks.append({"type": "text", "text": prompt.instructions, **_CACHED})
    if prompt.facts:
        blocks.append({"type": "text", "text": prompt.facts})
    return blocks


def _messages(prompt: Prompt) -> list[dict[str, Any]]:
    """The transcript; what was said before the newest message is marked for the cache, unless facts change first."""
    messages: list[dict[str, Any]] = [{"role": message.role, "content": message.text} for message in prompt.messages]
    if len(messages) > 2 and not prompt.facts:
        earlier = messages[-2]
        earlier["content"] = [{"type": "text", "text": earlier["content"], **_CACHED}]
    return messages


def _fault(error: "APIStatusError") -> Fault:
    kind = error.type or ""
    status = error.status_code if error.status_code >= 400 else _STATUS.get(kind, 500)
    return Fault(error.api_message or kind, status, kind, retry_after(error.response.headers))
