"""What people write, and the answers that come: whole signed requests in, calls of the connector out."""

import pytest

from tests.channels.teams.house import BOT, House, shown
from tests.support.acting import EVENT, script, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_personal_message_is_answered_by_a_stream(house: House) -> None:
    house.provider.scripts.append(script("Hello **Ana**", ", how are you?"))
    asked = await house.ana.write(house.teams.personal("ana"), "hello")
    (answer,) = await house.answered(asked)
    assert answer.text == "Hello **Ana**, how are you?"
    assert answer.stream is not None
    assert answer.stream.ended == "final"
    assert answer.generated
    assert house.provider.requests[-1].messages[-1].text == "hello"
    person = await house.services.people.directory.by_email("ana@example.com")
    assert person is not None
    assert (person.name, person.zone, person.language) == ("Ana", "Europe/Vienna", "en")


async def test_a_group_is_answered_by_updates(house: House) -> None:
    house.provider.scripts.append(script("One", " two", " three"))
    asked = await house.bo.write(house.teams.group, f"{BOT} count, {BOT}!")
    (answer,) = await house.answered(asked)
    assert answer.text == "One two three"
    assert answer.stream is None
    assert house.provider.requests[-1].messages[-1].text == "count, !"


async def test_a_channel_is_answered_in_its_thread(house: House) -> None:
    asked = await house.ana.write(house.teams.channel, f"{BOT} first")
    (answer,) = await house.answered(asked)
    assert answer.thread == asked.id
    again = await house.bo.write(house.teams.channel, f"{BOT} second", thread=asked.id)
    (second,) = await house.answered(again)
    assert (second.text, second.thread) == ("second", asked.id)


async def test_an_event_is_proposed_and_booked(house: House) -> None:
    _, card = await house.event()
    assert "Design review" in shown(card)
    assert "Room 4" in shown(card)
    delivery = await house.ana.click(card, "Confirm")
    assert delivery.status == 200
    await until(lambda: "In your calendar" in shown(card))
    assert (await house.proposal(card)).state == "booked"


async def test_cards_of_words_that_were_said_anew_or_taken_back_wait_no_more(house: House) -> None:
    asked, first = await house.event()
    await house.ana.edit(asked, EVENT.replace("3-4:30pm", "5-6pm"))
    await until(lambda: len([each for each in house.said(asked) if each.card]) == 2)
    second = [each for each in house.said(asked) if each.card][-1]
    await house.kept(second)
    assert "Dismissed" in shown(first)
    assert "Dismissed" not in shown(second)
    await house.ana.delete(asked)
    await until(lambda: "Dismissed" in shown(second))
