"""Graph's patterned recurrence as text for dateutil."""

from collections.abc import Mapping
from typing import Any

_DAYS = {
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
    "saturday": "SA",
    "sunday": "SU",
}
_INDEXES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def rule_text(recurrence: Mapping[str, Any]) -> str:
    """An RRULE. Raises `ValueError`, `KeyError` for a pattern that Graph does not have."""
    pattern, limits = recurrence["pattern"], recurrence["range"]
    kind = str(pattern["type"])
    days = ",".join(_DAYS[day] for day in pattern.get("daysOfWeek") or ())
    frequency = kind.removeprefix("absolute").removeprefix("relative").upper()
    parts = [f"FREQ={frequency}", f"INTERVAL={int(pattern['interval'])}"]
    if frequency == "YEARLY":
        parts.append(f"BYMONTH={int(pattern['month'])}")
    if kind == "weekly":
        parts += [f"BYDAY={days}", f"WKST={_DAYS[pattern.get('firstDayOfWeek', 'sunday')]}"]
    elif kind.startswith("relative"):
        parts += [f"BYDAY={days}", f"BYSETPOS={_INDEXES[pattern.get('index', 'first')]}"]
    elif kind.startswith("absolute"):
        # A day that a month lacks falls on the month's last day.
        day = int(pattern["dayOfMonth"])
        parts += [f"BYMONTHDAY={','.join(str(each) for each in range(min(day, 28), day + 1))}", "BYSETPOS=-1"]
    elif kind != "daily":
        raise ValueError(f"no such pattern: {kind}")
    if limits["type"] == "endDate":
        parts.append(f"UNTIL={limits['endDate'].replace('-', '')}T235959")
    elif limits["type"] == "numbered":
        parts.append(f"COUNT={int(limits['numberOfOccurrences'])}")
    return ";".join(parts)
