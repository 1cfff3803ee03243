"""The calendar under a person's hands: what is drawn, moved, stretched, edited and taken out waits for one click."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import ZONE, House, opened

EVENTS = "/api/v1/calendar/events"
TZ = ZoneInfo(ZONE)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def week(house: House, page: Page) -> Page:
    """The next week, over the whole page; the one after it has no today in it."""
    await page.set_viewport_size({"width": 1280, "height": 1000})
    await page.get_by_test_id("nav-calendar").click()
    await page.get_by_test_id("week-next").click()
    await settled(page)
    return page


def monday() -> date:
    today = datetime.now(TZ).date()
    return today + timedelta(days=7 - today.weekday())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of the week that is shown."""
    return datetime.combine(monday() + timedelta(days=day), datetime.min.time(), TZ).replace(hour=hour, minute=minute)


async def settled(page: Page) -> None:
    await expect(page.get_by_test_id("week")).not_to_have_attribute("aria-busy", "true")


async def book(client: Client, title: str, start: datetime, minutes: int = 60, **more: Any) -> dict[str, Any]:
    times = {"start": start.isoformat(), "end": (start + timedelta(minutes=minutes)).isoformat()}
    made = await client.post(EVENTS, {"title": title, **times, "invite": False, **more})
    assert made.status < 300, made.text
    booked: dict[str, Any] = made.json
    return booked


async def told(client: Client) -> list[tuple[str, datetime, datetime]]:
    """What is in the calendar in the week that is shown, and the one after it."""
    params = {"time_min": at(0, 0).isoformat(), "time_max": at(14, 0).isoformat()}
    found = (await client.get(EVENTS, params=params)).json["events"]
    return [
        (each["title"], datetime.fromisoformat(each["start"]), datetime.fromisoformat(each["end"])) for each in found
    ]


async def point(page: Page, day: int, hour: float) -> tuple[float, float]:
    """Where a time is on the screen; the grid is scrolled so that the day's work can be seen."""
    column = page.locator(".week-day").nth(day)
    box = await column.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * hour / 24


async def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    await page.mouse.move(*start)
    await page.mouse.down()
    await page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    await page.mouse.move(*end)
    await page.mouse.up()


def shown(page: Page, title: str) -> Locator:
    return page.get_by_test_id("week-event").filter(has_text=title)


async def reload(page: Page) -> None:
    async with page.expect_response("**/calendar/events?*"):
        await page.get_by_test_id("week-next").click()
    async with page.expect_response("**/calendar/events?*"):
        await page.get_by_test_id("week-prev").click()
    await settled(page)


async def test_an_event_is_drawn_confirmed_and_undone(ana: Client, week: Page) -> None:
    await drag(week, await point(week, 1, 10), await point(week, 1, 11.5))
    await week.get_by_label("Title").fill("Review")
    await week.keyboard.press("Enter")
    card = week.get_by_test_id("proposal-card")
    await expect(card).to_have_attribute("data-state", "proposed")
    await expect(card).to_contain_text("10:00–11:30")
    await expect(shown(week, "Review")).to_have_attribute("data-state", "proposed")
    assert await told(ana) == []
    await expect(card.get_by_test_id("confirm")).to_be_focused()
    await week.keyboard.press("Enter")
    await expect(card).to_have_attribute("data-state", "booked")
    await expect(shown(week, "Review")).to_have_attribute("data-state", "booked")
    assert await told(ana) == [("Review", at(1, 10), at(1, 11, 30))]
    await card.get_by_test_id("undo").click()
    await expect(shown(week, "Review")).to_have_count(0)
    assert await told(ana) == []


async def test_a_click_draws_a_usual_meeting(ana: Client, week: Page) -> None:
    said = {"key": "meeting_minutes", "value": "45", "category": "calendar"}
    assert (await ana.put("/api/v1/settings/preferences", said)).status < 300
    await week.reload()
    await week.get_by_test_id("week-next").click()
    await settled(week)
    await week.mouse.click(*await point(week, 3, 14.2))
    await week.get_by_label("Title").fill("Talk")
    await week.keyboard.press("Enter")
    await expect(week.get_by_test_id("proposal-card")).to_contain_text("14:00–14:45")
    await week.get_by_test_id("dismiss").click()
    await expect(shown(week, "Talk")).to_have_count(0)
    assert await told(ana) == []


