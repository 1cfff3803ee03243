"""What changed in a calendar of Graph's: its delta query follows a range, from a month back to a year ahead."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from threadline.calendar.event import Event
from threadline.calendar.microsoft.api import Json
from threadline.calendar.microsoft.event_items import EventItems, instant, path_of
from threadline.calendar.microsoft.faults import SyncExpired
from threadline.calendar.microsoft.mailbox import Mailbox
from threadline.calendar.microsoft.resource import EXPAND
from threadline.calendar.port import Changes

_PAGE = "100"
_BEFORE, _AFTER = timedelta(days=31), timedelta(days=366)
"""How far back and ahead changes are followed: Graph follows a range alone."""


class Delta:
    """Follows the calendars of a mailbox. `event_of` makes an event of a calendar's resource."""

    def __init__(
        self, mailbox: Mailbox, items: EventItems, clock: Callable[[], float], event_of: Callable[[str, Json], Event]
    ) -> None:
        self._mailbox = mailbox
        self._items = items
        self._clock = clock
        self._event = event_of

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        """What changed since a token, of events from a month back to a year ahead of when it was first given.

        A token that is a month old, or that Graph takes no more, starts from the beginning, with every event there is.
        """
        since, _, mark = (token or "").partition(" ")
        if not mark or not since.isdecimal() or int(since) + _BEFORE.total_seconds() < self._clock():
            return await self._everything(calendar_id)
        try:
            items, fresh = await self._delta(calendar_id, {"$deltatoken": mark})
        except SyncExpired:
            return await self._everything(calendar_id)
        changed = [item["id"] for item in items if "@removed" not in item and item.get("type") != "occurrence"]
        found = await asyncio.gather(*(self._items.still_there(calendar_id, each) for each in dict.fromkeys(changed)))
        gone = [item["id"] for item in items if "@removed" in item]
        gone += [each for each, item in zip(dict.fromkeys(changed), found, strict=True) if item is None]
        updated = tuple(self._event(calendar_id, item) for item in found if item is not None)
        return Changes(updated, tuple(dict.fromkeys(gone)), f"{since} {fresh}")

    async def _everything(self, calendar_id: str) -> Changes:
        """All events, after the mark from which changes are followed: nothing falls between."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        span = {"startDateTime": instant(now - _BEFORE), "endDateTime": instant(now + _AFTER)}
        _, mark = await self._delta(calendar_id, span)
        items = await self._mailbox.pages(f"{path_of(calendar_id)}/events", {"$expand": EXPAND, "$top": _PAGE})
        updated = tuple(self._event(calendar_id, item) for item in items if not item.get("isCancelled"))
        return Changes(updated, (), f"{int(self._clock())} {mark}", complete=True)

    async def _delta(self, calendar_id: str, asked: dict[str, str]) -> tuple[list[Json], str]:
        items: list[Json] = []
        path, parameters = f"{path_of(calendar_id)}/calendarView/delta", asked
        while True:
            answer = await self._mailbox.call("GET", path, query=parameters, prefer=f"odata.maxpagesize={_PAGE}")
            items += answer.get("value") or ()
            if "@odata.nextLink" not in answer:
                link = urlsplit(str(answer.get("@odata.deltaLink", "")))
                return items, dict(parse_qsl(link.query)).get("$deltatoken", "")
            path, parameters = answer["@odata.nextLink"], {}
