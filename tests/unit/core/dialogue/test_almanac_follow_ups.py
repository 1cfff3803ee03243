"""Words that ask the last question of the clock again, with another place or day in it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.dialogue.almanac_follow_ups import almanac_follow_up

NOW = datetime(2026, 11, 29, 14, 45, tzinfo=ZoneInfo("Europe/Vienna"))


def answer(text: str, *earlier: str) -> str | None:
    return almanac_follow_up(text, earlier, now=NOW, zone="Europe/Vienna")


@pytest.mark.parametrize(
    ("asked", "further", "told"),
    [
        ("What time is it in Sydney?", "and in London?", "In London it is 13:45"),
        ("what time is it?", "and in Tokyo?", "In Tokyo it is 22:45"),
        ("Wie spät ist es in Lima?", "und in Tokio?", "In Tokio it is 22:45"),
        ("Quelle heure est-il à Montréal ?", "et à Tokyo ?", "In Tokyo it is 22:45"),
        ("what day is the 11th?", "and the 12th?", "Saturday 12 December 2026"),
        ("how many days until Christmas?", "and Easter?", "28 March 2027"),
    ],
)
def test_the_question_is_asked_again(asked: str, further: str, told: str) -> None:
    assert told in (answer(further, asked) or "")


def test_a_further_one_goes_on_from_the_first() -> None:
    assert "In Lima it is 08:45" in (answer("and Lima?", "what time is it in Sydney?", "and in London?") or "")


@pytest.mark.parametrize(
    ("asked", "further"),
    [
        ("what time is it in Sydney?", "and the review?"),
        ("when is the retro?", "and in London?"),
        ("what time is it in Sydney?", "book a room in London"),
    ],
)
def test_what_goes_on_from_no_such_question_is_left_alone(asked: str, further: str) -> None:
    assert answer(further, asked) is None


def test_what_was_said_in_between_ends_it() -> None:
    assert answer("and in London?", "what time is it in Sydney?", "thanks") is None
