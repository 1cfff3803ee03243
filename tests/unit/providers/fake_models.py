"""Our providers asking the fake models, without a network."""

from importlib import import_module
from typing import Any

import httpx2
from pydantic import SecretStr

from tests.unit.providers.wires import Body
from threadline.providers.port import Provider
from threadline.providers.registry import create
from threadline.providers.settings import ProviderSpec
from threadline.simulator.models.platform import FakeModels

KINDS = ("openai_compatible", "openai", "anthropic", "gemini")
_ROOTS = {"openai_compatible": "/v1", "openai": "/v1"}


def transport(models: FakeModels) -> httpx2.MockTransport:
    """The fake models as a transport."""

    async def answer(request: httpx2.Request) -> httpx2.Response:
        answered = models.answer(request.url.path, request.content)
        if answered.events is None:
            return httpx2.Response(answered.status, json=dict(answered.body))
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=Body(answered.events))

    return httpx2.MockTransport(answer)


def provider_of(kind: str, http: httpx2.AsyncClient, **spec: Any) -> Provider:
    """A provider of a kind."""
    values = {"name": "test", "kind": kind, "model": "m-1", "api_key": SecretStr("k-secret")}
    values["base_url"] = f"https://model.test{_ROOTS.get(kind, '')}"
    return create(ProviderSpec(**(values | spec)), http, third_party=False)


def asking(models: FakeModels, kind: str, **spec: Any) -> Provider:
    """A provider of a kind that asks these models."""
    return provider_of(kind, httpx2.AsyncClient(transport=transport(models)), **spec)


def import_sdk(kind: str) -> None:
    """Import the SDK of a kind now, where a test bounds how long an answer may take."""
    import_module({"anthropic": "anthropic", "gemini": "google.genai"}.get(kind, "openai"))
