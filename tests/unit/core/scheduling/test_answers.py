"""An answer that names an hour takes its day from the question before it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.domain.reading import Reading
from threadline.core.scheduling.interpretation import understand

MONDAY = datetime(2026, 11, 30, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def answer(question: str, text: str) -> Reading:
    return understand(text, sent_at=MONDAY, zone="Europe/Berlin", thread=(question,))


@pytest.mark.parametrize(
    ("question", "text", "start", "title"),
    [
        ("Fancy lunch Friday?", "Yes please, 12:30?", "2026-12-04 12:30", "Lunch"),
        ("Thursday any good for the walkthrough?", "Yes, at 9", "2026-12-03 09:00", "Walkthrough"),
        ("Dinner on Saturday?", "Sure, 8 at our place", "2026-12-05 20:00", "Dinner"),
        ("Is 9 too early for you on Wednesday?", "No, 9 is fine", "2026-12-02 09:00", "Meeting"),
        ("Wollen wir am Freitag zusammen mittagessen?", "Gerne, 12 Uhr?", "2026-12-04 12:00", "Mittagessen"),
        ("Quieres comer el viernes?", "Vale, a las 2", "2026-12-04 14:00", "Meeting"),
        ("Can we meet tomorrow?", "in 20 minutes?", "2026-11-30 09:50", "Meeting"),
        ("Lunch on Friday at 12?", "ok, table for 6", "2026-12-04 12:00", "Lunch"),
    ],
)
def test_an_hour_stands_on_the_day_that_was_asked_for(question: str, text: str, start: str, title: str) -> None:
    draft = answer(question, text).draft
    assert draft is not None
    assert (f"{draft.start:%Y-%m-%d %H:%M}", draft.title) == (start, title)


def test_an_hour_on_one_of_two_days_is_asked_about() -> None:
    reading = answer("Is Tuesday or Wednesday better?", "3pm works")
    assert reading.draft is None
    assert reading.question


def test_an_hour_after_a_question_about_the_past_is_today() -> None:
    draft = answer("How was Friday?", "Fine. Call at 4?").draft
    assert draft is not None
    assert f"{draft.start:%Y-%m-%d %H:%M}" == "2026-11-30 16:00"
