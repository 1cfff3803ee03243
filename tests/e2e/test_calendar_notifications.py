"""Calendars that tell of changes: watched once they are connected, known by their secret, and the cards follow."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet
from yarl import URL

from tests.support.march import at, meeting
from threadline.app import Application
from threadline.bots.webhook.server import create_app
from threadline.calendar.event import Attendee, Response
from threadline.calendar.extract import Intent
from threadline.config import Settings
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal
from threadline.core.domain.reading import Reading
from threadline.core.services import Services
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.microsoft.platform import FakeGraph
from threadline.storage.calendar_watches import WatchRecord, WatchStore

PUBLIC = "https://threadline.example.com"
BROWSER = "what only this browser holds"
PATIENCE = 30.0
BO = "bo@example.com"

Fake = FakeGoogle | FakeGraph


@pytest.fixture(params=["google", "microsoft"])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[Fake]:
    async with FakeGoogle() if request.param == "google" else FakeGraph() as running:
        yield running


@pytest.fixture
async def services(fake: Fake, tmp_path: Path) -> AsyncIterator[Services]:
    values: dict[str, Any] = {"data_dir": tmp_path, "secret_keys": Fernet.generate_key().decode(), "base_url": PUBLIC}
    if isinstance(fake, FakeGoogle):
        values |= {
            "google_client_id": fake.client_id,
            "google_client_secret": fake.client_secret,
            "google_api_url": fake.url,
            "google_auth_url": fake.auth_url,
            "google_token_url": fake.token_url,
        }
    else:
        values |= {
            "microsoft_client_id": fake.client_id,
            "microsoft_client_secret": fake.client_secret,
            "microsoft_tenant": fake.tenant,
            "microsoft_graph_url": fake.graph_url,
            "microsoft_login_url": fake.url,
        }
    async with (
        Application(Settings.model_validate(values), channels=[]) as app,
        TestServer(create_app(app.services)) as server,
    ):
        fake.telling.reaches[PUBLIC] = str(server.make_url("")).rstrip("/")
        yield app.services


def name_of(fake: Fake) -> str:
    return "google" if isinstance(fake, FakeGoogle) else "microsoft"


async def connect(services: Services, person: Person, fake: Fake) -> None:
    back = f"{PUBLIC}/api/v1/calendar/auth/callback"
    state = (await services.calendars.connections.begin(person, name_of(fake))).rpartition("/")[2]
    url = await services.calendars.connections.authorize(state, browser=BROWSER, redirect_uri=back)
    code = URL(fake.consent.allow(url, "ana@example.com")).query["code"]
    await services.calendars.connections.complete(state, browser=BROWSER, redirect_uri=back, code=code, error=None)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await holds():
            await asyncio.sleep(0.02)


async def watched(services: Services, person: Person, fake: Fake) -> WatchRecord:
    """The watch of the person's calendar, once it is known from when on changes are news."""
    store, found = WatchStore(services.storage.database), list[WatchRecord]()

    async def known() -> bool:
        found[:] = await store.of_connection(person.id, name_of(fake))
        return bool(found) and found[0].token is not None

    await until(known)
    return found[0]


def told_of(fake: Fake) -> set[str]:
    return set(fake.channels.open if isinstance(fake, FakeGoogle) else fake.subscriptions.open)


async def booked(services: Services, person: Person) -> Proposal:
    draft = replace(meeting(at(9)), attendees=(Attendee("Bo", BO),))
    offer = await services.engine.decisions.offer(person, Reading(Intent.CREATE, draft=draft))
    assert offer is not None
    card = await services.engine.decisions.propose(person, offer, key="m1", channel="memory")
    return await services.engine.decisions.confirm(person, card.id, despite_conflicts=True)


def accept(fake: Fake, event_id: str) -> None:
    """Bo answers, in a program of his own."""
    if isinstance(fake, FakeGoogle):
        calendar = fake.calendar("ana@example.com")
        event = calendar.events[event_id]
        guests = [each | {"responseStatus": "accepted"} for each in event["attendees"] if each["email"] == BO]
        fake.directory.keep(calendar, event | {"attendees": guests})
        return
    mailbox = fake.mailbox("ana@example.com")
    item = mailbox.items[event_id]
    answered = [each | {"status": {"response": "accepted"}} for each in item.body["attendees"]]
    fake.directory.keep(mailbox, replace(item, body=item.body | {"attendees": answered}))


async def tell(fake: Fake, services: Services, watch_id: str, secret: str) -> int:
    """Tell what a back end would."""
    path = f"{fake.telling.reaches[PUBLIC]}/api/v1/calendar/notifications/{name_of(fake)}"
    headers = {"X-Goog-Channel-ID": watch_id, "X-Goog-Channel-Token": secret, "X-Goog-Resource-State": "exists"}
    body = {"value": [{"subscriptionId": watch_id, "clientState": secret}]}
    async with aiohttp.ClientSession() as session, session.post(path, headers=headers, json=body) as answer:
        return answer.status


async def test_an_answer_that_a_calendar_tells_of_stands_on_the_card(services: Services, fake: Fake) -> None:
    ana = await services.people.directory.ensure("ana@example.com")
    await connect(services, ana, fake)
    watch = await watched(services, ana, fake)
    assert told_of(fake) == {watch.watch_id}
    card = await booked(services, ana)
    accept(fake, card.event_id or "")

    async def stands() -> bool:
        now = await services.proposals.repository.find(card.id)
        return now is not None and now.offer.draft.attendees[0].response is Response.ACCEPTED

    await until(stands)
    assert all(told.status in (200, 202, 204) for told in fake.telling.told)
    forged = await tell(fake, services, watch.watch_id, "not the secret")
    assert forged == (404 if isinstance(fake, FakeGoogle) else 202)
    for watch_id, secret in ((watch.watch_id, "not the secret"), (watch.watch_id, "\udc80"), ("\x00", ""), ("", "")):
        assert not await services.calendars.watching.notified(watch_id, secret)
    await services.calendars.connections.disconnect(ana, name_of(fake))
    assert not told_of(fake)


async def test_a_watch_is_renewed_before_it_ends(services: Services, fake: Fake) -> None:
    ana, store = await services.people.directory.ensure("ana@example.com"), WatchStore(services.storage.database)
    await connect(services, ana, fake)
    watch = await watched(services, ana, fake)
    await services.calendars.watching.begin(ana, name_of(fake))
    assert (await watched(services, ana, fake)).watch_id == watch.watch_id, "there is time enough"
    ends = fake.consent.clock()
    await store.put(replace(watch, expires_at=watch.expires_at.fromtimestamp(ends, watch.expires_at.tzinfo)))
    await services.calendars.watching.begin(ana, name_of(fake))
    renewed = await watched(services, ana, fake)
    assert renewed.expires_at.timestamp() > ends + 24 * 3600
    assert (renewed.watch_id == watch.watch_id) is isinstance(fake, FakeGraph), "Google renews none"
    assert told_of(fake) == {renewed.watch_id}
    if isinstance(fake, FakeGraph):
        fake.subscriptions.remind(watch.watch_id, "subscriptionRemoved")

        async def begun_anew() -> bool:
            return bool(told_of(fake) - {watch.watch_id})

        await until(begun_anew)
