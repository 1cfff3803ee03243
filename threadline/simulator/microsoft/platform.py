"""The fake Graph as one component: start it on loopback, point the back end at it, act as its people.

async with FakeGraph() as graph:
    ...  # the back end is given graph.client_id, graph.client_secret, graph.tenant, graph.graph_url and graph.url
    graph.faults.add("events.create", Fault(lost=True))
"""

import time
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from aiohttp import web

from threadline.simulator.calendars.consent import Clock, Consent
from threadline.simulator.calendars.faults import Faults
from threadline.simulator.calendars.telling import Telling
from threadline.simulator.calendars.week import Shown, week_of, week_page
from threadline.simulator.microsoft.model import Directory, Mailbox, iana, real_span
from threadline.simulator.microsoft.on_behalf import GRANTS, OnBehalf
from threadline.simulator.microsoft.rest import Rest
from threadline.simulator.microsoft.subscribing import Subscriptions
from threadline.simulator.microsoft.todo import ToDo
from threadline.simulator.site import Site

SCOPES = ("Calendars.ReadWrite", "offline_access")


class FakeGraph:
    """Microsoft's accounts and calendars on loopback. Ana and Bo are there, in one organisation."""

    def __init__(self, *, clock: Clock = time.time, port: int = 0) -> None:
        self.client_id = "00000000-0000-0000-0000-00000000c1e0"
        self.client_secret = "fake-entra-secret"  # noqa: S105 - the fake's own
        self.tenant = "organizations"
        self.directory = Directory()
        self.faults = Faults()
        self.directory.add_person("ana@example.com", "Ana")
        self.directory.add_person("bo@example.com", "Bo")
        self.consent = Consent(
            "Sign in with Microsoft",
            self.client_id,
            self.client_secret,
            list(self.directory.mailboxes),
            clock=clock,
            rotates=True,
            offline="offline_access",
        )
        self.on_behalf = OnBehalf(clock, self.client_id, self.client_secret, self.consent.give)
        self.consent.on_allowed = self.on_behalf.consented.add
        self.telling = Telling()
        self.subscriptions = Subscriptions(self.telling, clock)
        self.directory.on_changed.append(self.subscriptions.changed)
        self.rest = Rest(self.directory, self.consent, self.faults, lambda: self.url, self.subscriptions)
        self.todo = ToDo(list(self.directory.mailboxes), self.consent, self.faults, lambda: self.url, clock)
        self._site = Site(port)

    @property
    def graph_url(self) -> str:
        """What stands in for `https://graph.microsoft.com/v1.0`."""
        return f"{self.url}/v1.0"

    def mailbox(self, address: str) -> Mailbox:
        """A mailbox, to look into or to change by hand."""
        return self.directory.mailboxes[address]

    @property
    def url(self) -> str:
        """Where it listens; empty before it does."""
        return self._site.url

    async def __aenter__(self) -> Self:
        login = f"/{self.tenant}/oauth2/v2.0"
        await self._site.start(
            [
                *self.rest.routes(),
                *self.todo.routes(),
                web.get(f"{login}/authorize", self.consent.page),
                web.post(f"{login}/authorize", self.consent.pressed),
                web.post(f"{login}/token", self.consent.token),
                web.post("/{tenant}/oauth2/v2.0/token", self._own_tenant),
                web.get("/", self._week),
            ]
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.release()
        await self.telling.close()
        await self._site.stop()

    async def _own_tenant(self, request: web.Request) -> web.Response:
        """The token endpoint of one tenant: on-behalf-of works there alone."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        if form.get("grant_type") in GRANTS:
            return self.on_behalf.answer(request.match_info["tenant"], form)
        return await self.consent.token(request)

    async def _week(self, request: web.Request) -> web.Response:
        """A week of somebody's calendars, in their zone."""
        people = {mailbox.address: mailbox.name for mailbox in self.directory.mailboxes.values()}
        chosen = request.query.get("person", "")
        if chosen not in people:
            chosen = next(iter(people))
        mailbox = self.mailbox(chosen)
        zone = ZoneInfo(iana(mailbox.zone))
        monday, after = week_of(request, zone)
        shown = []
        for calendar in mailbox.calendars:
            for item in mailbox.view(calendar, monday, after):
                start, end = (moment.astimezone(zone) for moment in real_span(item, mailbox.zone))
                notes = [
                    item.body["location"].get("displayName", ""),
                    (item.body.get("onlineMeeting") or {}).get("joinUrl", ""),
                ]
                notes += [entry["emailAddress"]["address"] for entry in item.body["attendees"]]
                shown.append(
                    Shown(item.body["subject"], start, end, item.all_day, item.body["showAs"] == "free", notes)
                )
        return week_page(
            "Microsoft 365", people, chosen, monday, sorted(shown, key=lambda event: (event.start, event.title))
        )
