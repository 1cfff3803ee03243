"""What back ends of calendars tell: that something changed, and what becomes of a subscription.

They are no callers with a token of ours: each is known by the secret that it was given when it was asked to tell.
"""

import json
from typing import Any

from aiohttp import web

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found
from threadline.bots.webhook.schema.queries import NotificationQuery
from threadline.core.calendars.watching import PATH

endpoints = Endpoints("Calendar")

_NAMED = ("subscriptionId", "clientState", "lifecycleEvent")
_TEXT = "text/plain"
_MOST = 1_000


@endpoints.declare("POST", f"{PATH}/google", scope=None, answers={204: (None,)}, errors=(404,))
async def google(call: Call) -> web.Response:
    """Where Google Calendar tells of changes.

    Its notifications have headers alone. What is not known here is answered by 404.
    """
    headers = call.request.headers
    known = await call.services.calendars.watching.notified(
        headers.get("X-Goog-Channel-ID", ""), headers.get("X-Goog-Channel-Token", "")
    )
    # The first one may come before the channel is known here; it tells of nothing.
    if not known and headers.get("X-Goog-Resource-State") != "sync":
        raise not_found("channel")
    return web.Response(status=204)


@endpoints.declare("POST", f"{PATH}/microsoft", scope=None, answers={202: (None,), 200: (_TEXT,)}, errors=(413,))
async def microsoft(call: Call, query: NotificationQuery) -> web.Response:
    """Where Microsoft Graph tells of changes.

    Before it makes a subscription it asks with `validationToken`, and is answered by it. What is not known here is left
    aside.
    """
    if query.validation_token is not None:
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(text=query.validation_token, content_type=_TEXT, charset="utf-8", headers=headers)
    for told in _told(await call.request.read()):
        watch_id, secret, lifecycle = (str(told.get(name) or "") for name in _NAMED)
        await call.services.calendars.watching.notified(watch_id, secret, lifecycle)
    return web.Response(status=202)


def _told(raw: bytes) -> list[dict[str, Any]]:
    """The notifications of a body; none where it is no such body."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return []
    value = body.get("value") if isinstance(body, dict) else None
    return [each for each in value[:_MOST] if isinstance(each, dict)] if isinstance(value, list) else []
