"""Guests who are members of the workspace: a message of their own, in which they answer for themselves."""

import asyncio

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import until
from threadline.calendar.event import Event, Response
from threadline.simulator.slack.model import Message, User
from threadline.simulator.slack.people import button
from threadline.simulator.slack.web_api import METHODS

pytestmark = pytest.mark.asyncio(loop_scope="module")

INVITING = "<@UBOT> Design review with <@UBO> tomorrow 3-4:30pm in Room 4"


def direct(house: House, user: str) -> list[Message]:
    channel = house.workspace.direct(user).id
    return [m for m in house.workspace.messages if m.channel == channel and m.user == "UBOT"]


def views(house: House) -> list[Message]:
    """What Bo was shown, the newest last."""
    return [m for m in direct(house, "UBO") if (m.metadata or {}).get("event_type") == "threadline_guest"]


async def invited(house: House) -> tuple[Message, Message]:
    """An event of Ana's with Bo among its guests, booked: its card, and Bo's own view."""
    before = len(views(house))
    asked = await house.hand.write("UANA", "CGENERAL", INVITING)
    card = await house.card(asked.ts)
    await house.kept(card)
    await house.press("UANA", card, "confirm")
    await until(lambda: len(views(house)) > before)
    return card, views(house)[-1]


async def event_of(house: House, card: Message) -> Event:
    proposal = await house.services.proposals.repository.find((card.metadata or {})["event_payload"]["proposal"])
    assert proposal is not None
    assert proposal.event_id is not None
    owner = await house.services.people.directory.get(proposal.owner_id)
    calendar = await house.services.calendars.registry.named(owner, proposal.calendar)
    return await calendar.get(proposal.calendar_id, proposal.event_id)


async def answer_of(house: House, card: Message) -> Response:
    (bo,) = (who for who in (await event_of(house, card)).draft.attendees if who.email == "bo@example.com")
    return bo.response


async def test_a_guest_sees_a_booked_event_and_answers_it(house: House) -> None:
    card, view = await invited(house)
    assert "Ana invites you to this event." in shown(view)
    assert "Design review" in shown(view)
    await house.press("UBO", view, "guest_answer_accepted")
    await until(lambda: "You have accepted." in shown(view))
    assert await answer_of(house, card) is Response.ACCEPTED
    await until(lambda: "has accepted your invitation" in direct(house, "UANA")[-1].text)
    await house.press("UBO", view, "guest_answer_declined")
    await until(lambda: "You have declined." in shown(view))
    assert await answer_of(house, card) is Response.DECLINED


async def test_what_a_guest_was_shown_says_so_once_it_is_undone(house: House) -> None:
    card, view = await invited(house)
    await house.press("UBO", view, "guest_answer_accepted")
    await until(lambda: "You have accepted." in shown(view))
    await house.press("UANA", card, "undo")
    await until(lambda: "This event does not take place any more." in shown(view))
    assert "You have accepted." not in shown(view)
    assert "Design review" in shown(view)
    assert not any(block["type"] == "actions" for block in view.blocks)
    assert len(views(house)) == len({each.ts for each in views(house)})


async def test_what_a_guest_was_shown_asks_nothing_once_a_card_of_its_own_moves_it(house: House) -> None:
    card, view = await invited(house)
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> move the design review to 6pm", thread_ts=card.thread_ts)
    thread = card.thread_ts or card.ts
    await until(lambda: len([each for each in house.replies(thread) if is_card(each)]) == 2)
    moving = [each for each in house.replies(thread) if is_card(each)][-1]
    await house.kept(moving)
    before = len(views(house))
    await house.press("UANA", moving, "confirm")
    await until(lambda: len(views(house)) > before and "Ana has moved this event." in shown(view))
    assert not any(block["type"] == "actions" for block in view.blocks)
    assert any(block["type"] == "actions" for block in views(house)[-1].blocks)


async def test_what_a_guest_was_shown_asks_nothing_once_a_card_of_its_own_cancels_it(house: House) -> None:
    card, view = await invited(house)
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> cancel the design review", thread_ts=card.thread_ts)
    thread = card.thread_ts or card.ts
    await until(lambda: len([each for each in house.replies(thread) if is_card(each)]) == 2)
    cancelling = [each for each in house.replies(thread) if is_card(each)][-1]
    await house.kept(cancelling)
    assert "This event does not take place any more." not in shown(view)
    await house.press("UANA", cancelling, "confirm")
    await until(lambda: "This event does not take place any more." in shown(view))
    assert not any(block["type"] == "actions" for block in view.blocks)
    await house.press("UANA", cancelling, "undo")
    await until(lambda: "Ana has taken the change back: it takes place as before." in shown(view))


async def test_nothing_is_shown_to_guests_before_the_owner_books(house: House) -> None:
    before = len(views(house))
    asked = await house.hand.write("UANA", "CGENERAL", INVITING)
    card = await house.card(asked.ts)
    await house.kept(card)
    await house.press("UBO", card, "confirm")
    await until(lambda: any("only the person who asked" in each for each in house.whispers("UBO")))
    assert len(views(house)) == before


async def test_an_answer_counts_for_whom_it_was_shown_to_alone(house: House) -> None:
    card, view = await invited(house)
    await house.press("UANA", view, "guest_answer_accepted")
    assert await answer_of(house, card) is Response.NONE


