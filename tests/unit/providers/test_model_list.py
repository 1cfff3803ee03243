"""Which models a provider offers, by its own list."""

from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from threadline.providers.model_list import is_among, nearest, offered
from threadline.providers.settings import ProviderSpec

OPENAI = {"data": [{"id": "gpt-6-luna"}, {"id": "gpt-6-sol"}]}
GEMINI = {"models": [{"name": "models/gemini-3.5-flash-lite"}]}


async def ask(kind: str, status: int = 200, body: Any = None, **spec: Any) -> tuple[frozenset[str] | None, list[Any]]:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(status, json=body)

    made = ProviderSpec(name="p", kind=kind, api_key=SecretStr("k"), **spec)
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http:
        return await offered(made, http), asked


@pytest.mark.parametrize(
    ("kind", "body", "names", "header", "path"),
    [
        ("openai", OPENAI, {"gpt-6-luna", "gpt-6-sol"}, "authorization", "/v1/models"),
        ("xai", OPENAI, {"gpt-6-luna", "gpt-6-sol"}, "authorization", "/v1/models"),
        ("anthropic", {"data": [{"id": "claude-haiku-5-5"}]}, {"claude-haiku-5-5"}, "x-api-key", "/v1/models"),
        ("gemini", GEMINI, {"gemini-3.5-flash-lite"}, "x-goog-api-key", "/v1beta/models"),
    ],
)
async def test_each_dialect_has_its_list(kind: str, body: Any, names: set[str], header: str, path: str) -> None:
    found, asked = await ask(kind, body=body)
    assert set(found or ()) == names
    assert "k" in asked[0].headers[header]
    assert asked[0].url.path == path


@pytest.mark.parametrize(("status", "body"), [(404, {}), (401, OPENAI), (200, []), (200, {"data": "x"}), (200, {})])
async def test_a_server_without_a_list_says_nothing(status: int, body: Any) -> None:
    assert (await ask("openai_compatible", status, body, base_url="http://home.test/v1"))[0] is None


async def test_what_takes_any_name_is_not_asked() -> None:
    found, asked = await ask("llamacpp", body=OPENAI)
    assert (found, asked) == (None, [])


def test_tags_are_no_other_names() -> None:
    assert is_among("llama3.2", {"llama3.2:latest"})
    assert is_among("some/model:free", {"some/model"})
    assert not is_among("llama3", {"llama3.2:latest"})


def test_the_nearest_names_come_first() -> None:
    assert nearest("gpt-6-lunar", {"gpt-6-luna", "gpt-6-sol", "o3"})[0] == "gpt-6-luna"
    assert nearest("zzz", {"gpt-6-luna"}) == []
