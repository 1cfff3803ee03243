"""The page of a poll's voter in a real browser: on a phone, in both themes, by keyboard alone, in seven languages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.channels.webhook.house import House, opened
from tests.channels.webhook.pages.test_booking_in_a_browser import fits, phone, tab_to
from tests.channels.webhook.pages.test_polls_in_a_thread import asked
from tests.support.axe import complaints
from threadline.core.polls.poll import Poll

QUESTIONS = {
    "en": "bo, when can you come?",
    "de": "bo, wann kannst du kommen?",
    "fr": "bo, quand pouvez-vous venir ?",
    "es": "bo, ¿cuándo puedes venir?",
    "it": "bo, quando può venire?",
    "pt": "bo, quando você pode vir?",
    "nl": "bo, wanneer kun je komen?",
}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def poll(house: House) -> Poll:
    _conversation, poll = await asked(house, await house.person())
    return poll


def page_of(house: House, poll: Poll, name: str = "bo") -> str:
    [token] = [each.record.token for each in poll.voters if each.name == name]
    return f"{house.address}/poll/{token}"


async def test_a_vote_is_given_on_a_phone_by_keyboard_alone(house: House, poll: Poll, browser: Browser) -> None:
    page = await phone(browser, zone="Asia/Tokyo")
    await page.goto(page_of(house, poll))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Design review")
    await expect(page.get_by_text("Wednesday 8 December, 18:00–18:30")).to_be_visible()
    assert await complaints(page) == []
    assert await fits(page)
    await tab_to(page, "Send my answer")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await complaints(page) == []
    await tab_to(page, "time")
    await page.keyboard.press("Space")
    await tab_to(page, "Send my answer")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text(
        "Your answer is noted. You can change it until the poll is closed."
    )
    await expect(page.get_by_text("1 vote: bo")).to_be_visible()
    assert await complaints(page) == []
    await tab_to(page, "None of these")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("No time suits bo.")).to_be_visible()
    found = await house.services.polls.polls.get(poll.id)
    assert found is not None
    assert [each.choices for each in found.voters] == [frozenset(), None]


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_a_closed_poll_shows_what_came_of_it(house: House, poll: Poll, browser: Browser, theme: str) -> None:
    await house.services.polls.polls.close(poll, "test")
    context = await browser.new_context(
        color_scheme="dark" if theme == "dark" else "light", viewport={"width": 390, "height": 844}
    )
    page: Page = await context.new_page()
    await page.goto(page_of(house, poll))
    await expect(page.get_by_text("The poll is closed.")).to_be_visible()
    assert await page.locator("form[method=post]").count() == 0
    assert await complaints(page) == []


@pytest.mark.parametrize("language", QUESTIONS)
async def test_it_is_written_in_seven_languages(house: House, poll: Poll, browser: Browser, language: str) -> None:
    page = await phone(browser, locale=language, zone="Europe/Vienna")
    await page.goto(page_of(house, poll))
    await expect(page.locator("legend")).to_have_text(QUESTIONS[language])
    await expect(page.locator("html")).to_have_attribute("lang", language)
    assert await fits(page)


async def test_an_address_that_nobody_was_given_shows_nothing(house: House, poll: Poll) -> None:
    for token in ("x", poll.id):
        answer = await house.http.get(f"{house.address}/poll/{token}")
        assert answer.status == 404
    sent = await house.http.post(page_of(house, poll), data={"time": "9"}, allow_redirects=False)
    assert sent.status == 422
    found = await house.services.polls.polls.get(poll.id)
    assert found is not None
    assert not any(each.choices for each in found.voters)
