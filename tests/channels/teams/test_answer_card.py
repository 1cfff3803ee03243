"""The card is attached to the answer's own message, and the answer's text stays whatever becomes of the card."""

import pytest

from tests.channels.teams.house import BOT, House, is_final, shown
from tests.support.acting import EVENT, script, until
from threadline.simulator.teams.faults import TeamsFault
from threadline.simulator.teams.model import Conversation, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = "Here is what I understood.\n\nPlease have a look."


async def asked(house: House, *said: str, where: Conversation | None = None) -> tuple[Message, Message]:
    """What Ana asked, answered with these words, and the card."""
    house.provider.scripts.append(script(*said))
    place = where or house.teams.personal("ana")
    question = await house.ana.write(place, EVENT if place.kind == "personal" else f"{BOT} {EVENT}")
    card = await house.card(question)
    await house.kept(card)
    return question, card


async def test_the_answer_ends_with_the_card_and_a_click_leaves_the_text(house: House) -> None:
    question, card = await asked(house, SAID, where=house.teams.channel)
    assert house.said(question) == [card]
    assert (SAID in card.text, "Design review" in shown(card), is_final(card)) == (True, True, True)
    await house.ana.click(card, "confirm")
    await until(lambda: "In your calendar" in shown(card))
    assert (SAID in card.text, is_final(card), house.said(question)) == (True, True, [card])
    await house.ana.click(card, "undo")
    await until(lambda: "Undone" in shown(card))
    assert SAID in card.text


async def test_another_process_knows_the_text_as_well(house: House) -> None:
    _, card = await asked(house, SAID, where=house.teams.channel)
    house.channel._answers._last.clear()
    house.channel._cards._shown.clear()
    await house.ana.click(card, "dismiss")
    await until(lambda: "Dismissed" in shown(card))
    assert SAID in card.text


async def test_a_streamed_answer_has_its_card_below(house: House) -> None:
    """What is changed after a stream's end is not shown anew by every client, and a card must tell the truth."""
    question, card = await asked(house, SAID)
    answer, below = house.said(question)
    assert below is card
    assert (SAID in answer.text, answer.card, card.text) == (True, None, "")


async def test_a_message_that_takes_no_card_gets_one_below(house: House) -> None:
    house.teams.connector.fail("update", TeamsFault(400, "BadArgument", "no attachments here"))
    question, card = await asked(house, SAID, where=house.teams.channel)
    answer, below = house.said(question)
    assert below is card
    assert (SAID in answer.text, answer.card) == (True, None)


async def test_a_long_answer_has_its_card_below(house: House) -> None:
    question, card = await asked(house, "words " * 4_000)
    said = house.said(question)
    assert (said[-1] is card, card.text) == (True, "")
    assert len(said) == 3
