"""Events as Google's API has them, read and written.

developers.google.com/workspace/calendar/api/v3/reference/events. What a draft says nothing of, and what it does not
change, stays as Google has it. What Google has no field for (the zone of an all-day event, guests without an address,
our key) lies in private extended properties, which only Threadline's own registration reads.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from threadline.calendar.builtin import event_id
from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.foreign_events import not_invited, own_event
from threadline.calendar.google.plain_text import plain
from threadline.calendar.google.recurrence_lines import excluded_of, lines_of, rule_of
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import check, occurrence_id
from threadline.texts.messages import _

Json = dict[str, Any]

UNTITLED = "(No title)"
_ANSWERS = {
    "accepted": Response.ACCEPTED,
    "tentative": Response.TENTATIVE,
    "declined": Response.DECLINED,
}
_CALENDARS = "@group.calendar.google.com"
"""What the addresses of calendars end with that are nobody's own."""

PERSONAL = ("reminders", "transparent", "private")
"""What a guest may change of a draft here."""
KEY, ZONE, GUESTS = "threadlineKey", "threadlineZone", "threadlineGuests"
HIDDEN_KINDS = frozenset(("workingLocation", "birthday"))
"""Kinds of events that are no appointments."""

_MOST_REMINDERS, _EARLIEST_REMINDER = 5, 40_320
_LONGEST_PROPERTY = 1_024


def event_of(calendar_id: str, item: Mapping[str, Any], home: str) -> Event:
    """The event of a resource. `home` is the calendar's zone, for all-day events that name none."""
    conference = item.get("conferenceData") or {}
    entries = [
        entry.get("uri") for entry in conference.get("entryPoints", ()) if entry.get("entryPointType") == "video"
    ]
    return Event(
        id=port_id(item, home),
        calendar_id=calendar_id,
        draft=draft_of(item, home),
        version=item.get("etag", ""),
        key=_private(item).get(KEY),
        link=item.get("htmlLink"),
        sequence=int(item.get("sequence", 0)),
        uid=item.get("iCalUID", ""),
        meeting_link=item.get("hangoutLink") or next(iter(entries), None),
    )


def draft_of(item: Mapping[str, Any], home: str) -> EventDraft:
    """What the resource says, as a draft."""
    recurrence = item.get("recurrence") or ()
    draft = _timed(item, home) if "dateTime" in item.get("start", {}) else _dated(item, home)
    return replace(
        draft,
        location=item.get("location") or None,
        description=plain(item["description"]) if item.get("description") else None,
        attendees=_attendees(item),
        rrule=rule_of(recurrence),
        excluded=excluded_of(recurrence, ZoneInfo(draft.zone)),
        private=item.get("visibility") in ("private", "confidential"),
        transparent=item.get("transparency") == "transparent" or _declined(item),
        tentative=item.get("status") == "tentative",
        organizer=_organizer(item),
        reminders=_reminders(item),
        meeting_link=bool(item.get("conferenceData") or item.get("hangoutLink")),
    )


def new_resource(event_key: str, draft: EventDraft, key: str) -> Json:
    """The body that inserts a draft. Raises `CalendarRejected`."""
    _check(draft)
    body: Json = {"id": event_key, "extendedProperties": {"private": _properties(draft, {KEY: key})}}
    for write in _WRITERS.values():
        write(body, draft)
    return body


def copied_resource(draft: EventDraft, key: str | None, copy_of: Identity) -> Json:
    """The body that imports a copy of somebody else's event: it keeps its UID, and nobody is told (`events.import`)."""
    _check(draft)
    body: Json = {"iCalUID": copy_of.uid, "sequence": copy_of.sequence}
    body["extendedProperties"] = {"private": _properties(draft, {KEY: key} if key else {})}
    for names, write in _WRITERS.items():
        if names not in (("meeting_link",), ("reminders",)):
            write(body, draft)
    if draft.organizer is not None and draft.organizer.email:
        body["organizer"] = {"email": draft.organizer.email, "displayName": draft.organizer.name}
    answers = {(who.email or "").lower(): who.response for who in draft.attendees}
    for entry in body["attendees"]:
        entry["responseStatus"] = _answer_of(answers[entry["email"].lower()])
    return {name: value for name, value in body.items() if value not in (None, [])}


def key_of(item: Mapping[str, Any]) -> str | None:
    """The key under which the event was created here."""
    return _private(item).get(KEY)


def _answer_of(response: Response) -> str:
    return next((name for name, value in _ANSWERS.items() if value is response), "needsAction")


def changed_resource(item: Mapping[str, Any], draft: EventDraft, home: str) -> Json:
    """The resource with what the draft changes. Raises `CalendarRejected`."""
    _check(draft)
    if item.get("recurringEventId") and draft.rrule is not None:
        raise CalendarRejected(_("One occurrence of a series does not repeat itself."))
    before, body = draft_of(item, home), dict(item)
    for names, write in _WRITERS.items():
        if any(getattr(before, name) != getattr(draft, name) for name in names):
            write(body, draft)
    extended = dict(item.get("extendedProperties") or {})
    extended["private"] = _properties(draft, _private(item))
    body["extendedProperties"] = extended
    return {name: value for name, value in body.items() if value is not None}


