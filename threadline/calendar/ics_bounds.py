"""Between which instants an event lies that is not understood, so that no more than these hours are unknown."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Component

from threadline.calendar.ics_properties import all_of, moment_of

_MOMENT = re.compile(r"\b(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d))?(?::?\d\d)?(Z)?(?!\d)")
_DAY = timedelta(days=1)
_LAST_MONTH, _LAST_DAY, _LAST_HOUR, _LAST_MINUTE = 12, 31, 23, 59
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""How far clocks are from UTC at most: where the day begins first, and last."""


def bounds(component: Component) -> tuple[datetime | None, datetime | None]:
    """The instants (UTC), in whatever zone its times may be; None where it has no bound."""
    values = [each for name in ("DTSTART", "DTEND") for each in all_of(component, name)]
    spans = [_said_span(each) for each in values]
    known = [span for span in spans if span is not None]
    if not known or len(values) > 2 or "DTSTART" not in component or spans[0] is None:
        return None, None
    lengths = [moment_of(each) for each in all_of(component, "DURATION")]
    try:
        known += [(spans[0][0] + each, spans[0][1] + each) for each in lengths if isinstance(each, timedelta)]
    except OverflowError:
        return None, None
    repeats = any(name in component for name in ("RRULE", "RDATE", "EXRULE"))
    open_ended = repeats or None in lengths or None in spans
    since = None if "RDATE" in component else min(span[0] for span in known)
    return since, None if open_ended else max(span[1] for span in known)


def _said_span(value: Any) -> tuple[datetime, datetime] | None:
    """The instants between which a date or time lies that may be in any zone, also one that is written wrongly."""
    written = value.to_ical()
    said = _MOMENT.search(written.decode(errors="replace") if isinstance(written, bytes) else str(written))
    if said is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in said.groups()[:5])
    if not (year and 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY):
        return None
    try:
        # What would be the 30th of February is after the 27th, and before the 3rd of March.
        midnight = datetime(year, month, 1, tzinfo=UTC) + (day - 1) * _DAY
        earliest = min(midnight, (datetime(year, month, 28, tzinfo=UTC) + 4 * _DAY).replace(day=1) - _DAY)
        if said[4] is None or hour > _LAST_HOUR or minute > _LAST_MINUTE or earliest < midnight:
            return earliest - _EAST, midnight + _DAY + _WEST
        moment = midnight + timedelta(hours=hour, minutes=minute)
        return (moment, moment) if said[6] else (moment - _EAST, moment + _WEST)
    except (ValueError, OverflowError):
        return None
