"""The HTTP server: all endpoints, pages and the console in one application."""

from collections.abc import Iterable, Iterator

from aiohttp import web

from threadline.bots.webhook.api import (
    account,
    answers,
    booking_links,
    calendar_notifications,
    calendars,
    connections,
    conversations,
    event_proposals,
    favorites,
    files,
    find_time,
    health,
    ics_feed,
    metrics_endpoint,
    notices,
    polls,
    process_text,
    prompts,
    proposals,
    search,
    sent_files,
    session,
    settings,
    tasks,
    templates,
    triggers,
    usage,
    workflows,
)
from threadline.bots.webhook.compatibility.addresses import old_addresses
from threadline.bots.webhook.docs import examples
from threadline.bots.webhook.docs.documentation_page import Documentation
from threadline.bots.webhook.http import console_page, html_page
from threadline.bots.webhook.http.call import ROOM, Room
from threadline.bots.webhook.http.cors import allow_origins
from threadline.bots.webhook.http.endpoint import Endpoint
from threadline.bots.webhook.http.feed_urls import Feeds
from threadline.bots.webhook.http.metrics import Metrics
from threadline.bots.webhook.http.middleware import add_headers, compress, expect, guard_host, observe, report, speak
from threadline.bots.webhook.http.rate_limits import Limits
from threadline.bots.webhook.http.sse import Streams
from threadline.bots.webhook.mcp import route as mcp
from threadline.bots.webhook.pages import (
    admin_page,
    booking_limits,
    booking_page,
    card_page,
    confirm_link,
    oauth_consent,
    own_data_page,
    poll_page,
)
from threadline.bots.webhook.sign_in import one_time_link, openid_pages
from threadline.bots.webhook.sign_in.mailed_link import MAILED_LINKS, MailedLinkLimits
from threadline.bots.webhook.sign_in.openid_pages import OPENID
from threadline.bots.webhook.sign_in.openid_provider import OpenIdProvider
from threadline.core.services import Services

_GROUPS = (
    prompts.endpoints,
    conversations.endpoints,
    answers.endpoints,
    search.endpoints,
    tasks.endpoints,
    workflows.endpoints,
    proposals.endpoints,
    event_proposals.endpoints,
    booking_links.endpoints,
    polls.endpoints,
    triggers.endpoints,
    calendars.endpoints,
    connections.endpoints,
    find_time.endpoints,
    process_text.endpoints,
    ics_feed.endpoints,
    calendar_notifications.endpoints,
    files.endpoints,
    sent_files.endpoints,
    templates.endpoints,
    settings.endpoints,
    notices.endpoints,
    favorites.endpoints,
    usage.endpoints,
    session.endpoints,
    account.endpoints,
    health.endpoints,
    metrics_endpoint.endpoints,
    examples.endpoints,
)


def create_app(services: Services, *, extra_routes: Iterable[web.AbstractRouteDef] = ()) -> web.Application:
    """The application. `extra_routes` are the doors of other channels, which verify their callers themselves."""
    app = web.Application(
        middlewares=[
            observe,
            compress,
            allow_origins(services.settings.allow_origins),
            speak,
            report,
            guard_host(services.settings),
        ],
        client_max_size=services.settings.max_body_bytes,
    )
    app[ROOM] = _room(services)
    app[OPENID] = OpenIdProvider(services.settings) if services.settings.openid_issuer else None
    app[MAILED_LINKS] = MailedLinkLimits()
    app[booking_limits.BOOKING_LIMITS] = booking_limits.BookingLimits(services.storage.database)
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_end_streams)
    documentation = Documentation(all_endpoints())
    for endpoint in documentation.endpoints:
        app.router.add_route(endpoint.method, endpoint.path, endpoint.serve, expect_handler=expect)
        if endpoint.method == "GET" and not endpoint.streams:
            app.router.add_route("HEAD", endpoint.path, endpoint.serve)
    app.add_routes(_pages(documentation))
    app.add_routes(extra_routes)
    return app


def all_endpoints() -> Iterator[Endpoint]:
    """Every endpoint of the API, but for the documentation's own."""
    for group in _GROUPS:
        yield from group.all


def _room(services: Services) -> Room:
    metrics = Metrics()
    return Room(
        services=services,
        feeds=Feeds(services.people.tokens, services.storage.secrets, services.settings.data_dir),
        limits=Limits(services.settings.requests_per_minute, services.storage.database),
        metrics=metrics,
        streams=Streams(metrics.streams),
    )


def _pages(documentation: Documentation) -> list[web.RouteDef]:
    """What a browser opens, and the door of other assistants. A one-time link must not be used up by a HEAD."""
    return [
        web.get("/", console_page.console),
        web.get("/console/bundle.js", console_page.console_script),
        web.get("/console/bundle.{language:[a-z]{2}}.js", console_page.console_script),
        web.get("/console/{path:.+}", console_page.console_file),
        web.get("/pages/{name}", html_page.page_file),
        web.get("/docs", documentation.show),
        *old_addresses(),
        web.get("/signin/{token}", one_time_link.show, allow_head=False),
        web.post("/signin/{token}", one_time_link.sign_in),
        web.get(openid_pages.BEGIN, openid_pages.begin, allow_head=False),
        web.get(openid_pages.CALLBACK, openid_pages.callback, allow_head=False),
        web.get(openid_pages.LOGOUT, openid_pages.logout, allow_head=False),
        web.post("/mcp", mcp.serve),
        web.get("/cards/{proposal_id}", card_page.show),
        web.post("/cards/{proposal_id}", card_page.decide),
        web.get("/admin", admin_page.show),
        web.post("/admin", admin_page.act),
        web.get(own_data_page.PATH, own_data_page.show),
        web.post(own_data_page.PATH, own_data_page.act),
        web.get(booking_page.PATH, booking_page.show),
        web.post(booking_page.PATH, booking_page.choose),
        web.get(booking_page.RECEIPT, booking_page.receipt),
        web.get(booking_page.ICS, booking_page.calendar_file),
        web.get(poll_page.PATH, poll_page.show),
        web.post(poll_page.PATH, poll_page.vote),
        web.get("/p/{token}", confirm_link.show),
        web.post("/p/{token}", confirm_link.decide),
        web.get("/connect/{state}", oauth_consent.show),
        web.post("/connect/{state}", oauth_consent.proceed),
        web.get(oauth_consent.CALLBACK, oauth_consent.callback, allow_head=False),
        web.get(oauth_consent.SUCCESS, oauth_consent.success),
        web.get(oauth_consent.ERROR, oauth_consent.error),
    ]


async def _end_streams(app: web.Application) -> None:
    app[ROOM].streams.close()
