"""Events as Graph has them, read and written (learn.microsoft.com/graph/api/resources/event).

Graph mails everybody among an event's attendees. Whom nobody asked to invite is therefore not among them but in an
extended property of ours, as is what Graph has no field for: our key, the IANA zone (Graph keeps Windows' names),
guests without an address, that reminders are the calendar's own affair, and how often we changed the event.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from threadline.calendar.backend import Reader
from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.microsoft.recurrence_pattern import recurrence_of, rule_of
from threadline.calendar.microsoft.zones import iana_of, windows_of
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import check, occurrence_id
from threadline.texts.messages import _

Json = dict[str, Any]

UNTITLED = "(No title)"
_ANSWERS = {
    "accepted": Response.ACCEPTED,
    "tentativelyAccepted": Response.TENTATIVE,
    "declined": Response.DECLINED,
}
_SET = "String {7b1f6e0c-3a55-4c0e-9a3e-5d0c6b1d2f10} Name"
ID_PROPERTY, DATA_PROPERTY, UID_PROPERTY = (f"{_SET} Threadline{name}" for name in ("Id", "Data", "Uid"))
EXPAND = (
    f"singleValueExtendedProperties($filter=id eq '{ID_PROPERTY}' or id eq '{DATA_PROPERTY}' or id eq '{UID_PROPERTY}')"
)
PERSONAL = ("reminders", "transparent", "tentative", "private")
"""What a guest may change of a draft here."""
_LONGEST_DATA = 8_000
_EARLIEST_REMINDER = 40_320
_JOINING = "_" * 40
"""Begins the lines about joining that Teams puts below the text; without them an event loses its meeting."""


@dataclass(frozen=True, slots=True)
class Data:
    """What our extended property holds. `guests` are names and addresses of people who were not invited.

    `organizer` is who organises what this is a copy of; such a copy's guests are all `guests`, with their answers.
    """

    key: str | None = None
    zone: str | None = None
    guests: tuple[Attendee, ...] = ()
    own_reminder: bool = False
    sequence: int = 0
    organizer: Attendee | None = None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> "Data":
        """That of a resource; what is broken counts as none."""
        try:
            values = json.loads(properties_of(item).get(DATA_PROPERTY, "{}"))
            guests = tuple(
                Attendee(str(name), email, Response(*answer)) if answer else Attendee(str(name), email)
                for name, email, *answer in values.get("guests", ())
            )
            sequence, own = int(values.get("sequence", 0)), bool(values.get("own_reminder"))
            organizer = Attendee(*values["organizer"]) if values.get("organizer") else None
            return cls(values.get("key"), values.get("zone"), guests, own, sequence, organizer)
        except (ValueError, TypeError, AttributeError):
            return cls()

    def to_json(self) -> str:
        """The property's value. Raises `CalendarRejected` where it is too long to be kept."""
        guests = [
            [guest.name, guest.email, *([guest.response.value] if guest.response is not Response.NONE else [])]
            for guest in self.guests
        ]
        values: Json = {"key": self.key, "zone": self.zone, "guests": guests, "sequence": self.sequence}
        if self.organizer is not None:
            values["organizer"] = [self.organizer.name, self.organizer.email]
        text = json.dumps(values | {"own_reminder": self.own_reminder}, ensure_ascii=False)
        if len(text) > _LONGEST_DATA:
            raise CalendarRejected(_("Microsoft 365 keeps no more guests who are not invited."))
        return text


def properties_of(item: Mapping[str, Any]) -> dict[str, str]:
    """Extended properties by id."""
    return {each["id"]: each["value"] for each in item.get("singleValueExtendedProperties") or ()}


