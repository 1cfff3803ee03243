"""All that Slack sends is acknowledged while every call to Slack hangs: nothing before asks the platform anything."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import script, until
from threadline.simulator.slack.people import button
from threadline.simulator.slack.web_api import METHODS

pytestmark = pytest.mark.asyncio(loop_scope="module")

KINDS = (
    "mention",
    "direct message",
    "follow-up",
    "edit",
    "deletion",
    "home",
    "command",
    "summary",
    "global shortcut",
    "message shortcut",
    "click",
    "form",
)


async def test_every_kind_is_acknowledged_while_slack_hangs(house: House) -> None:
    api, free, hand = house.slack.api, asyncio.Event(), house.hand
    asked, card = await house.event()
    await house.press("UANA", card, "edit")
    view = next(view for view in house.workspace.views.values() if view.body["callback_id"] == "edit_event")
    house.provider.scripts.append(script("yes"))
    spoken = await hand.write("UBO", "DUBO", "hello there")
    await house.answered(spoken.ts, "DUBO")
    sent: dict[str, Callable[[], Awaitable[object]]] = {
        "mention": lambda: hand.write("UNEW", "CGENERAL", "<@UBOT> hello"),
        "direct message": lambda: hand.write("UBO", "DUBO", "hello again"),
        "follow-up": lambda: hand.write("UBO", "CGENERAL", "and then?", thread_ts=asked.ts),
        "edit": lambda: hand.edit(spoken, "hello yourself"),
        "deletion": lambda: hand.delete(spoken),
        "home": lambda: hand.open_home("UBO"),
        "command": lambda: hand.command("UBO", "CGENERAL", "/schedule", "Chess tomorrow 6pm"),
        "summary": lambda: hand.command("UBO", "CGENERAL", "/threadline", "summarize"),
        "global shortcut": lambda: hand.shortcut("UBO", "new_event"),
        "message shortcut": lambda: hand.message_shortcut("UBO", "schedule_this", asked),
        "click": lambda: hand.click("UBO", card, button({"blocks": card.blocks}, "confirm")),
        "form": lambda: hand.submit(view, {"title": {"value": {"type": "plain_text_input", "value": "Review"}}}),
    }
    assert tuple(sent) == KINDS
    house.workspace.users["UNEW"] = house.workspace.users["UBO"]
    house.workspace.channels["CGENERAL"].members.add("UNEW")

    async def wait(_: float) -> None:
        await free.wait()

    settled, house.slack.courier.settled = house.slack.courier.settled, None  # type: ignore[attr-defined]
    api.delays, api.sleep, before = dict.fromkeys(METHODS, 4.0), wait, len(house.slack.courier.deliveries)
    try:
        for send in sent.values():
            async with asyncio.timeout(30):
                await send()
        answered = house.slack.courier.deliveries[before:]
        assert {delivery.status for delivery in answered} == {200}
        assert len(answered) >= len(KINDS)
    finally:
        api.delays = {}
        free.set()
        house.slack.courier.settled = settled  # type: ignore[attr-defined]
        del house.workspace.users["UNEW"]
    await until(lambda: house.services.inbound.idle, 60)
    await until(lambda: any(is_card(each) and "Chess" in shown(each) for each in house.workspace.messages), 60)
