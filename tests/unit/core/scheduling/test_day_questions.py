"""Words about one's own days, which a model is told the calendar of."""

from datetime import UTC, datetime

import pytest

from threadline.calendar.extract import Intent
from threadline.core.scheduling.day_questions import LONGEST, asked_days

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("how full is tomorrow?", datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)),
        ("how busy is my day on Friday?", datetime(2026, 12, 4, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC)),
        ("wie voll ist mein Freitag?", datetime(2026, 12, 4, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC)),
        ("am I overbooked next week?", datetime(2026, 12, 7, tzinfo=UTC), datetime(2026, 12, 14, tzinfo=UTC)),
        ("what does my calendar look like this week?", MONDAY, datetime(2026, 12, 7, tzinfo=UTC)),
    ],
)
def test_the_days_that_are_asked_about(text: str, start: datetime, end: datetime) -> None:
    reading = asked_days(text, now=MONDAY, zone="UTC")
    assert reading is not None
    assert (reading.intent, reading.start, reading.end) == (Intent.QUERY, start, end)


def test_without_a_day_it_is_about_what_is_ahead() -> None:
    reading = asked_days("how is my week looking?", now=MONDAY, zone="UTC")
    assert reading is not None
    assert reading.intent is Intent.QUERY


@pytest.mark.parametrize("text", ["", "the bus is full", "is the hotel full?", "my day was full. " * LONGEST])
def test_what_is_about_no_day_of_ones_own(text: str) -> None:
    assert asked_days(text, now=MONDAY, zone="UTC") is None
