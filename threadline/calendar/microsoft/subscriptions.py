"""Graph's subscriptions to changes (learn.microsoft.com/graph/api/resources/subscription).

Before Graph makes one it asks the address, which answers with what it was given. One subscription has all events of a
mailbox; what becomes of it is told to the same address.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from threadline.calendar.microsoft.mailbox import Mailbox
from threadline.calendar.port import CalendarInfo, EventNotFound
from threadline.calendar.push import Listener, Watch

_RESOURCE = "me/events"
_LASTS = timedelta(minutes=4_200)  # Graph lets events be watched for 4230 minutes


class GraphSubscriptions:
    """One person's subscriptions. `clock` tells seconds since 1970."""

    def __init__(
        self,
        mailbox: Mailbox,
        calendars: Callable[[], Awaitable[Sequence[CalendarInfo]]],
        clock: Callable[[], float],
    ) -> None:
        self._mailbox = mailbox
        self._calendars = calendars
        self._clock = clock

    async def places(self) -> Sequence[str]:
        """Their primary calendar: its subscription is that of the mailbox."""
        return [info.id for info in await self._calendars() if info.primary][:1]

    async def begin(self, listener: Listener, calendar_id: str) -> Watch:
        """Subscribe. Raises `CalendarError`."""
        expires_at = self._end()
        body = {
            "changeType": "created,updated,deleted",
            "notificationUrl": listener.address,
            "lifecycleNotificationUrl": listener.address,
            "resource": _RESOURCE,
            "expirationDateTime": _text(expires_at),
            "clientState": listener.secret,
        }
        answer = await self._mailbox.call("POST", "subscriptions", body=body)
        return Watch(str(answer["id"]), calendar_id, _RESOURCE, expires_at)

    async def renew(self, watch: Watch) -> Watch | None:
        """The subscription with more time; None where Graph has it no more. Raises `CalendarError`."""
        expires_at = self._end()
        try:
            await self._mailbox.call("PATCH", _path(watch), body={"expirationDateTime": _text(expires_at)})
        except EventNotFound:
            return None
        return Watch(watch.id, watch.calendar_id, watch.resource, expires_at)

    async def end(self, watch: Watch) -> None:
        """Unsubscribe. Raises `CalendarError`."""
        with suppress(EventNotFound):
            await self._mailbox.call("DELETE", _path(watch))

    def _end(self) -> datetime:
        return datetime.fromtimestamp(int(self._clock()), UTC) + _LASTS


def _path(watch: Watch) -> str:
    return f"subscriptions/{quote(watch.id, safe='')}"


def _text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
