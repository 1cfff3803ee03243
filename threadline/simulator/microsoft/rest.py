"""The calendar part of Graph: `/v1.0/me/…`, as far as Threadline and its tests use it."""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from threadline.simulator.calendars.consent import Consent
from threadline.simulator.calendars.faults import Faults
from threadline.simulator.microsoft.model import Directory, Item, Mailbox, iana, real_span
from threadline.simulator.microsoft.refusals import Refusal
from threadline.simulator.microsoft.serving import address_of, body_of, served
from threadline.simulator.microsoft.subscribing import Subscriptions
from threadline.simulator.microsoft.writing import ANSWERS, answered, patched, posted, told

Json = dict[str, Any]
Operation = Callable[[web.Request, Mailbox], Awaitable[Json]]

_PROPERTY_IDS = re.compile(r"id eq '([^']+)'")
_BY_PROPERTY = re.compile(r"ep/id eq '([^']+)' and ep/value eq '((?:[^']|'')*)'")
_BY_UID = re.compile(r"iCalUId eq '((?:[^']|'')*)'")
_ZONE = re.compile(r'outlook\.timezone="([^"]+)"')
_LONGEST = timedelta(days=62)
_READ_WRITE = "Calendars.ReadWrite"


class Rest:
    """Answers Graph. `address` tells where it listens, `page_size` bounds pages below what is asked for."""

    def __init__(
        self,
        directory: Directory,
        consent: Consent,
        faults: Faults,
        address: Callable[[], str],
        subscriptions: Subscriptions,
    ) -> None:
        self.directory = directory
        self._subscriptions = subscriptions
        self.page_size = 1_000
        self._address = address
        self._consent = consent
        self._faults = faults
        self._requests: dict[str, Json] = {}

    def routes(self) -> list[web.RouteDef]:
        """Its addresses."""
        calendar = "/v1.0/me/calendars/{calendar}"
        event = f"{calendar}/events/{{event}}"
        operations = (
            ("GET", "/v1.0/me/calendar", "calendar.get", self._default),
            ("POST", "/v1.0/me/calendar/getSchedule", "calendar.getSchedule", self._schedule),
            ("GET", "/v1.0/me/calendars", "calendars.list", self._calendars),
            ("GET", calendar, "calendars.get", self._calendar_entry),
            ("GET", f"{calendar}/calendarView", "calendarView.list", self._view),
            ("GET", f"{calendar}/calendarView/delta", "calendarView.delta", self._delta),
            ("GET", f"{calendar}/events", "events.list", self._list),
            ("POST", f"{calendar}/events", "events.create", self._create),
            ("GET", event, "events.get", self._get),
            ("PATCH", event, "events.update", self._update),
            ("DELETE", event, "events.delete", self._delete),
            *(("POST", f"{event}/{verb}", f"events.{verb}", self._answered(verb)) for verb in ANSWERS),
            ("GET", f"{event}/instances", "events.instances", self._instances),
            ("POST", "/v1.0/subscriptions", "subscriptions.create", self._subscribe),
            ("PATCH", "/v1.0/subscriptions/{subscription}", "subscriptions.update", self._renew),
            ("DELETE", "/v1.0/subscriptions/{subscription}", "subscriptions.delete", self._unsubscribe),
        )
        return [web.route(method, path, self._handler(name, operation)) for method, path, name, operation in operations]

    def _handler(self, name: str, operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        empty = 202 if name.removeprefix("events.") in ANSWERS else 204
        return served(self._faults, name, self._caller, operation, empty=empty)

    def _caller(self, request: web.Request) -> Mailbox:
        address = address_of(self._consent, request, _READ_WRITE, denied="ErrorAccessDenied")
        return self.directory.mailboxes[address]

    def _calendar(self, request: web.Request, mailbox: Mailbox) -> str:
        calendar = request.match_info["calendar"]
        if calendar not in mailbox.calendars:
            raise Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return calendar

    def _item(self, request: web.Request, mailbox: Mailbox) -> Item:
        calendar, item_id = self._calendar(request, mailbox), request.match_info["event"]
        if not item_id.startswith("AA"):
            raise Refusal(400, "ErrorInvalidIdMalformed", "Id is malformed.")
        item = mailbox.find(calendar, item_id)
        if item is None:
            raise Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return item

    async def _default(self, request: web.Request, mailbox: Mailbox) -> Json:
        return _entry(mailbox, mailbox.primary)

    async def _calendars(self, request: web.Request, mailbox: Mailbox) -> Json:
        return self._page(request, [_entry(mailbox, calendar) for calendar in mailbox.calendars])

    async def _calendar_entry(self, request: web.Request, mailbox: Mailbox) -> Json:
        return _entry(mailbox, self._calendar(request, mailbox))

    async def _subscribe(self, request: web.Request, mailbox: Mailbox) -> Json:
        return await self._subscriptions.create(mailbox, await body_of(request))

    async def _renew(self, request: web.Request, mailbox: Mailbox) -> Json:
        return self._subscriptions.renew(mailbox, request.match_info["subscription"], await body_of(request))

    async def _unsubscribe(self, request: web.Request, mailbox: Mailbox) -> Json:
        self._subscriptions.delete(mailbox, request.match_info["subscription"])
        return {}

    async def _view(self, request: web.Request, mailbox: Mailbox) -> Json:
        calendar, (low, high) = self._calendar(request, mailbox), _span(request)
        return self._page(request, self._told(request, mailbox.view(calendar, low, high)))

    async def _instances(self, request: web.Request, mailbox: Mailbox) -> Json:
        series, (low, high) = self._item(request, mailbox), _span(request)
        if not series.body.get("recurrence"):
            raise Refusal(400, "ErrorInvalidRequest", "The event does not repeat.")
        found = (each for each in mailbox.instances(series, low, high) if each.start < high and each.end > low)
        return self._page(request, self._told(request, found))

    async def _list(self, request: web.Request, mailbox: Mailbox) -> Json:
        calendar = self._calendar(request, mailbox)
        items = [
            item
            for item in mailbox.items.values()
            if item.calendar == calendar and item.master is None and not item.deleted
        ]
        if asked := request.query.get("$filter"):
            wanted, by_uid = _BY_PROPERTY.search(asked), _BY_UID.fullmatch(asked)
            if by_uid is not None:
                items = [item for item in items if told(item)["iCalUId"] == by_uid[1].replace("''", "'")]
            elif wanted is not None:
                items = [item for item in items if _property(item, wanted[1]) == wanted[2].replace("''", "'")]
            else:
                raise Refusal(400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.")
        return self._page(request, self._told(request, items))

    async def _delta(self, request: web.Request, mailbox: Mailbox) -> Json:
        calendar, query = self._calendar(request, mailbox), request.query
        if "$deltatoken" in query:
            since = query["$deltatoken"]
            if not since.isdecimal() or int(since) < self.directory.forgotten:
                raise Refusal(410, "SyncStateNotFound", "The sync state generation is not found.")
            changed = [item for item in mailbox.items.values() if item.change > int(since)]
        else:
            _span(request)
            changed = [item for item in mailbox.items.values() if not item.deleted]
        here = sorted((item for item in changed if item.calendar == calendar), key=lambda item: item.change)
        told_items = [
            {"id": item.id, "@removed": {"reason": "deleted"}} if item.deleted else told(item) for item in here
        ]
        answer = self._page(request, told_items)
        if "@odata.nextLink" not in answer:
            link = f"{self._address()}{request.rel_url.raw_path}?%24deltatoken={self.directory.latest}"
            answer["@odata.deltaLink"] = link
        return answer

    async def _create(self, request: web.Request, mailbox: Mailbox) -> Json:
        calendar, given = self._calendar(request, mailbox), await body_of(request)
        transaction = given.get("transactionId")
        for item in mailbox.items.values():
            if transaction is not None and item.body.get("transactionId") == transaction:
                if not item.deleted and self._requests.get(item.id) == given:
                    return told(item)
                raise Refusal(409, "ErrorDuplicateTransactionId", "Another event was created with this transaction id.")
        item = posted(self.directory.new_id(), calendar, given, mailbox)
        self._requests[item.id] = given
        self._tell("create", item)
        return told(self.directory.keep(mailbox, item))

    async def _get(self, request: web.Request, mailbox: Mailbox) -> Json:
        item = self._item(request, mailbox)
        if request.query.get("$select") == "cancelledOccurrences":
            days = [f"OID.{item.id}.{day}" for day in item.gone_dates]
            return {"@odata.etag": told(item)["@odata.etag"], "id": item.id, "cancelledOccurrences": days}
        (answer,) = self._told(request, [item])
        if request.query.get("$expand") == "exceptionOccurrences":
            differing = (each for each in mailbox.items.values() if each.master == item.id and not each.deleted)
            answer["exceptionOccurrences"] = [told(each) for each in differing]
        return answer

    async def _update(self, request: web.Request, mailbox: Mailbox) -> Json:
        item, given = self._item(request, mailbox), await body_of(request)
        _check_etag(request, item)
        changed = patched(item, given, mailbox)
        if item.master is not None:
            changed = replace(changed, body=changed.body | {"_own": True})
        if (item.body.get("recurrence") and changed.start != item.start) or not changed.body.get("recurrence"):
            self._forget_occurrences(mailbox, item)
        elif "recurrence" in given:
            self._forget_occurrences(mailbox, item, beside=changed)
        self._tell("update", changed)
        return told(self.directory.keep(mailbox, changed))

    async def _delete(self, request: web.Request, mailbox: Mailbox) -> Json:
        item = self._item(request, mailbox)
        _check_etag(request, item)
        self._tell("delete", item)
        if item.master is not None and item.original is not None:
            series = mailbox.items[item.master]
            day = item.original.astimezone(series.tz).date()
            self.directory.keep(mailbox, replace(series, gone_dates=(*series.gone_dates, day)))
        self.directory.keep(mailbox, replace(item, deleted=True))
        self._forget_occurrences(mailbox, item)
        return {}

    def _answered(self, verb: str) -> Operation:
        """Accept, tentativelyAccept, decline: every call is an answer of its own, and mails the organiser."""

        async def answer(request: web.Request, mailbox: Mailbox) -> Json:
            item, given = self._item(request, mailbox), await body_of(request)
            changed = answered(item, verb, given)
            if given.get("sendResponse", True):
                to = item.body["organizer"]["emailAddress"]["address"]
                proposed = {"proposed": given["proposedNewTime"]} if "proposedNewTime" in given else {}
                self.directory.sent.append({"operation": verb, "event": item.id, "to": [to]} | proposed)
            self.directory.keep(mailbox, changed)
            return {}

        return answer

    def _forget_occurrences(self, mailbox: Mailbox, series: Item, beside: Item | None = None) -> None:
        """Those that differ go with their series; where it has another pattern (`beside`), those that it has not."""
        for item in list(mailbox.items.values()):
            stays = beside is not None and item.original is not None and mailbox.has(beside, item.original)
            if item.master == series.id and not item.deleted and not stays:
                self.directory.keep(mailbox, replace(item, deleted=True))

    async def _schedule(self, request: web.Request, mailbox: Mailbox) -> Json:
        body = await body_of(request)
        low, high = (_wall(body[name]) for name in ("startTime", "endTime"))
        if len(body["schedules"]) > 20:
            raise Refusal(400, "ErrorTooManyObjectsOpened", "Too many schedules were asked for.")
        if not low < high <= low + _LONGEST:
            raise Refusal(400, "ErrorTimeIntervalTooBig", "The requested time duration specified is too long.")
        return {"value": [self._busy(str(address), low, high) for address in body["schedules"]]}

    def _busy(self, address: str, low: datetime, high: datetime) -> Json:
        mailbox = self.directory.mailboxes.get(address.lower())
        if mailbox is None or address in self.directory.hidden:
            error = {"responseCode": "ErrorMailRecipientNotFound", "message": "Unable to resolve e-mail address."}
            return {"scheduleId": address, "availabilityView": "", "error": error}
        items = []
        for item in mailbox.view(mailbox.primary, low - timedelta(days=1), high + timedelta(days=1)):
            start, end = real_span(item, mailbox.zone)
            if start < high and end > low:
                times = {"start": _utc(start), "end": _utc(end)}
                items.append({"status": item.body["showAs"], "isPrivate": False} | times)
        return {"scheduleId": address, "availabilityView": "0", "scheduleItems": items}

    def _told(self, request: web.Request, items: Iterable[Item]) -> list[Json]:
        zone = _ZONE.search(request.headers.get("Prefer", ""))
        expanded = tuple(_PROPERTY_IDS.findall(request.query.get("$expand", "")))
        return [told(item, zone[1] if zone else "UTC", expanded) for item in items]

    def _page(self, request: web.Request, items: Sequence[Json]) -> Json:
        size = min(int(request.query.get("$top", 100)), self.page_size)
        first = int(request.query.get("$skip", 0))
        answer: Json = {"value": list(items[first : first + size])}
        if first + size < len(items):
            query = urlencode(dict(request.query) | {"$skip": str(first + size)})
            answer["@odata.nextLink"] = f"{self._address()}{request.rel_url.raw_path}?{query}"
        return answer

    def _tell(self, operation: str, item: Item) -> None:
        people = [entry["emailAddress"]["address"] for entry in item.body["attendees"]]
        if people:
            self.directory.sent.append({"operation": operation, "event": item.id, "to": people})


def _entry(mailbox: Mailbox, calendar: str) -> Json:
    name, writable = mailbox.calendars[calendar]
    return {
        "id": calendar,
        "name": name,
        "canEdit": writable,
        "isDefaultCalendar": calendar == mailbox.primary,
        "owner": {"name": mailbox.name, "address": mailbox.address},
    }


def _property(item: Item, name: str) -> str | None:
    values = item.body.get("singleValueExtendedProperties", ())
    return next((each["value"] for each in values if each["id"] == name), None)


def _check_etag(request: web.Request, item: Item) -> None:
    expected = request.headers.get("If-Match")
    if expected not in (None, "*", told(item)["@odata.etag"]):
        raise Refusal(412, "ErrorIrresolvableConflict", "The send or update operation could not be performed.")


def _span(request: web.Request) -> tuple[datetime, datetime]:
    try:
        low, high = (datetime.fromisoformat(request.query[name]) for name in ("startDateTime", "endDateTime"))
    except (KeyError, ValueError):
        raise Refusal(400, "ErrorInvalidParameter", "startDateTime and endDateTime are required.") from None
    if low >= high:
        raise Refusal(400, "ErrorInvalidParameter", "The end is before the start.")
    return low.astimezone(UTC), high.astimezone(UTC)


def _wall(value: Json) -> datetime:
    return datetime.fromisoformat(value["dateTime"]).replace(tzinfo=ZoneInfo(iana(value["timeZone"])))


def _utc(moment: datetime) -> Json:
    return {"dateTime": f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}.0000000", "timeZone": "UTC"}
