"""Any server with OpenAI's `chat/completions`: by base URL and key, through the OpenAI SDK.

Facts of the protocol: https://platform.openai.com/docs/api-reference/chat. Usage comes in a last chunk without
choices and only with `stream_options`; some servers never send it, then it is estimated. `[DONE]` ends a stream but
does not say the answer is complete: the finish reason does.

Messages and tools go past the SDK, as `extra_body`: it would walk through each of them by its types, which takes 0.2 ms
a message and changes nothing.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from threadline.providers.chat_messages import SaidMessage, messages_of, tools_of
from threadline.providers.faults import refused
from threadline.providers.openai_client import make_client
from threadline.providers.port import CutOff, Delta, Finish, ProviderError, Usage
from threadline.providers.presets import PRESETS, Preset
from threadline.providers.schema import is_strict
from threadline.providers.sdk import Call, WholeSdkProvider
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import patience
from threadline.providers.usage import token_count

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessage
    from openai.types.chat.chat_completion_chunk import ChoiceDelta

_NATURAL_ENDS = frozenset({"stop", "eos", "tool_calls", "function_call"})


def create(spec: ProviderSpec, http: "httpx2.AsyncClient") -> "OpenAICompatibleProvider":
    """The provider of a spec whose kind is `openai_compatible` or the name of a preset."""
    return OpenAICompatibleProvider(spec, http, PRESETS[spec.kind])


class OpenAICompatibleProvider(WholeSdkProvider):
    """Answers by `chat/completions`. Raises `ValueError` at once where neither spec nor preset has a base URL."""

    extra: ClassVar[str] = "openai"
    takes: ClassVar[dict[str, str]] = {
        "temperature": "temperature",
        "max_tokens": "max_tokens",
        "top_p": "top_p",
        "frequency_penalty": "frequency_penalty",
        "presence_penalty": "presence_penalty",
        "stop": "stop",
    }
    _client: "AsyncOpenAI"

    def __init__(self, spec: ProviderSpec, http: "httpx2.AsyncClient", preset: Preset) -> None:
        super().__init__(spec, http)
        self.default_model = preset.model
        self.needs_key = preset.needs_key
        base_url = spec.base_url or preset.base_url
        if base_url is None:
            raise ValueError(f"provider {spec.name}: the kind {spec.kind} needs a base_url")
        self._base_url = base_url

    def _load(self) -> None:
        self._client = make_client(self._spec, self._http, self._base_url)
        _ = self._client.chat.completions  # loaded at its first use, which would count into the deadline of a request

    def _error(self, error: Exception) -> ProviderError:
        from threadline.providers.openai_errors import mapped

        return mapped(error, self.name)

    async def _deltas(self, call: Call) -> AsyncGenerator[Delta, None]:
        said = SaidMessage(self.name, call)
        if not call.streaming:
            patient = patience(self._spec.deadlines, streaming=False)
            made = await self._client.chat.completions.create(**self._arguments(call), timeout=patient)
            completion = cast("ChatCompletion", made)
            for choice in (completion.choices or ())[:1]:
                for delta in self._read(choice.message, choice.finish_reason, said):
                    yield delta
            if completion.usage:
                yield _usage_of(completion.model, completion.usage)
            return
        stream = await self._client.chat.completions.create(**self._arguments(call), stream=True, **_usage(call))
        async with stream:
            async for chunk in cast("AsyncIterator[ChatCompletionChunk]", stream):
                # Servers leave out what the SDK's types call required, or send `null`, and the SDK does not check.
                if choices := getattr(chunk, "choices", None):
                    part = choices[0]
                    for delta in self._read(part.delta, part.finish_reason, said):
                        yield delta
                if usage := getattr(chunk, "usage", None):
                    yield _usage_of(chunk.model, usage)

    def _arguments(self, call: Call) -> dict[str, Any]:
        arguments: dict[str, Any] = {"model": call.model, "messages": (), **call.sent.values}
        arguments["extra_body"] = {"messages": messages_of(call), **tools_of(call)}
        if (schema := call.request.schema) is not None:
            form = {"name": "answer", "schema": dict(schema), "strict": is_strict(schema)}
            arguments["response_format"] = {"type": "json_schema", "json_schema": form}
        return arguments

    def _read(
        self, part: "ChoiceDelta | ChatCompletionMessage | None", reason: str | None, said: SaidMessage
    ) -> Iterable[Delta]:
        if part is not None:
            yield from said.grow(part)
            if part.refusal and not part.content:
                raise refused(self.name, f"{self.name} refused")
        if reason:
            finish = self._finish(reason)
            yield from said.end(naturally=finish.reason == "stop")
            yield finish

    def _finish(self, reason: str) -> Finish:
        if reason == "content_filter":
            raise refused(self.name, f"{self.name} filtered the answer")
        if reason == "length":
            return Finish("length")
        if reason not in _NATURAL_ENDS:
            raise CutOff(f"{self.name} stopped: {reason[:80]}", provider=self.name)
        return Finish("stop")


def _usage(call: Call) -> dict[str, Any]:
    return {} if "stream_options" in call.refused else {"stream_options": {"include_usage": True}}


def _usage_of(model: str, usage: "CompletionUsage") -> Usage:
    """What an answer took. Services that imitate the API leave out what they like, or send what is no number."""
    details, thoughts = usage.prompt_tokens_details, _thoughts(usage)
    said = usage.completion_tokens or 0
    # xAI counts the thoughts beside the answer; only the total tells such a service from one that counts them in it.
    apart = thoughts > 0 and token_count(usage.total_tokens) == _sum(usage.prompt_tokens, said, thoughts)
    return Usage(
        model,
        usage.prompt_tokens or 0,
        (token_count(said) or 0) + thoughts if apart else said,
        cached_tokens=getattr(details, "cached_tokens", None) or 0,
        cache_write_tokens=getattr(details, "cache_write_tokens", None) or 0,
        reasoning_tokens=thoughts,
    )


def _thoughts(usage: "CompletionUsage") -> int:
    return token_count(getattr(usage.completion_tokens_details, "reasoning_tokens", None)) or 0


def _sum(*counts: object) -> int | None:
    read = [token_count(count) for count in counts]
    return None if None in read else sum(count for count in read if count is not None)
