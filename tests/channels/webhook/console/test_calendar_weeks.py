"""On which day weeks begin in the console: as the person says, whatever the browser speaks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import ZONE, House, opened


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def american(house: House, ana: Client, browser: Browser) -> AsyncIterator[Page]:
    """Ana's console in a browser whose language begins its weeks on Sunday."""
    context = await browser.new_context(timezone_id=ZONE, locale="en-US")
    page = await context.new_page()
    await page.goto(house.address)
    await page.get_by_test_id("sign-in-token").fill(ana.token or "")
    await page.keyboard.press("Enter")
    yield page
    await context.close()


async def test_weeks_begin_as_the_person_says(ana: Client, american: Page) -> None:
    first = american.locator(".week-head").first
    await expect(first).to_contain_text("Mon")
    said = {"key": "week_start", "value": "sunday", "category": "calendar"}
    assert (await ana.put("/api/v1/settings/preferences", said)).status < 300
    await american.reload()
    await expect(first).to_contain_text("Sun")
    await american.get_by_test_id("nav-settings").click()
    await expect(american.get_by_test_id("settings-week_start")).to_have_value("sunday")
