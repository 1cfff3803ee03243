"""Answers in a real browser: code that is copied, thumbs, steps, and the same asked once more."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from tests.support.axe import complaints
from tests.support.tool_talk import ASKED, CORRECTED, STEPS, three_rounds
from threadline.providers.port import ScriptedProvider

ANSWER = "[data-testid=message][data-role=assistant]"
MINE = "[data-testid=message][data-role=user]"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


async def said(page: Page, text: str) -> None:
    await page.get_by_test_id("composer-input").fill(text)
    await page.keyboard.press("Enter")


async def thread_of(ana: Client) -> Any:
    [conversation] = (await ana.get("/api/v1/conversations")).json["conversations"]
    return (await ana.get(f"/api/v1/conversations/{conversation['id']}")).json["messages"]


async def test_a_block_of_code_is_copied_by_keyboard(house: House, page: Page) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    part = house.conductor.part("show me")
    await said(page, "show me")
    part.say("Here:\n\n```python\nif ready:\n    go()\n```\n\nand\n\n    plain <b>text</b>\n")
    part.end()
    blocks = page.locator(f"{ANSWER} .code")
    await expect(blocks).to_have_count(2)
    await expect(blocks.first).to_contain_text("python")
    await blocks.first.get_by_test_id("code-copy").press("Enter")
    await expect(page.get_by_test_id("announcer")).to_contain_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "if ready:\n    go()"
    await blocks.last.get_by_test_id("code-copy").press("Enter")
    await page.wait_for_function("async () => (await navigator.clipboard.readText()) === 'plain <b>text</b>'")
    assert await complaints(page, "#messages") == []


async def test_what_is_in_use_within_an_answer_stays_in_use_when_the_answer_is_complete(
    house: House, page: Page
) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    part = house.conductor.part("show me")
    await said(page, "show me")
    part.say("Here:\n\n```python\ngo()\n```\n\nand")
    button = page.locator(f"{ANSWER} .code").get_by_test_id("code-copy")
    await button.focus()
    part.say(" that is all.")
    part.end()
    await expect(page.locator(f"{ANSWER}[data-state=answered]")).to_contain_text("that is all.")
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("announcer")).to_contain_text("Copied")


async def test_what_was_done_here_is_not_pushed_out_by_what_answers_say(page: Page) -> None:
    pushed = """async () => {
      const { Announcer } = await import(new URL("console/thread/announcer.js", document.baseURI));
      const region = document.createElement("div");
      const announcer = new Announcer(region);
      announcer.say("Copied");
      for (let line = 0; line < 9; line += 1) announcer.read(`line ${line}`);
      return [...region.children].map(({ textContent }) => textContent);
    }"""
    assert await page.evaluate(pushed) == ["Copied", *(f"line {line}" for line in range(3, 9))]


async def test_an_answer_is_asked_for_anew_and_the_earlier_one_leafed_back_to(
    house: House, ana: Client, page: Page
) -> None:
    first = house.conductor.part("A name for a boat?")
    await said(page, "A name for a boat?")
    first.say("**Heron**")
    first.end()
    answer = page.locator(ANSWER)
    await expect(answer).to_contain_text("Heron")
    second = house.conductor.part("A name for a boat?")
    await answer.get_by_test_id("message-regenerate").press("Enter")
    second.say("Kingfisher")
    await expect(answer).to_contain_text("Kingfisher")
    await expect(answer).not_to_contain_text("Heron")
    second.end()
    for _ in range(2):
        await expect(answer).to_have_count(1)
        await expect(page.locator(MINE)).to_have_count(1)
        versions = answer.get_by_test_id("versions")
        await expect(versions).to_contain_text("2 of 2")
        await versions.get_by_test_id("version-earlier").press("Enter")
        await expect(versions).to_contain_text("1 of 2")
        await expect(answer.locator("strong").filter(has_text="Heron")).to_be_visible()
        assert await complaints(page, "#messages") == []
        await versions.get_by_test_id("version-later").press("Enter")
        await expect(answer).to_contain_text("Kingfisher")
        await page.reload()
    [_mine, last] = await thread_of(ana)
    assert (last["text"], [each["text"] for each in last["earlier"]]) == ("Kingfisher", ["**Heron**"])


async def test_a_new_answer_brings_its_own_card_and_none_for_what_is_booked(ana: Client, page: Page) -> None:
    await said(page, "Lunch with Bo on 14 March 2031 from 12 to 1pm")
    card = page.get_by_test_id("proposal-card")
    await expect(card).to_have_attribute("data-state", "proposed")
    await page.locator(ANSWER).get_by_test_id("message-regenerate").click()
    await expect(page.get_by_test_id("versions")).to_contain_text("2 of 2")
    await expect(card).to_have_count(1)
    await expect(card).to_have_attribute("data-state", "proposed")
    proposals = (await ana.get("/api/v1/proposals")).json["proposals"]
    assert sorted(each["state"] for each in proposals) == ["dismissed", "proposed"]
    await card.get_by_test_id("confirm").click()
    await expect(card).to_have_attribute("data-state", "booked")
    await page.locator(ANSWER).get_by_test_id("message-regenerate").click()
    await expect(page.locator("#problem")).to_contain_text("Undo that first")
    await expect(card).to_have_attribute("data-state", "booked")
    assert len((await ana.get("/api/v1/calendar/events?time_min=2031-03-01T00:00:00Z")).json["events"]) == 1


async def test_thumbs_stay_pressed_and_can_be_taken_back(ana: Client, page: Page) -> None:
    await said(page, "The keys are in the boathouse.")
    answer = page.locator(f"{ANSWER}[data-state=answered]")
    good, bad = answer.get_by_test_id("message-good"), answer.get_by_test_id("message-bad")
    for press, verdict in ((good, "good"), (bad, "bad"), (bad, None)):
        async with page.expect_response("**/feedback"):
            await press.press("Enter")
        await page.reload()
        await expect(good).to_have_attribute("aria-pressed", str(verdict == "good").lower())
        await expect(bad).to_have_attribute("aria-pressed", str(verdict == "bad").lower())
        assert (await thread_of(ana))[-1]["feedback"] == verdict


async def test_steps_are_folded_once_the_answer_is_there_and_stay_after_a_reload(house: House, page: Page) -> None:
    house.conductor.calls_tools, house.conductor.scripted = True, ScriptedProvider(three_rounds())
    await said(page, ASKED)
    await expect(page.locator("body")).to_contain_text(CORRECTED)
    for _ in range(2):
        folded = page.get_by_test_id("steps")
        await expect(folded.get_by_test_id("step").first).to_be_hidden()
        await folded.locator("summary").press("Enter")
        await expect(folded.get_by_test_id("step").first).to_have_text(STEPS[0])
        assert await complaints(page, "#messages") == []
        await page.reload()


async def test_an_answer_is_stopped_by_keyboard_and_then_asked_for_anew(house: House, page: Page) -> None:
    part = house.conductor.part("a long story")
    await said(page, "a long story")
    part.say("Once upon a time")
    answer = page.locator(ANSWER)
    await expect(answer).to_contain_text("Once upon a time")
    await page.get_by_test_id("stop").press("Enter")
    await expect(answer).to_have_attribute("data-state", "stopped")
    for _ in range(2):
        await expect(answer.get_by_text("Stopped")).to_have_count(1)
        await expect(page.get_by_test_id("composer-input")).to_be_focused()
        await page.reload()
    again = house.conductor.part("a long story")
    await page.set_viewport_size({"width": 390, "height": 800})
    await answer.get_by_test_id("message-regenerate").click()
    async with asyncio.timeout(20):
        while len([each for each in house.conductor.requests if each.messages[-1].text == "a long story"]) < 2:
            await asyncio.sleep(0.02)
    again.say("The end")
    again.end()
    await expect(answer).to_contain_text("The end")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
