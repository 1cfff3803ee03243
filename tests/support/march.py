"""Moments and meetings of March 2026, for tests of calendars."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def at(hour: int, minute: int = 0, *, day: int = 10, zone: str = "Europe/Vienna") -> datetime:
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(zone))


def meeting(start: datetime, minutes: int = 60, title: str = "Review", rrule: str | None = None) -> EventDraft:
    """A draft in the zone of its start."""
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    return EventDraft(title, start, end, str(start.tzinfo), rrule=rrule)
