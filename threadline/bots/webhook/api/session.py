"""Signing in and out of the console, and who is signed in."""

from datetime import UTC, datetime, timedelta

from aiohttp import web

from threadline.bots.webhook.http.authentication import (
    ANY,
    COOKIE,
    comes_from_elsewhere,
    recognise,
    require_same_origin,
)
from threadline.bots.webhook.http.call import ROOM, Call
from threadline.bots.webhook.http.endpoint import JSON, Endpoints
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.schema.access import SessionBody, SessionView
from threadline.bots.webhook.schema.service import PersonView
from threadline.bots.webhook.views.message_views import session_view
from threadline.config import Settings
from threadline.core.domain.scopes import PERSONAL_SCOPES
from threadline.core.people.directory import OWNER_EMAIL
from threadline.storage.audit import AuditTrail
from threadline.storage.tokens import TokenKind, TokenRecord

endpoints = Endpoints("Access")

_LIFETIME = timedelta(days=30)
_EXCHANGED_LIFETIME = timedelta(hours=12)


@endpoints.declare("GET", "/api/v1/me", scope=ANY)
async def me(call: Call) -> PersonView:
    """Whose token this is, and what it may do."""
    person = call.person
    return PersonView(
        id=person.id,
        name=person.name,
        email=person.email,
        timezone=person.zone,
        scopes=list(call.caller.token.scopes),
    )


@endpoints.declare("POST", "/api/v1/session", scope=None, answers={201: (SessionView,)}, errors=(401, 403))
async def open_session(call: Call, body: SessionBody) -> web.Response:
    """Exchange an API token for a session of the console.

    The session comes as a cookie, may do what the token may, and ends after 12 hours or with the token: when that
    expires or is revoked. The header `X-Threadline-Console: 1` is needed, here and with every change that is made by
    cookie.
    """
    require_same_origin(call.request)
    token = await call.services.people.tokens.authenticate(body.token.strip(), kinds=(TokenKind.API,))
    if token is None:
        raise Problem(401, "This token is not known here. It may have been revoked.")
    record, clear = await call.services.people.tokens.create(
        token.person_id,
        kind=TokenKind.SESSION,
        name=f"console, by {token.name}"[:200],
        scopes=token.scopes,
        lifetime=_until(token),
        parent=token.id,
    )
    await _note(call.services.storage.audit, record)
    response = web.Response(status=201, text=session_view(record).model_dump_json(), content_type=JSON)
    _set_cookie(call.services.settings, response, clear, record)
    return response


@endpoints.declare("DELETE", "/api/v1/session", scope=ANY, answers={204: (None,)})
async def close_session(call: Call) -> web.Response:
    """Sign out. An API token is not ended by this."""
    token = call.caller.token
    if token.kind is TokenKind.SESSION:
        await call.services.people.tokens.revoke(token.id, person_id=call.person.id)
        await call.services.storage.audit.append(person_id=call.person.id, action="session.close", subject=token.id)
    response = web.Response(status=204)
    response.del_cookie(COOKIE, path="/")
    return response


async def show_link(request: web.Request) -> web.StreamResponse:
    """The one-time link, opened: says whom it signs in, and uses nothing up. Mail programs open links by themselves."""
    services = request.app[ROOM].services
    link = await services.people.tokens.peek(request.match_info["token"], kind=TokenKind.SIGNIN)
    if link is None:
        return await _used_up(request)
    person = await services.people.directory.get(link.person_id)
    return page("signin.html", person=person.name or person.email, owner=person.email == OWNER_EMAIL)


async def sign_in(request: web.Request) -> web.StreamResponse:
    """The one-time link, pressed: signs this browser in, and leads to the console.

    Not from another site, which could sign its visitors in as somebody else: there the page is shown.
    """
    if comes_from_elsewhere(request):
        return await show_link(request)
    services = request.app[ROOM].services
    link = await services.people.tokens.consume(request.match_info["token"], kind=TokenKind.SIGNIN)
    if link is None:
        return await _used_up(request)
    record, clear = await services.people.tokens.create(
        link.person_id,
        kind=TokenKind.SESSION,
        name="console, by link",
        scopes=link.scopes or PERSONAL_SCOPES,
        lifetime=_LIFETIME,
    )
    await _note(services.storage.audit, record)
    response = web.Response(status=303, headers={"Location": "/"})
    _set_cookie(services.settings, response, clear, record)
    return response


async def _used_up(request: web.Request) -> web.StreamResponse:
    if await recognise(request) is not None:
        raise web.HTTPSeeOther("/")
    return page("signin_over.html", status=410)


def _until(token: TokenRecord) -> timedelta:
    """A session by token ends with it, and after some hours in any case."""
    if token.expires_at is None:
        return _EXCHANGED_LIFETIME
    return min(_EXCHANGED_LIFETIME, token.expires_at - datetime.now(UTC))


async def _note(audit: AuditTrail, record: TokenRecord) -> None:
    await audit.append(person_id=record.person_id, action="session.open", subject=record.id)


def _set_cookie(settings: Settings, response: web.Response, clear: str, record: TokenRecord) -> None:
    secure = (settings.base_url or "").startswith("https://")
    seconds = round((record.expires_at - record.created_at).total_seconds()) if record.expires_at else None
    response.set_cookie(COOKIE, clear, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure)
