"""Events in the shape of Google Calendar's API (v3, resource Events): from it to ours, and what of it is read."""

import datetime as dt
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from threadline.bots.webhook.schema.base import Instant, View

Json = dict[str, Any]

_STORABLE = "^[^\\u0000]*$"
_TIME: Json = {
    "type": "object",
    "description": "As Google Calendar writes it: `dateTime` with an offset or a `timeZone`, or `date`",
    "properties": {
        "dateTime": {"type": ["string", "null"], "format": "date-time"},
        "date": {"type": ["string", "null"], "format": "date"},
        "timeZone": {"type": ["string", "null"], "format": "time-zone"},
    },
    "anyOf": [{"required": [name], "properties": {name: {"type": "string"}}} for name in ("dateTime", "date")],
}
_MOMENT: Json = {
    "type": "object",
    "description": "As Google Calendar writes it: `dateTime` with an offset or a `timeZone`",
    "properties": {
        "dateTime": {"type": "string", "format": "date-time"},
        "timeZone": {"type": ["string", "null"], "format": "time-zone"},
    },
    "required": ["dateTime"],
}
_EVENT: Json = {
    "type": "object",
    "description": "The event in the shape of Google Calendar's API",
    "required": ["summary", "start", "end"],
    "properties": {
        "summary": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": _STORABLE},
        "description": {"type": ["string", "null"], "maxLength": 8000, "pattern": _STORABLE},
        "location": {"type": ["string", "null"], "maxLength": 500, "pattern": _STORABLE},
        "start": _TIME,
        "end": _TIME,
    },
}
_NAMES = {"summary": "title", "description": "description", "location": "location"}
_CLEARABLE = {"description": "description", "location": "location", "recurrence": "recurrence"}


def from_google(given: Any, *, changes: bool = False) -> Any:
    """A body with an event in Google's shape as ours; any other as it is. Of `changes`, null and "" clear."""
    if not isinstance(given, dict) or "event" not in given:
        return given
    event, others = given["event"], {name: value for name, value in given.items() if name != "event"}
    if event is None:
        return others
    if not isinstance(event, dict):
        return given
    cleared = {ours: None for theirs, ours in _CLEARABLE.items() if theirs in event} if changes else {}
    return {**cleared, **_ours(event), **others}


def changes_from_google(given: Any) -> Any:
    """Changes of an event, also where Google's words for them stand among ours, as in a request to its API."""
    if isinstance(given, dict) and isinstance(given.get("event"), dict | None):
        theirs = {name for name in ("start", "end") if isinstance(given.get(name), dict)} | ({"summary"} & set(given))
        event = {**(given.get("event") or {}), **{name: given[name] for name in theirs}}
        given = {**{name: value for name, value in given.items() if name not in theirs}, "event": event or None}
    return from_google(given, changes=True)


def changes_in_google(schema: Json) -> None:
    """Say in the schema of what is to be changed that it may come in the other shape."""
    fields = schema["properties"]
    moments = {"start": _MOMENT, "end": _MOMENT}
    event = {"type": "object", "properties": {**_EVENT["properties"], **moments}, "description": _EVENT["description"]}
    fields["event"] = {"anyOf": [event, {"type": "null"}]}
    fields["summary"] = {"anyOf": [_EVENT["properties"]["summary"], {"type": "null"}]}
    for name, moment in moments.items():
        fields[name]["anyOf"].append(moment)


def also_google(schema: Json) -> None:
    """Say in the schema of our event that it may come in the other shape."""
    required = schema.pop("required")
    schema["properties"]["event"] = {"anyOf": [_EVENT, {"type": "null"}]}
    schema["oneOf"] = [
        {"required": required, "properties": {"event": {"type": "null"}}},
        {"required": ["event"], "properties": {"event": {"type": "object"}}},
    ]


def _ours(event: Mapping[str, Any]) -> Json:
    made: Json = {ours: event[theirs] for theirs, ours in _NAMES.items() if event.get(theirs) not in (None, "")}
    zone = None
    for name in ("start", "end"):
        if name in event:
            made[name] = _time(event[name])
            zone = zone or (event[name].get("timeZone") if isinstance(event[name], dict) else None)
    if zone:
        made["timezone"] = zone
    if (guests := event.get("attendees")) is not None:
        made["attendees"] = [_guest(each) for each in guests] if isinstance(guests, list) else guests
    if isinstance(event.get("recurrence"), list):
        rules = [each for each in event["recurrence"] if isinstance(each, str) and each.startswith("RRULE:")]
        made |= {"recurrence": rules[0].removeprefix("RRULE:")} if rules else {}
    if (minutes := _reminders(event.get("reminders"))) is not None:
        made["reminders"] = minutes
    made |= {"private": True} if event.get("visibility") in ("private", "confidential") else {}
    made |= {"transparent": True} if event.get("transparency") == "transparent" else {}
    return made


def _time(value: Any) -> Any:
    """A day, or an instant; a time without an offset is one of its zone."""
    if not isinstance(value, dict):
        return value
    if value.get("dateTime") is None:
        return value.get("date")
    try:
        moment = datetime.fromisoformat(value["dateTime"])
        zone = ZoneInfo(value["timeZone"])
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError, OSError):
        return value["dateTime"]
    return moment.replace(tzinfo=zone).isoformat() if moment.tzinfo is None else value["dateTime"]


def _guest(guest: Any) -> Any:
    if not isinstance(guest, dict):
        return guest
    names = {"email": "email", "displayName": "name"}
    return {ours: guest[theirs] for theirs, ours in names.items() if guest.get(theirs) not in (None, "")}


def _reminders(value: Any) -> list[Any] | None:
    """Minutes before the start; None where the calendar does it by itself."""
    if not isinstance(value, dict) or value.get("useDefault", True) or not isinstance(value.get("overrides"), list):
        return None
    return [each.get("minutes") for each in value["overrides"] if isinstance(each, dict)]


class GoogleTimeView(View):
    """A time as Google Calendar writes it: `dateTime`, or the `date` of an all-day event, whose end is exclusive."""

    dateTime: Instant | None = Field(default=None, exclude_if=lambda value: value is None)  # noqa: N815 - Google's
    date: dt.date | None = Field(default=None, exclude_if=lambda value: value is None)
    timeZone: str  # noqa: N815 - Google's


class GoogleGuestView(View):
    """Somebody invited, as Google Calendar writes it."""

    email: str | None = Field(default=None, exclude_if=lambda value: value is None)
    displayName: str = ""  # noqa: N815 - Google's
    responseStatus: Literal["needsAction"] = "needsAction"  # noqa: N815 - Google's


class GoogleEventView(View):
    """An event in the shape of Google Calendar's API, with what else is known of it beside that."""

    id: str | None
    status: Literal["confirmed"] = "confirmed"
    summary: str
    description: str | None = None
    location: str | None = None
    start: GoogleTimeView
    end: GoogleTimeView
    attendees: list[GoogleGuestView] = []
    recurrence: list[str] | None = Field(default=None, exclude_if=lambda value: value is None)
    htmlLink: str | None  # noqa: N815 - Google's
    calendar_id: str | None = None
    title: str
    all_day: bool = False
    timezone: str
    version: str | None = None
