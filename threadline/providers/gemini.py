"""Google Gemini by the Google Gen AI SDK (Gemini API, not Vertex).

Facts of the protocol: https://ai.google.dev/api/generate-content. Every chunk may carry usage, the last one counts;
the finish reason comes with the last candidate. A prompt that the filter stops has no candidate but a `block_reason`.
Thoughts are counted apart from the answer and cost like it. The SDK has no time limit of its own; its unit is the
millisecond.
"""

import re
from collections.abc import AsyncGenerator, Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar

from threadline.providers.faults import Fault, error_of, refused, retry_after, transport_error
from threadline.providers.gemini_parts import Parts, contents_of, tools_of
from threadline.providers.known_models import default_model
from threadline.providers.port import CutOff, Delta, Finish, ProviderError, Text, Usage, Working
from threadline.providers.sdk import Call, WholeSdkProvider
from threadline.providers.settings import ProviderSpec
from threadline.providers.tool_faults import malformed

if TYPE_CHECKING:
    import httpx2
    from google.genai import Client
    from google.genai.errors import APIError
    from google.genai.types import GenerateContentConfig, GenerateContentResponse

_BASE_URL = "https://generativelanguage.googleapis.com/"
_FILTERED = frozenset({"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "MODEL_ARMOR"})
_MALFORMED = frozenset(
    {
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS",
        "MISSING_THOUGHT_SIGNATURE",
        "MALFORMED_RESPONSE",
    }
)
_RETRY_DELAY = re.compile(r"^(\d+(?:\.\d+)?)s$")

_opened: "ContextVar[list[httpx2.Response] | None]" = ContextVar("opened", default=None)
"""Responses of the call under way. The SDK's stream keeps its response in a cycle of generators, so one that is left
early would hold its connection until the garbage collector comes: we close it ourselves."""


async def _note_opened(response: "httpx2.Response") -> None:
    if (opened := _opened.get()) is not None:
        opened.append(response)
        if response.is_success:
            response.stream = _clean(response)
        _opened.set(None)


def _clean(response: "httpx2.Response") -> "httpx2.AsyncByteStream":
    import httpx2

    from threadline.providers.gemini_stream import CleanStream

    source = response.stream
    return CleanStream(source) if isinstance(source, httpx2.AsyncByteStream) else httpx2.ByteStream(b"")


def create(spec: ProviderSpec, http: "httpx2.AsyncClient") -> "GeminiProvider":
    """The provider of a spec of the kind `gemini`."""
    return GeminiProvider(spec, http)


class GeminiProvider(WholeSdkProvider):
    """Answers by `generateContent`."""

    extra: ClassVar[str] = "gemini"
    takes: ClassVar[dict[str, str]] = {
        "temperature": "temperature",
        "max_tokens": "max_output_tokens",
        "top_p": "top_p",
        "frequency_penalty": "frequency_penalty",
        "presence_penalty": "presence_penalty",
        "stop": "stop_sequences",
    }
    default_model = default_model("gemini")
    # The client itself is kept: it closes its asynchronous half when it is collected.
    _client: "Client"

    def _load(self) -> None:
        from google.genai import Client
        from google.genai.types import HttpOptions

        spec = self._spec
        options = HttpOptions(
            base_url=spec.base_url or _BASE_URL,
            api_version=spec.api_version,
            timeout=int(spec.deadlines.whole * 1000),
            httpx_async_client=self._http,
        )
        self._client = Client(api_key=spec.key(), vertexai=False, http_options=options)
        _ = self._client.aio.models  # loaded at its first use, which would count into the deadline of a request
        if _note_opened not in self._http.event_hooks["response"]:
            self._http.event_hooks["response"].append(_note_opened)

    def _error(self, error: Exception) -> ProviderError:
        from google.genai.errors import APIError, UnknownApiResponseError

        if isinstance(error, APIError):
            return error_of(_fault(error), self.name)
        if isinstance(error, UnknownApiResponseError):
            return CutOff(f"{self.name} sent a stream that cannot be read", provider=self.name)
        return transport_error(error, self.name)

    async def _deltas(self, call: Call) -> AsyncGenerator[Delta, None]:
        models = self._client.aio.models
        contents: Any = contents_of(call)
        parts = Parts()
        if not call.streaming:
            response = await models.generate_content(model=call.model, contents=contents, config=_config(call))
            for delta in self._read(response, call, parts):
                yield delta
            return
        opened: list[httpx2.Response] = []
        _opened.set(opened)
        try:
            stream = await models.generate_content_stream(model=call.model, contents=contents, config=_config(call))
            async for chunk in stream:
                for delta in self._read(chunk, call, parts):
                    yield delta
        finally:
            for reply in opened:
                await reply.aclose()
            _opened.set(None)

    def _read(self, response: "GenerateContentResponse", call: Call, parts: Parts) -> Iterable[Delta]:
        if (feedback := response.prompt_feedback) and feedback.block_reason:
            raise refused(self.name, f"{self.name} blocked the prompt: {feedback.block_reason.value}")
        candidates = (response.candidates or [])[:1]
        for candidate in candidates:
            for part in (candidate.content.parts if candidate.content else None) or []:
                parts.add(part)
                if part.text and not part.thought:
                    yield Text(part.text)
                elif part.thought or part.function_call:
                    yield Working()
        if (spent := response.usage_metadata) is not None:
            asked = (spent.prompt_token_count or 0) + (spent.tool_use_prompt_token_count or 0)
            thoughts = spent.thoughts_token_count or 0
            output = (spent.candidates_token_count or 0) + thoughts
            cached = spent.cached_content_token_count or 0
            model = response.model_version or call.model
            yield Usage(model, asked, output, cached_tokens=cached, reasoning_tokens=thoughts)
        for candidate in candidates:
            if candidate.finish_reason:
                if candidate.finish_reason.value == "STOP":
                    yield from parts.end(self.name, call)
                yield self._finish(candidate.finish_reason.value)

    def _finish(self, reason: str) -> Finish:
        if reason in _FILTERED:
            raise refused(self.name, f"{self.name} filtered the answer: {reason}")
        if reason in _MALFORMED:
            raise malformed(self.name, f"it stopped with {reason}")
        if reason == "MAX_TOKENS":
            return Finish("length")
        if reason != "STOP":
            raise CutOff(f"{self.name} stopped: {reason[:80]}", provider=self.name)
        return Finish("stop")


def _config(call: Call) -> "GenerateContentConfig":
    from google.genai.types import GenerateContentConfig

    options: dict[str, Any] = {**call.sent.values, **tools_of(call)}
    if call.prompt.instructions:
        options["system_instruction"] = call.prompt.instructions
    if (schema := call.request.schema) is not None:
        options |= {"response_mime_type": "application/json", "response_json_schema": dict(schema)}
    return GenerateContentConfig(**options)


def _fault(error: "APIError") -> Fault:
    response = error.response
    after = retry_after(response.headers) if response is not None and hasattr(response, "headers") else None
    return Fault(error.message or "", error.code, error.status or "", _delay(error.details) if after is None else after)


def _delay(details: Any) -> float | None:
    """Seconds of a `RetryInfo` in the error's details, `{"error": {"details": [{"retryDelay": "30s"}]}}`."""
    error = details.get("error", details) if isinstance(details, dict) else {}
    for part in error.get("details", ()) if isinstance(error, dict) else ():
        delay = part.get("retryDelay") if isinstance(part, dict) else None
        if isinstance(delay, str) and (match := _RETRY_DELAY.match(delay)):
            return float(match.group(1))
    return None
