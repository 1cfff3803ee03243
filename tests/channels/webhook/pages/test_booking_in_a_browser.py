"""The page of a booking link in a real browser: on a phone, in both themes, by keyboard alone, in seven languages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints
from threadline.core.appointments.booking_link import BookingLink, Question, Terms

HEADINGS = {
    "en": "Choose a time with Ana Ruiz",
    "de": "Wähle eine Zeit mit Ana Ruiz",
    "fr": "Choisissez un créneau avec Ana Ruiz",
    "es": "Elige una hora con Ana Ruiz",
    "it": "Scelga un orario con Ana Ruiz",
    "pt": "Escolha um horário com Ana Ruiz",
    "nl": "Kies een tijd met Ana Ruiz",
}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def link(house: House) -> BookingLink:
    owner = await house.services.people.directory.ensure("ana@example.com", name="Ana Ruiz", zone="Europe/Vienna")
    terms = Terms(title="Introduction", location="Room 4", questions=(Question("What is it about?", required=True),))
    return await house.services.appointments.links.make(owner, terms, key="one", single_use=True)


async def phone(browser: Browser, locale: str = "en-GB", zone: str = "Asia/Tokyo") -> Page:
    context = await browser.new_context(
        timezone_id=zone, locale=locale, viewport={"width": 390, "height": 844}, has_touch=True
    )
    return await context.new_page()


async def fits(page: Page) -> bool:
    """Nothing is wider than the screen."""
    wide: bool = await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return wide


async def focused(page: Page) -> str:
    return str(await page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()"))


async def tab_to(page: Page, wanted: str) -> None:
    """Go on by the Tab key until what is wanted has the focus."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if (await focused(page)).startswith(wanted):
            return
    raise AssertionError(f"no way by keyboard to {wanted}")


async def test_a_time_is_booked_on_a_phone_by_keyboard_alone(house: House, link: BookingLink, browser: Browser) -> None:
    page = await phone(browser)
    await page.goto(f"{house.address}/book/{link.token}")
    await expect(page.get_by_text("Tokyo (UTC+09:00)")).to_be_visible()
    assert await complaints(page) == []
    assert await fits(page)
    first = (await page.locator(".slots button").first.inner_text()).strip()
    await tab_to(page, first)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Meet Ana Ruiz")
    await tab_to(page, "Book this time")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await complaints(page) == []
    for name, words in (("name", "Bo Chen"), ("email", "bo@example.com"), ("q0", "The offer")):
        await tab_to(page, name)
        await page.keyboard.type(words)
    await tab_to(page, "Book this time")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("You meet Ana Ruiz")
    assert await complaints(page) == []
    assert await fits(page)


@pytest.mark.parametrize("language", HEADINGS)
async def test_it_is_written_in_seven_languages(
    house: House, link: BookingLink, browser: Browser, language: str
) -> None:
    page = await phone(browser, locale=language, zone="Europe/Vienna")
    await page.goto(f"{house.address}/book/{link.token}")
    await expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[language])
    await expect(page.locator("html")).to_have_attribute("lang", language)
    assert await fits(page)
    await page.locator(".slots button").first.click()
    await page.get_by_role("button").last.click()  # another time
    await expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[language])


async def test_another_zone_is_chosen_without_a_script(house: House, link: BookingLink, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{house.address}/book/{link.token}")
    await page.get_by_text("Times are those of Vienna").click()
    await page.get_by_label("Time zone").select_option("America/New_York")
    await page.get_by_role("button", name="Show").click()
    await expect(page.get_by_text("Times are those of New York")).to_be_visible()
