"""Recurrence rules: dateutil is the oracle of what they mean."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.port import CalendarRejected
from threadline.calendar.rrule import HORIZON_YEARS, WEEKDAYS, Frequency
from threadline.calendar.rrule_text import parse_rule

FIRST = date(2024, 1, 31)


def some(values: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=most, unique=True).map(",".join)


def numbers(high: int, *, negative: bool = True) -> st.SearchStrategy[str]:
    low = -high if negative else 1
    return some(st.integers(low, high).filter(bool).map(str))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that dateutil and the RFC read alike, and that match now and then, as dateutil never stops searching."""
    frequency = draw(st.sampled_from(list(Frequency)))
    days = some(st.sampled_from(WEEKDAYS))
    nth_days = some(st.builds("{}{}".format, st.sampled_from([-4, -2, -1, 1, 2, 4]), st.sampled_from(WEEKDAYS)))
    months, month_days, year_days = numbers(12, negative=False), numbers(28), numbers(365)
    parts = draw(
        {
            Frequency.DAILY: parts_of(BYMONTH=months, BYMONTHDAY=month_days) | parts_of(BYDAY=days),
            Frequency.WEEKLY: parts_of(BYMONTH=months, BYDAY=days),
            Frequency.MONTHLY: parts_of(BYMONTHDAY=month_days, BYDAY=days) | parts_of(BYDAY=nth_days),
            Frequency.YEARLY: parts_of(BYMONTH=months, BYDAY=days | nth_days)
            | parts_of(BYMONTH=months, BYMONTHDAY=month_days)
            | parts_of(BYYEARDAY=year_days),
        }[frequency]
    )
    if frequency in {Frequency.MONTHLY, Frequency.YEARLY} and parts and draw(st.booleans()):
        parts["BYSETPOS"] = draw(st.sampled_from(["1", "-1", "1,-1"]))
    parts |= draw(parts_of(WKST=st.sampled_from(WEEKDAYS)))
    return ";".join(
        (f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}", *(f"{k}={v}" for k, v in parts.items()))
    )


def parts_of(**parts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """Any of the parts."""
    return st.fixed_dictionaries({}, optional=parts)


@settings(deadline=None)
@given(rules(), st.dates(date(2019, 1, 1), date(2025, 12, 31)), st.integers(0, 2000), st.integers(0, 1500))
def test_dates_are_those_of_dateutil(text: str, first: date, offset: int, length: int) -> None:
    low = first + timedelta(days=offset)
    high = low + timedelta(days=length)
    begin = datetime.combine(first, time())
    expected = {
        moment.date()
        for moment in rrulestr(f"{text};UNTIL={high:%Y%m%d}", dtstart=begin)
        if low <= moment.date() <= high
    }
    found = list(parse_rule(text).dates(first, low, high))
    assert found == sorted(set(found))
    assert set(found) - {first} == expected - {first}
    assert (first in found) == (low <= first)


@settings(deadline=None)
@given(rules(), st.integers(1, 12))
def test_a_count_counts_the_first_date(text: str, count: int) -> None:
    found = list(parse_rule(f"{text};COUNT={count}").dates(FIRST, FIRST, FIRST + timedelta(days=4000)))
    unbounded = parse_rule(text).dates(FIRST, FIRST, FIRST + timedelta(days=4000))
    assert found == [day for _, day in zip(range(count), unbounded, strict=False)]


@settings(deadline=None)
@given(rules(), st.dates(FIRST, date(2030, 1, 1)))
def test_a_range_sees_what_the_whole_sees(text: str, low: date) -> None:
    rule = parse_rule(f"{text};COUNT=40")
    whole = list(rule.dates(FIRST, FIRST, date(2032, 1, 1)))
    assert list(rule.dates(FIRST, low, date(2032, 1, 1))) == [day for day in whole if day >= low]


@settings(deadline=None)
@given(rules())
def test_text_and_rule_are_the_same(text: str) -> None:
    rule = parse_rule(text)
    assert parse_rule(str(rule)) == rule


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;UNTIL=20260401",
        "FREQ=DAILY;UNTIL=20260401T120000",
        "FREQ=DAILY;UNTIL=20260401T120000Z",
        "FREQ=MONTHLY;COUNT=3;INTERVAL=2;BYDAY=-1FR,2MO;WKST=SU",
        "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=-1;BYSETPOS=1",
    ],
)
def test_text_survives(text: str) -> None:
    assert set(str(parse_rule(text)).split(";")) == set(text.split(";"))


