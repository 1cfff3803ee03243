"""Subscriptions of the fake Graph: validated before they are made, told with their `clientState`, ended after 4230
minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from threadline.simulator.calendars.telling import Telling
from threadline.simulator.microsoft.model import Item, Mailbox
from threadline.simulator.microsoft.refusals import Refusal

Json = dict[str, Any]

_LONGEST = timedelta(minutes=4_230)
_LONGEST_STATE = 128
_KINDS = frozenset({"created", "updated", "deleted"})


@dataclass(slots=True)
class Subscription:
    """One subscription of a mailbox."""

    id: str
    mailbox: str
    asked: Json
    expires: datetime


class Subscriptions:
    """Those of everybody. `clock` tells seconds since 1970."""

    def __init__(self, telling: Telling, clock: Callable[[], float]) -> None:
        self.open: dict[str, Subscription] = {}
        self._telling = telling
        self._clock = clock

    async def create(self, mailbox: Mailbox, asked: Json) -> Json:
        """Make one, if the addresses answer as they have to."""
        kinds = set(str(asked["changeType"]).split(","))
        if not kinds or not kinds <= _KINDS or asked["resource"].strip("/") not in ("me/events", "me/calendar/events"):
            raise Refusal(400, "InvalidRequest", "The resource cannot be watched so.")
        if len(str(asked.get("clientState", ""))) > _LONGEST_STATE:
            raise Refusal(400, "InvalidRequest", "clientState is too long.")
        expires = self._until(asked)
        for name in ("notificationUrl", "lifecycleNotificationUrl"):
            if name in asked:
                await self._validate(str(asked[name]))
        made = Subscription(str(uuid4()), mailbox.address, asked, expires)
        self.open[made.id] = made
        return {**asked, "id": made.id, "clientState": None}

    def renew(self, mailbox: Mailbox, id_: str, asked: Json) -> Json:
        """Give one more time."""
        found = self._found(mailbox, id_)
        found.expires = self._until(asked)
        return {**found.asked, "id": id_, "expirationDateTime": asked["expirationDateTime"], "clientState": None}

    def delete(self, mailbox: Mailbox, id_: str) -> None:
        """End one."""
        del self.open[self._found(mailbox, id_).id]

    def changed(self, mailbox: Mailbox, item: Item) -> None:
        """An event of a mailbox was made, changed or deleted."""
        kind = "deleted" if item.deleted else "updated"
        data = {"@odata.type": "#Microsoft.Graph.Event", "@odata.id": f"Users/me/Events/{item.id}", "id": item.id}
        for each in self.open.values():
            if each.mailbox == mailbox.address and each.expires > self._now() and kind in each.asked["changeType"]:
                body = {"changeType": kind, "resource": data["@odata.id"], "resourceData": data}
                self._telling.soon(self._tell(each, "notificationUrl", body))

    def remind(self, id_: str, event: str) -> None:
        """Tell what becomes of one: `reauthorizationRequired`, `missed`, or `subscriptionRemoved`, which removes it."""
        found = self.open.pop(id_) if event == "subscriptionRemoved" else self.open[id_]
        self._telling.soon(self._tell(found, "lifecycleNotificationUrl", {"lifecycleEvent": event}))

    async def _tell(self, found: Subscription, where: str, body: Json) -> None:
        told = {
            "subscriptionId": found.id,
            "clientState": found.asked.get("clientState"),
            "subscriptionExpirationDateTime": found.expires.isoformat(),
            "tenantId": "00000000-0000-0000-0000-000000000001",
        }
        await self._telling.post(str(found.asked[where]), body={"value": [told | body]})

    async def _validate(self, address: str) -> None:
        if not address.startswith("https://"):
            raise Refusal(400, "InvalidRequest", "The address has to be one of https.")
        token = f"Validation: Testing client application reachability + {uuid4()}"
        mark = "&" if "?" in address else "?"
        told = await self._telling.post(address, query=f"{mark}validationToken={quote(token)}")
        if (told.status, told.text, told.content_type) != (200, token, "text/plain"):
            raise Refusal(400, "ValidationError", "Subscription validation request failed.")

    def _until(self, asked: Json) -> datetime:
        until = datetime.fromisoformat(str(asked["expirationDateTime"])).astimezone(UTC)
        if not self._now() < until <= self._now() + _LONGEST:
            raise Refusal(400, "InvalidRequest", "Subscription expiration can only be 4230 minutes in the future.")
        return until

    def _found(self, mailbox: Mailbox, id_: str) -> Subscription:
        found = self.open.get(id_)
        if found is None or found.mailbox != mailbox.address or found.expires <= self._now():
            raise Refusal(404, "ResourceNotFound", "The object was not found.")
        return found

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)
