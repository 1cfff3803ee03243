"""Installing the app: the page where an administrator allows it, `oauth.v2.access`, and token rotation."""

from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from threadline.simulator.slack.arguments import Arguments
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Workspace

Json = dict[str, Any]

TOKEN_SECONDS = 43_200


@dataclass(slots=True)
class Installer:
    """Hands out codes and exchanges them. `rotating` makes tokens expire; `org_wide` installs into a whole grid."""

    workspaces: dict[str, Workspace]
    client_id: str = "111.222"
    client_secret: str = "fake-client-secret"  # noqa: S105 - the fake's own
    rotating: bool = False
    org_wide: bool = False
    team: str = ""
    codes: dict[str, str] = field(default_factory=dict)

    async def authorize(self, request: web.Request) -> web.Response:
        """The page of docs.slack.dev/authentication/installing-with-oauth; this administrator always agrees."""
        team = self.team or next(iter(self.workspaces))
        code = token_hex(8)
        self.codes[code] = team
        answer = urlencode({"code": code, "state": request.query.get("state", "")})
        raise web.HTTPFound(f"{request.query['redirect_uri']}?{answer}")

    def access(self, arguments: Arguments, _token: str) -> Json:
        """`oauth.v2.access`: a code or a refresh token for a new access token."""
        if arguments.maybe("client_id") != self.client_id or arguments.maybe("client_secret") != self.client_secret:
            raise SlackFault("bad_client_secret")
        if arguments.maybe("grant_type") == "refresh_token":
            workspace = self._refreshed(arguments.text("refresh_token"))
        else:
            team = self.codes.pop(arguments.text("code"), None)
            if team is None:
                raise SlackFault("invalid_code")
            workspace = self.workspaces[team]
        workspace.revoked, workspace.org_wide = False, self.org_wide
        workspace.token = f"xoxb-{workspace.team_id}-{token_hex(4)}"
        return self._answer(workspace)

    def _refreshed(self, refresh_token: str) -> Workspace:
        for workspace in self.workspaces.values():
            if workspace.refresh_token == refresh_token:
                return workspace
        raise SlackFault("invalid_refresh_token")

    def _answer(self, workspace: Workspace) -> Json:
        enterprise = {"id": workspace.enterprise_id, "name": "Example"} if workspace.enterprise_id else None
        answer: Json = {
            "access_token": workspace.token,
            "token_type": "bot",
            "scope": ",".join(sorted(workspace.scopes)),
            "bot_user_id": workspace.bot_user,
            "app_id": workspace.app_id,
            "team": None if self.org_wide else {"id": workspace.team_id, "name": "Example"},
            "enterprise": enterprise,
            "is_enterprise_install": self.org_wide,
            "authed_user": {"id": next(iter(workspace.users), "")},
        }
        if self.rotating:
            workspace.refresh_token = f"xoxe-{token_hex(8)}"
            answer |= {"refresh_token": workspace.refresh_token, "expires_in": TOKEN_SECONDS}
        return answer
