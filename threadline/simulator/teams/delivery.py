"""How the fake Teams calls the bot: one signed POST per activity, given up after fifteen seconds."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from threadline.simulator.teams.signing import Issuer, TokenFault

Json = dict[str, Any]

ANSWERED_WITHIN = 15.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt: the HTTP status that came back (0: none in time), its body, how long it took, and what was sent."""

    status: int
    text: str
    seconds: float
    activity: Json

    @property
    def body(self) -> Json:
        """The answer as JSON; empty if it is none."""
        return dict(json.loads(self.text)) if self.text.startswith("{") else {}


@dataclass(slots=True)
class Courier:
    """Sends activities to the bot at `url`. `signs` off leaves the Authorization header away, as an emulator does."""

    issuer: Issuer
    url: str = ""
    signs: bool = True
    deliveries: list[Delivery] = field(default_factory=list)
    watch: Callable[[Delivery], None] | None = None
    _session: aiohttp.ClientSession | None = None

    async def deliver(self, activity: Json, *, fault: TokenFault | None = None) -> Delivery:
        """Deliver an activity, with a token as it should be or with a fault."""
        header = self.issuer.header(activity.get("serviceUrl", ""), fault) if self.signs else None
        return await self.raw(json.dumps(activity).encode(), authorization=header, activity=activity)

    async def again(self, delivery: Delivery) -> Delivery:
        """Deliver the same activity once more, under a new token."""
        return await self.deliver(delivery.activity)

    async def raw(
        self,
        body: bytes,
        *,
        authorization: str | None,
        activity: Json | None = None,
        content_type: str = "application/json; charset=utf-8",
    ) -> Delivery:
        """Send any body under any Authorization header, or under none."""
        headers = {"Content-Type": content_type, "User-Agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)"}
        if authorization is not None:
            headers["Authorization"] = authorization
        began = asyncio.get_running_loop().time()
        status, text = await self._send(body, headers)
        delivery = Delivery(status, text, asyncio.get_running_loop().time() - began, activity or {})
        self.deliveries.append(delivery)
        if self.watch is not None:
            self.watch(delivery)
        return delivery

    async def _send(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=ANSWERED_WITHIN)
        try:
            async with self._session.post(self.url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.text()
        except (TimeoutError, aiohttp.ClientError):
            return 0, ""

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None
