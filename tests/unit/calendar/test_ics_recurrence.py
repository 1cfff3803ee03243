"""Series of other programs: hours, listed dates, weeks of the year. dateutil is the oracle."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.ics_recurrence import Repetition, without_unknown_parts
from threadline.calendar.port import CalendarRejected

VIENNA = ZoneInfo("Europe/Vienna")
FIRST = datetime(2026, 3, 23, 9, 30)  # noqa: DTZ001 - on the clock of the event
HOUR = timedelta(hours=1)


def starts(rule: str, low: datetime, high: datetime, first: datetime = FIRST) -> list[datetime]:
    repetition = Repetition(first, UTC, timedelta(minutes=5), rule)
    found = repetition.within(low.replace(tzinfo=UTC), high.replace(tzinfo=UTC))
    return sorted(start.replace(tzinfo=None) for start, _ in found)


@settings(max_examples=150, deadline=None)
@given(
    rule=st.sampled_from(
        (
            "FREQ=HOURLY",
            "FREQ=HOURLY;INTERVAL=5",
            "FREQ=HOURLY;BYDAY=MO,FR",
            "FREQ=HOURLY;INTERVAL=2;BYHOUR=9,11,13",
            "FREQ=HOURLY;INTERVAL=7;COUNT=40",
            "FREQ=HOURLY;BYDAY=MO;COUNT=30",
            "FREQ=HOURLY;UNTIL=20260401T120000Z",
            "FREQ=MINUTELY;INTERVAL=45",
            "FREQ=MINUTELY;INTERVAL=90;BYMONTH=4",
            "FREQ=DAILY;BYHOUR=9,14;BYMINUTE=30",
            "FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9,16",
            "FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=8,20;BYMINUTE=30",
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
            "FREQ=YEARLY;BYWEEKNO=-1,2;BYDAY=MO",
            "FREQ=DAILY;BYHOUR=9,10;COUNT=12",
        )
    ),
    day=st.integers(0, 400),
    length=st.integers(1, 20),
)
def test_a_rule_gives_what_dateutil_gives(rule: str, day: int, length: int) -> None:
    low = FIRST + timedelta(days=day)
    high = low + timedelta(days=length)
    oracle = rrulestr(rule.replace("00Z", "00"), dtstart=FIRST)
    expected = oracle.between(low - timedelta(minutes=5), high)
    assert [each for each in starts(rule, low, high) if each != FIRST] == [
        each for each in expected if each < high and each != FIRST
    ]


def test_the_first_start_counts_whether_the_rule_has_it_or_not() -> None:
    assert starts("FREQ=DAILY;BYHOUR=12;COUNT=3", FIRST, FIRST + timedelta(days=9)) == [
        FIRST,
        FIRST.replace(hour=12),
        FIRST.replace(day=24, hour=12),
    ]


def test_hours_stay_what_the_clock_shows_over_a_change() -> None:
    repetition = Repetition(datetime(2026, 3, 28, 9), VIENNA, HOUR, "FREQ=DAILY;BYHOUR=9,15")  # noqa: DTZ001
    low, high = datetime(2026, 3, 28, tzinfo=VIENNA), datetime(2026, 3, 30, tzinfo=VIENNA)
    clocks = sorted(start.astimezone(VIENNA).hour for start, _ in repetition.within(low, high))
    assert clocks == [9, 9, 15, 15]


def test_listed_dates_have_their_own_length_and_are_left_out_as_others() -> None:
    one, two = datetime(2026, 4, 1, 9, tzinfo=UTC), datetime(2026, 4, 2, 9, tzinfo=UTC)
    repetition = Repetition(FIRST, UTC, HOUR, added=((one, None), (two, 3 * HOUR)), excluded=frozenset({one}))
    assert list(repetition.within(one, two + HOUR)) == [(two, two + 3 * HOUR)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;BYSETPOS=1",
        "FREQ=HOURLY;BYDAY=1MO",
        "FREQ=HOURLY;INTERVAL=0",
        "FREQ=MONTHLY;BYWEEKNO=3",
        "FREQ=HOURLY;COUNT=x;BYHOUR=y",
    ],
)
def test_what_takes_place_too_often_or_makes_no_sense_is_refused(rule: str) -> None:
    with pytest.raises(CalendarRejected):
        starts(rule, FIRST, FIRST + timedelta(days=60))


def test_parts_that_nobody_knows_are_passed_over() -> None:
    assert without_unknown_parts("freq=weekly;x-note=1;COUNT=2;SKIP=OMIT;") == "FREQ=WEEKLY;COUNT=2"
