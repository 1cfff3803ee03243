"""Words that are the same in every channel, of times above all: "Thu 26 Nov 2026, 15:00–16:30 (Europe/Vienna)"."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FREQUENCIES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}
_WEEKDAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
_ORDINALS = {"1": "first ", "2": "second ", "3": "third ", "4": "fourth ", "5": "fifth ", "-1": "last "}


def shortened(text: str, limit: int) -> str:
    """The text, cut to `limit` characters with an ellipsis where it is longer."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def and_list(words: Sequence[str]) -> str:
    """Words as people list them: "Ana", "Ana and Bo", "Ana, Bo and Cy"; "" for none."""
    *others, last = words or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def day_label(day: datetime) -> str:
    """A date, in the zone the instant carries: "Thu 26 Nov 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def span_label(start: datetime, end: datetime, zone: str) -> str:
    """A stretch of time in `zone`: "Thu 26 Nov 2026, 15:00–16:30", or with both dates if it ends on another day."""
    tz = ZoneInfo(zone)
    first, last = start.astimezone(tz), end.astimezone(tz)
    if first.date() == last.date():
        return f"{day_label(first)}, {first:%H:%M}–{last:%H:%M}"
    return f"{day_label(first)}, {first:%H:%M} – {day_label(last)}, {last:%H:%M}"


def when_label(draft: EventDraft, zone: str) -> str:
    """When an event is, for a reader in `zone`, with how it repeats."""
    if draft.all_day:
        first, last = draft.dates
        start, end = (datetime.combine(day, datetime.min.time()) for day in (first, last))
        label = day_label(start) if first == last else f"{day_label(start)} – {day_label(end)}"
        label = f"{label}, all day"
    else:
        label = f"{span_label(draft.start, draft.end, zone)} ({zone})"
    return f"{label}, {repeats_label(draft.rrule)}" if draft.rrule else label


def repeats_label(rrule: str) -> str:
    """An RFC 5545 rule in words; a rule this cannot say is quoted as it is."""
    parts = dict(part.split("=", 1) for part in rrule.upper().split(";") if "=" in part)
    unit = _FREQUENCIES.get(parts.get("FREQ", ""))
    if unit is None or set(parts) - {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST", "BYMONTHDAY"}:
        return f"repeats by {rrule}"
    interval = int(parts.get("INTERVAL", "1"))
    every = {1: f"every {unit}", 2: f"every other {unit}"}.get(interval, f"every {interval} {unit}s")
    return every + _on(parts) + _until(parts)


def _on(parts: dict[str, str]) -> str:
    if "BYDAY" in parts:
        days = (_ORDINALS.get(day[:-2], f"{day[:-2]}. ") if day[:-2] else "" for day in parts["BYDAY"].split(","))
        names = (_WEEKDAYS.get(day[-2:], day) for day in parts["BYDAY"].split(","))
        return " on " + ", ".join(f"{ordinal}{name}" for ordinal, name in zip(days, names, strict=True))
    if "BYMONTHDAY" in parts:
        return f" on day {parts['BYMONTHDAY']}"
    return ""


def _until(parts: dict[str, str]) -> str:
    if "COUNT" in parts:
        return f", {parts['COUNT']} times"
    if "UNTIL" in parts:
        return f" until {day_label(datetime.strptime(parts['UNTIL'][:8], '%Y%m%d'))}"  # noqa: DTZ007 - a date in words
    return ""
