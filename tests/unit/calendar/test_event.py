"""What a draft is, and what it refuses to be."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import Attendee, EventDraft

VIENNA = ZoneInfo("Europe/Vienna")
START = datetime(2026, 3, 24, 9, tzinfo=VIENNA)
EAST = timezone(timedelta(hours=14))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (START.replace(tzinfo=None), START),
        (START, START.replace(tzinfo=None)),
        (START, START),
        (START, START.astimezone(UTC) - timedelta(minutes=1)),
        (datetime(1, 1, 1, tzinfo=EAST), datetime(1, 1, 2, tzinfo=EAST)),
    ],
)
def test_it_has_a_beginning_and_a_later_end(start: datetime, end: datetime) -> None:
    with pytest.raises(ValueError, match="an event"):
        EventDraft("Review", start, end, "Europe/Vienna")


def test_it_may_fill_the_hour_that_comes_twice() -> None:
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=VIENNA, fold=fold) for fold in (0, 1))
    assert EventDraft("Night", first, second, "Europe/Vienna").duration == timedelta(hours=1)


def test_it_moves_with_its_length() -> None:
    draft = EventDraft("Night", START, START + timedelta(hours=2), "Europe/Vienna")
    moved = draft.moved(datetime(2026, 3, 29, 1, tzinfo=VIENNA))
    assert moved.duration == timedelta(hours=2)
    assert moved.end == datetime(2026, 3, 29, 4, tzinfo=VIENNA)


def test_dates_are_inclusive() -> None:
    draft = EventDraft.of_dates("Fair", date(2026, 3, 28), date(2026, 3, 29), "Europe/Vienna")
    assert draft.dates == (date(2026, 3, 28), date(2026, 3, 29))
    assert draft.duration == timedelta(hours=47)


def test_people_are_called_by_name_or_address() -> None:
    assert str(Attendee("Ana", "ana@example.com")) == "Ana"
    assert str(Attendee("", "ana@example.com")) == "ana@example.com"
    assert str(Attendee()) == ""
