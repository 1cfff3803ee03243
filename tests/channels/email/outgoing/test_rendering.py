"""How a mail looks in a browser engine, as wide as a reading pane and as narrow as a phone, light and dark."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, Page

from tests.support.chromium import browser
from threadline.bots.email.rendering.card import card_of
from threadline.bots.email.rendering.html import to_html
from threadline.bots.email.rendering.html_page import page
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.domain.proposal import Alternative, Conflict, Evidence, Offer, Proposal, State

__all__ = ["browser"]

START = datetime(2030, 3, 5, 15, tzinfo=ZoneInfo("Europe/Vienna"))
ANSWER = (
    "# Summary\n\nBo asks to move the **review**.\n\n- one\n- two\n\n> quoted\n\n"
    "| Who | What |\n|---|---|\n| Bo | `x` |\n\n"
    "https://plan.example.com/" + "very-long-" * 20 + "\n\n" + "unbroken" * 30
)  # fmt: skip


def mail() -> str:
    draft = EventDraft(
        "A title " * 12,
        START,
        START + timedelta(hours=1),
        "Europe/Vienna",
        location="Room " + "4" * 80,
        attendees=(Attendee("Bo", f"{'bo' * 30}@example.com"), Attendee("Cy")),
    )
    offer = Offer(
        draft,
        evidence=(Evidence("when", "tomorrow", 0, 8),),
        alternatives=(Alternative(START + timedelta(days=1), START + timedelta(days=1, hours=1), "", "free"),),
        conflicts=(Conflict("Board meeting", START, START + timedelta(hours=1)),),
        warnings=("This time has already passed.",),
    )
    now = datetime.now(UTC)
    proposal = Proposal(
        "p", "o", State.PROPOSED, 1, offer, "email", "builtin", "primary", now, now + timedelta(days=14)
    )
    card = card_of(proposal, zone="America/New_York", link="https://threadline.example.com/p/x", answerable=True)
    return page(title="Threadline", answer_html=to_html(ANSWER), cards=[card], footer="Sent by Threadline.")


async def contrast(shown: Page, selector: str) -> float:
    """The contrast ratio (WCAG 2.2) of an element's text on the nearest background."""
    ratio: float = await shown.evaluate(
        """selector => {
            const parts = color => color.match(/[0-9.]+/g).map(Number);
            const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const element = document.querySelector(selector);
            let behind = element;
            while (parts(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
            const two = [light(parts(getComputedStyle(element).color)),
                         light(parts(getComputedStyle(behind).backgroundColor))].sort((a, b) => b - a);
            return (two[0] + 0.05) / (two[1] + 0.05);
        }""",
        selector,
    )
    return ratio


@pytest.mark.parametrize("width", [600, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_and_can_be_read(browser: Browser, width: int, scheme: str) -> None:
    shown = await browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    await shown.set_content(mail())
    assert await shown.evaluate("document.documentElement.scrollWidth") == width
    for selector in ("h1", "blockquote", "code", "td.quiet", "td.ink", "td.warning", "a.button", "a.link", "p.quiet"):
        if await shown.query_selector(selector):
            assert await contrast(shown, selector) >= 4.5, selector
    button = await (await shown.wait_for_selector("a.button")).bounding_box()  # type: ignore[union-attr]
    assert button
    assert button["height"] >= 40
    assert asked == []
    await shown.close()
