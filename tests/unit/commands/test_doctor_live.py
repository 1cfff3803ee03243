"""`threadline doctor --live` against servers of our own: it asks once, waits not for ever, and says what it cost."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiohttp import web
from pydantic import SecretStr
from typer.testing import CliRunner

from threadline.cli import app
from threadline.commands.live_check import LiveCheck, check_providers
from threadline.config import Settings
from threadline.providers.pool import ProviderPool
from threadline.providers.port import Delta, Finish, Request, Text
from threadline.providers.pricing import Price
from threadline.providers.settings import ProviderSpec

Handler = Callable[[httpx2.Request], Awaitable[httpx2.Response]]


def events(*, usage: bool = True) -> bytes:
    """A chat completion of one word, as servers stream it."""
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "tiny"}
    chunks: list[dict[str, Any]] = [
        {**head, "choices": [{"index": 0, "delta": {"role": "assistant", "content": "ready"}}]},
        {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    ]
    if usage:
        tokens = {"prompt_tokens": 12, "completion_tokens": 2, "total_tokens": 14}
        chunks.append({**head, "choices": [], "usage": tokens})
    return b"".join(f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks) + b"data: [DONE]\n\n"


async def good(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=events())


async def wrong_key(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(401, json={"error": {"message": "no such key"}})


async def silent(request: httpx2.Request) -> httpx2.Response:
    await asyncio.Event().wait()
    raise AssertionError


def settings_of(*names: str, **more: Any) -> Settings:
    specs = tuple(
        ProviderSpec(
            name=name, kind="vllm", base_url="http://model.test/v1", model="tiny", api_key=SecretStr("k-secret")
        )
        for name in names
    )
    return Settings(_env_file=None, providers=specs, plugins=False, **more)


async def checked(
    settings: Settings, handler: Handler, asked: list[httpx2.Request] | None = None, patience: float = 5
) -> list[LiveCheck]:
    async def counted(request: httpx2.Request) -> httpx2.Response:
        if asked is not None and request.method == "POST":
            asked.append(request)
        return await handler(request)

    def http() -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(counted))

    pool = ProviderPool(settings.provider_specs(), http=http, third_party=False)
    return await check_providers(settings, pool, patience=patience)


async def test_each_provider_is_asked_once_and_its_price_is_told() -> None:
    price = Price(input=Decimal(1), output=Decimal(10))
    asked: list[httpx2.Request] = []
    priced, unpriced, last = await checked(settings_of("one", "two", prices={"one": price}), good, asked)
    assert len(asked) == 2
    assert (priced.provider, priced.ok, priced.model) == ("one", True, "tiny")
    assert (priced.input_tokens, priced.output_tokens) == (12, 2)
    assert priced.cost_usd == pytest.approx(0.000032)
    assert "tiny answered in" in priced.sentence
    assert priced.sentence.endswith("12 tokens in, 2 out, $0.000032")
    assert unpriced.cost_usd is None
    assert unpriced.sentence.endswith("cost unknown")
    assert (last.provider, last.ok) == ("extractive", True)
    assert last.sentence.endswith("free")


async def test_a_refusal_is_told_with_advice() -> None:
    refused, _ = await checked(settings_of("one"), wrong_key)
    assert not refused.ok
    assert refused.advice
    assert "k-secret" not in refused.sentence + refused.advice


async def test_nobody_is_waited_for_for_ever() -> None:
    late, last = await checked(settings_of("one"), silent, patience=0.2)
    assert (late.ok, last.ok) == (False, True)
    assert "no answer in time" in late.sentence


async def test_a_provider_that_cannot_be_made_is_told() -> None:
    settings = Settings(_env_file=None, plugins=False, providers=(ProviderSpec(name="odd", kind="nonsense"),))
    [odd, _] = await check_providers(settings)
    assert not odd.ok
    assert "nonsense" in odd.sentence


@dataclass
class Terse:
    """A provider that says no more than it is given, and never what it took."""

    deltas: tuple[Delta, ...]
    name: str = "terse"

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        for delta in self.deltas:
            yield delta

    async def aclose(self) -> None:
        """Nothing to free."""


class TersePool(ProviderPool):
    """A pool with one provider."""

    def __init__(self, *deltas: Delta) -> None:
        super().__init__()
        self._terse = Terse(deltas)

    def provider(self, name: str) -> Terse:
        return self._terse


async def test_an_answer_that_does_not_say_what_it_took_is_not_free() -> None:
    [check] = await check_providers(settings_of(), TersePool(Text("ready"), Finish("stop")))
    assert (check.ok, check.cost_usd) == (True, None)
    assert "the cost is unknown" in check.sentence


async def test_an_answer_without_an_end_is_none() -> None:
    [check] = await check_providers(settings_of(), TersePool(Text("rea")))
    assert not check.ok


@asynccontextmanager
async def served(status: int) -> AsyncIterator[str]:
    """A model server on loopback; yields its address."""

    async def answer(request: web.Request) -> web.Response:
        if status != 200:
            return web.json_response({"error": {"message": "no such key"}}, status=status)
        return web.Response(body=events(), content_type="text/event-stream")

    server = web.Application()
    server.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()


async def run(directory: Path, address: str, *arguments: str) -> tuple[int, str]:
    """The command as a person gives it: its exit code and output."""
    environment = {
        "THREADLINE_DATA_DIR": str(directory),
        "THREADLINE_OPENAI_BASE_URL": address,
        "THREADLINE_OPENAI_MODEL": "tiny",
        "THREADLINE_PLUGINS": "false",
    }
    result = await asyncio.to_thread(
        CliRunner().invoke, app, ["doctor", *arguments], env=environment, catch_exceptions=False
    )
    return result.exit_code, result.output


async def test_the_command_says_what_it_cost(tmp_path: Path) -> None:
    async with served(200) as address:
        code, output = await run(tmp_path, address, "--live")
        json_code, text = await run(tmp_path, address, "--live", "--json")
        _, quiet = await run(tmp_path, address, "--json")
    assert (code, json_code) == (0, 0)
    assert "Provider openai_compatible" in output
    assert "12 tokens in, 2 out, cost unknown" in " ".join(output.split())
    told = json.loads(text)
    assert told["ok"]
    [model, last] = told["providers"]
    assert (model["provider"], model["ok"], model["input_tokens"], model["cost_usd"]) == (
        "openai_compatible",
        True,
        12,
        None,
    )
    assert (last["provider"], last["cost_usd"]) == ("extractive", 0.0)
    assert "providers" not in json.loads(quiet)


async def test_the_command_fails_with_a_provider(tmp_path: Path) -> None:
    async with served(401) as address:
        code, text = await run(tmp_path, address, "--live", "--json")
    assert code == 1
    told = json.loads(text.splitlines()[0])
    assert not told["ok"]
    assert [each["ok"] for each in told["providers"]] == [False, True]
    [finding] = [each for each in told["findings"] if each["part"] == "Provider openai_compatible"]
    assert (finding["state"], bool(finding["advice"])) == ("problem", True)


async def test_without_a_model_it_says_how_to_get_one(tmp_path: Path) -> None:
    result = await asyncio.to_thread(
        CliRunner().invoke, app, ["doctor", "--json"], env={"THREADLINE_DATA_DIR": str(tmp_path)}
    )
    [models] = [each for each in json.loads(result.output)["findings"] if each["part"] == "Models"]
    assert (models["state"], "THREADLINE_OPENAI_API_KEY" in models["advice"]) == ("off", True)


async def test_a_misspelt_model_is_told_with_the_nearest_names() -> None:
    async def answer(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            return httpx2.Response(404, json={"error": {"message": "no such model"}})
        return httpx2.Response(200, json={"data": [{"id": "tiny-2"}, {"id": "huge"}]})

    check = (await checked(settings_of("one"), answer))[0]
    assert not check.ok
    assert check.warning == "one does not list tiny; did you mean tiny-2?"
