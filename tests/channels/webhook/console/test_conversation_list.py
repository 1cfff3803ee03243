"""Conversations that are renamed, pinned, put away and passed on, in a real browser and by keyboard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints

PATH = "/api/v1/conversations"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


async def choose(page: Page, row: Locator, item: str) -> None:
    """Open the menu of a conversation and take one of its items, by keyboard."""
    await row.get_by_test_id("conversation-more").press("Enter")
    await page.get_by_test_id(f"conversation-{item}").press("Enter")


async def test_conversations_are_renamed_pinned_and_put_away_by_keyboard(ana: Client, page: Page) -> None:
    for made in ("One", "Two", "Three"):
        await ana.post(PATH, {"title": made})
    await page.reload()
    rows = page.get_by_test_id("conversation")
    await expect(rows).to_contain_text(["Three", "Two", "One"])

    await choose(page, rows.filter(has_text="One"), "pin")
    await expect(rows).to_contain_text(["One", "Three", "Two"])
    await expect(rows.first.get_by_test_id("conversation-more")).to_be_focused()
    await expect(rows.first).to_contain_text("Pinned")

    await choose(page, rows.filter(has_text="Two"), "rename")
    title = page.get_by_test_id("conversation-title")
    await expect(title).to_be_focused()
    await title.fill("The second")
    await page.keyboard.press("Enter")
    await expect(rows).to_contain_text(["One", "Three", "The second"])

    await choose(page, rows.filter(has_text="Three"), "archive")
    await expect(rows).to_contain_text(["One", "The second"])
    await page.get_by_test_id("conversations-archived").press("Enter")
    await expect(rows).to_contain_text(["Three"])
    assert await complaints(page, "[data-testid=conversations]") == []
    await choose(page, rows.first, "archive")
    await expect(rows).to_have_count(0)
    await page.get_by_test_id("conversations-archived").press("Enter")
    await expect(rows).to_contain_text(["One", "Three", "The second"])

    await page.reload()
    await expect(rows).to_contain_text(["One", "Three", "The second"])
    await choose(page, rows.last, "delete")
    await page.get_by_test_id("dialog-confirm").press("Enter")
    await expect(rows).to_contain_text(["One", "Three"])


async def test_a_thread_is_passed_on_as_text(ana: Client, page: Page) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.get_by_test_id("composer-input").fill("What is 2/3 of: “nothing”?")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    await page.get_by_test_id("thread-more").press("Enter")
    assert await complaints(page, "[data-testid=conversation-menu]") == []
    await page.get_by_test_id("conversation-copy-text").press("Enter")
    await expect(page.get_by_test_id("announcer")).to_contain_text("copied")
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# What is 2/3 of: “nothing”?\n\n**ana** · ")
    await page.get_by_test_id("thread-more").press("Enter")
    async with page.expect_download() as started:
        await page.get_by_test_id("conversation-download").press("Enter")
    download = await started.value
    assert download.suggested_filename == "What is 2 3 of “nothing”.md"
    assert Path(await download.path()).read_text("utf-8") == copied


async def test_what_is_put_away_says_so_until_somebody_writes(ana: Client, page: Page) -> None:
    made = (await ana.post(PATH, {"title": "An old thread", "metadata": {}})).json["id"]
    await ana.patch(f"{PATH}/{made}", {"archived": True})
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.evaluate(f"location.hash = '#/c/{made}'")
    thread = page.get_by_test_id("thread")
    await expect(thread.get_by_text("Archived")).to_be_visible()
    await page.get_by_test_id("composer-input").fill("hello again")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    await expect(thread.get_by_text("Archived")).to_have_count(0)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [each["id"] for each in (await ana.get(PATH)).json["conversations"]] == [made]
