"""Settings: whom a person is answered by, what they see, what they like; their own, and nobody else's."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from cryptography.fernet import Fernet

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from threadline.core.turns.model_selection import LLM_PREFERENCE
from threadline.providers.settings import ProviderSpec
from threadline.storage.secrets import SecretStore

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/settings"
FAVORITES = f"{PATH}/templates/favorites"
LLM: dict[str, Any] = {
    "provider": None,
    "model": None,
    "temperature": None,
    "max_tokens": None,
    "system_prompt": "",
    "cache_seconds": 0,
    "parameters": {},
}
UI = {
    "theme": "auto",
    "week_start": "auto",
    "density": "comfortable",
    "font_size": "medium",
    "show_word_count": False,
    "show_token_count": False,
    "default_prompt_type": "custom",
}
KEY = "sk-ana-1234567890"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A service with two models to choose from, which can keep keys."""
    specs = (
        ProviderSpec(name="house", kind="vllm", base_url="http://127.0.0.1:1/v1", model="own-model"),
        ProviderSpec(name="anthropic", kind="anthropic"),
    )
    keys = (Fernet.generate_key().decode(),)
    async with opened(tmp_path_factory.mktemp("data"), providers=specs, secret_keys=keys) as house:
        yield house


async def test_a_person_begins_with_what_the_workspace_has(ana: Client) -> None:
    settings = (await ana.get(PATH)).json
    named = {"llm_settings": settings["llm"], "ui_settings": UI, "preferences": [], "favorite_templates": []}
    assert settings.pop("settings") == named
    assert settings == {
        "llm": {**LLM, "has_api_key": False},
        "ui": UI,
        "preferences": [],
        "favorites": [],
        "providers": [
            {"name": "house", "kind": "vllm", "model": "own-model"},
            {"name": "anthropic", "kind": "anthropic", "model": None},
            {"name": "extractive", "kind": "extractive", "model": None},
        ],
    }


async def test_a_person_chooses_who_answers(house: House, ana: Client, bo: Client) -> None:
    wanted = {
        "provider": "house",
        "model": "larger",
        "temperature": 0.5,
        "max_tokens": 900,
        "system_prompt": "Answer in short sentences.",
        "cache_seconds": 60,
    }
    saved = await ana.put(f"{PATH}/llm", wanted)
    kept = {**wanted, "parameters": {}, "has_api_key": False}
    assert (saved.status, saved.json) == (200, {**kept, "llm_settings": kept})
    assert (await ana.get(PATH)).json["llm"] == kept
    assert (await bo.get(PATH)).json["llm"] == {**LLM, "has_api_key": False}
    assert (await ana.post("/api/v1/webhook", {"prompt": "How is it?"})).status == 200
    request = house.conductor.requests[-1]
    assert "Answer in short sentences." in request.system
    assert (request.parameters.temperature, request.parameters.max_tokens) == (0.5, 900)
    assert (await ana.put(f"{PATH}/llm", {"temperature": 0.1})).json["llm_settings"] == {**kept, "temperature": 0.1}
    sampling = {"parameters": {"top_p": 0.9, "stop_sequences": ["END"]}}
    assert (await ana.put(f"{PATH}/llm", sampling)).json["parameters"] == {"top_p": 0.9, "stop": ["END"]}
    await ana.post("/api/v1/webhook", {"prompt": "And now?"})
    given = house.conductor.requests[-1].parameters
    assert (given.top_p, given.stop, given.temperature) == (0.9, ("END",), 0.1)
    usual = (await ana.put(f"{PATH}/llm", dict.fromkeys([*wanted, "parameters"]))).json
    assert usual["llm_settings"] == {**LLM, "has_api_key": False}


