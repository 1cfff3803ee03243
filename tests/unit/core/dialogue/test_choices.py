"""Which of several times words choose, and what is no choice."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.core.dialogue.choices import Choice, read_choice

VIENNA = ZoneInfo("Europe/Vienna")
SUNDAY = datetime(2026, 11, 29, 14, 45, tzinfo=VIENNA)
OPTIONS = [
    ("tuesday", datetime(2026, 12, 1, 14, tzinfo=VIENNA)),
    ("wednesday", datetime(2026, 12, 2, 15, tzinfo=VIENNA)),
    ("thursday", datetime(2026, 12, 3, 11, tzinfo=VIENNA)),
]


def chosen(text: str) -> str | None:
    choice = read_choice(text)
    return choice.of(OPTIONS, sent_at=SUNDAY, zone="Europe/Vienna") if choice is not None else None


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("the second one", "wednesday"),
        ("Let’s take the last one, thanks", "thursday"),
        ("die erste bitte", "tuesday"),
        ("je prends le deuxième", "wednesday"),
        ("prefiero el tercero", "thursday"),
        ("il primo va bene", "tuesday"),
        ("o último", "thursday"),
        ("de eerste is goed", "tuesday"),
        ("option 3", "thursday"),
        ("number two", "wednesday"),
        ("the 3pm one", "wednesday"),
        ("the 11 o'clock one", "thursday"),
        ("Wednesday is better", "wednesday"),
        ("the Thursday one", "thursday"),
    ],
)
def test_the_one_that_words_name_is_taken(text: str, option: str) -> None:
    assert chosen(text) == option


@pytest.mark.parametrize("text", ["the fourth one", "the 4pm one", "Friday is better", "option 9"])
def test_what_is_not_among_them_is_none_of_them(text: str) -> None:
    assert chosen(text) is None


@pytest.mark.parametrize(
    "text", ["wait a second", "book the second review", "is the first one free?", "", "first I call Bo"]
)
def test_what_says_more_is_no_choice_by_its_place(text: str) -> None:
    choice = read_choice(text)
    assert choice is None or choice.pick is None


def test_what_fits_several_chooses_none() -> None:
    twice = [("one", OPTIONS[0][1]), ("other", OPTIONS[0][1].replace(hour=16))]
    assert Choice(said="Tuesday").of(twice, sent_at=SUNDAY, zone="Europe/Vienna") is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_choice(text: str) -> None:
    assert chosen(text) in (None, "tuesday", "wednesday", "thursday")
