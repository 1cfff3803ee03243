"""In what a proposed event differs from the one a case wants."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from tests.cases.rows import WantedEvent
from threadline.calendar.event import Attendee, EventDraft

_FARTHEST = 400
_NEAR = 380  # a series that goes on and on is compared so far
_UTC = ZoneInfo("UTC")


def differences(draft: EventDraft, wanted: WantedEvent, zone: ZoneInfo) -> list[str]:
    """The names of what is not as wanted, empty where nothing is. Only what the case names is compared."""
    faults = [*_span_faults(draft, wanted), *_day_faults(draft, wanted, zone), *_series_faults(draft, wanted)]
    if wanted.minutes is not None and draft.duration.total_seconds() != 60 * wanted.minutes:
        faults.append("length")
    title = bare(draft.title)
    if (wanted.title and title not in map(bare, wanted.title)) or title in map(bare, wanted.title_not):
        faults.append("title")
    if wanted.location and bare(draft.location) not in map(bare, wanted.location):
        faults.append("location")
    if wanted.attendees is not None and not _same_people(draft.attendees, wanted.attendees):
        faults.append("attendees")
    return faults


def bare(text: str | None) -> str:
    """Text without its case, its blanks and the marks around it."""
    return " ".join((text or "").casefold().strip(" .,;:!?\"'").split())


def _span_faults(draft: EventDraft, wanted: WantedEvent) -> Iterator[str]:
    if wanted.start is None:
        return
    if wanted.all_day:
        if not draft.all_day or draft.start.date() != date.fromisoformat(wanted.start):
            yield "start"
        if wanted.end is not None and draft.end.date() != date.fromisoformat(wanted.end):
            yield "end"
        return
    if draft.all_day:
        yield "all day"
    if draft.start != datetime.fromisoformat(wanted.start):
        yield "start"
    if wanted.end is not None and draft.end != datetime.fromisoformat(wanted.end):
        yield "end"


def _day_faults(draft: EventDraft, wanted: WantedEvent, zone: ZoneInfo) -> Iterator[str]:
    """Where no hour was said, the case has a day alone."""
    if wanted.start is not None or wanted.on is None:
        return
    day = draft.start.date() if draft.all_day else draft.start.astimezone(zone).date()
    if day != wanted.on:
        yield "day"
    if wanted.all_day is False and draft.all_day:
        yield "all day"


def _series_faults(draft: EventDraft, wanted: WantedEvent) -> list[str]:
    """A series is right where it takes place on the same days, however its rule is written."""
    if wanted.rrule is None:
        return ["repeats"] if draft.rrule else []
    if not draft.rrule:
        return ["does not repeat"]
    begin = draft.start.replace(tzinfo=None)
    left_out = {each.date() for each in draft.excluded}
    expected = [day for day in _days(_rule(wanted, wanted.rrule), begin, None) if day not in wanted.excluded]
    found = [day for day in _days(draft.rrule, begin, draft.start.tzinfo) if day not in left_out]
    near = min(_NEAR, len(expected)) if len(found) >= _NEAR else None
    return [] if found[:near] == expected[:near] else ["occurrences"]


def _rule(wanted: WantedEvent, parts: dict[str, str]) -> str:
    written = ";".join(f"{name}={value}" for name, value in parts.items())
    if wanted.rrule_until is not None:
        return f"{written};UNTIL={wanted.rrule_until:%Y%m%d}T235959"
    return written if wanted.occurrences is None else f"{written};COUNT={wanted.occurrences}"


def _days(rule: str, begin: datetime, zone: tzinfo | None) -> list[date]:
    parts = (part.partition("=") for part in rule.split(";"))
    local = ";".join(f"{name}={_local(value, zone) if name == 'UNTIL' else value}" for name, _, value in parts)
    return [each.date() for each in islice(rrulestr(f"RRULE:{local}", dtstart=begin), _FARTHEST)]


def _local(until: str, zone: tzinfo | None) -> str:
    """The end of a rule on the clock its start is on: a date ends with its day."""
    if until.endswith("Z"):
        moment = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=_UTC)
        return f"{moment.astimezone(zone):%Y%m%dT%H%M%S}"
    return until if "T" in until else f"{until}T235959"


def _same_people(attendees: Iterable[Attendee], names: Iterable[str]) -> bool:
    left = list(names)
    for person in attendees:
        match = next((name for name in left if bare(name) in (bare(person.name), bare(person.email))), None)
        if match is None:
            return False
        left.remove(match)
    return not left
