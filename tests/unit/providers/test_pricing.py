"""What a call costs."""

from decimal import Decimal

import pytest

from threadline.providers.port import Usage
from threadline.providers.pricing import Price, Prices, misspelt

PRICES = Prices(
    {"work": "openai", "claude": "anthropic", "home": "ollama", "extractive": "extractive"},
    {
        "home/llama": Price(input=Decimal(1), output=Decimal(2)),
        "special": Price(input=Decimal(4), output=Decimal(8), cached=Decimal(1), cache_write=Decimal(5)),
    },
)


@pytest.mark.parametrize(
    ("kind", "model", "meant"),
    [
        ("openai", "gpt-5-minni", "gpt-5-mini"),
        ("anthropic", "claude-sonet-4-5", "claude-sonnet-4-5"),
        ("gemini", "gemini-2.5-flsh", "gemini-2.5-flash"),
        ("openai", "gpt-5-mini", None),
        ("anthropic", "claude-sonnet-99-9", None),
        ("anthropic", "claude-nova-1", None),
        ("vllm", "whatever", None),
        ("openai", "", None),
    ],
)
def test_a_name_that_nobody_lists_is_known_by_what_it_looks_like(kind: str, model: str, meant: str | None) -> None:
    assert misspelt(kind, model)[:1] == ([] if meant is None else [meant])


def test_list_prices() -> None:
    cost = PRICES.cost(Usage("gpt-6-luna", 1_000_000, 1_000_000, provider="work"))
    cached = PRICES.cost(Usage("gpt-6-luna", 1_000_000, 1_000_000, cached_tokens=900_000, provider="work"))
    assert cost is not None
    assert cached is not None
    assert 0 < cached < cost


def test_writing_a_cache_costs_more() -> None:
    plain = PRICES.cost(Usage("claude-haiku-5-5", 10_000, 1, provider="claude"))
    written = PRICES.cost(Usage("claude-haiku-5-5", 10_000, 1, provider="claude", cache_write_tokens=10_000))
    assert plain is not None
    assert written is not None
    assert written > plain


@pytest.mark.parametrize(
    ("provider", "model"), [("work", "no-such-model"), ("home", "other"), ("nobody", "gpt-6-luna")]
)
def test_unknown_is_not_free(provider: str, model: str) -> None:
    assert PRICES.cost(Usage(model, 1, 1, provider=provider)) is None


def test_overrides_and_free() -> None:
    assert PRICES.cost(Usage("llama", 1_000_000, 500_000, provider="home")) == Decimal(2)
    assert PRICES.cost(Usage("x", 100, 10, cached_tokens=40, cache_write_tokens=20, provider="special")) == Decimal(
        "0.000380"
    )
    assert PRICES.cost(Usage("llama", 10, 10, cached_tokens=10, provider="home")) == Decimal("0.00003")
    assert PRICES.cost(Usage("extractive", 9, 9, provider="extractive")) == 0
