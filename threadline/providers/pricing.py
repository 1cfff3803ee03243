"""What an answer cost, in US dollars, by the price list of `genai-prices` (offline) and the configuration's own prices.

What is not in a list stays unknown (None), never zero: a limit in money must not take an unknown price for a free one.
"""

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from threadline.providers.port import Usage

_MILLION = Decimal(1_000_000)
_PRICE_LISTS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "gemini": "google",
    "xai": "x-ai",
    "openrouter": "openrouter",
    "deepseek": "deepseek",
}
"""Kinds of provider by their name in `genai-prices`. A server of one's own has no list price."""
_FREE = frozenset({"extractive"})
_LIKE = 0.85

Dollars = Annotated[Decimal, Field(ge=0)]


class Price(BaseModel):
    """Dollars per million tokens.

    Reading from a prompt cache costs `cached`, writing to it `cache_write`; both default to `input`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Dollars
    output: Dollars
    cached: Dollars | None = None
    cache_write: Dollars | None = None

    def of(self, usage: Usage) -> Decimal:
        """The dollars of a usage."""
        cached = self.input if self.cached is None else self.cached
        written = self.input if self.cache_write is None else self.cache_write
        plain = usage.input_tokens - usage.cached_tokens - usage.cache_write_tokens
        total = plain * self.input + usage.cached_tokens * cached + usage.cache_write_tokens * written
        return (total + usage.output_tokens * self.output) / _MILLION


class Prices:
    """Prices of the configured providers. `kinds` are their kinds by name.

    `overrides` are by `"provider/model"` or `"provider"` and win over the list.
    """

    def __init__(self, kinds: Mapping[str, str], overrides: Mapping[str, Price] | None = None) -> None:
        self._kinds = dict(kinds)
        self._overrides = dict(overrides or {})

    def is_listed(self, provider: str) -> bool:
        """Whether a provider's prices stand in a public list, where a model that is missing is likely misspelt."""
        return self._kinds.get(provider, "") in _PRICE_LISTS

    def cost(self, usage: Usage) -> Decimal | None:
        """The dollars of a usage, or None where the price is unknown. The first call loads the list (16 MB)."""
        for key in (f"{usage.provider}/{usage.model}", usage.provider):
            if key in self._overrides:
                return self._overrides[key].of(usage)
        kind = self._kinds.get(usage.provider, "")
        if kind in _FREE:
            return Decimal(0)
        price_list = _PRICE_LISTS.get(kind)
        return _listed(usage, price_list) if price_list else None


def misspelt(kind: str, model: str) -> list[str]:
    """The names that a model of a public list is likely to have meant; nothing where it is known, or looks like none.

    A name that differs in its numbers alone is taken for a version that came after the list.
    """
    import genai_prices.data_snapshot

    snapshot = genai_prices.data_snapshot.get_snapshot()
    if kind not in _PRICE_LISTS:
        return []
    provider = snapshot.find_provider(None, _PRICE_LISTS[kind], None)
    if provider.find_model(model) is not None:
        return []
    names = [each.id for each in provider.models]
    letters = _letters(model)
    if letters in map(_letters, names):
        return []
    near = get_close_matches(model, names, n=3, cutoff=0.6)
    return near if get_close_matches(letters, map(_letters, near), n=1, cutoff=_LIKE) else []


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


def _listed(usage: Usage, price_list: str) -> Decimal | None:
    import genai_prices

    spent = genai_prices.Usage(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=min(usage.cached_tokens, usage.input_tokens),
        cache_write_tokens=usage.cache_write_tokens,
    )
    try:
        return genai_prices.calc_price(spent, usage.model, provider_id=price_list).total_price
    except LookupError:
        return None
