"""Google's notification channels (developers.google.com/workspace/calendar/api/guides/push).

A channel ends after a week at the latest and cannot be renewed: a new one is begun before, and the old one stopped.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from threadline.calendar.google.api import Json
from threadline.calendar.port import CalendarInfo, EventNotFound
from threadline.calendar.push import Listener, Watch

_MOST = 20
_LASTS = timedelta(days=7)

Call = Callable[[Callable[[Any], Any]], Awaitable[Json]]
"""Carries out a request of Google's service."""


class GoogleChannels:
    """One person's channels."""

    def __init__(self, call: Call, calendars: Callable[[], Awaitable[Sequence[CalendarInfo]]]) -> None:
        self._call = call
        self._calendars = calendars

    async def places(self) -> Sequence[str]:
        """Their calendars, the first twenty."""
        return [info.id for info in await self._calendars()][:_MOST]

    async def begin(self, listener: Listener, calendar_id: str) -> Watch:
        """Open a channel. Raises `CalendarError`."""
        body = {
            "id": str(uuid4()),
            "type": "web_hook",
            "address": listener.address,
            "token": listener.secret,
            "params": {"ttl": str(int(_LASTS.total_seconds()))},
        }
        answer = await self._call(lambda api: api.events().watch(calendarId=calendar_id, body=body))
        expires_at = datetime.fromtimestamp(int(answer["expiration"]) / 1000, UTC)
        return Watch(str(body["id"]), calendar_id, str(answer["resourceId"]), expires_at)

    async def renew(self, watch: Watch) -> Watch | None:
        """None: Google renews no channel."""
        return None

    async def end(self, watch: Watch) -> None:
        """Stop a channel. Raises `CalendarError`."""
        body = {"id": watch.id, "resourceId": watch.resource}
        with suppress(EventNotFound):
            await self._call(lambda api: api.channels().stop(body=body))
