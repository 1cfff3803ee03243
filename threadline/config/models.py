"""Which language models answer, in which order, at which price and within which limits."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from threadline.config.addresses import HttpAddress
from threadline.config.comma_separated import CommaSeparated
from threadline.config.limits import SpendingLimit
from threadline.config.reading import ReadingLimits
from threadline.config.tools import ToolLimits
from threadline.providers.pricing import Price
from threadline.providers.settings import ProviderSpec


class AnswersAtOnce(BaseModel):
    """How many answers models give at once, in all processes together, and how many questions may wait for one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_person: Annotated[int, Field(ge=1, le=1000)] = 4
    per_provider: Annotated[int, Field(ge=1, le=10_000)] = 64
    waiting_per_person: Annotated[int, Field(ge=0, le=1000)] = 16
    waiting_per_provider: Annotated[int, Field(ge=0, le=100_000)] = 256


class ModelSettings(BaseModel):
    """The providers: each by its key alone, or in detail."""

    openai_api_key: SecretStr | None = Field(default=None, description="Answer with OpenAI's models")
    openai_model: str | None = Field(default=None, description="Which one; a cheap one if unset")
    openai_base_url: HttpAddress | None = Field(
        default=None,
        description="Any server that speaks OpenAI's chat completions; `THREADLINE_OPENAI_MODEL` names its model",
        examples=["http://127.0.0.1:11434/v1"],
    )
    anthropic_api_key: SecretStr | None = Field(default=None, description="Answer with Anthropic's models")
    anthropic_model: str | None = Field(default=None, description="Which one; a cheap one if unset")
    gemini_api_key: SecretStr | None = Field(default=None, description="Answer with Google's Gemini models")
    gemini_model: str | None = Field(default=None, description="Which one; a cheap one if unset")
    xai_api_key: SecretStr | None = Field(default=None, description="Answer with xAI's models")
    xai_model: str | None = Field(default=None, description="Which one", examples=["grok-4.3"])
    openrouter_api_key: SecretStr | None = Field(default=None, description="Answer with models by way of OpenRouter")
    openrouter_model: str | None = Field(default=None, description="Which one; OpenRouter chooses if unset")
    providers: tuple[ProviderSpec, ...] = Field(
        default=(),
        description="More providers, or those above in detail, as JSON",
        examples=['[{"name": "house", "kind": "vllm", "base_url": "http://10.0.0.5:8000/v1", "model": "qwen3"}]'],
    )
    chain: CommaSeparated[str] = Field(
        default=(),
        description="Who answers, in this order, separated by commas: the next one where one fails. All, if unset",
        examples=["anthropic,openai"],
    )
    channel_chains: dict[str, tuple[str, ...]] = Field(
        default={}, description="Another order for a channel, as JSON", examples=['{"slack": ["openai"]}']
    )
    prices: dict[str, Price] = Field(
        default={},
        description="Dollars per million tokens where the list is wrong or silent, as JSON",
        examples=['{"house/qwen3": {"input": "0.1", "output": "0.2"}}'],
    )
    tools: ToolLimits = Field(
        default=ToolLimits(),
        description="How far a model may go in one answer when it calls tools, as JSON: rounds, calls, seconds, tokens "
        'and usd. `{"rounds": 0}` gives it no tools at all',
        examples=['{"rounds": 4, "usd": "0.05"}'],
    )
    reading: ReadingLimits = Field(
        default=ReadingLimits(),
        description="How far a text is read in pieces that is too long for the model, as JSON: how many pieces, the "
        "tokens of each, and what they may cost together. What is behind them is not read, and the answer says so",
        examples=['{"pieces": 20, "usd": "0.10"}'],
    )
    answers_at_once: AnswersAtOnce = Field(
        default=AnswersAtOnce(),
        description="How many answers of models a person may be given at once, and how many a provider may give, "
        "as JSON; replicas share them. Whoever asks for more waits in line, where the persons take turns; where so "
        "many wait already (`waiting_per_person`, `waiting_per_provider`), they are told to ask again later",
        examples=['{"per_person": 2, "per_provider": 16, "waiting_per_provider": 100}'],
    )
    limits: tuple[SpendingLimit, ...] = Field(
        default=(),
        description="What a person, a channel or the workspace may have in a day or a month, as JSON",
        examples=['[{"scope": "person", "per": "day", "requests": 200}]'],
    )

    unpriced_answer_usd: Annotated[Decimal, Field(ge=0)] | None = Field(
        default=None,
        description="What an answer of a model without a known price counts for, where a limit in money applies, in "
        "dollars; such a model is not asked there if unset",
        examples=["0.05"],
    )
    own_key_fallback: bool = Field(
        default=False,
        description="Where a provider refuses the key that a person brought, let the workspace's own models answer",
    )

    @model_validator(mode="after")
    def _model_is_named(self) -> Self:
        if self.openai_base_url and not self.openai_model:
            raise ValueError("THREADLINE_OPENAI_BASE_URL needs THREADLINE_OPENAI_MODEL: the model to ask for")
        return self

    @model_validator(mode="after")
    def _chains_name_providers(self) -> Self:
        known = {spec.name for spec in self.provider_specs()} | {"extractive"}
        named = {name for chain in (self.chain, *self.channel_chains.values()) for name in chain}
        if unknown := sorted(named - known):
            raise ValueError(
                f"THREADLINE_CHAIN names {', '.join(unknown)}, but configured are {', '.join(sorted(known))}"
            )
        return self

    def provider_specs(self) -> tuple[ProviderSpec, ...]:
        """Every provider that is configured; one given in detail stands in for the short form of its name."""
        detailed = {spec.name for spec in self.providers}
        short = [
            ProviderSpec(name=name, kind=name, api_key=key, model=model)
            for name, key, model in (
                ("openai", self.openai_api_key, self.openai_model),
                ("anthropic", self.anthropic_api_key, self.anthropic_model),
                ("gemini", self.gemini_api_key, self.gemini_model),
                ("xai", self.xai_api_key, self.xai_model),
                ("openrouter", self.openrouter_api_key, self.openrouter_model),
            )
            if key is not None and not (name == "openai" and self.openai_base_url)
        ]
        if self.openai_base_url:
            name = "openai_compatible"
            short.append(
                ProviderSpec(
                    name=name,
                    kind=name,
                    api_key=self.openai_api_key,
                    model=self.openai_model,
                    base_url=self.openai_base_url,
                )
            )
        return (*(spec for spec in short if spec.name not in detailed), *self.providers)
