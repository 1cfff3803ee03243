"""One call of an endpoint: who calls, and what the service is made of."""

from dataclasses import dataclass

from aiohttp import web

from threadline.bots.webhook.http.feed_urls import Feeds
from threadline.bots.webhook.http.metrics import Metrics
from threadline.bots.webhook.http.rate_limits import Limits
from threadline.bots.webhook.http.sse import Streams
from threadline.core.domain.message import Person
from threadline.core.services import Services
from threadline.storage.tokens import TokenRecord

NAME = "webhook"
"""The channel's name, under which its messages and limits are kept."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the HTTP channel keeps while it runs, beside the services it was given."""

    services: Services
    feeds: Feeds
    limits: Limits
    metrics: Metrics
    streams: Streams


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a person, by a token. `by_cookie`: their browser sent it without being asked to."""

    person: Person
    token: TokenRecord
    by_cookie: bool


ROOM: web.AppKey[Room] = web.AppKey("room", Room)
CALLER: web.RequestKey[Caller] = web.RequestKey("caller", Caller)
REQUEST_ID: web.RequestKey[str] = web.RequestKey("request_id", str)


class Call:
    """One call of an endpoint."""

    __slots__ = ("request", "room", "services")

    def __init__(self, request: web.Request) -> None:
        self.request = request
        self.room = request.app[ROOM]
        self.services = self.room.services

    @property
    def caller(self) -> Caller:
        """Who calls. Only for endpoints that ask for a scope."""
        return self.request[CALLER]

    @property
    def person(self) -> Person:
        """The person who calls. Only for endpoints that ask for a scope."""
        return self.caller.person

    @property
    def zone(self) -> str:
        """The caller's zone (IANA)."""
        return self.person.zone

    @property
    def address(self) -> str:
        """Where the service is reached from outside: the setting, else what this request used."""
        return self.services.settings.base_url or f"{self.request.scheme}://{self.request.host}"
