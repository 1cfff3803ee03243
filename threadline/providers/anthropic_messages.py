"""Anthropic by its Messages API, through the Anthropic SDK.

Facts of the protocol: https://docs.claude.com/en/api/messages-streaming. The stop reason comes in `message_delta`,
and `message_stop` ends the stream. An `error` event is raised with the status of the stream itself, 200: its `type`
says what it was. Input tokens are counted without those read from or written to the cache. SDK 2.10 takes no
temperature and no top_p. The API wants `max_tokens` and is always streamed: the SDK declines long answers otherwise.
"""

from collections.abc import AsyncGenerator, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from threadline.providers.anthropic_blocks import Blocks, arguments_of, text_of
from threadline.providers.faults import Fault, error_of, refused, retry_after, transport_error
from threadline.providers.known_models import default_model
from threadline.providers.port import CutOff, Delta, Finish, ProviderError, Text, Usage, Working
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
_NATURAL_ENDS = frozenset({"end_turn", "stop_sequence", "tool_use"})
_FULL = frozenset({"max_tokens", "model_context_window_exceeded"})
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


def create(spec: ProviderSpec, http: "httpx2.AsyncClient") -> "AnthropicMessagesProvider":
    """The provider of a spec of the kind `anthropic`."""
    return AnthropicMessagesProvider(spec, http)


class AnthropicMessagesProvider(SdkProvider):
    """Answers by `messages`."""

    extra: ClassVar[str] = "anthropic"
    takes: ClassVar[dict[str, str]] = {"max_tokens": "max_tokens", "stop": "stop_sequences"}
    default_model = default_model("anthropic")
    _client: "AsyncAnthropic"

    def _load(self) -> None:
        from anthropic import AsyncAnthropic

        class Client(AsyncAnthropic):
            """As the SDK's, but for events that are text and nothing more: its types are most of what they cost."""

            def _process_response_data(self, *, data: object, cast_to: Any, response: "httpx2.Response") -> Any:
                text = text_of(data)
                if text is not None:
                    return text
                return super()._process_response_data(data=data, cast_to=cast_to, response=response)

        self._client = Client(
            api_key=self._spec.key(),
            base_url=self._spec.base_url or _BASE_URL,
            http_client=self._http,
            max_retries=0,
            timeout=patience(self._spec.deadlines),
        )
        _ = self._client.messages  # loaded at its first use, which would count into the deadline of a request

    def _error(self, error: Exception) -> ProviderError:
        import anthropic

        if isinstance(error, anthropic.APIStatusError):
            return error_of(_fault(error), self.name)
        cause = error.__cause__
        return transport_error(cause if isinstance(cause, Exception) else error, self.name)

    async def _deltas(self, call: Call) -> AsyncGenerator[Delta, None]:
        spent, blocks = _Spent(call.model), Blocks()
        stream = await self._client.messages.create(**arguments_of(call, max_tokens=_MAX_TOKENS), stream=True)
        async with stream:
            async for event in stream:
                for delta in self._read(event, spent, blocks):
                    yield delta
                if event.type == "message_delta" and event.delta.stop_reason:
                    if event.delta.stop_reason in _NATURAL_ENDS:
                        for delta in blocks.end(self.name, call):
                            yield delta
                    yield spent.usage()
                    yield self._finish(event.delta.stop_reason, called=bool(blocks))

    def _read(self, event: "RawMessageStreamEvent", spent: "_Spent", blocks: Blocks) -> Iterable[Delta]:
        if event.type == "message_start":
            spent.model = event.message.model
            spent.add(event.message.usage)
        elif event.type == "content_block_start":
            blocks.begin(event.index, event.content_block)
        elif event.type == "content_block_delta":
            blocks.grow(event.index, event.delta)
            if event.delta.type == "text_delta":
                if event.delta.text:
                    yield Text(event.delta.text)
            else:
                yield Working()
        elif event.type == "content_block_stop":
            blocks.stop(event.index)
        elif event.type == "message_delta":
            spent.add(event.usage)

    def _finish(self, reason: str, *, called: bool) -> Finish:
        if reason == "refusal":
            raise refused(self.name, f"{self.name} refused")
        if called and reason not in _NATURAL_ENDS:
            return Finish("length")
        if reason in _FULL:
            return Finish("length")
        if reason not in _NATURAL_ENDS:
            raise CutOff(f"{self.name} stopped: {reason[:80]}", provider=self.name)
        return Finish("stop")


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


def _fault(error: "APIStatusError") -> Fault:
    kind = error.type or ""
    status = error.status_code if error.status_code >= 300 else _STATUS.get(kind, 500)
    return Fault(error.api_message or kind, status, kind, retry_after(error.response.headers))
