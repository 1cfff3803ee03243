"""Events as an iCalendar file (RFC 5545): the feed that a person subscribes to, and what a mail carries.

An event that does not recur is written in UTC, which every reader understands; a recurring one in its zone, as its
wall-clock time is what repeats, with a VTIMEZONE. All-day events are dates. `read_ics` is the way back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Alarm, vCalAddress, vDuration, vRecur, vText
from icalendar import Calendar as Component
from icalendar import Event as EventComponent

from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.calendar.ics_events import IcsEvent, IcsFile, Skipped
from threadline.calendar.ics_lines import IcsBroken, IcsError, IcsTooLarge, clean_text, is_address
from threadline.calendar.ics_reader import read_ics
from threadline.calendar.recurrence import series_end
from threadline.calendar.rrule import Rule
from threadline.calendar.rrule_text import parse_rule
from threadline.calendar.vtimezone import vtimezone

__all__ = [
    "IcsBroken",
    "IcsError",
    "IcsEvent",
    "IcsFile",
    "IcsTooLarge",
    "Method",
    "Skipped",
    "read_ics",
    "write_ics",
]

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]

PRODID = "-//Threadline//Calendar//EN"
YEARS_AHEAD = 25
"""How far the clock of an event without end is described, where it follows no yearly pattern."""
ZONE_YEARS = 100
"""How far from now a clock is described at all."""


def write_ics(
    events: Iterable[Event],
    *,
    name: str,
    stamp: datetime,
    method: Method | None = None,
    organizer: Attendee | None = None,
    refresh: timedelta = timedelta(minutes=15),
) -> bytes:
    """A VCALENDAR with the events, unexpanded as `Calendar.changes` gives them.

    `name` is the calendar's, `stamp` the time of writing (DTSTAMP), `refresh` how often a subscriber should come back
    (RFC 7986, section 5.7). REQUEST and CANCEL make it an iTIP message (RFC 5546), which needs an `organizer` with an
    address: raises `ValueError` without one. Attendees without an address are left out: iCalendar knows people by it.
    """
    message = method in {"REQUEST", "CANCEL"}
    if message and not (organizer and is_address(organizer.email)):
        raise ValueError("an invitation comes from an organizer with an address")
    events = list(events)
    calendar = Component()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if not message:
        title = vText(" ".join(clean_text(name).split()))
        calendar.add("name", title)
        calendar.add("x-wr-calname", title)
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(refresh))
    for zone, years in _zones([event.draft for event in events], stamp).items():
        calendar.add_component(vtimezone(zone, *years))
    for event in events:
        calendar.add_component(_event(event, stamp, method, organizer))
    text: bytes = calendar.to_ical()
    return text


def uid(event: Event) -> str:
    """The UID of an event, the same in every file that it is in."""
    return event.uid or f"{event.id}@threadline"


def _zones(drafts: Sequence[EventDraft], stamp: datetime) -> dict[str, tuple[int, int]]:
    """The zones that are referred to, with the years that they are needed for, within `ZONE_YEARS` of now."""
    zones: dict[str, tuple[int, int]] = {}
    for draft in drafts:
        if draft.rrule is None or draft.all_day or draft.zone == "UTC":
            continue
        end = series_end(draft)
        # Without an end, far enough ahead of both the event and its reader, who may come late.
        last = end.year + 1 if end else max(draft.start.year, stamp.year) + YEARS_AHEAD
        first_known, last_known = zones.get(draft.zone, (draft.start.year, last))
        zones[draft.zone] = min(first_known, draft.start.year), max(last_known, last)
    return {
        zone: (
            max(min(first - 1, stamp.year), stamp.year - ZONE_YEARS),
            min(max(last, first + YEARS_AHEAD), stamp.year + ZONE_YEARS),
        )
        for zone, (first, last) in zones.items()
    }


def _event(event: Event, stamp: datetime, method: Method | None, organizer: Attendee | None) -> EventComponent:
    draft = event.draft
    component = EventComponent()
    component.add("uid", uid(event))
    component.add("dtstamp", stamp.astimezone(UTC))
    component.add("sequence", event.sequence)
    component.add("summary", clean_text(draft.title))
    component.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if draft.tentative and not method:  # how sure it is to its owner is no guest's affair
        component["status"] = "TENTATIVE"
        component.add("x-microsoft-cdo-busystatus", "TENTATIVE")
    _add_times(component, draft)
    if draft.location:
        component.add("location", clean_text(draft.location))
    if draft.description:
        component.add("description", clean_text(draft.description))
    if event.link and event.link.startswith(("https://", "http://")) and event.link.isprintable():
        component.add("url", event.link)
    component.add("class", "PRIVATE" if draft.private else "PUBLIC")
    component.add("transp", "TRANSPARENT" if draft.transparent else "OPAQUE")
    if not method:  # a reminder is the reader's own, not the sender's
        for minutes in draft.reminders or ():
            component.add_component(_alarm(draft.title, minutes))
    _add_people(component, draft, method, organizer)
    return component


def _alarm(title: str, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean_text(title))
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def _add_times(component: EventComponent, draft: EventDraft) -> None:
    zone = ZoneInfo(draft.zone)
    excluded: Sequence[date]
    if draft.all_day:
        first, last = draft.dates
        component.add("dtstart", first)
        component.add("dtend", last + timedelta(days=1))
        excluded = [moment.astimezone(zone).date() for moment in draft.excluded]
    else:
        # Only what repeats needs its zone: an instant in UTC is understood by every reader.
        shown = zone if draft.rrule and draft.zone != "UTC" else UTC
        component.add("dtstart", draft.start.astimezone(shown))
        component.add("dtend", draft.end.astimezone(shown))
        excluded = [moment.astimezone(shown) for moment in draft.excluded]
    if draft.rrule:
        component.add("rrule", vRecur.from_ical(str(_portable(parse_rule(draft.rrule), draft))))
        for moment in excluded:
            component.add("exdate", moment, parameters={"VALUE": "DATE"} if draft.all_day else {})


def _portable(rule: Rule, draft: EventDraft) -> Rule:
    """The rule with UNTIL as section 3.3.10 wants it: a date for an all-day event, an instant in UTC for any other."""
    zone = ZoneInfo(draft.zone)
    if rule.until is None:
        return rule
    if draft.all_day:
        return replace(rule, until=rule.last_date(time(), zone))
    until = rule.until
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    return replace(rule, until=(until if until.tzinfo else until.replace(tzinfo=zone)).astimezone(UTC))


def _add_people(
    component: EventComponent, draft: EventDraft, method: Method | None, organizer: Attendee | None
) -> None:
    if organizer and is_address(organizer.email):
        component.add("organizer", _person(organizer))
    for attendee in draft.attendees:
        if is_address(attendee.email):
            person = _person(attendee)
            if method == "REQUEST":
                person.params["PARTSTAT"] = "NEEDS-ACTION"
                person.params["RSVP"] = "TRUE"
            component.add("attendee", person)


def _person(attendee: Attendee) -> vCalAddress:
    person = vCalAddress(f"mailto:{attendee.email}")
    # A quoted parameter cannot hold a quote, and not every reader knows the escapes of RFC 6868.
    if name := " ".join(clean_text(attendee.name).replace('"', "'").split()):
        person.params["CN"] = name
    return person
