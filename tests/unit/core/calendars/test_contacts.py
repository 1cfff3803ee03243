"""Whom a person meets, as their calendars tell."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.contacts import ContactCache, Contacts
from threadline.core.domain.message import NamedPerson, Person

ANA = Person("p1", "Ana", "ana@example.com", "UTC")
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Read:
    """An agenda that tells how often it is read."""

    def __init__(self, *guests: Attendee) -> None:
        self.guests = guests
        self.unknown: list[str] = []
        self.ranges: list[tuple[datetime, datetime]] = []

    async def events(self, person: Person, low: datetime, high: datetime) -> tuple[Sequence[Event], Sequence[str]]:
        self.ranges.append((low, high))
        draft = EventDraft("Sync", NOW, NOW + timedelta(hours=1), "UTC", attendees=self.guests)
        return [Event("1", "main", draft, "v1")], self.unknown


def contacts_of(agenda: Read, cache: ContactCache) -> Contacts:
    return Contacts(cast("Agenda", cast("Any", agenda)), cache, now=lambda: NOW)


async def test_guests_are_known_once_and_rooms_are_nobody() -> None:
    room = Attendee("Room 4", "c_1@resource.calendar.google.com")
    agenda = Read(Attendee("", "nia@example.com"), Attendee("Nia", "NIA@example.com"), Attendee("Bo"), room)
    guests = await contacts_of(agenda, ContactCache()).of(ANA)
    assert guests == (NamedPerson("Nia", "NIA@example.com"), NamedPerson("Bo"))
    assert agenda.ranges == [(NOW - timedelta(days=90), NOW + timedelta(days=62))]


async def test_they_are_read_again_when_something_was_written_or_time_has_passed() -> None:
    clock = [0.0]
    agenda, cache = Read(Attendee("Bo")), ContactCache(clock=lambda: clock[0])
    contacts = contacts_of(agenda, cache)
    assert await contacts.of(ANA) == await contacts.of(ANA)
    assert len(agenda.ranges) == 1
    cache.forget("p1")
    await contacts.of(ANA)
    assert len(agenda.ranges) == 2
    clock[0] = 601.0
    await contacts.of(ANA)
    assert len(agenda.ranges) == 3


async def test_what_a_calendar_did_not_tell_is_asked_for_again() -> None:
    agenda = Read(Attendee("Bo"))
    agenda.unknown = ["work"]
    contacts = contacts_of(agenda, ContactCache())
    assert await contacts.of(ANA) == await contacts.of(ANA) == (NamedPerson("Bo"),)
    assert len(agenda.ranges) == 2
