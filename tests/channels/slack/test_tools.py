"""A conversation with tools in Slack: task steps, the streamed answer, the card, the click."""

import pytest

from tests.channels.slack.house import House, shown
from tests.support.acting import until
from tests.support.tool_talk import ASKED, NOT_REACHED, STEPS, out_of_reach, three_rounds, told

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_three_rounds_end_in_one_card_that_a_click_books(house: House) -> None:
    house.provider.calls_tools = True
    house.provider.scripts = three_rounds("Europe/Vienna")
    asked = await house.hand.write("UANA", "DUANA", ASKED)
    card = await house.card(asked.ts, "DUANA")
    answer, _own_message = house.replies(asked.ts, "DUANA")
    await until(lambda: told(answer.markdown or answer.text))
    assert [task["title"] for task in answer.tasks] == list(STEPS)
    assert {task["status"] for task in answer.tasks} == {"complete"}
    assert "Tea" in shown(card)
    await house.kept(card)
    await house.press("UANA", card, "confirm")
    await until(lambda: "In your calendar" in shown(card))
    assert [task["title"] for task in answer.tasks] == list(STEPS)  # no edit took them away
    house.provider.calls_tools = False


async def test_a_model_out_of_reach_is_told_as_that(house: House) -> None:
    house.provider.scripts = out_of_reach()
    asked = await house.hand.write("UANA", "DUANA", "What do you think of pizza?")
    (answer,) = await house.answered(asked.ts, "DUANA")
    assert NOT_REACHED in (answer.markdown or answer.text)
    assert "ithout a language model" not in (answer.markdown or answer.text)
