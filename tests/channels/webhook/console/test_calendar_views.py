"""The ways the console shows a calendar: month, agenda, on a phone, with a second clock and working hours; and who is
busy when, as a picture."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import ZONE, House, opened
from tests.support.axe import complaints

EVENTS = "/api/v1/calendar/events"
NEXT_YEAR = datetime.now(ZoneInfo(ZONE)).year + 1


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


@pytest.fixture
async def calendar(page: Page) -> Page:
    await page.set_viewport_size({"width": 1280, "height": 900})
    await page.get_by_test_id("nav-calendar").click()
    return page


def today() -> date:
    return datetime.now(ZoneInfo(ZONE)).date()


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(ZONE))


async def book(client: Client, title: str, start: datetime, end: datetime, **more: Any) -> None:
    body = {"title": title, "start": start.isoformat(), "end": end.isoformat(), "invite": False, **more}
    made = await client.post(EVENTS, body)
    assert made.status < 300, made.text


async def look(page: Page, view: str) -> None:
    async with page.expect_response("**/calendar/events?*"):
        await page.get_by_test_id("calendar-view").select_option(view)
    await expect(page.get_by_test_id("week")).not_to_have_attribute("aria-busy", "true")


async def go_to(page: Page, title: str) -> None:
    """Press next until the title says this."""
    for _ in range(30):
        if title in await page.get_by_test_id("week-title").inner_text():
            return
        async with page.expect_response("**/calendar/events?*"):
            await page.get_by_test_id("week-next").click()
    raise AssertionError(title)


def day(page: Page, when: date) -> Locator:
    return page.locator(f".month-day[data-date='{when.isoformat()}']")


async def test_the_month_shows_days_bars_and_what_finds_no_room(ana: Client, calendar: Page) -> None:
    first = date(NEXT_YEAR, 2, 9)
    for hour in range(8, 18):
        await book(ana, f"Talk {hour}", moment(first, hour), moment(first, hour, 30))
    night = moment(first + timedelta(days=1), 22)
    await book(ana, "Night train", night, night + timedelta(hours=8))
    fair = first + timedelta(days=2)
    await book(ana, "Fair", moment(fair, 0), moment(fair + timedelta(days=9), 0), all_day=True)
    await look(calendar, "month")
    await go_to(calendar, f"February {NEXT_YEAR}")
    await expect(calendar.get_by_test_id("week-event").filter(has_text="Night train")).to_have_count(1)
    fairs = calendar.get_by_test_id("week-event").filter(has_text="Fair")
    bars = {await fairs.nth(at).locator("..").get_attribute("style") for at in range(await fairs.count())}
    assert len(bars) == await fairs.count() > 1
    drawn = await calendar.get_by_test_id("week-event").filter(has_text="Talk").count()
    await expect(calendar.get_by_test_id("month-more").first).to_contain_text(f"+{10 - drawn} more")
    await calendar.get_by_test_id("month-more").first.click()
    await expect(calendar.get_by_test_id("calendar-view")).to_have_value("agenda")
    await expect(calendar.locator(f".agenda-day[data-date='{first}'] .event")).to_have_count(10)


async def test_an_event_is_moved_in_the_month(ana: Client, calendar: Page) -> None:
    await book(ana, "Review", moment(date(NEXT_YEAR, 3, 25), 10), moment(date(NEXT_YEAR, 3, 25), 11))
    await look(calendar, "month")
    await go_to(calendar, f"March {NEXT_YEAR}")
    event = calendar.get_by_test_id("week-event").filter(has_text="Review")
    await event.hover()
    await calendar.mouse.down()
    box = await day(calendar, date(NEXT_YEAR, 3, 30)).bounding_box()
    assert box is not None
    await calendar.mouse.move(box["x"] + 40, box["y"] + 60)
    await calendar.mouse.move(box["x"] + 44, box["y"] + 64)
    await calendar.mouse.up()
    await calendar.get_by_test_id("confirm").click()
    await expect(calendar.get_by_test_id("proposal-card")).to_have_attribute("data-state", "booked")
    found = (
        await ana.get(
            EVENTS, params={"time_min": f"{NEXT_YEAR}-03-01T00:00:00Z", "time_max": f"{NEXT_YEAR}-04-01T00:00:00Z"}
        )
    ).json
    [moved] = found["events"]
    # The clocks went forward in between: it is at ten as before, an hour earlier by the sun.
    assert moved["start"] == f"{NEXT_YEAR}-03-30T10:00:00+02:00"


async def test_the_month_by_keyboard(ana: Client, calendar: Page) -> None:
    await look(calendar, "month")
    await calendar.get_by_test_id("week-next").click()
    numbers = calendar.locator(".month-number[tabindex='0']")
    await expect(numbers).to_have_count(1)
    await numbers.focus()
    before = await numbers.get_attribute("data-date")
    for key in ("ArrowDown", "ArrowRight"):
        await calendar.keyboard.press(key)
    wanted = date.fromisoformat(before or "") + timedelta(days=8)
    await expect(day(calendar, wanted).get_by_test_id("month-day")).to_be_focused()
    await calendar.keyboard.press("Enter")
    await calendar.keyboard.type("Offsite")
    await calendar.keyboard.press("Enter")
    await expect(calendar.get_by_test_id("confirm")).to_be_focused()
    await calendar.keyboard.press("Enter")
    await expect(calendar.get_by_test_id("proposal-card")).to_have_attribute("data-state", "booked")
    await calendar.keyboard.press("Escape")
    event = calendar.get_by_test_id("week-event").filter(has_text="Offsite")
    await expect(event).to_have_attribute("data-state", "booked")
    await event.focus()
    await calendar.keyboard.press("Shift+ArrowDown")
    await calendar.keyboard.press("Enter")
    card = calendar.get_by_test_id("proposal-card")
    moved = wanted + timedelta(days=7)
    await expect(card).to_contain_text(f"{moved:%a} {moved.day} {moved:%b}")


async def test_an_all_day_event_is_moved_by_dates(ana: Client, calendar: Page) -> None:
    first = date(NEXT_YEAR, 3, 26)
    await book(ana, "Fair", moment(first, 0), moment(first + timedelta(days=2), 0), all_day=True)
    await look(calendar, "month")
    await go_to(calendar, f"March {NEXT_YEAR}")
    await calendar.get_by_test_id("week-event").filter(has_text="Fair").focus()
    for _ in range(2):
        await calendar.keyboard.press("Shift+ArrowRight")
    await calendar.keyboard.press("Enter")
    await calendar.get_by_test_id("confirm").click()
    await expect(calendar.get_by_test_id("proposal-card")).to_have_attribute("data-state", "booked")
    found = (
        await ana.get(
            EVENTS, params={"time_min": f"{NEXT_YEAR}-03-01T00:00:00Z", "time_max": f"{NEXT_YEAR}-04-05T00:00:00Z"}
        )
    ).json
    [moved] = found["events"]
    assert (moved["start"], moved["end"]) == (f"{NEXT_YEAR}-03-28T00:00:00+01:00", f"{NEXT_YEAR}-03-30T00:00:00+02:00")


async def test_the_agenda_goes_day_by_day(ana: Client, calendar: Page) -> None:
    tomorrow = today() + timedelta(days=1)
    await book(ana, "Late shift", moment(tomorrow, 20), moment(tomorrow, 20) + timedelta(hours=10))
    await book(ana, "Review", moment(tomorrow, 10), moment(tomorrow, 11), location="Room 4")
    await look(calendar, "agenda")
    parts = calendar.locator(".agenda-day")
    await expect(parts).to_have_count(3)
    await expect(parts.nth(0)).to_contain_text("Nothing today.")
    await expect(parts.nth(1).locator(".event").nth(0)).to_contain_text("10:00–11:00")
    await expect(parts.nth(1).locator(".event").nth(1)).to_contain_text("from 20:00")
    await expect(parts.nth(2).locator(".event")).to_contain_text("until 06:00")
    await expect(parts.nth(2)).to_contain_text("Day 2 of 2")
    await parts.nth(1).locator(".event").first.click()
    await expect(calendar.get_by_test_id("event-details")).to_contain_text("Room 4")


async def test_a_phone_begins_with_the_agenda(ana: Client, page: Page) -> None:
    tomorrow = today() + timedelta(days=1)
    await book(ana, "Review", moment(tomorrow, 10), moment(tomorrow, 11))
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.reload()
    await page.get_by_test_id("tab-calendar").click()
    await expect(page.get_by_test_id("calendar-view")).to_have_value("agenda")
    await expect(page.get_by_test_id("agenda-pick")).to_have_count(7)
    await page.get_by_test_id("agenda-pick").nth(6).click()
    sunday = today() + timedelta(days=6 - today().weekday())
    await expect(page.get_by_test_id("agenda-pick").nth(6)).to_have_attribute("aria-current", "date")
    await expect(page.get_by_test_id("week")).to_have_attribute("data-first", sunday.isoformat())
    for view in ("week", "month", "agenda"):
        await look(page, view)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_test_id("event-new").click()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_label("Title").fill("Call")
    await page.get_by_test_id("edit-save").click()
    await page.get_by_test_id("confirm").click()
    await expect(page.get_by_test_id("proposal-card")).to_have_attribute("data-state", "booked")


async def test_hours_without_work_are_shaded_as_the_person_works(ana: Client, calendar: Page) -> None:
    for key, value in (("working_hours", "22:00-06:00"), ("working_days", "fri")):
        said = {"key": key, "value": value, "category": "calendar"}
        assert (await ana.put("/api/v1/settings/preferences", said)).status < 300
    await calendar.reload()
    columns = calendar.locator(".week-day")
    await expect(columns).to_have_count(7)

    async def rest(at: int) -> list[tuple[float, float]]:
        styles = [await each.get_attribute("style") or "" for each in await columns.nth(at).locator(".rest").all()]
        read = [
            [float(part.partition(":")[2].strip(" %")) * 0.24 for part in style.split(";") if part.strip()]
            for style in styles
        ]
        return [(round(top, 2), round(top + height, 2)) for top, height in read]

    assert [await rest(at) for at in (3, 4, 5)] == [[(0, 24)], [(0, 22)], [(6, 24)]]


async def test_a_second_clock_beside_the_hours(calendar: Page) -> None:
    await calendar.get_by_test_id("second-zone").click()
    await calendar.get_by_test_id("second-zone-input").fill("Mars/Base")
    await calendar.keyboard.press("Enter")
    await expect(calendar.locator("[data-field=zone] .field-error")).to_contain_text("not a time zone")
    await calendar.get_by_test_id("second-zone-input").fill("Asia/Kathmandu")
    await calendar.keyboard.press("Enter")
    hours = calendar.get_by_test_id("second-zone-hours").locator("span")
    summer = moment(today(), 12).utcoffset() == timedelta(hours=2)
    await expect(hours.nth(9)).to_have_text("13:45" if summer else "14:45")
    await calendar.reload()
    await expect(hours).to_have_count(23)
    await calendar.get_by_test_id("second-zone").click()
    await calendar.get_by_test_id("second-zone-hide").click()
    await expect(hours).to_have_count(0)


async def test_a_second_clock_that_changes_within_the_week_says_so(calendar: Page) -> None:
    await calendar.evaluate("localStorage.setItem('threadline.second-zone', 'America/New_York')")
    await calendar.reload()
    await expect(calendar.get_by_test_id("second-zone-hours")).to_be_visible()
    second_sunday = date(NEXT_YEAR, 3, 14) - timedelta(days=date(NEXT_YEAR, 3, 14).isoweekday() % 7)
    monday = second_sunday - timedelta(days=6)
    for _ in range(70):
        if await calendar.get_by_test_id("week").get_attribute("data-first") == monday.isoformat():
            break
        await calendar.get_by_test_id("week-next").click()
    change = calendar.get_by_test_id("second-zone-change")
    await expect(change).to_contain_text(f"1 hour later than shown from Sun {second_sunday.day} Mar")


async def test_who_is_busy_when_as_a_picture(house: House, ana: Client, calendar: Page) -> None:
    bo = await house.person(name="bo")
    address = (await bo.get("/api/v1/me")).json["email"]
    monday = today() + timedelta(days=7 - today().weekday())
    await book(bo, "Dentist", moment(monday, 10), moment(monday, 12))
    await book(ana, "Standup", moment(monday, 9), moment(monday, 9, 30))
    await calendar.get_by_test_id("find-time").click()
    await calendar.get_by_test_id("find-people").fill("bo")
    await calendar.get_by_test_id("find-look").click()
    await expect(calendar.locator("[data-field=people] .field-error")).to_contain_text("is not an address")
    await calendar.get_by_test_id("find-people").fill(f"{address}, nobody@elsewhere.example")
    await calendar.get_by_test_id("find-from").fill(monday.isoformat())
    await calendar.get_by_test_id("find-look").click()
    tracks = calendar.locator(f".busy-day[data-date='{monday}'] .busy-track")
    await expect(tracks).to_have_count(3)
    for at, words in enumerate(("busy 09:00 to 09:30", "busy 10:00 to 12:00", "not known, perhaps busy")):
        assert words in (await tracks.nth(at).get_attribute("aria-label") or "")
    await expect(calendar.get_by_test_id("find-dialog")).not_to_contain_text("Dentist")
    await expect(calendar.get_by_test_id("find-unknown")).to_contain_text("nobody@elsewhere.example")
    assert await complaints(calendar) == []
    slot = calendar.get_by_test_id("find-slot").first
    label = await slot.inner_text()
    await slot.click()
    await expect(calendar.get_by_role("textbox", name="Guests")).to_have_value(f"{address}, nobody@elsewhere.example")
    await calendar.get_by_label("Title").fill("Talk")
    await calendar.get_by_test_id("edit-save").click()
    await expect(calendar.get_by_test_id("proposal-card")).to_contain_text(label.rpartition(", ")[2])


@pytest.mark.parametrize("width", [1280, 390])
async def test_every_view_can_be_used_by_all(ana: Client, page: Page, width: int) -> None:
    tomorrow = today() + timedelta(days=1)
    await book(ana, "Review", moment(tomorrow, 10), moment(tomorrow, 11), recurrence="FREQ=DAILY;COUNT=3")
    await book(ana, "Fair", moment(tomorrow, 0), moment(tomorrow + timedelta(days=3), 0), all_day=True)
    await page.set_viewport_size({"width": width, "height": 844})
    await page.goto(page.url.partition("#")[0] + "#/calendar")
    await page.evaluate("localStorage.setItem('threadline.second-zone', 'America/New_York')")
    for view in ("month", "agenda", "week"):
        await look(page, view)
        assert await complaints(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_test_id("week-event").filter(has_text="Review").first.click()
    await expect(page.get_by_test_id("series")).to_contain_text("3 times")
    assert await complaints(page) == []
    await page.get_by_test_id("event-edit").click()
    assert await complaints(page) == []
    await page.get_by_label("Title").fill("Retrospective")
    await page.get_by_test_id("edit-save").click()
    assert await complaints(page) == []
    await page.get_by_test_id("scope-one").click()
    await expect(page.get_by_test_id("proposal-card")).to_be_visible()
    assert await complaints(page) == []
