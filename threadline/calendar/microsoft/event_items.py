"""The resources of one person's events in Graph: found by id, by occurrence, by what is known of them; and removed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from threadline.calendar.microsoft.api import Json
from threadline.calendar.microsoft.mailbox import Mailbox
from threadline.calendar.microsoft.resource import EXPAND, ID_PROPERTY, UID_PROPERTY, draft_of, port_id
from threadline.calendar.port import EventNotFound
from threadline.calendar.recurrence import occurrence_id, split_id
from threadline.texts.messages import _

_DAY = timedelta(days=1)


class EventItems:
    """Those of a mailbox. Everything raises `CalendarError`."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def get(self, calendar_id: str, native: str) -> Json:
        """A resource; that of a series with the occurrences that were deleted from it, which Graph tells if named."""
        path = event_path(calendar_id, native)
        item = await self._mailbox.call("GET", path, query={"$expand": EXPAND})
        if item.get("type") == "seriesMaster":
            item |= await self._mailbox.call("GET", path, query={"$select": "cancelledOccurrences"})
        return item

    async def created(self, calendar_id: str, transaction: str) -> Json | None:
        """The event that carries our id."""
        wanted = f"ep/id eq '{ID_PROPERTY}' and ep/value eq '{transaction}'"
        asked = {"$filter": f"singleValueExtendedProperties/Any(ep: {wanted})", "$expand": EXPAND}
        answer = await self._mailbox.call("GET", f"{path_of(calendar_id)}/events", query=asked)
        items = answer.get("value") or ()
        return await self.get(calendar_id, items[0]["id"]) if items else None

    async def of_uid(self, calendar_id: str, uid: str) -> Json | None:
        """The one with a UID: Graph's own, or that of a copy made here."""
        named = uid.replace("'", "''")
        wanted = f"ep/id eq '{UID_PROPERTY}' and ep/value eq '{named}'"
        for asked in (f"iCalUId eq '{named}'", f"singleValueExtendedProperties/Any(ep: {wanted})"):
            items = await self._mailbox.pages(f"{path_of(calendar_id)}/events", {"$filter": asked, "$expand": EXPAND})
            if found := [each for each in items if not each.get("isCancelled")]:
                return await self.get(calendar_id, found[0]["id"])
        return None

    async def item(self, calendar_id: str, event_id: str) -> Json:
        """The resource of an event or an occurrence. Raises `EventNotFound`, also for a meeting that was cancelled."""
        series, start = split_id(event_id)
        if start is None:
            item = await self.get(calendar_id, event_id)
        else:
            item = await self._occurrence(calendar_id, series, start, event_id)
        if item.get("isCancelled"):
            raise EventNotFound(_("There is no such event."))
        return item

    async def _occurrence(self, calendar_id: str, series: str, start: datetime, event_id: str) -> Json:
        """The occurrence that would start then, where it is now."""
        span = {"startDateTime": instant(start - 2 * _DAY), "endDateTime": instant(start + 2 * _DAY)}
        path = event_path(calendar_id, series)
        near = await self._mailbox.pages(f"{path}/instances", span | {"$expand": EXPAND})
        for item in near:
            if port_id(item, draft_of(item).zone) == event_id:
                return item
        master = await self._mailbox.call("GET", path, query={"$expand": "exceptionOccurrences"})
        for item in master.get("exceptionOccurrences") or ():
            if port_id(item, draft_of(item).zone) == event_id:
                return await self.get(calendar_id, item["id"])
        raise EventNotFound(_("There is no such event."))

    async def still_there(self, calendar_id: str, native: str) -> Json | None:
        """A resource; None where it is gone, or cancelled."""
        try:
            item = await self.get(calendar_id, native)
        except EventNotFound:
            return None
        return None if item.get("isCancelled") else item

    async def exclude(self, calendar_id: str, item: Json, starts: Sequence[datetime]) -> None:
        """Delete the occurrences of a series that start then."""
        for start in starts:
            try:
                found = await self.item(calendar_id, occurrence_id(item["id"], start))
            except EventNotFound:
                continue
            await self.remove(calendar_id, found["id"], None)

    async def remove(self, calendar_id: str, native: str, version: str | None) -> None:
        """Delete a resource; what is gone is done."""
        try:
            await self._mailbox.call("DELETE", event_path(calendar_id, native), if_match=version)
        except EventNotFound:
            return


def path_of(calendar_id: str) -> str:
    """The path of a calendar."""
    return f"me/calendars/{quote(calendar_id, safe='')}"


def event_path(calendar_id: str, native: str) -> str:
    """The path of an event."""
    return f"{path_of(calendar_id)}/events/{quote(native, safe='')}"


def instant(moment: datetime) -> str:
    """An instant as Graph takes it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
