"""OpenAI by its Responses API, through the OpenAI SDK.

Facts of the protocol: https://platform.openai.com/docs/api-reference/responses-streaming. A stream ends with one of
the events `response.completed`, `response.incomplete` (with the reason) or `response.failed`; errors may also come as
an `error` event, which the SDK gives out like any other. The API has no penalties and no stop words. Answers are not
stored at OpenAI (`store=False`). Prompts are cached there without asking.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from threadline.providers.faults import Fault, error_of, refused
from threadline.providers.known_models import default_model
from threadline.providers.openai_client import make_client
from threadline.providers.port import CutOff, Delta, Finish, ProviderError, Text, Usage, Working
from threadline.providers.responses_items import Items, arguments_of
from threadline.providers.sdk import Call, WholeSdkProvider
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import patience

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI
    from openai.types.responses import Response, ResponseStreamEvent
    from openai.types.responses.response_usage import InputTokensDetails

_BASE_URL = "https://api.openai.com/v1"
_AT_WORK = ("response.reasoning", "response.function_call_arguments")


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
    default_model = default_model("openai")
    _client: "AsyncOpenAI"

    def _load(self) -> None:
        self._client = make_client(self._spec, self._http, self._spec.base_url or _BASE_URL)
        _ = self._client.responses  # loaded at its first use, which would count into the deadline of a request

    def _error(self, error: Exception) -> ProviderError:
        from threadline.providers.openai_errors import mapped

        return mapped(error, self.name)

    async def _deltas(self, call: Call) -> AsyncGenerator[Delta, None]:
        items = Items()
        if not call.streaming:
            patient = patience(self._spec.deadlines, streaming=False)
            response = cast("Response", await self._client.responses.create(**arguments_of(call), timeout=patient))
            if response.output_text:
                yield Text(response.output_text)
            for delta in self._end(response, call, items):
                yield delta
            return
        stream = await self._client.responses.create(**arguments_of(call), stream=True)
        async with stream:
            async for event in cast("AsyncIterator[ResponseStreamEvent]", stream):
                if not hasattr(event, "type"):  # `null`, a number: the SDK does not check
                    continue
                for delta in self._read(event, call, items):
                    yield delta

    def _read(self, event: "ResponseStreamEvent", call: Call, items: Items) -> Iterable[Delta]:
        if event.type == "response.output_text.delta":
            if event.delta:
                yield Text(event.delta)
        elif event.type == "response.output_item.done":
            items.done(event.output_index, event.item)
        elif event.type.startswith(_AT_WORK):
            yield Working()
        elif event.type == "response.output_item.added":
            if event.item.type != "message":
                yield Working()
        elif event.type == "response.refusal.done":
            raise refused(self.name, f"{self.name} refused")
        elif event.type in ("response.completed", "response.incomplete", "response.failed"):
            yield from self._end(event.response, call, items)
        elif event.type == "error":
            raise error_of(Fault(event.message or "", code=event.code or ""), self.name)

    def _end(self, response: "Response", call: Call, items: Items) -> Iterable[Delta]:
        if (usage := response.usage) is not None:
            # Servers that imitate the API leave the details out.
            details: InputTokensDetails | None = usage.input_tokens_details
            cached = (details.cached_tokens if details is not None else None) or 0
            written = getattr(details, "cache_write_tokens", None) or 0
            yield Usage(
                response.model,
                usage.input_tokens,
                usage.output_tokens,
                cached_tokens=cached,
                cache_write_tokens=written,
                reasoning_tokens=getattr(usage.output_tokens_details, "reasoning_tokens", None) or 0,
            )
        if response.status == "failed":
            error = response.error
            raise error_of(Fault(error.message if error else "", code=error.code if error else ""), self.name)
        if any(part.type == "refusal" for item in response.output if item.type == "message" for part in item.content):
            raise refused(self.name, f"{self.name} refused")
        if response.status == "completed":
            items.missing(response.output)
            yield from items.end(self.name, call)
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
