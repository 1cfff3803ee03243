"""Signing in and out of the console, the ways there are, and who is signed in."""

from datetime import UTC, datetime, timedelta

from aiohttp import web

from threadline.bots.webhook.http.authentication import ANY, COOKIE, require_same_origin
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import JSON, Endpoints
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.schema.access import (
    MailedLinkBody,
    OpenSessionList,
    OpenSessionView,
    SessionBody,
    SessionView,
    SignInView,
)
from threadline.bots.webhook.schema.service import PersonView
from threadline.bots.webhook.sign_in import browser_session, mailed_link, openid_pages
from threadline.bots.webhook.views.message_views import session_view
from threadline.core.domain.message import Person
from threadline.core.domain.scopes import READ, WRITE
from threadline.storage.tokens import TokenKind, TokenRecord

endpoints = Endpoints("Access")

_EXCHANGED_LIFETIME = timedelta(hours=12)


@endpoints.declare("GET", "/api/v1/me", scope=ANY)
async def me(call: Call) -> PersonView:
    """Whose token this is, and what it may do."""
    return person_view(call, call.person)


def person_view(call: Call, person: Person) -> PersonView:
    """The caller as a person, and what their token may do."""
    return PersonView(
        id=person.id,
        name=person.name,
        email=person.email,
        timezone=person.zone,
        language=person.language,
        scopes=list(call.caller.token.scopes),
    )


@endpoints.declare("GET", "/api/v1/session/ways", scope=None)
async def ways(call: Call) -> SignInView:
    """How people sign in to the console here, beside tokens and one-time links."""
    settings = call.services.settings
    openid = call.request.app[openid_pages.OPENID] is not None
    return SignInView(
        openid=settings.openid_name if openid else None,
        openid_url=openid_pages.BEGIN if openid else None,
        sign_out_url=openid_pages.LOGOUT if openid else None,
        mail=mailed_link.is_offered(call.room),
    )


@endpoints.declare("POST", "/api/v1/session/link", scope=None, answers={202: (None,)}, errors=(403, 404, 429))
async def mail_link(call: Call, body: MailedLinkBody) -> web.Response:
    """Mail a one-time link to somebody who wants to sign in.

    The answer is the same whether anybody is known by that address or not. The header `X-Threadline-Console: 1` is
    needed.
    """
    require_same_origin(call.request)
    if not mailed_link.is_offered(call.room):
        raise Problem(404, "Nobody is mailed a link here. Ask whoever runs Threadline for one.")
    await mailed_link.send(call, body.email)
    return web.Response(status=202)


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
    record, clear = await browser_session.open_session(
        call.room,
        token.person_id,
        name=f"console, by {token.name}",
        scopes=token.scopes,
        lifetime=_until(token),
        parent=token.id,
    )
    response = web.Response(status=201, text=session_view(record).model_dump_json(), content_type=JSON)
    browser_session.hand_over(call.room, response, record, clear)
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


@endpoints.declare("GET", "/api/v1/sessions", scope=READ)
async def sessions(call: Call) -> OpenSessionList:
    """The browsers that you are signed in with."""
    mine, now = await call.services.people.tokens.list(call.person.id), datetime.now(UTC)
    current = call.caller.token.id
    return OpenSessionList(
        sessions=[
            OpenSessionView(
                id=record.id,
                name=record.name,
                created_at=record.created_at,
                used_at=record.used_at,
                expires_at=record.expires_at,
                current=record.id == current,
            )
            for record in mine
            if record.kind is TokenKind.SESSION and record.is_valid(now)
        ]
    )


@endpoints.declare("DELETE", "/api/v1/sessions/{session_id}", scope=WRITE, status=204, errors=(404,))
async def end_session(call: Call, session_id: str) -> None:
    """Sign a browser of yours out."""
    mine = await call.services.people.tokens.list(call.person.id)
    if not any(record.id == session_id and record.kind is TokenKind.SESSION for record in mine):
        raise Problem(404, "There is no such session of yours.")
    await call.services.people.tokens.revoke(session_id, person_id=call.person.id)
    await call.services.storage.audit.append(person_id=call.person.id, action="session.end", subject=session_id)


def _until(token: TokenRecord) -> timedelta:
    """A session by token ends with it, and after some hours in any case."""
    if token.expires_at is None:
        return _EXCHANGED_LIFETIME
    return min(_EXCHANGED_LIFETIME, token.expires_at - datetime.now(UTC))
