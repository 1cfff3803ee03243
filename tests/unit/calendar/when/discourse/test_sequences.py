"""A weekday behind another one lies behind it, and each hour of a series has a rule."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.when import resolve

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # a Wednesday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday at 9 dentist, Thursday at 3 physio", ["23", "26"]),
        ("Montag 9 Uhr Schulung, Mittwoch 13 Uhr Abnahme", ["23", "25"]),
        ("Flug am Freitag um 6:25, Rückflug Mittwoch 21:40", ["20", "25"]),
        ("gym on Monday, Wednesday and Friday at 6pm", ["23", "18", "20"]),
    ],
)
def test_weekdays_go_on_from_each_other(text: str, days: list[str]) -> None:
    assert [f"{when.start:%d}" for when in resolve(text, NOW) if when.start] == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("dog walk daily 7am and 6pm", ["07", "18"]),
        ("meds at 8am and 8pm every day", ["08", "20"]),
        ("jeden Tag um 8 und um 20 Uhr Tabletten", ["08", "20"]),
    ],
)
def test_each_hour_of_a_series_has_its_rule(text: str, hours: list[str]) -> None:
    whens = resolve(text, NOW)
    assert [f"{when.start:%H}" for when in whens if when.start] == hours
    assert all(when.rrule and when.rrule.startswith("FREQ=DAILY") for when in whens)
