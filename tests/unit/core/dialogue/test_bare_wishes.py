"""Wishes that say too little, and those that nothing be planned."""

import pytest

from threadline.core.dialogue.bare_wishes import lacks_time, wants_nothing


@pytest.mark.parametrize(
    "text",
    ["dentist", "book a room", "I need to see the accountant", "let's call Bo", "ich muss Petra anrufen",
     "je veux voir Claire", "quiero ver a Marta", "devo incontrare Giulia", "ik wil Sanne spreken", "reserve a table"],
)  # fmt: skip
def test_a_wish_without_a_time(text: str) -> None:
    assert lacks_time(text)


@pytest.mark.parametrize(
    "text",
    ["dentist?", "let's meet at the Harbour Cafe", "we should meet again", "book", "I need to think about it",
     "the dentist was great and so was everything else there", "don't book anything", "call\nme"],
)  # fmt: skip
def test_what_is_no_such_wish(text: str) -> None:
    assert not lacks_time(text)


@pytest.mark.parametrize(
    "text",
    ["don't schedule anything", "no meetings on Friday", "plane nichts", "ne planifie rien", "plan geen afspraken"],
)  # fmt: skip
def test_a_wish_that_nothing_be_planned(text: str) -> None:
    assert wants_nothing(text)
    assert not lacks_time(text)
