"""The Bot Connector's REST interface: one shared connection pool, our own retries, the engine's errors.

Source: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference. botbuilder's own
client is synchronous, opens a connection for every turn and does not retry.

Teams has no key by which it would know a message that is sent again, and no way for a bot to look for one. What Teams
itself says failed (429, 412, 5xx) is sent again, as Microsoft asks for, and so is what never went out. But a new
message whose answer was lost on the way is not sent again here: that is `AnswerLost`, and who wanted it sent weighs
losing it against having it twice. An answer, a card or a reminder is rather there twice than not at all, so the engine
tries again; a greeting or a hint is rather lost.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from threadline.backoff import Backoff
from threadline.bots.teams.credentials import Tokens
from threadline.bots.teams.errors import NAME, AnswerLost, of_answer
from threadline.bots.teams.rate_limits import Limits
from threadline.bots.teams.service_urls import ServiceHosts
from threadline.bots.teams.thread_ref import base_of
from threadline.core.channels.errors import ChannelDenied, ChannelError, ChannelThrottled, ChannelUnavailable
from threadline.core.runtime.clock import Sleep

Json = dict[str, Any]

_TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
_SENDING = aiohttp.ClientTimeout(total=30, connect=5)
"""New messages get more time: what is given up too early stands there twice in the end."""

_CONNECTIONS = 32
_ATTEMPTS = 4
_LONGEST_WAIT = 30.0
_MOST_MEMBERS = 500  # the largest page that Teams gives
_BACKOFF = Backoff(first=0.5, longest=_LONGEST_WAIT)


@dataclass(slots=True)
class Sessions:
    """One session for everything the process sends, opened when it is first used."""

    _session: aiohttp.ClientSession | None = None

    def get(self) -> aiohttp.ClientSession:
        """The session."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


@dataclass(slots=True)
class Connector:
    """Calls of the connector. `tokens` is None in development, where nothing is signed."""

    session: Callable[[], aiohttp.ClientSession]
    hosts: ServiceHosts
    tokens: Tokens | None
    limits: Limits
    sleep: Sleep = asyncio.sleep

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        """Post into a conversation, or a thread of it; answers with the new message's id, empty if there is none.

        Raises `ChannelError`: `AnswerLost` where it may stand there nevertheless.
        """
        path = _activities(conversation)
        answer = await self._insist("POST", service_url, path, activity, limited=conversation, repeatable=False)
        return str(answer.get("id") or "")

    async def target(self, service_url: str, conversation: str, activity: Json, *, account: str) -> str:
        """Post a message that only one member of a group or channel sees. Raises `ChannelError`."""
        body = activity | {"recipient": {"id": account}}
        path = f"{_activities(conversation)}?isTargetedActivity=true"
        answer = await self._insist("POST", service_url, path, body, limited=conversation, repeatable=False)
        return str(answer.get("id") or "")

    async def stream(self, service_url: str, conversation: str, activity: Json) -> str:
        """Send one part of a stream, once: what is not in order any more must not be sent again."""
        await self.limits.enter(conversation)
        return str((await self._call("POST", service_url, _activities(conversation), activity)).get("id") or "")

    async def update(self, service_url: str, conversation: str, activity_id: str, activity: Json) -> None:
        """Put another content in a message's place. Raises `ChannelError`."""
        path = f"{_activities(conversation)}/{quote(activity_id, safe='')}"
        await self._insist("PUT", service_url, path, activity | {"id": activity_id}, limited=conversation)

    async def delete(self, service_url: str, conversation: str, activity_id: str) -> None:
        """Take a message away. Raises `ChannelError`."""
        path = f"{_activities(conversation)}/{quote(activity_id, safe='')}"
        await self._insist("DELETE", service_url, path, limited=conversation)

    async def member(self, service_url: str, conversation: str, account: str) -> Json:
        """Who somebody in a conversation is: name, e-mail, directory object, tenant. Raises `ChannelError`."""
        path = f"v3/conversations/{quote(base_of(conversation), safe='')}/members/{quote(account, safe='')}"
        return await self._insist("GET", service_url, path)

    async def members(self, service_url: str, conversation: str) -> list[Json]:
        """Who is in a conversation; of a large one the first 500. Raises `ChannelError`."""
        path = f"v3/conversations/{quote(base_of(conversation), safe='')}/pagedmembers?pageSize={_MOST_MEMBERS}"
        found = (await self._insist("GET", service_url, path)).get("members")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    async def open_chat(self, service_url: str, *, account: str, tenant: str, bot: str) -> str:
        """The id of somebody's personal chat with the bot, opened if there is none. Raises `ChannelError`."""
        body = {
            "bot": {"id": bot},
            "members": [{"id": account}],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        return str((await self._insist("POST", service_url, "v3/conversations", body)).get("id") or "")

    async def _insist(
        self,
        method: str,
        service_url: str,
        path: str,
        body: Json | None = None,
        *,
        limited: str | None = None,
        repeatable: bool = True,
    ) -> Json:
        """A call with patience for passing trouble (429, 412, 502, 504), as Teams asks for.

        What is not `repeatable` is not sent again where Teams may have taken it.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            if limited is not None:
                await self.limits.enter(limited)
            try:
                return await self._call(method, service_url, path, body)
            except (ChannelThrottled, ChannelUnavailable) as error:
                lost = isinstance(error, AnswerLost) and not repeatable
                if lost or attempt == _ATTEMPTS or (error.retry_after or 0.0) > _LONGEST_WAIT:
                    raise
                wait = _BACKOFF.pause(attempt, asked=error.retry_after)
                if limited is not None and isinstance(error, ChannelThrottled):
                    self.limits.pause(limited, wait)
                else:
                    await self.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    async def _call(self, method: str, service_url: str, path: str, body: Json | None = None) -> Json:
        if not self.hosts.allow(service_url):
            raise ChannelDenied(f"{service_url!r} is no address to send to", channel=NAME, missing="service host")
        answer = await self._once(method, service_url, path, body)
        if isinstance(answer, ChannelDenied) and self.tokens is not None:  # the token may have been revoked: once more
            answer = await self._once(method, service_url, path, body)
        if isinstance(answer, ChannelError):
            raise answer
        return answer

    async def _once(self, method: str, service_url: str, path: str, body: Json | None) -> Json | ChannelError:
        session, headers = self.session(), {}
        token = await self.tokens.get(session) if self.tokens is not None else ""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = URL(f"{service_url.rstrip('/')}/{path}", encoded=True)
        timeout = _SENDING if method == "POST" else _TIMEOUT
        try:
            async with session.request(
                method, url, json=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                content = await _json(response)
                if response.status < 300:
                    return content
                if response.status == 401 and self.tokens is not None:
                    self.tokens.forget(token)
                return of_answer(response.status, content, retry_after=_patience(response))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise ChannelUnavailable(f"Teams cannot be reached: {type(error).__name__}", channel=NAME) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(f"Teams' answer was lost: {type(error).__name__}", channel=NAME) from error


def _activities(conversation: str) -> str:
    return f"v3/conversations/{quote(conversation, safe='')}/activities"


async def _json(response: aiohttp.ClientResponse) -> Json:
    try:
        content = await response.json(content_type=None)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _patience(response: aiohttp.ClientResponse) -> float | None:
    """`Retry-After` in seconds; a date there says no more to us than that we should wait."""
    given = response.headers.get("Retry-After", "")
    try:
        return max(float(given), 0.0)
    except ValueError:
        return None
