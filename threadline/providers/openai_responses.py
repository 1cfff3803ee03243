"""OpenAI by its Responses API, through the OpenAI SDK.

Facts of the protocol: https://platform.openai.com/docs/api-reference/responses-streaming. A stream ends with one of
the events `response.completed`, `response.incomplete` (with the reason) or `response.failed`; errors may also come as
an `error` event, which the SDK gives out like any other. The API has no penalties and no stop words. Answers are not
stored at OpenAI (`store=False`). Prompts are cached there without asking.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from threadline.providers.faults import Fault, error_of, refused
from threadline.providers.openai_client import make_client
from threadline.providers.port import CutOff, Delta, Finish, ProviderError, Text, Usage
from threadline.providers.schema import is_strict
from threadline.providers.sdk import Call, WholeSdkProvider
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import patience

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI
    from openai.types.responses import Response, ResponseStreamEvent
    from openai.types.responses.response_usage import InputTokensDetails

_BASE_URL = "https://api.openai.com/v1"


def create(spec: ProviderSpec, http: "httpx2.AsyncClient") -> "OpenAIResponsesProvider":
    """The provider of a spec of the kind `openai`."""
    return OpenAIResponsesProvider(spec, http)


class OpenAIResponsesProvider(WholeSdkProvider):
    """Answers by `responses`."""

    extra: ClassVar[str] = "openai"
    takes: ClassVar[dict[str, str]] = {
        "temperature": "temperature",
        "max_tokens": "max_output_tokens",
        "top_p": "top_p",
    }
    default_model = "gpt-6-luna"
    _client: "AsyncOpenAI"

    def _load(self) -> None:
        self._client = make_client(self._spec, self._http, self._spec.base_url or _BASE_URL)

    def _error(self, error: Exception) -> ProviderError:
        from threadline.providers.openai_errors import mapped

        return mapped(error, self.name)

    async def _deltas(self, call: Call) -> AsyncGenerator[Delta, None]:
        if not call.streaming:
            patient = patience(self._spec.deadlines, streaming=False)
            response = cast("Response", await self._client.responses.create(**self._arguments(call), timeout=patient))
            if response.output_text:
                yield Text(response.output_text)
            for delta in self._end(response):
                yield delta
            return
        stream = await self._client.responses.create(**self._arguments(call), stream=True)
        async with stream:
            async for event in cast("AsyncIterator[ResponseStreamEvent]", stream):
                for delta in self._read(event):
                    yield delta

    def _arguments(self, call: Call) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "model": call.model,
            "input": [{"role": message.role, "content": message.text} for message in call.prompt.messages],
            "store": False,
            **call.sent.values,
        }
        if call.prompt.system:
            arguments["instructions"] = call.prompt.system
        if (schema := call.request.schema) is not None:
            form = {"type": "json_schema", "name": "answer", "schema": dict(schema), "strict": is_strict(schema)}
            arguments["text"] = {"format": form}
        return arguments

    def _read(self, event: "ResponseStreamEvent") -> Iterable[Delta]:
        if event.type == "response.output_text.delta":
            if event.delta:
                yield Text(event.delta)
        elif event.type == "response.refusal.done":
            raise refused(self.name, f"{self.name} refused")
        elif event.type in ("response.completed", "response.incomplete", "response.failed"):
            yield from self._end(event.response)
        elif event.type == "error":
            raise error_of(Fault(event.message or "", code=event.code or ""), self.name)

    def _end(self, response: "Response") -> Iterable[Delta]:
        if (usage := response.usage) is not None:
            # Servers that imitate the API leave the details out.
            details: InputTokensDetails | None = usage.input_tokens_details
            cached = (details.cached_tokens if details is not None else None) or 0
            yield Usage(response.model, usage.input_tokens, usage.output_tokens, cached_tokens=cached)
        if response.status == "failed":
            error = response.error
            raise error_of(Fault(error.message if error else "", code=error.code if error else ""), self.name)
        if any(part.type == "refusal" for item in response.output if item.type == "message" for part in item.content):
            raise refused(self.name, f"{self.name} refused")
        yield self._finish(response)

    def _finish(self, response: "Response") -> Finish:
        if response.status == "completed":
            return Finish("stop")
        reason = response.incomplete_details.reason if response.incomplete_details else None
        if reason == "max_output_tokens" or (reason is None and response.status == "incomplete"):
            return Finish("length")
        if reason == "content_filter":
            raise refused(self.name, f"{self.name} filtered the answer")
        raise CutOff(f"{self.name} stopped: {reason or response.status}", provider=self.name)
