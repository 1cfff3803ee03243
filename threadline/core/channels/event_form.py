"""The form that edits a proposed event: what it shows at first, and the event that comes of what was entered.

A channel draws the inputs and hands over what was entered as text, by field: `title`, `place`, `people` (names or
addresses with commas between them); of an all-day event `first` and `last` (ISO dates, both inclusive), of any other
`length` (minutes) and its start, either `start` (seconds since 1970) or a `day` (ISO date) with a `clock` (15:30),
which are in the event's own zone. The form of other times has one field, `time`, with a value of `time_choices`.

FormInvalid   what was entered makes no event
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.domain.proposal import Alternative
from threadline.texts.messages import _

Entered = Mapping[str, str]

FIELDS = frozenset({"title", "place", "people", "first", "last", "length", "start", "day", "clock", "time"})
LONGEST_TITLE, LONGEST_PLACE, LONGEST_PEOPLE = 300, 500, 2_500
"""In characters."""

_LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)
_LONGEST = 60 * 24 * 366
_MOST_TIMES = 10
_MOST_PEOPLE = 50
_ADDRESS = regex.compile(r"^[^@\s<>]{1,64}@[^@\s<>]+\.[^@\s<>]{2,}$")
_NAMED = regex.compile(r"^(.*?)\s*<([^<>]+)>$")
_CLOCK = regex.compile(r"^([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$")


class FormInvalid(Exception):
    """What was entered makes no event; `errors` says why, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def initial(draft: EventDraft) -> dict[str, str]:
    """What the fields show before anything was entered."""
    start = draft.start.astimezone(ZoneInfo(draft.zone))
    first, last = draft.dates if draft.all_day else (start.date(), start.date())
    return {
        "title": draft.title[:LONGEST_TITLE],
        "first": first.isoformat(),
        "last": last.isoformat(),
        "start": f"{draft.start.timestamp():.0f}",
        "day": start.date().isoformat(),
        "clock": f"{start:%H:%M}",
        "length": str(_minutes(draft)),
        "place": (draft.location or "")[:LONGEST_PLACE],
        "people": ", ".join(map(_written, draft.attendees))[:LONGEST_PEOPLE],
    }


def length_choices(draft: EventDraft) -> Sequence[tuple[str, str]]:
    """Lengths to choose from, as value and label; the event's own is among them."""
    return [(str(minutes), _length_label(minutes)) for minutes in sorted({*_LENGTHS, _minutes(draft)})]


def time_choices(alternatives: Sequence[Alternative]) -> Sequence[tuple[str, str]]:
    """Other times to choose from, as value and label."""
    return [(time_value(option), option.label) for option in alternatives[:_MOST_TIMES]]


def time_value(option: Alternative) -> str:
    """A time as a form or a button hands it back: its start and end in seconds since 1970."""
    return f"{option.start.timestamp():.0f}:{option.end.timestamp():.0f}"


def edited(draft: EventDraft, entered: Entered) -> EventDraft:
    """The event with what was entered. Raises `FormInvalid`."""
    errors: dict[str, str] = {}
    title = _value(entered, "title")
    if not title:
        errors["title"] = _("An event has a title.")
    people = _people(_value(entered, "people"), errors)
    start, end = _dates(draft, entered, errors) if draft.all_day else _times(draft, entered, errors)
    if errors:
        raise FormInvalid(errors)
    place = _value(entered, "place")[:LONGEST_PLACE] or None
    return replace(draft, title=title[:LONGEST_TITLE], start=start, end=end, location=place, attendees=people)


def moved(draft: EventDraft, entered: Entered) -> EventDraft:
    """The event at the time that was chosen. Raises `FormInvalid`."""
    zone = ZoneInfo(draft.zone)
    try:
        start, end = (datetime.fromtimestamp(int(second), zone) for second in _value(entered, "time").split(":"))
        return replace(draft, start=start, end=end, all_day=draft.all_day and start.time() == end.time() == time())
    except (ValueError, OverflowError, OSError):
        raise FormInvalid({"time": _("Choose one.")}) from None


def _value(entered: Entered, name: str) -> str:
    return entered.get(name, "").strip()


def _minutes(draft: EventDraft) -> int:
    return max(1, int(draft.duration.total_seconds() // 60))


def _length_label(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [_("{hours} h", hours=hours)] if hours else []
    return " ".join([*parts, _("{minutes} min", minutes=rest)] if rest or not parts else parts)


def _written(attendee: Attendee) -> str:
    return f"{attendee.name} <{attendee.email}>" if attendee.name and attendee.email else str(attendee)


def _times(draft: EventDraft, entered: Entered, errors: dict[str, str]) -> tuple[datetime, datetime]:
    start = _instant(draft, entered, errors) if "start" in entered else _day_and_clock(draft, entered, errors)
    length = _value(entered, "length")
    if not length.isascii() or not length.isdigit() or not 1 <= int(length[:8]) <= _LONGEST:
        errors["length"] = _("An event has a length.")
    if errors or start is None:
        return draft.start, draft.end
    try:
        return start, replace(draft, end=draft.start + timedelta(minutes=int(length))).moved(start).end
    except (ValueError, OverflowError):
        errors["day" if "day" in entered else "start"] = _("That is no time in the calendar.")
        return draft.start, draft.end


def _instant(draft: EventDraft, entered: Entered, errors: dict[str, str]) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(_value(entered, "start")), ZoneInfo(draft.zone))
    except (ValueError, OverflowError, OSError):
        errors["start"] = _("An event has a start.")
        return None


def _day_and_clock(draft: EventDraft, entered: Entered, errors: dict[str, str]) -> datetime | None:
    day, clock = _date(entered, "day", errors), _CLOCK.match(_value(entered, "clock"))
    if clock is None:
        errors["clock"] = _("The start is a time as 15:30.")
    if day is None or clock is None:
        return None
    return datetime.combine(day, time(int(clock[1]), int(clock[2])), ZoneInfo(draft.zone))


def _dates(draft: EventDraft, entered: Entered, errors: dict[str, str]) -> tuple[datetime, datetime]:
    first, last = _date(entered, "first", errors), _date(entered, "last", errors)
    if first is None or last is None:
        return draft.start, draft.end
    if last < first:
        errors["last"] = _("The last day is not before the first.")
        return draft.start, draft.end
    try:
        dates = EventDraft.of_dates(draft.title, first, last, draft.zone)
    except (ValueError, OverflowError):
        errors["last"] = _("These are no days in the calendar.")
        return draft.start, draft.end
    return dates.start, dates.end


def _date(entered: Entered, name: str, errors: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(_value(entered, name))
    except ValueError:
        errors[name] = _("A day is needed, as 2026-11-26.")
        return None


def _people(text: str, errors: dict[str, str]) -> tuple[Attendee, ...]:
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    if len(parts) > _MOST_PEOPLE:
        errors["people"] = _("At most {number} people.", number=_MOST_PEOPLE)
        return ()
    people = []
    for part in parts:
        named = _NAMED.match(part)
        name, address = named.groups() if named else ("", part) if "@" in part else (part, "")
        if address and not _ADDRESS.match(address):
            errors["people"] = _("“{address}” is no e-mail address.", address=address)
        people.append(Attendee(name, address or None))
    return tuple(people)
