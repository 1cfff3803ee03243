"""The contract for every provider that is shipped: in memory, and against the emulator of their servers."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import ClassVar

import httpx2
import pytest
from pydantic import SecretStr

from tests.unit.providers.emulator import KEY, running
from tests.unit.providers.fake_models import provider_of, transport
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.extractive import ExtractiveProvider
from threadline.providers.fallback_chain import Chain, Link
from threadline.providers.port import (
    AuthenticationFailed,
    ChatMessage,
    CutOff,
    Finish,
    InvalidRequest,
    Provider,
    ProviderError,
    RateLimited,
    Request,
    ScriptedProvider,
    Unavailable,
)
from threadline.providers.registry import create
from threadline.providers.retry import Retry
from threadline.providers.settings import Deadlines, ProviderSpec
from threadline.providers.shared_http import make_http
from threadline.simulator.models.platform import FakeModels
from threadline.testing.provider_contract import DAY_SCHEMA, HELLO, ProviderContract, read, text_of


class TestScripted(ProviderContract):
    @pytest.fixture
    def provider(self) -> Provider:
        return ScriptedProvider()


class TestExtractive(ProviderContract):
    @pytest.fixture
    def provider(self) -> Provider:
        return ExtractiveProvider()


class TestChain(ProviderContract):
    @pytest.fixture
    def provider(self) -> Provider:
        failing = ScriptedProvider([(Unavailable("down", provider="a"),) for _ in range(5)], name="a")
        links = [Link(made, Breaker(lambda: 0.0)) for made in (failing, ScriptedProvider())]
        return Chain(links, retry=Retry(attempts=1))


class InMemory(ProviderContract):
    kind: ClassVar[str]

    @pytest.fixture
    async def provider(self) -> AsyncIterator[Provider]:
        models = FakeModels()
        async with httpx2.AsyncClient(transport=transport(models)) as http:
            yield provider_of(self.kind, http)
        assert not models.refused


class TestChatInMemory(InMemory):
    kind = "openai_compatible"


class TestResponsesInMemory(InMemory):
    kind = "openai"


class TestAnthropicInMemory(InMemory):
    kind = "anthropic"


class TestGeminiInMemory(InMemory):
    kind = "gemini"


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    with running() as address:
        yield address


class Emulated(ProviderContract):
    """The contract, and the faults that the emulator knows."""

    kind: ClassVar[str]
    path: ClassVar[str]
    api_version: ClassVar[str | None] = None

    def spec(self, emulator: str, key: str = KEY) -> ProviderSpec:
        return ProviderSpec(
            name="emulated",
            kind=self.kind,
            model="m-1",
            api_key=SecretStr(key),
            base_url=emulator + self.path,
            api_version=self.api_version,
        )

    @pytest.fixture
    async def http(self) -> AsyncIterator[httpx2.AsyncClient]:
        async with make_http() as http:
            yield http

    @pytest.fixture
    def provider(self, emulator: str, http: httpx2.AsyncClient) -> Provider:
        return create(self.spec(emulator), http, third_party=False)

    async def fail(self, provider: Provider, words: str, schema: dict[str, object] | None = None) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await read(provider, Request((ChatMessage("user", words),), schema=schema))
        return caught.value

    def _needs_tools(self, provider: Provider) -> None:
        pytest.skip("the emulator's models call no tools; those of the simulator do, in the same four dialects")

    async def test_a_wrong_key(self, emulator: str, http: httpx2.AsyncClient) -> None:
        provider = create(self.spec(emulator, key="wrong"), http, third_party=False)
        assert isinstance(await self.fail(provider, "hello"), AuthenticationFailed)

    async def test_a_rate_limit(self, provider: Provider) -> None:
        error = await self.fail(provider, "rate limited please")
        assert isinstance(error, RateLimited)
        assert error.retry_after == 3

    async def test_an_overload(self, provider: Provider) -> None:
        assert isinstance(await self.fail(provider, "overloaded please"), Unavailable)

    async def test_an_unknown_model(self, provider: Provider) -> None:
        assert isinstance(await self.fail(provider, "unknown model please"), InvalidRequest)

    @pytest.mark.parametrize("words", ["cut please", "drop please"])
    async def test_a_cut_stream(self, provider: Provider, words: str) -> None:
        error = await self.fail(provider, words)
        assert isinstance(error, CutOff)
        assert "This answer is long enough".startswith(error.text[:20])

    async def test_an_empty_answer(self, provider: Provider) -> None:
        assert isinstance(await self.fail(provider, "empty please"), Unavailable)

    async def test_broken_json(self, provider: Provider) -> None:
        assert isinstance(await self.fail(provider, "broken json please", dict(DAY_SCHEMA)), Unavailable)

    async def test_unicode(self, provider: Provider) -> None:
        assert text_of(await read(provider, Request((ChatMessage("user", "unicode please"),)))) == "Grüße 👩‍🚀 三点"

    async def test_length(self, provider: Provider) -> None:
        assert (await read(provider, Request((ChatMessage("user", "long please"),))))[-1] == Finish("length")

    async def test_a_stall_behind_a_chain(self, provider: Provider) -> None:
        quick = Deadlines(first_delta=0.1, between_deltas=0.1)
        chain = Chain([Link(provider, Breaker(lambda: 0.0), quick)], retry=Retry(attempts=1))
        error = await self.fail(chain, "stall please")
        assert isinstance(error, Unavailable | CutOff)

    async def test_an_outage_behind_a_chain(self, provider: Provider) -> None:
        links = [Link(provider, Breaker(lambda: 0.0)), Link(ExtractiveProvider(), Breaker(lambda: 0.0))]
        chain = Chain(links, retry=Retry(attempts=1))
        request = replace(HELLO, messages=(ChatMessage("user", "overloaded please"),))
        assert "Whoever runs Threadline" in text_of(await read(chain, request))


class TestChatEmulated(Emulated):
    kind = "openai_compatible"
    path = "/v1"


class TestOpenRouterEmulated(Emulated):
    kind = "openrouter"
    path = "/api/v1"


class TestResponsesEmulated(Emulated):
    kind = "openai"
    path = "/v1"


class TestAnthropicEmulated(Emulated):
    kind = "anthropic"
    path = ""


class TestGeminiEmulated(Emulated):
    kind = "gemini"
    path = ""
    api_version = "v1beta"
