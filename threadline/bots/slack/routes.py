"""The HTTP side: what Slack calls, and the pages that install the app."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlencode

import structlog
from aiohttp import web

from threadline.bots.slack.inbox import Inbox, OddRequest
from threadline.bots.slack.manifest import SCOPES
from threadline.bots.slack.signature import is_slacks
from threadline.bots.slack.workspaces import Workspaces
from threadline.core.channels.errors import ChannelError
from threadline.storage.database.errors import StorageError
from threadline.texts.messages import _

log = structlog.get_logger()

_STATE_SECONDS = 600
_COOKIE = "threadline_slack_state"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Doors:
    """Slack's endpoints. `secret` is the app's signing secret; `authorize_url` the page where administrators agree."""

    inbox: Inbox
    workspaces: Workspaces
    secret: bytes
    base_url: str | None
    authorize_url: str
    clock: Callable[[], float] = time.time

    def routes(self) -> list[web.RouteDef]:
        """The addresses, as the HTTP server adds them."""
        routes = [web.post("/slack/events", self.events)]
        if self.workspaces.credentials.client_id:
            routes += [web.get("/slack/install", self.install), web.get("/slack/oauth_redirect", self.installed)]
        return routes

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Events, commands and interactions. 401 for what is not Slack's, 400 for what cannot be read."""
        body = await request.read()
        headers = request.headers
        timestamp = headers.get("X-Slack-Request-Timestamp", "")
        signature = headers.get("X-Slack-Signature", "")
        if not is_slacks(self.secret, body, timestamp=timestamp, signature=signature, now=self.clock()):
            return _problem(401, "The request is not signed by Slack, or too old.")
        written, is_json = _decoded(body), request.content_type == _JSON
        sent = read_json(written) if is_json else read_form(written)
        if sent is None:
            return _problem(400, "The body cannot be read.")
        try:
            answer = await self.inbox.take(sent, written if is_json else None)
        except OddRequest:
            return _problem(400, "The request lacks something that every request of its kind has.")
        except StorageError as error:
            log.error("request not stored", error=str(error))
            return _problem(503, "The request could not be stored. Send it again.")
        return web.Response(text=answer, content_type=_JSON) if answer else web.Response()

    async def install(self, request: web.Request) -> web.StreamResponse:
        """Send an administrator to Slack's page (docs.slack.dev/authentication/installing-with-oauth)."""
        if not self.workspaces.store.can_keep:
            return _page(503, _("Tokens are only kept encrypted. Set THREADLINE_SECRET_KEYS, then install."))
        state = self._state()
        query = urlencode(
            {
                "client_id": self.workspaces.credentials.client_id,
                "scope": ",".join(SCOPES),
                "state": state,
                "redirect_uri": self._redirect_uri(request),
            }
        )
        response = web.Response(status=302, headers={"Location": f"{self.authorize_url}?{query}"})
        secure = (self.base_url or "").startswith("https")
        response.set_cookie(
            _COOKIE, state, max_age=_STATE_SECONDS, httponly=True, samesite="Lax", secure=secure, path="/slack"
        )
        return response

    async def installed(self, request: web.Request) -> web.StreamResponse:
        """Where Slack sends the administrator back: exchange the code, keep the token."""
        state, code = request.query.get("state", ""), request.query.get("code", "")
        if not self._is_fresh(state) or not hmac.compare_digest(
            state.encode(), request.cookies.get(_COOKIE, "").encode()
        ):
            return _page(
                400, _("This link is too old or was opened in another browser. Start again at /slack/install.")
            )
        if not code:
            return _page(400, _("Slack did not allow it. Start again at /slack/install when you are ready."))
        try:
            await self.workspaces.install(code, self._redirect_uri(request))
        except ChannelError as error:
            log.warning("installation failed", error=str(error))
            return _page(502, _("Slack did not confirm the installation. Start again at /slack/install."))
        response = _page(200, _("Threadline is installed. Mention it in a channel, or write to it directly."))
        response.del_cookie(_COOKIE, path="/slack")
        return response

    def _redirect_uri(self, request: web.Request) -> str:
        return f"{self.base_url or request.url.origin()}/slack/oauth_redirect"

    def _state(self) -> str:
        moment, salt = str(int(self.clock())), token_urlsafe(16)
        return f"{moment}.{salt}.{self._seal(moment, salt)}"

    def _is_fresh(self, state: str) -> bool:
        moment, _, rest = state.partition(".")
        salt, _, seal = rest.partition(".")
        if not moment.isascii() or not moment.isdigit() or abs(self.clock() - int(moment)) > _STATE_SECONDS:
            return False
        return hmac.compare_digest(seal.encode(), self._seal(moment, salt).encode())

    def _seal(self, moment: str, salt: str) -> str:
        return hmac.new(self.secret, f"install:{moment}:{salt}".encode(), hashlib.sha256).hexdigest()


def _decoded(body: bytes) -> str:
    """As text; nothing that could be read where it is none."""
    try:
        return body.decode()
    except ValueError:
        return ""


def read_json(text: str) -> dict[str, Any] | None:
    """A body as Slack sends events."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) and whole else None


def read_form(text: str) -> dict[str, Any] | None:
    """A body as Slack sends commands, a form, or interactions, a form with JSON in its field `payload`."""
    try:
        fields = {name: values[0] for name, values in parse_qs(text).items()}
    except ValueError:  # more fields than anybody sends
        return None
    return read_json(fields["payload"]) if "payload" in fields else fields or None


def _problem(status: int, sentence: str) -> web.Response:
    codes = {400: "VALIDATION_ERROR", 401: "UNAUTHORIZED", 503: "SERVICE_UNAVAILABLE"}
    return web.json_response({"error": sentence, "details": {}, "code": codes[status]}, status=status)


def _page(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=f"{sentence}\n", content_type="text/plain")
