"""Whose calendars are looked at in March 2026, and drafts for them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarUnavailable
from threadline.core.domain.message import Person

ZONE = "Europe/Vienna"
VIENNA = ZoneInfo(ZONE)
ANA = Person("p1", "Ana", "ana@example.com", ZONE)
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
DOWN = CalendarUnavailable("down")


def at(day: int, hour: int = 9, hours: float = 1, title: str = "Review", rrule: str | None = None) -> EventDraft:
    start = datetime(2026, 3, day, hour, tzinfo=VIENNA)
    return EventDraft(title, start, start + timedelta(hours=hours), ZONE, rrule=rrule)
