"""Calendar objects as files: what an event of ours is there, and how a file changes when its event does.

A file may come from another program and hold what we know nothing of (a conference, an attachment, a colour): that
stays. A series and its changed occurrences share one file (RFC 4791, section 4.1); each is a component of its own.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, vText
from icalendar import Event as EventComponent

from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.ics import write_ics
from threadline.calendar.ics_events import IcsEvent, IcsFile
from threadline.calendar.ics_expansion import find, repeats
from threadline.calendar.ics_lines import IcsError, Lines
from threadline.calendar.ics_reader import read_ics
from threadline.calendar.port import CalendarRejected, CalendarUnavailable, EventNotFound
from threadline.calendar.recurrence import occurrence_id
from threadline.calendar.rrule_text import parse_rule
from threadline.texts.messages import _
from threadline.zones import known_zones

KEY, ZONE, COPY = "X-THREADLINE-KEY", "X-THREADLINE-ZONE", "X-THREADLINE-COPY"
"""The key of an event's creation, its zone, and a mark on copies of what somebody else organises."""
_OURS = (
    *("SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "DESCRIPTION", "RRULE", "EXDATE", "CLASS", "TRANSP"),
    *("ATTENDEE", "ORGANIZER", "SEQUENCE", "DTSTAMP", "STATUS", "LAST-MODIFIED", "X-MICROSOFT-CDO-BUSYSTATUS"),
)
"""The properties that a draft says everything about; all others stay as they are."""


def file_of(data: str, home: str) -> IcsFile:
    """What a file says; `home` is the reader's zone, for dates and for times that stand in none."""
    return read_ics(data, zone_of(data, home))


def events_of(data: str, home: str) -> Sequence[IcsEvent]:
    """The events of a file, all of them. Raises `CalendarUnavailable` where one is not understood."""
    file = file_of(data, home)
    if file.skipped:
        raise CalendarUnavailable(f"An event could not be understood: {file.skipped[0].reason}")
    return file.events


def key_of(data: str) -> str | None:
    """The key under which the file's event was created here."""
    return _first(data, KEY)


def zone_of(data: str, home: str) -> str:
    """The zone in which the file's event was said; a single time is written in UTC, and a date has none."""
    named = _first(data, ZONE)
    return named if named in known_zones() else home


def copied_file(draft: EventDraft, copy_of: Identity, key: str, now: datetime) -> str:
    """The file of a copy of somebody else's event. The server is to tell nobody of it: they know."""
    calendar = _written(draft, copy_of.uid, copy_of.sequence, draft.organizer, now)
    for component in calendar.walk("VEVENT"):
        component.add(KEY, key)
        component.add(ZONE, draft.zone)
        component.add(COPY, "1")
        _set_answers(component, draft)
    return text_of(calendar)


def updated_copy(data: str, draft: EventDraft, copy_of: Identity, now: datetime) -> str:
    """The file of such a copy after its organiser has changed the event; changed occurrences are theirs as well."""
    calendar = parsed(data)
    master = master_of(calendar)
    written = _written(draft, copy_of.uid, copy_of.sequence, draft.organizer, now)
    (fresh,) = written.walk("VEVENT")
    _take_over(master, fresh)
    _set_answers(master, draft)
    _add_zones(calendar, written)
    return text_of(calendar)


def is_copy(data: str) -> bool:
    """Whether a file is a copy that was made here of what somebody else organises."""
    return _first(data, COPY) is not None


def _note_answers(component: Any, draft: EventDraft) -> None:
    """Answers that came by mail; where there is none, what the server knows stays."""
    answers = {(who.email or "").lower(): who.response for who in draft.attendees if who.response is not Response.NONE}
    for attendee in values_of(component, "ATTENDEE"):
        response = answers.get(str(attendee).lower().removeprefix("mailto:"))
        if response is not None:
            attendee.params["PARTSTAT"] = response.value.upper()


def _set_answers(component: Any, draft: EventDraft) -> None:
    for organizer in values_of(component, "ORGANIZER"):
        organizer.params["SCHEDULE-AGENT"] = "NONE"
    answers = {(who.email or "").lower(): who.response for who in draft.attendees}
    for attendee in values_of(component, "ATTENDEE"):
        response = answers.get(str(attendee).lower().removeprefix("mailto:"), Response.NONE)
        attendee.params["PARTSTAT"] = response.value.upper()


def new_file(draft: EventDraft, *, uid: str, key: str, organizer: Attendee | None, invite: bool, now: datetime) -> str:
    """The file of a new event."""
    calendar = _written(draft, uid, 0, organizer, now)
    for component in calendar.walk("VEVENT"):
        component.add(KEY, key)
        component.add(ZONE, draft.zone)
        _hold_back(component, invite)
    return text_of(calendar)


def changed_file(
    data: str,
    draft: EventDraft,
    *,
    home: str,
    occurrence: datetime | None,
    organizer: Attendee | None,
    invite: bool,
    now: datetime,
) -> str:
    """The file with its event changed, or, for one `occurrence` (its start, an instant), with that one changed alone.

    Raises `EventNotFound` where there is no such occurrence, `CalendarRejected` for a series that cannot be said here.
    """
    calendar = parsed(data)
    master = master_of(calendar)
    uid, sequence = str(master["UID"]), int(master.get("SEQUENCE", 0)) + 1
    written = _written(draft, uid, sequence, organizer, now)
    (fresh,) = written.walk("VEVENT")
    if occurrence is None:
        _require_plain(data, home)
        _take_over(master, fresh)
        _note_answers(master, draft)
        if _first(data, KEY):
            master[ZONE] = vText(draft.zone)
        _hold_back(master, invite)
        _drop_beyond(calendar, master, draft)
    else:
        zone = zone_of(data, home)
        target = exception_of(calendar, occurrence, zone) or _new_exception(calendar, master, data, occurrence, zone)
        _take_over(target, fresh)
        _hold_back(target, invite)
    _add_zones(calendar, written)
    return text_of(calendar)


def without_occurrence(data: str, start: datetime, *, home: str, now: datetime) -> str | None:
    """The file without one occurrence; None where it has none there."""
    calendar, zone = parsed(data), zone_of(data, home)
    master = master_of(calendar)
    exception = exception_of(calendar, start, zone)
    if exception is not None:
        calendar.subcomponents.remove(exception)
    elif occurrence_of(data, start, zone) is None:
        return None
    master.add("EXDATE", written_like(master, start, zone), parameters=date_parameter(master))
    _touch(master, now)
    return text_of(calendar)


def parsed(data: str) -> Calendar:
    """A file as components. Raises `CalendarUnavailable` for one that is none."""
    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, AttributeError) as error:  # the second for an event that ends as a zone
        raise CalendarUnavailable(_("The calendar server holds a file that cannot be read.")) from error
    if not isinstance(calendar, Calendar):
        raise CalendarUnavailable(_("The calendar server holds a file that cannot be read."))
    return calendar


