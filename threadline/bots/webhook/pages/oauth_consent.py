"""The pages on the way to a connected calendar: whose it will be, and how it went.

They need no sign-in, because they are opened from any channel: what a link may do, and why it may not be finished in
another browser, is told in `threadline.core.calendars.connections`. Where a browser is signed in as somebody else, it
stops here.
"""

from secrets import token_urlsafe
from urllib.parse import urlsplit

from aiohttp import web

from threadline.bots.webhook.http.authentication import comes_from_elsewhere, recognise
from threadline.bots.webhook.http.call import ROOM, Call
from threadline.bots.webhook.http.html_page import PAGE_POLICY, page
from threadline.calendar.backend import OAuthConnector
from threadline.calendar.port import CalendarError, CalendarRejected, CalendarUnavailable
from threadline.core.calendars.connection_errors import (
    ConnectingError,
    KeyMissing,
    LinkOver,
    NotConnectable,
    OtherBrowser,
)
from threadline.core.calendars.connections import Connected, Connections, Pending
from threadline.texts.messages import _

COOKIE = "threadline_connect"
CALLBACK = "/api/v1/calendar/auth/callback"
SUCCESS = "/api/v1/calendar/auth/success"
ERROR = "/api/v1/calendar/auth/error"

_COOKIE_SECONDS = 900
_COOKIE_BYTES = 32
_FIELD_PREFIX = "field-"
_STATUS: dict[type[Exception], int] = {
    LinkOver: 410,
    KeyMissing: 409,
    NotConnectable: 404,
    CalendarRejected: 422,
    CalendarUnavailable: 503,
}
"""What is not in here was refused."""


async def show(request: web.Request) -> web.Response:
    """Whom the calendar will be connected to, what is asked for and why. Looking changes nothing."""
    try:
        pending = await _connections(request).opened(request.match_info["state"])
    except LinkOver as error:
        return _failed(error)
    return await _asked(request, pending)


async def proceed(request: web.Request) -> web.StreamResponse:
    """Continue: on to the calendar's own page, or the form that was filled in."""
    if comes_from_elsewhere(request):
        return _failed(OtherBrowser())
    state = request.match_info["state"]
    try:
        pending = await _connections(request).opened(state)
        if await _somebody_else(request, pending):
            return await _asked(request, pending)
        if not isinstance(pending.connector, OAuthConnector):
            return await _filled_in(request, state, pending)
        browser = request.cookies.get(COOKIE, "")
        if not browser:
            raise OtherBrowser
        url = await _connections(request).authorize(state, browser=browser, redirect_uri=_redirect_uri(request))
    except ConnectingError as error:
        return _failed(error)
    return web.Response(status=303, headers={"Location": url})


async def callback(request: web.Request) -> web.StreamResponse:
    """Back from the calendar's own page, with a code or with an error."""
    given = request.query
    try:
        done = await _connections(request).complete(
            given.get("state", ""),
            browser=request.cookies.get(COOKIE, ""),
            redirect_uri=_redirect_uri(request),
            code=given.get("code"),
            error=given.get("error"),
        )
    except (ConnectingError, CalendarError) as error:
        return _failed(error)
    return _succeeded(done)


async def success(request: web.Request) -> web.Response:
    """It is connected: a page for people, a word for programs."""
    backend = request.app[ROOM].services.calendars.registry.backends.get(request.query.get("backend", ""))
    title = backend.title if backend else _("The calendar")
    if not _is_read_by_people(request):
        return web.json_response({"status": "success", "message": _("{calendar} is connected", calendar=title)})
    return page("connected.html", title=title)


async def error(request: web.Request) -> web.Response:
    """It is not connected."""
    problem = _("The calendar was not connected. Nothing is changed; try again.")
    if not _is_read_by_people(request):
        return web.json_response({"status": "error", "message": problem}, status=400)
    return page("connect_failed.html", problem=problem)


def _is_read_by_people(request: web.Request) -> bool:
    """Browsers say that they want a page; programs take anything."""
    return "text/html" in request.headers.get("Accept", "")


async def _asked(request: web.Request, pending: Pending, problem: str = "", status: int = 200) -> web.Response:
    other = await _somebody_else(request, pending)
    response = page(
        "connect.html",
        status=403 if other else status,
        pending=pending,
        whom=pending.person.email or pending.person.name,
        scopes=(*pending.connector.scopes, *pending.further) if isinstance(pending.connector, OAuthConnector) else None,
        fields=() if isinstance(pending.connector, OAuthConnector) else pending.connector.fields,
        prefix=_FIELD_PREFIX,
        other=other,
        problem=problem,
    )
    if isinstance(pending.connector, OAuthConnector) and not other:
        _let_leave(request, response, pending.connector)
        _remember_browser(request, response)
    return response


async def _filled_in(request: web.Request, state: str, pending: Pending) -> web.StreamResponse:
    try:
        return _succeeded(await _connections(request).submit(state, await _values(request)))
    except CalendarError as problem:
        return await _asked(request, pending, str(problem), _status(problem))


async def _values(request: web.Request) -> dict[str, str]:
    """The fields of the form; a form in no encoding, or in an unknown one, is an empty one."""
    try:
        given = await request.post()
    except (ValueError, LookupError):
        return {}
    return {
        name.removeprefix(_FIELD_PREFIX): value.replace("\x00", "")
        for name, value in given.items()
        if isinstance(value, str) and name.startswith(_FIELD_PREFIX)
    }


async def _somebody_else(request: web.Request, pending: Pending) -> str:
    """Who is signed in with this browser, if that is another person than the one the link is for."""
    caller = await recognise(request)
    if caller is None or caller.person.id == pending.person.id:
        return ""
    return caller.person.email or caller.person.name


def _let_leave(request: web.Request, response: web.Response, connector: OAuthConnector) -> None:
    """Let the form lead to the calendar's own page: what a form may lead to holds for redirects as well.

    That page may lead on to others before it shows anything, all of them by https.
    """
    example = connector.authorization_url(state="", challenge="", redirect_uri=_redirect_uri(request), hint=None)
    parts = urlsplit(example)
    targets = f"form-action 'self' https: {parts.scheme}://{parts.netloc}"
    response.headers["Content-Security-Policy"] = PAGE_POLICY.replace("form-action 'self'", targets)


def _remember_browser(request: web.Request, response: web.Response) -> None:
    """Several links can be open in one browser: what it holds stays what it is."""
    held = request.cookies.get(COOKIE) or token_urlsafe(_COOKIE_BYTES)
    secure = Call(request).address.startswith("https://")
    response.set_cookie(COOKIE, held, max_age=_COOKIE_SECONDS, path="/", httponly=True, samesite="Lax", secure=secure)


def _succeeded(done: Connected) -> web.Response:
    target = done.return_to or f"{SUCCESS}?backend={done.backend.name}"
    return web.Response(status=303, headers={"Location": target})


def _failed(error: Exception) -> web.Response:
    return page("connect_failed.html", status=_status(error), problem=str(error))


def _status(error: Exception) -> int:
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 403)


def _connections(request: web.Request) -> Connections:
    return request.app[ROOM].services.calendars.connections


def _redirect_uri(request: web.Request) -> str:
    return Call(request).address + CALLBACK
