"""The message that begins a conversation, in a real browser, over a slow line."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened

Hold = Callable[[bool], Awaitable[None]]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def let_go(page: Page) -> Hold:
    """No conversation begins until this is called, and says whether the service is reached then."""
    held: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def slowly(route: Route) -> None:
        if route.request.method != "POST" or await held:
            await route.continue_()
        else:
            await route.abort()

    await page.route("**/api/v1/conversations", slowly)

    async def answer(reached: bool) -> None:
        held.set_result(reached)

    return answer


async def write(page: Page, text: str) -> None:
    await page.get_by_test_id("composer-input").fill(text)
    await page.keyboard.press("Enter")


async def test_what_is_sent_before_a_conversation_is_there_begins_one_only(
    ana: Client, page: Page, let_go: Hold
) -> None:
    await write(page, "The keys are in the boathouse.")
    await write(page, "The boathouse is locked.")
    await page.get_by_test_id("composer-input").fill("And")
    await let_go(True)
    await expect(page.locator("[data-role=user]")).to_have_count(2)
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(2)
    assert [each["title"] for each in (await ana.get("/api/v1/conversations")).json["conversations"]] == [
        "The keys are in the boathouse."
    ]
    await page.reload()
    await expect(page.get_by_test_id("composer-input")).to_have_value("And")


async def test_what_could_not_be_sent_comes_back_before_what_is_typed_meanwhile(page: Page, let_go: Hold) -> None:
    await write(page, "The keys are in the boathouse.")
    await page.get_by_test_id("composer-input").fill("The boathouse is locked.")
    await let_go(False)
    await expect(page.locator("#composer-problem")).to_contain_text("cannot be reached")
    await expect(page.get_by_test_id("composer-input")).to_have_value(
        "The keys are in the boathouse.\nThe boathouse is locked."
    )


@pytest.mark.parametrize("reached", [True, False])
async def test_whoever_has_gone_elsewhere_stays_there(ana: Client, page: Page, let_go: Hold, reached: bool) -> None:
    other = (await ana.post("/api/v1/conversations", {"title": "Other"})).json["id"]
    await write(page, "The keys are in the boathouse.")
    await page.evaluate(f"location.hash = '#/c/{other}'")
    await expect(page.locator("#thread-title")).to_have_text("Other")
    await let_go(reached)
    begun = page.locator("#conversation-list").get_by_text("The keys are in the boathouse.")
    if reached:
        await expect(begun).to_be_visible()
    else:
        await expect(page.locator("#problem")).to_contain_text("cannot be reached")
    await expect(page.locator("#thread-title")).to_have_text("Other")
    await expect(page.get_by_test_id("composer-input")).to_have_value("")
    await expect(page.get_by_test_id("message")).to_have_count(0)
    if reached:
        await begun.click()
        await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    else:
        await page.evaluate("location.hash = '#/'")
        await expect(page.get_by_test_id("composer-input")).to_have_value("The keys are in the boathouse.")


async def test_a_title_ends_between_two_characters_whatever_they_are(page: Page) -> None:
    await write(page, f"{'k' * 79}\N{KEY}{'k' * 9}")
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    await expect(page.locator("#thread-title")).to_have_text(f"{'k' * 79}\N{KEY}")