def _written(draft: EventDraft, uid: str, sequence: int, organizer: Attendee | None, now: datetime) -> Calendar:
    event = Event("event", "", draft, "", sequence=sequence)
    people = organizer if draft.organizer or any(attendee.email for attendee in draft.attendees) else None
    calendar = parsed(write_ics([event], name="", stamp=now, organizer=people).decode())
    for name in ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        calendar.pop(name, None)
    for component in calendar.walk("VEVENT"):
        component["UID"] = uid
        component.add("LAST-MODIFIED", now.astimezone(UTC))
    return calendar


def _hold_back(component: Any, invite: bool) -> None:
    """Where nobody is to be told, the server is told to tell nobody (RFC 6638, section 7.1)."""
    for attendee in values_of(component, "ATTENDEE"):
        attendee.params["SCHEDULE-AGENT"] = "SERVER" if invite else "NONE"


def _take_over(target: Any, fresh: Any) -> None:
    answers = {str(each).lower(): each for each in values_of(target, "ATTENDEE")}
    for name in _OURS:
        target.pop(name, None)
        if name in fresh:
            target[name] = fresh[name]
    kept = [answers.get(str(each).lower(), each) for each in values_of(fresh, "ATTENDEE")]
    if kept:
        target["ATTENDEE"] = kept
    reminders = [each for each in fresh.subcomponents if each.name == "VALARM"]
    others = [each for each in target.subcomponents if each.name != "VALARM"]
    target.subcomponents = [*others, *reminders]


