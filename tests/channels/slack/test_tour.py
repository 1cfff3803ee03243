"""The page that joins the fakes' pages, in a real browser: each "send this" does it, and the stream can be seen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.axe import complaints
from tests.support.chromium import browser
from threadline.commands.simulate import Simulation, simulation
from threadline.config import Settings

__all__ = ["browser"]


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Simulation]:
    settings = Settings(_env_file=None, data_dir=tmp_path, port=0, zone="UTC", log_level="error", plugins=False)
    async with simulation(settings) as running:
        yield running


@pytest.fixture
async def tour(running: Simulation, browser: Browser) -> AsyncIterator[Page]:
    """The page, open; nothing in it fails or breaks its policy."""
    context = await browser.new_context(locale="en-GB", color_scheme="light", viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    await page.goto(running.tour.url)
    await expect(page.locator("#steps li")).to_have_count(6)
    yield page
    await context.close()
    assert errors == []


async def test_the_story_is_told_by_its_buttons(tour: Page) -> None:
    slack, steps = tour.frame_locator("iframe[data-stop=slack]"), tour.locator("#steps li")
    await steps.nth(0).get_by_role("button").click()
    thread = slack.locator("#replies")
    await expect(thread).to_contain_text("Design review")
    await expect(thread.locator(".stream").first).to_contain_text("Streamed: start")
    await thread.get_by_role("button", name="Confirm").click()
    await expect(thread).to_contain_text("In your calendar")
    await expect(steps.nth(0)).to_have_attribute("data-done", "")
    await steps.nth(1).get_by_role("button").click()
    await expect(thread).to_contain_text("16:00")
    await steps.nth(2).get_by_role("button").click()
    teams = tour.frame_locator("iframe[data-stop=teams]")
    await expect(teams.locator("#messages")).to_contain_text("Design review")
    await steps.nth(3).get_by_role("button").click()
    mail = tour.frame_locator("iframe[data-stop=mail]")
    await expect(mail.locator("#inbox li").first).to_be_visible()
    await steps.nth(4).get_by_role("button").click()
    await expect(tour.frame_locator("iframe[data-stop=google]").locator("h1")).to_contain_text("Ana")
    await steps.nth(5).get_by_role("button").click()
    await expect(tour.frame_locator("iframe[data-stop=microsoft]").locator("h1")).to_contain_text("Ana")


async def test_everybody_can_read_it(tour: Page) -> None:
    assert "\n".join(await complaints(tour, ".story")) == ""
    assert "\n".join(await complaints(tour, "#stops")) == ""
    await tour.set_viewport_size({"width": 390, "height": 844})
    wide = await tour.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


async def test_only_the_page_itself_can_send(running: Simulation, tour: Page) -> None:
    answer = await tour.request.post(f"{running.tour.url}/send/0")
    assert answer.status == 403
    for number in ("4", "9", "x"):
        other = await tour.request.post(f"{running.tour.url}/send/{number}", headers={"X-Simulator": "1"})
        assert other.status == 404
