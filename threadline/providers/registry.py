"""From a spec to its provider, by the entry point group `threadline.providers`: ours register as others do.

An entry point's name is the kind, and what it loads is a `Factory`. It is loaded when first made, so importing this
module loads no SDK. A third party cannot take over a kind of ours.
"""

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol, cast

from threadline.providers.port import Provider
from threadline.providers.settings import ProviderSpec

if TYPE_CHECKING:
    import httpx2

GROUP = "threadline.providers"
_OURS = "threadline."


class Factory(Protocol):
    """Makes the provider of a spec; `http` is shared and not closed by it. Raises `ValueError` for a bad spec."""

    def __call__(self, spec: ProviderSpec, http: "httpx2.AsyncClient") -> Provider:
        """Make the provider; no network, no heavy import."""
        ...


class UnknownKind(ValueError):
    """No provider of that kind is installed; the message lists those that are."""


def kinds(*, third_party: bool = True) -> dict[str, EntryPoint]:
    """All kinds that can be made. Entry points are found, not loaded."""
    found = entry_points(group=GROUP)
    ours = {point.name: point for point in found if point.value.startswith(_OURS)}
    return ({point.name: point for point in found} if third_party else {}) | ours


def create(spec: ProviderSpec, http: "httpx2.AsyncClient", *, third_party: bool = True) -> Provider:
    """Make the provider of a spec. Raises `UnknownKind`, or `ValueError` for a spec the kind cannot use."""
    known = kinds(third_party=third_party)
    if spec.kind not in known:
        raise UnknownKind(f"provider {spec.name}: unknown kind {spec.kind!r}; known are {', '.join(sorted(known))}")
    return cast("Factory", known[spec.kind].load())(spec, http)
