"""The one-time link, from the terminal, an invitation, a chat or a mail: opening it shows, pressing it signs in."""

from datetime import timedelta

from aiohttp import web

from threadline.bots.webhook.http.authentication import comes_from_elsewhere, recognise
from threadline.bots.webhook.http.call import ROOM
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.sign_in.browser_session import hand_over, open_session
from threadline.core.domain.scopes import PERSONAL_SCOPES
from threadline.core.people.directory import OWNER_EMAIL
from threadline.storage.tokens import TokenKind

_LIFETIME = timedelta(days=30)


async def show(request: web.Request) -> web.StreamResponse:
    """Say whom the link signs in, and use nothing up. Mail programs open links by themselves."""
    services = request.app[ROOM].services
    link = await services.people.tokens.peek(request.match_info["token"], kind=TokenKind.SIGNIN)
    if link is None:
        return await _used_up(request)
    person = await services.people.directory.get(link.person_id)
    return page("signin.html", person=person.name or person.email, owner=person.email == OWNER_EMAIL)


async def sign_in(request: web.Request) -> web.StreamResponse:
    """Sign this browser in, and lead to the console.

    Not from another site, which could sign its visitors in as somebody else: there the page is shown.
    """
    if comes_from_elsewhere(request):
        return await show(request)
    room = request.app[ROOM]
    link = await room.services.people.tokens.consume(request.match_info["token"], kind=TokenKind.SIGNIN)
    if link is None:
        return await _used_up(request)
    record, clear = await open_session(
        room,
        link.person_id,
        name="console, by link",
        scopes=link.scopes or PERSONAL_SCOPES,
        lifetime=_LIFETIME,
    )
    response = web.Response(status=303, headers={"Location": "/"})
    hand_over(room, response, record, clear)
    return response


async def _used_up(request: web.Request) -> web.StreamResponse:
    if await recognise(request) is not None:
        raise web.HTTPSeeOther("/")
    return page("signin_over.html", status=410)
