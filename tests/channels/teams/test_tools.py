"""A conversation with tools in Teams: informative updates, the streamed answer, the card, the click."""

import pytest

from tests.channels.teams.house import House, is_final, shown
from tests.support.acting import until
from tests.support.tool_talk import ASKED, NOT_REACHED, STEPS, out_of_reach, three_rounds, told

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_three_rounds_end_in_one_card_that_a_click_books(house: House) -> None:
    house.provider.calls_tools = True
    house.provider.scripts = three_rounds("Europe/Vienna")
    begin = len(house.teams.connector.calls)
    asked = await house.ana.write(house.teams.personal("ana"), ASKED)
    card = await house.card(asked)
    answer = next(message for message in house.said(asked) if is_final(message))
    assert told(answer.text)
    streamed = [call.body for call in house.teams.connector.calls[begin:] if call.operation == "stream"]
    kinds = [body["entities"][0]["streamType"] for body in streamed]
    informed = [body["text"] for body, kind in zip(streamed, kinds, strict=True) if kind == "informative"]
    assert informed[-len(STEPS) :] == list(STEPS)
    assert kinds == ["informative"] * len(informed) + ["streaming"] * kinds.count("streaming") + ["final"]
    assert "Tea" in shown(card)
    await house.kept(card)
    assert (await house.ana.click(card, "Confirm")).status == 200
    await until(lambda: "In your calendar" in shown(card))
    house.provider.calls_tools = False


async def test_a_model_out_of_reach_is_told_as_that(house: House) -> None:
    house.provider.scripts = out_of_reach()
    asked = await house.ana.write(house.teams.personal("ana"), "What do you think of pizza?")
    (answer,) = await house.answered(asked)
    assert NOT_REACHED in answer.text
    assert "ithout a language model" not in answer.text
