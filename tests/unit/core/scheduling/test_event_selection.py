"""Which of several events words choose."""

import pytest

from threadline.core.scheduling.event_selection import read_selection

FOUND = ("one", "two", "three")


@pytest.mark.parametrize(
    ("words", "rest", "chosen"),
    [
        ("my first meeting on Tuesday", "meeting on Tuesday", ["one"]),
        ("the second one", "", ["two"]),
        ("my last call with Ana", "call with Ana", ["three"]),
        ("the next call with Cy", "call with Cy", ["one"]),
        ("der zweite Termin morgen", "Termin morgen", ["two"]),
        ("all my meetings with Cy", "meetings with Cy", list(FOUND)),
        ("everything after 11", "after 11", list(FOUND)),
        ("the fourth one", "", []),
        ("the review next week", "the review next week", list(FOUND)),
    ],
)
def test_words_choose(words: str, rest: str, chosen: list[str]) -> None:
    selection = read_selection(words)
    assert selection.words == rest
    assert list(selection.of(FOUND)) == chosen


def test_all_of_them_is_not_one_of_them() -> None:
    assert read_selection("all my calls").every
    assert not read_selection("the last call").every
