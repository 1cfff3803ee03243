"""What becomes of an event body that is posted or patched, and how an event is told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threadline.simulator.microsoft.model import Item, Mailbox, iana, windows
from threadline.simulator.microsoft.refusals import Refusal
from threadline.simulator.microsoft.rules import rule_text

Json = dict[str, Any]

_TIMES = frozenset(("start", "end", "isAllDay"))
_READ_ONLY = frozenset(
    (
        *("id", "@odata.etag", "changeKey", "type", "seriesMasterId", "originalStart", "webLink"),
        *("organizer", "isOrganizer", "responseStatus", "iCalUId"),
    )
)
ANSWERS = {"accept": "accepted", "tentativelyAccept": "tentativelyAccepted", "decline": "declined"}
"""The calls that answer an invitation, and what they leave as answer."""
_JOINING = f"{'_' * 80}\r\nMicrosoft Teams meeting\r\nJoin: "
_DEFAULTS: Json = {
    "subject": "",
    "body": {"contentType": "text", "content": ""},
    "location": {"displayName": ""},
    "attendees": [],
    "recurrence": None,
    "sensitivity": "normal",
    "showAs": "busy",
    "isReminderOn": True,
    "reminderMinutesBeforeStart": 15,
    "isOnlineMeeting": False,
    "isCancelled": False,
    "responseStatus": {"response": "organizer"},
    "isOrganizer": True,
}


def posted(item_id: str, calendar: str, given: Mapping[str, Any], mailbox: Mailbox) -> Item:
    """A new event."""
    if "start" not in given or "end" not in given:
        raise Refusal(400, "ErrorPropertyValidationFailure", "Start and end are required.")
    blank = Item(item_id, calendar, datetime.now(UTC), datetime.now(UTC), "UTC", False, dict(_DEFAULTS))
    return patched(blank, given, mailbox)


def received(item_id: str, calendar: str, given: Mapping[str, Any], mailbox: Mailbox, organizer: str) -> Item:
    """An invitation that arrived: somebody else's event, which the owner of the mailbox has not answered."""
    item = posted(item_id, calendar, given, mailbox)
    theirs = {
        "organizer": {"emailAddress": {"name": organizer, "address": organizer}},
        "isOrganizer": False,
        "responseStatus": {"response": "notResponded"},
    }
    return replace(item, body=item.body | theirs | ({"iCalUId": given["iCalUId"]} if "iCalUId" in given else {}))


def answered(item: Item, verb: str, given: Mapping[str, Any]) -> Item:
    """An invitation with the owner's answer, which stands in `responseStatus` and not among the attendees."""
    if item.body["isOrganizer"]:
        words = "You can't respond to this meeting because you're the meeting organizer."
        raise Refusal(400, "ErrorInvalidRequest", words)
    if "proposedNewTime" in given and (verb == "accept" or not given.get("sendResponse", True)):
        raise Refusal(400, "ErrorInvalidRequest", "A new time cannot be proposed like this.")
    if "proposedNewTime" in given and not item.body.get("allowNewTimeProposals", True):
        raise Refusal(400, "ErrorInvalidRequest", "The organizer doesn't allow new time proposals.")
    body = item.body | {"responseStatus": {"response": ANSWERS[verb]}}
    return replace(item, body=body | ({"_own": True} if item.master is not None else {}))


def patched(item: Item, given: Mapping[str, Any], mailbox: Mailbox) -> Item:
    """An event with what is given in place of what it had."""
    body = item.body | {name: value for name, value in given.items() if name not in _TIMES | _READ_ONLY}
    if item.master is not None and body.get("recurrence"):
        raise Refusal(400, "ErrorOccurrenceCannotRecur", "An occurrence cannot repeat.")
    properties = {each["id"]: each for each in item.body.get("singleValueExtendedProperties", ())}
    properties |= {each["id"]: each for each in given.get("singleValueExtendedProperties", ())}
    body["singleValueExtendedProperties"] = list(properties.values())
    body["attendees"] = [_attendee(entry) for entry in body["attendees"]]
    changed = replace(item, body=body)
    if _TIMES & set(given):
        changed = _timed(changed, given)
    _check_recurrence(changed)
    if "recurrence" in given and given["recurrence"] != item.body.get("recurrence"):
        changed = replace(changed, gone_dates=())
    return _confer(changed, item)


def _global_id(item: Item) -> str:
    """Exchange's own UID, of an occurrence with its date within."""
    day = f"{item.original:%Y%m%d}" if item.original is not None else "0" * 8
    return f"040000008200E00074C5B7101A82E008{day}{sha256((item.master or item.id).encode()).hexdigest()[:40].upper()}"