async def test_an_owner_hears_once_of_two_clicks_at_once(house: House) -> None:
    _, view = await invited(house)
    before = len(direct(house, "UANA"))
    await asyncio.gather(*(house.press("UBO", view, "guest_answer_accepted") for _ in range(2)))
    await until(lambda: "You have accepted." in shown(view))
    await house.press("UBO", view, "guest_answer_declined")
    await until(lambda: "has declined your invitation" in direct(house, "UANA")[-1].text)
    told = [each.text for each in direct(house, "UANA")[before:]]
    assert len([each for each in told if "has accepted" in each]) == 1


async def test_another_time_becomes_a_card_of_the_owners(house: House) -> None:
    house.workspace.views.clear()
    card, view = await invited(house)
    start = int((await event_of(house, card)).draft.start.timestamp())
    await house.press("UBO", view, "guest_time")
    (form,) = house.workspace.views.values()
    later = {"start": {"value": {"selected_date_time": start + 3_600}}}
    await house.hand.submit(form, later | {"length": {"value": {"selected_option": {"value": "90"}}}})
    await until(lambda: any(is_card(each) and "another time" in shown(each) for each in direct(house, "UANA")))
    asked = next(each for each in direct(house, "UANA")[::-1] if is_card(each))
    await house.kept(asked)
    await house.press("UANA", asked, "confirm")
    await until(lambda: "✅" in shown(asked) or "white_check_mark" in shown(asked))
    assert int((await event_of(house, card)).draft.start.timestamp()) == start + 3_600
    await until(lambda: "Ana has moved this event." in shown(view))


async def test_a_time_that_is_over_or_is_its_own_already_is_not_proposed(house: House) -> None:
    card, view = await invited(house)
    start = int((await event_of(house, card)).draft.start.timestamp())
    before = len(direct(house, "UANA"))
    for moment, said in ((start, "at that time already"), (1_600_000_000, "already passed")):
        house.workspace.views.clear()
        await house.press("UBO", view, "guest_time")
        (form,) = house.workspace.views.values()
        await house.hand.submit(form, {"start": {"value": {"selected_date_time": moment}}})
        await until(lambda said=said: said in direct(house, "UBO")[-1].text)  # type: ignore[misc]
    assert len(direct(house, "UANA")) == before


async def test_what_does_not_take_place_any_more_is_said(house: House) -> None:
    card, view = await invited(house)
    accept = button({"blocks": view.blocks}, "guest_answer_accepted")  # of a client that shows the message as it was
    await house.press("UANA", card, "undo")
    await until(lambda: "Undone" in shown(card))
    await house.hand.click("UBO", view, accept)
    await until(lambda: any("does not take place any more" in each for each in house.whispers("UBO")))


async def test_guests_are_acknowledged_while_slack_hangs(house: House) -> None:
    house.workspace.views.clear()
    card, view = await invited(house)
    await house.press("UBO", view, "guest_time")
    (form,) = house.workspace.views.values()
    start = int((await event_of(house, card)).draft.start.timestamp())
    later = {"start": {"value": {"selected_date_time": start + 7_200}}}
    api, free, before = house.slack.api, asyncio.Event(), len(house.slack.courier.deliveries)

    async def wait(_: float) -> None:
        await free.wait()

    settled, house.slack.courier.settled = house.slack.courier.settled, None  # type: ignore[attr-defined]
    api.delays, api.sleep = dict.fromkeys(METHODS, 4.0), wait
    try:
        await house.press("UBO", view, "guest_answer_accepted")
        await house.hand.submit(form, later | {"length": {"value": {"selected_option": {"value": "60"}}}})
        assert [each.status for each in house.slack.courier.deliveries[before:]] == [200, 200]
    finally:
        api.delays = {}
        free.set()
        house.slack.courier.settled = settled  # type: ignore[attr-defined]
    await until(lambda: "You have accepted." in shown(view), 60)
    await until(lambda: house.services.inbound.idle, 60)


def from_elsewhere(house: House) -> None:
    """Eve of another workspace, who is met in a shared channel."""
    house.workspace.users["UEVE"] = User("UEVE", "Eve", "eve@example.com", team="T9")
    house.workspace.channels["CGENERAL"].members.add("UEVE")


async def test_a_guest_of_another_workspace_is_shown_nothing(house: House) -> None:
    from_elsewhere(house)
    asked = await house.hand.write("UANA", "CGENERAL", INVITING.replace("<@UBO>", "eve@example.com"))
    card = await house.card(asked.ts)
    await house.kept(card)
    await house.press("UANA", card, "confirm")
    calls = house.slack.api.calls
    await until(lambda: any(each.method == "users.lookupByEmail" and each.error == "users_not_found" for each in calls))
    assert direct(house, "UEVE") == []


async def test_somebody_of_another_workspace_is_nobody_that_their_address_names(house: House) -> None:
    from_elsewhere(house)
    named = await house.services.people.directory.ensure("eve@example.com")
    asked = await house.hand.write("UEVE", "CGENERAL", INVITING)
    card = await house.card(asked.ts)
    proposal = await house.services.proposals.repository.find((card.metadata or {})["event_payload"]["proposal"])
    assert proposal is not None
    assert proposal.owner_id != named.id
