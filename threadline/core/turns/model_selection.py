"""Which model answers whom: the person's own choice first, then the channel's or the global chain, then no model.

Behind every chain stands the extractive provider, which needs no model. A key that a person brought is kept encrypted
and used for that person alone; where it is refused, nobody else pays in its place unless the operator allows it.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

import structlog
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from threadline.core.domain.message import Person
from threadline.core.turns.answer_cache import AnswerCache
from threadline.providers.attempts import Meter
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.extractive.provider import ExtractiveProvider
from threadline.providers.fallback_chain import Chain, Link
from threadline.providers.health import Standing
from threadline.providers.known_models import retired
from threadline.providers.model_list import is_among, nearest
from threadline.providers.pool import LAST_RESORT, OwnProvider, ProviderPool
from threadline.providers.port import Parameters, Provider, ProviderError, ToolCalling, Usage
from threadline.providers.pricing import Price, Prices
from threadline.providers.retry import Retry
from threadline.providers.settings import ProviderSpec
from threadline.storage.database.errors import SecretUnreadable
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore

log = structlog.get_logger()

LLM_PREFERENCE = "llm"


class Sampling(BaseModel):
    """Further wishes of a person for how a model chooses its words; what is absent is left to the provider."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    frequency_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    presence_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    stop: tuple[str, ...] = ()


class LlmSettings(BaseModel):
    """How a person wants to be answered; what is None is left to the workspace."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: Annotated[str, Field(max_length=64)] | None = None
    model: Annotated[str, Field(max_length=200)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    max_tokens: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    system_prompt: Annotated[str, Field(max_length=20_000)] = ""
    cache_seconds: Annotated[int, Field(ge=0, le=86_400)] = 0
    sampling: Sampling = Sampling()


@dataclass(frozen=True, slots=True)
class Choice:
    """What answers one turn: a provider and the person's wishes for it.

    `first` names the provider that is asked first, `model` its model, if it has one. `given`: it was handed to the
    service in the place of all that are configured, and counts as a model. `asked` are all that may be asked, with
    their models; `unpriced` is what an answer counts for whose price nobody knows, in dollars. `own_key`: the first is
    asked with a key that the person brought.
    """

    provider: Provider
    settings: LlmSettings
    first: str
    model: str | None = None
    given: bool = False
    asked: tuple[tuple[str, str], ...] = ()
    prices: Prices | None = None
    unpriced: Decimal = Decimal(0)
    own_key: bool = False

    @property
    def is_model(self) -> bool:
        """Whether a language model answers, and not the built-in dialogue."""
        return self.model is not None or self.given

    @property
    def calls_tools(self) -> bool:
        """Whether the model can call tools."""
        return isinstance(self.provider, ToolCalling) and self.provider.calls_tools

    def by_code(self) -> "Choice":
        """The same without a model, for what code alone may say."""
        return replace(self, provider=ExtractiveProvider(), first=LAST_RESORT.name, model=None, given=False)

    def bound(self, usage: Usage) -> Decimal:
        """What a usage counts for against limits in money: its price, or the most where nobody knows it."""
        cost = self.prices.cost(usage) if self.prices is not None else None
        return self.unpriced if cost is None else cost

    def most(self, input_tokens: int, output_tokens: int) -> Decimal:
        """What one call of so many tokens costs at most, whoever answers it."""
        usages = [Usage(model, input_tokens, output_tokens, provider=name) for name, model in self.asked]
        return max((self.bound(usage) for usage in usages), default=Decimal(0))

    def parameters(self, asked: Parameters) -> Parameters:
        """What the request asks for, filled up with the person's own."""
        own = self.settings
        wishes = {"temperature": own.temperature, "max_tokens": own.max_tokens, **own.sampling.model_dump()}
        return replace(asked, **{name: wish for name, wish in wishes.items() if getattr(asked, name) in (None, ())})


