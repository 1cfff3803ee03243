"""The REST API of the fake: `/calendar/v3/…`, as far as Threadline and its tests use it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from threadline.simulator.calendars.consent import Consent
from threadline.simulator.calendars.faults import Faults
from threadline.simulator.google.channels import Channels
from threadline.simulator.google.model import Directory, StoredCalendar, invited, span
from threadline.simulator.google.refusals import Refusal
from threadline.simulator.google.serving import address_of, body_of, served
from threadline.simulator.google.writing import imported, inserted, patched, replaced

Json = dict[str, Any]
Operation = Callable[[web.Request, str], Awaitable[Json]]

_AUTH = "https://www.googleapis.com/auth/"
_FULL = f"{_AUTH}calendar"
_EVENTS = frozenset((_FULL, f"{_AUTH}calendar.events"))
_LISTS = frozenset((_FULL, f"{_AUTH}calendar.readonly", f"{_AUTH}calendar.calendarlist.readonly"))
_FREE = frozenset((_FULL, f"{_AUTH}calendar.readonly", f"{_AUTH}calendar.freebusy", f"{_AUTH}calendar.events.freebusy"))
_WRITERS = ("owner", "writer")
_READERS = (*_WRITERS, "reader")
_FAR = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC))


class Rest:
    """Answers the API. `address` tells where it listens, `page_size` bounds pages below what is asked for."""

    def __init__(
        self,
        directory: Directory,
        consent: Consent,
        faults: Faults,
        address: Callable[[], str],
        channels: Channels,
    ) -> None:
        self.directory = directory
        self._channels = channels
        self.page_size = 2_500
        self._address = address
        self._consent = consent
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        """Its addresses."""
        root, events = "/calendar/v3", "/calendar/v3/calendars/{calendar}/events"
        operations = (
            ("GET", f"{root}/users/me/calendarList", "calendarList.list", _LISTS, self._calendars),
            ("GET", f"{root}/users/me/calendarList/{{calendar}}", "calendarList.get", _LISTS, self._calendar_entry),
            ("POST", f"{root}/freeBusy", "freebusy.query", _FREE, self._free_busy),
            ("GET", events, "events.list", _EVENTS, self._list),
            ("POST", events, "events.insert", _EVENTS, self._insert),
            ("POST", f"{events}/import", "events.import", _EVENTS, self._import),
            ("GET", f"{events}/{{event}}", "events.get", _EVENTS, self._get),
            ("PUT", f"{events}/{{event}}", "events.update", _EVENTS, self._update),
            ("PATCH", f"{events}/{{event}}", "events.patch", _EVENTS, self._patch),
            ("DELETE", f"{events}/{{event}}", "events.delete", _EVENTS, self._delete),
            ("POST", f"{events}/watch", "events.watch", _EVENTS, self._watch),
            ("POST", f"{root}/channels/stop", "channels.stop", _EVENTS, self._stop),
        )
        return [
            web.route(method, path, served(self._faults, name, self._caller(scopes), operation))
            for method, path, name, scopes, operation in operations
        ]

    def _caller(self, scopes: frozenset[str]) -> Callable[[web.Request], str]:
        return lambda request: address_of(self._consent, request, scopes)

    def _calendar(self, request: web.Request, caller: str, roles: Sequence[str] = _READERS) -> StoredCalendar:
        asked = unquote(request.match_info["calendar"])
        calendar = self.directory.calendars.get(caller if asked == "primary" else asked)
        role = calendar.access.get(caller) if calendar else None
        if calendar is None or role not in (*_READERS, "freeBusyReader"):
            raise Refusal(404, "notFound", "Not Found")
        if role not in roles:
            raise Refusal(403, "requiredAccessLevel", "You need to have writer access to this calendar.")
        return calendar

    async def _watch(self, request: web.Request, caller: str) -> Json:
        return self._channels.watch(self._calendar(request, caller), await body_of(request))

    async def _stop(self, request: web.Request, caller: str) -> Json:
        self._channels.stop(await body_of(request))
        return {}

    async def _calendars(self, request: web.Request, caller: str) -> Json:
        items = [
            _entry(each, caller) for each in self.directory.calendars.values() if each.access.get(caller) in _READERS
        ]
        return self._page(request, sorted(items, key=lambda item: item["id"]), {"kind": "calendar#calendarList"})

    async def _calendar_entry(self, request: web.Request, caller: str) -> Json:
        return _entry(self._calendar(request, caller, (*_READERS, "freeBusyReader")), caller)

    async def _list(self, request: web.Request, caller: str) -> Json:
        calendar, query = self._calendar(request, caller), request.query
        token = query.get("syncToken")
        if token is not None:
            items = self._changed_since(calendar, token, query)
        elif query.get("singleEvents") == "true":
            low, high = _moment(query.get("timeMin"), _FAR[0]), _moment(query.get("timeMax"), _FAR[1])
            if low >= high:
                raise Refusal(400, "timeRangeEmpty", "The specified time range is empty.")
            items = self.directory.shown_to(caller, low, high, calendar)
        else:
            shown = calendar.events.values()
            items = [each for each in shown if _is_listed(calendar, each) or query.get("showDeleted") == "true"]
        items = [each for each in items if _is_asked_for(each, query)]
        around = {"kind": "calendar#events", "summary": calendar.summary, "timeZone": calendar.zone}
        whole = query.get("showDeleted") == "true"  # asked for by name, deleted events come as they were
        answer = self._page(request, [each if whole else _slim(each) for each in items], around)
        if "nextPageToken" not in answer and "timeMin" not in query:
            answer["nextSyncToken"] = f"{calendar.id}:{self.directory.latest}"
        return answer

    def _changed_since(self, calendar: StoredCalendar, token: str, query: Mapping[str, str]) -> list[Json]:
        if {"timeMin", "timeMax", "orderBy", "q", "iCalUID", "updatedMin", "privateExtendedProperty"} & set(query):
            raise Refusal(400, "invalid", "Sync token cannot be used with this.")
        name, _, number = token.rpartition(":")
        if name != calendar.id or not number.isdecimal():
            raise Refusal(400, "invalid", "Invalid sync token value.")
        if int(number) < calendar.forgotten:
            raise Refusal(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.")
        changed = sorted((change, each) for each, change in calendar.changes.items() if change > int(number))
        return [calendar.events[each] for _, each in changed]

    async def _get(self, request: web.Request, caller: str) -> Json:
        return self._event(self._calendar(request, caller), request)

    async def _insert(self, request: web.Request, caller: str) -> Json:
        calendar = self._calendar(request, caller, _WRITERS)
        body = await body_of(request)
        event = inserted(calendar, body, caller, self._address(), conferences=_conferences(request))
        if event["id"] in calendar.events:
            raise Refusal(409, "duplicate", "The requested identifier already exists.")
        self._tell("insert", request, event)
        return self.directory.keep(calendar, event)

    async def _import(self, request: web.Request, caller: str) -> Json:
        """A private copy of somebody else's event: a UID that is known is that event, and nobody is told."""
        calendar, body = self._calendar(request, caller, _WRITERS), await body_of(request)
        if not body.get("iCalUID"):
            raise Refusal(400, "required", "Missing iCalUID.")
        same = (each for each in calendar.events.values() if each["iCalUID"] == body["iCalUID"])
        known = next((each for each in same if "recurringEventId" not in each), None)
        return self.directory.keep(calendar, imported(calendar, body, caller, self._address(), known))

    async def _update(self, request: web.Request, caller: str) -> Json:
        calendar = self._calendar(request, caller, _WRITERS)
        body = await body_of(request)
        event = self._event(calendar, request)
        _check_etag(request, event)
        changed = replaced(calendar, event, body, caller, conferences=_conferences(request))
        self._tell("update", request, changed)
        return self.directory.keep(calendar, changed)

    async def _patch(self, request: web.Request, caller: str) -> Json:
        calendar = self._calendar(request, caller, _WRITERS)
        body = await body_of(request)
        event = self._event(calendar, request)
        _check_etag(request, event)
        changed = patched(calendar, event, body, caller)
        self._tell("patch", request, changed)
        return self.directory.keep(calendar, changed)

    async def _delete(self, request: web.Request, caller: str) -> Json:
        calendar = self._calendar(request, caller, _WRITERS)
        event = self._event(calendar, request)
        if event["status"] == "cancelled":
            raise Refusal(410, "deleted", "Resource has been deleted")
        _check_etag(request, event)
        self._tell("delete", request, event)
        self.directory.keep(calendar, event | {"status": "cancelled"})
        return {}

    def _event(self, calendar: StoredCalendar, request: web.Request) -> Json:
        event = calendar.find(unquote(request.match_info["event"]))
        if event is None:
            raise Refusal(404, "notFound", "Not Found")
        return event

    async def _free_busy(self, request: web.Request, caller: str) -> Json:
        body = await body_of(request)
        low, high = _moment(body.get("timeMin"), None), _moment(body.get("timeMax"), None)
        if low >= high:
            raise Refusal(400, "timeRangeEmpty", "The specified time range is empty.")
        if high - low > timedelta(days=62):
            raise Refusal(400, "timeRangeTooLong", "The requested time range is too long.")
        asked = [str(item["id"]) for item in body.get("items") or ()]
        found = {each: self._busy(each, caller, low, high, number) for number, each in enumerate(asked)}
        return {"kind": "calendar#freeBusy", "timeMin": body["timeMin"], "timeMax": body["timeMax"], "calendars": found}

    def _busy(self, asked: str, caller: str, low: datetime, high: datetime, number: int) -> Json:
        calendar = self.directory.calendars.get(caller if asked == "primary" else asked)
        error = self.directory.free_busy_errors.get(asked)
        if number >= 50:
            error = "tooManyCalendarsRequested"
        elif calendar is None or caller not in calendar.access:
            error = error or "notFound"
        if error or calendar is None:
            return {"errors": [{"domain": "global", "reason": error}], "busy": []}
        stretches: list[tuple[datetime, datetime]] = []
        for event in self.directory.shown_to(caller, low, high, calendar):
            if event.get("transparency") != "transparent" and not _declined(event, calendar.id):
                start, end = span(event, calendar.zone)
                stretches.append((max(start, low), min(end, high)))
        return {"busy": [{"start": _text(start), "end": _text(end)} for start, end in _merged(stretches)]}

    def _page(self, request: web.Request, items: Sequence[Json], around: Json) -> Json:
        size = min(int(request.query.get("maxResults", 250)), self.page_size)
        first = int(request.query.get("pageToken", 0))
        more = {"nextPageToken": str(first + size)} if first + size < len(items) else {}
        return around | {"items": list(items[first : first + size])} | more

    def _tell(self, operation: str, request: web.Request, event: Json) -> None:
        people = [entry["email"] for entry in event.get("attendees") or () if not entry.get("self")]
        if not event["organizer"].get("self"):
            people = [event["organizer"]["email"]]  # a guest's answer is told to whoever organises it
        if request.query.get("sendUpdates") == "all" and people:
            self.directory.sent.append({"operation": operation, "event": event["id"], "to": people})


