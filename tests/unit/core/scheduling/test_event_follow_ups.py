"""Which words ask for the event before or after the one that was told."""

import pytest

from threadline.core.scheduling.inquiries import is_one_earlier, is_one_later


@pytest.mark.parametrize(
    "text",
    [
        "and before that?",
        "the one before",
        "und davor?",
        "et avant ça ?",
        "¿y antes?",
        "e prima?",
        "e antes?",
        "en daarvoor?",
    ],
)
def test_one_earlier(text: str) -> None:
    assert is_one_earlier(text)
    assert not is_one_later(text)


@pytest.mark.parametrize(
    "text",
    [
        "and after that?",
        "and then?",
        "und danach?",
        "et ensuite ?",
        "¿y después?",
        "e dopo?",
        "e depois?",
        "en daarna?",
    ],
)
def test_one_later(text: str) -> None:
    assert is_one_later(text)
    assert not is_one_earlier(text)


@pytest.mark.parametrize(
    "text", ["before that I am busy", "after the review?", "and then book a room", "what is next week?"]
)
def test_neither(text: str) -> None:
    assert not is_one_earlier(text)
    assert not is_one_later(text)
