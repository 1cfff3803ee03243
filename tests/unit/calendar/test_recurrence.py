"""Occurrences across clock changes, at the edges of ranges, and bounded."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import (
    check,
    extent,
    occurrence_at,
    occurrence_id,
    occurrences,
    series_end,
    split_id,
)

ZONES = (
    "Europe/Vienna",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Sao_Paulo",
)
EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def series(start: datetime, rrule: str | None, minutes: int = 60) -> EventDraft:
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    return EventDraft("Series", start, end, str(start.tzinfo), rrule=rrule)


def in_zone(zone: str, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold)  # type: ignore[arg-type,misc]


def test_a_single_event_is_its_only_occurrence() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 10, 9), None)
    assert occurrences(draft, *EVER) == [draft]
    assert occurrences(draft, draft.end, EVER[1]) == []
    assert occurrences(draft, EVER[0], draft.start) == []


def test_a_time_that_is_skipped_is_read_with_the_offset_before() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 28, 2, 30), "FREQ=DAILY;COUNT=3")
    starts = [f"{each.start:%d %H:%M}" for each in occurrences(draft, *EVER)]
    assert starts == ["28 02:30", "29 03:30", "30 02:30"]
    assert all(each.duration == timedelta(hours=1) for each in occurrences(draft, *EVER))


def test_a_time_that_comes_twice_is_the_first_of_the_two() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 10, 24, 2, 30), "FREQ=DAILY;COUNT=2")
    assert [each.start.astimezone(UTC).hour for each in occurrences(draft, *EVER)] == [0, 0]


def test_a_first_occurrence_in_the_second_of_the_two_stays_there() -> None:
    start = in_zone("Europe/Vienna", 2026, 10, 25, 2, 30, fold=1)
    first, second = occurrences(series(start, "FREQ=YEARLY;COUNT=2"), *EVER)
    assert first.start.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert second.start.astimezone(UTC) == datetime(2027, 10, 25, 0, 30, tzinfo=UTC)


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
    st.integers(15, 3000),
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,SA", "FREQ=MONTHLY", "FREQ=DAILY;INTERVAL=3;COUNT=90"]),
    st.integers(0, 400),
    st.integers(1, 60 * 24),
)
def test_a_range_has_exactly_what_overlaps_it(
    zone: str, local: datetime, minutes: int, rule: str, offset: int, hours: int
) -> None:
    start = local.replace(microsecond=0, tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    draft = series(start, rule, minutes)
    time_min = start.astimezone(UTC) + timedelta(days=offset)
    time_max = time_min + timedelta(hours=hours)
    found = occurrences(draft, time_min, time_max)
    everything = occurrences(draft, start - timedelta(days=1), time_max + timedelta(days=5))
    assert found == [each for each in everything if each.start < time_max and each.end > time_min]
    assert all(each.duration == draft.duration and each.rrule is None for each in found)
    for each in found:
        wall = datetime.combine(each.start.date(), start.time(), ZoneInfo(zone))
        assert each.start in {wall, wall.astimezone(UTC), start} or each.start.utcoffset() != wall.utcoffset()


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(1, 5),
    st.integers(0, 800),
)
def test_all_day_occurrences_keep_their_dates(zone: str, first: date, length: int, offset: int) -> None:
    draft = EventDraft.of_dates("Days", first, first + timedelta(days=length - 1), zone)
    day = datetime.combine(first + timedelta(days=7 * offset), time(12), ZoneInfo(zone))
    (found,) = occurrences(replace(draft, rrule="FREQ=WEEKLY"), day, day + timedelta(hours=1))
    assert found.all_day
    assert found.dates == (day.date(), day.date() + timedelta(days=length - 1))


def test_excluded_occurrences_are_left_out_but_counted() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 27, 9), "FREQ=DAILY;COUNT=3")
    missing = datetime(2026, 3, 29, 7, tzinfo=UTC)
    found = occurrences(replace(draft, excluded=(missing,)), *EVER)
    assert [each.start.day for each in found] == [27, 28]
    assert all(each.excluded == () for each in found)


def test_too_many_occurrences_are_an_error_and_not_cut() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 27, 9), "FREQ=DAILY")
    with pytest.raises(CalendarRejected, match="more than 5"):
        occurrences(draft, draft.start, draft.start + timedelta(days=9), limit=5)
    assert len(occurrences(draft, draft.start, draft.start + timedelta(days=5), limit=5)) == 5
    with pytest.raises(CalendarRejected):
        occurrences(draft, *EVER)


@pytest.mark.parametrize(
    ("rrule", "expected"),
    [
        (None, datetime(2026, 3, 27, 9, tzinfo=UTC)),
        ("FREQ=DAILY", None),
        ("FREQ=DAILY;COUNT=4", datetime(2026, 3, 30, 8, tzinfo=UTC)),
        ("FREQ=DAILY;UNTIL=20260330", datetime(2026, 3, 30, 8, tzinfo=UTC)),
        ("FREQ=DAILY;UNTIL=20260330T070000Z", datetime(2026, 3, 30, 8, tzinfo=UTC)),
        ("FREQ=DAILY;UNTIL=20260330T065900Z", datetime(2026, 3, 29, 8, tzinfo=UTC)),
        ("FREQ=DAILY;UNTIL=20200101", datetime(2026, 3, 27, 9, tzinfo=UTC)),
    ],
)
def test_the_end_of_a_series(rrule: str | None, expected: datetime | None) -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 27, 9), rrule)
    assert series_end(draft) == expected
    if expected:
        assert max(each.end for each in occurrences(draft, *EVER)) == expected


@pytest.mark.parametrize(
    ("start", "rrule"),
    [
        (datetime(1400, 1, 1, tzinfo=UTC), None),
        (datetime(9500, 1, 1, tzinfo=UTC), "FREQ=DAILY"),
        (datetime(2026, 1, 1, tzinfo=UTC), "FREQ=NEVER"),
    ],
)
def test_what_no_calendar_can_hold_is_rejected(start: datetime, rrule: str | None) -> None:
    draft = EventDraft("x", start, start + timedelta(hours=1), "UTC", rrule=rrule)
    with pytest.raises(CalendarRejected):
        check(draft)


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
@pytest.mark.parametrize("field", ["title", "location", "description", "attendees"])
def test_text_that_no_database_holds_is_rejected(text: str, field: str) -> None:
    draft = series(datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")), None)
    with pytest.raises(CalendarRejected):
        check(replace(draft, **{field: (Attendee(text),) if field == "attendees" else text}))  # type: ignore[arg-type]


def test_ids_of_occurrences_go_both_ways() -> None:
    start = in_zone("America/New_York", 2026, 3, 10, 9)
    assert occurrence_id("abc", start) == "abc_20260310T130000Z"
    assert split_id("abc_20260310T130000Z") == ("abc", start.astimezone(UTC))
    assert split_id("abc") == ("abc", None)
    assert split_id("abc_def") == ("abc_def", None)
    assert split_id("abc_99991231T235959Z") == ("abc_99991231T235959Z", None)


def test_an_occurrence_is_found_by_its_start_alone() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 27, 9), "FREQ=DAILY")
    start = datetime(2026, 3, 30, 7, tzinfo=UTC)
    found = occurrence_at(draft, start)
    assert found is not None
    assert found.start == start
    assert occurrence_at(draft, start + timedelta(minutes=1)) is None
    assert occurrence_at(draft, datetime(2020, 1, 1, tzinfo=UTC)) is None


def test_ids_know_seconds_and_no_less() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 27, 9) + timedelta(microseconds=500), "FREQ=DAILY")
    _, second = occurrences(draft, draft.start, draft.start + timedelta(days=1, seconds=1))
    _, start = split_id(occurrence_id("abc", second.start))
    assert start is not None
    assert occurrence_at(draft, start) == second


def test_the_first_hour_of_all_time_is_before_everything() -> None:
    draft = series(in_zone("America/New_York", 2026, 3, 27, 9), "FREQ=DAILY")
    assert occurrences(draft, EVER[0], EVER[0] + timedelta(hours=1)) == []


ENDED = [
    ("FREQ=WEEKLY;UNTIL=20260309T235959Z", None),
    ("FREQ=DAILY;UNTIL=20260310T075959Z", "Europe/Vienna"),
    ("FREQ=MONTHLY;UNTIL=20251231", "Europe/Vienna"),
]


@pytest.mark.parametrize(("rule", "zone"), ENDED)
def test_a_rule_that_ends_before_it_begins_is_refused(rule: str, zone: str | None) -> None:
    draft = series(in_zone(zone or "America/New_York", 2026, 3, 10, 9), rule)

    with pytest.raises(CalendarRejected, match="before it begins on 10 March 2026"):
        check(draft)


def test_a_calendar_from_outside_may_have_such_a_rule() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 10, 9), "FREQ=WEEKLY;UNTIL=20260101T000000Z")

    assert len(occurrences(draft, *EVER)) == 1


def test_a_rule_may_end_on_its_first_day() -> None:
    check(series(in_zone("Europe/Vienna", 2026, 3, 10, 9), "FREQ=DAILY;UNTIL=20260310"))
    check(EventDraft.of_dates("Day", date(2026, 3, 10), date(2026, 3, 10), "Asia/Tokyo"))


def test_the_extent_counts_what_takes_place() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 10, 2, 9), "FREQ=WEEKLY;UNTIL=20261218T225959Z")
    skipped = replace(
        draft, excluded=(in_zone("Europe/Vienna", 2026, 12, 18, 9), in_zone("Europe/Vienna", 2026, 12, 1, 9))
    )

    assert (extent(draft).times, extent(draft).last) == (12, in_zone("Europe/Vienna", 2026, 12, 18, 9))
    assert (extent(skipped).times, extent(skipped).last) == (11, in_zone("Europe/Vienna", 2026, 12, 11, 9))


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;COUNT=9000", "FREQ=DAILY;UNTIL=20500101"])
def test_a_series_without_an_end_in_sight_is_not_counted(rule: str) -> None:
    assert extent(series(in_zone("Europe/Vienna", 2026, 3, 10, 9), rule)).endless


def test_an_event_that_does_not_repeat_takes_place_once() -> None:
    draft = series(in_zone("Europe/Vienna", 2026, 3, 10, 9), None)

    assert (extent(draft).times, extent(draft).last) == (1, draft.start)
