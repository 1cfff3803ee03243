"""The configured providers of a process: made at first use, each with one breaker, chained by name, closed together."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from threadline.providers import registry
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.extractive import ExtractiveProvider
from threadline.providers.fallback_chain import Chain, Link, Observe, Surroundings
from threadline.providers.port import Provider
from threadline.providers.retry import Retry
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import make_http

if TYPE_CHECKING:
    import httpx2

LAST_RESORT = ProviderSpec(name="extractive", kind="extractive")
_OWN_LINKS = 200


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
        self._own_links: OrderedDict[ProviderSpec, Link] = OrderedDict()
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

    def chain(self, *names: str, own: ProviderSpec | None = None) -> Chain:
        """The named providers in order, `extractive` last; before them `own`, which belongs to one person.

        Raises `KeyError` for an unknown name and `ValueError` for a spec its kind cannot use.
        """
        first = [self._own_link(own)] if own is not None else []
        links = first + [self._link(name) for name in dict.fromkeys((*names, LAST_RESORT.name))]
        return Chain(links, retry=self._retry, surroundings=self._around, observe=self._observe)

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

    def _own_link(self, spec: ProviderSpec) -> Link:
        """A person's own provider, kept for its breaker while it is in use."""
        if spec not in self._own_links:
            self._own_links[spec] = self._new_link(spec)
        self._own_links.move_to_end(spec)
        if len(self._own_links) > _OWN_LINKS:
            self._own_links.popitem(last=False)  # its connections are the shared ones: nothing to close
        return self._own_links[spec]

    def _new_link(self, spec: ProviderSpec) -> Link:
        return Link(self._make(spec), Breaker(self._around.clock), spec.deadlines)

    def _make(self, spec: ProviderSpec) -> Provider:
        if spec.kind == LAST_RESORT.kind:
            return ExtractiveProvider(name=spec.name)  # without an HTTP client, whose package comes with the SDKs
        if self._http is None:
            self._http = self._make_http()
        return registry.create(spec, self._http, third_party=self._third_party)
