"""The limits of a search for a time, in words of seven languages."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.core.scheduling.search_limits import Limits, read_search

ZONE = "Europe/Vienna"
NOW = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo(ZONE))
"""A Wednesday."""
MORNINGS, AFTERNOONS = (time(6), time(12)), (time(12), time(18))


def limits(text: str) -> Limits:
    return read_search(text, NOW, ZONE).limits


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("next week, not on Monday", {0}),
        ("next week but not on Tuesday or Thursday", {1, 3}),
        ("next week, avoid Fridays", {4}),
        ("next week except Wednesday", {2}),
        ("nächste Woche, nicht am Freitag", {4}),
        ("la semaine prochaine, pas le lundi", {0}),
        ("la próxima semana, no el lunes", {0}),
        ("volgende week, niet op vrijdag", {4}),
    ],
)
def test_an_excluded_day_is_never_the_wanted_one(text: str, without: set[int]) -> None:
    found = limits(text)
    assert set(range(7)) - found.days == without
    assert found.start is not None
    assert found.start.date() == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("mornings only", MORNINGS),
        ("only afternoons", AFTERNOONS),
        ("nur vormittags", MORNINGS),
        ("after lunch", (time(13), time())),
        ("before lunch", (time(), time(12))),
        ("not before 10", (time(10), time())),
        ("no later than 4pm", (time(), time(16))),
        ("between 3 and 5pm next week", (time(15), time(17))),
        ("lunch next week", (time(11, 30), time(14))),
    ],
)
def test_hours_of_each_day(text: str, hours: tuple[time, time]) -> None:
    assert limits(text).between == hours


def test_no_mornings_bars_them() -> None:
    assert limits("next week, no mornings").barred_hours == ((time(), time(12)),)


@pytest.mark.parametrize(
    "text", ["before he leaves on Friday", "bevor er am Freitag wegfährt", "by Friday", "before Ana flies on Friday"]
)
def test_a_deadline_is_the_limit_and_not_the_day(text: str) -> None:
    found = limits(f"30 minutes with bo@example.com {text}")
    assert found.deadline
    assert found.start is None
    assert found.end == datetime(2026, 11, 28, tzinfo=ZoneInfo(ZONE))


def test_what_is_said_further_narrows_what_was_said_before() -> None:
    both = limits("next week, not on Monday").with_further(limits("only mornings"))
    assert both.between == MORNINGS
    assert 0 not in both.days
    assert both.start == limits("next week").start


def test_a_length_is_no_limit() -> None:
    search = read_search("45 minutes next week, no Fridays", NOW, ZONE)
    assert search.length == timedelta(minutes=45)
    assert not search.rest.replace(",", "").strip()


@pytest.mark.parametrize(
    "text",
    [
        "a time next week, not Fridays, mornings only",
        "pas le vendredi, le matin uniquement",
        "nicht freitags, vormittags nur",
    ],
)
def test_what_is_to_be_the_only_part_of_the_day_is_not_excluded_with_a_day(text: str) -> None:
    read = limits(text)
    assert 4 not in read.days
    assert read.between == MORNINGS
    assert not read.barred_hours
