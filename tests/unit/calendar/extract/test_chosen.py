"""A choice by its place among the times that were said before it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.extract import extract

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # a Wednesday


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Two slots:\n• Mon 23 Nov 10:00\n• Tue 24 Nov 15:00\nBook the second one.", "24 15:00"),
        ("Thursday at 3 or Friday at 10? Let's take the latter", "20 10:00"),
        ("Montag 10 Uhr oder Dienstag 15 Uhr. Nimm den zweiten Termin.", "24 15:00"),
        ("lundi 10h ou mardi 15h ? Prends le premier.", "23 10:00"),
        ("Monday at 10 or Tuesday at 3. Book the first aid course on Monday", "23 10:00"),
    ],
)
def test_the_place_says_which_time_is_meant(text: str, start: str) -> None:
    found = extract(text, NOW)
    assert found.start is not None
    assert f"{found.start:%d %H:%M}" == start


def test_days_that_an_hour_is_on_none_of_are_told() -> None:
    found = extract("Kurs vom 9. bis 11. Dezember, Treffpunkt 9 Uhr", NOW)
    assert any("Dezember" in each.value and each.moves for each in found.leftovers)


def test_whoever_it_is_at_is_named_with_the_word_for_it() -> None:
    assert extract("dîner chez moi samedi à 20h", NOW).location == "chez moi"
    assert extract("Mittagessen am Freitag um 12:30 Uhr in der Markthalle", NOW).location == "Markthalle"
