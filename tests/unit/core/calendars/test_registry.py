"""Which calendars somebody has, and which takes their bookings."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from tests.support.calendars import calendars_of
from threadline.calendar.backend import Account, Reader, Vault
from threadline.calendar.builtin import BuiltinCalendar
from threadline.calendar.event import EventDraft
from threadline.calendar.memory import MemoryBackend, MemoryCalendar
from threadline.calendar.port import Calendar, CalendarDenied, CalendarInfo
from threadline.core.calendars.registry import DEFAULT_CALENDAR_KEY, BuiltinBackend, Calendars
from threadline.core.domain.message import Person
from threadline.core.people.directory import People
from threadline.storage.connections import ConnectionStore
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
ANA = Person("p1", "Ana", "ana@example.com", "UTC")
TEAM = (CalendarInfo("mine", "Mine", primary=True), CalendarInfo("team", "Team"))


class Second(MemoryCalendar):
    name = "second"


class Keyed:
    """A back end that opens with a word; it keeps what calendars were made with."""

    name = "keyed"
    title = "Keyed"

    def __init__(self) -> None:
        self.connector = self
        self.fields = ()
        self.vaults: list[Vault] = []
        self.closed = False

    async def connect(self, values: Mapping[str, str], current: str | None) -> Account:
        return Account("ana@keyed", values["word"])

    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        self.vaults.append(vault)
        calendar = MemoryCalendar(person_id, calendars=TEAM)
        calendar.name = "keyed"
        return calendar

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
async def ana(database: Database) -> Person:
    return await People(PersonStore(database), default_zone="UTC").ensure("ana@example.com")


@pytest.fixture
def connections(database: Database) -> ConnectionStore:
    return ConnectionStore(database)


@pytest.fixture
def keyed() -> Keyed:
    return Keyed()


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def calendars(database: Database, connections: ConnectionStore, keyed: Keyed, told: list[tuple[str, str]]) -> Calendars:
    async def tell(person_id: str, backend: str, reason: str) -> None:
        told.append((backend, reason))

    return Calendars(
        {"builtin": BuiltinBackend(database), "keyed": keyed},
        connections=connections,
        secrets=SecretStore(database, keys=[Fernet.generate_key().decode()]),
        preferences=PreferenceStore(database),
        on_broken=tell,
    )


async def names(calendars: Calendars, person: Person) -> list[str]:
    return [calendar.name for calendar in await calendars.of(person)]


async def test_the_built_in_one_is_everybodys(calendars: Calendars, ana: Person) -> None:
    assert await names(calendars, ana) == ["builtin"]
    calendar, home = await calendars.primary(ana)
    assert isinstance(calendar, BuiltinCalendar)
    event = await calendar.create(home, EventDraft("X", NOW, NOW + timedelta(hours=1), "UTC"), "k")
    assert await calendar.events(home, NOW, NOW + timedelta(hours=1)) == [event]


async def test_others_are_theirs_who_connected_them(
    calendars: Calendars, connections: ConnectionStore, ana: Person
) -> None:
    for name in ("keyed", "unknown"):
        with pytest.raises(CalendarDenied, match=name):
            await calendars.named(ana, name)
    await connections.put(ana.id, "keyed", label="ana@keyed")
    await connections.put(ana.id, "uninstalled", label="ana@gone")
    assert await names(calendars, ana) == ["keyed", "builtin"]
    assert [record.label for record in await calendars.connections(ana)] == ["ana@keyed"]
    calendar, home = await calendars.primary(ana)
    assert (calendar.name, home) == ("keyed", "mine")


async def test_a_person_says_where_events_go(calendars: Calendars, connections: ConnectionStore, ana: Person) -> None:
    await connections.put(ana.id, "keyed", label="ana@keyed")
    await calendars.choose(ana, "keyed", "team")
    calendar, home = await calendars.primary(ana)
    assert (calendar.name, home) == ("keyed", "team")
    await calendars.choose(ana, "builtin", "default")
    assert await names(calendars, ana) == ["builtin", "keyed"]
    calendar, home = await calendars.primary(ana)
    assert (calendar.name, home) == ("builtin", "default")
    with pytest.raises(CalendarDenied, match="cannot be put"):
        await calendars.choose(ana, "keyed", "nowhere")


async def test_a_choice_that_is_gone_falls_back(
    calendars: Calendars, database: Database, connections: ConnectionStore, ana: Person
) -> None:
    await connections.put(ana.id, "keyed", label="ana@keyed")
    await PreferenceStore(database).put(ana.id, DEFAULT_CALENDAR_KEY, value="gone:elsewhere")
    calendar, home = await calendars.primary(ana)
    assert (calendar.name, home) == ("keyed", "mine")


async def test_the_vault_keeps_and_tells_once(
    calendars: Calendars, connections: ConnectionStore, keyed: Keyed, ana: Person, told: list[tuple[str, str]]
) -> None:
    await connections.put(ana.id, "keyed", label="ana@keyed")
    await calendars.named(ana, "keyed")
    [vault] = keyed.vaults
    assert await vault.load() is None
    await vault.replace("sesame")
    assert await vault.load() == "sesame"
    await vault.revoked("It was revoked.")
    await vault.revoked("It was revoked.")
    assert told == [("keyed", "It was revoked.")]
    [record] = await calendars.connections(ana)
    assert (record.state, record.reason) == ("broken", "It was revoked.")
    assert await names(calendars, ana) == ["keyed", "builtin"], "what is broken is unknown, not gone"
    await calendars.close()
    assert keyed.closed


async def test_the_first_primary_calendar_that_can_be_written_takes_bookings() -> None:
    infos = (CalendarInfo("read", "Read", primary=True, writable=False), CalendarInfo("other", "Other"))
    first, second = MemoryCalendar(calendars=infos), Second()
    assert await calendars_of(first, second).primary(ANA) == (second, "default")
    with pytest.raises(CalendarDenied, match="no calendar"):
        await calendars_of(first).primary(ANA)


def test_the_double_makes_each_person_their_own() -> None:
    backend = MemoryBackend()
    mine = backend.calendar("ana", None)
    assert backend.calendar("ana", None) is mine
    assert backend.calendar("bo", None) is not mine


def test_only_what_somebody_connected_needs_telling_by_name(calendars: Calendars) -> None:
    assert [calendars.title_of(name) for name in ("keyed", "builtin", "unknown")] == ["Keyed", "", ""]
