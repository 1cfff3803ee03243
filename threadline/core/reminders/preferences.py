"""What somebody wants to be told unasked, and when not. Nothing, unless they said so.

| preference | value |
|---|---|
| `remind_minutes` | minutes before each meeting, 1 to 1440 |
| `morning_brief` | when the day's agenda comes, `07:30` on their own clock |
| `tell_expiry` | `true`: an hour before an open proposal expires |
| `tell_answers` | `true`: when a guest answers |
| `quiet_hours` | `22:00-07:00`, on their own clock: nothing is told then |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.core.people.calendar_preferences import read_hours

WANTING = ("remind_minutes", "morning_brief", "tell_expiry", "tell_answers")
"""The preferences that ask for something."""

_LONGEST_LEAD = 1440


@dataclass(frozen=True, slots=True)
class ReminderPreferences:
    """What one person wants. `quiet` is a stretch of each day; over midnight if its end is before its beginning."""

    lead: timedelta | None = None
    brief: time | None = None
    expiry: bool = False
    answers: bool = False
    quiet: tuple[time, time] | None = None

    def quiet_until(self, now: datetime, zone: str) -> datetime | None:
        """The end of the quiet hours that it is in, aware; None outside of them."""
        if self.quiet is None:
            return None
        start, end = self.quiet
        local = now.astimezone(ZoneInfo(zone))
        clock = local.time()
        inside = start <= clock < end if start < end else clock >= start or clock < end
        if not inside:
            return None
        day = local.date() + timedelta(days=1) if start > end and clock >= start else local.date()
        return datetime.combine(day, end, ZoneInfo(zone)).astimezone(UTC)


def reminder_preferences_of(values: Mapping[str, str]) -> ReminderPreferences:
    """What preferences say; what cannot be read counts as not set."""
    return ReminderPreferences(
        lead=read_lead(values.get("remind_minutes", "")),
        brief=read_time(values.get("morning_brief", "")),
        expiry=values.get("tell_expiry") == "true",
        answers=values.get("tell_answers") == "true",
        quiet=read_hours(values.get("quiet_hours", "")),
    )


def read_lead(text: str) -> timedelta | None:
    """Minutes before a meeting."""
    said = text.strip()
    if not (said.isascii() and said.isdecimal() and len(said) <= 4 and 0 < int(said) <= _LONGEST_LEAD):
        return None
    return timedelta(minutes=int(said))


def read_time(text: str) -> time | None:
    """A time of day as `07:30`."""
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return None
