"""Forms of our own pages: only from the page itself a button is pressed, and files are handed out as such."""

from collections.abc import Mapping

from aiohttp import web

from threadline.bots.webhook.http.authentication import own_origins
from threadline.bots.webhook.http.errors import Problem
from threadline.texts.messages import _


async def own_form(request: web.Request) -> Mapping[str, str]:
    """What a form of ours says. Raises `Problem` (403) where another site sent it."""
    own = request.headers.get("Origin") in own_origins(request)
    if not own and request.headers.get("Sec-Fetch-Site") != "same-origin":
        raise Problem(403, _("This is done on this page."))
    try:
        form = await request.post()
    except (ValueError, LookupError):  # a form in no encoding, or in an unknown one
        return {}
    return {name: value for name, value in form.items() if isinstance(value, str)}


def as_file(name: str, text: str) -> web.Response:
    """JSON that the browser keeps as a file."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(text=text, content_type="application/json", headers=headers)
