"""Whether one more of the event at hand is wanted, and what is said of it besides."""

import pytest

from threadline.core.dialogue.repetitions import asked_again


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("and another one on Thursday", "on Thursday"),
        ("same again next Tuesday please", "next Tuesday please"),
        ("das Gleiche nochmal am Donnerstag", "am Donnerstag"),
        ("une autre jeudi à la même heure", "jeudi à la même heure"),
        ("o mesmo na quinta com Eva", "na quinta com Eva"),
        ("otra el jueves", "el jueves"),
        ("un'altra volta giovedì", "giovedì"),
        ("nog een keer op donderdag", "op donderdag"),
    ],
)
def test_one_more_is_wanted(said: str, rest: str) -> None:
    assert asked_again(said, waits=False) == rest


@pytest.mark.parametrize("said", ["same time next week", "another time please?", "move it to Thursday", "again", ""])
def test_other_words_want_none(said: str) -> None:
    assert asked_again(said, waits=False) is None


def test_the_same_on_another_day_may_be_about_the_card_that_waits() -> None:
    assert asked_again("the same on Thursday", waits=True) is None
    assert asked_again("another one on Thursday", waits=True) == "on Thursday"
