"""The session of a browser: made when somebody has shown who they are, and carried by a cookie."""

from collections.abc import Sequence
from datetime import timedelta

from aiohttp import web

from threadline.bots.webhook.http.authentication import COOKIE
from threadline.core.services import Services
from threadline.storage.tokens import TokenKind, TokenRecord


async def open_session(
    services: Services,
    person_id: str,
    *,
    name: str,
    scopes: Sequence[str],
    lifetime: timedelta,
    parent: str | None = None,
) -> tuple[TokenRecord, str]:
    """A new session and its clear text; `name` says how it came about, `parent` the token it ends with. Audited."""
    record, clear = await services.people.tokens.create(
        person_id, kind=TokenKind.SESSION, name=name[:200], scopes=scopes, lifetime=lifetime, parent=parent
    )
    await services.storage.audit.append(person_id=person_id, action="session.open", subject=record.id)
    return record, clear


def hand_over(services: Services, response: web.Response, record: TokenRecord, clear: str) -> None:
    """Give the browser its session."""
    secure = (services.settings.base_url or "").startswith("https://")
    seconds = round((record.expires_at - record.created_at).total_seconds()) if record.expires_at else None
    response.set_cookie(COOKIE, clear, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure)
