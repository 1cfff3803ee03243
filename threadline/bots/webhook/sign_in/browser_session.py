"""The session of a browser: made when somebody has shown who they are, and carried by a cookie."""

from collections.abc import Sequence
from datetime import timedelta

from aiohttp import web

from threadline.bots.webhook.http.authentication import COOKIE
from threadline.bots.webhook.http.call import Room
from threadline.storage.tokens import TokenKind, TokenRecord


async def open_session(
    room: Room,
    person_id: str,
    *,
    name: str,
    scopes: Sequence[str],
    lifetime: timedelta,
    parent: str | None = None,
) -> tuple[TokenRecord, str]:
    """A new session and its clear text; `name` says how it came about, `parent` the token it ends with. Audited."""
    record, clear = await room.services.people.tokens.create(
        person_id, kind=TokenKind.SESSION, name=name[:200], scopes=scopes, lifetime=lifetime, parent=parent
    )
    await room.services.storage.audit.append(person_id=person_id, action="session.open", subject=record.id)
    return record, clear


def hand_over(room: Room, response: web.Response, record: TokenRecord, clear: str) -> None:
    """Give the browser its session."""
    secure = (room.services.settings.base_url or "").startswith("https://")
    seconds = round((record.expires_at - record.created_at).total_seconds()) if record.expires_at else None
    response.set_cookie(COOKIE, clear, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure)
