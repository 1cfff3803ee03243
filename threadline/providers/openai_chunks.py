"""The commonest events of OpenAI's streams, read without the SDK's models.

The SDK walks through every event by its types, which takes four times as long as all else that happens to it. Most
events are a few letters of text and nothing more: those are read here. Whatever has more in it goes the SDK's way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_OF_A_CHUNK = frozenset({"id", "object", "created", "model", "choices", "usage", "system_fingerprint", "service_tier"})
_OF_A_CHOICE = frozenset({"index", "delta", "finish_reason", "logprobs"})


@dataclass(frozen=True, slots=True)
class TextDelta:
    """As `ChoiceDelta`, with text alone."""

    content: str
    refusal: None = None
    tool_calls: None = None
    model_extra: None = None


@dataclass(frozen=True, slots=True)
class TextChoice:
    """As the `Choice` of a chunk."""

    delta: TextDelta
    finish_reason: None = None


@dataclass(frozen=True, slots=True)
class TextChunk:
    """As `ChatCompletionChunk`."""

    choices: tuple[TextChoice]
    usage: None = None


@dataclass(frozen=True, slots=True)
class TextEvent:
    """As `ResponseTextDeltaEvent`."""

    delta: str
    type: str = "response.output_text.delta"


def text_of(data: object) -> TextChunk | TextEvent | None:
    """An event that is text and nothing more; None for every other."""
    if type(data) is not dict:
        return None
    if data.get("type") == "response.output_text.delta":
        return TextEvent(data["delta"]) if type(data.get("delta")) is str else None
    choices = data.get("choices")
    if (
        type(choices) is not list
        or len(choices) != 1
        or data.get("usage") is not None
        or not data.keys() <= _OF_A_CHUNK
    ):
        return None
    return _of_choice(choices[0])


def _of_choice(choice: Any) -> TextChunk | None:
    if type(choice) is not dict or not choice.keys() <= _OF_A_CHOICE or choice.get("finish_reason") is not None:
        return None
    delta: Mapping[str, Any] | None = choice.get("delta")
    if type(delta) is not dict or type(text := delta.get("content")) is not str:
        return None
    return TextChunk((TextChoice(TextDelta(text)),)) if len(delta) == 1 or delta.keys() <= {"content", "role"} else None
