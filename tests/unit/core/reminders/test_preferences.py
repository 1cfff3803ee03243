"""What is wanted and when it is quiet, on the person's own clock."""

from datetime import UTC, datetime, time, timedelta

import pytest

from threadline.core.reminders.preferences import reminder_preferences_of


@pytest.mark.parametrize(
    ("zone", "now", "until"),
    [
        ("Europe/Vienna", "2030-01-15T22:30:00+00:00", "2030-01-16T06:00:00+00:00"),
        ("Europe/Vienna", "2030-01-16T05:59:00+00:00", "2030-01-16T06:00:00+00:00"),
        ("Europe/Vienna", "2030-01-16T06:00:00+00:00", None),
        ("America/New_York", "2030-01-16T03:00:00+00:00", "2030-01-16T12:00:00+00:00"),
        ("America/New_York", "2030-01-16T02:59:00+00:00", None),
        ("Asia/Kolkata", "2030-01-15T16:30:00+00:00", "2030-01-16T01:30:00+00:00"),
        ("Asia/Kolkata", "2030-01-16T01:29:00+00:00", "2030-01-16T01:30:00+00:00"),
        ("Asia/Kolkata", "2030-01-16T01:30:00+00:00", None),
        # The clocks go forward in the night: it is quiet until seven on the new clock.
        ("Europe/Vienna", "2030-03-30T23:00:00+00:00", "2030-03-31T05:00:00+00:00"),
    ],
)
def test_quiet_hours_go_over_midnight_on_the_persons_own_clock(zone: str, now: str, until: str | None) -> None:
    wishes = reminder_preferences_of({"quiet_hours": "22:00-07:00"})
    found = wishes.quiet_until(datetime.fromisoformat(now), zone)
    assert found == (datetime.fromisoformat(until) if until else None)


def test_quiet_hours_within_a_day_end_on_it() -> None:
    wishes = reminder_preferences_of({"quiet_hours": "12:00-13:00"})
    noon = datetime(2030, 1, 15, 12, 30, tzinfo=UTC)
    assert wishes.quiet_until(noon, "UTC") == noon + timedelta(minutes=30)
    assert wishes.quiet_until(noon + timedelta(minutes=30), "UTC") is None


def test_nothing_is_told_to_somebody_who_said_nothing() -> None:
    wishes = reminder_preferences_of({})
    assert (wishes.lead, wishes.brief, wishes.expiry, wishes.answers, wishes.quiet) == (None, None, False, False, None)


@pytest.mark.parametrize("value", ["0", "-5", "1441", "ten", "²", ""])
def test_a_lead_that_cannot_be_read_counts_as_not_set(value: str) -> None:
    assert reminder_preferences_of({"remind_minutes": value}).lead is None


def test_a_brief_has_an_hour() -> None:
    assert reminder_preferences_of({"morning_brief": "07:30"}).brief == time(7, 30)
    assert reminder_preferences_of({"morning_brief": "early"}).brief is None