async def test_a_key_is_kept_for_its_provider_and_never_shown(house: House, ana: Client) -> None:
    saved = await ana.put(f"{PATH}/llm", {"provider": "anthropic", "api_key": KEY})
    assert saved.json["has_api_key"] is True
    everything = (await ana.get(PATH)).text + saved.text + (await ana.get("/api/v1/activity")).text
    assert KEY not in everything
    assert await house.services.storage.secrets.get(ana.person_id, "provider:anthropic") == KEY
    kept = await ana.put(f"{PATH}/llm", {"provider": "anthropic", "temperature": 1})
    assert kept.json["has_api_key"] is True
    assert (await ana.put(f"{PATH}/llm", {"provider": "house"})).json["has_api_key"] is False
    assert (await ana.put(f"{PATH}/llm", {"provider": "anthropic"})).json["has_api_key"] is True
    assert (await ana.put(f"{PATH}/llm", {"provider": "anthropic", "api_key": None})).json["has_api_key"] is False
    done = [each["what"] for each in (await ana.get("/api/v1/activity")).json["activity"]]
    assert done == ["key.forget", "key.save"]


async def test_all_keys_are_forgotten_at_once(house: House, ana: Client) -> None:
    for provider in ("house", "anthropic"):
        await ana.put(f"{PATH}/llm", {"provider": provider, "api_key": KEY})
    assert (await ana.put(f"{PATH}/llm", {"api_key": None})).status == 200
    for provider in ("house", "anthropic"):
        assert not await house.services.models.selection.has_key(ana.person_id, provider)


async def test_a_key_that_cannot_be_read_any_more_is_none(house: House, ana: Client) -> None:
    other = SecretStore(house.services.storage.database, keys=[Fernet.generate_key().decode()])
    await ana.put(f"{PATH}/llm", {"provider": "house"})
    await other.put(ana.person_id, "provider:house", KEY)
    assert (await ana.get(PATH)).json["llm"]["has_api_key"] is False


async def test_without_encryption_no_key_is_taken(house: House, ana: Client) -> None:
    await ana.put(f"{PATH}/llm", {"provider": "anthropic"})
    storage = house.services.storage
    bare = replace(house.services, storage=replace(storage, secrets=SecretStore(storage.database)))
    async with replace(house, services=bare).rebuilt() as keyless:
        client = Client(keyless.http, keyless.address, ana.token)
        refused = await client.put(f"{PATH}/llm", {"provider": "house", "api_key": KEY})
        assert "No key of your own can be kept here yet" in refused.refused(422, "UNPROCESSABLE")["error"]
        assert KEY not in refused.text
        assert (await client.get(PATH)).json["llm"]["provider"] == "anthropic"


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"provider": "nobody"}, "provider", "house, anthropic, extractive"),
        ({"model": "large"}, "model", "provider"),
        ({"api_key": KEY}, "api_key", "provider"),
    ],
)
async def test_what_cannot_be_chosen(ana: Client, body: dict[str, Any], field: str, words: str) -> None:
    refused = await ana.put(f"{PATH}/llm", body)
    assert words in refused.refused(422, "UNPROCESSABLE")["error"]
    assert refused.fields() == [field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", 2.1),
        ("temperature", -0.1),
        ("max_tokens", 0),
        ("cache_seconds", 86_401),
        ("cache_seconds", -1),
        ("system_prompt", "x" * 20_001),
        ("system_prompt", "\x00"),
        ("api_key", "two words"),
        ("colour", "green"),
    ],
)
async def test_ranges(ana: Client, field: str, value: object) -> None:
    refused = await ana.put(f"{PATH}/llm", {field: value})
    refused.refused(400, "VALIDATION_ERROR")
    assert refused.fields() == [field]


