"""Reading iCalendar files: attachments of mails, and feeds that somebody else writes.

An event that is not understood is not dropped in silence: it is in `IcsFile.skipped` with the reason, so that a feed's
free time can be called unknown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from icalendar import Calendar as CalendarComponent
from icalendar import Component

from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.calendar.ics_lines import TZID, IcsBroken, Lines, clean_text, is_address
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import check_readable
from threadline.calendar.rrule_text import parse_rule

T = TypeVar("T")

MAX_TEXT = 20_000
"""Characters of a text that are kept."""
MAX_ATTENDEES = 500
MAX_REMINDERS = 20

_ESCAPED = re.compile(r"\\(.)")
_SENSELESS = "The event has a value that makes no sense."
_SHORTEST = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """An event of a file.

    `recurrence` is set on an event that stands for one occurrence of the series with the same `uid`: the start that
    occurrence had, which is among the series' `excluded`. `transparent` events take no time.
    """

    uid: str
    draft: EventDraft
    sequence: int = 0
    organizer: Attendee | None = None
    recurrence: datetime | None = None
    cancelled: bool = False
    transparent: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """An event that was not understood, and why, as a sentence.

    `since` and `until` are instants (UTC) between which it lies for certain, None where that is not known.
    """

    uid: str
    reason: str
    since: datetime | None = None
    until: datetime | None = None

    def may_touch(self, time_min: datetime, time_max: datetime) -> bool:
        """Whether it may lie in a range."""
        return (self.since is None or self.since < time_max) and (self.until is None or self.until > time_min)


@dataclass(frozen=True, slots=True)
class IcsFile:
    """What a file says. `method` is that of iTIP (RFC 5546), `name` the calendar's."""

    events: tuple[IcsEvent, ...]
    skipped: tuple[Skipped, ...] = ()
    method: str | None = None
    name: str | None = None


def read_ics(data: bytes | str, zone: str) -> IcsFile:
    """Read a file. `zone` (IANA) is the reader's: of times without a zone, of dates, and of single events in UTC.

    Zones go by their names, IANA's or Windows'; what a VTIMEZONE says is not read, so that no file can redefine one.
    An event without length lasts a minute. A file of the largest size takes seconds: read feeds in a thread.
    Raises `IcsBroken`, `IcsTooLarge`.
    """
    lines = Lines.of(data)
    try:
        calendar = CalendarComponent.from_ical(lines.text)
    except ValueError as error:
        raise IcsBroken("This is no calendar file, or only a part of one.") from error
    if not isinstance(calendar, CalendarComponent):
        raise IcsBroken("This is no calendar file.")
    home = lines.zone(_text(calendar, "X-WR-TIMEZONE") or "") or zone
    events: list[IcsEvent] = []
    skipped: list[Skipped] = []
    for component in calendar.walk("VEVENT"):
        try:
            events.append(_Reading(component, lines, home).event())
        except CalendarRejected as error:
            skipped.append(Skipped(_text(component, "UID") or "", str(error), *_bounds(component)))
        except (ValueError, OverflowError):
            skipped.append(Skipped(_text(component, "UID") or "", _SENSELESS, *_bounds(component)))
    return IcsFile(
        events=tuple(_without_moved(events)),
        skipped=tuple(skipped),
        method=_text(calendar, "METHOD"),
        name=_text(calendar, "X-WR-CALNAME") or _text(calendar, "NAME"),
    )


