"""Who calls, and what they may do."""

from aiohttp import web

from threadline.bots.webhook.http.call import CALLER, ROOM, Caller
from threadline.bots.webhook.http.errors import Problem
from threadline.core.people.directory import PersonNotFound
from threadline.storage.tokens import TokenKind

ANY = ""
"""No scope in particular: any valid token will do."""

COOKIE = "threadline_session"
CONSOLE_HEADER = "X-Threadline-Console"
ALLOWANCE: web.RequestKey[dict[str, str]] = web.RequestKey("allowance", dict)

_SAFE_METHODS = ("GET", "HEAD")
_SAME_ORIGIN = ("same-origin", "none")


async def admit(request: web.Request, scope: str, *, with_calendars: bool = False) -> Caller:
    """Let a caller in who may do this. Raises `Problem` (401, 403, 429)."""
    caller = await recognise(request, with_calendars=with_calendars)
    if caller is None:
        await _slow_down(request)
        raise Problem(
            401,
            "This needs a token: send it in the header X-API-Token.",
            details="Whoever runs Threadline can make one, and a link to sign in with a browser.",
            headers={"WWW-Authenticate": 'Bearer realm="threadline"'},
        )
    request[CALLER] = caller
    allowance = await request.app[ROOM].limits.take(caller.token)
    request[ALLOWANCE] = allowance.headers
    if not allowance.allowed:
        raise Problem(
            429, f"This token may ask {allowance.limit} times a minute.", headers={"Retry-After": str(allowance.reset)}
        )
    if caller.by_cookie:
        require_same_origin(request)
    require_scope(caller, scope)
    return caller


async def _slow_down(request: web.Request) -> None:
    """Keep an address waiting that tries many wrong tokens; a right one is let in at once all the same.

    Raises `Problem` (429) where too many of its attempts wait already.
    """
    if _token(request) is None and not request.cookies.get(COOKIE):
        return
    if not await request.app[ROOM].limits.slow_down(request.remote or ""):
        raise Problem(
            429,
            "Too many wrong tokens come from your address at once. Wait a moment.",
            details="A right token is let in at once.",
            headers={"Retry-After": "5"},
        )


def require_scope(caller: Caller, scope: str) -> None:
    """Raise `Problem` (403) for a caller whose token lacks a scope."""
    if scope != ANY and scope not in caller.token.scopes:
        raise Problem(403, f"This token may not do that: it lacks the scope {scope!r}.")


async def recognise(request: web.Request, *, with_calendars: bool = False) -> Caller | None:
    """Who calls: by token if there is one in the headers, else by the session's cookie. None for a stranger.

    `with_calendars` reads what tells of their calendars along with it.
    """
    clear = _token(request)
    by_cookie = clear is None
    clear = clear if clear is not None else request.cookies.get(COOKIE)
    if not clear:
        return None
    services = request.app[ROOM].services
    record = await services.people.tokens.authenticate(
        clear, kinds=(TokenKind.SESSION if by_cookie else TokenKind.API,)
    )
    if record is None:
        return None
    try:
        person = await services.people.directory.get(record.person_id, with_calendars=with_calendars)
    except PersonNotFound:
        return None
    return Caller(person, record, by_cookie)


def require_same_origin(request: web.Request) -> None:
    """Refuse a change that another site had a browser make (CSRF). Raises `Problem` (403).

    A form or an image of another site cannot send the console's header; `Sec-Fetch-Site` and `Origin` are asked too.
    """
    if request.method in _SAFE_METHODS:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if request.headers.get(CONSOLE_HEADER) != "1":
        raise Problem(403, f"A change by cookie needs the header {CONSOLE_HEADER}: 1.")
    if site not in (None, *_SAME_ORIGIN) or origin not in (None, *own_origins(request)):
        raise Problem(403, "A change by cookie must come from the console itself.")


def own_origins(request: web.Request) -> tuple[str, ...]:
    """The origins of the console: where this request went, and where the service is said to be."""
    base_url = request.app[ROOM].services.settings.base_url
    here = f"{request.scheme}://{request.host}"
    return (here, "/".join(base_url.split("/")[:3])) if base_url else (here,)


def comes_from_elsewhere(request: web.Request) -> bool:
    """Whether another site had the browser send a form of a page of ours, so that nobody has seen that page."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    # A page without referrer sends "null" for its origin; what it was is in Sec-Fetch-Site then.
    return site not in (None, *_SAME_ORIGIN) or origin not in (None, "null", *own_origins(request))


def _token(request: web.Request) -> str | None:
    header = request.headers.get("X-API-Token")
    if header is not None:
        return header.strip()
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    return credentials.strip() if scheme.lower() == "bearer" else None
