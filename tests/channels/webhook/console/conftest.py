"""The console in a real browser, with Ana signed in, for whatever `house` a module of tests opens."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import ZONE, House
from tests.support.chromium import browser

__all__ = ["browser"]


@pytest.fixture
async def ana(house: House) -> Client:
    return await house.person()


@pytest.fixture
async def page(house: House, ana: Client, browser: Browser) -> AsyncIterator[Page]:
    """The console, with Ana signed in; nothing in it fails or breaks the policy."""
    context = await browser.new_context(timezone_id=ZONE, locale="en-GB", color_scheme="light")
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    await page.goto(house.address)
    await page.get_by_test_id("sign-in-token").fill(ana.token or "")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("composer-input")).to_be_focused()
    yield page
    await context.close()
    assert errors == []
