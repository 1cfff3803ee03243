"""Persons by address and by the channels' own ids."""

import pytest

from threadline.core.domain.message import Author
from threadline.core.people.directory import People, PersonNotFound
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore


@pytest.fixture
def people(database: Database) -> People:
    return People(PersonStore(database), default_zone="Europe/Vienna")


class TestPeople:
    """One human, whatever the channel."""

    async def test_a_person_is_made_once_per_address(self, people: People) -> None:
        ana = await people.ensure("Ana@Example.com")
        assert (ana.name, ana.zone, ana.email) == ("Ana", "Europe/Vienna", "ana@example.com")
        assert await people.ensure("ana@example.com", name="Other", zone="UTC") == ana
        assert await people.by_email("ANA@example.com") == ana
        assert await people.get(ana.id) == ana
        assert await people.by_email("bo@example.com") is None
        with pytest.raises(PersonNotFound):
            await people.get("unknown")

    async def test_an_author_is_linked_by_a_verified_address_only(self, people: People) -> None:
        linked = await people.recognise("slack", Author("U1", "Ana", "ana@example.com"))
        assert await people.recognise("teams", Author("T1", "Ana", "ana@example.com")) == linked
        assert await people.recognise("slack", Author("U1")) == linked
        other = await people.recognise("slack", Author("U2", "Ana", zone="UTC"))
        assert other != linked
        assert (await people.get(other)).zone == "UTC"
        assert (await people.get(linked)).zone == "Europe/Vienna"
