"""A newcomer's first minutes, in a real browser against the real command."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

SENTENCE = "Design review with ana@example.com next Thursday 3-4:30pm in Room 4"
ZONE = "Europe/Vienna"


@contextlib.asynccontextmanager
async def serve(directory: Path) -> AsyncIterator[str]:
    """The service as `threadline serve` runs it; yields the sign-in link it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("THREADLINE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "threadline",
        "serve",
        "--port",
        "0",
        env={**environment, "THREADLINE_DATA_DIR": str(directory), "THREADLINE_ZONE": "UTC"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        while line := (await process.stdout.readline()).decode():
            if found := re.search(r"http://\S+/signin/\S+", line):
                yield found.group()
                break
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


@pytest.fixture
async def link(tmp_path: Path) -> AsyncIterator[str]:
    async with serve(tmp_path / "data") as found:
        yield found


async def sign_in(page: Page, link: str) -> None:
    """Open the link, and press the button: looking at it signs nobody in."""
    await page.goto(link)
    await page.get_by_role("button", name="Continue").click()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(timezone_id=ZONE, locale="en-GB", viewport={"width": 1360, "height": 860})
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    await context.close()
    assert errors == []


def next_thursday() -> date:
    """The Thursday of the coming week, or of this one if today is a Friday or later."""
    today = datetime.now(ZoneInfo(ZONE)).date()
    coming = today + timedelta(days=(3 - today.weekday()) % 7 or 7)
    return coming if coming.isocalendar()[:2] != today.isocalendar()[:2] else coming + timedelta(days=7)


async def test_write_confirm_see_it_in_the_week_and_the_feed_then_undo(link: str, page: Page) -> None:
    await sign_in(page, link)
    await page.get_by_test_id("composer-input").fill(SENTENCE)
    await page.keyboard.press("Enter")
    answer = page.locator("[data-testid=message][data-role=assistant]")
    await expect(answer).to_contain_text("Design review")
    card = page.get_by_test_id("proposal-card")
    await expect(card).to_have_attribute("data-state", "proposed")
    day = next_thursday()
    for words in ("Design review", f"{day:%a} {day.day} {day:%b %Y}, 15:00–16:30", "Room 4", "ana@example.com"):
        await expect(card).to_contain_text(words)

    await card.get_by_test_id("confirm").dblclick()
    await expect(card).to_have_attribute("data-state", "booked")
    week = page.locator("[data-testid=week-event][data-state=booked]")
    await expect(week).to_have_count(1)
    await expect(week).to_contain_text("Design review")

    await page.get_by_test_id("subscribe").click()
    feed = await page.get_by_test_id("feed-url").input_value()
    async with aiohttp.ClientSession() as client, client.get(feed) as response:
        calendar = await response.text()
    start = datetime(day.year, day.month, day.day, 15, tzinfo=ZoneInfo(ZONE)).astimezone(ZoneInfo("UTC"))
    assert "SUMMARY:Design review" in calendar
    assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}" in calendar
    await page.keyboard.press("Escape")

    await card.get_by_test_id("undo").click()
    await expect(card).to_have_attribute("data-state", "undone")
    await expect(week).to_have_count(0)
    async with aiohttp.ClientSession() as client, client.get(feed) as response:
        assert "Design review" not in await response.text()


async def test_a_sign_in_link_works_once(link: str, browser: Browser, page: Page) -> None:
    await sign_in(page, link)
    await expect(page.get_by_test_id("composer-input")).to_be_visible()
    other = await (await browser.new_context()).new_page()
    await other.goto(link)
    await expect(other.locator("body")).to_contain_text("Ask whoever runs Threadline")


async def test_words_that_change_or_cancel_a_proposal_show_on_its_card(link: str, page: Page) -> None:
    await sign_in(page, link)
    write, card = page.get_by_test_id("composer-input"), page.get_by_test_id("proposal-card")
    await write.fill("Planning next Friday 3-4pm")
    await page.keyboard.press("Enter")
    await expect(card).to_contain_text("15:00–16:00")
    await write.fill("move it to 5")
    await page.keyboard.press("Enter")
    await expect(card).to_contain_text("17:00–18:00")
    await write.fill("cancel it")
    await page.keyboard.press("Enter")
    await expect(card).to_have_attribute("data-state", "dismissed")
    await expect(card).to_have_count(1)


async def test_edit_and_dismiss_by_keyboard_alone(link: str, page: Page) -> None:
    await sign_in(page, link)
    await page.get_by_test_id("composer-input").fill("Lunch with Bo tomorrow at noon")
    await page.keyboard.press("Enter")
    card = page.get_by_test_id("proposal-card")
    await card.get_by_test_id("edit").focus()
    await page.keyboard.press("Enter")
    title = page.locator("[data-field=title] input")
    await title.fill("Early lunch")
    await page.get_by_test_id("edit-save").focus()
    await page.keyboard.press("Enter")
    await expect(card).to_contain_text("Early lunch")
    await card.get_by_test_id("dismiss").focus()
    await page.keyboard.press("Enter")
    await expect(card).to_have_attribute("data-state", "dismissed")


async def test_whoever_runs_the_service_invites_somebody_and_sees_it_on_a_telephone_too(link: str, page: Page) -> None:
    await sign_in(page, link)
    await expect(page.get_by_role("textbox").first).to_be_visible()
    await page.goto(link.partition("/signin/")[0] + "/admin")
    await page.get_by_label("E-mail address").fill("cy@example.com")
    await page.get_by_role("button", name="Invite").click()
    await expect(page.get_by_role("status")).to_contain_text("/signin/tl_signin_")
    await expect(page.get_by_text("person.invite")).to_be_visible()
    await page.set_viewport_size({"width": 360, "height": 740})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it has to be pushed sideways"
    await page.screenshot(path=os.environ.get("THREADLINE_TEST_PICTURE"), full_page=True)
