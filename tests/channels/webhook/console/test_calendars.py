"""Calendars in a real browser: connecting by the back end's own page and by a form, the week, cards of changes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.fernet import Fernet
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import ZONE, House, opened
from tests.support.connectors import SampleBackend, SampleForm
from threadline.calendar.event import EventDraft
from threadline.core.domain.proposal import Proposal, Target
from threadline.simulator.google.platform import FakeGoogle

PATH = "/api/v1/calendar"


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def house(tmp_path: Path, google: FakeGoogle) -> AsyncIterator[House]:
    """A service that can connect Google's calendars, and a kind with a form."""
    async with opened(
        tmp_path / "data",
        secret_keys=(Fernet.generate_key().decode(),),
        google_client_id=google.client_id,
        google_client_secret=google.client_secret,
        google_api_url=google.url,
        google_auth_url=google.auth_url,
        google_token_url=google.token_url,
    ) as house:
        house.services.calendars.registry.backends["dav"] = SampleBackend("dav", SampleForm())  # type: ignore[index]
        yield house


async def consent(page: Page, backend: str = "google") -> None:
    """From the console over our page to Google's, and back."""
    await page.goto(page.url.partition("#")[0] + "#/calendars")
    await page.get_by_test_id(f"connect-{backend}").click()
    await expect(page.get_by_role("heading", name="Connect Google Calendar", exact=True)).to_be_visible()
    await expect(page.get_by_role("main")).to_contain_text("ana-")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.locator("body")).to_contain_text("Sign in with Google")


@dataclass(frozen=True)
class Booked:
    """An event in the week that is shown."""

    id: str
    start: datetime


