"""The HTTP side: what the Bot Connector calls.

A request is checked here before the SDK sees it: size, form, who calls, for which tenant, and where answers would go.
Nothing is asked of anybody for a request that is refused.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import web

from threadline.bots.teams.activity import Incoming, MalformedActivity
from threadline.bots.teams.service_urls import ServiceHosts
from threadline.bots.teams.signing_keys import KeysUnavailable
from threadline.bots.teams.token_verification import CHANNEL, Forbidden, Unauthorized, Verifier
from threadline.config.addresses import is_loopback
from threadline.core.channels.errors import ChannelError
from threadline.storage.database.errors import StorageError

log = structlog.get_logger()

Json = dict[str, Any]

PATH = "/api/messages"
MOST_BYTES = 512_000
"""The largest activity: Teams sends at most 100 KB of text, twice, and cards of less than that."""

_EMULATOR = "emulator"
_CODES = {
    400: "VALIDATION_ERROR",
    401: "UNAUTHORIZED",
    403: "ACCESS_DENIED",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    503: "UNAVAILABLE",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an activity is answered with: a status and, for invokes, a body.

    `to_be_stored`: there is more to do than to answer it, which is done afterwards.
    """

    status: int = 200
    body: Any = None
    to_be_stored: bool = False


Handle = Callable[[Incoming, Json, Json], Awaitable[Answer]]


class Problem(Exception):
    """A request that is refused."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Door:
    """The bot's endpoint. `verifier` is None in development, where only this machine is let in, unsigned.

    `handle` gets the activity, as it is read and as it came, and the caller's claims.
    """

    handle: Handle
    hosts: ServiceHosts
    verifier: Verifier | None

    def routes(self) -> list[web.RouteDef]:
        """The address, as the HTTP server adds it."""
        return [web.post(PATH, self.messages)]

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """An activity. It is answered when what it says is stored; 5xx asks for it again."""
        try:
            body = await _body(request)
            incoming = Incoming.read(body)
            claims = await self._claims(request, incoming)
            answer = await self.handle(incoming, body, claims)
        except Problem as problem:
            return _problem(problem.status, str(problem))
        except MalformedActivity as error:
            return _problem(400, str(error))
        except Unauthorized as error:
            log.warning("request refused", status=401, reason=str(error))
            return _problem(401, str(error))
        except Forbidden as error:
            log.warning("request refused", status=403, reason=str(error))
            return _problem(403, str(error))
        except (KeysUnavailable, StorageError, ChannelError) as error:
            log.error("activity not taken", error=f"{type(error).__name__}: {error}")
            return _problem(503, "The activity could not be taken just now. Please send it again.")
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.json_response(answer.body, status=answer.status)

    async def _claims(self, request: web.Request, incoming: Incoming) -> Json:
        if self.verifier is not None:
            return await self.verifier.verify(incoming, request.headers.get("Authorization", ""))
        if not is_loopback(request.remote or "") or not self.hosts.allow(incoming.service_url):
            raise Forbidden("In development only this machine is answered")
        if incoming.channel_id not in (CHANNEL, _EMULATOR):
            raise Forbidden("The activity is neither from Teams nor from the emulator")
        return {}


async def _body(request: web.Request) -> Json:
    """The JSON object that was sent."""
    if request.content_type != "application/json":
        raise Problem(415, "An activity is sent as application/json.")
    if (request.content_length or 0) > MOST_BYTES:
        raise Problem(413, f"An activity has at most {MOST_BYTES:,} bytes.")
    try:
        content = await request.content.read(MOST_BYTES + 1)
        while not request.content.at_eof() and len(content) <= MOST_BYTES:
            content += await request.content.read(MOST_BYTES + 1 - len(content))
        if len(content) > MOST_BYTES:
            raise Problem(413, f"An activity has at most {MOST_BYTES:,} bytes.")
        body = json.loads(content)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is no JSON.") from None
    if not isinstance(body, dict):
        raise Problem(400, "An activity is a JSON object.")
    return body


def _problem(status: int, sentence: str) -> web.Response:
    body = {"error": sentence, "details": {}, "code": _CODES[status]}
    return web.json_response(body, status=status)
