"""Searching all conversations in a real browser, by keyboard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


async def test_a_slash_finds_what_was_said_anywhere_and_enter_opens_it(ana: Client, page: Page) -> None:
    for title, text in (
        ("Keys", "The harbour master has them."),
        ("Boats", "Two of them leak."),
        ("harbour fees", "Paid."),
    ):
        conversation = (await ana.post("/api/v1/conversations", {"title": title})).json["id"]
        await ana.post(f"/api/v1/conversations/{conversation}/messages", {"text": text})
    await page.reload()
    await expect(page.get_by_test_id("conversation")).to_have_count(3)
    await expect(page.get_by_test_id("composer-input")).to_be_focused()
    await page.get_by_test_id("person").focus()
    await page.keyboard.press("/")
    search = page.get_by_test_id("conversation-search")
    await expect(search).to_be_focused()
    await page.keyboard.type("harbour")
    found = page.get_by_test_id("found")
    await expect(found).to_have_count(2)
    await expect(found.first.locator(".conversation-title mark")).to_have_text("harbour")
    await expect(found.last.locator(".found-line mark").first).to_have_text("harbour")
    assert await complaints(page, ".rows") == []
    await page.keyboard.type(" master")
    await expect(found).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("The harbour master has them.").first).to_be_visible()
    await search.fill("nowhere to be found")
    await expect(page.locator("#conversation-note")).to_contain_text("“nowhere to be found” is in no conversation.")
    await search.press("Escape")
    await expect(search).to_have_value("")
    await expect(page.get_by_test_id("conversation")).to_have_count(3)
