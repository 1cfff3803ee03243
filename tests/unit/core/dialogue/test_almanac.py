"""Questions of the clock, and those that only look like one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.dialogue.almanac import almanac_answer
from threadline.texts.speaking import speaking

NOW = datetime(2026, 11, 29, 14, 45, tzinfo=ZoneInfo("Europe/Vienna"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("What day is it today?", "Today is Sunday 29 November 2026."),
        ("hey, what's the date?", "Today is Sunday 29 November 2026."),
        ("What time is it in Tokyo?", "In Tokyo it is 22:45 on Sunday 29 November 2026."),
        ("when is Easter next year?", "Easter next year is on Sunday 28 March 2027."),
        ("how many days until Christmas?", "26 days, until Friday 25 December 2026."),
        ("what week is it?", "It is week 48 of 2026."),
    ],
)
def test_the_answer(text: str, answer: str) -> None:
    assert almanac_answer(text, now=NOW, zone="Europe/Vienna") == answer


def test_it_is_in_the_language_of_the_question() -> None:
    with speaking("de"):
        assert almanac_answer("Welcher Tag ist heute?", now=NOW, zone="Europe/Vienna") == (
            "Heute ist Sonntag, 29. November 2026."
        )


@pytest.mark.parametrize("text", ["when is the budget review?", "what time is the call?", "when is it?", "Friday at 3"])
def test_what_the_calendar_answers_is_left_to_it(text: str) -> None:
    assert almanac_answer(text, now=NOW, zone="Europe/Vienna") is None
