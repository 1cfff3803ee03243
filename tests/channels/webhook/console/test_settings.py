"""The settings in a real browser: each line is chosen there, kept, and followed wherever it is about."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints
from threadline.calendar.event import Event
from threadline.core.channels.port import Method
from threadline.core.domain.message import Author, Person


@dataclass
class Mailbox:
    """A channel that mails: what it was given to send."""

    letters: list[str] = field(default_factory=list)

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        self.letters.append(text)
        return True

    async def invite(self, event: Event, organiser: Person, method: Method) -> None:
        """Not asked here."""


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


@pytest.fixture
async def settings(page: Page) -> Page:
    """The settings, open."""
    await page.get_by_test_id("nav-settings").click()
    await expect(page.get_by_test_id("account-name")).to_be_visible()
    return page


async def card_of(ana: Client, text: str) -> str:
    """The rows of the card that a text makes."""
    read = await ana.post("/api/v1/calendar/process-text", {"text": text})
    proposal = (await ana.get(f"/api/v1/proposals/{read.json['proposal_id']}")).json
    return str(proposal["card"]["rows"])


async def test_a_name_is_changed_and_is_who_one_is_from_then_on(ana: Client, settings: Page) -> None:
    await settings.get_by_test_id("account-name").fill("  Ana Beispiel ")
    await settings.keyboard.press("Enter")
    await expect(settings.get_by_test_id("account-name")).to_have_value("Ana Beispiel")
    assert (await ana.get("/api/v1/me")).json["name"] == "Ana Beispiel"
    await settings.get_by_test_id("account-name").fill(" ")
    await settings.keyboard.press("Enter")
    await expect(settings.get_by_test_id("account-form").locator("[data-field=name] .field-error")).to_have_text(
        "Please enter a name."
    )


async def test_an_address_is_added_by_the_code_that_was_mailed_to_it_and_parted_again(
    house: House, ana: Client, settings: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    monkeypatch.setattr(house.services.people.account_linking, "_mail", lambda: mailbox)
    await settings.get_by_test_id("address-email").fill("nowhere")
    await settings.get_by_test_id("address-save").click()
    await expect(settings.get_by_test_id("address-form").locator("[data-field=email] .field-error")).to_contain_text(
        "nowhere"
    )
    await settings.get_by_test_id("address-email").fill("ana@private.example")
    await settings.get_by_test_id("address-save").click()
    await expect(settings.get_by_test_id("address-code")).to_be_focused()
    await settings.get_by_test_id("address-code").fill("ABCD-EFGH")
    await settings.keyboard.press("Enter")
    await expect(settings.locator("[data-field=code] .field-error")).not_to_be_empty()
    found = re.search(r"\*\*(.+)\*\*", mailbox.letters[-1])
    assert found is not None
    await settings.get_by_test_id("address-code").fill(found[1])
    await settings.keyboard.press("Enter")
    await expect(settings.get_by_test_id("accounts")).to_contain_text("ana@private.example")
    same = await house.services.people.directory.by_email("ana@private.example")
    assert same is not None
    assert same.id == ana.person_id
    await settings.get_by_test_id("account-unlink").click()
    await expect(settings.get_by_test_id("accounts")).not_to_contain_text("ana@private.example")
    assert await house.services.people.directory.by_email("ana@private.example") is None


async def test_a_linked_channel_is_seen_and_unlinked(house: House, ana: Client, settings: Page) -> None:
    directory = house.services.people.directory
    email = (await ana.get("/api/v1/me")).json["email"]
    assert await directory.recognise("slack", Author("T1:U7", "Ana", email)) == ana.person_id
    await settings.reload()
    accounts = settings.get_by_test_id("accounts")
    await expect(accounts).to_contain_text("Slack")
    await accounts.get_by_role("button", name="Unlink Slack").click()
    await expect(accounts).to_contain_text("No channel is linked yet")
    assert await directory.of_account("slack", "T1:U7") is None
    assert await directory.recognise("slack", Author("T1:U7", "Somebody", None)) != ana.person_id


async def test_twelve_hours_are_followed_by_the_week_by_cards_and_what_is_remembered(
    ana: Client, settings: Page
) -> None:
    await settings.get_by_test_id("habits-clock").select_option("12")
    await settings.get_by_test_id("habits-save").click()
    await expect(settings.get_by_test_id("remembered")).to_contain_text("12-hour clock")
    assert "3:00–4:00 pm" in await card_of(ana, "Tea with Bo on 14 March 2031 15:00-16:00")
    await settings.get_by_test_id("nav-threads").click()
    await expect(settings.get_by_test_id("week")).to_contain_text(re.compile(r"9\s?am", re.I))
    await settings.get_by_test_id("nav-settings").click()
    await settings.get_by_test_id("forget-clock").click()
    await expect(settings.get_by_test_id("remembered")).not_to_contain_text("12-hour clock")
    assert "15:00–16:00" in await card_of(ana, "Tea with Cy on 15 March 2031 15:00-16:00")
    await settings.get_by_test_id("nav-threads").click()
    await expect(settings.get_by_test_id("week")).to_contain_text("09:00")


async def test_a_week_begins_as_chosen_in_the_week_and_in_what_is_meant(ana: Client, settings: Page) -> None:
    await settings.get_by_test_id("settings-week_start").select_option("sunday")
    await settings.get_by_test_id("nav-threads").click()
    await expect(settings.locator(".week-head").first).to_contain_text("Sun")
    stored = {each["key"]: each["value"] for each in (await ana.get("/api/v1/settings")).json["preferences"]}
    assert stored["week_start"] == "sunday"


async def test_a_language_is_followed_by_dates_and_by_what_one_is_told(
    house: House, ana: Client, settings: Page
) -> None:
    await settings.get_by_test_id("habits-language").select_option("de")
    await settings.get_by_test_id("habits-save").click()
    await expect(settings.get_by_test_id("remembered")).to_contain_text("Sprache")
    person = await house.services.people.directory.get(ana.person_id)
    assert person.speech.startswith("de")
    await settings.get_by_test_id("nav-threads").click()
    await expect(settings.locator(".week-head").first).to_contain_text("Mo")
    await settings.get_by_test_id("nav-settings").click()
    await settings.get_by_test_id("forget-language").click()
    await expect(settings.get_by_test_id("forget-language")).to_have_count(0)


async def test_a_usual_length_is_followed_by_cards(ana: Client, settings: Page) -> None:
    await settings.get_by_test_id("habits-minutes").fill("45")
    await settings.get_by_test_id("habits-save").click()
    await expect(settings.get_by_test_id("remembered")).to_contain_text("45 minutes")
    assert "15:00–15:45" in await card_of(ana, "Tea with Bo on 14 March 2031 at 15:00")


async def test_a_session_is_seen_and_ended(house: House, ana: Client, settings: Page) -> None:
    await ana.call("POST", "/api/v1/session", {"token": ana.token}, headers={"X-Threadline-Console": "1"})
    await settings.reload()
    sessions = settings.get_by_test_id("settings-sessions").get_by_role("listitem")
    await expect(sessions).to_have_count(2)
    await settings.get_by_test_id("settings-session-end").click()
    await expect(sessions).to_have_count(1)
    await expect(sessions).to_contain_text("This browser")


async def test_nobody_is_kept_out_of_the_settings(settings: Page) -> None:
    await settings.set_viewport_size({"width": 390, "height": 844})
    wide = await settings.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert "\n".join(await complaints(settings)) == ""


async def test_a_time_zone_is_found_by_the_name_of_a_city(ana: Client, settings: Page) -> None:
    await settings.get_by_test_id("settings-zone").fill("München")
    await settings.get_by_test_id("settings-zone-save").click()
    await expect(settings.get_by_test_id("settings-zone")).to_have_value("Europe/Berlin")
    await settings.get_by_test_id("settings-zone").fill("Tokyo")
    await settings.get_by_test_id("settings-zone-save").click()
    await expect(settings.get_by_test_id("settings-zone")).to_have_value("Asia/Tokyo")
    assert (await ana.get("/api/v1/me")).json["timezone"] == "Asia/Tokyo"
    await settings.get_by_test_id("settings-zone").fill("Atlantis")
    await settings.get_by_test_id("settings-zone-save").click()
    await expect(settings.locator("[data-field=value] .field-error")).to_contain_text("no city of that name")
