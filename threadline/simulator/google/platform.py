"""The fake Google Calendar as one component: start it on loopback, point the back end at it, act as its people.

async with FakeGoogle() as google:
    ...  # the back end is given google.client_id, google.client_secret, google.url and the addresses below
    google.faults.add("events.insert", Fault(lost=True))
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
from threadline.simulator.google.channels import Channels
from threadline.simulator.google.model import Directory, StoredCalendar, span
from threadline.simulator.google.rest import Rest
from threadline.simulator.google.tasks import Tasks
from threadline.simulator.site import Site

SCOPES = tuple(
    f"https://www.googleapis.com/auth/calendar.{name}" for name in ("events", "freebusy", "calendarlist.readonly")
)


class FakeGoogle:
    """Google's accounts and calendars on loopback. Ana and Bo are there; Bo's free/busy is shared with Ana."""

    def __init__(self, *, clock: Clock = time.time, port: int = 0) -> None:
        self.client_id = "threadline.apps.googleusercontent.com"
        self.client_secret = "fake-google-secret"  # noqa: S105 - the fake's own
        self.directory = Directory()
        self.faults = Faults()
        self.directory.add_person("ana@example.com", "Ana")
        bo = self.directory.add_person("bo@example.com", "Bo")
        bo.access["ana@example.com"] = "freeBusyReader"
        self.consent = Consent(
            "Sign in with Google", self.client_id, self.client_secret, list(self.directory.people), clock=clock
        )
        self.telling = Telling()
        self.channels = Channels(self.telling, clock)
        self.directory.on_changed.append(self.channels.changed)
        self.rest = Rest(self.directory, self.consent, self.faults, lambda: self.url, self.channels)
        self.tasks = Tasks(list(self.directory.people), self.consent, self.faults, clock)
        self._site = Site(port)

    @property
    def auth_url(self) -> str:
        """What stands in for Google's consent page."""
        return f"{self.url}/o/oauth2/v2/auth"

    @property
    def token_url(self) -> str:
        """What stands in for Google's token endpoint."""
        return f"{self.url}/token"

    def calendar(self, calendar_id: str) -> StoredCalendar:
        """A calendar, to look into or to change by hand."""
        return self.directory.calendars[calendar_id]

    @property
    def url(self) -> str:
        """Where it listens; empty before it does."""
        return self._site.url

    async def __aenter__(self) -> Self:
        await self._site.start(
            [
                *self.rest.routes(),
                *self.tasks.routes(),
                web.get("/o/oauth2/v2/auth", self.consent.page),
                web.post("/o/oauth2/v2/auth", self.consent.pressed),
                web.post("/token", self.consent.token),
                web.post("/revoke", self.consent.revoke),
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

    async def _week(self, request: web.Request) -> web.Response:
        """A week of somebody's calendars, in their zone."""
        people = {person.address: person.name for person in self.directory.people.values()}
        chosen = request.query.get("person", "")
        if chosen not in people:
            chosen = next(iter(people))
        zone = ZoneInfo(self.calendar(chosen).zone)
        monday, after = week_of(request, zone)
        shown = []
        for calendar in self.directory.calendars.values():
            if calendar.access.get(chosen) in ("owner", "writer", "reader"):
                for event in self.directory.shown_to(chosen, monday, after, calendar):
                    start, end = (moment.astimezone(zone) for moment in span(event, calendar.zone))
                    notes = [event.get("location", ""), event.get("hangoutLink", "")]
                    notes += [entry["email"] for entry in event.get("attendees") or ()]
                    title, free = event.get("summary", "(No title)"), event.get("transparency") == "transparent"
                    shown.append(Shown(title, start, end, "date" in event["start"], free, notes))
        return week_page(
            "Google Calendar", people, chosen, monday, sorted(shown, key=lambda event: (event.start, event.title))
        )
