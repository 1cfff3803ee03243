"""The HTTP server: all endpoints, pages and the console in one application."""

from collections.abc import Iterable, Iterator

from aiohttp import web

from threadline.bots.webhook import calendars, conversations, health, prompts, proposals, scheduling
from threadline.bots.webhook.call import ROOM, Room
from threadline.bots.webhook.edge import add_headers, allow_origins, guard_host, observe, report
from threadline.bots.webhook.endpoint import Endpoint
from threadline.bots.webhook.feeds import Feeds
from threadline.bots.webhook.limits import Limits
from threadline.bots.webhook.metrics import Metrics
from threadline.bots.webhook.streams import Streams
from threadline.core.services import Services

_GROUPS = (
    health.endpoints,
    prompts.endpoints,
    conversations.endpoints,
    proposals.endpoints,
    calendars.endpoints,
    scheduling.endpoints,
)


def create_app(services: Services, *, extra_routes: Iterable[web.AbstractRouteDef] = ()) -> web.Application:
    """The application. `extra_routes` are the doors of other channels, which verify their callers themselves."""
    settings = services.settings
    app = web.Application(
        middlewares=[observe, allow_origins(settings.allow_origins), report, guard_host(settings)],
        client_max_size=settings.max_body_bytes,
    )
    metrics = Metrics()
    app[ROOM] = Room(
        services=services,
        feeds=Feeds(services.tokens, services.secrets),
        limits=Limits(settings.requests_per_minute),
        metrics=metrics,
        streams=Streams(metrics.streams),
    )
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_end_streams)
    for endpoint in all_endpoints():
        app.router.add_route(endpoint.method, endpoint.path, endpoint.serve)
    app.add_routes(extra_routes)
    return app


def all_endpoints() -> Iterator[Endpoint]:
    """Every endpoint of the API."""
    for group in _GROUPS:
        yield from group.all


async def _end_streams(app: web.Application) -> None:
    app[ROOM].streams.close()
