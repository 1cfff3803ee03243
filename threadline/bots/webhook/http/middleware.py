"""The edge of every request: its id, its errors in the contract's shape, its headers, its line in the log."""

import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from uuid import uuid4

import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware

from threadline.bots.webhook.http.authentication import ALLOWANCE
from threadline.bots.webhook.http.call import CALLER, REQUEST_ID, ROOM
from threadline.bots.webhook.http.cors import add_cors
from threadline.bots.webhook.http.errors import Problem, of_domain, of_http
from threadline.config import Settings
from threadline.config.addresses import is_loopback
from threadline.telemetry import spans
from threadline.texts.languages import accepted
from threadline.texts.speaking import speaking

log = structlog.get_logger()

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]

STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": STRICT_POLICY,
    "Cache-Control": "no-store",
}


_WORTH_COMPRESSING = 1_400
"""Bytes: what fits into one packet is not sent faster."""
_COMPRESSED = frozenset(
    {"application/json", "text/html", "text/css", "text/javascript", "image/svg+xml", "text/plain", "text/calendar"}
)


@web.middleware
async def observe(request: web.Request, handler: Next) -> web.StreamResponse:
    """Give the request an id, and write one line about it when it is over: no content, no address with secrets."""
    request[REQUEST_ID] = request_id = uuid4().hex
    started, status = time.perf_counter(), 499
    route = _route(request)
    # A trace of its own: what a caller names as theirs may be anybody's. And never the address, which may hold secrets.
    about = {"http.request.method": request.method, "http.route": route, "threadline.request.id": request_id}
    with (
        structlog.contextvars.bound_contextvars(request_id=request_id),
        spans.span(f"{request.method} {route}", about, kind="server") as span,
    ):
        try:
            response = await handler(request)
            status = response.status
            return response
        finally:
            seconds = time.perf_counter() - started
            span.note({"http.response.status_code": status})
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                span.failed(str(status))
            request.app[ROOM].metrics.observe(request, route=route, status=status, seconds=seconds)
            # What merely looked and found what it sought would bury the rest.
            tell = log.debug if request.method == "GET" and status < HTTPStatus.BAD_REQUEST else log.info
            tell("request", method=request.method, route=route, status=status, ms=round(seconds * 1000, 1))


@web.middleware
async def report(request: web.Request, handler: Next) -> web.StreamResponse:
    """Turn whatever was raised into an answer of the contract's shape."""
    try:
        return await handler(request)
    except Problem as problem:
        return problem.response(request[REQUEST_ID])
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return of_http(error).response(request[REQUEST_ID])
    except Exception as error:  # noqa: BLE001 - the edge: nothing of ours reaches the caller unshaped
        return _unshaped(request, error).response(request[REQUEST_ID])


def guard_host(settings: Settings) -> Middleware:
    """Refuse names that are not this machine's where only this machine is served.

    Otherwise a page of another site could point its own name at 127.0.0.1 and read the answers (DNS rebinding).
    """

    @web.middleware
    async def guard(request: web.Request, handler: Next) -> web.StreamResponse:
        if not names_this_machine(request.url.raw_host or ""):
            raise Problem(403, "This service answers on this machine only. Set THREADLINE_BASE_URL to serve others.")
        return await handler(request)

    @web.middleware
    async def anyone(request: web.Request, handler: Next) -> web.StreamResponse:
        return await handler(request)

    return guard if settings.is_private else anyone


async def expect(request: web.Request) -> web.StreamResponse | None:
    """Answer the header `Expect` (RFC 9110 section 10.1.1), which comes before anything of ours looks at a request."""
    if request.headers.get("Expect", "").strip().lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # aiohttp takes what was written for the head of the answer else
        return None
    request[REQUEST_ID] = uuid4().hex
    return of_http(web.HTTPExpectationFailed()).response(request[REQUEST_ID])


@web.middleware
async def compress(request: web.Request, handler: Next) -> web.StreamResponse:
    """Send texts compressed to whoever takes that: documents, pages, scripts and long JSON; never streams."""
    response = await handler(request)
    if isinstance(response, web.Response) and response.content_type in _COMPRESSED and response.status != 304:
        size = response.content_length or 0
        if size >= _WORTH_COMPRESSING and "Content-Encoding" not in response.headers:
            response.headers.add("Vary", "Accept-Encoding")
            response.enable_compression()
    return response


@web.middleware
async def speak(request: web.Request, handler: Next) -> web.StreamResponse:
    """Say things in the language that the browser wishes; programs wish none and are told in English."""
    with speaking(accepted(request.headers.get("Accept-Language", ""))):
        return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """The headers that every answer has. A page may have set a policy of its own, which stays."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = request[REQUEST_ID]
    response.headers["Server"] = "Threadline"
    response.headers.update(request.get(ALLOWANCE, {}))
    add_cors(request, response, request.app[ROOM].services.settings.allow_origins)


def names_this_machine(host: str) -> bool:
    """Whether a browser that asks for a host asks this machine: names below localhost count (RFC 6761 section 6.3)."""
    return is_loopback(host) or host.lower().endswith(".localhost")


def _unshaped(request: web.Request, error: Exception) -> Problem:
    zone = request[CALLER].person.zone if CALLER in request else request.app[ROOM].services.settings.zone
    known = of_domain(error, zone)
    if known is None:
        log.exception("request failed", route=_route(request), error=type(error).__name__)
        return Problem(500, "Something went wrong here. The log has it under the request's id.")
    if known.status >= 500:
        log.warning("request could not be served", route=_route(request), error=f"{type(error).__name__}: {error}")
    return known


def _route(request: web.Request) -> str:
    """The template of the address, never the address: that may hold ids and secrets."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"
