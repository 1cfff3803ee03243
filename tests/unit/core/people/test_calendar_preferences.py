"""How preferences become a person's habits."""

from datetime import time, timedelta

import pytest

from threadline.calendar.when import Occasion
from threadline.core.people.calendar_preferences import habit_of, read_meal


def test_what_nobody_chose_is_left_to_language_and_country() -> None:
    policy = habit_of({}, "UTC").policy()
    assert (policy.day_first, policy.clock24, policy.country, policy.week_start) == (None, None, None, 0)


def test_conventions_reach_the_grammar() -> None:
    values = {"country": "us", "date_order": "day-month", "clock": "24", "week_start": "Sunday", "holidays": "AT"}
    policy = habit_of(values, "UTC").policy()
    assert (policy.day_first, policy.clock24, policy.country, policy.week_start) == (True, True, "US", 6)


def test_the_country_of_the_holidays_counts_where_no_other_is_named() -> None:
    assert habit_of({"holidays": "DE-BY"}, "UTC").policy().country == "DE"


def test_what_cannot_be_read_counts_as_not_set() -> None:
    values = {"country": "Atlantis", "date_order": "?", "clock": "13", "week_start": "someday", "lunch": "noon"}
    assert habit_of(values, "UTC") == habit_of({}, "UTC")


@pytest.mark.parametrize(
    ("text", "meal"),
    [
        ("12:30-13:15", Occasion(time(12, 30), timedelta(minutes=45))),
        ("13:00-12:00", None),
        ("08:00-18:00", None),
        ("noon", None),
    ],
)
def test_a_meal_has_a_beginning_and_an_end(text: str, meal: Occasion | None) -> None:
    assert read_meal(text) == meal
    policy = habit_of({"lunch": text}, "UTC").policy()
    assert policy.meals.lunch == (meal or Occasion(time(12), timedelta(hours=1)))