async def test_the_look_of_the_console(house: House, ana: Client, bo: Client) -> None:
    wanted = {"theme": "dark", "week_start": "sunday", "density": "compact"}
    assert (await ana.put(f"{PATH}/ui", wanted)).json["ui_settings"] == {**UI, **wanted}
    assert (await ana.get(PATH)).json["ui"] == {**UI, **wanted}
    assert (await ana.get(PATH)).json["preferences"] == []
    assert (await bo.get(PATH)).json["ui"]["theme"] == "auto"
    (await ana.put(f"{PATH}/ui", {"theme": "purple"})).refused(400, "VALIDATION_ERROR")
    assert (await ana.put(f"{PATH}/ui", {"font_size": 14})).json["theme"] == "dark"
    assert (await ana.put(f"{PATH}/ui", {"theme": None})).json["theme"] == "auto"
    await house.services.people.preferences.put(ana.person_id, "ui", value='{"theme": "of old"}', category="ui")
    assert (await ana.get(PATH)).json["ui"]["theme"] == "auto"


async def test_favourite_templates(ana: Client, bo: Client) -> None:
    own = (await ana.post("/api/v1/templates", {"name": "Mine", "template": "{{ text }}"})).json["id"]
    wanted = ["translate", own, "email_summary", "translate"]
    named = {"favorites": wanted[:3], "favorite_templates": wanted[:3]}
    assert (await ana.put(FAVORITES, {"favorites": wanted})).json == named
    assert (await ana.put(FAVORITES, {"template_ids": wanted})).json == named
    (await ana.put(FAVORITES, {"template_ids": wanted, "favorites": wanted})).refused(400, "VALIDATION_ERROR")
    assert (await ana.put(f"{FAVORITES}/translate", None)).json == named
    added = (await ana.put(f"{FAVORITES}/schedule", None)).json["favorites"]
    assert added == [*wanted[:3], "schedule"]
    assert (await ana.delete(f"{FAVORITES}/translate")).json["favorites"] == [own, "email_summary", "schedule"]
    (await ana.delete(f"{FAVORITES}/translate")).refused(404, "NOT_FOUND")
    assert (await ana.get(PATH)).json["favorites"] == added[1:]
    await ana.delete(f"/api/v1/templates/{own}")
    assert (await ana.get(PATH)).json["favorites"] == ["email_summary", "schedule"]
    assert (await ana.put(FAVORITES, {"favorites": ["schedule"]})).json["favorites"] == ["schedule"]
    settings = (await ana.get(PATH)).json
    assert (settings["favorites"], settings["preferences"]) == (["schedule"], [])
    assert (await bo.get(PATH)).json["favorites"] == []


async def test_an_unknown_template_is_no_favourite(ana: Client, bo: Client) -> None:
    foreign = (await bo.post("/api/v1/templates", {"name": "Bo's", "template": "{{ text }}"})).json["id"]
    for template_id in ("nothing", foreign):
        (await ana.put(f"{FAVORITES}/{template_id}", None)).refused(404, "NOT_FOUND")
        body = {"favorites": ["translate", template_id]}
        (await ana.put(FAVORITES, body)).refused(404, "NOT_FOUND")
    assert (await ana.get(PATH)).json["favorites"] == []


@pytest.mark.parametrize("key", [LLM_PREFERENCE, "ui"])
async def test_what_has_its_own_address_is_no_preference(ana: Client, key: str) -> None:
    await ana.put(f"{PATH}/llm", {"temperature": 1})
    await ana.put(f"{PATH}/ui", {"theme": "dark"})
    before = (await ana.get(PATH)).json
    refused = await ana.put(f"{PATH}/preferences", {"key": key, "value": "{}"})
    assert f"PUT {PATH}/{key}" in refused.refused(422, "UNPROCESSABLE")["error"]
    (await ana.delete(f"{PATH}/preferences/{key}")).refused(404, "NOT_FOUND")
    assert (await ana.get(PATH)).json == before


async def test_favourites_are_out_of_reach_of_preferences(ana: Client) -> None:
    await ana.put(f"{FAVORITES}/translate", None)
    body = {"key": "favorite:translate", "value": "x"}
    (await ana.put(f"{PATH}/preferences", body)).refused(400, "VALIDATION_ERROR")
    (await ana.delete(f"{PATH}/preferences/favorite:translate")).refused(404, "NOT_FOUND")
    assert (await ana.get(PATH)).json["favorites"] == ["translate"]