def test_text_is_read_in_any_case_and_with_a_last_semicolon() -> None:
    assert str(parse_rule(" freq=weekly;byday=tu; ")) == "FREQ=WEEKLY;BYDAY=TU"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ",
        "FREQ=",
        "INTERVAL=2",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1001",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;COUNT=10001",
        "FREQ=DAILY;COUNT=²",
        "FREQ=DAILY;COUNT=3;UNTIL=20260401",
        "FREQ=DAILY;UNTIL=someday",
        "FREQ=DAILY;UNTIL=20260231",
        "FREQ=DAILY;UNTIL=20260401T250000Z",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO,",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYYEARDAY=1",
        "FREQ=MONTHLY;BYDAY=54MO",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTH=-1",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=WEEKLY;WKST=XX",
        "FREQ=DAILY\r\nATTENDEE:x",
    ],
)
def test_broken_rules_are_rejected(text: str) -> None:
    with pytest.raises(CalendarRejected):
        parse_rule(text)


@settings(deadline=None)
@given(st.text(alphabet="FREQ=DAILYWK;UNTBCO0123456789,-+", max_size=40))
def test_no_text_does_worse_than_be_rejected(text: str) -> None:
    with suppress(CalendarRejected):
        assert next(parse_rule(f"FREQ=DAILY;{text}").dates(FIRST, FIRST, FIRST)) == FIRST


@pytest.mark.parametrize(
    "text",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", "FREQ=DAILY;INTERVAL=7;BYDAY=MO"],
)
@pytest.mark.timeout(60)
def test_a_rule_that_never_matches_has_its_first_date_and_ends(text: str) -> None:
    assert list(parse_rule(text).dates(FIRST, FIRST, date.max)) == [FIRST]


def test_a_rule_is_followed_for_a_hundred_years() -> None:
    *_, last = parse_rule("FREQ=YEARLY").dates(date(2020, 2, 29), date(2020, 2, 29), date.max)
    assert last == date(2020 + HORIZON_YEARS, 2, 29)


def test_a_step_may_lead_out_of_time() -> None:
    first = date(9000, 1, 1)
    assert list(parse_rule("FREQ=YEARLY;INTERVAL=1000").dates(first, first, date.max)) == [first]


@pytest.mark.parametrize(
    ("until", "at", "expected"),
    [
        ("20260401", time(23, 59), date(2026, 4, 1)),
        ("20260401T070000Z", time(9), date(2026, 4, 1)),
        ("20260401T070000Z", time(9, 1), date(2026, 3, 31)),
        ("20260401T090000", time(9), date(2026, 4, 1)),
    ],
)
def test_until_is_the_last_date(until: str, at: time, expected: date) -> None:
    assert parse_rule(f"FREQ=DAILY;UNTIL={until}").last_date(at, ZoneInfo("Europe/Vienna")) == expected


def test_the_fifth_friday_is_not_in_every_month() -> None:
    found = parse_rule("FREQ=MONTHLY;BYDAY=5FR").dates(date(2026, 1, 30), date(2026, 1, 30), date(2026, 12, 31))
    assert list(found) == [date(2026, month, day) for month, day in ((1, 30), (5, 29), (7, 31), (10, 30))]


def test_until_in_utc_is_aware() -> None:
    assert parse_rule("FREQ=DAILY;UNTIL=20260401T070000Z").until == datetime(2026, 4, 1, 7, tzinfo=UTC)
