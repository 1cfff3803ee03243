"""What goes wrong beside the main way: files, the pane, slow decisions, status."""

import asyncio
from typing import Any

import pytest

from tests.channels.slack.house import House, shown
from tests.support.acting import EVENT, until
from threadline.core.domain.proposal import Conflicting, NotAnEvent
from threadline.simulator.slack.blocks import parts
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import File, View
from threadline.simulator.slack.people import button

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def material(house: House, *files: File) -> str:
    asked = await house.hand.write("UANA", "DUANA", "what is this?", files=files)
    await house.answered(asked.ts, "DUANA")
    return house.provider.requests[-1].material or ""


async def test_files_that_cannot_be_had_are_named(house: House) -> None:
    big = File("F1", "big.txt", "text/plain", b"x" * 10_000_001)
    assert "larger than 10,000,000 bytes" in await material(house, big)
    house.slack.api.fail("files.info", SlackFault("missing_scope", needed="files:read"))
    assert "would not show it (files:read)" in await material(
        house, File("F2", "a.md", "text/markdown", b"x", stub=True)
    )
    lost = File("F3", "lost.txt", "text/plain", b"x")
    held = house.workspace.files
    house.workspace.files = type("Nothing", (dict,), {"get": lambda *_: None})()
    assert "may lack the scope files:read" in await material(house, lost)
    house.workspace.files = held


async def test_a_channel_beside_the_pane_that_cannot_be_read(house: House) -> None:
    look = {"entities": [{"type": "slack#/types/channel_id", "value": "CELSE"}]}
    await house.hand.write("UANA", "DUANA", "Summarise this channel", context=look)
    asked = house.standing("UANA", "DUANA", "Summarise the conversation")
    event = {"type": "message", "channel_type": "im", "user": "UANA", "channel": "DUANA", "ts": asked.ts}
    await house.hand.deliver(event | {"text": "Summarise the conversation", "context": look})
    await house.answered(asked.ts, "DUANA")
    assert house.provider.requests[-1].material is None


async def test_a_thread_that_cannot_be_read_is_answered_all_the_same(house: House) -> None:
    first = await house.hand.write("UBO", "CGENERAL", "We ship on Friday")
    house.slack.api.fail("conversations.replies", SlackFault("missing_scope", needed="channels:history"))
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> summarise this", thread_ts=first.ts)
    (answer,) = await house.answered(first.ts)
    assert "summarise this" in answer.markdown


async def test_a_slow_decision_goes_on_after_slack_was_answered(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, card = await house.event()
    gate, dismiss = asyncio.Event(), house.services.proposals.decisions.dismiss

    async def slow(*arguments: Any, **named: Any) -> Any:
        await gate.wait()
        return await dismiss(*arguments, **named)

    monkeypatch.setattr(house.services.proposals.decisions, "dismiss", slow)
    monkeypatch.setattr(house.channel._card_actions, "_patience", 0.01)
    assert (await house.press("UANA", card, "dismiss")).status == 200
    assert "Dismissed" not in shown(card)
    gate.set()
    await until(lambda: "Dismissed" in shown(card))


async def test_decisions_that_cannot_be_carried_out_say_why(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, card = await house.event()

    async def refuse(*_: Any, **__: Any) -> Any:
        raise NotAnEvent("It would end before it starts")

    await house.press("UANA", card, "edit")
    (view,) = house.workspace.views.values()
    values = {
        "title": {"value": {"value": "x"}},
        "start": {"value": {"selected_date_time": None}},
        "length": {"value": {"selected_option": {"value": "30"}}},
    }
    assert (await house.hand.submit(view, values)).body["errors"] == {"start": "An event has a start."}
    values["start"] = {"value": {"selected_date_time": 1_900_000_000}}
    values["people"] = {"value": {"value": ",".join(f"p{n}" for n in range(51))}}
    assert "At most 50" in (await house.hand.submit(view, values)).body["errors"]["people"]
    del values["people"]
    monkeypatch.setattr(house.services.proposals.decisions, "edit", refuse)
    assert "end before it starts" in (await house.hand.submit(view, values)).body["errors"]["title"]
    stranger = View("V0", "UBO", view.body)
    assert "somebody else's" in (await house.hand.submit(stranger, values)).body["errors"]["title"]
    monkeypatch.setattr(house.services.proposals.decisions, "confirm", refuse)
    await house.press("UANA", card, "confirm")
    assert house.whispers("UANA")[-1] == "It would end before it starts."
    house.workspace.views.clear()


async def test_no_other_time_is_known(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, card = await house.event()

    async def none(*_: Any, **__: Any) -> tuple[()]:
        return ()

    monkeypatch.setattr(house.services.proposals.decisions, "free_times", none)
    await house.press("UANA", card, "times")
    (view,) = house.workspace.views.values()
    assert any("no other time" in str(part.get("text")) for part in parts(view.body))
    house.workspace.views.clear()


async def test_other_readings_are_offered_at_once(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", f"<@UBOT> {EVENT.replace('tomorrow', 'next Thursday')}")
    card = await house.card(asked.ts)
    await house.kept(card)
    await house.press("UANA", card, "times")
    (view,) = house.workspace.views.values()
    assert view.body["submit"]["text"] == "Take it"
    house.workspace.views.clear()


async def test_somebody_who_cannot_be_told(house: House) -> None:
    _, card = await house.event()
    house.slack.api.fail("chat.postEphemeral", SlackFault("user_not_in_channel"))
    assert (await house.press("UBO", card, "confirm")).status == 200
    await house.hand.open_home("UBO")
    house.slack.api.fail("chat.postMessage", SlackFault("restricted_action"))
    assert (await house.hand.click("UBO", None, button(house.workspace.homes["UBO"], "connect"))).status == 200


async def test_people_are_remembered_through_trouble(house: House) -> None:
    asked = await house.hand.write("UANA", "DUANA", "hello")
    await house.answered(asked.ts, "DUANA")
    house.time.ahead += 4_000
    house.slack.api.fail("users.info", SlackFault("internal_error"))
    again = await house.hand.write("UANA", "DUANA", "hello again")
    await house.answered(again.ts, "DUANA")
    assert house.last.attempt == 0
    assert str(Conflicting.__doc__)


async def test_edits_of_mentions_and_bots_are_not_asked_twice(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> x")
    await house.answered(asked.ts)
    before = len(house.provider.requests)
    event = {"type": "app_mention", "user": "UANA", "channel": "CGENERAL", "text": "<@UBOT> x", "ts": asked.ts}
    assert (await house.hand.deliver(event | {"edited": {"ts": "1.3"}})).status == 200
    assert (await house.hand.deliver(event | {"bot_id": "B9"})).status == 200
    assert len(house.provider.requests) == before
