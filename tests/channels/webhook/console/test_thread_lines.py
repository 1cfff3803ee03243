"""The lines of a thread, and what is being written, in a real browser."""

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


async def test_a_line_is_copied_and_written_anew_by_keyboard(ana: Client, page: Page) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    composer = page.get_by_test_id("composer-input")
    await composer.fill("The **keys** are\nin the boathouse.")
    await page.keyboard.press("Enter")
    answer = page.locator("[data-testid=message][data-role=assistant][data-state=answered]")
    await expect(answer).to_have_count(1)
    await answer.get_by_test_id("message-copy").press("Enter")
    await expect(page.get_by_test_id("announcer")).to_contain_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "The **keys** are\nin the boathouse."
    await expect(answer.get_by_test_id("message-edit")).to_have_count(0)
    assert await complaints(page, "#messages") == []
    mine = page.locator("[data-testid=message][data-role=user]")
    await mine.get_by_test_id("message-edit").press("Enter")
    await expect(composer).to_be_focused()
    await expect(composer).to_have_value("The **keys** are\nin the boathouse.")
    await composer.fill("The keys are lost.")
    await page.keyboard.press("Enter")
    await expect(mine).to_have_count(2)
    await page.reload()
    await expect(mine).to_have_count(2)
    await expect(mine.last.get_by_test_id("message-edit")).to_be_attached()


async def test_what_was_begun_is_there_after_a_reload_and_gone_once_it_is_sent(ana: Client, page: Page) -> None:
    one, two = [(await ana.post("/api/v1/conversations", {"title": title})).json["id"] for title in ("One", "Two")]
    composer = page.get_by_test_id("composer-input")
    for place, text in (("/", "for a new one"), (f"/c/{one}", "for the first"), (f"/c/{two}", "for the second")):
        await page.evaluate(f"location.hash = '#{place}'")
        await expect(composer).to_have_value("")
        await composer.fill(text)
    await page.reload()
    await expect(composer).to_have_value("for the second")
    await composer.press("Enter")
    await expect(page.get_by_test_id("message").first).to_be_visible()
    await page.evaluate(f"location.hash = '#/c/{one}'")
    await expect(composer).to_have_value("for the first")
    await page.evaluate(f"location.hash = '#/c/{two}'")
    await expect(composer).to_have_value("")
    await page.evaluate("location.hash = '#/'")
    await expect(composer).to_have_value("for a new one")
    await page.reload()
    await expect(composer).to_have_value("for a new one")
    await page.get_by_test_id("person").click()
    await page.get_by_test_id("sign-out").click()
    await expect(page.get_by_test_id("sign-in-token")).to_be_visible()
    assert await page.evaluate("sessionStorage.getItem('threadline.drafts')") == "[]"
