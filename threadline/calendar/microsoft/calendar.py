"""The Calendar port over Microsoft Graph.

An event carries an id that follows from its key, as transaction id (Graph answers a repeated request with the event
there is; that of a copy follows from its UID) and as extended property (by which it is found later). Graph forgets what
was deleted, so that is remembered here (`DeletedEvents`): a late retry cannot bring back what was undone. Changes go by
etag (`If-Match`).

Graph mails an event's attendees whenever they are told anything, and leaves no choice. So `invite=False` keeps new
attendees out of Graph's list (see `resource`); of changes to an event, whoever was invited before is always told.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from threadline.calendar.backend import Reader, Vault
from threadline.calendar.deleted_events import DeletedEvents
from threadline.calendar.event import Busy, Event, EventDraft, FreeBusy, Identity, Knowledge, Response
from threadline.calendar.foreign_events import own_event, require_personal
from threadline.calendar.free_slots import clip, merge
from threadline.calendar.microsoft.api import GraphApi, Json
from threadline.calendar.microsoft.delta import Delta
from threadline.calendar.microsoft.event_items import EventItems, event_path, instant, path_of
from threadline.calendar.microsoft.faults import MadeAlready
from threadline.calendar.microsoft.mailbox import Mailbox
from threadline.calendar.microsoft.resource import (
    EXPAND,
    PERSONAL,
    changed_resource,
    draft_of,
    event_of,
    new_resource,
    newly_excluded,
    organizer_of,
    own_answer,
    time_slot,
)
from threadline.calendar.microsoft.schedule import query
from threadline.calendar.microsoft.subscriptions import GraphSubscriptions
from threadline.calendar.microsoft.transactions import NAME, Transactions
from threadline.calendar.oauth import TokenSource
from threadline.calendar.port import (
    CalendarError,
    CalendarInfo,
    CalendarRejected,
    Changes,
    EventNotFound,
    ProposedTime,
    VersionConflict,
)
from threadline.calendar.recurrence import as_utc
from threadline.texts.messages import N_, _

_PAGE = "100"
_A_COPY = N_("This is a copy that came by mail: Microsoft 365 cannot reach whoever organises it.")
_DELETED_SINCE = N_("This event was booked before, and deleted since.")
_DAY = timedelta(days=1)
_ANSWER_CALLS = {
    Response.ACCEPTED: "accept",
    Response.TENTATIVE: "tentativelyAccept",
    Response.DECLINED: "decline",
}
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC)


class MicrosoftCalendar:
    """One person's Microsoft calendars."""

    name = NAME
    makes_video_meetings = True
    proposes_times = True

    def __init__(
        self,
        person_id: str,
        vault: Vault,
        *,
        api: GraphApi,
        source: TokenSource,
        deleted: DeletedEvents,
        clock: Callable[[], float],
        reader: Reader,
    ) -> None:
        self._transactions = Transactions(person_id, deleted)
        self._reader = reader
        self._mailbox = Mailbox(person_id, vault, api=api, source=source)
        self._items = EventItems(self._mailbox)
        self._delta = Delta(self._mailbox, self._items, clock, self._event)
        self.push = GraphSubscriptions(self._mailbox, self.calendars, clock)

    async def tells_guests(self) -> bool:
        """Graph mails them."""
        return True

    async def calendars(self) -> Sequence[CalendarInfo]:
        """The person's calendars."""
        items = await self._mailbox.pages("me/calendars", {"$top": _PAGE})
        return [
            CalendarInfo(
                item["id"],
                item.get("name") or "Calendar",
                primary=bool(item.get("isDefaultCalendar")),
                writable=bool(item.get("canEdit")),
            )
            for item in items
        ]

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        """Events that overlap the range. Raises `CalendarError`."""
        time_min, time_max = as_utc(time_min), as_utc(time_max)
        if time_min >= time_max:
            raise CalendarRejected(_("The range ends before it starts."))
        # Graph places dates by the mailbox's zone, we by the event's: ask for a day more and cut.
        low = max(time_min, _FIRST) - _DAY
        span = {"startDateTime": instant(low), "endDateTime": instant(max(min(time_max, _LAST), low) + _DAY)}
        items = await self._mailbox.pages(
            f"{path_of(calendar_id)}/calendarView", span | {"$expand": EXPAND, "$top": _PAGE}
        )
        found = [self._event(calendar_id, item) for item in items if not item.get("isCancelled")]
        inside = (each for each in found if as_utc(each.draft.start) < time_max and as_utc(each.draft.end) > time_min)
        return sorted(inside, key=lambda event: (as_utc(event.draft.start), as_utc(event.draft.end), event.id))

    async def get(self, calendar_id: str, event_id: str) -> Event:
        """One event, or one occurrence. Raises `EventNotFound`."""
        return self._event(calendar_id, await self._items.item(calendar_id, event_id))

    async def busy(self, calendar_ids: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """Busy stretches per calendar, of their events; one that fails is unknown."""
        if as_utc(time_min) >= as_utc(time_max):
            raise CalendarRejected(_("The range ends before it starts."))
        return await asyncio.gather(*(self._busy(calendar_id, time_min, time_max) for calendar_id in calendar_ids))

    async def busy_of(self, addresses: Sequence[str], time_min: datetime, time_max: datetime) -> Sequence[FreeBusy]:
        """What others in the organisation share."""
        return await query(self._ask_schedule, addresses, time_min, time_max)

    async def find(self, calendar_id: str, key: str) -> Event | None:
        """The event that was created under a key."""
        item = await self._items.created(calendar_id, self._transactions.of_key(key))
        return None if item is None else self._event(calendar_id, item)

    async def by_uid(self, calendar_id: str, uid: str) -> Event | None:
        """The event with a UID: Graph's own, or that of a copy made here."""
        item = await self._items.of_uid(calendar_id, uid)
        return None if item is None else self._event(calendar_id, item)

    async def create(
        self, calendar_id: str, draft: EventDraft, key: str, *, invite: bool = False, copy_of: Identity | None = None
    ) -> Event:
        """Book an event; what is there already is answered. Raises `EventNotFound` if it was deleted since.

        Occurrences that do not take place are deleted from the series that was made.
        """
        transaction = self._transactions.of_key(key)
        if copy_of is not None and (known := await self.by_uid(calendar_id, copy_of.uid)) is not None:
            return known
        body = new_resource(draft, key, transaction, invite=invite, copy_of=copy_of)
        item = await self._items.created(calendar_id, transaction)
        if item is None:
            if await self._transactions.is_used_up(transaction):
                raise EventNotFound(_(_DELETED_SINCE))
            item = await self._made(calendar_id, body, copy_of)
        if draft.excluded:
            await self._items.exclude(calendar_id, item, newly_excluded(draft_of(item), draft))
            item = await self._items.get(calendar_id, item["id"])
        return self._event(calendar_id, item)

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
        item = await self._items.item(calendar_id, event_id)
        _require_version(item, version)
        if copy_of is None:
            require_personal(self._event(calendar_id, item).draft, draft, PERSONAL)
        body = changed_resource(item, draft, invite=invite, copy_of=copy_of)
        excluded = newly_excluded(draft_of(item), draft) if draft.rrule is not None else []
        await self._mailbox.call("PATCH", event_path(calendar_id, item["id"]), body=body, if_match=version)
        await self._items.exclude(calendar_id, item, excluded)
        return self._event(calendar_id, await self._items.get(calendar_id, item["id"]))

    async def delete(
        self, calendar_id: str, event_id: str, version: str | None = None, *, invite: bool = False
    ) -> None:
        """Delete an event, or one occurrence; what is gone is done. Raises `VersionConflict`.

        It is remembered before it is done: the process may end in between, and a late retry finds the event itself.
        """
        try:
            item = await self._items.item(calendar_id, event_id)
        except EventNotFound:
            await self._mailbox.call("GET", path_of(calendar_id))
            return
        _require_version(item, version)
        await self._transactions.use_up_those_of(item)
        await self._items.remove(calendar_id, item["id"], version)

    async def respond(
        self, calendar_id: str, event_id: str, response: Response, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Answer, and let Graph tell the organiser. The same answer again is not sent: Graph would mail it once more.

        Graph takes no answer back; and it may take an event that was declined out of the calendar.
        """
        item = await self._items.item(calendar_id, event_id)
        _require_version(item, version)
        if organizer_of(item) is None:
            return await self._noted(calendar_id, item, response, me)
        if own_answer(item) is not response:
            await self._answer(calendar_id, item["id"], response)
        try:
            return self._event(calendar_id, await self._items.get(calendar_id, item["id"]))
        except EventNotFound:
            if response is not Response.DECLINED:
                raise
            return self._event(calendar_id, item | {"responseStatus": {"response": "declined"}})

    async def propose_time(
        self, calendar_id: str, event_id: str, proposed: ProposedTime, me: Sequence[str], version: str | None = None
    ) -> Event:
        """Answer "maybe" with the time, as Outlook does; the organiser sees it at the event, and in a mail.

        Raises `CalendarRejected` where the organiser wants no proposals, and for a copy that Graph knows no organiser
        of.
        """
        item = await self._items.item(calendar_id, event_id)
        _require_version(item, version)
        if organizer_of(item) is None:
            raise (
                own_event() if self._event(calendar_id, item).draft.organizer is None else CalendarRejected(_(_A_COPY))
            )
        if not item.get("allowNewTimeProposals", True):
            raise CalendarRejected(_("The organiser does not accept proposals for another time."))
        path = f"{event_path(calendar_id, item['id'])}/{_ANSWER_CALLS[Response.TENTATIVE]}"
        body = {"sendResponse": True, "proposedNewTime": time_slot(proposed.start, proposed.end, proposed.zone)}
        await self._mailbox.call("POST", path, body=body)
        return self._event(calendar_id, await self._items.get(calendar_id, item["id"]))

    async def _noted(self, calendar_id: str, item: Json, response: Response, me: Sequence[str]) -> Event:
        """The answer to what this is a copy of: it stands in the copy, and Graph has nobody to tell it."""
        event = self._event(calendar_id, item)
        if event.draft.organizer is None:
            raise own_event()
        mine = {address.lower() for address in me}
        guests = tuple(
            replace(who, response=response) if (who.email or "").lower() in mine else who
            for who in event.draft.attendees
        )
        draft = replace(event.draft, attendees=guests, transparent=response is Response.DECLINED)
        copy_of = Identity(event.uid, event.sequence)
        return await self.update(calendar_id, event.id, draft, event.version, copy_of=copy_of)

    async def _answer(self, calendar_id: str, native: str, response: Response) -> None:
        if response not in _ANSWER_CALLS:
            raise CalendarRejected(_("Microsoft 365 takes no answer back: accept, decline, or answer maybe."))
        path = f"{event_path(calendar_id, native)}/{_ANSWER_CALLS[response]}"
        await self._mailbox.call("POST", path, body={"sendResponse": True})

    def _event(self, calendar_id: str, item: Json) -> Event:
        return event_of(calendar_id, item, self._reader)

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """As `Delta.changes`."""
        return await self._delta.changes(calendar_id, token)

    async def _busy(self, calendar_id: str, time_min: datetime, time_max: datetime) -> FreeBusy:
        try:
            events = await self.events(calendar_id, time_min, time_max)
        except CalendarError as error:
            return FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=str(error))
        busy = merge(Busy(event.draft.start, event.draft.end) for event in events if not event.draft.transparent)
        return FreeBusy(calendar_id, Knowledge.KNOWN, clip(busy, time_min, time_max))

    async def _made(self, calendar_id: str, body: Json, copy_of: Identity | None) -> Json:
        """The event of a body. Raises `EventNotFound` where Graph knows that it was made, and deleted since."""
        while True:
            if copy_of is not None:
                body |= {"transactionId": await self._transactions.of_uid(calendar_id, copy_of.uid)}
            try:
                made = await self._mailbox.call("POST", f"{path_of(calendar_id)}/events", body=body)
                return await self._items.get(calendar_id, made["id"])
            except MadeAlready:
                if copy_of is None:
                    if (item := await self._items.created(calendar_id, body["transactionId"])) is not None:
                        return item
                    raise EventNotFound(_(_DELETED_SINCE)) from None
                if (known := await self.by_uid(calendar_id, copy_of.uid)) is not None:
                    return await self._items.get(calendar_id, known.id)
                # Whoever deleted it did so in Outlook: that is not for us to hold against a new agreement.
                await self._transactions.use_up(body["transactionId"])

    async def _ask_schedule(self, body: Json) -> Json:
        return await self._mailbox.call("POST", "me/calendar/getSchedule", body=body)


def _require_version(item: Json, version: str | None) -> None:
    if version is not None and item.get("@odata.etag") != version:
        raise VersionConflict(_("The event changed since it was read."))
