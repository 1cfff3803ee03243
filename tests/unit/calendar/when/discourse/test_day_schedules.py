"""Numbers that open the entries below a day are hours; numbers that count things are none."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.when import resolve

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # a Wednesday


def hours(text: str) -> list[str]:
    return [f"{when.start:%a %H:%M}" for when in resolve(text, NOW) if when.start and not when.all_day]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tuesday: 9 yoga, 13 lunch", ["Tue 09:00", "Tue 13:00"]),
        ("Friday:\n9 - standup\n15 - 1:1", ["Fri 09:00", "Fri 15:00"]),
        ("For Monday\n- 8:30 payroll call\n- 13 sales sync\n- 17 drinks", ["Mon 08:30", "Mon 13:00", "Mon 17:00"]),
        ("Thursday 9 standup, 11 review", ["Thu 09:00", "Thu 11:00"]),
        ("Friday: 9 gym, 11 call, 2 dentist", ["Fri 09:00", "Fri 11:00", "Fri 14:00"]),
        ("Monday: 9-10 standup, 10-11 review", ["Mon 09:00", "Mon 10:00"]),
        ("Завтра: в 9 врач, в 12 обед с Олегом", ["Thu 09:00", "Thu 12:00"]),
        ("Imorgon: kl 8 läkare, kl 13 möte med Per", ["Thu 08:00", "Thu 13:00"]),
        ("Viernes: 9 dentista, 13 comida", ["Fri 09:00", "Fri 13:00"]),
    ],
)
def test_numbers_below_a_day_are_its_hours(text: str, wanted: list[str]) -> None:
    assert hours(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Saturday: 2 eggs, 3 tomatoes, 10 apples",
        "Saturday 10 pushups, 15 squats",
        "Budget for Friday: 3 laptops, 5 monitors",
        "Thursday:\n1. intro\n2. workshop\n3. wrap-up",
        "Thursday:\n1 intro\n2 workshop\n3 wrap-up",
        "Friday: 11 runners, 9 helpers",
    ],
)
def test_numbers_of_things_are_no_hours(text: str) -> None:
    assert hours(text) == []
