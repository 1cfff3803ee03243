"""Guests who know the assistant in Teams: a card of their own, on which they answer for themselves."""

import asyncio

import pytest

from tests.channels.teams.house import House, shown
from tests.support.acting import until
from threadline.calendar.event import Event, Response
from threadline.simulator.teams.cards import actions, text_of
from threadline.simulator.teams.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

INVITING = "Design review with bo@example.com tomorrow 3-4:30pm in Room 4"


def own(house: House, name: str) -> list[Message]:
    """What the bot said in somebody's own chat."""
    chat = house.teams.personal(name)
    return [m for m in house.teams.messages if m.conversation == chat.id and m.sender == house.teams.tenant.bot["id"]]


def views(house: House) -> list[Message]:
    return [m for m in own(house, "bo") if m.card and "invites you" in shown(m)]


async def invited(house: House) -> tuple[Message, Message]:
    """An event of Ana's with Bo among its guests, booked: its card, and Bo's own."""
    await house.bo.write(house.teams.personal("bo"), "/help")
    await house.dealt()
    before = len(views(house))
    _, card = await house.event(text=INVITING)
    await house.ana.click(card, "confirm")
    await until(lambda: len(views(house)) > before)
    return card, views(house)[-1]


async def event_of(house: House, card: Message) -> Event:
    proposal = await house.proposal(card)
    owner = await house.services.people.directory.get(proposal.owner_id)
    calendar = await house.services.calendars.registry.named(owner, proposal.calendar)
    return await calendar.get(proposal.calendar_id, proposal.event_id)


async def answer_of(house: House, card: Message) -> Response:
    (bo,) = (who for who in (await event_of(house, card)).draft.attendees if who.email == "bo@example.com")
    return bo.response


async def test_a_guest_sees_a_booked_event_and_answers_it(house: House) -> None:
    card, view = await invited(house)
    assert "Ana invites you to this event." in shown(view)
    await house.bo.click(view, "guest_accepted")
    assert "You have accepted." in text_of(view.views[house.bo.person.id])
    await until(lambda: "You have accepted." in shown(view))
    assert await answer_of(house, card) is Response.ACCEPTED
    await until(lambda: any("has accepted your invitation" in each.text for each in own(house, "ana")))
    await house.bo.click(view, "guest_declined")
    assert await answer_of(house, card) is Response.DECLINED


async def test_what_a_guest_was_shown_asks_nothing_once_a_card_of_its_own_moves_it(house: House) -> None:
    _, view = await invited(house)
    asked = await house.ana.write(house.teams.personal("ana"), "move the design review to 6pm")
    moving = await house.card(asked)
    await house.kept(moving)
    await house.ana.click(moving, "confirm")
    await until(lambda: "Ana has moved this event." in shown(view))
    assert list(actions(view.card or {})) == []
    await until(lambda: "Please answer the invitation again." in shown(own(house, "bo")[-1]))
    assert list(actions(own(house, "bo")[-1].card or {}))


async def test_what_a_guest_was_shown_asks_nothing_once_a_card_of_its_own_cancels_it(house: House) -> None:
    _, view = await invited(house)
    asked = await house.ana.write(house.teams.personal("ana"), "cancel the design review")
    cancelling = await house.card(asked)
    await house.kept(cancelling)
    assert "This event does not take place any more." not in shown(view)
    await house.ana.click(cancelling, "confirm")
    await until(lambda: "This event does not take place any more." in shown(view))
    assert list(actions(view.card or {})) == []


async def test_what_a_guest_was_shown_says_so_once_it_is_undone(house: House) -> None:
    card, view = await invited(house)
    await house.bo.click(view, "guest_accepted")
    await until(lambda: "You have accepted." in shown(view))
    await house.ana.click(card, "undo")
    await until(lambda: "This event does not take place any more." in shown(view))
    assert "You have accepted." not in shown(view)
    assert list(actions(view.card or {})) == []


async def test_nobody_answers_for_somebody_else(house: House) -> None:
    card, view = await invited(house)
    (accept,) = (each for each in actions(view.card or {}) if each.get("verb") == "guest_accepted")
    delivery = await house.ana.execute(view, accept, {})
    assert "not invited" in str(delivery.body)
    assert await answer_of(house, card) is Response.NONE


async def test_an_owner_hears_once_of_two_clicks_at_once(house: House) -> None:
    _, view = await invited(house)
    before = len(own(house, "ana"))
    await asyncio.gather(*(house.bo.click(view, "guest_accepted") for _ in range(2)))
    await house.bo.click(view, "guest_declined")
    await until(lambda: "has declined your invitation" in own(house, "ana")[-1].text)
    told = [each.text for each in own(house, "ana")[before:]]
    assert len([each for each in told if "has accepted" in each]) == 1


async def test_another_time_becomes_a_card_of_the_owners(house: House) -> None:
    card, view = await invited(house)
    before = await event_of(house, card)
    await house.bo.click(view, "Propose other time")
    delivery = await house.bo.submit_dialog({"clock": "17:15", "length": "30"})
    assert delivery.status == 200
    await until(lambda: any(m.card and "another time" in shown(m) for m in own(house, "ana")))
    asked = next(m for m in own(house, "ana")[::-1] if m.card and "another time" in shown(m))
    await house.kept(asked)
    await house.ana.click(asked, "confirm")
    await until(lambda: "✅" in shown(asked))
    after = await event_of(house, card)
    assert (after.draft.start - before.draft.start).total_seconds() == 2.25 * 3_600
    await until(lambda: "Ana has moved this event." in shown(view))


async def test_what_does_not_take_place_any_more_is_said(house: House) -> None:
    card, view = await invited(house)
    (maybe,) = (each for each in actions(view.card or {}) if each.get("verb") == "guest_tentative")
    await house.ana.click(card, "undo")
    await until(lambda: "Undone" in shown(card))
    delivery = await house.bo.execute(view, maybe, {})  # of a client that shows the card as it was
    assert "does not take place any more" in str(delivery.body)