def _drop_beyond(calendar: Calendar, master: Any, draft: EventDraft) -> None:
    """Changed dates behind the end of a series are none of it any more: most programs would go on showing them."""
    until = parse_rule(draft.rrule).until if draft.rrule is not None else None
    if until is None:
        return
    zone = ZoneInfo(draft.zone)
    last = _instant(until if isinstance(until, datetime) else datetime.combine(until, time.max), zone)
    for component in list(calendar.walk("VEVENT")):
        moved = component.get("RECURRENCE-ID")
        if component is not master and moved is not None and _instant(moved.dt, zone) > last:
            calendar.subcomponents.remove(component)


def _require_plain(data: str, home: str) -> None:
    """Who writes a series anew has to know all it says: one of another program may take place in ways of its own."""
    if any(event.repetition is not None or event.following for event in events_of(data, home)):
        raise CalendarRejected(
            _(
                "This series repeats in a way that only your calendar program can change: change single dates here, or "
                "all of it there."
            )
        )


def _new_exception(calendar: Calendar, master: Any, data: str, start: datetime, zone: str) -> Any:
    if occurrence_of(data, start, zone) is None:
        raise EventNotFound(_("There is no such event."))
    component = EventComponent()
    component["UID"] = master["UID"]
    component.add("RECURRENCE-ID", written_like(master, start, zone), parameters=date_parameter(master))
    calendar.add_component(component)
    return component


def occurrence_of(data: str, start: datetime, zone: str) -> EventDraft | None:
    """What an occurrence says that follows from the series; None where there is none."""
    series = [("", event) for event in events_of(data, zone) if repeats(event)]
    found = find(series, occurrence_id("", start))
    return None if found is None else found.draft


def master_of(calendar: Calendar) -> Any:
    """The component of an event that is no changed occurrence. Raises `EventNotFound`."""
    for component in calendar.walk("VEVENT"):
        if "RECURRENCE-ID" not in component:
            return component
    raise EventNotFound(_("There is no such event."))


def exception_of(calendar: Calendar, start: datetime, zone: str) -> Any:
    """The component of an occurrence that was changed; None where it was not."""
    for component in calendar.walk("VEVENT"):
        moved = component.get("RECURRENCE-ID")
        if moved is not None and _instant(moved.dt, ZoneInfo(zone)) == start.astimezone(UTC):
            return component
    return None


def _instant(value: date, zone: ZoneInfo) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def written_like(master: Any, start: datetime, zone: str) -> date:
    """An instant in the form of the series' own start: a date, a time in its zone, or one in none."""
    first, here = master["DTSTART"].dt, start.astimezone(ZoneInfo(zone))
    if not isinstance(first, datetime):
        return here.date()
    return start.astimezone(first.tzinfo) if first.tzinfo else here.replace(tzinfo=None)


def date_parameter(master: Any) -> dict[str, str]:
    """How a property says that its value is a date, where the series has dates."""
    return {} if isinstance(master["DTSTART"].dt, datetime) else {"VALUE": "DATE"}


def _touch(component: Any, now: datetime) -> None:
    sequence = int(component.get("SEQUENCE", 0)) + 1
    for name in ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED"):
        component.pop(name, None)
    component.add("SEQUENCE", sequence)
    component.add("DTSTAMP", now.astimezone(UTC))
    component.add("LAST-MODIFIED", now.astimezone(UTC))


def _add_zones(calendar: Calendar, written: Calendar) -> None:
    known = {str(zone.get("TZID")) for zone in calendar.walk("VTIMEZONE")}
    for zone in written.walk("VTIMEZONE"):
        if str(zone.get("TZID")) not in known:
            calendar.subcomponents.insert(0, zone)


def _first(data: str, name: str) -> str | None:
    """A property that we wrote; what cannot be taken apart is of another program."""
    try:
        calendar = parsed(Lines.of(data).text)
    except (CalendarUnavailable, IcsError):
        return None
    for component in calendar.walk("VEVENT"):
        if name in component:
            return str(component[name])
    return None


def values_of(component: Any, name: str) -> list[Any]:
    """The values of a property that may stand there several times."""
    value = component.get(name, [])
    return value if isinstance(value, list) else [value]


def text_of(calendar: Calendar) -> str:
    """Components as a file."""
    data: bytes = calendar.to_ical()
    return data.decode()
