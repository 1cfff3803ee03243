"""The providers of a service, and a person's own."""

import subprocess
import sys

import pytest
from pydantic import SecretStr

from tests.unit.providers.answers import collect
from tests.unit.providers.wires import Server, failure
from threadline.providers.extractive import ExtractiveProvider
from threadline.providers.fallback_chain import Chain, Link
from threadline.providers.last_resort import LastResort
from threadline.providers.pool import OwnProvider, ProviderPool
from threadline.providers.port import ChatMessage, Provider, Request, Task
from threadline.providers.retry import Retry
from threadline.providers.settings import ProviderSpec

ASKED = Request((ChatMessage("user", "Hello"),))


def links(provider: Provider) -> tuple[Link, ...]:
    """Those who are asked, in order; what stands behind them needs no model."""
    chain = provider._models if isinstance(provider, LastResort) else provider
    assert isinstance(chain, Chain)
    return chain._links


async def test_a_pool_chains_by_name_with_extractive_last() -> None:
    server = Server([failure(500, {})])
    spec = ProviderSpec(name="work", kind="openai", api_key=SecretStr("k"))
    home = ProviderSpec(name="home", kind="ollama", model="m")
    pool = ProviderPool([spec, home], http=server.client, retry=Retry(attempts=1), third_party=False)
    got = await collect(pool.chain("work", "home"), Request(ASKED.messages, task=Task.SUMMARY))
    assert got.text.startswith("Hello\n\n*No model could answer: work does not answer and home does not answer.")
    assert got.usage is not None
    assert got.usage.provider == "extractive"
    assert pool.kinds == {"work": "openai", "home": "ollama", "extractive": "extractive"}
    assert pool.provider("work") is pool.provider("work")
    assert links(pool.chain("work"))[0] is links(pool.chain("home", "work"))[1]
    assert [link.provider.name for link in links(pool.chain("extractive", "work"))] == ["extractive"]
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
    pool = ProviderPool()
    await pool.aclose()
    assert [link.provider.name for link in links(pool.chain())] == ["extractive"]


async def test_a_persons_own_provider_goes_first_and_keeps_its_breaker() -> None:
    pool = ProviderPool([ProviderSpec(name="house", kind="ollama", model="m")])
    own = ProviderSpec(name="house", kind="ollama", model="m", api_key=SecretStr("mine"))
    mine = OwnProvider(own, key=True, exclusive=True)
    first, again, other = (links(pool.chain("house", own=each)) for each in (mine, mine, None))
    assert [(link.provider.name, link.exclusive) for link in first] == [("house", True), ("house", False)]
    assert first[0] is again[0]
    assert first[0] is not first[1]
    assert first[1] is other[0]
    await pool.aclose()


async def test_own_providers_that_nobody_uses_are_forgotten() -> None:
    pool = ProviderPool()
    for number in range(250):
        pool.chain(own=OwnProvider(ProviderSpec(name="house", kind="ollama", model=f"m{number}")))
    assert len(pool._own_links) == 200
    assert pool.names == ("extractive",)
    assert pool.spec("extractive").kind == "extractive"
    await pool.aclose()