def answering(item: Mapping[str, Any], response: Response) -> Json | None:
    """The body that answers an invitation; None where this is the answer already. Raises `CalendarRejected`.

    Without an entry of the person's own (they got it by a list, say) it would add them to the guests.
    """
    if _organizer(item) is None:
        raise own_event()
    mine = next((entry for entry in item.get("attendees") or () if entry.get("self")), None)
    if mine is None:
        raise not_invited()
    answer = _answer_of(response)
    if mine.get("responseStatus") == answer:
        return None
    return {"attendeesOmitted": True, "attendees": [{"email": mine["email"], "responseStatus": answer}]}


def proposing(item: Mapping[str, Any], words: str) -> Json:
    """The body that answers "maybe" and says in a note with it which time would be better. Raises `CalendarRejected`.

    Google has no field for a proposed time, and takes no note where `attendeesOmitted` stands: so all guests are in it.
    """
    if _organizer(item) is None:
        raise own_event()
    guests = list(item.get("attendees") or ())
    if not any(entry.get("self") for entry in guests):
        raise not_invited()
    own = {"responseStatus": _answer_of(Response.TENTATIVE), "comment": words}
    return {"attendees": [entry | own if entry.get("self") else entry for entry in guests]}


def native_id(event: str, start: datetime, item: Mapping[str, Any], home: str) -> str:
    """Google's id of an occurrence of an all-day series (`item`), which names a date where ours names an instant."""
    return f"{event}_{start.astimezone(ZoneInfo(_zone_of_dates(item, home))):%Y%m%d}"


def lacks_zone(item: Mapping[str, Any]) -> bool:
    """Whether a resource runs over dates and does not say in which zone."""
    return is_all_day(item) and ZONE not in _private(item)


def is_all_day(item: Mapping[str, Any]) -> bool:
    """Whether a resource runs over dates."""
    return "date" in item.get("start", {})


def port_id(item: Mapping[str, Any], home: str) -> str:
    """The id as the port has it: an occurrence's names the instant it would start at by the series."""
    series, original = item.get("recurringEventId"), item.get("originalStartTime") or {}
    if not series or not original:
        return str(item["id"])
    if "date" in original:
        zone = ZoneInfo(_zone_of_dates(item, home))
        return occurrence_id(series, datetime.combine(date.fromisoformat(original["date"]), datetime.min.time(), zone))
    return occurrence_id(series, datetime.fromisoformat(original["dateTime"]))


def _timed(item: Mapping[str, Any], home: str) -> EventDraft:
    zone = _known_zone(item["start"].get("timeZone"), home)
    start, end = (
        datetime.fromisoformat(item[side]["dateTime"]).astimezone(ZoneInfo(zone)) for side in ("start", "end")
    )
    # Google has events without a length; here each has one.
    return EventDraft(item.get("summary") or UNTITLED, start, max(end, start + timedelta(minutes=1)), zone)


def _dated(item: Mapping[str, Any], home: str) -> EventDraft:
    first, after = (date.fromisoformat(item[side]["date"]) for side in ("start", "end"))
    last = max(first, after - timedelta(days=1))
    return EventDraft.of_dates(item.get("summary") or UNTITLED, first, last, _zone_of_dates(item, home))


def _attendees(item: Mapping[str, Any]) -> tuple[Attendee, ...]:
    people = [entry for entry in item.get("attendees") or () if not entry.get("resource")]
    invited = [_attendee(entry) for entry in people]
    try:
        names = json.loads(_private(item).get(GUESTS, "[]"))
    except ValueError:
        names = []
    return (*invited, *(Attendee(name) for name in names if isinstance(name, str)))


def _attendee(entry: Mapping[str, Any]) -> Attendee:
    answer = _ANSWERS.get(str(entry.get("responseStatus")), Response.NONE)
    return Attendee(entry.get("displayName", ""), entry.get("email"), answer)


def _organizer(item: Mapping[str, Any]) -> Attendee | None:
    """Who organises it, where that is not the owner of the calendar it was read from."""
    entry = item.get("organizer") or {}
    if entry.get("self") or not entry.get("email") or str(entry["email"]).endswith(_CALENDARS):
        return None
    return Attendee(entry.get("displayName", ""), entry["email"])


def _declined(item: Mapping[str, Any]) -> bool:
    return any(entry.get("self") and entry.get("responseStatus") == "declined" for entry in item.get("attendees") or ())