async def booked(client: Client, title: str, calendar_id: str, *, day: int, hour: int) -> Booked:
    monday = datetime.now(ZoneInfo(ZONE)).replace(hour=hour, minute=0, second=0, microsecond=0)
    start = monday + timedelta(days=day - monday.weekday())
    times = {"start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat()}
    guests = [{"name": "Bo", "email": "bo@example.com"}]
    body = {"title": title, **times, "calendar_id": calendar_id, "attendees": guests, "invite": False}
    made = await client.post(f"{PATH}/events", body)
    assert made.status < 300, made.text
    return Booked(made.json["id"], start)


async def test_google_from_connecting_to_disconnecting(
    house: House, ana: Client, page: Page, google: FakeGoogle
) -> None:
    await consent(page)
    await page.get_by_role("button", name="ana@example.com").click()
    connection = page.get_by_test_id("connection-google")
    await expect(connection).to_have_attribute("data-state", "connected")
    await expect(connection).to_contain_text("ana@example.com")
    assert page.url.endswith("/#/calendars")
    (google_calendar,) = [
        each["id"] for each in (await ana.get(f"{PATH}/calendars")).json["calendars"] if each["primary"] and
        each["provider"] == "google"
    ]  # fmt: skip
    await expect(page.get_by_test_id("default-calendar")).to_have_value(google_calendar)
    await page.get_by_test_id("default-calendar").select_option("default")
    await expect(page.get_by_test_id("announcer")).to_contain_text("New events go to Threadline")

    await booked(ana, "Standup", google_calendar, day=1, hour=9)
    await booked(ana, "Errand", "default", day=2, hour=10)
    await page.get_by_test_id("nav-threads").click()
    await page.get_by_test_id("week-today").click()
    events = page.locator("[data-testid=week-event]")
    await expect(events).to_have_count(2)
    colours = [await events.nth(index).get_attribute("data-calendar") for index in range(2)]
    assert sorted(str(colour) for colour in colours) == ["0", "1"]
    legend = page.get_by_test_id("legend-item")
    own = legend.filter(has_text="Threadline")
    await own.focus()
    await page.keyboard.press("Space")
    await expect(own).to_have_attribute("aria-pressed", "false")
    await expect(events).to_have_count(1)
    await page.reload()
    await expect(events).to_have_count(1)  # the choice lasts
    await own.click()
    await expect(events).to_have_count(2)

    google.consent.withdraw("ana@example.com")
    google.consent.end_access()
    await page.get_by_test_id("week-next").click()
    await page.get_by_test_id("week-today").click()
    unknown = page.get_by_test_id("week-unknown")
    await expect(unknown).to_contain_text("You may be busy there")
    await unknown.get_by_role("link").click()
    await expect(connection).to_have_attribute("data-state", "broken")
    await expect(page.get_by_test_id("connect-google")).to_contain_text("again")
    await consent(page)
    await page.get_by_role("button", name="ana@example.com").click()
    await expect(connection).to_have_attribute("data-state", "connected")

    await page.get_by_test_id("disconnect-google").click()
    await page.get_by_test_id("dialog-confirm").click()
    await expect(connection).to_have_count(0)
    assert google.consent.revoked == ["ana@example.com"]


async def test_saying_no_at_google(page: Page) -> None:
    await consent(page)
    await page.locator("button").last.click()
    await expect(page.locator("h1")).to_have_text("The calendar is not connected")
    await expect(page.locator("main")).to_contain_text("that was not allowed")


async def test_a_form_made_from_its_fields(page: Page) -> None:
    await page.get_by_test_id("nav-calendars").click()
    await page.get_by_test_id("connect-dav").click()
    await page.get_by_test_id("submit-dav").click()
    await expect(page.get_by_test_id("field-dav-url")).to_be_focused()
    await page.get_by_test_id("field-dav-url").fill("https://dav.example.com")
    await page.get_by_test_id("field-dav-password").fill("wrong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("kind-dav")).to_contain_text("does not take this password")
    await page.get_by_test_id("field-dav-password").fill("right")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("connection-dav")).to_have_attribute("data-state", "connected")


async def test_working_time(ana: Client, page: Page) -> None:
    await page.get_by_test_id("nav-calendars").click()
    await page.get_by_test_id("preferences-start").fill("08:00")
    await page.get_by_test_id("preferences-sat").check()
    await page.get_by_test_id("preferences-buffer").fill("500")
    await page.get_by_test_id("preferences-holidays").fill("nowhere")
    await page.get_by_test_id("preferences-country").fill("us")
    await page.get_by_test_id("preferences-date-order").select_option("month-day")
    await page.get_by_test_id("preferences-share").uncheck()
    await page.get_by_test_id("preferences-save").click()
    await expect(page.get_by_test_id("preferences")).to_contain_text("Enter a number of minutes, up to 240.")
    await page.get_by_test_id("preferences-buffer").fill("15")
    await page.get_by_test_id("preferences-save").click()
    await expect(page.locator("[data-field=holidays] .field-error")).to_contain_text("ISO 3166-1")
    await page.get_by_test_id("preferences-holidays").fill("de-by")
    await page.get_by_test_id("preferences-save").click()
    await expect(page.get_by_test_id("announcer")).to_contain_text("Saved")
    stored = {each["key"]: each["value"] for each in (await ana.get("/api/v1/settings")).json["preferences"]}
    wished = {"working_hours": "08:00-17:00", "working_days": "mon,tue,wed,thu,fri,sat", "buffer_minutes": "15"}
    wished |= {"country": "US", "date_order": "month-day"}
    assert {**stored, **wished, "holidays": "DE-BY", "share_busy": "false"} == stored


async def test_without_a_key_it_says_what_to_do(house: House, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house.services.storage.secrets, "_fernet", None)
    await page.get_by_test_id("nav-calendars").click()
    await expect(page.get_by_test_id("calendars")).to_contain_text("cannot be connected here yet")
    await expect(page.get_by_test_id("connect-google")).to_have_count(0)


async def changing(house: House, ana: Client, event: Booked, *, hours: int | None) -> Proposal:
    """A change, or a cancellation, that waits in a conversation for its click."""
    services = house.services
    person = await services.people.directory.get(ana.person_id)
    decisions = services.proposals.decisions
    calendar = await services.calendars.registry.named(person, "builtin")
    found = await calendar.get("default", event.id)
    target = Target(found.id, found.version, found.draft, "builtin", "default", found.sequence)
    draft: EventDraft | None = None
    if hours is not None:
        draft = replace(found.draft.moved(found.draft.start + timedelta(hours=hours)), location="Room 4")
    said = (await ana.post("/api/v1/webhook", {"prompt": "Hello", "type": "custom"})).json
    offer = await decisions.offer_change(person, target, draft)
    return await decisions.propose(
        person,
        offer,
        key=f"change-{event.id}",
        channel="webhook",
        conversation_id=said["conversation_id"],
        message_id=said["message_id"],
    )


async def test_a_change_is_shown_confirmed_and_undone(house: House, ana: Client, page: Page) -> None:
    event = await booked(ana, "Design review", "default", day=6, hour=9)
    proposal = await changing(house, ana, event, hours=4)
    await page.goto(f"{house.address}/#/c/{proposal.conversation_id}")
    card = page.get_by_test_id("proposal-card")
    await expect(card.locator("h3")).to_have_text("Change: Design review")
    facts = card.get_by_test_id("facts")
    for words in ("09:00–10:00", "13:00–14:00", "Room 4"):
        await expect(facts).to_contain_text(words)
    await expect(card.get_by_test_id("told")).to_contain_text("I cannot mail them")
    await card.get_by_test_id("edit").click()
    await card.get_by_test_id("edit-invite").uncheck()
    await page.get_by_test_id("edit-save").click()
    await expect(card.get_by_test_id("told")).to_contain_text("not told")
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    await expect(card.locator(".badge")).to_have_text("Changed")
    moved = (await ana.get(f"{PATH}/events/{event.id}")).json
    assert datetime.fromisoformat(moved["start"]) == event.start + timedelta(hours=4)
    await card.get_by_test_id("undo").click()
    await expect(card).to_contain_text("The event is back as it was.")


async def test_a_cancellation_is_one_click(house: House, ana: Client, page: Page) -> None:
    event = await booked(ana, "Standup", "default", day=6, hour=9)
    proposal = await changing(house, ana, event, hours=None)
    await page.goto(f"{house.address}/#/c/{proposal.conversation_id}")
    card = page.get_by_test_id("proposal-card")
    await expect(card.locator("h3")).to_have_text("Cancel: Standup")
    await expect(card.get_by_test_id("edit")).to_have_count(0)
    await card.get_by_test_id("confirm").focus()
    await page.keyboard.press("Enter")
    await expect(card.locator(".badge")).to_have_text("Cancelled")
    (await ana.get(f"{PATH}/events/{event.id}")).refused(404, "NOT_FOUND")
