"""Which models a provider offers, by its own list: to tell a name that nobody knows before it is asked for.

All four dialects have such a list (`GET …/models`); a server without one, or one that cannot be reached, says nothing.
"""

import asyncio
from collections.abc import Collection
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from threadline.providers.presets import PRESETS
from threadline.providers.settings import ProviderSpec

if TYPE_CHECKING:
    import httpx2

PATIENCE = 4.0
"""Seconds for the list."""
_TAKES_ANY = ("extractive", "llamacpp")
_LISTED = {
    "openai": ("https://api.openai.com/v1", "/models"),
    "anthropic": ("https://api.anthropic.com", "/v1/models?limit=1000"),
    "gemini": ("https://generativelanguage.googleapis.com", "/v1beta/models?pageSize=1000"),
}


async def offered(spec: ProviderSpec, http: "httpx2.AsyncClient") -> frozenset[str] | None:
    """The names of a provider's models; None where it does not say."""
    import httpx2

    place = _place(spec)
    if place is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await http.get(place, headers=_headers(spec))
        found = answer.json() if answer.is_success else None
    except (httpx2.HTTPError, TimeoutError, ValueError):
        return None
    names = frozenset(_names(found))
    return names or None


def is_among(model: str, names: Collection[str]) -> bool:
    """Whether a list has a model, also where one of them has a tag (`llama3.2:latest`)."""
    return model in names or model.partition(":")[0] in names or any(each.startswith(f"{model}:") for each in names)


def nearest(model: str, names: Collection[str]) -> list[str]:
    """The names that look most like one, the best first."""
    return get_close_matches(model, sorted(names), n=3, cutoff=0.5)


def _place(spec: ProviderSpec) -> str | None:
    if spec.kind in _TAKES_ANY:
        return None
    preset = PRESETS.get(spec.kind)
    base, path = _LISTED.get(spec.kind, (preset.base_url if preset else None, "/models"))
    address = spec.base_url or base
    return f"{address.rstrip('/')}{path}" if address else None


def _headers(spec: ProviderSpec) -> dict[str, str]:
    key = spec.key()
    if key is None:
        return {}
    match spec.kind:
        case "anthropic":
            return {"x-api-key": key, "anthropic-version": "2023-06-01"}
        case "gemini":
            return {"x-goog-api-key": key}
        case _:
            return {"Authorization": f"Bearer {key}"}


def _names(found: Any) -> list[str]:
    """The ids in `{"data": [{"id": …}]}`, or the names in Gemini's `{"models": [{"name": "models/…"}]}`."""
    if not isinstance(found, dict):
        return []
    listed = found.get("data") or found.get("models")
    if not isinstance(listed, list):
        return []
    said = [each.get("id") or each.get("name") for each in listed if isinstance(each, dict)]
    return [each.removeprefix("models/") for each in said if isinstance(each, str)]
