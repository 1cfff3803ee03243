"""Who answers in a conversation, and texts that their cards say as well, in a real browser."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints
from threadline.providers.settings import ProviderSpec

HOUSE = ProviderSpec(name="house", kind="vllm", base_url="http://127.0.0.1:1/v1", model="own")
WHEN = "Fri 14 Mar 2031, 12:00–13:00 (Europe/Vienna)"
SPARE = ProviderSpec(name="spare", kind="ollama", base_url="http://127.0.0.1:1/v1", model="llama")


@pytest.fixture(params=[(HOUSE, SPARE)])
async def house(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    async with opened(tmp_path / "data", providers=request.param) as house:
        yield house


async def wished(house: House, ana: Client) -> list[str | None]:
    """Whom each message of the only conversation wants, in their order."""
    [conversation] = (await ana.get("/api/v1/conversations")).json["conversations"]
    lines = (await ana.get(f"/api/v1/conversations/{conversation['id']}")).json["messages"]
    store = house.services.conversations.store
    bodies = [await store.message_body(line["id"]) for line in lines if line["role"] == "user"]
    return [json.loads(body or "{}").get("wishes", {}).get("provider") for body in bodies]


async def test_who_answers_is_chosen_for_each_conversation(house: House, ana: Client, page: Page) -> None:
    picker, composer = page.get_by_test_id("composer-model"), page.get_by_test_id("composer-input")
    answers = page.locator("[data-role=assistant][data-state=answered]")
    await expect(picker.locator("option")).to_have_text(["Usual model", "house · own", "spare · llama"])
    await picker.select_option("spare")
    assert await complaints(page, "#composer") == []
    await composer.fill("Who are you?")
    await composer.press("Enter")
    await expect(answers).to_have_count(1)
    await expect(picker).to_have_value("spare")
    async with page.expect_response("**/conversations/*"):
        await picker.select_option("")
    await composer.fill("And now?")
    await composer.press("Enter")
    await expect(answers).to_have_count(2)
    async with page.expect_response("**/conversations/*"):
        await picker.select_option("house")
    await page.reload()
    await expect(picker).to_have_value("house")
    await answers.last.get_by_test_id("message-regenerate").click()
    await expect(page.get_by_test_id("versions")).to_contain_text("2 of 2")
    assert await wished(house, ana) == ["spare", "house"]
    await page.set_viewport_size({"width": 390, "height": 800})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_test_id("tab-chats").click()
    await page.get_by_test_id("conversation-new").click()
    await expect(picker).to_have_value("")


@pytest.mark.parametrize("house", [(HOUSE,), ()], indirect=True)
async def test_where_there_is_nothing_to_choose_nothing_is_shown(page: Page) -> None:
    await expect(page.get_by_test_id("composer-type")).to_be_visible()
    await expect(page.get_by_test_id("composer-model")).to_be_hidden()


@pytest.mark.parametrize("house", [()], indirect=True)
async def test_a_text_that_its_card_says_as_well_is_left_out_and_what_else_is_said_stays(
    house: House, ana: Client, page: Page
) -> None:
    facts = (
        "**Lunch**: Fri 14 Mar 2031, 12:00–13:00 (Europe/Vienna).\n\nShall I put it into your calendar? Confirm below."
    )
    text, card = page.get_by_test_id("message-text").last, page.get_by_test_id("proposal-card")
    for said, shown in ((facts, False), (f"{facts}\n\nBring an umbrella.", True)):
        await page.evaluate("location.hash = '#/'")
        part = house.conductor.part("Lunch on 14 March 2031 from 12 to 1pm")
        await page.get_by_test_id("composer-input").fill("Lunch on 14 March 2031 from 12 to 1pm")
        await page.keyboard.press("Enter")
        part.say(said)
        part.end()
        for _ in range(2):
            await expect(card).to_have_count(1)
            await expect(text).to_be_visible(visible=shown)
            await expect(page.locator("[data-role=assistant]")).to_have_attribute("data-state", "answered")
            await page.reload()
        await card.get_by_test_id("dismiss").click()
