"""Doubles of back ends that people connect: one by OAuth, one by a form."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from threadline.calendar.backend import Account, FormField, Reader, Scope, Vault
from threadline.calendar.event import Event
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import (
    Calendar,
    CalendarDenied,
    CalendarError,
    CalendarInfo,
    CalendarRejected,
    CalendarUnavailable,
    Changes,
)

CONSENT_PAGE = "https://accounts.sample.example/authorize"


@dataclass
class SampleConnector:
    """Consent at a page of its own; it checks what a real one does (PKCE, the redirect, a code used once)."""

    page: str = CONSENT_PAGE
    revoked: list[str] = field(default_factory=list)
    fault: CalendarError | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    scopes: tuple[Scope, ...] = (
        Scope("calendar.events", "See and change the events in your calendars"),
        Scope("calendar.freebusy", "See when you are busy"),
    )

    def authorization_url(self, *, state: str, challenge: str, redirect_uri: str, hint: str | None) -> str:
        query = {"state": state, "code_challenge": challenge, "redirect_uri": redirect_uri, "login_hint": hint or ""}
        return f"{self.page}?{urlencode(query)}"

    def consent(self, url: str, code: str = "code-1") -> dict[str, str]:
        """The person agrees on the page that `url` leads to; answers with what the browser comes back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.codes[code] = asked
        return {"state": asked["state"], "code": code}

    async def exchange(self, *, code: str, verifier: str, redirect_uri: str) -> Account:
        if self.fault is not None:
            raise self.fault
        asked = self.codes.pop(code, None)
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != redirect_uri:
            raise CalendarDenied("Sample did not take the code.")
        return Account("ana@sample.example", json.dumps({"refresh": f"refresh-{code}"}))

    async def revoke(self, credentials: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.revoked.append(credentials)


@dataclass
class SampleForm:
    """A server's address and a password: the address makes sense, is there, and takes the password, or does not."""

    currents: list[str | None] = field(default_factory=list)
    fields: tuple[FormField, ...] = (
        FormField("url", "Address of the server", placeholder="https://dav.example.com/"),
        FormField("password", "Password", secret=True),
    )

    async def connect(self, values: Mapping[str, str], current: str | None) -> Account:
        self.currents.append(current)
        if not values.get("url", "").startswith("https://"):
            raise CalendarRejected("The address starts with https://")
        if "down" in values["url"]:
            raise CalendarUnavailable("The server cannot be reached.")
        if values.get("password") != "right":
            raise CalendarDenied("The server does not take this password.")
        return Account(values["url"], json.dumps(dict(values)))


class SampleCalendar(MemoryCalendar):
    """A calendar that opens only with credentials; what it `breaks` with is raised whatever is asked of it."""

    def __init__(self, person_id: str, name: str, vault: Vault) -> None:
        infos = (CalendarInfo("main", "Main", primary=True), CalendarInfo("shared", "Shared", writable=False))
        super().__init__(person_id, calendars=infos)
        self.name = name
        self.vault = vault
        self.breaks: CalendarError | None = None

    async def calendars(self) -> tuple[CalendarInfo, ...]:
        self._answer()
        if await self.vault.load() is None:
            raise CalendarDenied("Sample has to be connected again.")
        return tuple(await super().calendars())

    async def events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        self._answer()
        return await super().events(calendar_id, time_min, time_max)

    async def get(self, calendar_id: str, event_id: str) -> Event:
        self._answer()
        return await super().get(calendar_id, event_id)

    async def changes(self, calendar_id: str, token: str | None) -> Changes:
        self._answer()
        return await super().changes(calendar_id, token)

    def _answer(self) -> None:
        if self.breaks is not None:
            raise self.breaks


class SampleBackend:
    """A kind of calendar with a connector of the test's."""

    def __init__(self, name: str, connector: SampleConnector | SampleForm) -> None:
        self.name = name
        self.title = f"{name.capitalize()} Calendar"
        self.connector = connector
        self.opened: dict[str, SampleCalendar] = {}

    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        return self.opened.setdefault(person_id, SampleCalendar(person_id, self.name, vault))

    async def close(self) -> None:
        """It holds nothing."""
