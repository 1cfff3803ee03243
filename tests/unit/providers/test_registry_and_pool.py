import subprocess
import sys
from importlib.metadata import EntryPoint

import httpx2
import pytest
from pydantic import SecretStr, ValidationError

from tests.unit.providers.answers import collect
from tests.unit.providers.wires import WIRES, Server, failure, stream
from threadline.providers import registry
from threadline.providers.extractive import ExtractiveProvider
from threadline.providers.gemini import GeminiProvider
from threadline.providers.openai_compatible import OpenAICompatibleProvider
from threadline.providers.pool import ProviderPool
from threadline.providers.port import ChatMessage, InvalidRequest, Provider, Request, ScriptedProvider, Task
from threadline.providers.presets import PRESETS
from threadline.providers.retry import Retry
from threadline.providers.settings import Deadlines, ProviderSpec
from threadline.providers.shared_http import make_http, patience

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


async def test_presets_know_their_servers() -> None:
    async with make_http() as http:
        for kind, preset in PRESETS.items():
            if preset.base_url:
                made = registry.create(ProviderSpec(name="p", kind=kind), http)
                assert isinstance(made, OpenAICompatibleProvider)
                assert made._base_url == preset.base_url
        with pytest.raises(ValueError, match="needs a base_url"):
            registry.create(ProviderSpec(name="p", kind="openai_compatible"), http)


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


async def test_no_model_is_said() -> None:
    with pytest.raises(InvalidRequest, match="no model configured"):
        await collect(WIRES[0].provider(Server([stream()]), model=None), ASKED)


async def test_nothing_to_answer_is_said() -> None:
    with pytest.raises(InvalidRequest, match="no message"):
        await collect(WIRES[0].provider(Server([stream()])), Request((ChatMessage("user", " "),)))


async def test_a_parameter_the_model_refuses_is_left_out_from_then_on() -> None:
    wire = WIRES[0]
    body = {"error": {"message": "Unsupported parameter: 'x'", "code": "unsupported_parameter", "param": "max_tokens"}}
    options = {"error": {"message": "unsupported", "code": "unsupported_parameter", "param": "stream_options"}}
    good = [stream(*wire.answer("ok")) for _ in range(2)]
    server = Server([failure(400, body), failure(400, options), *good])
    provider = wire.provider(server, max_tokens=9)
    got = await collect(provider, ASKED)
    assert got.usage is not None
    assert got.usage.dropped == ("max_tokens",)
    await collect(provider, ASKED)
    assert [("max_tokens" in asked, "stream_options" in asked) for asked in server.asked] == [
        (True, True),
        (False, True),
        (False, False),
        (False, False),
    ]


async def test_a_parameter_refused_again_is_an_error() -> None:
    body = {"error": {"message": "unsupported", "code": "unsupported_value", "param": "model"}}
    server = Server([failure(400, body)])
    with pytest.raises(InvalidRequest):
        await collect(WIRES[0].provider(server), ASKED)
    assert len(server.asked) == 2


async def test_the_environment_does_not_leak_to_other_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k-environment")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-environment")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-environment")
    server = Server([stream(*WIRES[0].answer("ok"))])
    await collect(WIRES[0].provider(server, api_key=None), ASKED)
    assert "environment" not in str(server.requests[0].headers)


def test_a_spec_hides_its_key_and_wants_sense() -> None:
    spec = ProviderSpec(name="p", kind="openai", api_key=SecretStr("k-secret"))
    assert "k-secret" not in repr(spec)
    assert spec.key() == "k-secret"
    assert ProviderSpec(name="p", kind="openai", api_key=SecretStr("")).key() is None
    with pytest.raises(ValidationError):
        Deadlines(connect=0)
    with pytest.raises(ValidationError):
        ProviderSpec(name="", kind="openai")


def test_patience() -> None:
    deadlines = Deadlines(connect=1, first_delta=2, between_deltas=3, whole=4)
    assert (patience(deadlines).connect, patience(deadlines).read) == (1, 3)
    assert patience(deadlines, streaming=False).read == 4


async def test_a_pool_chains_by_name_with_extractive_last() -> None:
    server = Server([failure(500, {})])
    spec = ProviderSpec(name="work", kind="openai", api_key=SecretStr("k"))
    home = ProviderSpec(name="home", kind="ollama", model="m")
    pool = ProviderPool([spec, home], http=server.client, retry=Retry(attempts=1), third_party=False)
    got = await collect(pool.chain("work", "home"), Request(ASKED.messages, task=Task.SUMMARY))
    assert got.text == "Hello"
    assert got.usage is not None
    assert got.usage.provider == "extractive"
    assert pool.kinds == {"work": "openai", "home": "ollama", "extractive": "extractive"}
    assert pool.provider("work") is pool.provider("work")
    assert pool.chain("work")._links[0] is pool.chain("extractive", "work")._links[1]
    await pool.aclose()
    await pool.aclose()


async def test_a_pool_without_anything_answers() -> None:
    pool = ProviderPool()
    assert isinstance(pool.provider("extractive"), ExtractiveProvider)
    assert (await collect(pool.chain(), ASKED)).text
    with pytest.raises(KeyError):
        pool.chain("nobody")
    await pool.aclose()


def test_two_specs_of_one_name() -> None:
    spec = ProviderSpec(name="p", kind="openai")
    with pytest.raises(ValueError, match="same name"):
        ProviderPool([spec, spec])


def test_a_pool_without_models_needs_no_http_package() -> None:
    code = (
        "import asyncio, sys\n"
        "from threadline.providers.pool import ProviderPool\n"
        "from threadline.providers.port import ChatMessage, Request\n"
        "async def main():\n"
        "    return [d async for d in ProviderPool().chain().stream(Request((ChatMessage('user', 'hello'),)))]\n"
        "assert asyncio.run(main())\n"
        "print('httpx2' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


async def test_a_pool_never_used_closes() -> None:
    await ProviderPool().aclose()


async def test_a_persons_own_provider_goes_first_and_keeps_its_breaker() -> None:
    pool = ProviderPool([ProviderSpec(name="house", kind="ollama", model="m")])
    own = ProviderSpec(name="house", kind="ollama", model="m", api_key=SecretStr("mine"))
    first, again, other = (pool.chain("house", own=spec)._links for spec in (own, own, None))
    assert [link.provider.name for link in first] == ["house", "house", "extractive"]
    assert first[0] is again[0]
    assert first[0] is not first[1]
    assert first[1] is other[0]
    await pool.aclose()


async def test_own_providers_that_nobody_uses_are_forgotten() -> None:
    pool = ProviderPool()
    for number in range(250):
        pool.chain(own=ProviderSpec(name="house", kind="ollama", model=f"m{number}"))
    assert len(pool._own_links) == 200
    assert pool.names == ("extractive",)
    assert pool.spec("extractive").kind == "extractive"
    await pool.aclose()