async def test_an_event_is_moved_to_another_day_and_hour(ana: Client, week: Page) -> None:
    await book(ana, "Review", at(1, 10, 10), 50)
    await reload(week)
    await drag(week, await point(week, 1, 10.5), await point(week, 3, 13.5))
    card = week.get_by_test_id("proposal-card")
    for words in ("10:10–11:00", "13:10–14:00"):
        await expect(card).to_contain_text(words)
    assert await told(ana) == [("Review", at(1, 10, 10), at(1, 11))]
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    assert await told(ana) == [("Review", at(3, 13, 10), at(3, 14))]
    await card.get_by_test_id("undo").click()
    await expect(card).to_have_attribute("data-state", "undone")
    assert await told(ana) == [("Review", at(1, 10, 10), at(1, 11))]


async def test_an_event_is_stretched_at_its_end(ana: Client, week: Page) -> None:
    await book(ana, "Review", at(2, 10))
    await reload(week)
    x, y = await point(week, 2, 11)
    await drag(week, (x, y - 4), await point(week, 2, 12.25))
    card = week.get_by_test_id("proposal-card")
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    assert await told(ana) == [("Review", at(2, 10), at(2, 12, 15))]


async def test_escape_lets_go_of_what_is_dragged(ana: Client, week: Page) -> None:
    await book(ana, "Review", at(2, 10))
    await reload(week)
    await week.mouse.move(*await point(week, 2, 10.5))
    await week.mouse.down()
    await week.mouse.move(*await point(week, 3, 12.5))
    await expect(week.locator(".ghost")).to_have_count(1)
    await week.keyboard.press("Escape")
    await week.mouse.up()
    await expect(week.locator(".ghost")).to_have_count(0)
    await expect(week.get_by_test_id("proposal-card")).to_have_count(0)


async def test_what_goes_over_midnight_is_moved_by_either_part(ana: Client, week: Page) -> None:
    await book(ana, "Night train", at(1, 20), 8 * 60)
    await reload(week)
    await expect(shown(week, "Night train")).to_have_count(2)
    await week.get_by_test_id("week").evaluate("(grid) => (grid.scrollTop = 0)")
    await drag(week, await point(week, 2, 2), await point(week, 3, 3))
    card = week.get_by_test_id("proposal-card")
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    assert await told(ana) == [("Night train", at(2, 21), at(3, 5))]


async def test_a_proposal_that_waits_is_moved_itself(ana: Client, week: Page) -> None:
    await drag(week, await point(week, 1, 10), await point(week, 1, 11))
    await week.get_by_label("Title").fill("Review")
    await week.keyboard.press("Enter")
    await expect(week.get_by_test_id("confirm")).to_be_focused()
    await week.keyboard.press("Escape")
    await drag(week, await point(week, 1, 10.5), await point(week, 2, 12.5))
    card = week.get_by_test_id("proposal-card")
    await expect(card).to_contain_text("12:00–13:00")
    waiting = (await ana.get("/api/v1/proposals?state=proposed")).json["proposals"]
    assert len(waiting) == 1
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    assert await told(ana) == [("Review", at(2, 12), at(2, 13))]


async def test_everything_by_keyboard_alone(ana: Client, week: Page) -> None:
    slot = week.get_by_test_id("slot")
    await slot.focus()
    for key in ("Home", "ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"):
        await week.keyboard.press(key)
    await expect(slot).to_have_attribute(
        "aria-label", f"New event, {at(1, 9):%A} {at(1, 9).day} {at(1, 9):%B}, 09:30 to 10:30"
    )
    await week.keyboard.press("Enter")
    await week.keyboard.type("Review")
    await week.keyboard.press("Enter")
    await expect(week.get_by_test_id("confirm")).to_be_focused()
    await week.keyboard.press("Enter")
    await expect(week.get_by_test_id("proposal-card")).to_have_attribute("data-state", "booked")
    await week.keyboard.press("Escape")
    await expect(shown(week, "Review")).to_have_attribute("data-state", "booked")
    await shown(week, "Review").focus()
    for key in ("Shift+ArrowRight", "Shift+ArrowDown", "Alt+ArrowUp"):
        await week.keyboard.press(key)
    await expect(week.get_by_test_id("announcer")).to_contain_text("09:45 to 10:30")
    await week.keyboard.press("Enter")
    await expect(week.get_by_test_id("proposal-card")).to_contain_text("09:45–10:30")
    await week.keyboard.press("Enter")
    await expect(week.get_by_test_id("proposal-card")).to_have_attribute("data-state", "booked")
    assert await told(ana) == [("Review", at(2, 9, 45), at(2, 10, 30))]


