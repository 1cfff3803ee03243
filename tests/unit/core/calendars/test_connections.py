"""Connecting calendars: consent comes back once, in time, to the same browser, for the right person."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.connectors import CONSENT_PAGE, SampleBackend, SampleConnector, SampleForm
from threadline.calendar.port import CalendarDenied, CalendarError, CalendarRejected, CalendarUnavailable, Changes
from threadline.core.calendars.connection_errors import (
    ConsentRefused,
    KeyMissing,
    LinkOver,
    NotConnectable,
    OtherBrowser,
)
from threadline.core.calendars.connections import Connections
from threadline.core.calendars.registry import DEFAULT_CALENDAR_KEY, BuiltinBackend, Calendars, secret_name
from threadline.core.calendars.watching import Watching
from threadline.core.domain.message import Person
from threadline.core.people.directory import People
from threadline.storage.audit import AuditTrail
from threadline.storage.calendar_watches import WatchStore
from threadline.storage.connections import STATE_OWNER, AuthorizationStore, ConnectionStore
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore
from threadline.storage.tables.core import SecretRow

BACK = "https://threadline.example.com/api/v1/calendar/auth/callback"
BROWSER = "what only this browser holds"


@dataclass
class Desk:
    """Everything around connecting."""

    connections: Connections
    calendars: Calendars
    oauth: SampleConnector
    form: SampleForm
    clock: Clock
    database: Database
    secrets: SecretStore
    audit: AuditTrail
    ana: Person
    bo: Person
    written: list[str]
    parted: list[tuple[str, str, bool]]

    async def state(self, person: Person | None = None, backend: str = "sample", return_to: str | None = None) -> str:
        link = await self.connections.begin(person or self.ana, backend, return_to)
        assert link.startswith("https://threadline.example.com/connect/")
        return link.rpartition("/")[2]

    async def agreed(self, state: str, browser: str = BROWSER) -> str:
        """Continue is pressed and the person agrees: the code that the browser comes back with."""
        url = await self.connections.authorize(state, browser=browser, redirect_uri=BACK)
        return self.oauth.consent(url)["code"]

    async def back(self, state: str, code: str | None, browser: str = BROWSER, error: str | None = None) -> Any:
        return await self.connections.complete(state, browser=browser, redirect_uri=BACK, code=code, error=error)

    async def kept(self, owner: str) -> list[str]:
        """The names of the secrets of an owner."""
        async with self.database.read() as connection:
            return list(await connection.scalars(select(SecretRow.name).where(SecretRow.owner == owner)))

    async def actions(self) -> list[tuple[str, str]]:
        return [(each.action, each.subject) for each in await self.audit.of_person(self.ana.id, limit=10)]


async def nothing(person: Person, backend: str, changes: Changes) -> None:
    """Hears of no changes."""


async def desk_of(database: Database, keys: tuple[str, ...]) -> Desk:
    clock, oauth, form = Clock(), SampleConnector(), SampleForm()
    secrets, preferences = SecretStore(database, keys=keys, clock=clock), PreferenceStore(database)
    store, people = ConnectionStore(database, clock=clock), People(PersonStore(database), default_zone="UTC")
    written: list[str] = []
    calendars = Calendars(
        {
            "builtin": BuiltinBackend(database),
            "sample": SampleBackend("sample", oauth),
            "dav": SampleBackend("dav", form),
        },
        connections=store,
        secrets=secrets,
        preferences=preferences,
        on_written=written.append,
    )
    audit = AuditTrail(database)
    parted: list[tuple[str, str, bool]] = []

    async def parting(person_id: str, backend: str) -> None:
        reachable = await secrets.get(person_id, secret_name(backend)) is not None
        parted.append((person_id, backend, reachable))

    watching = Watching(
        calendars,
        connections=store,
        watches=WatchStore(database),
        people=people,
        address="https://threadline.example.com",
        on_changes=nothing,
    )
    connections = Connections(
        calendars=calendars,
        watching=watching,
        connections=store,
        authorizations=AuthorizationStore(database, clock=clock),
        secrets=secrets,
        preferences=preferences,
        people=people,
        audit=audit,
        address="https://threadline.example.com",
        parting=parting,
    )
    ana, bo = await people.ensure("ana@example.com"), await people.ensure("bo@example.com")
    return Desk(connections, calendars, oauth, form, clock, database, secrets, audit, ana, bo, written, parted)


@pytest.fixture
async def desk(database: Database) -> Desk:
    return await desk_of(database, (Fernet.generate_key().decode(),))


async def test_consent_becomes_a_connection(desk: Desk) -> None:
    state = await desk.state(return_to="/#/calendars")
    pending = await desk.connections.opened(state)
    assert (pending.person.email, pending.backend.name) == ("ana@example.com", "sample")
    url = await desk.connections.authorize(state, browser=BROWSER, redirect_uri=BACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert url.startswith(CONSENT_PAGE)
    assert len(asked["code_challenge"]) == 43
    assert (asked["state"], asked["login_hint"], asked["redirect_uri"]) == (state, "ana@example.com", BACK)
    done = await desk.back(state, desk.oauth.consent(url)["code"])
    assert (done.person.id, done.return_to) == (desk.ana.id, "/#/calendars")
    assert done.connection.label == "ana@sample.example"
    assert await desk.calendars.vault(desk.ana.id, "sample").load() == '{"refresh": "refresh-code-1"}'
    assert [each.backend for each in await desk.calendars.connections(desk.ana)] == ["sample"]
    assert await desk.calendars.connections(desk.bo) == []
    assert await desk.kept(STATE_OWNER) == []
    assert await desk.actions() == [("calendar.connect", "sample")]
    assert desk.written == [desk.ana.id]


async def test_the_verifier_is_kept_encrypted(desk: Desk) -> None:
    state = await desk.state()
    await desk.agreed(state)
    (name,) = await desk.kept(STATE_OWNER)
    assert name != state
    async with desk.database.read() as connection:
        sealed = await connection.scalar(select(SecretRow.ciphertext).where(SecretRow.owner == STATE_OWNER))
    kept = await desk.secrets.get(STATE_OWNER, name)
    assert sealed is not None
    assert kept is not None
    assert kept[2:66].encode() not in sealed


async def test_pressing_continue_again_goes_on_with_what_was_begun(desk: Desk) -> None:
    state = await desk.state()
    first = await desk.connections.authorize(state, browser=BROWSER, redirect_uri=BACK)
    assert await desk.connections.authorize(state, browser=BROWSER, redirect_uri=BACK) == first
    other = await desk.connections.authorize(state, browser="another", redirect_uri=BACK)
    assert other != first
    with pytest.raises(OtherBrowser):
        await desk.back(state, desk.oauth.consent(first)["code"])
    assert (await desk.back(state, desk.oauth.consent(other)["code"], browser="another")).connection


async def test_a_state_works_once(desk: Desk) -> None:
    state = await desk.state()
    code = await desk.agreed(state)
    await desk.back(state, code)
    with pytest.raises(LinkOver):
        await desk.back(state, code)
    with pytest.raises(LinkOver):
        await desk.connections.opened(state)
    with pytest.raises(LinkOver):
        await desk.connections.authorize(state, browser=BROWSER, redirect_uri=BACK)
    with pytest.raises(LinkOver):
        await desk.back("unknown", code)


async def test_a_state_works_for_ten_minutes(desk: Desk) -> None:
    state = await desk.state()
    code = await desk.agreed(state)
    desk.clock.advance(minutes=10)
    with pytest.raises(LinkOver):
        await desk.back(state, code)
    desk.clock.advance(minutes=11)
    await desk.state()
    assert await desk.kept(STATE_OWNER) == []  # what was never finished is cleared away


@pytest.mark.parametrize("browser", ["", "another"])
async def test_only_the_browser_that_pressed_continue_can_finish(desk: Desk, browser: str) -> None:
    state = await desk.state()
    code = await desk.agreed(state)
    with pytest.raises(OtherBrowser, match="not begun in this browser"):
        await desk.back(state, code, browser=browser)
    assert await desk.calendars.connections(desk.ana) == []
    assert (await desk.back(state, code)).connection  # nothing was used up by it


async def test_coming_back_without_having_pressed_continue(desk: Desk) -> None:
    with pytest.raises(OtherBrowser):
        await desk.back(await desk.state(), "code-1")


@pytest.mark.parametrize(
    ("code", "error", "said"),
    [
        (None, "access_denied", "that was not allowed"),
        (None, None, "did not agree."),
        ("code-1", "server_error", "did not agree (server_error)"),
        (None, "a\x07b", "did not agree."),
    ],
)
async def test_somebody_says_no(desk: Desk, code: str | None, error: str | None, said: str) -> None:
    state = await desk.state()
    await desk.agreed(state)
    with pytest.raises(ConsentRefused, match="Sample Calendar") as refused:
        await desk.back(state, code, error=error)
    assert said in str(refused.value)
    assert await desk.kept(STATE_OWNER) == []
    with pytest.raises(LinkOver):
        await desk.connections.opened(state)


@pytest.mark.parametrize("fault", [CalendarDenied("calendar.events is missing"), CalendarUnavailable("down")])
async def test_an_exchange_that_fails_keeps_nothing(desk: Desk, fault: CalendarError) -> None:
    state = await desk.state()
    code = await desk.agreed(state)
    desk.oauth.fault = fault
    with pytest.raises(type(fault), match=str(fault)):
        await desk.back(state, code)
    assert await desk.calendars.connections(desk.ana) == []
    assert await desk.kept(desk.ana.id) == []
    assert await desk.actions() == []


async def test_nothing_is_begun_without_a_key(database: Database) -> None:
    desk = await desk_of(database, ())
    assert not desk.connections.ready
    for attempt in (
        desk.connections.begin(desk.ana, "sample"),
        desk.connections.connect(desk.ana, "dav", {"url": "https://dav.example.com", "password": "right"}),
    ):
        with pytest.raises(KeyMissing, match="cannot be connected here yet"):
            await attempt
    assert await desk.calendars.connections(desk.ana) == []


async def test_a_key_that_is_gone_ends_what_was_begun(desk: Desk, database: Database) -> None:
    state = await desk.state()
    await desk.agreed(state)
    other = await desk_of(database, (Fernet.generate_key().decode(),))
    with pytest.raises(OtherBrowser):
        await other.back(state, "code-1")


@pytest.mark.parametrize("backend", ["builtin", "unknown", ""])
async def test_what_cannot_be_connected(desk: Desk, backend: str) -> None:
    with pytest.raises(NotConnectable, match="sample, dav"):
        await desk.connections.begin(desk.ana, backend)
    assert [kind.name for kind in desk.connections.kinds] == ["sample", "dav"]


async def test_a_link_to_a_kind_that_is_not_configured_any_more(desk: Desk) -> None:
    state = await desk.state()
    del desk.calendars.backends["sample"]  # type: ignore[attr-defined]
    with pytest.raises(LinkOver):
        await desk.connections.opened(state)


async def test_a_form_is_tried_before_it_is_kept(desk: Desk) -> None:
    good = {"url": "https://dav.example.com", "password": "right"}
    for values, error in (
        ({"url": "ftp://x"}, CalendarRejected),
        ({**good, "password": "wrong"}, CalendarDenied),
        ({**good, "url": "https://down"}, CalendarUnavailable),
    ):
        with pytest.raises(error):
            await desk.connections.connect(desk.ana, "dav", values)
    assert await desk.kept(desk.ana.id) == []
    done = await desk.connections.connect(desk.ana, "dav", good)
    assert done.connection.label == "https://dav.example.com"
    await desk.connections.connect(desk.ana, "dav", good)
    assert desk.form.currents[-2:] == [None, '{"url": "https://dav.example.com", "password": "right"}']
    with pytest.raises(NotConnectable, match="by a link"):
        await desk.connections.connect(desk.ana, "sample", good)


async def test_a_form_behind_a_link(desk: Desk) -> None:
    state = await desk.state(backend="dav")
    with pytest.raises(NotConnectable, match="by a form"):
        await desk.connections.authorize(state, browser=BROWSER, redirect_uri=BACK)
    with pytest.raises(OtherBrowser):
        await desk.back(state, "code-1")
    with pytest.raises(CalendarRejected):
        await desk.connections.submit(state, {})
    values = {"url": "https://dav.example.com", "password": "right"}
    assert (await desk.connections.submit(state, values)).connection.backend == "dav"
    with pytest.raises(LinkOver):
        await desk.connections.submit(state, values)


async def test_disconnecting_tells_the_back_end_and_forgets(desk: Desk) -> None:
    state = await desk.state()
    await desk.back(state, await desk.agreed(state))
    await desk.calendars.choose(desk.ana, "sample", "main")
    done = await desk.connections.disconnect(desk.ana, "sample")
    assert (done.backend, done.problem) == ("sample", None)
    assert desk.parted == [(desk.ana.id, "sample", True)], "what is not to be left there goes while it can be reached"
    assert desk.oauth.revoked == ['{"refresh": "refresh-code-1"}']
    assert await desk.kept(desk.ana.id) == []
    assert await desk.calendars.connections(desk.ana) == []
    assert await PreferenceStore(desk.database).get(desk.ana.id, DEFAULT_CALENDAR_KEY) is None
    assert (await desk.actions())[0] == ("calendar.disconnect", "sample")
    with pytest.raises(NotConnectable, match="'sample'"):
        await desk.connections.disconnect(desk.ana, "sample")


@pytest.mark.parametrize(
    ("fault", "problem"), [(CalendarUnavailable("Sample is down."), "Sample is down."), (CalendarDenied("gone"), None)]
)
async def test_disconnecting_forgets_even_if_nobody_can_be_told(
    desk: Desk, fault: CalendarError, problem: str | None
) -> None:
    state = await desk.state()
    await desk.back(state, await desk.agreed(state))
    await desk.connections.connect(desk.ana, "dav", {"url": "https://dav.example.com", "password": "right"})
    await desk.calendars.choose(desk.ana, "dav", "main")
    desk.oauth.fault = fault
    done = await desk.connections.disconnect(desk.ana, "sample")
    assert (done.problem or "").startswith(problem or "")
    assert bool(done.problem) == bool(problem)
    assert await desk.kept(desk.ana.id) == [secret_name("dav")]
    assert (await desk.connections.disconnect(desk.ana, "dav")).problem is None
    assert await desk.calendars.connections(desk.ana) == []


async def test_what_opens_nothing_any_more_can_be_disconnected(desk: Desk) -> None:
    state = await desk.state()
    await desk.back(state, await desk.agreed(state))
    await desk.secrets.delete(desk.ana.id, secret_name("sample"))
    assert (await desk.connections.disconnect(desk.ana, "sample")).problem is None
    assert desk.oauth.revoked == []
