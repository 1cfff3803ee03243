"""Commands, shortcuts and the home tab."""

import asyncio
from typing import Any

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import EVENT, until
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.people import button
from threadline.simulator.slack.web_api import METHODS
from threadline.storage.database.errors import StorageUnavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


async def said(house: House, user: str, channel: str, command: str, text: str = "") -> str:
    """What only the person sees after a command."""
    before = len(house.whispers(user))
    delivery = await house.hand.command(user, channel, command, text)
    assert (delivery.status, delivery.text) == (200, "")
    await until(lambda: len(house.whispers(user)) > before)  # it is dealt with after it was acknowledged
    return "\n".join(house.whispers(user)[before:])


def root(house: House, channel: str) -> Any:
    """What the bot posted last outside threads."""
    return [m for m in house.workspace.messages if m.channel == channel and m.user == "UBOT" and not m.thread_ts][-1]


async def test_schedule_proposes_in_a_new_thread(house: House) -> None:
    delivery = await house.hand.command("UANA", "CGENERAL", "/schedule", EVENT)
    assert (delivery.status, delivery.text) == (200, "")
    asked = root(house, "CGENERAL")
    assert asked.text == f"<@UANA> asked:\n> {EVENT}"
    card = await house.card(asked.ts)
    assert "Design review" in shown(card)
    await house.hand.write("UANA", "CGENERAL", "thanks", thread_ts=asked.ts)
    await until(lambda: len(house.replies(asked.ts)) == 2)


async def test_a_command_that_is_dealt_with_again_asks_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    accept, failures = house.services.conversations.turns.accept, [StorageUnavailable("locked")]

    async def locked(**values: Any) -> Any:
        if failures:
            raise failures.pop()
        return await accept(**values)

    monkeypatch.setattr(house.services.conversations.turns, "accept", locked)
    words = "Pottery with Bo tomorrow 6pm"
    await house.hand.command("UANA", "CGENERAL", "/schedule", words)
    await until(lambda: house.services.inbound.idle)
    assert len([message for message in house.workspace.messages if words in message.text]) == 1
    await house.card(root(house, "CGENERAL").ts)


async def test_twelve_commands_at_once_are_acknowledged_before_slack_is_asked_anything(house: House) -> None:
    api, free = house.slack.api, asyncio.Event()
    names = [f"Pottery {number} tomorrow 6pm" for number in range(12)]

    async def wait(_: float) -> None:
        await free.wait()

    api.delays, api.sleep, made = dict.fromkeys(METHODS, 4.0), wait, len(api.calls)
    try:
        answers = await asyncio.gather(*(house.hand.command("UBO", "CGENERAL", "/schedule", name) for name in names))
        assert {(answer.status, answer.text) for answer in answers} == {(200, "")}
        assert len(api.calls) == made
    finally:
        api.delays = {}
        free.set()
    await until(lambda: all(any(name in each.text for each in house.workspace.messages) for name in names), 60)
    await until(lambda: house.services.inbound.idle, 60)


async def test_slackbot_is_not_answered_and_links_are_not_previewed(house: House) -> None:
    event = {"type": "message", "channel_type": "im", "channel": "DUANA", "ts": house.workspace.next_ts()}
    before = len(house.provider.requests)
    answer = await house.hand.deliver(event | {"user": "USLACKBOT", "text": "Reminder: lunch tomorrow at noon"})
    assert answer.status == 200
    await until(lambda: house.services.inbound.idle)
    assert len(house.provider.requests) == before
    await house.hand.command("UBO", "CGENERAL", "/schedule", "Sculpture tomorrow 6pm")
    await until(lambda: any("Sculpture" in each.text for each in house.workspace.messages))
    posts = house.slack.api.of("chat.postMessage")
    assert posts
    assert all(post.arguments["unfurl_links"] is False and post.arguments["unfurl_media"] is False for post in posts)


async def test_schedule_without_words_says_how(house: House) -> None:
    assert "Tell me what and when" in await said(house, "UANA", "CGENERAL", "/schedule", " ")


async def test_where_the_bot_is_no_member_it_answers_directly(house: House) -> None:
    assert "direct messages" in await said(house, "UBO", "CELSE", "/schedule", "lunch tomorrow at noon")
    await house.card(root(house, "DUBO").ts, "DUBO")


