"""The models that we name ourselves: the default of each kind, and those that are gone. The one place to look them up.

Names age. Each default stands with the day on which its maker was last seen to offer it, each retired one with the day
of its end; a test fails when a default is among the retired, or has not been looked at for half a year.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DefaultModel:
    """What a kind of provider asks for if nobody names a model, and when it was seen to exist."""

    name: str
    seen: date


@dataclass(frozen=True, slots=True)
class RetiredModel:
    """A model that is no longer served since a day; `instead` is what its maker names in its place."""

    since: date
    instead: tuple[str, ...] = ()


DEFAULTS: dict[str, DefaultModel] = {
    "openai": DefaultModel("gpt-6-luna", date(2026, 11, 28)),
    "anthropic": DefaultModel("claude-haiku-5-5", date(2026, 11, 28)),
    "gemini": DefaultModel("gemini-3.5-flash-lite", date(2026, 11, 28)),
    "openrouter": DefaultModel("openrouter/auto", date(2026, 11, 28)),
    "deepseek": DefaultModel("deepseek-flash", date(2026, 11, 28)),
}
"""By kind. A kind that is not here has no default: its model has to be named."""

RETIRED: dict[tuple[str, str], RetiredModel] = {
    ("deepseek", "deepseek-chat"): RetiredModel(date(2026, 7, 24), ("deepseek-flash", "deepseek-v4-pro")),
    ("tongyi", "qwen-turbo"): RetiredModel(date(2026, 10, 10)),
    ("xai", "grok-4-fast"): RetiredModel(date(2026, 5, 15)),
}
"""By kind and name."""


def default_model(kind: str) -> str | None:
    """The model that a kind asks for if nobody names one."""
    return DEFAULTS[kind].name if kind in DEFAULTS else None


def retired(kind: str, model: str) -> RetiredModel | None:
    """Whether a model is gone, and since when."""
    return RETIRED.get((kind, model))
