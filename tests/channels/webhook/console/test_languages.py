"""The console in other languages, in a real browser: every page, on a wide screen and on a phone."""

import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Request, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import ZONE, House, opened
from tests.support.axe import complaints
from threadline.bots.webhook.http.console_texts import marked
from threadline.texts.catalogues import catalogue
from threadline.texts.languages import WHOLE

CONSOLE = Path(__file__).parents[4] / "threadline" / "bots" / "webhook" / "console"
PAGES = ("threads", "calendar", "templates", "calendars", "usage", "settings")
SAID = """() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement: parent, textContent: text } = walker.currentNode;
    if (text.trim() && seen(parent) && !["SCRIPT", "STYLE"].includes(parent.tagName)) found.push(text.trim());
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    if (!seen(element)) continue;
    for (const name of ["aria-label", "title", "placeholder"]) {
      if (element.getAttribute(name)) found.push(element.getAttribute(name));
    }
  }
  return found;
}"""
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


@pytest.fixture
async def ana(house: House) -> Client:
    return await house.person()


async def signed_in(browser: Browser, house: House, ana: Client, locale: str, width: int = 1280) -> Page:
    context = await browser.new_context(
        timezone_id=ZONE, locale=locale, color_scheme="light", viewport={"width": width, "height": 800}
    )
    page = await context.new_page()
    await page.goto(house.address)
    await page.get_by_test_id("sign-in-token").fill(ana.token or "")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("composer-input")).to_be_visible()
    return page


def english(language: str) -> set[str]:
    """What stands in the console in English alone: texts that are another in this language."""
    texts = {text for module in CONSOLE.rglob("*.js") for text in marked(module.read_text(encoding="utf-8"))}
    texts |= set(re.findall(r"_\('([^']+)'\)", (CONSOLE / "index.html").read_text(encoding="utf-8")))
    own = {catalogue(language).gettext(text) for text in texts}
    return {text.partition("\x04")[2] or text for text in texts} - own - {"to", "from", "free"}


async def go(page: Page, name: str) -> None:
    await page.goto(f"{page.url.partition('#')[0]}#/{'' if name == 'threads' else name}")
    await expect(page.locator("body")).to_have_attribute("data-page", name)
    await expect(page.locator(".skeleton, .loading:visible, [aria-busy=true]")).to_have_count(0)


async def worked(ana: Client) -> None:
    """A conversation with a card, and an event, so that pages have something to show."""
    started = await ana.post("/api/v1/conversations", {"title": "Offsite"})
    path = f"/api/v1/conversations/{started.json['id']}/messages"
    await ana.post(path, {"text": "Tee mit Cy am 15. März 2031 um 15 Uhr", "type": "calendar_event"})


@pytest.mark.parametrize("language", ["de", "fr", "pt"])
async def test_no_page_says_an_english_label(house: House, ana: Client, browser: Browser, language: str) -> None:
    await worked(ana)
    page = await signed_in(browser, house, ana, language)
    shipped = {template["name"] for template in (await ana.get("/api/v1/templates")).json["templates"]}
    labels = english(language) - shipped
    assert len(labels) > 400
    await expect(page.locator("html")).to_have_attribute("lang", language)
    for name in PAGES:
        await go(page, name)
        said = await page.evaluate(SAID)
        assert len(said) > 20
        assert sorted(labels & set(said)) == [], name


@pytest.mark.parametrize("language", [code for code in WHOLE if code != "en"])
async def test_no_page_scrolls_sideways_on_a_phone(house: House, ana: Client, browser: Browser, language: str) -> None:
    await worked(ana)
    page = await signed_in(browser, house, ana, language, width=390)
    for name in PAGES:
        await go(page, name)
        assert await page.evaluate(SIDEWAYS) <= 0, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_pages_in_german_can_be_read_by_everybody(
    house: House, ana: Client, browser: Browser, scheme: str
) -> None:
    page = await signed_in(browser, house, ana, "de-AT")
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in PAGES:
        await go(page, name)
        assert await complaints(page) == [], name


async def test_the_sign_in_page_speaks_the_browsers_language(house: House, browser: Browser) -> None:
    context = await browser.new_context(locale="pt-BR")
    page = await context.new_page()
    await page.goto(house.address)
    await expect(page.locator("#sign-in-title")).to_have_text("Entrar no Threadline")
    await page.get_by_test_id("sign-in-submit").click()
    await expect(page.locator("#sign-in-error")).to_have_text("Cole um token primeiro.")


async def test_the_persons_own_language_goes_before_the_browsers(house: House, ana: Client, browser: Browser) -> None:
    await ana.put("/api/v1/settings/preferences", {"key": "language", "value": "fr"})
    page = await signed_in(browser, house, ana, "en-GB")
    await expect(page.locator("html")).to_have_attribute("lang", "fr")
    await expect(page.get_by_test_id("nav-calendar")).to_have_text("Agenda")
    await page.reload()
    await expect(page.get_by_test_id("nav-calendar")).to_have_text("Agenda")
    await go(page, "settings")
    await page.get_by_test_id("habits-language").select_option("es")
    await page.get_by_test_id("habits-save").click()
    await expect(page.get_by_test_id("nav-settings")).to_have_text("Ajustes")


async def test_numbers_and_days_are_written_as_the_language_does(house: House, ana: Client, browser: Browser) -> None:
    page = await signed_in(browser, house, ana, "de")
    await expect(page.locator(".week-head").first).to_contain_text("Mo")
    told = await page.evaluate("() => new Intl.NumberFormat(document.documentElement.lang).format(1234.5)")
    assert told == "1.234,5"


async def test_a_language_costs_no_request(house: House, browser: Browser) -> None:
    asked: dict[str, list[str]] = {}
    for locale in ("en-GB", "de-DE"):
        context = await browser.new_context(locale=locale)
        page = await context.new_page()
        urls = asked[locale] = []
        page.on("request", partial(note, urls))
        await page.goto(house.address)
        await expect(page.get_by_test_id("sign-in")).to_be_visible()
    assert len(asked["de-DE"]) == len(asked["en-GB"]) <= 6
    assert any("/bundle.de.js?v=" in url for url in asked["de-DE"])


def note(urls: list[str], request: Request) -> None:
    urls.append(request.url)
