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


@pytest.mark.parametrize(
    "text",
    [
        "Fortbildung vom 9. bis 11. Dezember jeweils 9 bis 16 Uhr",
        "Formation du 9 au 11 décembre, chaque jour de 9h à 16h",
        "training Dec 9-11, 9am to 4pm each day",
    ],
)
def test_hours_of_each_day_of_some_days_are_a_series_of_them(text: str) -> None:
    first = resolve(text, NOW)[0]
    assert first.start is not None
    assert first.end is not None
    assert f"{first.start:%d %H} {first.end:%H}" == "09 09 16"
    assert first.rrule is not None
    assert "UNTIL=20261211" in first.rrule


def test_weekdays_behind_a_week_lie_in_it() -> None:
    (fair,) = resolve("Messe in KW 50 von Dienstag bis Donnerstag", NOW)
    assert (str(fair.start_date), str(fair.end_date)) == ("2026-12-08", "2026-12-11")


def test_a_range_from_one_part_of_the_day_to_another_is_on_its_day() -> None:
    whens = resolve("Workshop Donnerstag von 10 Uhr morgens bis 1 Uhr mittags", NOW)
    assert [f"{when.start:%d %H} {when.end:%d %H}" for when in whens if when.start and when.end] == ["19 10 19 13"]


def test_who_sets_out_by_an_hour_before_another_does_so_in_the_morning() -> None:
    assert [
        f"{when.start:%H:%M}" for when in resolve("Leave at 6:30 on Saturday, flight at 9:05", NOW) if when.start
    ] == [
        "06:30",
        "09:05",
    ]


def test_a_dash_before_hours_says_how_long() -> None:
    whens = resolve("Lunch 12:30 Tue 24 Nov - 1 hr", NOW)
    assert any(when.duration and when.duration.total_seconds() == 3600 for when in whens)
    assert not any(when.start and when.start.day == 23 for when in whens)


def test_a_zone_in_capitals_is_no_word_of_another_language() -> None:
    (webinar,) = resolve("Webinar 11am EST/4pm GMT on Dec 10", NOW)
    assert str(webinar.start_date) == "2026-12-10"


def test_so_many_weekly_ones_are_counted() -> None:
    assert any("COUNT=4" in (when.rrule or "") for when in resolve("4 weekly calls with Dana on Fridays at 2pm", NOW))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Choir Tuesday 7-9pm, Nov 24 through Dec 15", "FREQ=WEEKLY;BYDAY=TU"),
        ("Chor Dienstag 19-21 Uhr, 24.11. bis 15.12.", "FREQ=WEEKLY;BYDAY=TU"),
        ("Swim Mon/Wed 5-5:45pm, Nov 23 - Dec 16", "FREQ=WEEKLY;BYDAY=MO,WE"),
    ],
)
def test_weekdays_before_a_stretch_of_days_are_those_of_it(text: str, rule: str) -> None:
    first = resolve(text, NOW)[0]
    assert first.rrule is not None
    assert first.rrule.startswith(rule)


def test_a_month_without_such_a_day_is_no_time() -> None:
    assert resolve("Meet on the 31st of next month", NOW.replace(month=10)) == []


def test_two_places_of_a_month_are_a_series() -> None:
    (club,) = resolve("Chess club 2nd and 4th Thursday of the month at 6:30pm", NOW)
    assert club.rrule is not None
    assert club.rrule.startswith("FREQ=MONTHLY;BYDAY=2TH,4TH")
    (one, *_) = resolve("the first or third Tuesday of the month at 4", NOW)
    assert one.rrule is None


def test_an_hour_beside_every_evening_is_one_of_it() -> None:
    (walk,) = resolve("every other evening a walk at 8", NOW)
    assert walk.start is not None
    assert walk.start.hour == 20
    assert walk.rrule is not None
    assert walk.rrule.startswith("FREQ=DAILY;INTERVAL=2")


def test_days_that_lean_on_each_other_do_not_pile_up() -> None:
    text = "monday a trip, back tuesday at 9, then friday b, back monday at 10, " * 200
    assert len(resolve(text, NOW)) == 800