async def test_the_keyboard_goes_on_into_the_next_week(week: Page) -> None:
    slot = week.get_by_test_id("slot")
    await slot.focus()
    before = await week.get_by_test_id("week-title").inner_text()
    await week.keyboard.press("PageDown")
    await expect(week.get_by_test_id("week-title")).not_to_have_text(before)
    await settled(week)
    await expect(slot).to_be_focused()


async def test_an_event_is_edited_beside_the_grid(ana: Client, week: Page) -> None:
    await book(ana, "Review", at(2, 10), attendees=[{"name": "Bo", "email": "bo@example.com"}])
    await reload(week)
    await shown(week, "Review").click()
    await week.get_by_test_id("event-edit").click()
    await week.get_by_label("Place").fill("Room 4")
    await week.get_by_role("textbox", name="Guests").fill("Bo <bo@example.com>, cleo@example.com")
    await week.get_by_label("Start").fill("11:00")
    await week.get_by_label("Start").press("Tab")
    await week.get_by_test_id("edit-save").click()
    card = week.get_by_test_id("proposal-card")
    for words in ("10:00–11:00", "11:00–12:00", "Room 4", "cleo@example.com"):
        await expect(card).to_contain_text(words)
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    assert await told(ana) == [("Review", at(2, 11), at(2, 12))]


@pytest.mark.parametrize(("scope", "days"), [("one", (0, 2, 9)), ("following", (0, 2, 9)), ("all", (-5, 2, 9))])
async def test_of_a_series_as_much_is_moved_as_is_meant(
    ana: Client, week: Page, scope: str, days: tuple[int, ...]
) -> None:
    weekly = "FREQ=WEEKLY;COUNT=3"
    await book(ana, "Standup", at(-6, 9), recurrence=weekly)
    await reload(week)
    await drag(week, await point(week, 1, 9.5), await point(week, 2, 9.5))
    await week.get_by_test_id(f"scope-{scope}").click()
    card = week.get_by_test_id("proposal-card")
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    second, third = [start for _, start, _ in await told(ana)]
    assert (second, third) == (at(2, 9), at(8 if scope == "one" else days[2], 9))


async def test_a_series_is_told_as_one_and_taken_out_from_here_on(ana: Client, week: Page) -> None:
    await book(ana, "Standup", at(-6, 9), recurrence="FREQ=WEEKLY;COUNT=3")
    await reload(week)
    await shown(week, "Standup").click()
    series = week.get_by_test_id("series")
    await expect(series).to_contain_text("Every week, 3 times")
    await expect(series).to_contain_text("This is 2 of 3")
    await week.get_by_test_id("event-cancel").click()
    await week.get_by_test_id("scope-following").click()
    card = week.get_by_test_id("proposal-card")
    await expect(card).to_have_attribute("data-action", "cancel")
    assert len(await told(ana)) == 2
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    assert await told(ana) == []
    await card.get_by_test_id("undo").click()
    await expect(card).to_have_attribute("data-state", "undone")
    assert len(await told(ana)) == 2


async def test_what_is_refused_is_said_and_nothing_typed_is_lost(ana: Client, week: Page) -> None:
    await book(ana, "Standup", at(1, 9), recurrence="FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6")
    await reload(week)
    await shown(week, "Standup").first.click()
    await week.get_by_test_id("event-edit").click()
    await week.get_by_role("textbox", name="Date").fill((monday() + timedelta(days=2)).isoformat())
    await week.get_by_label("Place").fill("Room 4")
    await week.get_by_test_id("edit-save").click()
    await week.get_by_test_id("scope-all").click()
    await expect(week.get_by_test_id("error")).to_contain_text("on several days")
    await expect(week.get_by_label("Place")).to_have_value("Room 4")
