"""The card stands in the answer's own message, and the answer's text stays whatever becomes of the card."""

import pytest

from tests.channels.slack.house import House, buttons, is_card, shown
from tests.support.acting import EVENT, script, until
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = "Here is what I understood.\n\nPlease have a look."
TABLE = "The room:\n\n| Room | Seats |\n|---|---|\n| 4 | 12 |\n"


async def asked(house: House, *said: str, text: str = EVENT) -> tuple[Message, Message]:
    """What Ana asked, answered with these words, and the card."""
    house.provider.scripts.append(script(*said))
    question = await house.hand.write("UANA", "CGENERAL", f"<@UBOT> {text}")
    card = await house.card(question.ts)
    await house.kept(card)
    return question, card


def words(message: Message) -> str:
    """All that a reader sees of a message."""
    blocks = [str(block["text"]) for block in message.blocks if block["type"] == "markdown"]
    return "\n".join((message.markdown, *blocks))


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


async def test_the_stream_ends_with_the_card_and_a_click_leaves_the_text(house: House) -> None:
    question, card = await asked(house, "Here is what I understood.", "\n\nPlease have a look.")
    assert house.replies(question.ts) == [card]
    assert card.stream is not None
    assert (SAID in words(card), "Design review" in shown(card)) == (True, True)
    assert (kinds(card)[-1], card.edits) == ("context_actions", 0)
    assert buttons(card)[0]["text"]["text"] == "Confirm"
    await house.press("UANA", card, "confirm")
    await until(lambda: "In your calendar" in shown(card))
    assert SAID in words(card)
    assert kinds(card)[-1] == "context_actions"
    await house.press("UANA", card, "undo")
    await until(lambda: "Undone" in shown(card))
    assert (SAID in words(card), house.replies(question.ts)) == (True, [card])


async def test_another_process_knows_the_text_as_well(house: House) -> None:
    _, card = await asked(house, SAID)
    house.channel._answers._last.clear()
    house.channel._cards._shown.clear()
    await house.press("UANA", card, "dismiss")
    await until(lambda: "Dismissed" in shown(card))
    assert SAID in words(card)


async def test_a_table_stays_a_table(house: House) -> None:
    _, card = await asked(house, TABLE)
    assert "table" in kinds(card)
    await house.press("UANA", card, "dismiss")
    await until(lambda: "Dismissed" in shown(card))
    assert "table" in kinds(card)


async def test_what_the_stream_does_not_take_comes_by_an_edit(house: House) -> None:
    house.slack.api.fail("chat.stopStream", SlackFault("invalid_blocks"))
    question, card = await asked(house, SAID)
    assert house.replies(question.ts) == [card]
    assert (SAID in words(card), "Design review" in shown(card)) == (True, True)


async def test_a_message_that_takes_no_card_gets_one_below(house: House) -> None:
    house.slack.api.fail("chat.stopStream", SlackFault("invalid_blocks"))
    house.slack.api.fail("chat.update", SlackFault("invalid_blocks"), times=2)
    question, card = await asked(house, SAID)
    answer, below = house.replies(question.ts)
    assert below is card
    assert (SAID in words(answer), is_card(answer)) == (True, False)
    await house.press("UANA", card, "dismiss")
    await until(lambda: "Dismissed" in shown(card))
    assert SAID not in words(card)


async def test_a_long_answer_has_its_card_below(house: House) -> None:
    question, card = await asked(house, "words " * 2_500)
    said = house.replies(question.ts)
    assert (len(said), said[-1] is card, words(card)) == (3, True, "")


async def test_further_cards_come_below(house: House) -> None:
    two = "Design review tomorrow 3-4pm and dinner on Friday 4 January 2030 at 7pm, book both"
    question, card = await asked(house, SAID, text=two)
    await until(lambda: len([each for each in house.replies(question.ts) if is_card(each)]) == 2)
    first, second = house.replies(question.ts)
    assert first is card
    assert (SAID in words(first), words(second)) == (True, "")


async def test_a_click_that_is_faster_than_the_engine_is_shown(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = house.services.proposals.repository._store.set_surface

    async def slow(proposal_id: str, ref: str) -> int | None:
        monkeypatch.undo()
        card = next(each for each in house.workspace.messages[::-1] if is_card(each))
        house.channel._cards._shown.clear()  # it comes to another process, which does not know where the card is
        await house.press("UANA", card, "dismiss")
        assert "Dismissed" not in shown(card)
        return await kept(proposal_id, ref)

    monkeypatch.setattr(house.services.proposals.repository._store, "set_surface", slow)
    _, card = await asked(house, SAID)
    await until(lambda: "Dismissed" in shown(card))
    assert SAID in words(card)
