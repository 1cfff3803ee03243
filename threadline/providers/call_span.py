"""The span of one call to a model, by OpenTelemetry's conventions for generative AI (incubating, 0.66)."""

import json
from collections.abc import Sequence
from typing import Literal

from threadline.providers.port import ChatMessage, Request, Usage
from threadline.telemetry import spans
from threadline.telemetry.spans import Span

_PROVIDERS = {"gemini": "gcp.gemini", "xai": "x_ai", "mistral": "mistral_ai", "bedrock": "aws.bedrock"}
"""Ours by what the conventions call them; all others are called there as here."""


def begin(provider: str, model: str, request: Request) -> Span:
    """A call that is about to be made."""
    wishes = request.parameters
    return spans.begin(
        f"chat {model}".strip(),
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": _PROVIDERS.get(provider, provider),
            "gen_ai.request.model": model or None,
            "gen_ai.request.temperature": wishes.temperature,
            "gen_ai.request.max_tokens": wishes.max_tokens,
            "gen_ai.request.top_p": wishes.top_p,
            "gen_ai.request.frequency_penalty": wishes.frequency_penalty,
            "gen_ai.request.presence_penalty": wishes.presence_penalty,
            "gen_ai.request.stop_sequences": wishes.stop or None,
            "gen_ai.output.type": "json" if request.schema is not None else "text",
            "gen_ai.system_instructions": _parts(request.system) if spans.content() else None,
            "gen_ai.input.messages": _transcript(request.messages) if spans.content() else None,
        },
        kind="client",
    )


def end(
    span: Span,
    *,
    outcome: str,
    purpose: Literal["answer", "reading"],
    usage: Usage,
    first_seconds: float | None,
    finish: str | None,
    text: str,
) -> None:
    """The call is over, `outcome` as in `attempts.Attempt`. What was only estimated is not given out as counted."""
    counted = not usage.estimated
    span.note(
        {
            "threadline.purpose": purpose,
            "gen_ai.response.model": usage.model or None,
            "gen_ai.response.finish_reasons": (finish,) if finish else None,
            "gen_ai.response.time_to_first_chunk": first_seconds,
            "gen_ai.usage.input_tokens": usage.input_tokens if counted else None,
            "gen_ai.usage.output_tokens": usage.output_tokens if counted else None,
            "gen_ai.usage.cache_read.input_tokens": usage.cached_tokens if counted and usage.cached_tokens else None,
            "gen_ai.output.messages": _spoken(text, finish) if spans.content() else None,
        }
    )
    if outcome not in ("answered", "stopped"):
        span.failed(outcome)
    span.end()


def _transcript(messages: Sequence[ChatMessage]) -> str:
    told = [{"role": each.role, "parts": [{"type": "text", "content": each.text}]} for each in messages]
    return json.dumps(told, ensure_ascii=False)


def _spoken(text: str, finish: str | None) -> str:
    said = {"role": "assistant", "parts": [{"type": "text", "content": text}], "finish_reason": finish or "error"}
    return json.dumps([said], ensure_ascii=False)


def _parts(text: str) -> str | None:
    return json.dumps([{"type": "text", "content": text}], ensure_ascii=False) if text else None
