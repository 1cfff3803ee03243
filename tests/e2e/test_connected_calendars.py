"""The whole way, with the service as its settings wire it: consent, booking, a withdrawn consent, letting go."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from yarl import URL

from tests.support.march import APRIL, MARCH, at, meeting
from threadline.app import Application
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarDenied
from threadline.config import Settings
from threadline.core.channels.offer_text import offer_facts
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import State
from threadline.core.domain.reading import Reading
from threadline.core.services import Services
from threadline.simulator.calendars.consent import Consent
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.microsoft.platform import FakeGraph

BACK = "http://127.0.0.1:8080/api/v1/calendar/auth/callback"
BROWSER = "what only this browser holds"


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with FakeGraph() as running:
        yield running


@pytest.fixture
async def services(google: FakeGoogle, graph: FakeGraph, tmp_path: Path) -> AsyncIterator[Services]:
    values = {
        "data_dir": tmp_path,
        "secret_keys": Fernet.generate_key().decode(),
        "google_client_id": google.client_id,
        "google_client_secret": google.client_secret,
        "google_api_url": google.url,
        "google_auth_url": google.auth_url,
        "google_token_url": google.token_url,
        "microsoft_client_id": graph.client_id,
        "microsoft_client_secret": graph.client_secret,
        "microsoft_tenant": graph.tenant,
        "microsoft_graph_url": graph.graph_url,
        "microsoft_login_url": graph.url,
    }
    async with Application(Settings.model_validate(values), channels=[]) as app:
        yield app.services


async def connect(services: Services, person: Person, name: str, consent: Consent) -> None:
    link = await services.calendars.connections.begin(person, name)
    state = link.rpartition("/")[2]
    url = await services.calendars.connections.authorize(state, browser=BROWSER, redirect_uri=BACK)
    back = URL(consent.allow(url, "ana@example.com"))
    assert back.query["state"] == state
    await services.calendars.connections.complete(
        state, browser=BROWSER, redirect_uri=BACK, code=back.query["code"], error=None
    )


@pytest.mark.parametrize("name", ["google", "microsoft"])
async def test_from_consent_to_letting_go(services: Services, google: FakeGoogle, graph: FakeGraph, name: str) -> None:
    consent = google.consent if name == "google" else graph.consent
    ana = await services.people.directory.ensure("ana@example.com")
    await connect(services, ana, name, consent)
    calendar, home = await services.calendars.registry.primary(ana)
    assert calendar.name == name
    event = await calendar.create(home, meeting(at(9)), "key-1")
    assert list(await calendar.events(home, MARCH, APRIL)) == [event]
    await calendar.delete(home, event.id, event.version)
    consent.withdraw("ana@example.com")
    consent.end_access()
    with pytest.raises(CalendarDenied):
        await calendar.events(home, MARCH, APRIL)
    (broken,) = await services.calendars.registry.connections(ana)
    assert (broken.backend, broken.state) == (name, "broken")
    await connect(services, ana, name, consent)
    assert not await calendar.events(home, MARCH, APRIL)
    assert (await services.calendars.connections.disconnect(ana, name)).problem is None
    assert not await services.calendars.registry.connections(ana)


async def test_a_withdrawn_connection_leaves_the_card_standing(services: Services, google: FakeGoogle) -> None:
    ana = await services.people.directory.ensure("ana@example.com")
    await connect(services, ana, "google", google.consent)
    google.consent.withdraw("ana@example.com")
    google.consent.end_access()
    decisions = services.engine.decisions
    offer = await decisions.offer(ana, Reading(Intent.CREATE, draft=meeting(at(9))))
    assert offer is not None
    offer = await decisions.placed(ana, offer)
    assert "connected again" in offer_facts(offer, "UTC")[-1]
    card = await decisions.propose(ana, offer, key="m1", channel="memory")
    assert (card.calendar, ["Connect again: " in each for each in card.offer.warnings].count(True)) == ("google", 1)
    failed = await decisions.confirm(ana, card.id, despite_conflicts=True)
    assert (failed.state, "Connect again: " in (failed.reason or "")) == (State.FAILED, True)
    await connect(services, ana, "google", google.consent)
    booked = await decisions.confirm(ana, card.id, despite_conflicts=True)
    assert (booked.state, booked.calendar_id) == (State.BOOKED, "ana@example.com")
    undone = await decisions.undo(ana, booked.id)
    assert undone.state is State.UNDONE