def _reminders(item: Mapping[str, Any]) -> tuple[int, ...] | None:
    reminders = item.get("reminders") or {}
    if reminders.get("useDefault", True):
        return None
    return tuple(int(each["minutes"]) for each in reminders.get("overrides") or ())


def _write_times(body: Json, draft: EventDraft) -> None:
    if draft.all_day:
        first, last = draft.dates
        body["start"] = {"date": first.isoformat()}
        body["end"] = {"date": (last + timedelta(days=1)).isoformat()}
        return
    zone = ZoneInfo(draft.zone)
    for side, moment in (("start", draft.start), ("end", draft.end)):
        body[side] = {"dateTime": moment.astimezone(zone).isoformat(), "timeZone": draft.zone}


def _write_attendees(body: Json, draft: EventDraft) -> None:
    """Whoever was invited before keeps their answer; rooms stay."""
    present = body.get("attendees") or []
    known = {str(entry.get("email", "")).lower(): entry for entry in present}
    invited = [
        known.get(attendee.email.lower(), {"email": attendee.email})
        | ({"displayName": attendee.name} if attendee.name else {})
        for attendee in draft.attendees
        if attendee.email
    ]
    body["attendees"] = [*invited, *(entry for entry in present if entry.get("resource"))]


def _write_recurrence(body: Json, draft: EventDraft) -> None:
    """Lines that a draft has no word for (RDATE) stay with a series that goes on."""
    others = [line for line in body.get("recurrence") or () if not line.upper().startswith(("RRULE", "EXDATE"))]
    body["recurrence"] = [*lines_of(draft), *others] if draft.rrule is not None else None


def _write_reminders(body: Json, draft: EventDraft) -> None:
    if draft.reminders is None:
        body["reminders"] = {"useDefault": True}
        return
    overrides = [{"method": "popup", "minutes": minutes} for minutes in draft.reminders]
    body["reminders"] = {"useDefault": False, "overrides": overrides}


def _write_meeting(body: Json, draft: EventDraft) -> None:
    if not draft.meeting_link:
        body["conferenceData"] = body["hangoutLink"] = None
        return
    # The same request id is the same request: one that is repeated makes no second meeting.
    request_id = event_id("meeting", f"{body['id']} {body.get('etag', '')}")
    body["conferenceData"] = {
        "createRequest": {"requestId": request_id, "conferenceSolutionKey": {"type": "hangoutsMeet"}}
    }


def _writes(name: str, value: Callable[[EventDraft], object]) -> Callable[[Json, EventDraft], None]:
    def write(body: Json, draft: EventDraft) -> None:
        body[name] = value(draft)

    return write


_WRITERS: Mapping[tuple[str, ...], Callable[[Json, EventDraft], None]] = {
    ("title",): _writes("summary", lambda draft: draft.title),
    ("location",): _writes("location", lambda draft: draft.location),
    ("description",): _writes("description", lambda draft: draft.description),
    ("start", "end", "zone", "all_day"): _write_times,
    ("attendees",): _write_attendees,
    ("rrule", "excluded"): _write_recurrence,
    ("private",): _writes("visibility", lambda draft: "private" if draft.private else "default"),
    ("transparent",): _writes("transparency", lambda draft: "transparent" if draft.transparent else "opaque"),
    ("tentative",): _writes("status", lambda draft: "tentative" if draft.tentative else "confirmed"),
    ("reminders",): _write_reminders,
    ("meeting_link",): _write_meeting,
}


def _properties(draft: EventDraft, before: Mapping[str, str]) -> dict[str, str]:
    names = [attendee.name for attendee in draft.attendees if not attendee.email and attendee.name]
    guests = json.dumps(names, ensure_ascii=False)
    if len(guests) > _LONGEST_PROPERTY:
        raise CalendarRejected(_("Google Calendar keeps no more names of guests without an address."))
    ours = {ZONE: draft.zone if draft.all_day else None, GUESTS: guests if names else None}
    kept = {name: value for name, value in before.items() if name not in ours and len(value) <= _LONGEST_PROPERTY}
    return kept | {name: value for name, value in ours.items() if value is not None}


def _check(draft: EventDraft) -> None:
    check(draft)
    reminders = draft.reminders or ()
    if len(reminders) > _MOST_REMINDERS or any(not 0 <= each <= _EARLIEST_REMINDER for each in reminders):
        raise CalendarRejected(_("Google Calendar takes up to five reminders, none earlier than four weeks before."))


def _private(item: Mapping[str, Any]) -> Mapping[str, str]:
    return (item.get("extendedProperties") or {}).get("private") or {}


def _zone_of_dates(item: Mapping[str, Any], home: str) -> str:
    return _known_zone(_private(item).get(ZONE), home)


def _known_zone(name: str | None, home: str) -> str:
    for zone in (name, home):
        try:
            if zone:
                return ZoneInfo(zone).key
        except (ValueError, KeyError, OSError):  # an unknown zone is a KeyError, a broken name one of the others
            continue
    return "UTC"
