"""Notification channels of the fake: headers without a body, a `sync` first, none after they ended or were stopped."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from threadline.simulator.calendars.telling import Telling
from threadline.simulator.google.model import StoredCalendar
from threadline.simulator.google.refusals import Refusal

Json = dict[str, Any]

_LONGEST_ID, _LONGEST_TOKEN = 64, 256
_LONGEST_SECONDS = 7 * 24 * 3600


@dataclass(slots=True)
class Channel:
    """One channel; `expires` in seconds since 1970."""

    id: str
    calendar: str
    resource: str
    address: str
    token: str
    expires: float
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))


class Channels:
    """Those of everybody."""

    def __init__(self, telling: Telling, clock: Callable[[], float]) -> None:
        self.open: dict[str, Channel] = {}
        self._telling = telling
        self._clock = clock

    def watch(self, calendar: StoredCalendar, asked: Json) -> Json:
        """Open one."""
        if asked.get("type") != "web_hook":
            raise Refusal(400, "invalid", "Unknown channel type.")
        address, id_, token = (str(asked.get(name, "")) for name in ("address", "id", "token"))
        if not address.startswith("https://"):
            raise Refusal(400, "pushWebhookUrlNotHttps", f"WebHook callback must be HTTPS: {address}")
        if not 0 < len(id_) <= _LONGEST_ID or len(token) > _LONGEST_TOKEN:
            raise Refusal(400, "invalid", "The channel's id or token is too long.")
        if id_ in self.open:
            raise Refusal(400, "channelIdNotUnique", f"Channel id {id_} not unique")
        seconds = min(int((asked.get("params") or {}).get("ttl", _LONGEST_SECONDS)), _LONGEST_SECONDS)
        channel = Channel(id_, calendar.id, f"resource-of-{calendar.id}", address, token, self._clock() + seconds)
        self.open[id_] = channel
        self._telling.soon(self._tell(channel, "sync"))
        return {
            "kind": "api#channel",
            "id": id_,
            "resourceId": channel.resource,
            "resourceUri": f"https://www.googleapis.com/calendar/v3/calendars/{calendar.id}/events",
            "token": token,
            "expiration": str(int(channel.expires * 1000)),
        }

    def stop(self, asked: Json) -> None:
        """Close one."""
        channel = self.open.get(str(asked.get("id")))
        if channel is None or channel.resource != asked.get("resourceId"):
            raise Refusal(404, "channelUnknown", f"Channel {asked.get('id')!r} not found for project")
        del self.open[channel.id]

    def changed(self, calendar: StoredCalendar) -> None:
        """Something changed in a calendar."""
        for channel in self.open.values():
            if channel.calendar == calendar.id and channel.expires > self._clock():
                self._telling.soon(self._tell(channel, "exists"))

    async def _tell(self, channel: Channel, state: str) -> None:
        headers = {
            "X-Goog-Channel-ID": channel.id,
            "X-Goog-Channel-Token": channel.token,
            "X-Goog-Resource-ID": channel.resource,
            "X-Goog-Resource-State": state,
            "X-Goog-Message-Number": str(next(channel.numbers)),
        }
        await self._telling.post(channel.address, headers=headers)
