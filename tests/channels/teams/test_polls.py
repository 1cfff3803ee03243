"""Polls in Teams: a board in the thread with buttons, votes by button and by word, and the winner as a card."""

import asyncio

import pytest

from tests.channels.teams.house import BOT, House, shown
from tests.support.acting import until
from threadline.core.domain.proposal import State
from threadline.core.polls.poll import Poll
from threadline.simulator.teams.cards import actions, text_of
from threadline.simulator.teams.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKING = f"{BOT} poll <at>Bo</at> for the design review: Dec 8 2027 at 10:00 or Dec 9 2027 at 15:00?"


async def asked(house: House, text: str = ASKING) -> tuple[Message, Message]:
    """What Ana asked in a channel, and the board."""
    said = await house.ana.write(house.teams.channel, text)
    await until(lambda: any(map(is_board, house.said(said))))
    [board] = filter(is_board, house.said(said))
    return said, board


def is_board(message: Message) -> bool:
    return any(each.get("verb") == "poll_vote" for each in actions(message.card or {}))


async def poll_of(house: House, board: Message) -> Poll:
    [vote, *_] = [each for each in actions(board.card or {}) if each.get("verb") == "poll_vote"]
    poll = await house.services.polls.polls.get(vote["data"]["poll"])
    assert poll is not None
    return poll


async def press(house: House, name: str, board: Message, number: int) -> str:
    """What somebody sees after their click on a time."""
    hand = house.teams.hand(name)
    found = [each for each in actions(board.card or {}) if each.get("data", {}).get("number") == number]
    await hand.execute(board, found[0], {})
    view = board.views.get(hand.person.id)
    return text_of(view) if view else ""


async def test_a_poll_has_its_board_and_clicks_are_votes(house: House) -> None:
    said, board = await asked(house)
    assert "Design review" in shown(board)
    assert "{{DATE(2027-12-08T" in str(board.card)
    assert "I still wait for Bo." in shown(board)
    poll = await poll_of(house, board)
    assert "1 vote: Ana" in await press(house, "ana", board, 1)
    await until(lambda: "1 vote: Ana" in shown(board))
    await press(house, "bo", board, 2)
    await until(lambda: "The poll is closed." in shown(board))
    await until(lambda: any(each.card and "refresh" in each.card for each in house.said(said)))
    made = await house.services.proposals.repository.of_conversation(poll.record.conversation_id, limit=10)
    assert [each.state for each in made] == [State.PROPOSED]


async def test_only_who_asked_closes_and_closing_often_makes_one_card(house: House) -> None:
    said, board = await asked(house)
    poll = await poll_of(house, board)
    await press(house, "ana", board, 1)
    [close] = [each for each in actions(board.card or {}) if each.get("verb") == "poll_close"]
    refused = await house.bo.execute(board, close, {})
    assert "Only Ana can close this poll." in str(refused.body)
    await asyncio.gather(*(house.ana.execute(board, close, {}) for _ in range(3)))
    await until(lambda: any(each.card and "refresh" in each.card for each in house.said(said)))
    made = await house.services.proposals.repository.of_conversation(poll.record.conversation_id, limit=10)
    assert len(made) == 1


async def test_words_of_the_thread_are_votes(house: House) -> None:
    said, board = await asked(house)
    await house.bo.write(house.teams.channel, f"{BOT} I can do 1 and 2", thread=said.id)
    await until(lambda: "The poll is closed." in shown(board))
    assert shown(board).count("1 vote: Bo") == 2
