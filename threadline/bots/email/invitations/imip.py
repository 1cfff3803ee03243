"""Events in mails that a mail program can answer: iTIP (RFC 5546) in mails (RFC 6047).

A proposal goes out as a REQUEST with the person it belongs to as its only attendee, so that nobody else is invited by
looking at it. The organizer is the bot's own address, a bare `mailto:` equal to From: that is where programs send the
REPLY, and only then does Gmail offer the buttons. Times are in UTC (recurring events in their zone).

Programs differ in their REPLY: Gmail nests it in an alternative, Outlook.com leaves out the ORGANIZER. All keep the
UID, so that is where the proposal and a secret are.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, vCalAddress, vText

from threadline.calendar.event import Attendee, Event
from threadline.calendar.ics import uid, write_ics
from threadline.calendar.ics_events import IcsEvent
from threadline.calendar.ics_lines import IcsError, Lines, clean_text
from threadline.calendar.ics_reader import read_ics
from threadline.calendar.recurrence import split_id
from threadline.core.channels.port import InvitationAnswer, Method

_UID = re.compile(r"([!-~]{1,400})@threadline", re.IGNORECASE)
_MAILTO = "mailto:"
_CALENDAR_NAME = "Threadline"
_LONGEST_REPLY = 100_000
_LONGEST_COMMENT = 1_000
ANSWERS = ("REPLY", "COUNTER")
"""The methods of what attendees send."""


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """What an attendee answered in the mail program.

    `uid` is that of a card, without our domain. `attendees` are the addresses that the REPLY speaks for, in lower case;
    `status` is their PARTSTAT in lower case. `sequence` is that of the request it answers, None where the program does
    not say. `occurrence`: it is about one occurrence of a series, not about the whole. `comment` is what they wrote
    with it. `sent_by` is who answers for them, in lower case. `proposed` is the time that they would rather have
    (METHOD:COUNTER; RFC 5546, 3.2.7), `date` the start by its series of the occurrence that it is about.
    """

    uid: str
    attendees: tuple[str, ...]
    status: str
    sequence: int | None
    occurrence: bool
    comment: str = ""
    sent_by: str = ""
    proposed: tuple[datetime, datetime] | None = None
    date: datetime | None = None


def write_object(
    event: Event, *, method: Method, organizer: Attendee, stamp: datetime, agreed: Collection[str] = ()
) -> str:
    """The calendar object of a mail; `event.draft.attendees` are whom it is for, `event.sequence` its SEQUENCE.

    `stamp` is when it was said (DTSTAMP). `agreed` are the addresses of attendees who have said yes already and are
    asked nothing. Raises `ValueError` for an organizer without an address.
    """
    data = write_ics([event], name=_CALENDAR_NAME, stamp=stamp, method=method.value, organizer=organizer)
    calendar = Calendar.from_ical(data)
    for component in calendar.walk("VEVENT"):
        _complete(component, agreed if method is Method.REQUEST else ())
    text: bytes = calendar.to_ical()
    return text.decode()


def write_answer(
    event: Event,
    guest: Attendee,
    *,
    proposed: tuple[datetime, datetime] | None,
    sent_by: str,
    stamp: datetime,
) -> str:
    """The calendar object by which a guest answers who organises an event: a REPLY, or a COUNTER with another time.

    `guest.response` is the answer, `sent_by` the address of ours that the mail goes out from (RFC 6047, 2.2.2). One
    occurrence of a series is named by its start. Raises `ValueError` for an organizer without an address.
    """
    draft = event.draft
    if proposed is not None:
        draft = replace(draft, start=proposed[0], end=proposed[1])
    answered = replace(event, draft=replace(draft, attendees=(guest,)), link=None)
    data = write_ics([answered], name=_CALENDAR_NAME, stamp=stamp, method="REQUEST", organizer=event.draft.organizer)
    calendar = Calendar.from_ical(data)
    calendar["METHOD"] = vText("REPLY" if proposed is None else "COUNTER")
    for component in calendar.walk("VEVENT"):
        for attendee in _addresses(component):
            attendee.params["PARTSTAT"] = guest.response.value.upper()
            attendee.params["SENT-BY"] = f"mailto:{sent_by}"
            attendee.params.pop("RSVP", None)
        component.pop("STATUS", None)
        _name_date(component, event)
    text: bytes = calendar.to_ical()
    return text.decode()


def write_refusal(event: Event, *, organizer: Attendee, stamp: datetime) -> str:
    """The calendar object by which who organises an event says that it stays as it is (RFC 5546, 3.2.8).

    Raises `ValueError` for an organizer without an address.
    """
    data = write_ics([event], name=_CALENDAR_NAME, stamp=stamp, method="REQUEST", organizer=organizer)
    calendar = Calendar.from_ical(data)
    calendar["METHOD"] = vText("DECLINECOUNTER")
    for component in calendar.walk("VEVENT"):
        for attendee in _addresses(component):
            attendee.params.pop("RSVP", None)
        _name_date(component, event)
    text: bytes = calendar.to_ical()
    return text.decode()


def for_one(event: Event, attendee: Attendee) -> Event:
    """The event as one attendee is told of it, the others left out."""
    return replace(event, draft=replace(event.draft, attendees=(attendee,)))


def read_replies(text: str) -> tuple[CalendarReply, ...]:
    """The answers to what we sent that a calendar object of a mail holds; none where it is no answer, or to others."""
    if len(text) > _LONGEST_REPLY:
        return ()
    try:
        calendar = Calendar.from_ical(Lines.of(text).text)
    except (IcsError, ValueError, AttributeError):  # the last for an event that ends as a zone
        return ()
    method = str(calendar.get("METHOD", "")).strip().upper()
    if method not in ANSWERS:
        return ()
    times = _proposed(text) if method == "COUNTER" else {}
    replies = (_reply(component, times) for component in calendar.walk("VEVENT"))
    return tuple(reply for reply in replies if reply is not None)


def _name_date(component: Component, event: Event) -> None:
    """One occurrence of a series is named by its start."""
    start, draft = split_id(event.id)[1], event.draft
    if start is not None:
        component.add("recurrence-id", start.astimezone(ZoneInfo(draft.zone)).date() if draft.all_day else start)


def _complete(component: Component, agreed: Collection[str]) -> None:
    """What calendar files need not say of people but invitations should."""
    for attendee in _addresses(component):
        attendee.params["CUTYPE"] = "INDIVIDUAL"
        attendee.params["ROLE"] = "REQ-PARTICIPANT"
        if address_of(attendee) in agreed:
            attendee.params["PARTSTAT"] = "ACCEPTED"
            attendee.params["RSVP"] = "FALSE"


def _reply(component: Component, times: Mapping[str, IcsEvent]) -> CalendarReply | None:
    match = _UID.fullmatch(str(component.get("UID", "")).strip())
    attendees = _addresses(component)
    if match is None or not attendees:
        return None
    rather = times.get(str(component.get("UID", "")).strip())
    statuses = {str(attendee.params.get("PARTSTAT", "")).lower() for attendee in attendees}
    return CalendarReply(
        uid=match[1],
        attendees=tuple(address_of(attendee) for attendee in attendees),
        status=statuses.pop() if len(statuses) == 1 else "",
        sequence=_number(component),
        occurrence="RECURRENCE-ID" in component,
        comment=_comment(component),
        sent_by=address_of(str(attendees[0].params.get("SENT-BY", "")).strip('"')),
        proposed=(rather.draft.start, rather.draft.end) if rather is not None else None,
        date=rather.recurrence if rather is not None else None,
    )


def _comment(component: Component) -> str:
    said = component.get("COMMENT", "")
    return clean_text(str(said[0] if isinstance(said, list) else said)).strip()[:_LONGEST_COMMENT]


def _proposed(text: str) -> dict[str, IcsEvent]:
    """The events of a COUNTER as they would rather be, by UID; whole days and what cannot be read are none."""
    return {each.uid: each for each in read_ics(text, "UTC").events if not each.draft.all_day}


def answer_here(answer: InvitationAnswer, guest: str) -> CalendarReply | None:
    """What a guest answers to an invitation of ours without a mail program; None where it is to none of ours."""
    match = _UID.fullmatch(uid(answer.event))
    if match is None:
        return None
    date = split_id(answer.event.id)[1]
    return CalendarReply(
        uid=match[1],
        attendees=(guest.lower(),),
        status=answer.response.value,
        sequence=answer.event.sequence,
        occurrence=date is not None,
        proposed=answer.proposed,
        date=date,
    )


def address_of(attendee: str) -> str:
    """The address of a CAL-ADDRESS, in lower case."""
    return attendee.strip().lower().removeprefix(_MAILTO)


def _addresses(component: Component) -> list[vCalAddress]:
    found = component.get("ATTENDEE", [])
    return [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, vCalAddress)]


def _number(component: Component) -> int | None:
    value = component.get("SEQUENCE")
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