def event_of(calendar_id: str, item: Mapping[str, Any], reader: Reader) -> Event:
    """The event of a resource, with the reader's own answer, which Graph tells apart from those of the others."""
    data, draft = Data.of(item), draft_of(item)
    if draft.organizer is not None and data.organizer is None:
        answer = own_answer(item)
        guests = (replace(who, response=answer) if reader.is_me(who.email) else who for who in draft.attendees)
        draft = replace(draft, attendees=tuple(guests))
    meeting = item.get("onlineMeeting") or {}
    return Event(
        id=port_id(item, draft.zone),
        calendar_id=calendar_id,
        draft=draft,
        version=item.get("@odata.etag", ""),
        key=data.key,
        link=item.get("webLink"),
        sequence=data.sequence,
        uid=properties_of(item).get(UID_PROPERTY) or item.get("iCalUId", ""),
        meeting_link=meeting.get("joinUrl") or item.get("onlineMeetingUrl") or None,
    )


def port_id(item: Mapping[str, Any], zone: str) -> str:
    """The id as the port has it: an occurrence's names the instant it would start at by the series."""
    series, original = item.get("seriesMasterId"), item.get("originalStart")
    if not series or not original:
        return str(item["id"])
    moment = _aware(str(original))
    if item.get("isAllDay"):
        moment = datetime.combine(_date(moment, zone), time(), ZoneInfo(zone))
    return occurrence_id(series, moment)


def draft_of(item: Mapping[str, Any]) -> EventDraft:
    """What the resource says, as a draft."""
    data, title = Data.of(item), item.get("subject") or UNTITLED
    zone = _zone(item, data)
    start, end = (_aware(item[side]["dateTime"], item[side].get("timeZone")) for side in ("start", "end"))
    if item.get("isAllDay"):
        first, after = _date(start, zone), _date(end, zone)
        draft = EventDraft.of_dates(title, first, max(first, after - timedelta(days=1)), zone)
    else:
        end = max(end, start + timedelta(minutes=1))  # Graph has events without a length
        draft = EventDraft(title, start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone)), zone)
    return replace(
        draft,
        location=(item.get("location") or {}).get("displayName") or None,
        description=_description(item),
        attendees=(*(_attendee(each) for each in people_of(item)), *data.guests),
        rrule=rule_of(item["recurrence"]) if item.get("recurrence") else None,
        excluded=_excluded(item, draft),
        private=item.get("sensitivity") in ("private", "confidential"),
        transparent=item.get("showAs") in ("free", "workingElsewhere") or own_answer(item) is Response.DECLINED,
        tentative=item.get("showAs") == "tentative",
        organizer=data.organizer or organizer_of(item),
        reminders=_reminders(item, data),
        meeting_link=bool(item.get("isOnlineMeeting")),
    )


def new_resource(
    draft: EventDraft, key: str, transaction: str, *, invite: bool, copy_of: Identity | None = None
) -> Json:
    """The body that creates a draft. Raises `CalendarRejected`. As a copy it has no guests for Graph to mail.

    Graph lets nobody choose a UID, so that of a copy stands in a property of ours.
    """
    _check(draft)
    body = _times(draft) | {
        "transactionId": transaction,
        "subject": draft.title,
        "body": {"contentType": "text", "content": draft.description or ""},
        "location": {"displayName": draft.location or ""},
        "recurrence": recurrence_of(draft),
        "sensitivity": "private" if draft.private else "normal",
        "showAs": draft.show_as.value,
    }
    body |= _reminder(draft) | ({"isOnlineMeeting": True} if draft.meeting_link else {})
    invited, guests = _people(draft, {}, invite=invite and copy_of is None)
    body["attendees"] = invited
    sequence = copy_of.sequence if copy_of is not None else 0
    data = Data(key, draft.zone, guests, draft.reminders is None, sequence, draft.organizer)
    named = {ID_PROPERTY: transaction, DATA_PROPERTY: data.to_json()}
    return body | _property_values(named | ({UID_PROPERTY: copy_of.uid} if copy_of is not None else {}))


