"""Calls of Slack's Web API for one workspace: paced, without the SDK's own retries, with the engine's errors."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import aiohttp

from threadline.backoff import Backoff
from threadline.bots.slack.errors import NAME, REVOKED, of_code
from threadline.bots.slack.rate_limits import Limits, Need
from threadline.core.channels.errors import ChannelThrottled, ChannelUnavailable

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]
_T = TypeVar("_T")

_QUERIES = frozenset(
    {
        "users.info",
        "users.list",
        "users.lookupByEmail",
        "usergroups.list",
        "conversations.info",
        "conversations.replies",
        "conversations.history",
        "files.info",
    }
)
_FORMS = frozenset({"oauth.v2.access"})
_PREVIEWLESS: dict[str, Json] = {"chat.postMessage": {"unfurl_links": False, "unfurl_media": False}}
"""Slack's crawler opens every link that it may preview, and links of ours work once."""

_ATTEMPTS = 4
_RESPONSE_TIMEOUT = aiohttp.ClientTimeout(total=10)

BACKOFF = Backoff(first=0.5, longest=8.0)


def _nothing() -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Grant:
    """A call that its answer has waited for already; it is counted."""

    method: str = ""
    channel: str = ""

    def use(self, method: str, channel: str) -> bool:
        """Whether this is the call; it is one then."""
        if (method, channel) != (self.method, self.channel):
            return False
        self.method = ""
        return True


@dataclass(frozen=True, slots=True)
class Calls:
    """The Web API as one workspace's bot. `grant` is that of an answer which waits for its turn before it calls."""

    client: "AsyncWebClient"
    team: str
    limits: Limits
    on_revoked: Callable[[], None] = _nothing
    grant: Grant | None = None

    def of_answer(self) -> "Calls":
        """The same for one answer."""
        return replace(self, grant=Grant())

    async def turn(self, methods: Sequence[str], channel: str, *, need: Need, since: float) -> str:
        """Wait for one of these methods; answers with which. The next call of it waits no more."""
        if self.grant is None:
            return methods[0]
        if self.grant.method:
            if self.grant.channel == channel and self.grant.method in methods:
                return self.grant.method
            self.limits.give_back(self.team, self.grant.method, self.grant.channel)
            self.grant.method = ""
        method = await self.limits.turn(self.team, methods, channel, need=need, since=since)
        self.grant.method, self.grant.channel = method, channel
        return method

    async def call(self, method: str, **arguments: Any) -> Json:
        """One call; arguments that are None are left out. Raises `ChannelError`."""
        from slack_sdk.errors import SlackApiError, SlackClientError

        given = _PREVIEWLESS.get(method, {}) | {name: value for name, value in arguments.items() if value is not None}
        channel = str(given.get("channel", ""))
        if self.grant is None or not self.grant.use(method, channel):
            await self.limits.enter(self.team, method, channel)
        try:
            if method in _FORMS:
                response = await self.client.api_call(method, data=given)
            elif method in _QUERIES:
                response = await self.client.api_call(method, http_verb="GET", params=given)
            else:
                response = await self.client.api_call(method, json=given)
        except SlackApiError as error:
            raise self._refused(error, method, channel) from None
        except (SlackClientError, aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ChannelUnavailable(f"Slack cannot be reached: {type(error).__name__}", channel=NAME) from error
        return dict(response.data) if isinstance(response.data, dict) else {}

    async def insist(self, method: str, **arguments: Any) -> Json:
        """A call that may be repeated, with patience for passing trouble. Raises `ChannelError`."""
        for attempt in range(1, _ATTEMPTS):
            try:
                return await self.call(method, **arguments)
            except ChannelThrottled:
                continue  # the bucket is paused: the next call waits
            except ChannelUnavailable:
                await self.limits.sleep(BACKOFF.pause(attempt))
        return await self.call(method, **arguments)

    async def respond(self, url: str, text: str) -> bool:
        """Say something at the address that came with an interaction; False where that cannot be done.

        Source: docs.slack.dev/interactivity/handling-user-interaction#message_responses.
        """
        session = self.client.session
        if session is None or not self._is_slacks(url):
            return False
        said = {"response_type": "ephemeral", "replace_original": False, "text": text}
        try:
            async with session.post(url, json=said, timeout=_RESPONSE_TIMEOUT, allow_redirects=False) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    def _is_slacks(self, url: str) -> bool:
        parts, api = urlsplit(url), urlsplit(self.client.base_url)
        own = (parts.scheme, parts.netloc) == (api.scheme, api.netloc)
        return own or (parts.scheme == "https" and parts.hostname == "hooks.slack.com")

    def wait(self, method: str, channel: str = "") -> float:
        """How many seconds a call would have to wait now."""
        return self.limits.wait(self.team, method, channel)

    def _refused(self, error: Any, method: str, channel: str) -> Exception:
        response = error.response
        body = response.data if isinstance(response.data, dict) else {}
        status, code = response.status_code, str(body.get("error", ""))
        if status >= 500 or not code:
            return ChannelUnavailable(f"Slack answered {method} with HTTP {status}", channel=NAME)
        given = response.headers.get("Retry-After")
        refused = of_code(code, method, body=body, retry_after=float(given) if given else None)
        if isinstance(refused, ChannelThrottled):
            self.limits.pause(self.team, method, channel, refused.retry_after or 0.0)
        if code in REVOKED:
            self.on_revoked()
        return refused


async def within(seconds: float, work: Awaitable[_T]) -> _T | None:
    """The result of `work` if it comes in time, else None; what it could not do is not done."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        return None
