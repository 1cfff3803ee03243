"""The Calendar port over Google Calendar.

The id of an event follows from its key, so an insert that is repeated answers 409 and is known to be done; Google keeps
the ids of deleted events, so a late retry brings nothing back. Changes go by etag (`If-Match`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from threadline.calendar.backend import Vault
from threadline.calendar.builtin import event_id as id_of_key
from threadline.calendar.event import Event, EventDraft, FreeBusy, Identity, Response
from threadline.calendar.foreign_events import require_personal
from threadline.calendar.google.api import GoogleApi, Json
from threadline.calendar.google.deleted_dates import brought_back, deleted_dates, with_dates, without_dates
from threadline.calendar.google.faults import TITLE, AlreadyThere, ScopeMissing, TokenRefused
from threadline.calendar.google.freebusy import query
from threadline.calendar.google.resource import (
    HIDDEN_KINDS,
    KEY,
    PERSONAL,
    answering,
    changed_resource,
    copied_resource,
    draft_of,
    event_of,
    is_all_day,
    key_of,
    lacks_zone,
    native_id,
    new_resource,
    port_id,
    proposing,
)
from threadline.calendar.google.scopes import CALENDARS, EVENTS, FREE_BUSY
from threadline.calendar.google.watching import GoogleChannels
from threadline.calendar.oauth import TokenSource
from threadline.calendar.port import (
    CalendarDenied,
    CalendarInfo,
    CalendarRejected,
    Changes,
    EventNotFound,
    ProposedTime,
    VersionConflict,
)
from threadline.calendar.recurrence import as_utc, split_id
from threadline.texts.messages import _

NAME = "google"
_PAGE = 2_500
_DAY = timedelta(days=1)
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC)


class GoogleCalendar:
    """One person's Google calendars."""

    name = NAME
    makes_video_meetings = True
    proposes_times = True

    def __init__(self, person_id: str, vault: Vault, *, api: GoogleApi, source: TokenSource) -> None:
        self._person_id = person_id
        self._vault = vault
        self._api = api
        self._source = source
        self._zones: dict[str, str] = {}
        self.push = GoogleChannels(self._call, self.calendars)

    async def tells_guests(self) -> bool:
        """Google mails them."""
        return True

    async def calendars(self) -> Sequence[CalendarInfo]:
        """The calendars in the person's list; the primary one alone where they did not allow to see the list."""
        try:
            items = await self._pages(
                lambda api, page: api.calendarList().list(maxResults=250, pageToken=page), CALENDARS
            )
        except ScopeMissing:
            return [CalendarInfo("primary", TITLE, primary=True)]
        self._zones |= {item["id"]: item["timeZone"] for item in items if item.get("timeZone")}
        return [
            CalendarInfo(
                item["id"],
                item.get("summaryOverride") or item.get("summary") or item["id"],
                primary=bool(item.get("primary")),
                writable=item.get("accessRole") in ("owner", "writer"),
            )
            for item in items
        ]

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """Events that overlap the range. Raises `CalendarError`."""
        time_min, time_max = as_utc(time_min), as_utc(time_max)
        if time_min >= time_max:
            raise CalendarRejected(_("The range ends before it starts."))
        # Google places dates by the calendar's zone, we by the event's: ask for a day more and cut.
        low, high = max(time_min, _FIRST) - _DAY, min(time_max, _LAST) + _DAY
        items = await self._list(
            calendar_id, singleEvents=True, timeMin=low.isoformat(), timeMax=max(high, low + _DAY).isoformat()
        )
        found = [
            event_of(calendar_id, item, self._home(calendar_id))
            for item in items
            if item.get("eventType") not in HIDDEN_KINDS
        ]
        inside = [
            event for event in found if as_utc(event.draft.start) < time_max and as_utc(event.draft.end) > time_min
        ]
        return sorted(inside, key=lambda event: (as_utc(event.draft.start), as_utc(event.draft.end), event.id))

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """One event, or one occurrence. Raises `EventNotFound`."""
        return await self._event(calendar_id, await self._item(calendar_id, event_id))

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Busy stretches per calendar; one that fails is unknown."""
        return await query(self._ask_free_busy, calendar_ids, time_min, time_max)

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """What others share: an address is the id of that person's calendar."""
        return await query(self._ask_free_busy, addresses, time_min, time_max)

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """The event that was created under a key."""
        try:
            return await self.get(calendar_id, id_of_key(self._person_id, key))
        except EventNotFound:
            items = await self._list(calendar_id, privateExtendedProperty=f"{KEY}={key}")
        found = (item for item in items if item.get("status") != "cancelled" and not item.get("recurringEventId"))
        item = next(found, None)
        return None if item is None else await self._event(calendar_id, item)

    async def by_uid(self, calendar_id: str, uid: str) -> Event | None:
        """The event with a UID."""
        item = await self._of_uid(calendar_id, uid)
        return None if item is None or item.get("status") == "cancelled" else await self._event(calendar_id, item)

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """Book an event; what is there already is answered. Raises `EventNotFound` if it was deleted since."""
        if copy_of is not None:
            return await self._imported(calendar_id, draft, key, copy_of)
        body = new_resource(id_of_key(self._person_id, key), draft, key)
        try:
            item = await self._call(
                lambda api: api.events().insert(
                    calendarId=calendar_id, body=body, conferenceDataVersion=1, sendUpdates=_updates(invite)
                )
            )
        except AlreadyThere:
            try:
                return await self.get(calendar_id, body["id"])
            except EventNotFound as error:
                raise EventNotFound(_("This event was booked before, and deleted since.")) from error
        return await self._event(calendar_id, item)

    async def update(
        self,
        calendar_id: str,
        event_id: str,
        draft: EventDraft,
        version: str,
        *,
        invite: bool = False,
        copy_of: Identity | None = None,
    ) -> Event:
        """Change an event, or one occurrence; what the draft does not change stays as it is there."""
        item = await self._item(calendar_id, event_id)
        _require_version(item, version)
        home = await self._home_of(calendar_id, item)
        if copy_of is not None:
            return await self._copied(calendar_id, copied_resource(draft, key_of(item), copy_of))
        gone = await self._deleted_dates(calendar_id, item, home)
        before = without_dates(draft_of(item, home), gone)
        require_personal(before, draft, PERSONAL)
        stays = (before.start, before.rrule, before.zone) == (draft.start, draft.rrule, draft.zone)
        body = changed_resource(item, with_dates(draft, gone) if stays else draft, home)
        changed = await self._call(
            lambda api: api.events().update(
                calendarId=calendar_id,
                eventId=item["id"],
                body=body,
                conferenceDataVersion=1,
                sendUpdates=_updates(invite),
            ),
            if_match=version,
        )
        for native in brought_back(gone, draft) if stays else ():
            await self._patched(calendar_id, native, {"status": "confirmed"}, invite=invite)
        return await self._event(calendar_id, changed)

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """Delete an event, or one occurrence; what is gone is done. Raises `VersionConflict`."""
        try:
            item = await self._item(calendar_id, event_id)
        except EventNotFound:
            await self._check_calendar(calendar_id)
            return
        _require_version(item, version)
        try:
            await self._call(
                lambda api: api.events().delete(
                    calendarId=calendar_id, eventId=item["id"], sendUpdates=_updates(invite)
                ),
                if_match=version,
            )
        except EventNotFound:
            return

    async def respond(
        self, calendar_id: str, event_id: str, response: Response, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Answer in the person's own entry (`self`), and let Google tell the organiser; the same again is not written.

        Google has no call for answers. `attendeesOmitted` says that the one entry is not the whole list of guests.
        """
        item = await self._item(calendar_id, event_id)
        _require_version(item, version)
        body = answering(item, response)
        if body is None:
            return await self._event(calendar_id, item)
        return await self._answered(calendar_id, item, body)

    async def propose_time(
        self, calendar_id: str, event_id: str, proposed: ProposedTime, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Answer "maybe", with the time in the note that stands beside the answer: Google has no field for it."""
        item = await self._item(calendar_id, event_id)
        _require_version(item, version)
        return await self._answered(calendar_id, item, proposing(item, proposed.words))

    async def _answered(self, calendar_id: str, item: Json, body: Json) -> Event:
        changed = await self._patched(calendar_id, item["id"], body, invite=True, if_match=item["etag"])
        return await self._event(calendar_id, await self._get(calendar_id, changed["id"]))

    async def _patched(
        self, calendar_id: str, native: str, body: Json, *, invite: bool, if_match: str | None = None
    ) -> Json:
        asked = {"calendarId": calendar_id, "eventId": native, "body": body, "sendUpdates": _updates(invite)}
        return await self._call(lambda api: api.events().patch(**asked), if_match=if_match)

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """What changed since a token; one that Google takes no more starts from the beginning.

        An occurrence that was changed or deleted by itself comes with its own id.
        """
        try:
            items, fresh = await self._synced(calendar_id, token)
        except (EventNotFound, CalendarRejected):  # 410 for an expired token, 400 for one that never was
            if token is None:
                raise
            return await self.changes(calendar_id, None)
        home = await self._home_of_dates(calendar_id, items)
        return Changes(
            updated=tuple(
                event_of(calendar_id, item, home)
                for item in items
                if item.get("status") != "cancelled" and item.get("eventType") not in HIDDEN_KINDS
            ),
            deleted=tuple(port_id(item, home) for item in items if item.get("status") == "cancelled"),
            token=fresh,
            complete=token is None,
        )

    async def _of_uid(self, calendar_id: str, uid: str) -> Json | None:
        """The resource with a UID, deleted or not; of a series the series."""
        items = await self._list(calendar_id, iCalUID=uid, showDeleted=True)
        return next((item for item in items if not item.get("recurringEventId")), None)

    async def _imported(self, calendar_id: str, draft: EventDraft, key: str, copy_of: Identity) -> Event:
        """A copy of somebody else's event. Google may have it from the same mail already: then that is the event."""
        known = await self._of_uid(calendar_id, copy_of.uid)
        if known is not None and known.get("status") != "cancelled":
            return await self._event(calendar_id, known)
        if known is not None and key_of(known) == key:
            raise EventNotFound(_("This event was booked before, and deleted since."))
        return await self._copied(calendar_id, copied_resource(draft, key, copy_of))

    async def _copied(self, calendar_id: str, body: Json) -> Event:
        item = await self._call(lambda api: api.events().import_(calendarId=calendar_id, body=body))
        return await self._event(calendar_id, item)

    async def _item(self, calendar_id: str, event_id: str) -> Json:
        """The resource of an event that is there. Raises `EventNotFound`, also for one that is cancelled."""
        series_id, start = split_id(event_id)
        try:
            item = await self._get(calendar_id, event_id)
        except EventNotFound:
            if start is None:
                raise
            series = await self._get(calendar_id, series_id)
            if not is_all_day(series):
                raise
            home = await self._home_of(calendar_id, series)
            item = await self._get(calendar_id, native_id(series_id, start, series, home))
        if item.get("status") == "cancelled":
            raise EventNotFound(_("There is no such event."))
        return item

    async def _get(self, calendar_id: str, native: str) -> Json:
        return await self._call(lambda api: api.events().get(calendarId=calendar_id, eventId=native))

    async def _event(self, calendar_id: str, item: Json) -> Event:
        home = await self._home_of(calendar_id, item)
        event = event_of(calendar_id, item, home)
        gone = await self._deleted_dates(calendar_id, item, home)
        return replace(event, draft=without_dates(event.draft, gone)) if gone else event

    async def _deleted_dates(self, calendar_id: str, item: Json, home: str) -> dict[datetime, str]:
        if not item.get("recurrence"):
            return {}
        return deleted_dates(item, await self._list(calendar_id, iCalUID=item["iCalUID"], showDeleted=True), home)

    async def _list(self, calendar_id: str, **asked: object) -> list[Json]:
        def heard(answer: Json) -> None:
            self._zones[calendar_id] = answer.get("timeZone") or "UTC"

        return await self._pages(
            lambda api, page: api.events().list(calendarId=calendar_id, maxResults=_PAGE, pageToken=page, **asked),
            EVENTS,
            heard,
        )

    async def _synced(self, calendar_id: str, token: str | None) -> tuple[list[Json], str]:
        last: Json = {}

        def heard(answer: Json) -> None:
            last.update(answer)
            self._zones[calendar_id] = answer.get("timeZone") or "UTC"

        asked = {} if token is None else {"syncToken": token}
        items = await self._pages(
            lambda api, page: api.events().list(calendarId=calendar_id, maxResults=_PAGE, pageToken=page, **asked),
            EVENTS,
            heard,
        )
        return items, str(last.get("nextSyncToken", ""))

    async def _pages(
        self, make: Callable[[Any, str | None], Any], scope: str, heard: Callable[[Json], None] = lambda answer: None
    ) -> list[Json]:
        items: list[Json] = []
        page: str | None = None
        while True:
            answer = await self._call(lambda api, at=page: make(api, at), scope=scope)  # type: ignore[misc]
            heard(answer)
            items += answer.get("items") or ()
            page = answer.get("nextPageToken")
            if not page:
                return items

    async def _home_of(self, calendar_id: str, item: Json) -> str:
        """The calendar's zone, asked for where the event is one of dates."""
        return await self._home_of_dates(calendar_id, [item])

    async def _home_of_dates(self, calendar_id: str, items: Sequence[Json]) -> str:
        if calendar_id not in self._zones and any(lacks_zone(item) for item in items):
            await self._check_calendar(calendar_id)
        return self._home(calendar_id)

    async def _check_calendar(self, calendar_id: str) -> None:
        """Learn the calendar's zone. Raises `EventNotFound` where there is no such calendar."""
        answer = await self._call(lambda api: api.events().list(calendarId=calendar_id, maxResults=1))
        self._zones[calendar_id] = answer.get("timeZone") or "UTC"

    def _home(self, calendar_id: str) -> str:
        return self._zones.get(calendar_id, "UTC")

    async def _ask_free_busy(self, body: Json) -> Json:
        return await self._call(lambda api: api.freebusy().query(body=body), scope=FREE_BUSY)

    async def _call(self, make: Callable[[Any], Any], *, scope: str = EVENTS, if_match: str | None = None) -> Json:
        """Carry out one request; a token that is refused is renewed once. Raises `CalendarError`."""
        tokens = await self._source.tokens(self._person_id, self._vault)
        try:
            return await self._api.call(make, token=tokens.access, scope=scope, if_match=if_match)
        except TokenRefused:
            tokens = await self._source.tokens(self._person_id, self._vault, refused=tokens.access)
        try:
            return await self._api.call(make, token=tokens.access, scope=scope, if_match=if_match)
        except TokenRefused as error:
            raise CalendarDenied(str(error)) from error


def _updates(invite: bool) -> str:
    return "all" if invite else "none"


def _require_version(item: Json, version: str | None) -> None:
    if version is not None and item.get("etag") != version:
        raise VersionConflict(_("The event changed since it was read."))