def changed_resource(
    item: Mapping[str, Any], draft: EventDraft, *, invite: bool, copy_of: Identity | None = None
) -> Json:
    """The body that changes a resource, without what the draft does not change. Raises `CalendarRejected`."""
    _check(draft)
    if item.get("seriesMasterId") and draft.rrule is not None:
        raise CalendarRejected(_("One occurrence of a series does not repeat itself."))
    before, data, body = draft_of(item), Data.of(item), _plain_changes(item, draft)
    same_series = (before.rrule, before.start) == (draft.rrule, draft.start)  # another rule begins anew
    if same_series and _excluded_starts(before) - _excluded_starts(draft):
        raise CalendarRejected(_("Microsoft 365 cannot bring back an occurrence that was deleted from a series."))
    moved = any(getattr(before, name) != getattr(draft, name) for name in ("start", "end", "zone", "all_day"))
    if moved:
        body |= _times(draft)
    if draft.rrule != before.rrule or (moved and draft.rrule is not None):
        body["recurrence"] = recurrence_of(draft)
    if draft.reminders != before.reminders:
        body |= _reminder(draft)
    present = item.get("attendees") or []
    known = {str(each.get("emailAddress", {}).get("address", "")).lower(): each for each in present}
    invited, guests = _people(draft, known, invite=invite)
    invited += [each for each in present if each.get("type") == "resource"]
    if invited != present:
        body["attendees"] = invited
    sequence = data.sequence + 1 if copy_of is None else copy_of.sequence
    data = replace(data, zone=draft.zone, guests=guests, own_reminder=draft.reminders is None, sequence=sequence)
    return body | _property_values({DATA_PROPERTY: data.to_json()})


def newly_excluded(before: EventDraft, draft: EventDraft) -> list[datetime]:
    """Starts (UTC) that the draft excludes and that still take place."""
    return sorted(_excluded_starts(draft) - _excluded_starts(before))


def _excluded_starts(draft: EventDraft) -> set[datetime]:
    return {moment.astimezone(UTC) for moment in draft.excluded}


def people_of(item: Mapping[str, Any]) -> list[Json]:
    """The attendees that are no rooms."""
    return [each for each in item.get("attendees") or () if each.get("type") != "resource"]


def _plain_changes(item: Mapping[str, Any], draft: EventDraft) -> Json:
    before = draft_of(item)
    body: Json = {}
    if draft.title != before.title:
        body["subject"] = draft.title
    if draft.location != before.location:
        body["location"] = {"displayName": draft.location or ""}
    if draft.description != before.description:
        body["body"] = {"contentType": "text", "content": f"{draft.description or ''}{_joining(item)}"}
    if draft.private != before.private:
        body["sensitivity"] = "private" if draft.private else "normal"
    if draft.show_as is not before.show_as:
        body["showAs"] = draft.show_as.value
    if draft.meeting_link and not before.meeting_link:
        body["isOnlineMeeting"] = True
    elif before.meeting_link and not draft.meeting_link:
        raise CalendarRejected(_("Microsoft 365 does not take the video meeting away from an event that has one."))
    return body


def _times(draft: EventDraft) -> Json:
    zone = ZoneInfo(draft.zone)
    moments = {"start": draft.start.astimezone(zone), "end": draft.end.astimezone(zone)}
    if draft.all_day:
        first, last = draft.dates
        dates = {"start": first, "end": last + timedelta(days=1)}
        moments = {side: datetime.combine(day, time(), zone) for side, day in dates.items()}
    named = windows_of(draft.zone)
    times = {
        side: {"dateTime": moment.replace(tzinfo=None).isoformat(), "timeZone": named}
        for side, moment in moments.items()
    }
    return {"isAllDay": draft.all_day, **times}


def time_slot(start: datetime, end: datetime, zone: str) -> Json:
    """A stretch of time as Graph has it, on the clock of an IANA zone."""
    here, named = ZoneInfo(zone), windows_of(zone)
    return {
        side: {"dateTime": moment.astimezone(here).replace(tzinfo=None).isoformat(), "timeZone": named}
        for side, moment in (("start", start), ("end", end))
    }


def _people(draft: EventDraft, known: Mapping[str, Json], *, invite: bool) -> tuple[list[Json], tuple[Attendee, ...]]:
    """Who is among Graph's attendees, and who is kept by us. Whoever was invited before stays so."""
    invited: list[Json] = []
    guests: list[Attendee] = []
    for attendee in draft.attendees:
        present = known.get((attendee.email or "").lower()) if attendee.email else None
        if present is not None:
            invited.append(present)
        elif attendee.email and invite:
            address = {"address": attendee.email} | ({"name": attendee.name} if attendee.name else {})
            invited.append({"emailAddress": address, "type": "required"})
        else:
            guests.append(attendee)
    return invited, tuple(guests)


def _reminder(draft: EventDraft) -> Json:
    if draft.reminders is None:
        return {}
    if not draft.reminders:
        return {"isReminderOn": False}
    return {"isReminderOn": True, "reminderMinutesBeforeStart": draft.reminders[0]}


def _reminders(item: Mapping[str, Any], data: Data) -> tuple[int, ...] | None:
    if data.own_reminder:
        return None
    return (int(item.get("reminderMinutesBeforeStart") or 0),) if item.get("isReminderOn") else ()


def _property_values(values: Mapping[str, str]) -> Json:
    return {"singleValueExtendedProperties": [{"id": name, "value": value} for name, value in values.items()]}


def _description(item: Mapping[str, Any]) -> str | None:
    return (
        _text(item).partition(_JOINING)[0].strip("\n") or None if item.get("isOnlineMeeting") else _text(item) or None
    )


def _joining(item: Mapping[str, Any]) -> str:
    _, mark, rest = _text(item).partition(_JOINING)
    return f"\n\n{mark}{rest}" if mark and item.get("isOnlineMeeting") else ""


def _text(item: Mapping[str, Any]) -> str:
    return str((item.get("body") or {}).get("content") or "").replace("\r\n", "\n").rstrip("\n")


def _attendee(entry: Mapping[str, Any]) -> Attendee:
    address = entry.get("emailAddress") or {}
    name, email = str(address.get("name") or ""), address.get("address")
    answer = _ANSWERS.get(str((entry.get("status") or {}).get("response")), Response.NONE)
    return Attendee("" if name == email else name, email, answer)


def organizer_of(item: Mapping[str, Any]) -> Attendee | None:
    """Who organises it, where that is not the owner of the calendar it was read from."""
    if item.get("isOrganizer", True) or not (item.get("organizer") or {}).get("emailAddress", {}).get("address"):
        return None
    return replace(_attendee(item["organizer"]), response=Response.NONE)


def own_answer(item: Mapping[str, Any]) -> Response:
    """What the owner of the calendar has answered."""
    return _ANSWERS.get(str((item.get("responseStatus") or {}).get("response")), Response.NONE)


def _excluded(item: Mapping[str, Any], draft: EventDraft) -> tuple[datetime, ...]:
    """The starts of occurrences that were deleted: Graph tells their dates, as `OID.<series>.<date>`."""
    days = [str(each).rpartition(".")[2] for each in item.get("cancelledOccurrences") or ()]
    zone = ZoneInfo(draft.zone)
    at = draft.start.astimezone(zone).time()
    return tuple(datetime.combine(date.fromisoformat(day), at, zone) for day in sorted(days))


def _zone(item: Mapping[str, Any], data: Data) -> str:
    """The zone that was said, as long as Graph still has the same; the usual one for a Windows name otherwise."""
    told = item.get("originalStartTimeZone") or "UTC"
    if data.zone and windows_of(data.zone) == windows_of(told):
        return iana_of(data.zone)
    return iana_of(told)


def _aware(text: str, zone: str | None = None) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(iana_of(zone)))


def _date(moment: datetime, zone: str) -> date:
    """The date of an all-day event: Graph tells it as midnight, whatever the zone; else it is the nearest one."""
    if moment.time() == time():
        return moment.date()
    return (moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(hours=12)).date()


def _check(draft: EventDraft) -> None:
    check(draft)
    reminders = draft.reminders or ()
    if len(reminders) > 1 or any(not 0 <= each <= _EARLIEST_REMINDER for each in reminders):
        raise CalendarRejected(_("Microsoft 365 takes one reminder, no earlier than four weeks before."))