def told(item: Item, request_zone: str = "UTC", expanded: tuple[str, ...] = ()) -> Json:
    """An event as Graph tells it; extended properties only those that were asked for."""
    zone = ZoneInfo("UTC" if item.all_day else iana(request_zone))
    kind = "singleInstance"
    if item.master is not None:
        kind = "exception" if item.body.get("_own") else "occurrence"
    elif item.body.get("recurrence"):
        kind = "seriesMaster"
    answer = {name: value for name, value in item.body.items() if name not in ("singleValueExtendedProperties", "_own")}
    answer |= {
        "@odata.etag": f'W/"{item.change:08d}"',
        "id": item.id,
        "changeKey": f"{item.change:08d}",
        "type": kind,
        "seriesMasterId": item.master,
        "iCalUId": item.body.get("iCalUId") or _global_id(item),
        "isAllDay": item.all_day,
        "originalStartTimeZone": item.zone,
        "originalEndTimeZone": item.zone,
        "webLink": f"https://outlook.office365.com/owa/?itemid={item.id}",
    }
    for side, moment in (("start", item.start), ("end", item.end)):
        wall = moment.astimezone(zone).replace(tzinfo=None)
        answer[side] = {"dateTime": f"{wall.isoformat()}.0000000", "timeZone": request_zone}
    if item.original is not None:
        answer["originalStart"] = f"{item.original:%Y-%m-%dT%H:%M:%SZ}"
    properties = [each for each in item.body.get("singleValueExtendedProperties", ()) if each["id"] in expanded]
    return answer | ({"singleValueExtendedProperties": properties} if properties else {})


def _timed(item: Item, given: Mapping[str, Any]) -> Item:
    all_day = bool(given.get("isAllDay", item.all_day))
    if "start" not in given or "end" not in given:
        raise Refusal(400, "ErrorPropertyValidationFailure", "Start and end change together here.")
    zone = windows(str(given["start"].get("timeZone", "UTC")))
    start, end = (_moment(given[side], all_day) for side in ("start", "end"))
    if end < start:
        raise Refusal(400, "ErrorCalendarEndDateIsEarlierThanStartDate", "The end is before the start.")
    if all_day and (start.time() != time() or end.time() != time() or end == start):
        raise Refusal(400, "ErrorInvalidRequest", "The start and end of an all-day event are midnights.")
    return replace(item, start=start, end=end, zone=zone, all_day=all_day)


def _moment(value: Mapping[str, str], all_day: bool) -> datetime:
    try:
        zone = ZoneInfo("UTC" if all_day else iana(value["timeZone"]))
        moment = datetime.fromisoformat(value["dateTime"])
    except (KeyError, ValueError, ZoneInfoNotFoundError):
        raise Refusal(400, "TimeZoneNotSupportedException", "A time or its zone is not supported.") from None
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _attendee(entry: Mapping[str, Any]) -> Json:
    address = entry.get("emailAddress") or {}
    if "@" not in str(address.get("address", "")):
        raise Refusal(400, "ErrorInvalidRecipients", "At least one recipient is not valid.")
    named = {"name": address.get("name") or address["address"], "address": address["address"]}
    answer = entry.get("status") or {"response": "none", "time": "0001-01-01T00:00:00Z"}
    return {"type": entry.get("type", "required"), "status": answer, "emailAddress": named}


def _check_recurrence(item: Item) -> None:
    recurrence = item.body.get("recurrence")
    if not recurrence:
        return
    try:
        rule_text(recurrence)
    except (KeyError, ValueError, TypeError):
        raise Refusal(400, "ErrorRecurrenceInvalid", "The recurrence is not valid.") from None
    if recurrence["range"].get("startDate") != f"{item.start.astimezone(item.tz):%Y-%m-%d}":
        raise Refusal(400, "ErrorRecurrenceInvalid", "A series starts on the date of its first event.")


def _confer(item: Item, before: Item) -> Item:
    """A meeting, once there, stays; Teams puts lines about joining below the text."""
    if before.body.get("onlineMeeting"):
        return replace(item, body=item.body | {"isOnlineMeeting": True, "onlineMeeting": before.body["onlineMeeting"]})
    if not item.body.get("isOnlineMeeting"):
        return item
    link = f"https://teams.microsoft.com/l/meetup-join/{item.id}"
    content = f"{item.body['body']['content']}\r\n\r\n{_JOINING}{link}\r\n"
    more = {"onlineMeeting": {"joinUrl": link}, "body": {"contentType": "text", "content": content}}
    return replace(item, body=item.body | more)
