"""A series parted in two: both halves together take place when the whole did."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import EventDraft
from threadline.calendar.recurrence import occurrences
from threadline.calendar.series_parts import ended_before, going_on_from

VIENNA = ZoneInfo("Europe/Vienna")
START = datetime(2026, 10, 6, 9, tzinfo=VIENNA)
WEEKLY = EventDraft("Standup", START, START + timedelta(minutes=15), "Europe/Vienna", rrule="FREQ=WEEKLY;COUNT=8")
EVER = datetime(2028, 1, 1, tzinfo=UTC)


def starts(draft: EventDraft) -> list[datetime]:
    return [each.start for each in occurrences(draft, START, EVER)]


@pytest.mark.parametrize(
    "series",
    [
        WEEKLY,
        replace(WEEKLY, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270201T225959Z"),
        replace(WEEKLY, rrule="FREQ=DAILY;COUNT=40", excluded=(START + timedelta(days=3), START + timedelta(days=33))),
        replace(EventDraft.of_dates("Duty", START.date(), START.date(), "Europe/Vienna"), rrule="FREQ=WEEKLY;COUNT=8"),
    ],
)
def test_both_halves_are_the_whole(series: EventDraft) -> None:
    whole = occurrences(series, START - timedelta(days=1), EVER)
    for split in whole[1:]:  # over the change of the clocks, too
        head = ended_before(series, split.start)
        assert head is not None
        rest = going_on_from(series, split)
        found = [each.start for half in (head, rest) for each in occurrences(half, START - timedelta(days=1), EVER)]
        assert found == [each.start for each in whole]


def test_nothing_is_left_before_the_first() -> None:
    assert ended_before(WEEKLY, WEEKLY.start) is None
    assert ended_before(replace(WEEKLY, rrule=None), EVER) is None
    assert len(starts(WEEKLY)) == 8