class ModelSelection:
    """Who is answered by which provider. `given` stands in for all of them (tests, benchmarks).

    `own_key_fallback`: where a person's own key is refused, the workspace's models answer and are paid.
    `unpriced_answer_usd` is what an answer of a model without a known price counts for; None: where limits in money
    apply, such a model is not asked.
    """

    def __init__(
        self,
        pool: ProviderPool,
        *,
        chain: Sequence[str],
        channel_chains: Mapping[str, Sequence[str]],
        prices: Mapping[str, Price],
        preferences: PreferenceStore,
        secrets: SecretStore,
        given: Provider | None = None,
        own_key_fallback: bool = False,
        unpriced_answer_usd: Decimal | None = None,
    ) -> None:
        self._pool = pool
        self._chain = tuple(chain) or pool.names
        self._channel_chains = channel_chains
        self._prices = Prices(pool.kinds, prices)
        self._preferences = preferences
        self._secrets = secrets
        self._given = given
        self._own_key_fallback = own_key_fallback
        self._unpriced = unpriced_answer_usd
        self._cache = AnswerCache()

    @property
    def names(self) -> tuple[str, ...]:
        """The global chain."""
        return (self._given.name,) if self._given else self._chain

    def known(self, name: str) -> bool:
        """Whether a provider of this name is configured."""
        return name in self._pool.names

    async def settings_of(self, person_id: str) -> LlmSettings:
        """The person's wishes; what cannot be read any more counts as nothing."""
        saved = await self._preferences.get(person_id, LLM_PREFERENCE)
        try:
            return LlmSettings.model_validate_json(saved.value) if saved else LlmSettings()
        except ValueError:
            log.warning("model settings cannot be read", person=person_id)
            return LlmSettings()

    async def save_settings(self, person_id: str, settings: LlmSettings) -> None:
        """Keep the person's wishes."""
        await self._preferences.put(person_id, LLM_PREFERENCE, value=settings.model_dump_json(), category="llm")

    async def save_key(self, person_id: str, provider: str, key: str | None) -> None:
        """Keep a key that the person brought, encrypted; None forgets it. Raises `NoSecretKey`."""
        if key is None:
            await self._secrets.delete(person_id, _secret_name(provider))
        else:
            await self._secrets.put(person_id, _secret_name(provider), key)

    async def has_key(self, person_id: str, provider: str) -> bool:
        """Whether the person brought a key for a provider."""
        return await self._key(person_id, provider) is not None

    async def choose(
        self,
        person: Person,
        channel: str,
        *,
        wished: str | None = None,
        anew: bool = False,
        priced_only: bool = False,
        meter: Meter | None = None,
    ) -> Choice:
        """What answers this person on this channel; `priced_only` leaves out models whose price nobody knows.

        `wished` is a provider for this answer alone; one that is not configured any more is not missed. With `anew` no
        answer comes from memory. `meter` learns of every attempt that is made to answer.
        """
        meter = meter if meter is not None else Meter()
        settings = await self.settings_of(person.id)
        if wished is not None and self.known(wished):
            settings = _for_now(settings, wished)
        if anew:
            settings = settings.model_copy(update={"cache_seconds": 0})
        if self._given is not None:
            name, given = self._given.name, self._metered(self._given, meter)
            cached = self._cached(given, person, settings, meter, "")
            model: str | None = getattr(self._given, "model", None)
            return Choice(
                cached, settings, name, model, given=name != LAST_RESORT.name, asked=((name, ""),), prices=self._prices
            )
        own = await self._own(person, settings)
        names = [name for name in self._channel_chains.get(channel, self._chain) if name != settings.provider]
        if priced_only:
            own = own if own is not None and self._has_price(own.spec) else None
            names = [name for name in names if self._has_price(self._pool.spec(name))]
        first = own.spec.name if own else (*names, LAST_RESORT.name)[0]
        model = (own.spec.model if own else None) or self._pool.model(first)
        chain = self._pool.chain(*names, own=own, meter=meter)
        asked = [(own.spec.name, own.spec.model or self._pool.model(own.spec.name) or "")] if own else []
        asked += [(name, self._pool.model(name) or "") for name in names]
        return Choice(
            self._cached(chain, person, settings, meter, f"{first}/{model}"),
            settings,
            first,
            model,
            asked=tuple(asked),
            prices=self._prices,
            unpriced=self._unpriced or Decimal(0),
            own_key=own is not None and own.key,
        )

    @property
    def standings(self) -> Mapping[str, tuple[Standing, str]]:
        """How the workspace's own providers do, by name, each with the state of its breaker."""
        return self._pool.standings

    async def misspelt(self, person_id: str, provider: str, model: str, key: str | None) -> list[str] | None:
        """The nearest names where a provider says that it has no model of that name; None where nothing is wrong.

        `key` is the one that the person is about to bring.
        """
        spec = self._pool.spec(provider)
        if (gone := retired(spec.kind, model)) is not None:
            return list(gone.instead)
        own = key or await self._key(person_id, provider)
        spec = spec.model_copy(update={"api_key": SecretStr(own)}) if own else spec
        names = await self._pool.offered(spec)
        return None if names is None or is_among(model, names) else nearest(model, names)

    async def warm_up(self) -> None:
        """Load what the providers of all chains need, so that no person waits for it."""
        if self._given is None:
            chains = (self._chain, *self._channel_chains.values())
            await self._pool.warm_up(dict.fromkeys(name for names in chains for name in names))

    def price(self, usage: Usage) -> float | None:
        """Dollars, or None where nobody knows. What took nothing cost nothing, whoever was asked."""
        if not (usage.input_tokens or usage.output_tokens):
            return 0.0
        cost = self._prices.cost(usage)
        return float(cost) if cost is not None else None

    async def aclose(self) -> None:
        """Close every provider and the connections they share."""
        await self._pool.aclose()
        if self._given is not None:
            await self._given.aclose()

    async def _key(self, person_id: str, provider: str) -> str | None:
        """The key a person brought; one that can no longer be decrypted counts as none, and they can bring it again."""
        try:
            return await self._secrets.get(person_id, _secret_name(provider))
        except SecretUnreadable:
            log.warning("a person's key cannot be decrypted any more", person=person_id, provider=provider)
            return None

    def _has_price(self, spec: ProviderSpec) -> bool:
        if self._unpriced is not None:
            return True
        model = spec.model or self._pool.model(spec.name) or ""
        return self.price(Usage(model, 1, 1, provider=spec.name)) is not None

    def _cached(self, provider: Provider, person: Person, settings: LlmSettings, meter: Meter, asked: str) -> Provider:
        if not settings.cache_seconds:
            return provider
        return self._cache.of(
            provider, person_id=person.id, seconds=settings.cache_seconds, asked=asked, degraded=lambda: meter.below
        )

    def _metered(self, given: Provider, meter: Meter) -> Provider:
        """A provider that stands in for all of them: asked once, with every attempt counted."""
        link = Link(given, Breaker(time.monotonic, threshold=sys.maxsize), model=given.name)
        return Chain([link], name=given.name, retry=Retry(attempts=1), meter=meter)

    async def _own(self, person: Person, settings: LlmSettings) -> OwnProvider | None:
        """The provider a person chose, with their model and the key they brought."""
        if settings.provider is None or not self.known(settings.provider):
            return None
        spec = self._pool.spec(settings.provider)
        key = await self._key(person.id, spec.name)
        changed = {"model": settings.model or spec.model, "api_key": SecretStr(key) if key else spec.api_key}
        exclusive = key is not None and not self._own_key_fallback
        return OwnProvider(spec.model_copy(update=changed), key=key is not None, exclusive=exclusive)


def _for_now(settings: LlmSettings, wished: str) -> LlmSettings:
    """The settings with another provider, which has a model of its own."""
    if wished == settings.provider:
        return settings
    return settings.model_copy(update={"provider": wished, "model": None})


def _secret_name(provider: str) -> str:
    return f"provider:{provider}"


def observe(provider: str, error: ProviderError) -> None:
    """Log a provider's failure; the chain goes on."""
    log.warning("provider failed", provider=provider, error=type(error).__name__)
