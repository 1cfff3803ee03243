"""Providers by kind and by entry point, each made without a network."""

import subprocess
import sys
from importlib.metadata import EntryPoint

import httpx2
import pytest
from pydantic import SecretStr

from tests.unit.providers.answers import collect
from tests.unit.providers.wires import WIRES, Server, stream
from threadline.providers import registry
from threadline.providers.gemini import GeminiProvider
from threadline.providers.port import ChatMessage, InvalidRequest, Provider, Request, ScriptedProvider
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import make_http

ASKED = Request((ChatMessage("user", "Hello"),))


def test_importing_loads_no_sdk() -> None:
    code = (
        "import sys, threadline.providers.registry, threadline.providers.pool, threadline.providers.pricing, "
        "threadline.providers.context_window, threadline.providers.extractive, threadline.providers.openai_compatible, "
        "threadline.providers.openai_responses, threadline.providers.anthropic_messages, threadline.providers.gemini\n"
        "heavy = {'openai', 'anthropic', 'google.genai', 'httpx2', 'genai_prices', 'vaderSentiment', 'stopwordsiso', "
        "'snowballstemmer', 'jsonschema_rs'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


async def test_every_kind_is_made_without_network() -> None:
    async with make_http() as http:
        for kind in registry.kinds(third_party=False):
            spec = ProviderSpec(name="p", kind=kind, base_url="http://127.0.0.1:1/v1", api_key=SecretStr("k"))
            provider = registry.create(spec, http, third_party=False)
            assert isinstance(provider, Provider)
            assert provider.name == "p"
            await provider.aclose()


async def test_an_unknown_kind_lists_the_known() -> None:
    async with make_http() as http:
        with pytest.raises(registry.UnknownKind, match=r"unknown kind 'nope'; known are anthropic, .*xai"):
            registry.create(ProviderSpec(name="p", kind="nope"), http)


def scripted_factory(spec: ProviderSpec, http: httpx2.AsyncClient) -> ScriptedProvider:
    return ScriptedProvider(name=spec.name)


async def test_others_come_by_entry_point_and_cannot_take_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    here = f"{__name__}:scripted_factory"
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    ours = EntryPoint("openai", "threadline.providers.openai_responses:create", registry.GROUP)
    points = [EntryPoint("mine", here, registry.GROUP), ours, EntryPoint("openai", here, registry.GROUP)]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    assert "mine" not in registry.kinds(third_party=False)
    assert registry.kinds()["openai"] == ours
    async with make_http() as http:
        made = registry.create(ProviderSpec(name="p", kind="mine"), http)
        assert isinstance(made, ScriptedProvider)


async def test_a_missing_sdk_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: GeminiProvider) -> None:
        raise ModuleNotFoundError("No module named 'google'", name="google")

    monkeypatch.setattr(GeminiProvider, "_load", missing)
    server = Server([stream()])
    with pytest.raises(InvalidRequest, match=r"pip install 'threadline\[gemini\]'"):
        await collect(WIRES[3].provider(server), ASKED)
