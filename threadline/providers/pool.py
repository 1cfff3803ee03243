"""The configured providers of a process: made at first use, each with one breaker, chained by name, closed together."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from threadline.providers import registry
from threadline.providers.attempts import Meter
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.extractive import ExtractiveProvider
from threadline.providers.fallback_chain import Chain, Link, Observe, Surroundings
from threadline.providers.health import Standing
from threadline.providers.last_resort import LastResort
from threadline.providers.model_list import offered
from threadline.providers.port import Provider, ProviderError, Warming
from threadline.providers.retry import Retry
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import make_http

if TYPE_CHECKING:
    import httpx2

LAST_RESORT = ProviderSpec(name="extractive", kind="extractive")
_OWN_LINKS = 200


@dataclass(frozen=True, slots=True)
class OwnProvider:
    """A provider as a person chose it. `key`: with a key they brought; `exclusive`: if that is refused, nobody else."""

    spec: ProviderSpec
    key: bool = False
    exclusive: bool = False


class ProviderPool:
    """Providers by name. The shared HTTP client is made with the first that needs it, and closed by `aclose`.

    A provider named `extractive` is always there. Raises `ValueError` for two specs of one name.
    """

    def __init__(
        self,
        specs: Sequence[ProviderSpec] = (),
        *,
        http: "Callable[[], httpx2.AsyncClient]" = make_http,
        retry: Retry | None = None,
        surroundings: Surroundings | None = None,
        observe: Observe | None = None,
        third_party: bool = True,
    ) -> None:
        self._specs = {spec.name: spec for spec in specs}
        if len(self._specs) < len(specs):
            raise ValueError("two providers have the same name")
        self._specs.setdefault(LAST_RESORT.name, LAST_RESORT)
        self._links: dict[str, Link] = {}
        self._own_links: OrderedDict[OwnProvider, Link] = OrderedDict()
        self._make_http = http
        self._http: httpx2.AsyncClient | None = None
        self._retry = retry
        self._around = surroundings or Surroundings()
        self._observe = observe
        self._third_party = third_party

    @property
    def names(self) -> tuple[str, ...]:
        """The configured providers, in the order they were given."""
        return tuple(self._specs)

    def spec(self, name: str) -> ProviderSpec:
        """How a provider is configured. Raises `KeyError` for an unknown name."""
        return self._specs[name]

    def model(self, name: str) -> str | None:
        """The model a provider asks if nobody names one; None where it has none. Raises `KeyError`."""
        default: str | None = getattr(self.provider(name), "default_model", None)
        return self._specs[name].model or default

    @property
    def kinds(self) -> dict[str, str]:
        """Kinds of the configured providers by name, as `pricing.Prices` wants them."""
        return {name: spec.kind for name, spec in self._specs.items()}

    def provider(self, name: str) -> Provider:
        """One provider without retries, for a check of it alone. Raises `KeyError` for an unknown name."""
        return self._link(name).provider

    def chain(self, *names: str, own: OwnProvider | None = None, meter: Meter | None = None) -> Provider:
        """The named providers in order, before them a person's `own`, behind them what needs no model.

        `meter` learns of every attempt. Raises `KeyError` for an unknown name and `ValueError` for a spec its kind
        cannot use.
        """
        meter = meter if meter is not None else Meter()
        first = [self._own_link(own)] if own is not None else []
        models = first + [self._link(name) for name in _before(names, LAST_RESORT.name)]
        standby = self._link(LAST_RESORT.name)
        if not models:
            return self._chain([standby], meter)
        chosen = own.spec.name if own is not None else None
        return LastResort(self._chain(models, meter), standby.provider, meter, chosen=chosen, surroundings=self._around)

    async def warm_up(self, names: Iterable[str]) -> None:
        """Load what the named providers need before they can be asked, so that no person waits for it."""
        for name in names:
            provider = self._link(name).provider
            if isinstance(provider, Warming):
                # Without a key or its package it will say so when it is asked.
                with suppress(ProviderError):
                    await provider.warm_up()

    async def offered(self, spec: ProviderSpec) -> frozenset[str] | None:
        """The names of the models that a provider offers, by its own list; None where it does not say."""
        if spec.kind == LAST_RESORT.kind:
            return None
        if self._http is None:
            self._http = self._make_http()
        return await offered(spec, self._http)

    @property
    def standings(self) -> dict[str, tuple[Standing, str]]:
        """How the workspace's own providers do, by name, each with the state of its breaker."""
        return {name: (link.standing, link.breaker.state) for name, link in self._links.items()}

    def _chain(self, links: Sequence[Link], meter: Meter) -> Chain:
        return Chain(links, retry=self._retry, surroundings=self._around, observe=self._observe, meter=meter)

    async def aclose(self) -> None:
        """Close providers and connections."""
        for link in (*self._links.values(), *self._own_links.values()):
            await link.provider.aclose()
        self._links.clear()
        self._own_links.clear()
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    def _link(self, name: str) -> Link:
        if name not in self._links:
            self._links[name] = self._new_link(self._specs[name])
        return self._links[name]

    def _own_link(self, own: OwnProvider) -> Link:
        """A person's own provider, kept for its breaker while it is in use."""
        if own not in self._own_links:
            self._own_links[own] = replace(self._new_link(own.spec), own_key=own.key, exclusive=own.exclusive)
        self._own_links.move_to_end(own)
        if len(self._own_links) > _OWN_LINKS:
            self._own_links.popitem(last=False)  # its connections are the shared ones: nothing to close
        return self._own_links[own]

    def _new_link(self, spec: ProviderSpec) -> Link:
        provider = self._make(spec)
        model = spec.model or getattr(provider, "default_model", None)
        return Link(provider, Breaker(self._around.clock), spec.deadlines, model)

    def _make(self, spec: ProviderSpec) -> Provider:
        if spec.kind == LAST_RESORT.kind:
            return ExtractiveProvider(name=spec.name)  # without an HTTP client, whose package comes with the SDKs
        if self._http is None:
            self._http = self._make_http()
        return registry.create(spec, self._http, third_party=self._third_party)


def _before(names: Sequence[str], last: str) -> Sequence[str]:
    """The names up to the last resort, each once: what stands behind it is never asked."""
    kept = tuple(dict.fromkeys(names))
    return kept[: kept.index(last)] if last in kept else kept
