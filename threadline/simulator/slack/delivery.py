"""How the fake Slack calls the app: signed requests, acknowledged in three seconds, retried on Slack's schedule.

Signing: docs.slack.dev/authentication/verifying-requests-from-slack. Events are retried at once, after one minute and
after five (docs.slack.dev/apis/events-api); commands, clicks and views are sent once.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from threadline.simulator.slack.model import Clock

Json = dict[str, Any]

RETRY_DELAYS = (0.0, 60.0, 300.0)
_ACKNOWLEDGED_WITHIN = 3.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to deliver: the HTTP status that came back (0: none in time) and its body."""

    status: int
    text: str
    attempt: int = 0

    @property
    def body(self) -> Json:
        """The answer as JSON; empty if it is none."""
        return dict(json.loads(self.text)) if self.text.startswith("{") else {}


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature of a request body."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


@dataclass(slots=True)
class Courier:
    """Sends requests to the app at `url`."""

    secret: str
    clock: Clock
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    url: str = ""
    deliveries: list[Delivery] = field(default_factory=list)
    session: aiohttp.ClientSession | None = None

    async def event(self, payload: Json) -> Delivery:
        """Deliver an event until it is acknowledged or the schedule is over."""
        body = json.dumps(payload).encode()
        delivery = await self.raw(body, "application/json")
        for number, delay in enumerate(RETRY_DELAYS, start=1):
            if 200 <= delivery.status < 300:
                break
            await self.sleep(delay)
            retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": _reason(delivery)}
            delivery = await self.raw(body, "application/json", headers=retry, attempt=number)
        return delivery

    async def interaction(self, payload: Json) -> Delivery:
        """Deliver a click, a shortcut or a submitted view."""
        return await self.form({"payload": json.dumps(payload)})

    async def form(self, fields: Mapping[str, str]) -> Delivery:
        """Deliver a form, as commands are."""
        return await self.raw(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def raw(
        self,
        body: bytes,
        content_type: str,
        *,
        headers: Mapping[str, str] | None = None,
        timestamp: str | None = None,
        signature: str | None = None,
        attempt: int = 0,
    ) -> Delivery:
        """Send any body, signed unless a signature is given."""
        moment = str(int(self.clock())) if timestamp is None else timestamp
        sent = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": sign(self.secret, moment, body) if signature is None else signature,
            **(headers or {}),
        }
        delivery = await self._send(body, sent, attempt)
        self.deliveries.append(delivery)
        return delivery

    async def _send(self, body: bytes, headers: Mapping[str, str], attempt: int) -> Delivery:
        if self.session is None:
            self.session = aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=_ACKNOWLEDGED_WITHIN)
        try:
            async with self.session.post(self.url, data=body, headers=headers, timeout=timeout) as response:
                return Delivery(response.status, await response.text(), attempt)
        except (TimeoutError, aiohttp.ClientError):
            return Delivery(0, "", attempt)

    async def close(self) -> None:
        """Close the connections."""
        if self.session is not None:
            await self.session.close()
            self.session = None


def _reason(delivery: Delivery) -> str:
    return "http_timeout" if delivery.status == 0 else "http_error"
