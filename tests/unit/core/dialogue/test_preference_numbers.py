"""What people say of their hours, lengths and days, as values; and which values a preference may have."""

from datetime import time

import pytest

from threadline.core.dialogue.preference_numbers import clock_of, days_of, minutes_of, range_of
from threadline.core.dialogue.preference_sentences import is_value, sentence_of


@pytest.mark.parametrize(
    ("text", "afternoon", "clock"),
    [
        ("noon", False, time(12)),
        ("Mitternacht", False, time(0)),
        ("9", False, time(9)),
        ("9:30 pm", False, time(21, 30)),
        ("12 am", False, time(0)),
        ("13 pm", False, None),
        ("5", True, time(17)),
        ("9", True, time(9)),
        ("soon", False, None),
        ("25:00", False, None),
    ],
)
def test_a_time_of_day(text: str, afternoon: bool, clock: time | None) -> None:
    assert clock_of(text, afternoon=afternoon) == clock


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9 to 5", (time(9), time(17))),
        ("8:30–16:00", (time(8, 30), time(16))),
        ("nine", None),
        ("9 to later", None),
        ("9 to 12 to 5", None),
    ],
)
def test_a_stretch_of_the_day(text: str, hours: tuple[time, time] | None) -> None:
    assert range_of(text) == hours


@pytest.mark.parametrize(
    ("text", "minutes"), [("half an hour", 30), ("45 minutes", 45), ("1.5 hours", 90), ("a while", None)]
)
def test_a_length(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday to Thursday", {0, 1, 2, 3}),
        ("Friday to Monday", {4, 5, 6, 0}),
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("Mondays and Fridays", {0, 4}),
        ("someday", None),
    ],
)
def test_weekdays(text: str, days: set[int] | None) -> None:
    found = days_of(text)
    assert (set(found) if found is not None else None) == days


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("nickname", "Ana-Lucía", True),
        ("nickname", "1; drop", False),
        ("meeting_minutes", "45", True),
        ("meeting_minutes", "long", False),
        ("remind_minutes", "10", True),
        ("remind_minutes", "0", False),
        ("remind_minutes", "99999", False),
        ("buffer_minutes", "15", True),
        ("morning_brief", "07:30", True),
        ("morning_brief", "early", False),
        ("working_days", "someday", False),
    ],
)
def test_a_preference_has_only_values_of_its_kind(key: str, value: str, fits: bool) -> None:
    assert is_value(key, value) is fits


def test_what_is_remembered_is_said_in_a_sentence() -> None:
    assert sentence_of("morning_brief", "07:30") == "I send you the day's agenda every day at 07:30."
    assert sentence_of("morning_brief", "early") is None
    assert sentence_of("working_days", "someday") is None