class _Reading:
    """One VEVENT being read. Everything raises `CalendarRejected` with a reason, or `ValueError` or `OverflowError`."""

    def __init__(self, component: Component, lines: Lines, home: str) -> None:
        self._component = component
        self._lines = lines
        self._home = home

    def event(self) -> IcsEvent:
        component = self._component
        draft = self._draft()
        check_readable(draft)
        moved = _single(component, "RECURRENCE-ID")
        if moved is not None and "RANGE" in moved.params:
            raise CalendarRejected("The event changes a series from one occurrence on, which is not supported.")
        organizer = _single(component, "ORGANIZER")
        return IcsEvent(
            uid=_text(component, "UID") or "",
            draft=draft,
            sequence=int(_single(component, "SEQUENCE") or 0),
            organizer=None if organizer is None else _person(organizer),
            recurrence=None if moved is None else self._instant(moved),
            cancelled=_text(component, "STATUS") == "CANCELLED",
            transparent=draft.transparent,
        )

    def _draft(self) -> EventDraft:
        start = _single(self._component, "DTSTART")
        if start is None:
            raise CalendarRejected("The event has no start.")
        first = _value(start, date)
        draft = self._timed(start) if isinstance(first, datetime) else self._dated(first)
        return replace(
            draft,
            location=_text(self._component, "LOCATION"),
            description=_text(self._component, "DESCRIPTION"),
            attendees=tuple(_person(each) for each in _all(self._component, "ATTENDEE")[:MAX_ATTENDEES]),
            rrule=self._rule(),
            excluded=tuple(self._instant(day, days) for days in _all(self._component, "EXDATE") for day in days.dts),
            private=_text(self._component, "CLASS") in ("PRIVATE", "CONFIDENTIAL"),
            transparent=_text(self._component, "TRANSP") == "TRANSPARENT",
            tentative="TENTATIVE"
            in (_text(self._component, "STATUS"), _text(self._component, "X-MICROSOFT-CDO-BUSYSTATUS")),
            reminders=self._reminders(),
        )

    def _reminders(self) -> tuple[int, ...] | None:
        """Minutes before the start; alarms that go by the end or by an instant are the writer's affair."""
        triggers = [_all(alarm, "TRIGGER") for alarm in self._component.walk("VALARM")[:MAX_REMINDERS]]
        before = [each.dt for trigger in triggers for each in trigger if each.params.get("RELATED") != "END"]
        minutes = {-int(lead.total_seconds()) // 60 for lead in before if isinstance(lead, timedelta)}
        return tuple(sorted(each for each in minutes if each >= 0)) or None

    def _timed(self, start: Any) -> EventDraft:
        begin = self._instant(start)
        stop, length = _single(self._component, "DTEND"), _single(self._component, "DURATION")
        end = (
            begin + (_SHORTEST if length is None else _value(length, timedelta))
            if stop is None
            else self._instant(stop)
        )
        zone = self._zone(start)
        there = ZoneInfo(zone)
        title = _text(self._component, "SUMMARY") or ""
        return EventDraft(title, begin.astimezone(there), max(end, begin + _SHORTEST).astimezone(there), zone)

    def _dated(self, first: date) -> EventDraft:
        stop, length = _single(self._component, "DTEND"), _single(self._component, "DURATION")
        if stop is not None:
            end = _value(stop, date)
            after = end.date() if isinstance(end, datetime) else end
        else:
            after = first + (_DAY if length is None else _value(length, timedelta))
        title = _text(self._component, "SUMMARY") or ""
        return EventDraft.of_dates(title, first, max(first, after - _DAY), self._home)

    def _instant(self, value: Any, listed: Any = None) -> datetime:
        """A DATE or DATE-TIME as an instant (UTC). A time that a clock change skips is read as section 3.3.5 says.

        Of a list of them it is the list, `listed`, that names the zone.
        """
        day, named = _value(value, date), value if listed is None else listed
        moment = day if isinstance(day, datetime) else datetime.combine(day, time())
        if moment.tzinfo is None or TZID in named.params:
            moment = moment.replace(tzinfo=ZoneInfo(self._named_zone(named) or self._home))
        return moment.astimezone(UTC)

    def _zone(self, start: Any) -> str:
        """The zone of the event. A series in UTC repeats in UTC; a single instant is shown where the reader is."""
        if start.dt.tzinfo is not None and TZID not in start.params and "RRULE" in self._component:
            return "UTC"
        return self._named_zone(start) or self._home

    def _named_zone(self, value: Any) -> str | None:
        if TZID not in value.params:
            return None
        name = str(value.params[TZID])
        zone = self._lines.zone(name)
        if zone is None:
            raise CalendarRejected(f"The event is in a time zone that is not known: {clean_text(name)[:50]!r}.")
        return zone

    def _rule(self) -> str | None:
        if "RDATE" in self._component or "EXRULE" in self._component:
            raise CalendarRejected("The event repeats on listed dates, which is not supported.")
        rule = _single(self._component, "RRULE")
        return None if rule is None else str(parse_rule(rule.to_ical().decode()))


def _without_moved(events: Iterable[IcsEvent]) -> Iterator[IcsEvent]:
    """The events, each series without the occurrences that have an event of their own."""
    events = list(events)
    moved: dict[str, list[datetime]] = {}
    for event in events:
        if event.recurrence:
            moved.setdefault(event.uid, []).append(event.recurrence)
    for event in events:
        if event.draft.rrule and event.uid in moved:
            excluded = (*event.draft.excluded, *moved[event.uid])
            yield replace(event, draft=replace(event.draft, excluded=excluded))
        else:
            yield event


def _bounds(component: Component) -> tuple[datetime | None, datetime | None]:
    """Between which instants an event that is not understood lies, with a day to spare for zones nobody knows."""
    try:
        days = [_value(each, date) for name in ("DTSTART", "DTEND") for each in _all(component, name)]
        known = sorted(datetime.combine(day, time(), UTC) for day in days)
        if not known or len(known) > 2 or "DURATION" in component:
            return None, None
        repeats = any(name in component for name in ("RRULE", "RDATE", "EXRULE"))
        return known[0] - _DAY, None if repeats else known[-1] + 2 * _DAY
    except (CalendarRejected, ValueError, OverflowError):
        return None, None


def _all(component: Component, name: str) -> list[Any]:
    value = component.get(name, [])
    return value if isinstance(value, list) else [value]


def _single(component: Component, name: str) -> Any:
    values = _all(component, name)
    if len(values) > 1:
        raise CalendarRejected(f"The event has {name} more than once.")
    return values[0] if values else None


def _value(holder: Any, kind: type[T]) -> T:
    """What a date, time or duration property says, if it is of the kind that is due."""
    value = holder.dt
    if not isinstance(value, kind):
        raise CalendarRejected(_SENSELESS)
    return value


def _text(component: Component, name: str) -> str | None:
    values = _all(component, name)
    text = clean_text(str(values[0])) if values else ""
    if name.startswith("X-"):  # icalendar takes what it does not know as it is
        text = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
    return text.strip()[:MAX_TEXT] or None


def _person(value: Any) -> Attendee:
    address = str(value)
    address = address[len("mailto:") :] if address.lower().startswith("mailto:") else address
    name = " ".join(clean_text(str(value.params.get("CN", ""))).split())
    return Attendee(name, address if is_address(address) else None, _response(value))


def _response(value: Any) -> Response:
    try:
        return Response(str(value.params.get("PARTSTAT", "")).lower())
    except ValueError:  # DELEGATED and words of the writer's own are no answer that we know
        return Response.NONE
