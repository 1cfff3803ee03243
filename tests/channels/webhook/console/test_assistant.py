"""The assistant in the console, in a real browser: a conversation with tools, habits, and what is told unasked."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.tool_talk import ASKED, CORRECTED, STEPS, three_rounds
from threadline.calendar.event import EventDraft
from threadline.core.calendars.agenda import Agenda
from threadline.providers.port import ScriptedProvider


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        house.conductor.calls_tools = True
        house.conductor.scripted = ScriptedProvider(three_rounds())
        yield house


async def test_three_rounds_with_tools_end_in_a_card_that_a_click_books(
    ana: Client, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, read = asyncio.Event(), Agenda.located

    async def slowly(agenda: Agenda, *asked: Any) -> Any:
        await looked.wait()
        return await read(agenda, *asked)

    monkeypatch.setattr(Agenda, "located", slowly)
    await page.get_by_test_id("composer-input").fill(ASKED)
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("step")).to_have_text(STEPS[0])
    await expect(page.get_by_test_id("proposal-card")).to_have_count(0)
    looked.set()
    await expect(page.locator("body")).to_contain_text(CORRECTED)
    await expect(page.locator("body")).not_to_contain_text("I've booked")
    card = page.get_by_test_id("proposal-card").first
    await expect(card).to_contain_text("Tea with Bo")
    assert not (await ana.get("/api/v1/calendar/events")).json["events"]
    await card.get_by_role("button", name="Confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    [event] = (await ana.get("/api/v1/calendar/events")).json["events"]
    assert event["title"] == "Tea with Bo"


async def test_habits_show_everywhere_and_are_forgotten_one_by_one(house: House, ana: Client, page: Page) -> None:
    await page.goto(page.url.partition("#")[0] + "#/settings")
    await page.get_by_test_id("habits-clock").select_option("12")
    await page.get_by_test_id("habits-minutes").fill("45")
    await page.get_by_test_id("habits-save").click()
    await expect(page.get_by_test_id("remembered")).to_contain_text("12-hour clock")
    await page.get_by_test_id("unasked-remind").select_option("15")
    await page.get_by_test_id("unasked-quiet-from").fill("22:00")
    await page.get_by_test_id("unasked-quiet-to").fill("06:30")
    await page.get_by_test_id("unasked-answers").check()
    await page.get_by_test_id("unasked-save").click()
    await expect(page.get_by_test_id("remembered")).to_contain_text("15 minutes before each meeting")
    stored = {each["key"]: each["value"] for each in (await ana.get("/api/v1/settings")).json["preferences"]}
    wished = {"clock": "12", "meeting_minutes": "45", "remind_minutes": "15", "quiet_hours": "22:00-06:30"}
    assert {**stored, **wished, "tell_answers": "true"} == stored
    read = await ana.post("/api/v1/calendar/process-text", {"text": "Tea with Bo on 14 March 2031 at 3pm"})
    proposal = (await ana.get(f"/api/v1/proposals/{read.json['proposal_id']}")).json
    assert "3:00–3:45 pm" in str(proposal["card"]["rows"])
    await page.get_by_test_id("forget-clock").click()
    await expect(page.get_by_test_id("remembered")).not_to_contain_text("12-hour clock")
    await page.get_by_test_id("settings-week_start").select_option("sunday")
    await expect(page.get_by_test_id("settings-week_start")).to_have_value("sunday")


async def test_a_reminder_stands_there_until_it_is_read(house: House, ana: Client, page: Page) -> None:
    await ana.put("/api/v1/settings/preferences", {"key": "remind_minutes", "value": "30"})
    person = await house.services.people.directory.get(ana.person_id)
    [calendar] = await house.services.calendars.registry.of(person)
    [info] = await calendar.calendars()
    start = datetime.now(UTC) + timedelta(minutes=20)
    draft = EventDraft("Standup", start, start + timedelta(minutes=15), "UTC")
    await calendar.create(info.id, draft, "standup")
    for _ in range(2):  # told once, however often it is planned and told
        await house.services.reminders.plan()
        await house.services.reminders.tell()
    await page.reload()
    await expect(page.get_by_test_id("notice")).to_have_count(1)
    await expect(page.get_by_test_id("notice")).to_contain_text("Standup begins at")
    await page.get_by_test_id("notice-read").click()
    await expect(page.get_by_test_id("notice")).to_have_count(0)
    assert (await ana.get("/api/v1/notices")).json == {"notices": []}
