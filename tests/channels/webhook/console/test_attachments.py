"""Files that are chosen, pasted and dropped in the composer, in a real browser."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from tests.channels.webhook.api.test_sent_files import PIXEL
from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints
from tests.unit.core.documents import files

HAND_OVER = """([selector, type, name, kind, content, words]) => {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, { type: kind }));
  if (words) carried.setData("text/plain", words);
  const about = { bubbles: true, cancelable: true, [type === "paste" ? "clipboardData" : "dataTransfer"]: carried };
  const event = type === "paste" ? new ClipboardEvent(type, about) : new DragEvent(type, about);
  document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data", max_file_bytes=100_000) as house:
        yield house


async def hand_over(page: Page, event: str, name: str, kind: str, content: bytes, *, words: str = "") -> None:
    """Paste into the composer, or drag over and drop on the thread."""
    place = "#composer-input" if event == "paste" else "#thread-pane"
    await page.evaluate(HAND_OVER, [place, event, name, kind, base64.b64encode(content).decode(), words])


async def test_files_are_chosen_pasted_and_dropped_and_stay_with_the_message(
    house: House, ana: Client, page: Page
) -> None:
    chips, mine = page.get_by_test_id("file"), page.locator("[data-testid=message][data-role=user]")
    async with page.expect_file_chooser() as chooser:
        await page.get_by_test_id("attach").press("Enter")
    plan = FilePayload(name="plan.pdf", mimeType="application/pdf", buffer=files.pdf("Design review", "on Friday"))
    await (await chooser.value).set_files([plan])
    await expect(chips).to_have_attribute("data-state", "ready")
    await hand_over(page, "paste", "shot.png", "image/png", PIXEL)
    await hand_over(page, "dragover", "keys.txt", "text/plain", b"x")
    await expect(page.get_by_test_id("drop")).to_be_visible()
    await hand_over(page, "drop", "keys.txt", "text/plain", b"The keys are in the boathouse.")
    await expect(page.get_by_test_id("drop")).to_be_hidden()
    await expect(page.locator("[data-testid=file][data-state=ready]")).to_have_count(3)
    assert await complaints(page, "#composer") == []
    await chips.filter(has_text="keys.txt").get_by_test_id("file-remove").press("Enter")
    await expect(chips).to_have_count(2)
    await expect(page.get_by_test_id("composer-input")).to_be_focused()
    await page.get_by_test_id("composer-input").fill("Sum this up")
    await page.keyboard.press("Enter")
    await expect(chips).to_have_count(0)
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    for _ in range(2):
        await expect(mine.get_by_test_id("sent-file")).to_have_count(2)
        await expect(mine).to_contain_text("plan.pdf")
        await expect(mine).to_contain_text("2 pages")
        picture = mine.get_by_role("img", name="shot.png")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1
        assert await complaints(page, "#messages") == []
        await page.reload()
    told = next(each for each in house.conductor.requests if each.messages[-1].text == "Sum this up")
    assert "Design review" in (told.material or "")
    assert "boathouse" not in (told.material or "")


async def test_what_cannot_be_sent_says_why_in_plain_words_and_does_not_keep_the_rest(page: Page) -> None:
    chips = page.get_by_test_id("file")
    for name, content, told in (
        ("all.zip", b"PK\x05\x06" + bytes(18), "Files of this kind cannot be read"),
        ("big.txt", b"x" * 100_001, "Too large"),
        ("nothing.txt", b"", "This file is empty"),
        ("keys.txt", b"In the boathouse.", "17 bytes"),
    ):
        await hand_over(page, "drop", name, "application/octet-stream", content)
        await expect(chips.filter(has_text=name)).to_contain_text(told)
    await expect(page.locator("[data-testid=file][data-state=failed]")).to_have_count(3)
    assert await complaints(page, "#composer") == []
    await page.set_viewport_size({"width": 390, "height": 800})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_test_id("send").click()  # a file alone is a message
    sent = page.locator("[data-testid=message][data-role=user]").get_by_test_id("sent-file")
    await expect(sent).to_contain_text(["keys.txt"])
    await expect(chips).to_have_count(0)
    await expect(page.locator("#thread-title")).to_have_text("keys.txt")


async def test_progress_is_shown_and_what_is_on_its_way_can_be_taken_back(page: Page) -> None:
    held = asyncio.Event()

    async def slowly(route: Route) -> None:
        await held.wait()
        await route.abort()

    await page.route("**/api/v1/files", slowly)
    await page.get_by_test_id("composer-input").fill("Read this")
    await hand_over(page, "paste", "slow.txt", "text/plain", b"slowly")
    chip = page.get_by_test_id("file")
    await expect(chip).to_have_attribute("data-state", "sending")
    await expect(chip).to_contain_text("%")
    await expect(page.get_by_test_id("send")).to_be_disabled()
    await chip.get_by_test_id("file-remove").press("Enter")
    await expect(chip).to_have_count(0)
    await expect(page.get_by_test_id("send")).to_be_enabled()
    held.set()