def _entry(calendar: StoredCalendar, caller: str) -> Json:
    entry: Json = {
        "kind": "calendar#calendarListEntry",
        "id": calendar.id,
        "summary": calendar.summary,
        "timeZone": calendar.zone,
        "accessRole": calendar.access[caller],
    }
    return entry | ({"primary": True} if calendar.id == caller else {})


def _is_listed(calendar: StoredCalendar, event: Json) -> bool:
    """Cancelled events are left out, except for occurrences of a series that goes on."""
    if event["status"] != "cancelled":
        return True
    series = calendar.events.get(event.get("recurringEventId", ""))
    return series is not None and series["status"] != "cancelled"


def _is_asked_for(event: Json, query: Mapping[str, str]) -> bool:
    name, _, value = query.get("privateExtendedProperty", "").partition("=")
    if name and (event.get("extendedProperties") or {}).get("private", {}).get(name) != value:
        return False
    return query.get("iCalUID") in (None, event["iCalUID"])


def _slim(event: Json) -> Json:
    if event["status"] != "cancelled":
        return event
    names = ("kind", "etag", "id", "status", "recurringEventId", "originalStartTime")
    return {name: event[name] for name in names if name in event}


def _declined(event: Mapping[str, Any], address: str) -> bool:
    return any(entry.get("email") == address for entry in event.get("attendees") or ()) and not invited(event, address)


def _check_etag(request: web.Request, event: Json) -> None:
    expected = request.headers.get("If-Match")
    if expected not in (None, "*", event["etag"]):
        raise Refusal(412, "conditionNotMet", "Precondition Failed")


def _conferences(request: web.Request) -> bool:
    return request.query.get("conferenceDataVersion") == "1"


def _moment(text: str | None, otherwise: datetime | None) -> datetime:
    if text is None and otherwise is not None:
        return otherwise
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        raise Refusal(400, "badRequest", "Bad Request") from None
    if moment.tzinfo is None:
        raise Refusal(400, "badRequest", "Bad Request")
    return moment


def _merged(stretches: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
