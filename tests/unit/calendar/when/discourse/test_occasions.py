"""Which half of the day an hour is in, where words name the occasion: its own words, not those of the next event."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.extract import extract

NOW = datetime(2026, 11, 30, 10, tzinfo=ZoneInfo("Europe/Vienna"))


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Yoga morgen um 8 Uhr und Kino morgen um 19 Uhr", ["12-01 08:00", "12-01 19:00"]),
        ("Kino morgen um 19 Uhr und Yoga übermorgen um 8 Uhr", ["12-01 19:00", "12-02 08:00"]),
        ("Kino morgen um 8", ["12-01 20:00"]),
        ("Yoga tomorrow at 8 and cinema tomorrow at 7pm", ["12-01 08:00", "12-01 19:00"]),
        ("Dinner at 7 tomorrow and yoga on Thursday at 8", ["12-01 19:00", "12-03 08:00"]),
        ("Drinks Friday at 6 and gym Saturday at 9", ["12-04 18:00", "12-05 09:00"]),
        ("Dinner tomorrow at 7, meet at 6:30", ["12-01 19:00", "12-01 18:30"]),
        ("Breakfast tomorrow at 8, dinner with Bo at 7", ["12-01 08:00", "12-01 19:00"]),
        ("Dinner on Friday at 7 and on Saturday at 8", ["12-04 19:00", "12-05 20:00"]),
        ("dentista domani alle 9 e cinema venerdì alle 8", ["12-01 09:00", "12-04 20:00"]),
        ("dentiste demain à 9h et cinéma vendredi à 20h", ["12-01 09:00", "12-04 20:00"]),
        ("dinner with Bo on Friday, maybe at 8", ["12-04 20:00"]),
    ],
)
def test_an_hour_is_in_the_half_of_its_own_occasion(text: str, starts: list[str]) -> None:
    whens = extract(text, NOW).whens
    assert [f"{when.start:%m-%d %H:%M}" for when in whens if when.start is not None] == starts
