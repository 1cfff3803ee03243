"""Usage and settings in a real browser: what a person sees, by keyboard and in words, under the strict policy."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints
from threadline.config.limits import SpendingLimit
from threadline.providers.settings import ProviderSpec
from threadline.storage.persons import new_id
from threadline.storage.turns import TurnOutcome, TurnStore


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A service with a model to choose, which can keep keys, and where nobody may ask for ever."""
    async with opened(
        tmp_path / "data",
        providers=(ProviderSpec(name="house", kind="vllm", base_url="http://127.0.0.1:1/v1", model="own"),),
        secret_keys=(Fernet.generate_key().decode(),),
        limits=(SpendingLimit(scope="person", per="day", requests=10),),
    ) as house:
        yield house


async def answered(house: House, person_id: str, outcome: TurnOutcome, *, days_ago: int = 0) -> None:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    turns = TurnStore(house.services.storage.database, clock=lambda: at)
    accepted = await turns.accept(
        channel="webhook",
        event_key=new_id(),
        conversation_key=new_id(),
        person_id=person_id,
        text="hello",
        body="{}",
        title="",
        sent_at=at,
    )
    started = await turns.start(accepted.message_id)
    assert started is not None
    await turns.finish(accepted.message_id, started.epoch, outcome)


async def test_a_person_chooses_by_keyboard_who_answers(house: House, ana: Client, page: Page) -> None:
    await page.get_by_test_id("nav-settings").focus()
    await page.keyboard.press("Enter")
    model = page.get_by_test_id("settings-model")
    await expect(model).to_be_disabled()
    await page.get_by_test_id("settings-provider").select_option("house")
    await expect(model).to_have_attribute("placeholder", "own")
    await model.fill("larger")
    await page.locator("[data-field=temperature] input").fill("3")
    await page.keyboard.press("Enter")
    error = page.locator("[data-field=temperature] .field-error")
    await expect(error).to_have_text("Enter a number from 0 to 2.")
    await expect(page.locator("[data-field=temperature] input")).to_be_focused()
    await page.locator("[data-field=temperature] input").fill("0.5")
    await page.get_by_test_id("settings-key").fill("sk-ana")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    await expect(page.get_by_test_id("settings-key")).to_have_value("")
    llm = (await ana.get("/api/v1/settings")).json["llm"]
    assert (llm["provider"], llm["model"], llm["temperature"], llm["has_api_key"]) == ("house", "larger", 0.5, True)
    await page.get_by_test_id("settings-key-forget").click()
    await expect(page.get_by_test_id("settings-key-forget")).to_be_hidden()
    assert not await house.services.models.selection.has_key(ana.person_id, "house")


async def test_the_look_shows_at_once_and_is_kept(ana: Client, page: Page) -> None:
    await page.get_by_test_id("nav-settings").click()
    for name, value in (("theme", "dark"), ("density", "compact"), ("week_start", "sunday")):
        async with page.expect_response("**/settings/ui"):
            await page.get_by_test_id(f"settings-{name}").select_option(value)
    html = page.locator("html")
    await expect(html).to_have_attribute("data-theme", "dark")
    await expect(html).to_have_attribute("data-density", "compact")
    await page.reload()
    await expect(html).to_have_attribute("data-theme", "dark")
    await expect(html).to_have_attribute("data-density", "compact")
    await page.get_by_test_id("nav-threads").click()
    await expect(page.locator(".week-head").first).to_contain_text("Sun")
    async with page.expect_response("**/settings/ui"):
        await page.get_by_test_id("theme").click()
    await expect(html).not_to_have_attribute("data-theme", "dark")
    assert (await ana.get("/api/v1/settings")).json["ui"]["theme"] == "auto"


async def test_the_zone_moves_the_persons_days(ana: Client, page: Page) -> None:
    await page.get_by_test_id("nav-settings").click()
    await page.get_by_test_id("settings-zone").fill("Mars/Base")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-field=value] .field-error")).to_contain_text("no city of that name")
    await page.get_by_test_id("settings-zone").fill("Asia/Kathmandu")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("zone")).to_contain_text("Kathmandu")
    await expect(page.get_by_role("button", name="Use Vienna")).to_be_visible()
    assert (await ana.get("/api/v1/me")).json["timezone"] == "Asia/Kathmandu"


