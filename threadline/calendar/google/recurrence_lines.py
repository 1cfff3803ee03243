"""The `recurrence` of a Google event: lines of RFC 5545, RRULE and EXDATE among them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threadline.calendar.event import EventDraft
from threadline.calendar.rrule_text import parse_rule


def rule_of(lines: Sequence[str]) -> str | None:
    """The value of the first RRULE."""
    return next((line.partition(":")[2] for line in lines if line.upper().startswith("RRULE:")), None)


def excluded_of(lines: Sequence[str], zone: ZoneInfo) -> tuple[datetime, ...]:
    """The starts named by EXDATE. A date is its midnight in `zone`; what cannot be read is left out."""
    return tuple(moment for line in lines for moment in _moments(line, zone))


def lines_of(draft: EventDraft) -> list[str]:
    """The lines for a draft that repeats."""
    if draft.rrule is None:
        return []
    lines = [f"RRULE:{_dated(draft.rrule, draft)}"]
    starts = [moment.astimezone(ZoneInfo(draft.zone)) for moment in draft.excluded]
    if starts and draft.all_day:
        lines.append("EXDATE;VALUE=DATE:" + ",".join(f"{start:%Y%m%d}" for start in starts))
    elif starts:
        lines.append(f"EXDATE;TZID={draft.zone}:" + ",".join(f"{start:%Y%m%dT%H%M%S}" for start in starts))
    return lines


def _dated(text: str, draft: EventDraft) -> str:
    """The rule with its UNTIL as RFC 5545 wants it: a date for all-day events, UTC for others.

    A date means that whole day in the event's zone.
    """
    rule = parse_rule(text)
    until, zone = rule.until, ZoneInfo(draft.zone)
    if until is None:
        return text
    if draft.all_day:
        return str(replace(rule, until=rule.last_date(time(), zone)))
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59), zone)
    elif until.tzinfo is None:
        until = until.replace(tzinfo=zone)
    return str(replace(rule, until=until.astimezone(UTC)))


def _moments(line: str, zone: ZoneInfo) -> Iterable[datetime]:
    name, _, values = line.partition(":")
    property_name, *parameters = name.split(";")
    if property_name.upper() != "EXDATE":
        return
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.upper() == "TZID":
            zone = _zone(value, zone)
    for value in values.split(","):
        moment = _moment(value.strip(), zone)
        if moment is not None:
            yield moment


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    pattern = "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d"
    try:
        moment = datetime.strptime(text.removesuffix("Z"), pattern)  # noqa: DTZ007 - the zone follows
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC if text.endswith("Z") else zone)


def _zone(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise
