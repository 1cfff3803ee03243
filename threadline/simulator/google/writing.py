"""What becomes of an event body that is inserted or put: checked, and completed as Google completes it."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from threadline.simulator.calendars.repeating import starts
from threadline.simulator.google.model import StoredCalendar, span
from threadline.simulator.google.refusals import Refusal

Json = dict[str, Any]

_ID = re.compile(r"[a-v0-9]{5,1024}")
_KEPT = (
    "id",
    "created",
    "creator",
    "organizer",
    "iCalUID",
    "htmlLink",
    "recurringEventId",
    "originalStartTime",
    "kind",
)
_READ_ONLY = frozenset((*_KEPT, "etag", "updated", "hangoutLink", "sequence"))
_TIMES = ("start", "end", "recurrence")
_SHARED = (*_TIMES, "summary", "location", "description", "status")


def inserted(calendar: StoredCalendar, body: Mapping[str, Any], owner: str, address: str, *, conferences: bool) -> Json:
    """A new event. `owner` is the person of the calendar, `address` where the fake is."""
    event_id = str(body.get("id", ""))
    if not _ID.fullmatch(event_id):
        raise Refusal(400, "invalid", "Invalid resource id value.")
    fixed = {
        "kind": "calendar#event",
        "id": event_id,
        "iCalUID": f"{event_id}@google.com",
        "htmlLink": f"{address}/event?eid={event_id}",
        "created": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
        "creator": {"email": owner},
        "organizer": {"email": owner, "self": True},
        "sequence": 0,
    }
    return _completed(calendar, body, fixed, owner, conferences=conferences)


def imported(
    calendar: StoredCalendar, body: Mapping[str, Any], owner: str, address: str, known: Mapping[str, Any] | None
) -> Json:
    """A copy under the id that Google gives; it keeps its UID, its organiser and its SEQUENCE."""
    event_id = known["id"] if known is not None else sha256(f"{owner} {body['iCalUID']}".encode()).hexdigest()[:26]
    organizer = dict(body.get("organizer") or {"email": owner})
    if organizer["email"].lower() == owner.lower():
        organizer["self"] = True
    fixed = {
        "kind": "calendar#event",
        "id": event_id,
        "iCalUID": body["iCalUID"],
        "htmlLink": f"{address}/event?eid={event_id}",
        "created": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
        "creator": {"email": owner},
        "organizer": organizer,
        "sequence": int(body.get("sequence", 0)),
    }
    return _completed(calendar, body, fixed, owner, conferences=False)


def received(calendar: StoredCalendar, body: Mapping[str, Any], organizer: str, guest: str) -> Json:
    """A guest's copy of somebody else's event: `self` is the guest there, and the organiser's entry has none."""
    event = inserted(calendar, body, guest, "", conferences=False)
    host = {"email": organizer, "organizer": True, "responseStatus": "accepted"}
    people = [host, *({name: each[name] for name in each if name != "organizer"} for each in event["attendees"])]
    return event | {"organizer": {"email": organizer}, "creator": {"email": organizer}, "attendees": people}


def patched(calendar: StoredCalendar, event: Mapping[str, Any], body: Mapping[str, Any], owner: str) -> Json:
    """An event with what is given in place of what it had.

    A list of guests is replaced whole, except where `attendeesOmitted` says that it is the own entry alone: then that
    answer changes and nothing else of the guests.
    """
    given = dict(body)
    if given.pop("attendeesOmitted", False):
        answers = {entry["email"].lower(): entry.get("responseStatus") for entry in given.get("attendees") or ()}
        given["attendees"] = [
            entry
            | ({"responseStatus": answers[owner.lower()]} if entry.get("self") and owner.lower() in answers else {})
            for entry in event.get("attendees") or ()
        ]
    return replaced(calendar, event, dict(event) | given, owner, conferences=True)


def _check_shared(event: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """A guest's copy keeps what is the organiser's; the guest's own answer, reminders and the like are theirs."""
    if event["organizer"].get("self"):
        return

    def shared(which: Mapping[str, Any]) -> list[Any]:
        others = [entry for entry in which.get("attendees") or () if not entry.get("self")]
        return [others, *(which.get(name) for name in _SHARED)]

    if shared(event) != shared(changed):
        raise Refusal(403, "forbiddenForNonOrganizer", "Shared properties can only be changed by the organizer.")


def replaced(
    calendar: StoredCalendar, event: Mapping[str, Any], body: Mapping[str, Any], owner: str, *, conferences: bool
) -> Json:
    """An event with another body: what the body leaves out is gone, what Google alone writes stays."""
    fixed = {name: event[name] for name in _KEPT if name in event} | {"sequence": event["sequence"]}
    if not conferences and "conferenceData" in event:
        fixed["conferenceData"] = event["conferenceData"]
    found = _completed(calendar, body, fixed, owner, conferences=conferences)
    if "recurringEventId" in found and "recurrence" in found:
        raise Refusal(400, "invalid", "An instance cannot repeat.")
    _check_shared(event, found)
    if any(found.get(name) != event.get(name) for name in _TIMES):
        found["sequence"] += 1
    return found


def _completed(
    calendar: StoredCalendar, body: Mapping[str, Any], fixed: Json, owner: str, *, conferences: bool
) -> Json:
    given = {name: value for name, value in body.items() if name not in _READ_ONLY and value not in (None, [])}
    if not conferences:
        given.pop("conferenceData", None)
    event: Json = {"status": "confirmed", "eventType": "default", "reminders": {"useDefault": True}} | given | fixed
    for side in ("start", "end"):
        event[side] = _time(event.get(side), calendar.zone)
    _check_times(calendar, event)
    if "attendees" in event:
        hosts = bool(event["organizer"].get("self"))
        event["attendees"] = [_attendee(entry, owner, hosts=hosts) for entry in event["attendees"]]
    if event.get("visibility") == "default":
        del event["visibility"]
    if event.get("transparency") == "opaque":
        del event["transparency"]
    _check_reminders(event["reminders"])
    _confer(event)
    return event


def _time(value: object, home: str) -> Json:
    """A time as Google gives it back: its offset is the calendar's, its zone the one it was said in."""
    if not isinstance(value, dict) or ("date" in value) == ("dateTime" in value):
        raise Refusal(400, "required", "Missing or invalid start or end time.")
    try:
        if "date" in value:
            return {"date": date.fromisoformat(value["date"]).isoformat()}
        zone = ZoneInfo(value.get("timeZone") or home)
        moment = datetime.fromisoformat(value["dateTime"])
    except (ValueError, KeyError):
        raise Refusal(400, "invalid", "Invalid value for a time.") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return {"dateTime": moment.astimezone(ZoneInfo(home)).isoformat(), "timeZone": zone.key}


def _check_times(calendar: StoredCalendar, event: Json) -> None:
    start, end = span(event, calendar.zone)
    if ("date" in event["start"]) != ("date" in event["end"]) or end < start:
        raise Refusal(400, "timeRangeEmpty", "The specified time range is empty.")
    rules = [line[6:] for line in event.get("recurrence", ()) if line.startswith("RRULE:")]
    if "recurrence" in event and len(rules) != 1:
        raise Refusal(400, "invalid", "Invalid recurrence rule.")
    for rule in rules:
        until = re.search(r"UNTIL=([^;]*)", rule)
        if until and ("T" in until[1]) == ("date" in event["start"]):
            raise Refusal(400, "invalid", "Invalid recurrence rule.")
        try:
            starts(rule, start.astimezone(ZoneInfo(calendar.zone)), start, start + timedelta(days=1))
        except ValueError:
            raise Refusal(400, "invalid", "Invalid recurrence rule.") from None


def _attendee(entry: Mapping[str, Any], owner: str, *, hosts: bool) -> Json:
    if "@" not in str(entry.get("email", "")):
        raise Refusal(400, "invalid", "Invalid attendee email.")
    found = {"responseStatus": "needsAction"} | dict(entry)
    if entry["email"].lower() == owner.lower():
        found |= {"self": True} | ({"organizer": True} if hosts else {})
    return found


def _check_reminders(reminders: Mapping[str, Any]) -> None:
    overrides = reminders.get("overrides") or []
    if reminders.get("useDefault") and overrides:
        raise Refusal(400, "cannotUseDefaultRemindersAndSpecifyOverride", "Cannot specify both default reminders.")
    if len(overrides) > 5:
        raise Refusal(400, "invalid", "Too many reminders.")


def _confer(event: Json) -> None:
    conference = event.get("conferenceData")
    event.pop("hangoutLink", None)
    if not conference:
        event.pop("conferenceData", None)
        return
    request = conference.get("createRequest")
    if request and not conference.get("entryPoints"):
        code = request["requestId"][:10]
        link = f"https://meet.google.com/{code[:3]}-{code[3:7]}-{code[7:]}"
        conference = {
            "createRequest": request | {"status": {"statusCode": "success"}},
            "conferenceId": code,
            "conferenceSolution": {"key": {"type": "hangoutsMeet"}, "name": "Google Meet"},
            "entryPoints": [{"entryPointType": "video", "uri": link}],
        }
    event["conferenceData"] = conference
    event["hangoutLink"] = conference["entryPoints"][0]["uri"]
