"""Polls in Slack: a board in the thread with buttons, votes by button and by word, and the winner as a card."""

import asyncio

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import until
from threadline.core.domain.proposal import State
from threadline.core.polls.poll import Poll
from threadline.simulator.slack.model import Message
from threadline.simulator.slack.people import button

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKING = "<@UBOT> poll <@UBO> and cy@example.com for the design review: Dec 8 2027 at 10:00 or Dec 9 2027 at 15:00?"
TWO = "<@UBOT> poll <@UBO> for the design review: Dec 8 2027 at 10:00 or Dec 9 2027 at 15:00?"


def is_board(message: Message) -> bool:
    return str((message.metadata or {}).get("event_payload", {}).get("proposal", "")).startswith("poll-")


async def asked(house: House, text: str = TWO) -> tuple[Message, Message]:
    """What Ana asked, and the board."""
    said = await house.hand.write("UANA", "CGENERAL", text)
    await until(lambda: any(map(is_board, house.replies(said.ts))))
    [board] = filter(is_board, house.replies(said.ts))
    poll = await poll_of(house, board)
    while poll.record.surface_ref is None:
        await asyncio.sleep(0.005)
        poll = await poll_of(house, board)
    return said, board


async def poll_of(house: House, board: Message) -> Poll:
    poll_id = (board.metadata or {})["event_payload"]["proposal"].removeprefix("poll-")
    poll = await house.services.polls.polls.get(poll_id)
    assert poll is not None
    return poll


async def result(house: House, said: Message) -> Message:
    """The card of the result."""

    def cards() -> list[Message]:
        return [each for each in house.replies(said.ts) if is_card(each) and not is_board(each)]

    await until(lambda: bool(cards()))
    [card] = cards()
    return card


async def test_a_poll_has_its_board_in_the_thread(house: House) -> None:
    said, board = await asked(house)
    [answer] = [each for each in house.replies(said.ts) if not is_board(each)]
    assert "Vote with the buttons below or in words" in answer.markdown
    assert "/poll/" not in answer.markdown + shown(board)
    assert "Design review" in shown(board)
    assert "<!date^1828256400^{date_long_pretty}, {time}|Wed 8 Dec" in shown(board)
    assert "nobody yet" in shown(board)
    assert "I still wait for Bo." in shown(board)


async def test_clicks_are_votes_and_everybody_having_voted_proposes_the_winner(house: House) -> None:
    said, board = await asked(house)
    await house.press("UANA", board, "poll_vote_1")
    await until(lambda: "1 vote: Ana" in shown(board))
    await house.press("UBO", board, "poll_vote_2")
    card = await result(house, said)
    assert "Design review" in shown(card)
    await until(lambda: "The poll is closed." in shown(board))
    assert not any(block["type"] == "actions" for block in board.blocks)
    assert "1 vote: Bo" in shown(board)


async def test_a_vote_in_words_counts_and_a_click_adds_to_it(house: House) -> None:
    said, board = await asked(house, ASKING)
    await house.hand.write("UBO", "CGENERAL", "Wednesday works for me", thread_ts=said.ts)
    await until(lambda: "1 vote: Bo" in shown(board))
    await house.press("UBO", board, "poll_vote_2")
    await until(lambda: shown(board).count("1 vote: Bo") == 2)
    await house.press("UBO", board, "poll_vote_0")
    await until(lambda: "No time suits Bo." in shown(board))
    await house.hand.write("UBO", "CGENERAL", "on Thursday I have the dentist", thread_ts=said.ts)
    assert "No time suits Bo." in shown(board)


async def test_the_same_click_twice_counts_once_and_only_the_asker_closes(house: House) -> None:
    said, board = await asked(house, ASKING)
    before = len(house.whispers("UBO"))
    await house.press("UBO", board, "poll_close")
    await until(lambda: len(house.whispers("UBO")) > before)
    assert "Only Ana can close this poll." in house.whispers("UBO")[-1]
    await asyncio.gather(*(house.press("UBO", board, "poll_vote_1") for _ in range(3)))
    await until(lambda: "1 vote: Bo" in shown(board))
    [bo] = [each for each in (await poll_of(house, board)).voters if each.name == "Bo"]
    assert bo.choices == frozenset({1})
    await asyncio.gather(*(house.press("UANA", board, "poll_close") for _ in range(3)))
    await result(house, said)
    poll = await poll_of(house, board)
    made = await house.services.proposals.repository.of_conversation(poll.record.conversation_id, limit=10)
    assert [each.state for each in made] == [State.PROPOSED]


async def test_a_board_elsewhere_takes_no_vote_for_this_poll(house: House) -> None:
    _said, board = await asked(house)
    _other, other = await asked(house)
    forged = button({"blocks": other.blocks}, "poll_vote_1") | {
        "value": button({"blocks": board.blocks}, "poll_vote_1")["value"]
    }
    before = len(house.whispers("UBO"))
    await house.hand.click("UBO", other, forged)
    await until(lambda: len(house.whispers("UBO")) > before)
    assert all(each.choices is None for each in (await poll_of(house, board)).voters)
