"""How habits are written, and what is none."""

from datetime import date, time, timedelta

import pytest

from threadline.calendar.focus_time import FocusTime
from threadline.core.people.habits import Absence, read_absences, read_focus, written


def test_focus_time_is_so_much_of_a_part_of_the_day() -> None:
    assert read_focus("120 morning") == FocusTime(time(8), time(12), timedelta(hours=2))
    assert read_focus(" 60 09:00-11:30 ") == FocusTime(time(9), time(11, 30), timedelta(hours=1))


@pytest.mark.parametrize(
    "text", ["", "120", "10 morning", "300 morning", "60 11:00-09:00", "60 25:00-26:00", "60 noon"]
)
def test_what_is_no_focus_time(text: str) -> None:
    assert read_focus(text) is None


def test_days_away_are_kept_in_order() -> None:
    summer, friday = Absence(date(2027, 8, 3), date(2027, 8, 7)), Absence(date(2027, 3, 5), date(2027, 3, 5))
    assert read_absences("2027-08-03/2027-08-07, 2027-03-05") == (friday, summer)
    assert read_absences(written([friday, summer])) == (friday, summer)


@pytest.mark.parametrize("text", ["", "soon", "2027-08-07/2027-08-03", "2027-08-03/2030-08-03", "2027-02-30"])
def test_what_is_no_absence(text: str) -> None:
    assert read_absences(text) == ()
