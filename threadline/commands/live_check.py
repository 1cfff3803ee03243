"""Asking every configured provider one tiny question: whether it answers, how fast, and what that cost."""

import asyncio
import time
from dataclasses import dataclass, replace

from threadline.config import Settings
from threadline.providers.model_list import is_among, nearest
from threadline.providers.pool import ProviderPool
from threadline.providers.port import ChatMessage, CutOff, Finish, Parameters, ProviderError, Request, Usage
from threadline.providers.pricing import Prices

PATIENCE_SECONDS = 30.0
_NO_ANSWER = "no answer in time"
_MOST_TOKENS = 1_000  # a model that thinks before it speaks needs room even for one word
_QUESTION = Request(
    (ChatMessage("user", "Answer with the one word: ready"),), parameters=Parameters(max_tokens=_MOST_TOKENS)
)


@dataclass(frozen=True, slots=True)
class LiveCheck:
    """How one provider did. `cost_usd` is None where nobody knows the price; `problem` where it did not answer."""

    provider: str
    ok: bool
    seconds: float
    model: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: float | None = None
    problem: str = ""
    advice: str = ""
    warning: str = ""

    @property
    def sentence(self) -> str:
        """All of it for a person."""
        if not self.ok:
            return f"{self.problem} (after {self.seconds:.1f} s)"
        if self.input_tokens is None or self.output_tokens is None:
            return f"answered in {self.seconds:.1f} s; it did not say what that took, so the cost is unknown"
        tokens = f"{self.input_tokens} tokens in, {self.output_tokens} out"
        cost = "cost unknown" if self.cost_usd is None else "free" if not self.cost_usd else f"${self.cost_usd:.6f}"
        return f"{self.model} answered in {self.seconds:.1f} s; {tokens}, {cost}"


async def check_providers(
    settings: Settings, pool: ProviderPool | None = None, *, patience: float = PATIENCE_SECONDS
) -> list[LiveCheck]:
    """Ask each configured provider once, all at the same time. `pool` stands in for the settings' own (tests)."""
    pool = pool or ProviderPool(settings.provider_specs(), third_party=settings.plugins)
    prices = Prices(pool.kinds, settings.prices)
    try:
        checks = await asyncio.gather(*(_check(pool, name, prices, patience) for name in pool.names))
        return [replace(check, warning=await _doubt(pool, check, prices)) for check in checks]
    finally:
        await pool.aclose()


async def _check(pool: ProviderPool, name: str, prices: Prices, patience: float) -> LiveCheck:
    began = time.monotonic()
    try:
        async with asyncio.timeout(patience):
            usage = await _ask(pool, name)
    except TimeoutError:
        problem, advice = _NO_ANSWER, "Is it overloaded, or the way to it blocked?"
    except ProviderError as error:
        problem, advice = str(error), error.advice if error.advice != str(error) else ""
    except (ValueError, ImportError) as error:  # a spec its kind cannot use, an SDK that is not installed
        problem, advice = str(error), ""
    else:
        return _answered(name, time.monotonic() - began, usage, prices)
    return LiveCheck(name, ok=False, seconds=_rounded(time.monotonic() - began), problem=problem, advice=advice)


async def _doubt(pool: ProviderPool, check: LiveCheck, prices: Prices) -> str:
    """What is odd about the model's name, although it may answer; whoever gave no answer at all is not asked again."""
    name = check.provider
    try:
        model = None if check.problem == _NO_ANSWER else pool.model(name)
    except (ValueError, ImportError):  # a spec its kind cannot use: that has been told
        return ""
    if model is None:
        return ""
    spec = pool.spec(name)
    names = await pool.offered(spec)
    if names is not None and not is_among(model, names):
        near = nearest(model, names)
        return f"{name} does not list {model}" + (f"; did you mean {', '.join(near)}?" if near else "")
    if prices.is_listed(name) and prices.cost(Usage(model, 1, 1, provider=name)) is None:
        return f"the list of prices does not know {model}: what it costs stays unknown"
    return ""


async def _ask(pool: ProviderPool, name: str) -> Usage | None:
    """The usage of one whole answer, if the provider told it. Raises `ProviderError`."""
    usage, finish = None, None
    async for delta in pool.provider(name).stream(_QUESTION):
        match delta:
            case Usage():
                usage = delta
            case Finish():
                finish = delta
    if finish is None:
        raise CutOff("It ended without an answer", provider=name)
    return usage


def _answered(name: str, seconds: float, usage: Usage | None, prices: Prices) -> LiveCheck:
    if usage is None:
        return LiveCheck(name, ok=True, seconds=_rounded(seconds))
    cost = prices.cost(usage)
    return LiveCheck(
        name,
        ok=True,
        seconds=_rounded(seconds),
        model=usage.model,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=float(cost) if cost is not None else None,
    )


def _rounded(seconds: float) -> float:
    return round(seconds, 3)
