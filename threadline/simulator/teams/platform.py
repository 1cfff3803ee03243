"""The fake Teams as one component: start it on loopback, point a bot at it, and act as its people.

async with FakeTeams() as teams:
    ...  # the bot is given teams.app_id, teams.app_password, teams.tenant_id, teams.login_url and teams.openid_url
    teams.deliver_to("http://127.0.0.1:8080/api/messages")
    ana = teams.hand("ana")
    await ana.write(teams.personal("ana"), "hello")
    await ana.write(teams.channel, "<at>Threadline</at> hello")
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from threadline.simulator.site import Site
from threadline.simulator.teams.browser import Browser
from threadline.simulator.teams.clicking import Dialog
from threadline.simulator.teams.connector import Connector
from threadline.simulator.teams.delivery import Courier
from threadline.simulator.teams.files import Files
from threadline.simulator.teams.login import Login
from threadline.simulator.teams.model import (
    CHANNEL,
    GROUP,
    PERSONAL,
    Clock,
    Conversation,
    Message,
    Person,
    Team,
    Tenant,
)
from threadline.simulator.teams.people import Hand
from threadline.simulator.teams.signing import Issuer

TENANT_ID = "5e1b5b0e-7a3c-4a43-9d3c-1f6b6c1f0a01"
APP_ID = "0c6f2f6a-52a4-4a86-8a57-3d8b7a3c9b02"
GENERAL = "19:general@thread.tacv2"
GROUP_CHAT = "19:planning@thread.v2"


class FakeTeams:
    """Teams on loopback. `clock` tells wall-clock seconds, `sleep` waits: a test may give its own."""

    def __init__(
        self,
        *,
        clock: Clock = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        app_password: str = "fake-app-password",  # noqa: S107 - the fake's own
        port: int = 0,
    ) -> None:
        self.tenant = _furnished(clock)
        self.issuer = Issuer(clock, APP_ID)
        self.login = Login(clock, APP_ID, app_password, TENANT_ID)
        self.connector = Connector(self.tenant, self.login, sleep)
        self.courier = Courier(self.issuer)
        self.files = Files(clock, lambda: self.url, self.login.accepts)
        self.dialogs: dict[str, Dialog] = {}
        self._site = Site(port)

    @property
    def app_id(self) -> str:
        """The bot's id at Entra."""
        return self.tenant.app_id

    @property
    def app_password(self) -> str:
        """The bot's client secret."""
        return self.login.app_password

    @property
    def tenant_id(self) -> str:
        """The tenant the bot is registered in and installed in."""
        return self.tenant.id

    @property
    def openid_url(self) -> str:
        """What stands in for `https://login.botframework.com/v1/.well-known/openidconfiguration`."""
        return f"{self.url}/v1/.well-known/openidconfiguration"

    @property
    def login_url(self) -> str:
        """What stands in for `https://login.microsoftonline.com`."""
        return f"{self.url}/login"

    @property
    def token_url(self) -> str:
        """The token endpoint of the tenant."""
        return f"{self.login_url}/{self.tenant_id}/oauth2/v2.0/token"

    @property
    def identity_endpoint(self) -> str:
        """What App Service gives as `IDENTITY_ENDPOINT`; the header to send is `login.identity_header`."""
        return f"{self.url}/msi/token"

    @property
    def imds_url(self) -> str:
        """What stands in for `http://169.254.169.254/metadata/identity/oauth2/token`."""
        return f"{self.url}/metadata/identity/oauth2/token"

    @property
    def service_url(self) -> str:
        """The Connector's address, as activities name it."""
        return f"{self.url}/emea/{self.tenant_id}/"

    @property
    def messages(self) -> list[Message]:
        """Every message there is, the oldest first."""
        return self.tenant.messages

    @property
    def group(self) -> Conversation:
        """The group chat of Ana, Bo and the bot."""
        return self.tenant.conversations[GROUP_CHAT]

    @property
    def channel(self) -> Conversation:
        """The General channel of the team; its threads have ids of their own."""
        return self.tenant.conversations[GENERAL]

    def personal(self, name: str) -> Conversation:
        """The chat of somebody with the bot."""
        return self.tenant.personal(name)

    def person(self, name: str) -> Person:
        """Somebody by key (`ana`, `bo`), id or AAD object id."""
        return self.tenant.person(name)

    def hand(self, name: str) -> Hand:
        """Acts for a person."""
        person = self.tenant.person(name)
        return Hand(self.tenant, person, self.courier, self.service_url, self.dialogs, self.files)

    def deliver_to(self, url: str) -> None:
        """Where the bot listens."""
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
        await self.courier.close()
        await self._site.stop()

    def _routes(self) -> list[web.RouteDef]:
        return [
            *self.issuer.routes(),
            *self.login.routes(),
            *self.files.routes(f"/emea/{TENANT_ID}"),
            *self.connector.routes(f"/emea/{TENANT_ID}"),
            *Browser(self.tenant, self.hand).routes(),
        ]


def _furnished(clock: Clock) -> Tenant:
    tenant = Tenant(TENANT_ID, APP_ID, clock)
    people = (
        Person(
            "ana",
            "29:1ana-k2Vx",
            "a0a0a0a0-1111-4111-8111-00000000000a",
            "Ana",
            "ana@example.com",
            "ana@example.com",
        ),
        Person(
            "bo",
            "29:1bo-Zr7Qw",
            "b0b0b0b0-2222-4222-8222-00000000000b",
            "Bo",
            "bo@example.com",
            "bo.upn@example.com",
            zone="America/New_York",
            locale="en-US",
        ),
    )
    team = Team(GENERAL, "Example", "c0c0c0c0-3333-4333-8333-00000000000c")
    everybody = {person.id for person in people}
    for person in people:
        tenant.people[person.key] = person
        chat = Conversation(f"a:{person.key}", PERSONAL, members={person.id})
        tenant.conversations[chat.id] = chat
    for conversation in (
        Conversation(GROUP_CHAT, GROUP, "Planning", set(everybody)),
        Conversation(GENERAL, CHANNEL, "General", set(everybody), team),
        Conversation("19:design@thread.tacv2", CHANNEL, "Design", set(everybody), team),
    ):
        tenant.conversations[conversation.id] = conversation
    return tenant
