"""The fake Slack as one component: start it on loopback, point an app at it, and act as its people.

async with FakeSlack() as slack:
    workspace = slack.workspace("T1")
    ...  # the app is given slack.api_url, slack.signing_secret and workspace.token
    slack.deliver_to("http://127.0.0.1:8080/slack/events")
    await slack.hand("T1").write("UANA", "CGENERAL", "<@UBOT> hello")
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from threadline.simulator.site import Site
from threadline.simulator.slack.browser import Browser
from threadline.simulator.slack.delivery import Courier
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.installing import Installer
from threadline.simulator.slack.model import Channel, Clock, Json, Message, User, Workspace
from threadline.simulator.slack.people import Hand
from threadline.simulator.slack.socket import Sockets
from threadline.simulator.slack.web_api import WebApi


class FakeSlack:
    """Slack on loopback. `clock` tells wall-clock seconds, `sleep` waits: a test may give its own."""

    def __init__(
        self,
        *,
        clock: Clock = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        signing_secret: str = "fake-signing-secret",  # noqa: S107 - the fake's own
        port: int = 0,
    ) -> None:
        self.clock = clock
        self.signing_secret = signing_secret
        self.api = WebApi(clock)
        self.courier = Courier(signing_secret, clock, sleep)
        self.installer = Installer(self.api.workspaces)
        self.sockets = Sockets(lambda: self.url)
        self.api.methods |= {"oauth.v2.access": self.installer.access, "apps.connections.open": self.sockets.open}
        self.responses: list[Json] = []
        self._site = Site(port)

    @property
    def api_url(self) -> str:
        """What stands in for `https://slack.com/api/`."""
        return f"{self.url}/api/"

    def workspace(self, team_id: str, *, enterprise_id: str | None = None) -> Workspace:
        """A workspace, made with Ana, Bo and a few channels when first asked for."""
        if team_id not in self.api.workspaces:
            self.api.workspaces[team_id] = _furnished(team_id, self.clock, enterprise_id)
        return self.api.workspaces[team_id]

    def hand(self, team_id: str) -> Hand:
        """Acts for the people of a workspace."""
        return Hand(self.workspace(team_id), self.courier, self.url)

    def deliver_to(self, url: str) -> None:
        """Where the app listens."""
        self.courier.url = url

    @property
    def url(self) -> str:
        """Where it listens; empty before it does."""
        return self._site.url

    async def __aenter__(self) -> Self:
        await self._site.start(self._routes())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.sockets.close()
        await self.courier.close()
        await self._site.stop()

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/api/{method}", self.api.serve),
            web.get("/files-pri/{file}/download/{name}", self._download),
            web.post("/respond/{team}/{address}", self._respond),
            web.get("/oauth/v2/authorize", self.installer.authorize),
            web.get("/link", self.sockets.serve),
            *Browser(self.api, self.hand).routes(),
        ]

    async def _respond(self, request: web.Request) -> web.Response:
        """A `response_url`: what an app says there only one person sees; five times, within thirty minutes."""
        said, place = await request.json(), request.match_info
        workspace = self.workspace(place["team"])
        try:
            channel, user = workspace.respond_at(place["address"])
        except SlackFault as fault:
            return web.Response(status=404, text=fault.error)
        self.responses.append(said)
        text = str(said.get("text") or "")
        message = Message(workspace.next_ts(), channel, workspace.bot_user, text, ephemeral_to=user)
        workspace.messages.append(message)
        return web.Response(text="ok")

    async def _download(self, request: web.Request) -> web.Response:
        """A private file: Slack answers the wrong token with a sign-in page, not with an error."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        for workspace in self.api.workspaces.values():
            file = workspace.files.get(request.match_info["file"])
            if file is not None and token == workspace.token and not workspace.revoked:
                return web.Response(body=file.content, content_type=file.mimetype)
        return web.Response(text="<html>Sign in</html>", content_type="text/html")


def _furnished(team_id: str, clock: Clock, enterprise_id: str | None) -> Workspace:
    workspace = Workspace(team_id, f"xoxb-{team_id}", clock, enterprise_id=enterprise_id)
    people = (
        User("UANA", "Ana", "ana@example.com"),
        User("UBO", "Bo", "bo@example.com", zone="America/New_York", locale="en-US"),
        User(workspace.bot_user, "Threadline", "", is_bot=True),
    )
    workspace.users.update({user.id: user for user in people})
    for channel_id, name, kind in (("CGENERAL", "general", "channel"), ("GPLANS", "plans", "group")):
        workspace.channels[channel_id] = Channel(channel_id, name, kind, set(workspace.users))
    workspace.channels["CELSE"] = Channel("CELSE", "elsewhere", members={"UANA", "UBO"})
    for user in people[:2]:
        workspace.direct(user.id)
    workspace.user_groups["SDESIGN"] = ("design", ("UANA", "UBO"))
    return workspace
