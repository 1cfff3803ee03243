"""Recurrences, their rules and their first occurrences."""

from __future__ import annotations

from datetime import date

import pytest
from dateutil.rrule import rrulestr

from tests.unit.calendar.when.scenes import REFERENCE, first, shown
from threadline.calendar.when import Kind, resolve

RULES = [
    ("daily", "2026-11-18 > 2026-11-19", "FREQ=DAILY"),
    ("every other day", "2026-11-18 > 2026-11-19", "FREQ=DAILY;INTERVAL=2"),
    ("every 4 days", "2026-11-18 > 2026-11-19", "FREQ=DAILY;INTERVAL=4"),
    ("weekdays at 9:30", "2026-11-18 09:30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=30"),
    ("every Tuesday", "2026-11-24 > 2026-11-25", "FREQ=WEEKLY;BYDAY=TU"),
    ("Tuesdays and Thursdays at 3:15", "2026-11-19 15:15", "FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=15;BYMINUTE=15"),
    ("every tuesday thursday and saturday", "2026-11-19 > 2026-11-20", "FREQ=WEEKLY;BYDAY=TU,TH,SA"),
    ("every other Tuesday until March", "2026-11-24 > 2026-11-25", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270301"),
    ("weekly on Wednesdays", "2026-11-18 > 2026-11-19", "FREQ=WEEKLY;BYDAY=WE"),
    ("every 2 weeks on Friday at 4pm", "2026-11-20 16:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=16;BYMINUTE=0"),
    (
        "every 2 weeks on Friday at 4pm starting next week",
        "2026-11-27 16:00",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=16;BYMINUTE=0",
    ),
    ("monthly on the 15th", "2026-12-15 > 2026-12-16", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("the 4th of every 3rd month", "2026-12-04 > 2026-12-05", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=4"),
    ("first Monday of every month", "2026-12-07 > 2026-12-08", "FREQ=MONTHLY;BYDAY=1MO"),
    ("every first Monday of the month at 3pm", "2026-12-07 15:00", "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=15;BYMINUTE=0"),
    ("every last Friday of the month", "2026-11-27 > 2026-11-28", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("2nd to the last Friday of each month", "2026-11-20 > 2026-11-21", "FREQ=MONTHLY;BYDAY=-2FR"),
    ("first and third Friday of each month", "2026-11-20 > 2026-11-21", "FREQ=MONTHLY;BYDAY=1FR,3FR"),
    ("last day of each month", "2026-11-30 > 2026-12-01", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("beginning of each month", "2026-12-01 > 2026-12-02", "FREQ=MONTHLY;BYMONTHDAY=1"),
    ("every month at the end", "2026-11-30 > 2026-12-01", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("every year on December 25", "2026-12-25 > 2026-12-26", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"),
    ("every December 24 and 25", "2026-12-24 > 2026-12-25", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,25"),
    ("every July 4th", "2027-07-04 > 2027-07-05", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4"),
    ("every 20th and 30th of August", "2027-08-20 > 2027-08-21", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=20,30"),
    ("every fourth Thursday in November", "2026-11-26 > 2026-11-27", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"),
    ("yearly on the fourth Thursday in November", "2026-11-26 > 2026-11-27", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"),
    ("every Friday in week 12", "2027-03-26 > 2027-03-27", "FREQ=YEARLY;BYWEEKNO=12;BYDAY=FR"),
    ("every 20 minutes", "2026-11-18 09:30", "FREQ=MINUTELY;INTERVAL=20"),
    ("every hour", "2026-11-18 09:30", "FREQ=HOURLY"),
    ("every second", "2026-11-18 09:30", "FREQ=SECONDLY"),
    ("daily at 3pm 10x", "2026-11-18 15:00", "FREQ=DAILY;BYHOUR=15;BYMINUTE=0;COUNT=10"),
    ("every day twice", "2026-11-18 > 2026-11-19", "FREQ=DAILY;COUNT=2"),
    ("every sat for up to 2 months", "2026-11-21 > 2026-11-22", "FREQ=WEEKLY;BYDAY=SA;UNTIL=20270120"),
    ("Mondays for the next six weeks", "2026-11-23 > 2026-11-24", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261230"),
    (
        "every other Friday for the next year",
        "2026-11-20 > 2026-11-21",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20271118",
    ),
    ("fridays starting in May for 10 occurrences", "2027-05-07 > 2027-05-08", "FREQ=WEEKLY;BYDAY=FR;COUNT=10"),
    ("starting in April, daily until May", "2027-04-01 > 2027-04-02", "FREQ=DAILY;UNTIL=20270501"),
    ("Mondays from January 4 to March 25", "2027-01-04 > 2027-01-05", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270325"),
    ("daily except on weekends", "2026-11-18 > 2026-11-19", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    (
        "monthly on the first and last instance of Tue and Fri",
        "2026-11-27 > 2026-11-28",
        "FREQ=MONTHLY;BYDAY=TU,FR;BYSETPOS=1,-1",
    ),
    ("every morning", "2026-11-19 08:00 > 2026-11-19 12:00", "FREQ=DAILY"),
    ("Friday mornings", "2026-11-20 08:00 > 2026-11-20 12:00", "FREQ=WEEKLY;BYDAY=FR"),
    ("quarterly", "2026-11-18 > 2026-11-19", "FREQ=MONTHLY;INTERVAL=3"),
    ("weekends", "2026-11-21 > 2026-11-22", "FREQ=WEEKLY;BYDAY=SA,SU"),
    ("every weekend", "2026-11-21 > 2026-11-22", "FREQ=WEEKLY;BYDAY=SA,SU"),
    ("every other week on Mon-Wed", "2026-11-18 > 2026-11-19", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE"),
    ("every 31st of the month", "2026-12-31 > 2027-01-01", "FREQ=MONTHLY;BYMONTHDAY=31"),
    ("mon-fri 9 to 5", "2026-11-19 09:00 > 2026-11-19 17:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0"),
    ("every Monday from 9 to 10am", "2026-11-23 09:00 > 2026-11-23 10:00", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
    ("3pm each day", "2026-11-18 15:00", "FREQ=DAILY;BYHOUR=15;BYMINUTE=0"),
    ("at 10 am on the 15th of every month", "2026-12-15 10:00", "FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=10;BYMINUTE=0"),
    ("once a week on Sunday", "2026-11-22 > 2026-11-23", "FREQ=WEEKLY;BYDAY=SU"),
    ("saturdays through tuesdays", "2026-11-21 > 2026-11-22", "FREQ=WEEKLY;BYDAY=SA,SU,MO,TU"),
    ("every Mon thru Wed", "2026-11-18 > 2026-11-19", "FREQ=WEEKLY;BYDAY=MO,TU,WE"),
    ("31st of every year", "2027-01-31 > 2027-02-01", "FREQ=YEARLY;BYYEARDAY=31"),
    ("every week on the 4th day", "2026-11-18 > 2026-11-19", "FREQ=WEEKLY;BYDAY=WE"),
    ("every second Tuesday", "2026-11-24 > 2026-11-25", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
    ("every 3 fridays", "2026-11-20 > 2026-11-21", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR"),
    ("every business day", "2026-11-18 > 2026-11-19", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("every quarter", "2026-11-18 > 2026-11-19", "FREQ=MONTHLY;INTERVAL=3"),
]


@pytest.mark.parametrize(("text", "occurrence", "rule"), RULES)
def test_a_recurrence_has_its_rule_and_its_first_occurrence(text: str, occurrence: str, rule: str) -> None:
    when = first(text)

    assert (when.kind, shown(when), when.rrule) == (Kind.RECURRING, occurrence, rule)


@pytest.mark.parametrize("rule", [case for case in RULES if "BYWEEKNO" not in case[2]])
def test_the_first_occurrence_satisfies_the_rule(rule: tuple[str, str, str]) -> None:
    when = first(rule[0])
    assert when.start is not None
    text = rule[2].split(";UNTIL")[0].split(";COUNT")[0]

    occurrences = rrulestr(text, dtstart=when.start.replace(tzinfo=None))

    assert next(iter(occurrences)) == when.start.replace(tzinfo=None)


def test_a_timed_rule_ends_at_an_instant_in_utc() -> None:
    when = first("Mondays at 10am until December 15")

    assert when.rrule == "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10;BYMINUTE=0;UNTIL=20261216T045959Z"


def test_excepted_days_are_listed() -> None:
    when = first("daily except on November 20 and November 23")

    assert when.excluded == (date(2026, 11, 20), date(2026, 11, 23))


def test_an_excepted_month_leaves_out_all_its_days() -> None:
    excluded = first("daily except in June").excluded

    assert excluded[:30] == tuple(date(2027, 6, day) for day in range(1, 31))
    assert all(day.month == 6 for day in excluded)


def test_a_rule_that_never_comes_is_no_time() -> None:
    assert resolve("every February 30", REFERENCE) == []


def test_a_count_wins_over_an_end() -> None:
    when = first("daily until March for 3 times")

    assert when.rrule == "FREQ=DAILY;COUNT=3"


def test_a_recurrence_meets_a_clock_across_words() -> None:
    when = first("daily standup in the big room at 9:15")

    assert (shown(when), when.rrule) == ("2026-11-19 09:15", "FREQ=DAILY;BYHOUR=9;BYMINUTE=15")


def test_a_recurrence_begins_on_the_day_said_later() -> None:
    when = first("a weekly sync with Bo, tomorrow at 3pm")

    assert (shown(when), when.rrule) == ("2026-11-19 15:00", "FREQ=WEEKLY;BYHOUR=15;BYMINUTE=0")


def test_a_recurrence_may_last() -> None:
    assert shown(first("every Monday at 9am for 30 minutes")) == "2026-11-23 09:00 > 2026-11-23 09:30"


BOUNDED = [
    ("every Friday until the end of the year", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231", 6),
    ("every Friday through January", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270131", 11),
    ("every day next week", "FREQ=DAILY;UNTIL=20261129", 7),
    ("every Tuesday in January", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131", 4),
    ("Monday and Wednesday next week", "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261129", 2),
    ("every Tuesday for 6 weeks", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270104", 6),
    ("every day for 5 days", "FREQ=DAILY;UNTIL=20261122", 5),
    ("every Tuesday with Bo until December 8", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208", 3),
]


@pytest.mark.parametrize(("text", "rule", "times"), BOUNDED)
def test_a_bounded_series_comes_as_often_as_was_said(text: str, rule: str, times: int) -> None:
    when = first(text)

    assert (when.rrule, when.warnings) == (rule, ())
    assert when.start is not None
    assert len(list(rrulestr(rule, dtstart=when.start.replace(tzinfo=None)))) == times


EXCEPTED = [
    ("every Friday except December 25", [date(2026, 12, 25)]),
    ("every Friday at 3pm but not on December 25", [date(2026, 12, 25)]),
    ("every Thursday at 2pm, skipping 24 and 31 December", [date(2026, 12, 24), date(2026, 12, 31)]),
    ("every Thursday except December 24 and 31", [date(2026, 12, 24), date(2026, 12, 31)]),
    ("every Monday except in the first week of January", [date(2027, 1, 4)]),
    ("every Monday until June except January 4 to January 18", [date(2027, 1, day) for day in (4, 11, 18)]),
    ("every Monday except from January 4 to January 18", [date(2027, 1, day) for day in (4, 11, 18)]),
]


@pytest.mark.parametrize(("text", "days"), EXCEPTED)
def test_days_said_to_be_left_out_are_excluded(text: str, days: list[date]) -> None:
    when = first(text)

    assert (list(when.excluded), when.warnings) == (days, ())


def test_an_end_behind_an_exception_is_that_of_the_series() -> None:
    when = first("every Tuesday, not on December 8, until the end of the year")

    assert (when.rrule, when.excluded) == ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", (date(2026, 12, 8),))


def test_an_exception_that_no_rule_can_keep_is_doubted() -> None:
    when = first("weekly except on weekends")

    assert [str(caution.code) for caution in when.warnings] == ["series"]


def test_a_rule_never_ends_before_it_begins() -> None:
    assert resolve("every Friday at 7am until last Monday", REFERENCE) == []


def test_an_end_that_leaves_nothing_moves_on_and_says_so() -> None:
    when = first("every Monday until the end of the month", reference=REFERENCE.replace(day=30, hour=12))

    assert when.rrule is not None
    last_of_month = first("every Tuesday until the end of the month", reference=REFERENCE.replace(day=30, hour=12))
    assert last_of_month.rrule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231"
    assert [str(caution.code) for caution in last_of_month.warnings] == ["series"]


ADJECTIVES = [
    ("lunch on Friday at noon to discuss the monthly report", None),
    ("Annual review on Tuesday at 2pm", None),
    ("Our weekly sync moved to Thursday at 3pm", None),
    ("weekly sync with Bo, tomorrow at 3pm", None),
    ("Set up a weekly sync tomorrow at 3pm", "FREQ=WEEKLY;BYHOUR=15;BYMINUTE=0"),
    ("Weekly sync on Thursdays at 3pm", "FREQ=WEEKLY;BYDAY=TH;BYHOUR=15;BYMINUTE=0"),
    ("Biweekly retro, Thursdays at 3pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;BYHOUR=15;BYMINUTE=0"),
]


@pytest.mark.parametrize(("text", "rule"), ADJECTIVES)
def test_an_adjective_is_a_rule_only_where_a_series_is_asked_for(text: str, rule: str | None) -> None:
    assert [when.rrule for when in resolve(text, REFERENCE)] == [rule]


PLACES = [
    ("second and fourth Wednesday each month", "FREQ=MONTHLY;BYDAY=2WE,4WE"),
    ("on the first Monday at 10am, every month", "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=10;BYMINUTE=0"),
    ("the last working day of every month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ("first Tuesday of every quarter", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1TU"),
    ("first Monday of every year", "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO"),
    ("every 15th at 9am", "FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=9;BYMINUTE=0"),
    ("every last Friday", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("every 2nd and 4th Friday", "FREQ=MONTHLY;BYDAY=2FR,4FR"),
    ("alternate Tuesdays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
    ("every Wednesday starting next week for 10 lessons", "FREQ=WEEKLY;BYDAY=WE;COUNT=10"),
]


@pytest.mark.parametrize(("text", "rule"), PLACES)
def test_places_in_a_month_are_rules(text: str, rule: str) -> None:
    assert first(text).rrule == rule