async def test_a_command_that_slack_refuses_says_why(house: House) -> None:
    house.slack.api.fail("chat.postMessage", SlackFault("missing_scope", needed="chat:write"))
    assert "lacks the permission chat:write" in await said(house, "UANA", "CGENERAL", "/schedule", EVENT)
    house.slack.api.fail("chat.postMessage", SlackFault("something_new"))
    assert "try again" in await said(house, "UANA", "CGENERAL", "/schedule", EVENT)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "What I can do"),
        ("help", "What I can do"),
        ("template", "`meeting_notes`"),
        ("template nonsense text", "no template"),
        ("calendar connect", "https://threadline.example.com/signin/tl_signin_"),
        ("settings", "Time zone: Europe/Vienna"),
        ("settings timezone Mars/Base", "no time zone"),
        ("settings timezone America/Chicago", "America/Chicago now"),
        ("settings timezone Europe/Vienna", "Europe/Vienna now"),
        ("settings language german", "two letters"),
        ("settings language DE", "in der Sprache de"),
        ("settings language en", "in en now"),
    ],
)
async def test_threadline_commands(house: House, text: str, answer: str) -> None:
    assert answer in await said(house, "UANA", "CGENERAL", "/threadline", text)


async def test_summarize_and_templates_answer_in_a_thread(house: House) -> None:
    await house.hand.command("UANA", "CGENERAL", "/threadline", "summarize The beta ships on Friday.")
    await house.answered(root(house, "CGENERAL").ts)
    assert "Summarise this text" in house.provider.requests[-1].messages[-1].text
    await house.hand.command("UANA", "CGENERAL", "/threadline", "template action_items Bo writes the notes")
    await house.answered(root(house, "CGENERAL").ts)
    assert "action items" in house.provider.requests[-1].messages[-1].text


async def test_summarize_takes_the_channels_last_words(house: House) -> None:
    assert "nothing to summarise" in await said(house, "UANA", "GPLANS", "/threadline", "summarize")
    await house.hand.write("UBO", "GPLANS", "The venue is too small")
    await house.hand.command("UANA", "GPLANS", "/threadline", "summarise")
    await house.answered(root(house, "GPLANS").ts, "GPLANS")
    assert house.provider.requests[-1].material == "Bo: The venue is too small"


async def test_schedule_this_reads_the_message_as_its_writer_meant_it(house: House) -> None:
    said = await house.hand.write("UBO", "CGENERAL", "Lunch tomorrow at noon, Cafe Central")
    assert (await house.hand.message_shortcut("UANA", "schedule_this", said)).status == 200
    card = await house.card(said.ts)
    assert "(America/New_York)" in shown(card)
    await house.press("UBO", card, "confirm")
    assert "somebody else's" in house.whispers("UBO")[-1]


async def test_the_global_shortcut_asks_and_answers_directly(house: House) -> None:
    await house.hand.shortcut("UANA", "new_event")
    (view,) = house.workspace.views.values()
    values: Json = {"text": {"value": {"value": " "}}}
    assert (await house.hand.submit(view, values)).body["errors"] == {"text": "Tell me what and when."}
    await house.hand.submit(view, {"text": {"value": {"value": EVENT}}})
    await house.card(root(house, "DUANA").ts, "DUANA")
    assert house.workspace.views == {}


async def test_home_shows_what_waits_and_decides(house: House) -> None:
    await house.event()
    await house.hand.open_home("UANA")
    home = house.workspace.homes["UANA"]
    words = str(home)
    for part in (
        "Threadline, the built-in calendar",
        "Next events",
        "Waiting for you",
        "Design review",
        "Europe/Vienna",
        "So far:",
    ):
        assert part in words
    waiting = words.count("'confirm'")
    await house.hand.click("UANA", None, button(home, "confirm"))
    await until(lambda: str(house.workspace.homes["UANA"]).count("'confirm'") == waiting - 1)
    assert "*Design review*" in str(house.workspace.homes["UANA"])
    await house.hand.click("UANA", None, button(home, "connect"))
    assert "/signin/" in root(house, "DUANA").text


async def test_home_of_somebody_new(house: House) -> None:
    await house.hand.open_home("UBO")
    assert "Nothing in the next two weeks" in str(house.workspace.homes["UBO"])


async def test_links_on_cards_are_acknowledged(house: House) -> None:
    asked, _ = await house.event()
    assert any(is_card(message) for message in house.replies(asked.ts))
    action = {"type": "button", "action_id": "open"}
    assert (await house.hand.click("UANA", house.replies(asked.ts)[0], action)).status == 200