async def test_usage_in_bars_and_in_words(house: House, ana: Client, page: Page) -> None:
    await page.get_by_test_id("nav-usage").click()
    await expect(page.get_by_test_id("usage")).to_contain_text("Nothing was asked")
    priced = TurnOutcome("answered", "x", provider="big", model="m-1", input_tokens=5, output_tokens=7, cost_usd=0.5)
    unpriced = TurnOutcome("answered", "x", provider="house", model="own", input_tokens=1, output_tokens=2)
    for outcome in (priced, priced, unpriced):
        await answered(house, ana.person_id, outcome)
    await page.get_by_test_id("usage-range").select_option("7")
    totals = page.get_by_test_id("usage-totals")
    await expect(totals).to_contain_text("$1.00and 1 request of unknown cost")
    charts = page.get_by_role("img", name="per day")
    await expect(charts).to_have_count(2)
    await expect(charts.last.locator(".bar-unknown")).to_have_count(1)
    await expect(charts.first.locator(".bar-part")).to_have_count(2)
    await page.get_by_text("Show as a table").focus()
    await page.keyboard.press("Enter")
    rows = page.get_by_test_id("usage-table").locator("tbody tr")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text("$1.00")
    await expect(rows.last).to_contain_text("unknown")
    meter = page.get_by_role("meter", name="You, today")
    await expect(meter).to_have_attribute("aria-valuetext", "3 of 10 answers")
    await expect(page.get_by_test_id("activity").get_by_role("link", name="Answer")).to_have_count(3)
    await page.get_by_test_id("usage-provider").select_option("house")
    await expect(totals).to_contain_text("Requests1")
    await page.get_by_test_id("usage-provider").select_option("")
    await expect(totals).to_contain_text("Requests3")
    await page.get_by_test_id("usage-person").select_option("all")
    await expect(totals).to_contain_text("Requests3")
    assert await complaints(page, "[data-sheet=usage]") == []


async def test_usage_by_week_and_by_month(house: House, ana: Client, page: Page) -> None:
    priced = TurnOutcome("answered", "x", provider="big", model="m-1", input_tokens=5, output_tokens=7, cost_usd=0.5)
    for days_ago in (0, 45, 80, 200, 300):
        await answered(house, ana.person_id, priced, days_ago=days_ago)
    await page.get_by_test_id("nav-usage").click()
    totals = page.get_by_test_id("usage-totals")
    await expect(totals).to_contain_text("Requests1")
    for group, bars, last, requests in (("week", 13, "90", 3), ("month", 12, "365", 5)):
        await page.get_by_test_id("usage-group").select_option(group)
        await expect(page.get_by_test_id("usage-range")).to_have_value(last)
        await expect(totals).to_contain_text(f"Requests{requests}")
        charts = page.get_by_role("img", name=f"per {group}")
        await expect(charts).to_have_count(2)
        await expect(charts.first.locator(".bar")).to_have_count(bars)
        await expect(charts.first.locator(".bar-part")).to_have_count(requests)
        await expect(page.get_by_test_id("usage-table").locator("tbody tr")).to_have_count(requests)
        assert await complaints(page, "[data-sheet=usage]") == []
    await page.get_by_test_id("usage-group").select_option("week")
    await expect(page.get_by_role("img", name="per week").first.locator(".bar")).to_have_count(52)
    await page.get_by_test_id("usage-group").select_option("day")
    await expect(page.get_by_role("img", name="per day").first.locator(".bar")).to_have_count(365)


async def test_on_a_phone_the_menu_leads_there(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    for name in ("usage", "settings"):
        await page.get_by_test_id("person").click()
        await page.get_by_test_id(f"menu-{name}").click()
        await expect(page.get_by_test_id(name)).to_be_visible()
        wide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide
    await page.get_by_test_id("tab-thread").click()
    await expect(page.get_by_test_id("composer-input")).to_be_visible()


async def test_favourite_templates_come_first(ana: Client, page: Page) -> None:
    await page.evaluate("location.hash = '#/templates/translate'")
    star = page.get_by_test_id("template-favorite")
    await expect(star).to_have_attribute("aria-pressed", "false")
    await star.press("Enter")
    await expect(star).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_test_id("template").first).to_have_attribute("data-template", "translate")
    await expect(page.get_by_test_id("composer-template").locator("option").nth(1)).to_have_attribute(
        "value", "translate"
    )
    assert (await ana.get("/api/v1/settings")).json["favorites"] == ["translate"]
    await star.click()
    await expect(star).to_have_attribute("aria-pressed", "false")
    assert (await ana.get("/api/v1/settings")).json["favorites"] == []


async def test_the_week_shows_a_proposed_series_at_each_of_its_times(ana: Client, page: Page) -> None:
    said = "Standup every Tuesday and Thursday at 10am for 15 minutes, 20 times"
    read = (await ana.post("/api/v1/calendar/process-text", {"text": said})).json
    assert "20 times" in (await ana.get(f"/api/v1/proposals/{read['proposal_id']}")).json["when_label"]
    await page.reload()
    events = page.locator(f"[data-testid=week-event][data-proposal='{read['proposal_id']}']")
    for _ in range(2):
        await page.get_by_test_id("week-next").click()
        await expect(events).to_have_count(2)


async def test_an_address_that_was_cut_off_says_that_nothing_is_there(page: Page) -> None:
    await page.evaluate("location.hash = '#/c/%E0%A4%A'")
    await expect(page.locator("#messages")).to_contain_text("There is no conversation")
