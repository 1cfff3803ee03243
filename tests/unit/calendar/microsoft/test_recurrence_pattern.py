"""Rules as Graph's patterns, and back: what is taken means the same days."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.march import at, meeting
from threadline.calendar.event import EventDraft
from threadline.calendar.microsoft.recurrence_pattern import recurrence_of, rule_of
from threadline.calendar.microsoft.zones import iana_of, windows_of
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import occurrences
from threadline.simulator.calendars.repeating import starts
from threadline.simulator.microsoft.rules import rule_text

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
END = datetime(2030, 1, 1, tzinfo=UTC)


@st.composite
def drafts(draw: st.DrawFn) -> EventDraft:
    """Series of all kinds; many of them none that Graph can hold."""
    start = at(9) + timedelta(days=draw(st.integers(0, 700)))
    parts = [f"FREQ={draw(st.sampled_from(('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')))}"]
    parts.append(f"INTERVAL={draw(st.integers(1, 4))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 12))}")
    elif draw(st.booleans()):
        parts.append(f"UNTIL={start + timedelta(days=draw(st.integers(0, 900))):%Y%m%d}")
    monthly = "MONTHLY" in parts[0] or "YEARLY" in parts[0]
    ordinals = st.sampled_from(("", "1", "2", "3", "4", "5", "-1")) if monthly else st.just("")
    if draw(st.booleans()):
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=5, unique=True))
        parts.append("BYDAY=" + ",".join(draw(ordinals) + day for day in days))
        if draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(st.sampled_from((1, 2, -1)))}")
    elif monthly and draw(st.booleans()):
        days_of_month = st.sampled_from((start.day, 1, 28, 29, 31, -1, -2))
        parts.append(
            "BYMONTHDAY=" + ",".join(str(day) for day in draw(st.lists(days_of_month, min_size=1, max_size=2)))
        )
    if draw(st.booleans()):
        parts.append(f"BYMONTH={start.month}")
    return meeting(start, rrule=";".join(parts))


def ours(draft: EventDraft) -> list[datetime]:
    return [each.start.astimezone(UTC) for each in occurrences(draft, draft.start, END, limit=10_000)]


@given(drafts())
@settings(max_examples=300, deadline=None)
def test_what_is_taken_means_the_same_days(draft: EventDraft) -> None:
    try:
        recurrence = recurrence_of(draft)
        expected = ours(draft)
    except CalendarRejected:
        return
    assert recurrence is not None
    first = draft.start.astimezone(ZoneInfo(draft.zone))
    told = [each.astimezone(UTC) for each in starts(rule_text(recurrence), first, draft.start, END)]
    assert [each for each in told if each < END] == expected
    again = meeting(draft.start, rrule=rule_of(recurrence))
    assert ours(again) == expected
    assert recurrence_of(again) == recurrence


@pytest.mark.parametrize(
    ("rule", "start", "pattern"),
    [
        ("FREQ=DAILY;INTERVAL=3", at(9), {"type": "daily", "interval": 3}),
        (
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
            at(9),
            {
                "type": "weekly",
                "interval": 1,
                "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                "firstDayOfWeek": "monday",
            },
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", at(9, day=31), {"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31}),
        (
            "FREQ=MONTHLY;BYDAY=2TU",
            at(9),
            {"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["tuesday"], "index": "second"},
        ),
        ("FREQ=YEARLY", at(9), {"type": "absoluteYearly", "interval": 1, "month": 3, "dayOfMonth": 10}),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=2TU",
            at(9),
            {"type": "relativeYearly", "interval": 1, "month": 3, "daysOfWeek": ["tuesday"], "index": "second"},
        ),
    ],
)
def test_rules_and_patterns(rule: str, start: datetime, pattern: dict[str, object]) -> None:
    recurrence = recurrence_of(meeting(start, rrule=rule))
    assert recurrence is not None
    assert recurrence["pattern"] == pattern
    assert recurrence["range"] == {
        "type": "noEnd",
        "startDate": f"{start:%Y-%m-%d}",
        "recurrenceTimeZone": "W. Europe Standard Time",
    }


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTHDAY=10,20",
        "FREQ=MONTHLY;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=2TU,3WE",
        "FREQ=MONTHLY;BYMONTH=3",
        "FREQ=WEEKLY;BYDAY=WE",
        "FREQ=WEEKLY;BYMONTH=3",
        "FREQ=DAILY;INTERVAL=2;BYDAY=TU",
        "FREQ=YEARLY;BYMONTH=3,4",
        "FREQ=YEARLY;BYDAY=2TU",
        "FREQ=YEARLY;BYMONTHDAY=10",
        "FREQ=MONTHLY;BYMONTHDAY=10,11;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=2TU;BYMONTHDAY=10",
        "FREQ=YEARLY;BYYEARDAY=69",
        "FREQ=YEARLY;BYMONTH=4",
    ],
)
def test_what_graph_cannot_hold_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(CalendarRejected, match="Microsoft 365"):
        recurrence_of(meeting(at(9), rrule=rule))


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        ({"type": "absoluteMonthly", "dayOfMonth": 30, "interval": 1}, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        (
            {"type": "relativeMonthly", "daysOfWeek": ["saturday", "sunday"], "index": "last", "interval": 2},
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=SA,SU;BYSETPOS=-1",
        ),
        (
            {"type": "weekly", "daysOfWeek": ["sunday"], "firstDayOfWeek": "sunday", "interval": 1},
            "FREQ=WEEKLY;BYDAY=SU;WKST=SU",
        ),
    ],
)
def test_patterns_that_others_made_are_read(pattern: dict[str, object], rule: str) -> None:
    assert rule_of({"pattern": pattern, "range": {"type": "noEnd"}}) == rule
    ended = {"type": "endDate", "endDate": "2026-05-01"}
    assert "UNTIL=20260501" in rule_of({"pattern": pattern, "range": ended})


def test_an_event_that_does_not_repeat_has_no_recurrence() -> None:
    assert recurrence_of(meeting(at(9))) is None


def test_zones_go_both_ways() -> None:
    assert windows_of("Europe/Vienna") == windows_of("W. Europe Standard Time") == "W. Europe Standard Time"
    assert (iana_of("W. Europe Standard Time"), iana_of("Europe/Vienna")) == ("Europe/Berlin", "Europe/Vienna")
    assert (iana_of("tzone://Microsoft/Custom"), iana_of(None), iana_of("x", "y")) == ("UTC", "UTC", "UTC")


def test_the_zones_of_windows_are_known_here() -> None:
    from tzlocal.windows_tz import win_tz

    assert [name for name in islice(win_tz, 200) if iana_of(name) != win_tz[name]] == ["UTC"]