async def test_words_that_are_pasted_stay_words_and_a_message_is_sent_again_with_its_files(page: Page) -> None:
    await hand_over(page, "paste", "table.png", "image/png", PIXEL, words="a table")
    await hand_over(page, "drop", "keys.txt", "text/plain", b"In the boathouse.")
    chips = page.get_by_test_id("file")
    await expect(chips).to_have_count(1)
    await page.get_by_test_id("composer-input").fill("Where?")
    await expect(chips).to_have_attribute("data-state", "ready")
    await page.keyboard.press("Enter")
    mine = page.locator("[data-testid=message][data-role=user]")
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    await mine.get_by_test_id("message-edit").press("Enter")
    await expect(chips).to_contain_text(["keys.txt"])
    await page.get_by_test_id("composer-input").fill("Where exactly?")
    await page.keyboard.press("Enter")
    await expect(mine).to_have_count(2)
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(2)
    await page.reload()
    await expect(mine.last.get_by_test_id("sent-file")).to_contain_text(["keys.txt"])


async def test_files_beyond_what_a_message_takes_are_named_where_the_others_are(page: Page) -> None:
    chips = page.get_by_test_id("file")
    many = [FilePayload(name=f"{n}.txt", mimeType="text/plain", buffer=b"x") for n in range(1, 12)]
    await page.get_by_test_id("composer-chooser").set_input_files(many)
    await expect(page.locator("[data-testid=file][data-state=ready]")).to_have_count(10)
    await expect(chips.filter(has_text="11.txt")).to_contain_text("Left out: a message can carry up to 10 files.")
    await page.get_by_test_id("composer-chooser").set_input_files(many[:3])
    await expect(chips.filter(has_text="3 files")).to_contain_text("Left out")


@pytest.mark.parametrize("place", ["#calendar", "#conversation-list"])
async def test_a_file_that_is_dropped_beside_the_thread_does_not_take_the_page_away(page: Page, place: str) -> None:
    kept = await page.evaluate(
        """(place) => ["dragover", "drop"].map((type) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["x"], "keys.txt"));
          const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
          document.querySelector(place).dispatchEvent(event);
          return event.defaultPrevented;
        })""",
        place,
    )
    assert kept == [True, True]
    await expect(page.get_by_test_id("file")).to_have_count(0)


async def test_what_was_attached_is_there_after_a_reload_where_it_was_attached(
    house: House, ana: Client, page: Page
) -> None:
    one = (await ana.post("/api/v1/conversations", {"title": "One"})).json["id"]
    ready = page.locator("[data-testid=file][data-state=ready]")
    await hand_over(page, "drop", "keys.txt", "text/plain", b"In the boathouse.")
    await expect(ready).to_have_count(1)
    await page.evaluate(f"location.hash = '#/c/{one}'")
    await expect(ready).to_have_count(0)
    await hand_over(page, "paste", "shot.png", "image/png", PIXEL)
    await hand_over(page, "drop", "gone.txt", "text/plain", b"x")
    await expect(ready).to_have_count(2)
    await ready.filter(has_text="gone.txt").get_by_test_id("file-remove").click()
    await page.reload()
    await expect(ready).to_have_count(1)
    await expect(ready).to_contain_text("shot.png")
    await page.evaluate("location.hash = '#/'")
    await expect(ready).to_contain_text("keys.txt")
    await expect(page.get_by_test_id("send")).to_be_enabled()
    await page.get_by_test_id("send").click()
    await expect(page.locator("[data-role=user]").get_by_test_id("sent-file")).to_contain_text("keys.txt")
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    await page.reload()
    await expect(page.locator("[data-role=user]").get_by_test_id("sent-file")).to_have_count(1)
    await expect(page.get_by_test_id("file")).to_have_count(0)
    await page.get_by_test_id("person").click()
    await page.get_by_test_id("sign-out").click()
    await expect(page.get_by_test_id("sign-in-token")).to_be_visible()
    assert await page.evaluate("sessionStorage.getItem('threadline.files')") == "[]"


async def test_what_waited_longer_than_the_service_keeps_it_is_not_offered_again(page: Page) -> None:
    await hand_over(page, "drop", "keys.txt", "text/plain", b"In the boathouse.")
    await expect(page.locator("[data-testid=file][data-state=ready]")).to_have_count(1)
    old = """() => {
      const [[place, [kept]]] = JSON.parse(sessionStorage.getItem("threadline.files"));
      const old = { ...kept, since: kept.since - 86400001 };
      sessionStorage.setItem("threadline.files", JSON.stringify([[place, [old]]]));
    }"""
    await page.evaluate(old)
    await page.reload()
    await expect(page.get_by_test_id("composer-input")).to_be_focused()
    await expect(page.get_by_test_id("file")).to_have_count(0)


@pytest.mark.parametrize(
    "name",
    [
        "100%22 sure.txt",
        'the "plan".txt',
        "a;b;c.txt",
        "back\\slash.txt",
        "Größe 🎉.txt",
        "percent%0Aline.txt",
        "x' y=z.txt",
        "..txt",
    ],
)
async def test_a_file_is_called_what_it_is_called(page: Page, name: str) -> None:
    await hand_over(page, "drop", name, "text/plain", b"In the boathouse.")
    await expect(page.locator("[data-testid=file][data-state=ready]").locator(".file-name")).to_have_text(name)
    await page.get_by_test_id("send").click()
    await expect(page.locator("[data-role=assistant][data-state=answered]")).to_have_count(1)
    await page.reload()
    sent = page.locator("[data-role=user]").get_by_test_id("sent-file").locator(".file-name")
    await expect(sent).to_have_text(name)
