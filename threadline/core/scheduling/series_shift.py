"""Moving a whole series: its first start, the weekday of its rule, and the occurrences that it leaves out."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.core.scheduling.time_changes import Unclear
from threadline.texts.messages import _

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BOUND_TO_DATES = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS")


def moved_series(series: EventDraft, before: EventDraft, after: EventDraft) -> EventDraft:
    """The series, each occurrence moved as one was from `before` to `after`. Raises `Unclear` for a rule that fixes it.

    What `after` says besides its time (title, place, …) is not looked at.
    """
    zone = ZoneInfo(series.zone)
    days = (after.start.astimezone(zone).date() - before.start.astimezone(zone).date()).days
    clock = after.start.astimezone(zone).time()

    def moved(moment: datetime) -> datetime:
        return datetime.combine(moment.astimezone(zone).date() + timedelta(days=days), clock, zone)

    start = moved(series.start)
    if after.all_day:
        first, last = after.dates
        dates = EventDraft.of_dates(series.title, start.date(), start.date() + (last - first), series.zone)
        timed = replace(series, start=dates.start, end=dates.end, all_day=True)
    else:
        timed = replace(series, start=after.start, end=after.end, all_day=False).moved(start)
    rule = _rule(series.rrule, before.start.astimezone(zone).weekday(), days) if series.rrule else None
    excluded = tuple(moved(moment) for moment in series.excluded)
    return replace(timed, rrule=rule, excluded=excluded)


def _rule(rrule: str, weekday: int, days: int) -> str:
    """The rule on another weekday, where it names just the one that is left."""
    if not days:
        return rrule
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    if any(name in parts for name in _BOUND_TO_DATES):
        raise Unclear(_("The series is tied to dates: say again how it should repeat."))
    if "BYDAY" in parts:
        if parts["BYDAY"] != _WEEKDAYS[weekday]:
            raise Unclear(_("The series is on several days: say again how it should repeat."))
        parts["BYDAY"] = _WEEKDAYS[(weekday + days) % 7]
    return ";".join(f"{name}={value}" for name, value in parts.items())