async def test_reading_does_not_let_write(house: House) -> None:
    reader = await house.person("read")
    assert (await reader.get(PATH)).status == 200
    for path in (f"{PATH}/llm", f"{PATH}/ui", FAVORITES, f"{FAVORITES}/translate"):
        (await reader.put(path, {"favorites": []})).refused(403, "ACCESS_DENIED")


async def test_preferences(ana: Client, bo: Client) -> None:
    path = "/api/v1/settings"
    assert (await ana.get(path)).json["preferences"] == []
    theme = {"key": "theme", "value": "dark", "category": "ui"}
    told = {**theme, "sentence": ""}
    assert (await ana.put(f"{path}/preferences", theme)).json == {**told, "preference": told}
    columns = {"key": "columns", "value": {"of": [1, 2.5, None]}, "category": "general"}
    structured = {**columns, "sentence": ""}
    assert (await ana.put(f"{path}/preferences", columns)).json["preference"] == structured
    assert (await ana.get(path)).json["preferences"][0] == structured
    await ana.delete(f"{path}/preferences/columns")
    await ana.put(f"{path}/preferences", {**theme, "value": "light"})
    await ana.put(f"{path}/preferences", {"key": "timezone", "value": "Asia/Kathmandu"})
    await ana.put(f"{path}/preferences", {"key": "language", "value": "de"})
    values = {each["key"]: each["value"] for each in (await ana.get(path)).json["preferences"]}
    assert values == {"theme": "light", "timezone": "Asia/Kathmandu", "language": "de"}
    assert (await ana.get("/api/v1/me")).json["timezone"] == "Asia/Kathmandu"
    assert (await bo.get(path)).json["preferences"] == []
    assert (await ana.delete(f"{path}/preferences/theme")).json == {"message": "The preference is forgotten."}
    (await ana.delete(f"{path}/preferences/theme")).refused(404, "NOT_FOUND")


async def test_preferences_of_the_calendar(ana: Client) -> None:
    wished = {
        "working_hours": "08:30-16:00",
        "working_days": "mon,tue,sat",
        "buffer_minutes": "15",
        "holidays": "DE-BY",
        "country": "US",
        "date_order": "month-day",
        "clock": "12",
        "week_start": "sunday",
        "lunch": "12:30-13:15",
        "share_busy": "false",
        "invite_attendees": "true",
    }
    for key, value in wished.items():
        stored = await ana.put(f"{PATH}/preferences", {"key": key, "value": value, "category": "calendar"})
        assert {**stored.json["preference"], "key": key, "value": value, "category": "calendar"} == stored.json[
            "preference"
        ]
    refused = await ana.put(f"{PATH}/preferences", {"key": "calendar", "value": "google:x"})
    assert "PUT /api/v1/calendar/default" in refused.refused(422, "UNPROCESSABLE")["error"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("timezone", "Mars/Base"),
        ("timezone", ""),
        ("timezone", "../etc"),
        ("language", "German"),
        ("working_hours", "nine to five"),
        ("working_hours", "09:00-09:00"),
        ("working_days", "mon,someday"),
        ("working_days", ""),
        ("buffer_minutes", "-5"),
        ("buffer_minutes", "241"),
        ("holidays", "Atlantis"),
        ("holidays", "AT-999"),
        ("country", "DE-BY"),
        ("country", "XX"),
        ("date_order", "year-month"),
        ("clock", "13"),
        ("week_start", "tuesday"),
        ("lunch", "noon"),
        ("dinner", "20:00-18:00"),
        ("share_busy", "maybe"),
        ("invite_attendees", ""),
    ],
)
async def test_preferences_that_steer_the_service_are_checked(ana: Client, key: str, value: str) -> None:
    answer = await ana.put("/api/v1/settings/preferences", {"key": key, "value": value})
    answer.refused(422, "UNPROCESSABLE")
    assert answer.fields() == ["value"]
