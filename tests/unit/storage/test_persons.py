import asyncio

import pytest

from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore


@pytest.fixture
def persons(database: Database) -> PersonStore:
    return PersonStore(database)


async def test_address_is_one_person_in_any_case(persons: PersonStore, ana: str) -> None:
    again = await persons.ensure(email="Ana@Example.com", name="Ana A.", zone="UTC", language="de")
    assert again.id == ana
    assert (again.name, again.zone) == ("Ana", "Europe/Berlin")
    assert await persons.by_email("ANA@example.com") == again == await persons.get(ana)
    assert await persons.get("unknown") is None
    assert await persons.by_email("unknown@example.com") is None


async def test_without_an_address_everybody_is_new(persons: PersonStore) -> None:
    first = await persons.ensure(email=None, name="Guest", zone="UTC")
    second = await persons.ensure(email=None, name="Guest", zone="UTC")
    assert first.id != second.id


async def test_one_person_made_by_many_at_once(database: Database) -> None:
    stores = [PersonStore(database) for _ in range(6)]
    made = await asyncio.gather(*(store.ensure(email="ana@example.com", name="Ana", zone="UTC") for store in stores))
    assert len({person.id for person in made}) == 1


async def test_channels_know_a_person_by_their_own_ids(database: Database, persons: PersonStore, ana: str) -> None:
    known = await persons.identify("slack", "U1", email="ANA@example.com", name="Ana", zone="UTC")
    assert known == ana
    guest = await persons.identify("slack", "U2", email=None, name="Guest", zone="UTC")
    assert guest != ana
    assert await persons.identify("slack", "U1", email=None, name="", zone="UTC") == ana
    assert await PersonStore(database).identify("slack", "U2", email=None, name="", zone="UTC") == guest
    found = await persons.by_identity("slack", "U1")
    assert found
    assert found.id == ana
    assert await persons.by_identity("teams", "U1") is None


async def test_one_identity_met_by_many_at_once(database: Database) -> None:
    stores = [PersonStore(database) for _ in range(6)]
    ids = await asyncio.gather(
        *(store.identify("slack", "U1", email="ana@example.com", name="Ana", zone="UTC") for store in stores)
    )
    assert len(set(ids)) == 1


async def test_known_identities_stay_few(persons: PersonStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.storage.persons._CACHED_IDENTITIES", 2)
    for number in range(5):
        await persons.identify("slack", f"U{number}", email=None, name="", zone="UTC")
        assert len(persons._known) <= 2


async def test_the_chosen_zone_stands_beside_the_told_one(database: Database, persons: PersonStore, ana: str) -> None:
    await persons.describe(ana, name="Ana A.", zone="UTC")
    await persons.describe(ana)
    told = await persons.get(ana)
    assert told
    assert (told.name, told.zone, told.chosen_zone) == ("Ana A.", "UTC", None)
    await PreferenceStore(database).put(ana, "timezone", value="Asia/Tokyo")
    chosen = await persons.get(ana)
    assert chosen
    assert (chosen.zone, chosen.chosen_zone) == ("UTC", "Asia/Tokyo")
